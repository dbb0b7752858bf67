//! A terminal as a value: its search path, its variables, and its folder.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Files;
use crate::base::paths::clean;
use crate::base::target::Target;
use crate::base::version::Version;
use crate::environment::{self, SearchFolder, Syntax, VariableScope, go_value};

/// A machine with one terminal on it: all facts that decide which Go runs.
pub struct Machine<'a> {
    /// Its files.
    pub files: &'a dyn Files,
    /// The target that it runs.
    pub target: Target,
    /// The terminal in question.
    pub terminal: Terminal,
    /// Upgo's part of it.
    pub upgo: Upgo,
}

/// A terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// The rules of its PATH.
    pub syntax: Syntax,
    /// The folders that it searches, in order.
    pub path: Vec<SearchFolder>,
    /// The variables that Go reads, without empty ones. On Windows the names are in capitals.
    pub variables: BTreeMap<String, Variable>,
    /// Its current folder, a full path; `None` if it does not matter.
    pub folder: Option<PathBuf>,
}

/// The value of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The value.
    pub value: OsString,
    /// Its scope.
    pub scope: VariableScope,
}

/// Upgo's part of a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgo {
    /// Its folder on PATH.
    pub bin: PathBuf,
    /// The folder of its toolchains, one folder each.
    pub toolchains: PathBuf,
    /// The toolchain that its switch selects, if it exists: `go1.27.3`.
    pub current: Option<String>,
    /// The newest release that it knows to exist; `None` if it does not know.
    pub newest: Option<Version>,
    /// The names of its toolchains, and whether the policy permits each, if its `go` follows the version files of folders;
    /// `None` if it does not.
    pub follows: Option<Vec<(String, bool)>>,
}

impl Terminal {
    /// The value of a variable.
    pub(crate) fn value(&self, name: &str) -> Option<OsString> {
        Some(self.variables.get(name)?.value.clone())
    }
}

/// Every variable that is read of a terminal: those that decide which Go runs and where it stores what it downloads,
/// and those that may make it fail.
pub(crate) fn variables_of_terminal() -> impl Iterator<Item = &'static str> {
    let others = go_value::BREAKING.into_iter().filter(|name| !VARIABLES.contains(name));
    VARIABLES.into_iter().chain(others)
}

/// The variables that decide which Go runs, where Go stores what it downloads, and whether it uses cgo.
pub const VARIABLES: [&str; 31] = [
    "APPDATA", "ASDF_DATA_DIR", "ASDF_GOLANG_VERSION", "CGO_ENABLED", "GO111MODULE", "GOARCH", "GOBIN", "GOENV",
    "GOENV_ROOT", "GOENV_VERSION", "GOFLAGS", "GOMODCACHE", "GOOS", "GOPATH", "GOPROXY", "GOROOT", "GOSUMDB",
    "GOTOOLCHAIN", "GOWORK", "HOME", "LOCALAPPDATA", "MISE_DATA_DIR", "MISE_GO_VERSION", "MISE_INSTALLS_DIR",
    "PATHEXT", "TEMP", "TMP", "TMPDIR", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
];

impl Machine<'_> {
    /// The text of a variable of the terminal.
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        Some(self.terminal.value(name)?.to_string_lossy().into_owned())
    }

    /// The folder that a variable of the terminal names.
    pub(crate) fn folder_of(&self, name: &str) -> Option<PathBuf> {
        self.terminal.value(name).map(PathBuf::from).filter(|folder| self.is_full(folder))
    }

    /// The user's home folder.
    pub(crate) fn user(&self) -> Option<PathBuf> {
        environment::home_folder(self.terminal.syntax, &|name| self.terminal.value(name))
    }

    /// The folder for the settings of the user's programs.
    pub(crate) fn config_folder(&self) -> Option<PathBuf> {
        let folder = environment::config_folder(&self.target.os, &|name| self.terminal.value(name))?;
        self.is_full(&folder).then_some(folder)
    }

    /// Whether a path does not depend on the current folder.
    pub(crate) fn is_full(&self, path: &Path) -> bool {
        self.terminal.syntax.is_full(path)
    }

    /// A folder, resolved from the terminal's current folder.
    pub(crate) fn seen_from_terminal(&self, folder: &Path) -> PathBuf {
        match &self.terminal.folder {
            Some(own) if !self.is_full(folder) => clean(&own.join(folder)),
            _ => folder.to_owned(),
        }
    }

    /// Whether both name the same folder.
    pub(crate) fn is_same(&self, one: &Path, other: &Path) -> bool {
        let syntax = self.terminal.syntax;
        syntax.comparable_dir(one) == syntax.comparable_dir(other) || self.files.real(one) == self.files.real(other)
    }

    /// A path in the form of Go's messages: relative to the terminal's folder, if that is shorter.
    pub(crate) fn short(&self, path: &Path) -> String {
        let short = self.terminal.folder.as_deref().map(|folder| from(folder, &clean(path)));
        let (short, full) = (short.unwrap_or_default(), path.display().to_string());
        if !short.is_empty() && short.len() < full.len() { short } else { full }
    }
}

/// `path` relative to `folder`, with `..` for each step up.
fn from(folder: &Path, path: &Path) -> String {
    let both = folder.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(both).map(|_| "..".to_owned());
    let down = path.components().skip(both).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let short: Vec<String> = up.chain(down).collect();
    if short.is_empty() { ".".to_owned() } else { short.join("/") }
}
