//! A terminal as a value: its search path, its variables, and its folder.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Files;
use crate::base::paths::clean;
use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::Statement;
use crate::environment::{self, SearchFolder, Syntax, VariableScope, variable};
use crate::which_go::trial::Tries;

/// A machine with one terminal on it: all facts that decide which Go runs.
pub struct Machine<'a> {
    pub files: &'a dyn Files,
    pub target: Target,
    pub terminal: Terminal,
    pub upgo: Upgo,
    pub tries: &'a dyn Tries,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terminal {
    pub syntax: Syntax,
    pub path: Vec<SearchFolder>,
    /// The variables that Go reads, without empty ones. On Windows the names are in capitals.
    pub variables: BTreeMap<String, Variable>,
    /// A full path; `None` if it does not matter.
    pub folder: Option<PathBuf>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    pub value: OsString,
    pub scope: VariableScope,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgo {
    pub bin: PathBuf,
    pub toolchains: PathBuf,
    /// The toolchain that its switch selects, if it exists: `go1.27.3`.
    pub current: Option<String>,
    /// The newest release of the list that Upgo has.
    pub newest: Option<Version>,
    /// If that list may lack newer ones that Go can download, says so in parentheses.
    pub may_lack: Option<Statement>,
    /// Its toolchains, and whether the policy permits each; `None` if its `go` does not follow version files.
    pub follows: Option<Vec<(String, bool)>>,
}

impl Terminal {
    pub(crate) fn value(&self, name: &str) -> Option<OsString> {
        Some(self.variables.get(name)?.value.clone())
    }
}

pub(crate) fn variables_of_terminal() -> impl Iterator<Item = &'static str> {
    let others = variable::all().filter(|name| !VARIABLES.contains(name));
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
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        Some(self.terminal.value(name)?.to_string_lossy().into_owned())
    }

    pub(crate) fn folder_of(&self, name: &str) -> Option<PathBuf> {
        self.terminal.value(name).map(PathBuf::from).filter(|folder| self.is_full(folder))
    }

    pub(crate) fn user(&self) -> Option<PathBuf> {
        environment::home_folder(self.terminal.syntax, &|name| self.terminal.value(name))
    }

    pub(crate) fn config_folder(&self) -> Option<PathBuf> {
        let folder = environment::config_folder(&self.target.os, &|name| self.terminal.value(name))?;
        self.is_full(&folder).then_some(folder)
    }

    pub(crate) fn is_full(&self, path: &Path) -> bool {
        self.terminal.syntax.is_full(path)
    }

    pub(crate) fn seen_from_terminal(&self, folder: &Path) -> PathBuf {
        match &self.terminal.folder {
            Some(own) if !self.is_full(folder) => clean(&own.join(folder)),
            _ => folder.to_owned(),
        }
    }

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
