//! PATH of the user: read, shown as a difference, written, undone.
//!
//! Where it lives is a value, [`UserEnvironment`]: the registry on Windows, the profiles of the shells on Unix. An edit is
//! [`prepare`]d into a [`Change`], which holds all that undoing it needs and can be journaled; [`commit`] makes it, and
//! refuses if the machine is no longer as the change assumes. Undoing is a change too ([`prepare_undo`]), and so is
//! undoing that.
mod account;
mod change;
mod diff;
mod error;
pub(crate) mod file;
mod go_install;
mod lossless;
mod profile;
mod registry;
mod revert;
mod script;
mod search;
mod search_path;
mod syntax;
mod undo;

use std::ffi::OsStr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use account::{Account, Foreign, WrongAccount};
pub use change::{Change, Purpose, Skipped, Splice, Write};
pub use diff::{Diff, DiffKind, Difference};
pub use error::EnvironmentError;
pub use go_install::{go_install_folder, go_program_folders, go_variable, module_cache};
pub use profile::ProfileEnvironment;
pub use registry::{MACHINE_KEY, RegistryEnvironment, RegistryValue, USER_KEY};
pub use revert::revert;
pub use search::folders_of;
pub use search_path::{Refusal, SearchPath, append_last, put_first, remove};
pub use syntax::{Lookup, Syntax};
pub use undo::{Undone, prepare_undo, undo};

use crate::home::Home;
use crate::platform;
use change::Found;
use script::Place;

/// Where the settings of the user live. It is all that this module knows of the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserEnvironment {
    /// In the registry of Windows.
    Registry(RegistryEnvironment),
    /// In the profiles of Unix shells.
    Profiles(ProfileEnvironment),
}

/// A wish for the user's PATH. Folders are full paths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PathEdit {
    /// This folder is searched first.
    PutFirst(PathBuf),
    /// This folder is searched, last unless it is there already.
    AppendLast(PathBuf),
    /// This folder is not searched.
    Remove(PathBuf),
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
            (Self::Registry(registry), Write::Value { key, .. }) => *key == registry.user_key,
            (Self::Profiles(profiles), Write::Script { path, .. }) => path.starts_with(&profiles.upgo_home),
            (Self::Profiles(_), Write::Profile { .. }) => true,
            _ => false,
        }
    }
}

/// What `edits`, one after the other, change; `None` if nothing is to be done. Only reads.
pub fn prepare(environment: &UserEnvironment, edits: &[PathEdit]) -> Result<Option<Change>, EnvironmentError> {
    let registry = match environment {
        UserEnvironment::Profiles(profiles) => return profiles.prepare(edits),
        UserEnvironment::Registry(registry) => registry,
    };
    let (key, name) = (registry.user_key.clone(), registry::PATH.to_owned());
    let before = registry::read(&key, &name)?;
    let after = registry::edit(&key, before.as_ref(), edits, &|name| registry.variable(name))?;
    // A value with nothing in it was made by Upgo, or is as good as none.
    let is_rest =
        |after: &RegistryValue| after.is_empty() && edits.iter().all(|edit| matches!(edit, PathEdit::Remove(_)));
    let write = |after| Write::Value { key, name, before, after: Some(after).filter(|after| !is_rest(after)) };
    Ok(after.map(|after| Change { purpose: Purpose::Edit, writes: vec![write(after)], skipped: Vec::new() }))
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
            Found::After => continue,
            Found::Moved => return Err(write.moved()),
            Found::Before => write.make()?,
        }
        if write.found()? != Found::After {
            return Err(EnvironmentError::NotKept { place: write.place() });
        }
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

/// The folders that a new terminal of this user searches, in their order. Nothing is executed to find out.
///
/// On Windows that is the machine's PATH and then the user's, both from the registry. On Unix it is `caller_path`, the
/// PATH of the calling process, with what the profiles add for Upgo.
pub fn new_terminal_path(
    environment: &UserEnvironment,
    caller_path: Option<&OsStr>,
) -> Result<Vec<PathBuf>, EnvironmentError> {
    let profiles = match environment {
        UserEnvironment::Profiles(profiles) => profiles,
        UserEnvironment::Registry(registry) => {
            let mut folders = registry.path_at(&registry.machine_key)?.folders();
            folders.extend(registry.path_at(&registry.user_key)?.folders());
            return Ok(folders);
        }
    };
    let mut path = SearchPath::from_units(Syntax::Unix, &Syntax::Unix.units(caller_path.unwrap_or_default()));
    for (place, dir) in profiles.script_in_force()?.0 {
        let dir: Vec<u16> = dir.into_iter().map(u16::from).collect();
        // The script looks for the very same text only.
        if !path.entries().contains(&dir) {
            let at = if place == Place::First { 0 } else { path.entries().len() };
            let mut entries = path.entries().to_vec();
            entries.insert(at, dir);
            path = path.with_entries(entries);
        }
    }
    Ok(path.folders())
}
