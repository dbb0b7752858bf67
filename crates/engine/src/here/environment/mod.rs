//! The environment: PATH and the variables of Go, read, shown as a difference, written, undone.
//!
//! Where it lives is a value, [`UserEnvironment`]: the registry on Windows, the profiles of the shells on Unix; the file of
//! `go env -w` on both. An edit is [`prepare`]d into a [`Change`], which holds all that undoing it needs and can be journaled; [`commit`] makes it, and
//! refuses if the machine is no longer as the change assumes. Undoing is a change too ([`prepare_undo`]), and so is
//! undoing that.
mod account;
mod change;
mod diff;
mod edit;
mod error;
pub(crate) mod file;
mod give_back;
mod go_env;
mod go_install;
pub(crate) mod lossless;
mod machine;
mod profile;
mod profile_line;
mod reach;
mod reading;
mod registry;
mod registry_value;
mod revert;
mod script;
mod search;
mod search_path;
mod shells;
mod splice;
mod syntax;
mod terminal;
mod undo;
pub mod variable;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use account::{Account, Foreign, WrongAccount};
pub use change::{Change, MachineEdit, Purpose, Skipped, Write};
pub use edit::{EditScope, EnvironmentEdit, prepare_edit};
pub use error::EnvironmentError;
pub use give_back::{UserValues, path_given_back, prepare_give_back};
pub(crate) use go_env::values_in;
pub use go_env::{go_env_file, has_byte_order_mark, names_in, value_in};
pub use go_install::{go_install_folder, go_program_folders, go_variable, module_cache};
pub(crate) use machine::{MachineRules, taken_off};
pub use profile::ProfileEnvironment;
pub(crate) use profile::upgo_line_in;
pub use reading::{Effective, NewTerminal, PathEntry, PathReading, PathValue, Setting, Source, VariableReading, weigh};
pub use registry::{MACHINE_KEY, RegistryEnvironment, USER_KEY};
pub use registry_value::RegistryValue;
pub use revert::revert;
pub use search::{Scope, SearchFolder, folders_of};
pub use search_path::{End, Refusal, SearchPath, append_last, deduplicate, move_to, put_first, remove};
pub use splice::Splice;
pub use syntax::{Lookup, Syntax};
pub use terminal::{StoredPath, new_terminal_path};
pub use undo::{Undone, prepare_undo, undo};

use crate::home::Home;
use crate::platform;
use change::Found;

/// Where the settings of the user live. It is all that this module knows of the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserEnvironment {
    /// In the registry of Windows.
    Registry(RegistryEnvironment),
    /// In the profiles of Unix shells.
    Profiles(ProfileEnvironment),
}

/// A wish for the user's PATH. Folders are full paths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum PathEdit {
    /// This folder is searched first.
    PutFirst(
        #[serde(serialize_with = "crate::paths::shown")]
        #[cfg_attr(feature = "specta", specta(type = String))]
        PathBuf,
    ),
    /// This folder is searched, last unless it is there already.
    AppendLast(
        #[serde(serialize_with = "crate::paths::shown")]
        #[cfg_attr(feature = "specta", specta(type = String))]
        PathBuf,
    ),
    /// This folder is not searched.
    Remove(
        #[serde(serialize_with = "crate::paths::shown")]
        #[cfg_attr(feature = "specta", specta(type = String))]
        PathBuf,
    ),
    /// This folder, which is in PATH, is searched first; its entry stays as it is written.
    MoveFirst(
        #[serde(serialize_with = "crate::paths::shown")]
        #[cfg_attr(feature = "specta", specta(type = String))]
        PathBuf,
    ),
    /// This folder, which is in PATH, is searched last; its entry stays as it is written.
    MoveLast(
        #[serde(serialize_with = "crate::paths::shown")]
        #[cfg_attr(feature = "specta", specta(type = String))]
        PathBuf,
    ),
    /// This folder, which is in PATH, is searched at this place; its entry stays as it is written.
    MoveTo {
        /// The folder.
        #[serde(serialize_with = "crate::paths::shown")]
        #[cfg_attr(feature = "specta", specta(type = String))]
        dir: PathBuf,
        /// Among the entries of the value, counted from 1.
        position: usize,
    },
    /// No folder is searched twice: of two entries for one the first stays.
    Deduplicate,
}

