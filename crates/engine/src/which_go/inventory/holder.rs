//! The scope of a Go installation, and who may change it.
use std::fmt;
use std::path::Path;

use super::Surroundings;
use crate::machine::platform::Access;

/// The users that a Go installation is for.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type, rename_all = "kebab-case")]
pub enum Scope {
    User,
    Machine,
}

/// Who may change a Go installation.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type, rename_all = "kebab-case")]
pub enum ChangedBy {
    User,
    Administrators,
    /// A package manager, which keeps a list of the files.
    PackageManager,
    /// No one: the files are read-only.
    Nobody,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    User,
    Administrators,
    PackageManager,
    /// The user's module cache, where Go makes files read-only.
    ModuleCache,
    /// Determined by the folder's permissions.
    OnDisk,
}

impl Holder {
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

/// A tree in the user's home belongs to the user, and so does one that a standard user can write to.
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
