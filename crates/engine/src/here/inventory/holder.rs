//! For whom a Go is there, and who may change it.
use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Surroundings;
use crate::platform::Access;

/// For whom a Go is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// For this user.
    User,
    /// For everybody on the machine.
    Machine,
}

/// Who may change a Go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ChangedBy {
    /// The user.
    User,
    /// Administrators.
    Administrators,
    /// A package manager, which keeps a list of its files.
    PackageManager,
    /// Nobody: it is read-only.
    Nobody,
}

/// Whose the Gos of a place are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// The user's.
    User,
    /// The machine's: administrators put them there.
    Administrators,
    /// The machine's, through a package manager.
    PackageManager,
    /// The user's module cache, whose files Go makes read-only.
    ModuleCache,
    /// Whose the folder is.
    OnDisk,
}

impl Holder {
    /// For whom the tree at `root` is there, and who may change it.
    pub fn of(self, around: &Surroundings<'_>, root: &Path) -> (Scope, ChangedBy) {
        match self {
            Self::User => (Scope::User, ChangedBy::User),
            Self::Administrators => (Scope::Machine, ChangedBy::Administrators),
            Self::PackageManager => (Scope::Machine, ChangedBy::PackageManager),
            Self::ModuleCache => (Scope::User, ChangedBy::Nobody),
            Self::OnDisk => on_disk(around, root),
        }
    }
}

/// What lies in the user's home is the user's, and so is what an ordinary user may write.
fn on_disk(around: &Surroundings<'_>, root: &Path) -> (Scope, ChangedBy) {
    let in_home = around.user.is_some_and(|user| super::real(root).starts_with(super::real(user)));
    let changed_by = match (around.access)(root) {
        Access::ReadOnly => ChangedBy::Nobody,
        Access::Ordinary => ChangedBy::User,
        Access::Elevated if in_home => ChangedBy::User,
        Access::Elevated | Access::Denied => ChangedBy::Administrators,
    };
    let scope = if in_home || changed_by == ChangedBy::User { Scope::User } else { Scope::Machine };
    (scope, changed_by)
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::User => "user",
            Self::Machine => "machine",
        })
    }
}
