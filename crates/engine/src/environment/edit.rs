//! Edits of the environment, and the change that each one makes.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::change::{Change, GoVariable, Write};
use super::go_env::{value_in, with_value};
use super::variable::VariableRefusal;
use super::{
    EditScope, EnvironmentError, PathEdit, RegistryEnvironment, Result, Splice, UserEnvironment, file, registry,
    registry_value, variable,
};
use crate::base::words::{Sentence, Statement};

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type, tag = "kind")]
pub enum EnvironmentEdit {
    /// Sets a Go variable.
    Set { name: String, value: String, scope: EditScope },
    /// Removes a Go variable.
    Unset { name: String, scope: EditScope },
    /// Edits PATH, step by step.
    Path {
        /// The steps, in order.
        edits: Vec<PathEdit>,
        scope: EditScope,
    },
}

impl EnvironmentEdit {
    pub fn scope(&self) -> EditScope {
        match self {
            Self::Set { scope, .. } | Self::Unset { scope, .. } | Self::Path { scope, .. } => *scope,
        }
    }

    /// The folders that it adds to the machine-wide PATH, which services and other accounts search, too.
    pub(crate) fn added_to_machine(&self) -> impl Iterator<Item = &Path> {
        let edits = match self {
            Self::Path { edits, scope: EditScope::Machine } => edits.as_slice(),
            _ => &[],
        };
        edits.iter().filter_map(|edit| match edit {
            PathEdit::PutFirst(dir) | PathEdit::AppendLast(dir) => Some(dir.as_path()),
            _ => None,
        })
    }

    pub fn name(&self) -> &str {
        match self {
            Self::Set { name, .. } | Self::Unset { name, .. } => name,
            Self::Path { .. } => "PATH",
        }
    }
}

/// `None` if there is nothing to do. `go_env` is the `go env -w` file. Only reads.
pub fn prepare_edit(
    environment: &UserEnvironment,
    go_env: Option<&Path>,
    edit: &EnvironmentEdit,
) -> Result<Option<Change>> {
    let (name, value, scope) = match edit {
        EnvironmentEdit::Path { edits, scope } => return prepare_path(environment, edits, *scope),
        EnvironmentEdit::Set { name, value, scope } => (name, Some(value.as_str()), *scope),
        EnvironmentEdit::Unset { name, scope } => (name, None, *scope),
    };
    variable::check(name, value, scope)?;
    match (environment, scope) {
        (_, EditScope::Go) => prepare_go_env(go_env, &[(name.as_str(), value)], Vec::new()),
        (UserEnvironment::Registry(registry), _) => prepare_variable(registry.key(scope), name, value),
        (UserEnvironment::Profiles(profiles), EditScope::User) => profiles.prepare_variable(name, value),
        (UserEnvironment::Profiles(_), EditScope::Machine) => Err(EnvironmentError::NoMachine),
    }
}

fn prepare_path(environment: &UserEnvironment, edits: &[PathEdit], scope: EditScope) -> Result<Option<Change>> {
    match (environment, scope) {
        (_, EditScope::Go) => Err(EnvironmentError::NoPathInGoEnv),
        (_, EditScope::User) => super::prepare(environment, edits),
        (UserEnvironment::Profiles(_), EditScope::Machine) => Err(EnvironmentError::NoMachine),
        (UserEnvironment::Registry(registry), EditScope::Machine) => {
            registry::prepare_path(registry, &registry.machine_key, edits)
        }
    }
}

fn prepare_variable(key: &str, name: &str, value: Option<&str>) -> Result<Option<Change>> {
    let before = registry_value::read(key, name)?;
    let after = registry::with_text(&registry_value::place(key, name), before.as_ref(), value)?;
    let write =
        || Write::Value { key: key.to_owned(), name: name.to_owned(), before: before.clone(), after: after.clone() };
    Ok((before != after).then(|| Change::edit(vec![write()])))
}

/// The change also creates folders that are missing. `None` if there is nothing to do. Only reads.
pub(crate) fn prepare_go_folders(go_env: Option<&Path>, named: &[(&str, PathBuf)]) -> Result<Option<Change>> {
    let mut edits = Vec::new();
    let mut missing = BTreeSet::new();
    for (name, folder) in named {
        let value = folder.to_str().ok_or_else(|| VariableRefusal::Value {
            name: (*name).to_owned(),
            value: folder.display().to_string(),
            why: Sentence::FileIsNoText.into(),
        })?;
        edits.push((*name, Some(value)));
        missing.extend(folder.ancestors().take_while(|folder| !folder.is_dir()).map(Path::to_owned));
    }
    prepare_go_env(go_env, &edits, missing.into_iter().collect())
}

/// A variable without a value is removed. Also creates `folders`. `None` if there is nothing to do. Only reads.
pub(crate) fn prepare_go_env(
    path: Option<&Path>,
    edits: &[(&str, Option<&str>)],
    folders: Vec<PathBuf>,
) -> Result<Option<Change>> {
    for (name, value) in edits {
        variable::check(name, *value, EditScope::Go)?;
    }
    let path = path.ok_or(EnvironmentError::NoGoEnv)?;
    let left_alone = |reason: Statement| EnvironmentError::LeftAlone { path: path.to_owned(), reason };
    if !path.is_absolute() {
        return Err(left_alone(Sentence::GoenvNotFull.into()));
    }
    let today = file::read_profile(path).map_err(left_alone)?;
    let edits: Vec<_> = edits.iter().map(|(name, value)| (*name, value.map(str::as_bytes))).collect();
    let write = go_env_write(path, today.as_deref(), &edits, folders);
    if write.is_some() {
        file::require_replaceable(path, None).map_err(left_alone)?;
    }
    Ok(write.map(|write| Change::edit(vec![write])))
}

/// A variable without a value is removed. `None` if nothing would change. What lies between two of them is not kept.
pub(super) fn go_env_write(
    path: &Path,
    today: Option<&[u8]>,
    edits: &[(&str, Option<&[u8]>)],
    mut folders: Vec<PathBuf>,
) -> Option<Write> {
    let mut content = today.map(<[u8]>::to_vec);
    let (mut variables, mut splices) = (Vec::new(), Vec::new());
    for (name, value) in edits {
        let now = content.as_deref().unwrap_or_default();
        let before = value_in(now, name).map(<[u8]>::to_vec);
        if before.as_deref() == *value {
            continue;
        }
        let edited = with_value(now, name, *value);
        splices.push(Splice::between(content.as_deref(), Some(&edited)));
        variables.push(GoVariable { name: (*name).to_owned(), before, after: value.map(<[u8]>::to_vec) });
        content = Some(edited);
    }
    folders.retain(|folder| variables.iter().any(|variable| variable.names(folder)));
    (!variables.is_empty()).then(|| Write::GoEnv { path: PathBuf::from(path), variables, folders, splices })
}

impl RegistryEnvironment {
    fn key(&self, scope: EditScope) -> &str {
        if scope == EditScope::Machine { &self.machine_key } else { &self.user_key }
    }
}
