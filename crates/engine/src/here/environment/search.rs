//! The folders that a new terminal searches, the variables that it gets, and who set them. Only reads.
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use super::registry_value::PATH;
use super::{EnvironmentError, RegistryEnvironment, SearchPath, Syntax, UserEnvironment, new_terminal_path};

/// A folder that is searched for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchFolder {
    /// The folder.
    pub folder: PathBuf,
    /// Its scope.
    pub scope: VariableScope,
}

/// The scope of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableScope {
    /// The machine, for all users.
    Machine,
    /// The user, for every terminal.
    User,
    /// This terminal or its parent: a profile, a script, or an editor. Unix does not distinguish these.
    Terminal,
}

/// The folders of a PATH as a process on this system gets it.
pub fn folders_of(path: &OsStr, syntax: Syntax) -> Vec<PathBuf> {
    SearchPath::from_units(syntax, &syntax.units(path)).folders()
}

impl UserEnvironment {
    /// The folders that a new terminal searches, as returned by [`new_terminal_path`], each with its scope.
    pub(crate) fn searched(&self, caller_path: Option<&OsStr>) -> Result<Vec<SearchFolder>, EnvironmentError> {
        let all = new_terminal_path(self, caller_path)?;
        let scopes: Vec<VariableScope> = match self {
            Self::Registry(registry) => {
                let of_machine = registry.path_at(&registry.machine_key)?.folders().len();
                (0..all.len())
                    .map(|index| if index < of_machine { VariableScope::Machine } else { VariableScope::User })
                    .collect()
            }
            Self::Profiles(_) => {
                let own: BTreeSet<PathBuf> =
                    folders_of(caller_path.unwrap_or_default(), Syntax::Unix).into_iter().collect();
                all.iter()
                    .map(|folder| if own.contains(folder) { VariableScope::Terminal } else { VariableScope::User })
                    .collect()
            }
        };
        Ok(all.into_iter().zip(scopes).map(|(folder, scope)| SearchFolder { folder, scope }).collect())
    }

    /// What the system keeps for new terminals, for several variables: on Unix, Upgo's script is read once.
    pub(crate) fn stored(&self) -> StoredVariables<'_> {
        match self {
            Self::Registry(registry) => StoredVariables::Registry(registry),
            // A script that cannot be read sets nothing.
            Self::Profiles(profiles) => {
                StoredVariables::Script(profiles.script_in_force().unwrap_or_default().variables)
            }
        }
    }
}

/// The variables that the system keeps for new terminals: in the registry, or in the script that the user's profile
/// reads.
pub(crate) enum StoredVariables<'a> {
    Registry(&'a RegistryEnvironment),
    Script(BTreeMap<String, String>),
}

impl StoredVariables<'_> {
    /// The stored values of a variable: the user's, and the machine's. An unreadable value counts as missing.
    pub(crate) fn values(&self, name: &str) -> (Option<OsString>, Option<OsString>) {
        match self {
            Self::Registry(_) if name.eq_ignore_ascii_case(PATH) => (None, None),
            Self::Registry(registry) => {
                (registry.stored(&registry.user_key, name), registry.stored(&registry.machine_key, name))
            }
            Self::Script(variables) => (variables.get(name).map(OsString::from), None),
        }
    }
}
