//! The kind of a `go` on PATH: the tree that it starts, and any launcher in between.
use std::path::{Path, PathBuf};

use super::{Machine, search, shim};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::which_go::follow::{self, Candidate, Named, NotFollowed, Obstacle};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoProgram {
    /// As PATH finds it.
    pub path: PathBuf,
    /// The launcher that starts the Go, if the program is not Go itself.
    pub by: Option<Starter>,
    /// The tree of the Go (GOROOT); `None` if no file names it.
    pub root: Option<PathBuf>,
    /// The name of the Go version, such as `go1.27.3`; `None` if no file contains it.
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Starter {
    Switch,
    /// The version file of the folder, which Upgo's `go` follows.
    VersionFile(VersionFile),
    Shim(&'static str),
    Script,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionFile {
    pub path: PathBuf,
    /// What it says; or why it leads to no toolchain, and `go` stops.
    pub says: Result<String, VersionFault>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionFault {
    /// No installed toolchain fits what it says. The other one is for `upgo install`.
    NotInstalled {
        says: String,
        install: String,
    },
    NotPermitted(String),
    /// The file cannot be used, for this reason: the end of a sentence about it.
    Unusable(Statement),
}

impl Starter {
    pub fn is_upgo(&self) -> bool {
        matches!(self, Self::Switch | Self::VersionFile(_))
    }
}

impl GoProgram {
    /// The release; `None` if no file names it, or if it is not a release.
    pub fn version(&self) -> Option<Version> {
        Version::from_toolchain(self.name.as_deref()?).ok()
    }
}

/// Identifies the program at `path`, which was found under the name `called` (`go`, `go1.27.3`).
pub(crate) fn identify(machine: &Machine<'_>, path: &Path, called: &str) -> GoProgram {
    let folder = path.parent().unwrap_or(path);
    if machine.is_same(folder, &machine.upgo.bin) {
        return of_upgo(machine, path, called);
    }
    // A batch file in a tree's folder is not the Go of that tree.
    let is_batch = path.extension().is_some_and(|ending| ending == "bat" || ending == "cmd");
    let (by, root) = match tree_of(machine, path).filter(|_| !is_batch) {
        Some(root) => (None, Some(root)),
        None => shim::read(machine, path).map_or((None, None), |(by, root)| (Some(by), root)),
    };
    let name = root.as_deref().and_then(|root| name_of(machine, root));
    GoProgram { path: path.to_owned(), by, root, name }
}

/// Upgo's own folder: `go` is the toolchain of the folder or that of the switch, and `go1.27.3` is that version.
fn of_upgo(machine: &Machine<'_>, path: &Path, called: &str) -> GoProgram {
    let (by, toolchain) = match called {
        "go" => {
            let (by, toolchain) = chosen_by_upgo(machine);
            (Some(by), toolchain)
        }
        named => (None, Some(named.to_owned())),
    };
    let root = toolchain.map(|toolchain| machine.upgo.toolchains.join(toolchain));
    let name = root.as_deref().and_then(|root| name_of(machine, root));
    GoProgram { path: path.to_owned(), by, root: root.filter(|_| name.is_some()), name }
}

/// Also returns the name of that toolchain. The launcher follows the same rule.
pub(crate) fn chosen_by_upgo(machine: &Machine<'_>) -> (Starter, Option<String>) {
    of_version_file(machine).unwrap_or_else(|| (Starter::Switch, machine.upgo.current.clone()))
}

fn of_version_file(machine: &Machine<'_>) -> Option<(Starter, Option<String>)> {
    let installed = machine.upgo.follows.as_ref()?;
    let folder = machine.terminal.folder.as_deref()?;
    if machine.variable("GOTOOLCHAIN").is_some_and(|value| follow::is_fixed(&value)) {
        return None;
    }
    let (user, read) = (machine.user(), |folder: &Path, name: &str| machine.files.version_file(folder, name));
    let candidate =
        |(name, is_permitted): &(String, bool)| Candidate { name: name.clone(), is_permitted: *is_permitted };
    let installed = || installed.iter().map(candidate).collect();
    let (file, toolchain) = match follow::follow(folder, user.as_deref(), read, installed) {
        Ok(followed) => {
            let (Named { file, says, .. }, toolchain) = followed?;
            (VersionFile { path: file, says: Ok(says) }, Some(toolchain))
        }
        Err(NotFollowed { file, why }) => (VersionFile { path: file, says: Err(fault(why)) }, None),
    };
    Some((Starter::VersionFile(file), toolchain))
}

fn fault(why: Obstacle) -> VersionFault {
    match why {
        Obstacle::NotInstalled { says, install } => VersionFault::NotInstalled { says, install },
        Obstacle::NotPermitted(toolchain) => VersionFault::NotPermitted(toolchain),
        unusable => VersionFault::Unusable(not_understood(&unusable)),
    }
}

/// The end of a sentence about a version file.
pub(crate) fn not_understood(why: &Obstacle) -> Statement {
    match why {
        Obstacle::NoVersion | Obstacle::NotInstalled { .. } | Obstacle::NotPermitted(_) => {
            Sentence::VersionFileUnclear.into()
        }
        Obstacle::NotToml => Sentence::VersionFileNotToml.into(),
        Obstacle::LeadsOut => Sentence::VersionFileLeadsOut.into(),
        Obstacle::Unreadable => Sentence::VersionFileUnread.into(),
        Obstacle::TooLarge => say!(VersionFileTooLarge { most: follow::LARGEST >> 10 }),
    }
}

pub(super) fn tree_of(machine: &Machine<'_>, program: &Path) -> Option<PathBuf> {
    // Go uses the tree of its path before it resolves links: the same tree, written differently.
    let real = machine.files.real(program);
    let prefix = real.parent().and_then(Path::parent)?;
    let is_tree = |root: &Path| machine.files.is_file(&root.join("VERSION"));
    if is_tree(prefix) {
        return Some(prefix.to_owned());
    }
    // MSYS2 has a copy of the program in the folder of its other programs. Its runtime shows that it is MSYS2.
    let beside = prefix.join("lib").join("go");
    let is_msys2 = || machine.files.is_file(&prefix.parent()?.join(MSYS2_RUNTIME)).then_some(());
    (is_tree(&beside) && is_msys2().is_some()).then_some(beside)
}

/// Source: <https://www.msys2.org/docs/environments/>.
const MSYS2_RUNTIME: &str = "usr/bin/msys-2.0.dll";

/// The version name of the tree: the first line of its `VERSION`.
fn name_of(machine: &Machine<'_>, root: &Path) -> Option<String> {
    let text = machine.files.read(&root.join("VERSION"))?;
    text.lines().next().map(|line| line.trim().to_owned()).filter(|name| !name.is_empty())
}

pub(crate) fn first(machine: &Machine<'_>) -> Option<GoProgram> {
    search::on_path(machine, "go").next().map(|(_, path)| identify(machine, &path, "go"))
}
