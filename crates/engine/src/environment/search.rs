//! The folders that a new terminal searches, the variables that it gets, and who set them. Only reads.
use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use super::registry_value::PATH;
use super::script::Script;
use super::{ProfileEnvironment, RegistryEnvironment, Result, SearchPath, Syntax, UserEnvironment};
use crate::machine::platform;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchFolder {
    pub folder: PathBuf,
    pub scope: VariableScope,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableScope {
    Machine,
    User,
    /// This terminal or its parent: a profile, a script, or an editor. Unix does not distinguish these.
    Terminal,
}

/// The machine's folders, then the user's.
fn searched_in(registry: &RegistryEnvironment) -> Result<Vec<SearchFolder>> {
    let keys = [(&registry.machine_key, VariableScope::Machine), (&registry.user_key, VariableScope::User)];
    let mut searched = Vec::new();
    for (key, scope) in keys {
        searched.extend(registry.path_at(key)?.folders().into_iter().map(|folder| SearchFolder { folder, scope }));
    }
    Ok(searched)
}

pub fn folders_of(path: &OsStr, syntax: Syntax) -> Vec<PathBuf> {
    SearchPath::from_units(syntax, &syntax.units(path)).folders()
}

impl UserEnvironment {
    /// On Unix, the profiles and Upgo's script are read once, now.
    pub fn stored(&self) -> StoredEnvironment<'_> {
        StoredEnvironment(match self {
            Self::Registry(registry) => StoredPlace::Registry(registry),
            Self::Profiles(profiles) => StoredPlace::Script(profiles, profiles.script_in_force()),
        })
    }
}

pub struct StoredEnvironment<'a>(pub(super) StoredPlace<'a>);

pub(super) enum StoredPlace<'a> {
    Registry(&'a RegistryEnvironment),
    /// The script that the user's startup files read.
    Script(&'a ProfileEnvironment, Result<Script>),
}

impl StoredEnvironment<'_> {
    /// The folders of [`UserEnvironment::read_path`]. An unreadable PATH counts as empty.
    pub(crate) fn searched(&self, caller_path: Option<&OsStr>) -> Vec<SearchFolder> {
        match &self.0 {
            StoredPlace::Registry(registry) => searched_in(registry).unwrap_or_default(),
            StoredPlace::Script(_, Err(_)) => Vec::new(),
            StoredPlace::Script(_, Ok(script)) => {
                let caller_path = caller_path.unwrap_or_default();
                let inherited: BTreeSet<PathBuf> = folders_of(caller_path, Syntax::Unix).into_iter().collect();
                let scope = |folder: &PathBuf| {
                    if inherited.contains(folder) { VariableScope::Terminal } else { VariableScope::User }
                };
                let folders = script.path_after(caller_path).folders().into_iter();
                folders.map(|folder| SearchFolder { scope: scope(&folder), folder }).collect()
            }
        }
    }

    /// The variables that a new terminal gets: a later one replaces an earlier one of the same name. Empty on Unix.
    pub(crate) fn variables(&self) -> Vec<(OsString, OsString)> {
        let StoredPlace::Registry(registry) = &self.0 else { return Vec::new() };
        let mut all = Vec::new();
        for key in [&registry.machine_key, &registry.user_key] {
            for name in platform::registry_value_names(key).unwrap_or_default() {
                // the machine's USERNAME is SYSTEM, and a session has its own
                let is_other = ![PATH, "USERNAME"].iter().any(|known| known.eq_ignore_ascii_case(&name));
                all.extend(registry.stored(key, &name).filter(|_| is_other).map(|value| (name.into(), value)));
            }
        }
        let folders = self.searched(None).into_iter().map(|searched| searched.folder);
        all.push((PATH.into(), std::env::join_paths(folders).unwrap_or_default()));
        all
    }

    /// The stored values of a variable: the user's, and the machine's. An unreadable value counts as missing.
    pub(crate) fn values(&self, name: &str) -> (Option<OsString>, Option<OsString>) {
        match &self.0 {
            StoredPlace::Registry(_) if name.eq_ignore_ascii_case(PATH) => (None, None),
            StoredPlace::Registry(registry) => {
                (registry.stored(&registry.user_key, name), registry.stored(&registry.machine_key, name))
            }
            // A script that cannot be read sets nothing.
            StoredPlace::Script(_, script) => {
                (script.as_ref().ok().and_then(|script| script.variables.get(name)).map(OsString::from), None)
            }
        }
    }
}
