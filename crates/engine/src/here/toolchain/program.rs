//! What a `go` on PATH is: the tree that it starts, and what stands between.
use std::path::{Path, PathBuf};

use super::{Machine, search, shim};
use crate::version::Version;

/// A `go` program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoProgram {
    /// The program, as PATH finds it.
    pub path: PathBuf,
    /// What it starts the Go by, where it is not the Go itself.
    pub by: Option<Starter>,
    /// The tree of the Go (GOROOT); `None` where no file tells.
    pub root: Option<PathBuf>,
    /// What the Go calls itself, as `go1.27.3`; `None` where no file tells.
    pub name: Option<String>,
}

/// What starts a Go and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Starter {
    /// Upgo's switch.
    Switch,
    /// A shim of this version manager.
    Shim(&'static str),
    /// A script.
    Script,
}

impl GoProgram {
    /// The release; `None` where no file tells, or it is no release.
    pub fn version(&self) -> Option<Version> {
        let name = self.name.as_deref()?;
        Version::from_toolchain(name.strip_prefix("devel ").unwrap_or(name)).ok()
    }
}

/// What the program at `path` is, found by the name `called` (`go`, `go1.27.3`).
pub(crate) fn identify(machine: &Machine<'_>, path: &Path, called: &str) -> GoProgram {
    let folder = path.parent().unwrap_or(path);
    if machine.is_same(folder, &machine.upgo.bin) {
        return of_upgo(machine, path, called);
    }
    // A batch file in a tree's folder is not its Go.
    let is_batch = path.extension().is_some_and(|ending| ending == "bat" || ending == "cmd");
    let (by, root) = match tree_of(machine, path).filter(|_| !is_batch) {
        Some(root) => (None, Some(root)),
        None => shim::read(machine, path).map_or((None, None), |(by, root)| (Some(by), root)),
    };
    let name = root.as_deref().and_then(|root| name_of(machine, root));
    GoProgram { path: path.to_owned(), by, root, name }
}

/// Upgo's own folder: `go` is what the switch names, and `go1.27.3` is that version.
fn of_upgo(machine: &Machine<'_>, path: &Path, called: &str) -> GoProgram {
    let (by, toolchain) = match called {
        "go" => (Some(Starter::Switch), machine.upgo.current.clone()),
        named => (None, Some(named.to_owned())),
    };
    let root = toolchain.map(|toolchain| machine.upgo.toolchains.join(toolchain));
    let name = root.as_deref().and_then(|root| name_of(machine, root));
    GoProgram { path: path.to_owned(), by, root: root.filter(|_| name.is_some()), name }
}

/// The Go tree that the program lies in, where it does.
pub(super) fn tree_of(machine: &Machine<'_>, program: &Path) -> Option<PathBuf> {
    // Go takes the tree that it was started from before it resolves links; the answer is the same but for its spelling.
    let real = machine.files.real(program);
    let root = real.parent().and_then(Path::parent)?;
    machine.files.is_file(&root.join("VERSION")).then(|| root.to_owned())
}

/// What the tree calls itself: the first line of its `VERSION`.
fn name_of(machine: &Machine<'_>, root: &Path) -> Option<String> {
    let text = machine.files.read(&root.join("VERSION"))?;
    text.lines().next().map(|line| line.trim().to_owned()).filter(|name| !name.is_empty())
}

/// The first `go` on PATH.
pub(crate) fn first(machine: &Machine<'_>) -> Option<GoProgram> {
    search::on_path(machine, "go").next().map(|(_, path)| identify(machine, &path, "go"))
}