impl UserEnvironment {
    /// The environment of the user with these `variables`, on the system that this is.
    pub fn locate(home: &Home, variables: Lookup<'_>) -> Self {
        if platform::HAS_REGISTRY {
            Self::Registry(RegistryEnvironment::of_user(variables))
        } else {
            Self::Profiles(ProfileEnvironment::locate(home.root(), variables))
        }
    }

    /// Whether `write` is about this environment, and not about one of a test or of another system.
    fn has(&self, write: &Write) -> bool {
        match (self, write) {
            (Self::Registry(registry), Write::Value { key, .. }) => {
                [&registry.user_key, &registry.machine_key].contains(&key)
            }
            (Self::Profiles(profiles), Write::Script { path, .. }) => path.starts_with(&profiles.upgo_home),
            (Self::Profiles(_), Write::Profile { .. }) | (_, Write::GoEnv { .. }) => true,
            _ => false,
        }
    }

    /// The profiles that keep Upgo's line whatever is done, because they cannot be edited.
    pub fn lines_that_stay(&self) -> Vec<Skipped> {
        match self {
            Self::Registry(_) => Vec::new(),
            Self::Profiles(profiles) => profiles.lines_that_stay(),
        }
    }

    /// Whether new terminals know of a change only after the next log-in.
    pub fn is_read_at_log_in(&self) -> bool {
        matches!(self, Self::Profiles(profiles) if profiles.is_read_at_log_in())
    }
}

/// What `edits`, one after the other, change; `None` if nothing is to be done. Only reads.
pub fn prepare(environment: &UserEnvironment, edits: &[PathEdit]) -> Result<Option<Change>, EnvironmentError> {
    let registry = match environment {
        UserEnvironment::Profiles(profiles) => return profiles.prepare(edits),
        UserEnvironment::Registry(registry) => registry,
    };
    registry::prepare_path(registry, &registry.user_key, edits)
}

/// What it changes to take away what Upgo keeps for the user: `edits` of PATH, and on Unix all that its scripts set.
pub fn prepare_farewell(environment: &UserEnvironment, edits: &[PathEdit]) -> Result<Option<Change>, EnvironmentError> {
    match environment {
        UserEnvironment::Registry(_) => prepare(environment, edits),
        UserEnvironment::Profiles(profiles) => profiles.prepare_nothing(),
    }
}

/// Makes `change`. What it has already written (before this process was killed, say) is left as it is.
///
/// # Errors
/// [`EnvironmentError::Moved`] if a value or file is neither as the change expects it nor as it leaves it; then nothing
/// has been written, unless it moved in between.
pub fn commit(environment: &UserEnvironment, change: &Change) -> Result<(), EnvironmentError> {
    require(environment, change)?;
    for write in &change.writes {
        match write.found()? {
            Found::After => {}
            Found::Moved => return Err(write.moved()),
            Found::Before => {
                write.make()?;
                if write.found()? != Found::After {
                    return Err(EnvironmentError::NotKept { place: write.place() });
                }
            }
        }
        write.tidy()?;
    }
    if change.writes.iter().any(|write| matches!(write, Write::Value { .. })) {
        platform::announce_environment();
    }
    Ok(())
}

/// Refuses a change that the machine is not ready for: a value or file is neither as the change expects it nor as it
/// leaves it. Only reads.
pub fn require(environment: &UserEnvironment, change: &Change) -> Result<(), EnvironmentError> {
    for write in &change.writes {
        if !environment.has(write) {
            return Err(EnvironmentError::Elsewhere { place: write.place() });
        }
        if write.found()? == Found::Moved {
            return Err(write.moved());
        }
    }
    Ok(())
}

/// Whether everything is as `change` leaves it. Only reads.
pub fn is_in_effect(change: &Change) -> Result<bool, EnvironmentError> {
    for write in &change.writes {
        if write.found()? != Found::After {
            return Ok(false);
        }
    }
    Ok(true)
}
