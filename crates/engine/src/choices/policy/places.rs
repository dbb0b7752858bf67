use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::environment::Registry;
use crate::machine::platform;

/// The key of the whole machine, in the view of 64-bit programs.
pub const POLICY_KEY: &str = r"HKLM64\SOFTWARE\Policies\Upgo";
/// The key of the user. Windows lets only administrators write to it.
const USER_KEY: &str = r"HKCU\Software\Policies\Upgo";
const FILE: &str = "/etc/upgo/policy.toml";

/// Tests name their own places.
#[derive(Clone, Debug)]
pub struct PolicyPlaces {
    pub registry: Arc<dyn Registry>,
    pub machine_key: String,
    /// The key of the user, which counts only where that of the machine is silent.
    pub user_key: String,
    /// The file; `None` where the registry is used instead.
    pub file: Option<PathBuf>,
    /// Why accounts other than root can change a folder, a link or a file; `None` if they cannot.
    pub why_open: fn(&Path) -> Option<String>,
}

impl PolicyPlaces {
    pub fn of_this_machine(registry: Arc<dyn Registry>) -> Self {
        Self {
            registry,
            machine_key: POLICY_KEY.to_owned(),
            user_key: USER_KEY.to_owned(),
            file: (!platform::HAS_REGISTRY).then(|| PathBuf::from(FILE)),
            why_open: platform::why_not_roots,
        }
    }
}
