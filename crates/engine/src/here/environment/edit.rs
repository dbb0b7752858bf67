//! Wishes for the environment, and the change that each of them is.
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::change::{Change, Write};
use super::go_env::{value_in, with_value};
use super::{EnvironmentError, PathEdit, RegistryEnvironment, Splice, UserEnvironment, file, registry, variable};

/// What Upgo can edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum EditScope {
    /// The user's variables.
    User,
    /// The machine's variables, which Windows has.
    Machine,
    /// The file of `go env -w`.
    Go,
}

/// A wish for the environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum EnvironmentEdit {
    /// A variable of Go's gets a value.
    Set {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
        /// Where.
        scope: EditScope,
    },
    /// A variable of Go's has no value any more.
    Unset {
        /// Its name.
        name: String,
        /// Where.
        scope: EditScope,
    },
    /// PATH is edited, by one wish after the other.
    Path {
        /// The wishes.
        edits: Vec<PathEdit>,
        /// Where.
        scope: EditScope,
    },
}

impl EnvironmentEdit {
    /// Where it edits.
    pub fn scope(&self) -> EditScope {
        match self {
            Self::Set { scope, .. } | Self::Unset { scope, .. } | Self::Path { scope, .. } => *scope,
        }
    }

    /// The folders that it adds to the machine's PATH, which services and other accounts search, too.
    pub fn added_to_machine(&self) -> impl Iterator<Item = &Path> {
        let edits = match self {
            Self::Path { edits, scope: EditScope::Machine } => edits.as_slice(),
            _ => &[],
        };
        edits.iter().filter_map(|edit| match edit {
            PathEdit::PutFirst(dir) | PathEdit::AppendLast(dir) => Some(dir.as_path()),
            _ => None,
        })
    }

    /// What it edits.
    pub fn name(&self) -> &str {
        match self {
            Self::Set { name, .. } | Self::Unset { name, .. } => name,
            Self::Path { .. } => "PATH",
        }
    }
}

/// What `edit` changes; `None` if nothing is to be done. `go_env` is the file of `go env -w`. Only reads.
pub fn prepare_edit(
    environment: &UserEnvironment,
    go_env: Option<&Path>,
    edit: &EnvironmentEdit,
) -> Result<Option<Change>, EnvironmentError> {
    let (name, value, scope) = match edit {
        EnvironmentEdit::Path { edits, scope } => return prepare_path(environment, edits, *scope),
        EnvironmentEdit::Set { name, value, scope } => (name, Some(value.as_str()), *scope),
        EnvironmentEdit::Unset { name, scope } => (name, None, *scope),
    };
    variable::check(name, value, scope)?;
    match (environment, scope) {
        (_, EditScope::Go) => prepare_go_env(go_env, name, value),
        (UserEnvironment::Registry(registry), _) => prepare_variable(registry.key(scope), name, value),
        (UserEnvironment::Profiles(profiles), EditScope::User) => profiles.prepare_variable(name, value),
        (UserEnvironment::Profiles(_), EditScope::Machine) => Err(EnvironmentError::NoMachine),
    }
}

fn prepare_path(
    environment: &UserEnvironment,
    edits: &[PathEdit],
    scope: EditScope,
) -> Result<Option<Change>, EnvironmentError> {
    match (environment, scope) {
        (_, EditScope::Go) => Err(EnvironmentError::NoPathInGoEnv),
        (_, EditScope::User) => super::prepare(environment, edits),
        (UserEnvironment::Profiles(_), EditScope::Machine) => Err(EnvironmentError::NoMachine),
        (UserEnvironment::Registry(registry), EditScope::Machine) => {
            registry::prepare_path(registry, &registry.machine_key, edits)
        }
    }
}

fn prepare_variable(key: &str, name: &str, value: Option<&str>) -> Result<Option<Change>, EnvironmentError> {
    let before = registry::read(key, name)?;
    let after = registry::with_text(&registry::place(key, name), before.as_ref(), value)?;
    let write =
        || Write::Value { key: key.to_owned(), name: name.to_owned(), before: before.clone(), after: after.clone() };
    Ok((before != after).then(|| Change::edit(vec![write()])))
}

fn prepare_go_env(path: Option<&Path>, name: &str, value: Option<&str>) -> Result<Option<Change>, EnvironmentError> {
    let path = path.ok_or(EnvironmentError::NoGoEnv)?;
    let left_alone = |reason: String| EnvironmentError::LeftAlone { path: path.to_owned(), reason };
    if !path.is_absolute() {
        return Err(left_alone("GOENV does not name it by a full path".to_owned()));
    }
    let today = file::read_profile(path).map_err(left_alone)?;
    let write = go_env_write(path, today.as_deref(), name, value.map(str::as_bytes));
    if write.is_some() {
        file::require_replaceable(path, None).map_err(left_alone)?;
    }
    Ok(write.map(|write| Change::edit(vec![write])))
}

/// The write that gives `name` this value in the file, or takes it away; `None` if it is so.
pub(super) fn go_env_write(path: &Path, today: Option<&[u8]>, name: &str, value: Option<&[u8]>) -> Option<Write> {
    let content = today.unwrap_or_default();
    let before = value_in(content, name);
    if before == value {
        return None;
    }
    let edited = with_value(content, name, value);
    let splice = Splice::between(today, Some(&edited));
    let (before, after) = (before.map(<[u8]>::to_vec), value.map(<[u8]>::to_vec));
    Some(Write::GoEnv { path: PathBuf::from(path), name: name.to_owned(), before, after, splice })
}

impl RegistryEnvironment {
    /// The key of a scope.
    fn key(&self, scope: EditScope) -> &str {
        if scope == EditScope::Machine { &self.machine_key } else { &self.user_key }
    }
}
