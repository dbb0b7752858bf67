//! A terminal as a value: where it searches for programs, what its variables say, where it stands.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::{Files, clean};
use crate::environment::{Scope, SearchFolder, Syntax};
use crate::target::Target;

/// A machine with one terminal on it: all that decides which Go runs.
#[allow(missing_debug_implementations)] // it holds a trait object
pub struct Machine<'a> {
    /// Its files.
    pub files: &'a dyn Files,
    /// What it runs.
    pub target: Target,
    /// The terminal that is asked about.
    pub terminal: Terminal,
    /// Upgo's own part of it.
    pub upgo: Upgo,
}

/// A terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Whose rules its PATH follows.
    pub syntax: Syntax,
    /// The folders that it searches, in their order.
    pub path: Vec<SearchFolder>,
    /// The variables that Go looks at; an empty one is left out. The names of Windows are in capitals.
    pub variables: BTreeMap<String, Variable>,
    /// The folder that it stands in, a full path; `None` where that does not matter.
    pub folder: Option<PathBuf>,
}

/// The value of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The value.
    pub value: OsString,
    /// Who set it.
    pub scope: Scope,
}

/// Upgo's own part of a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgo {
    /// Its folder on PATH.
    pub bin: PathBuf,
    /// Its toolchains, a folder each.
    pub toolchains: PathBuf,
    /// The toolchain that its switch names, if it is there: `go1.27.3`.
    pub current: Option<String>,
}

/// The variables that decide which Go runs, and where Go keeps what it looks up.
pub const VARIABLES: [&str; 28] = [
    "APPDATA",
    "ASDF_DATA_DIR",
    "ASDF_GOLANG_VERSION",
    "GO111MODULE",
    "GOARCH",
    "GOBIN",
    "GOENV",
    "GOENV_ROOT",
    "GOENV_VERSION",
    "GOFLAGS",
    "GOMODCACHE",
    "GOOS",
    "GOPATH",
    "GOPROXY",
    "GOROOT",
    "GOSUMDB",
    "GOTOOLCHAIN",
    "GOWORK",
    "HOME",
    "LOCALAPPDATA",
    "MISE_DATA_DIR",
    "MISE_GO_VERSION",
    "PATHEXT",
    "TEMP",
    "TMP",
    "TMPDIR",
    "USERPROFILE",
    "XDG_CONFIG_HOME",
];

impl Machine<'_> {
    /// The text of a variable of the terminal.
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        Some(self.terminal.variables.get(name)?.value.to_string_lossy().into_owned())
    }

    /// The folder that a variable of the terminal names.
    pub(crate) fn folder_of(&self, name: &str) -> Option<PathBuf> {
        let folder = PathBuf::from(&self.terminal.variables.get(name)?.value);
        self.is_full(&folder).then_some(folder)
    }

    /// The user's home folder, by Go's rule.
    pub(crate) fn user(&self) -> Option<PathBuf> {
        self.folder_of(if self.terminal.syntax == Syntax::Windows { "USERPROFILE" } else { "HOME" })
    }

    /// Whether a path is the same wherever one stands.
    pub(crate) fn is_full(&self, path: &Path) -> bool {
        self.terminal.syntax.is_full(path)
    }

    /// A folder as the terminal sees it from where it stands.
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

    /// A path as Go's messages write it: from where the terminal stands, if that is shorter.
    pub(crate) fn short(&self, path: &Path) -> String {
        let short = self.terminal.folder.as_deref().map(|folder| from(folder, &clean(path)));
        let (short, full) = (short.unwrap_or_default(), path.display().to_string());
        if !short.is_empty() && short.len() < full.len() { short } else { full }
    }
}

/// `path` as seen from `folder`, with `..` for each step up.
fn from(folder: &Path, path: &Path) -> String {
    let both = folder.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(both).map(|_| "..".to_owned());
    let down = path.components().skip(both).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let short: Vec<String> = up.chain(down).collect();
    if short.is_empty() { ".".to_owned() } else { short.join("/") }
}
