//! The environment: PATH and the Go variables. It is read, shown as a difference, written, and undone. Its place is a
//! [`UserEnvironment`]: the registry on Windows, shell profiles on Unix, and the `go env -w` file on both. An edit is
//! [`prepare`]d into a [`Change`], which has all that is needed to undo it. [`commit`] refuses if the machine is no
//! longer as the change assumes. Undoing is a change, too ([`prepare_undo`]), and so is undoing that.
mod caution;
mod change;
mod diff;
mod edit;
mod editor_settings;
mod editors;
mod error;
pub(crate) mod file;
pub(crate) mod flags;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod give_back;
mod go_env;
mod go_settings;
pub(crate) mod go_value;
mod inverse;
pub(crate) mod lossless;
mod machine;
mod new_terminal;
mod part;
mod prepared;
mod profile;
mod profile_line;
mod reading;
mod registry;
mod registry_value;
mod revert;
mod script;
mod search;
mod search_path;
mod shells;
mod skipped;
mod splice;
mod startup_scan;
mod syntax;
mod system_registry;
pub mod variable;

use std::path::{Path, PathBuf};

pub(crate) use caution::{Caution, cautions};
pub(crate) use change::EditState;
pub use change::{Change, EditKind, GoVariable, MachineEdit, Write};
pub use edit::{EnvironmentEdit, prepare_edit};
pub(crate) use edit::{prepare_go_env, prepare_go_folders};
pub use editor_settings::EditorSetting;
pub(crate) use editor_settings::{environments, mentions_go, selecting};
pub use editors::prepare_unpin;
pub(crate) use editors::{editor_settings_files, is_editor_settings_file};
pub use error::{EnvironmentError, Result};
pub use give_back::{UserValues, path_given_back, prepare_give_back};
pub(crate) use go_env::values_in;
pub use go_env::{has_byte_order_mark, value_in};
pub(crate) use go_settings::{GoCommand, GoSettings, config_folder, default_gopath, home_folder, user_cache_folder};
pub use go_settings::{go_env_file, go_install_folder, go_program_folders, go_variable, module_cache};
pub use inverse::{Undone, prepare_undo, undo};
pub(crate) use machine::{MachineRules, taken_off};
pub use new_terminal::StoredPath;
pub use part::EnvPart;
pub use prepared::{PREPARED, Prepares, UPGO_SHELL};
pub use profile::ProfileEnvironment;
pub(crate) use profile::scripts;
pub(crate) use profile::upgo_line_in;
pub use reading::{Effective, NewTerminal, PathEntry, PathReading, PathValue, Setting, Source, VariableReading, weigh};
pub use registry::{MACHINE_KEY, RegistryEnvironment, USER_KEY, edit as edited_path};
pub use registry_value::RegistryValue;
pub use revert::revert;
pub use search::{SearchFolder, StoredEnvironment, VariableScope, folders_of};
pub use search_path::{EditRefusal, End, SearchPath, append_last, deduplicate, move_to, put_first, remove};
pub use skipped::Skipped;
pub use splice::Splice;
pub use syntax::{Lookup, Syntax};
pub use system_registry::{Registry, SystemRegistry};
pub use variable::EditScope;

use crate::base::report::{Code, Problem};
use crate::base::words::{Sentence, Statement};
use crate::machine::home::Home;
use crate::machine::{effect, platform};

/// This module knows nothing else about the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserEnvironment {
    Registry(RegistryEnvironment),
    Profiles(ProfileEnvironment),
}

/// An edit of the user's PATH. Folders are full paths.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub enum PathEdit {
    /// Searches this folder first.
    PutFirst(PathBuf),
    /// Searches this folder, last unless it is on PATH already.
    AppendLast(PathBuf),
    Remove(PathBuf),
    /// Moves this folder, which is on PATH, to the front; its entry stays as written.
    MoveFirst(PathBuf),
    /// Moves this folder, which is on PATH, to the end; its entry stays as written.
    MoveLast(PathBuf),
    /// Moves this folder, which is on PATH, to this position; its entry stays as written.
    MoveTo {
        dir: PathBuf,
        /// The position among the entries of the value, counted from 1.
        position: usize,
    },
    /// Removes duplicate folders: of two entries for the same folder, the first one stays.
    Deduplicate,
}

impl PathEdit {
    fn folder(&self) -> Option<&PathBuf> {
        match self {
            Self::PutFirst(dir)
            | Self::AppendLast(dir)
            | Self::Remove(dir)
            | Self::MoveFirst(dir)
            | Self::MoveLast(dir)
            | Self::MoveTo { dir, .. } => Some(dir),
            Self::Deduplicate => None,
        }
    }
}

impl UserEnvironment {
    pub fn locate(home: &Home, variables: Lookup<'_>) -> Self {
        if platform::HAS_REGISTRY {
            Self::Registry(RegistryEnvironment::of_user(variables))
        } else {
            Self::Profiles(ProfileEnvironment::locate(home.root(), variables))
        }
    }

