//! Signs that the machine waits for a restart.
use std::path::PathBuf;

use super::Site;
use crate::machine::{fault, platform};

/// The file that Debian and its derivatives write to ask for a restart.
const FILE: &str = "/run/reboot-required";
/// The keys that exist until a restart after an installation of Windows' own components or updates.
const KEYS: [&str; 2] = [
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending",
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired",
];
/// The key with the files that Windows replaces during a restart.
const SESSION_MANAGER: &str = r"SYSTEM\CurrentControlSet\Control\Session Manager";
const RENAMES: &str = "PendingFileRenameOperations";

impl Site {
    /// The first sign that the machine waits for a restart: a file, or a key or value of the registry.
    pub(crate) fn pending_restart(&self) -> Option<String> {
        if !self.setup.registry.is_there() {
            let own = self.variable("UPGO_TEST_RESTART").filter(|_| fault::ARMED);
            let file = own.map_or_else(|| PathBuf::from(FILE), PathBuf::from);
            return file.exists().then(|| file.display().to_string());
        }
        let root = self.setup.test_registry().map_or_else(|| "HKLM64".to_owned(), |key| format!(r"HKCU\{key}\restart"));
        let key = KEYS.into_iter().find(|key| platform::registry_has_key(&format!(r"{root}\{key}")));
        let renames = || {
            let names = self.setup.registry.value_names(&format!(r"{root}\{SESSION_MANAGER}"));
            names.iter().any(|name| name.eq_ignore_ascii_case(RENAMES)).then_some(RENAMES)
        };
        key.or_else(renames).map(str::to_owned)
    }
}
