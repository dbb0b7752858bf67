//! The settings that Go reads: its variables, the `go env -w` file, and the defaults of its tree.
//!
//! Source: <https://github.com/golang/go/blob/master/src/cmd/go/internal/cfg/cfg.go>.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::choice::version_in;
use super::{GoProgram, Machine, clean};
use crate::environment::{Scope, Syntax, values_in};

/// A value, and its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The value; never empty.
    pub value: String,
    /// Its source.
    pub source: Source,
}

/// The source of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A variable of the environment.
    Variable(Scope),
    /// The file that `go env -w` writes.
    UserFile(PathBuf),
    /// `go.env` of the tree.
    Tree(PathBuf),
}

impl Source {
    /// The place for display: the text that follows "set …".
    pub fn place(&self, syntax: Syntax) -> String {
        match self {
            Self::Variable(Scope::Machine) => "for the whole machine".to_owned(),
            Self::Variable(Scope::User) => "in your environment".to_owned(),
            Self::Variable(Scope::Terminal) if syntax == Syntax::Windows => "in this terminal".to_owned(),
            Self::Variable(Scope::Terminal) => "in the terminal's environment".to_owned(),
            Self::UserFile(file) => format!("by `go env -w` in {}", file.display()),
            Self::Tree(_) => "by Go's own defaults".to_owned(),
        }
    }
}

/// The settings that one Go reads in one terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    variables: BTreeMap<String, Setting>,
    /// The `go env -w` file, whether or not it exists; `None` if GOENV turns it off.
    pub user_file: Option<PathBuf>,
    user: BTreeMap<String, String>,
    tree_file: Option<PathBuf>,
    tree: BTreeMap<String, String>,
}

impl Settings {
    /// Reads the settings of `go`.
    pub(crate) fn read(machine: &Machine<'_>, go: Option<&GoProgram>) -> Self {
        let root = go.and_then(|go| go.root.as_deref());
        let user_file = user_file(machine, go);
        let read = |file: &PathBuf| machine.files.read(file).map(|text| values_in(text.as_bytes())).unwrap_or_default();
        let user = user_file.as_ref().map(read).unwrap_or_default();
        // Go looks for its defaults before it applies the rule that the variable GOROOT overrides the file.
        let named = user.get("GOROOT").cloned().or_else(|| machine.variable("GOROOT")).map(PathBuf::from);
        let tree_file = named.as_deref().or(root).map(|root| root.join("go.env"));
        let tree = tree_file.as_ref().map(read).unwrap_or_default();
        let variables = machine.terminal.variables.iter().map(|(name, variable)| {
            let value = variable.value.to_string_lossy().into_owned();
            (name.clone(), Setting { value, source: Source::Variable(variable.scope) })
        });
        Self { variables: variables.collect(), user_file, user, tree_file, tree }
    }

    /// The value of a setting: the variable, otherwise the user's file, otherwise the tree's default.
    pub fn get(&self, name: &str) -> Option<Setting> {
        self.everywhere(name).into_iter().next()
    }

    /// Every source that sets it, in order of precedence.
    pub fn everywhere(&self, name: &str) -> Vec<Setting> {
        let of = |values: &BTreeMap<String, String>, file: &Option<PathBuf>, source: fn(PathBuf) -> Source| {
            let value = values.get(name).filter(|value| !value.is_empty())?;
            Some(Setting { value: value.clone(), source: source(file.clone()?) })
        };
        let variable = self.variables.get(name).cloned();
        let user = of(&self.user, &self.user_file, Source::UserFile);
        // An empty value in the user's file is a value: it hides the tree's.
        let tree = of(&self.tree, &self.tree_file, Source::Tree).filter(|_| !self.user.contains_key(name));
        variable.into_iter().chain(user).chain(tree).collect()
    }

    /// The value alone.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        self.get(name).map(|setting| setting.value)
    }

    /// The folder of the module cache, where Go keeps the toolchains that it downloads.
    pub(crate) fn module_cache(&self, machine: &Machine<'_>) -> Option<PathBuf> {
        let named = self.value("GOMODCACHE").map(PathBuf::from);
        named.or_else(|| Some(clean(&self.gopath(machine)?.join("pkg").join("mod"))))
    }

    /// The first folder of GOPATH; `None` if its first element is empty, or if there is no home for the default.
    pub(crate) fn gopath(&self, machine: &Machine<'_>) -> Option<PathBuf> {
        match self.value("GOPATH") {
            Some(list) => folders(&list, machine).next().filter(|first| !first.is_empty()).map(PathBuf::from),
            // Without a setting, Go does not use its own tree as the user's folder.
            None => machine.user().map(|user| user.join("go")).filter(|usual| {
                self.tree_file.as_deref().and_then(Path::parent).is_none_or(|root| !machine.is_same(root, usual))
            }),
        }
    }

    /// An element of GOPATH that makes Go fail.
    pub(crate) fn wrong_gopath(&self, machine: &Machine<'_>) -> Option<String> {
        let list = self.value("GOPATH")?;
        let wrong = folders(&list, machine).find(|folder| !folder.is_empty() && !machine.is_full(Path::new(folder)));
        wrong.map(str::to_owned)
    }

    /// Whether the tree has a file with defaults.
    pub(crate) fn has_defaults(&self) -> bool {
        !self.tree.is_empty()
    }
}

/// The elements of a list of folders.
fn folders<'a>(list: &'a str, machine: &Machine<'_>) -> impl Iterator<Item = &'a str> {
    list.split(if machine.terminal.syntax == Syntax::Windows { ';' } else { ':' })
}

/// The file that `go env -w` writes: the one that GOENV names, or `go/env` in the user's settings folder.
fn user_file(machine: &Machine<'_>, go: Option<&GoProgram>) -> Option<PathBuf> {
    match machine.variable("GOENV") {
        Some(off) if off == "off" => None,
        Some(file) => Some(machine.seen_from_terminal(Path::new(&file))),
        None => Some(config_folder(machine, go)?.join("go").join("env")),
    }
}

/// The folder of Go's `os.UserConfigDir`.
fn config_folder(machine: &Machine<'_>, go: Option<&GoProgram>) -> Option<PathBuf> {
    // Since 1.24 a relative folder counts as missing.
    let takes_relative =
        || go.and_then(GoProgram::version).is_some_and(|version| Some(version) < version_in("1.24rc1"));
    match machine.target.os.as_str() {
        "windows" => machine.folder_of("APPDATA"),
        "darwin" => Some(machine.user()?.join("Library/Application Support")),
        _ => match machine.variable("XDG_CONFIG_HOME") {
            Some(folder) => Some(machine.seen_from_terminal(Path::new(&folder)))
                .filter(|full| Path::new(&folder) == full || takes_relative()),
            None => Some(machine.user()?.join(".config")),
        },
    }
}