    /// Whether `write` is for this environment, and not for a test, another system or a file that no shell reads.
    pub(crate) fn has(&self, write: &Write) -> bool {
        match (self, write) {
            (Self::Registry(registry), Write::Value { key, .. }) => {
                [&registry.user_key, &registry.machine_key].contains(&key)
            }
            (Self::Profiles(profiles), Write::Script { path, .. }) => profiles.is_script(path),
            (Self::Profiles(profiles), Write::Profile { path, .. }) => profiles.is_profile(path),
            (_, Write::GoEnv { .. } | Write::Editor { .. }) => true,
            _ => false,
        }
    }

    fn home(&self) -> Option<PathBuf> {
        match self {
            Self::Registry(registry) => home_folder(Syntax::Windows, &|name| registry.variable(name)),
            Self::Profiles(profiles) => profiles.home.clone(),
        }
    }

    /// The profiles that always keep Upgo's line, because they cannot be edited.
    pub fn lines_that_stay(&self) -> Vec<Skipped> {
        match self {
            Self::Registry(_) => Vec::new(),
            Self::Profiles(profiles) => profiles.lines_that_stay(),
        }
    }

    /// What to do so that a new terminal, which finds no Go, searches `bin`. Upgo has done all it can if its script
    /// exists, but a startup file that it may not edit does not read the script.
    pub(crate) fn way_onto_path(&self, bin: &Path) -> Statement {
        let by_hand = match self {
            Self::Registry(_) => None,
            Self::Profiles(profiles) => profiles.by_hand(bin),
        };
        by_hand.unwrap_or_else(|| Sentence::AddToPathAndOpen.into())
    }

    pub fn is_read_at_log_in(&self) -> bool {
        matches!(self, Self::Profiles(profiles) if profiles.is_read_at_log_in())
    }
}

/// The edits are made in order. `None` if there is nothing to do. Only reads.
pub fn prepare(environment: &UserEnvironment, edits: &[PathEdit]) -> Result<Option<Change>> {
    let registry = match environment {
        UserEnvironment::Profiles(profiles) => {
            return Ok(profiles.prepare(edits)?.map(|change| change.by(edits)));
        }
        UserEnvironment::Registry(registry) => registry,
    };
    registry::prepare_path(registry, &registry.user_key, edits)
}

/// Moves Upgo's line in startup files behind other commands, which may put another folder first. Only reads.
pub(crate) fn prepare_last(environment: &UserEnvironment) -> Option<Change> {
    match environment {
        UserEnvironment::Registry(_) => None,
        UserEnvironment::Profiles(profiles) => profiles.prepare_last(),
    }
}

/// The `edits` of PATH and, on Unix, the removal of everything that Upgo's scripts set.
pub fn prepare_farewell(environment: &UserEnvironment, edits: &[PathEdit]) -> Result<Option<Change>> {
    match environment {
        UserEnvironment::Registry(_) => prepare(environment, edits),
        UserEnvironment::Profiles(profiles) => profiles.prepare_nothing(),
    }
}

/// Makes `change`; parts that were already written, perhaps before a kill, stay. [`EnvironmentError::Moved`] if
/// anything is neither as before the change nor as after it: then nothing was written, unless it changed meanwhile.
pub fn commit(environment: &UserEnvironment, change: &Change) -> Result<()> {
    require(environment, change)?;
    for write in &change.writes {
        match write.found()? {
            EditState::After => {}
            EditState::Moved => return Err(write.moved()),
            EditState::Before => {
                write.make()?;
                if write.found()? != EditState::After {
                    return Err(EnvironmentError::NotKept { place: write.place() });
                }
            }
        }
        write.tidy()?;
    }
    Ok(())
}

/// Returns a warning if the shell, which starts new terminals, did not answer.
pub(crate) fn announce(change: &Change) -> Option<Problem> {
    let is_told = !change.writes.iter().any(|write| matches!(write, Write::Value { .. }))
        || effect::announce_environment().is_ok();
    (!is_told).then(|| Problem::new(Code::EnvUnheard, Code::EnvUnheard.what()))
}

/// Refuses a change if a value or file is neither in the state before it nor in the state after it. Only reads.
pub fn require(environment: &UserEnvironment, change: &Change) -> Result<()> {
    for write in &change.writes {
        if !environment.has(write) {
            return Err(EnvironmentError::Elsewhere { place: write.place() });
        }
        if write.found()? == EditState::Moved {
            return Err(write.moved());
        }
    }
    Ok(())
}

pub(crate) fn is_in_effect(change: &Change) -> Result<bool> {
    for write in &change.writes {
        if write.found()? != EditState::After {
            return Ok(false);
        }
    }
    Ok(true)
}
