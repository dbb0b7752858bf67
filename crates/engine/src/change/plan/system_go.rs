//! The machine-wide Go of the official installer, as plans see it.
use std::path::PathBuf;

use crate::base::archive::Archive;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement, Value};
use crate::environment::UserValues;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The family of packages, as GOARCH. A package replaces only a version of its own family.
    pub arch: String,
    /// Its version, if its name or its tree contains it.
    pub version: Option<Version>,
    pub root: Option<PathBuf>,
    pub is_whole: bool,
}

#[derive(Clone, Debug, Default)]
pub struct SystemSituation {
    pub registered: Vec<Registered>,
    pub user: UserValues,
    /// Whether some of these values equal those that a package sets itself, and so would remove.
    pub user_has_what_packages_set: bool,
}

impl SystemSituation {
    pub fn find(&self, arch: &str) -> Option<&Registered> {
        self.registered.iter().find(|registered| registered.arch == arch)
    }
}

/// A machine-wide Go of the official installer, existing or planned.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemGo {
    pub version: Version,
    /// Its folder; `None` for the default of its package.
    #[serde(serialize_with = "crate::base::paths::shown")]
    pub folder: Option<PathBuf>,
    /// Whether its files exist. If its folder is gone, it need not be restored.
    pub is_whole: bool,
    /// Its package; `None` if unknown, which is possible only if its folder is gone.
    pub package: Option<Archive>,
}

impl SystemGo {
    /// `go1.26.6, 64-bit, for all users, in C:\Program Files\Go`.
    pub fn describe(&self, arch: &str) -> Statement {
        let (version, width) = (self.version.as_str(), width(arch));
        match &self.folder {
            Some(folder) if self.is_whole => say!(MachineGoIn { version, width, folder }),
            Some(folder) => say!(MachineGoGone { version, width, folder }),
            None => say!(MachineGo { version, width }),
        }
    }
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Secures {
    TheNew,
    /// To restore it after a failure or an undo.
    TheOld,
}

/// The name of a family for users.
pub(super) fn width(arch: &str) -> Value {
    match arch {
        "386" => Sentence::WidthOf32.into(),
        "amd64" => Sentence::WidthOf64.into(),
        "arm64" => Sentence::WidthOfArm.into(),
        other => other.into(),
    }
}
