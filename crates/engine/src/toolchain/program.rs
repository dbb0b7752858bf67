//! What a `go` on PATH is: the tree that it starts, and what stands between.
use std::path::{Path, PathBuf};

use super::{Machine, search};
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
    /// A shim of a version manager, or somebody's script.
    Shim(&'static str),
}

/// Version managers, by the word in the scripts that they put on PATH.
///
/// Sources: <https://github.com/asdf-vm/asdf/blob/master/internal/shims/shims.go>,
/// <https://github.com/go-nv/goenv/blob/master/libexec/goenv-rehash>, <https://mise.jdx.dev/dev-tools/shims.html>.
const MANAGERS: [&str; 3] = ["asdf", "goenv", "mise"];

/// A script that starts another program is short.
const SCRIPT_MAX: usize = 16 << 10;

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
        None => shim(machine, path).map_or((None, None), |(by, root)| (Some(by), root)),
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
fn tree_of(machine: &Machine<'_>, program: &Path) -> Option<PathBuf> {
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

/// What a shim starts, as far as a file says it.
fn shim(machine: &Machine<'_>, path: &Path) -> Option<(Starter, Option<PathBuf>)> {
    // Scoop: `go.shim` beside `go.exe` says `path = "C:\…\go.exe"`. https://github.com/ScoopInstaller/Shim
    if let Some(text) = machine.files.read(&path.with_extension("shim")) {
        return Some((Starter::Shim("scoop"), target(machine, &text)));
    }
    let real = machine.files.real(path);
    if real.file_stem().is_some_and(|stem| stem == "mise") {
        return Some((Starter::Shim("mise"), None));
    }
    let text = machine.files.read(path).filter(|text| text.len() <= SCRIPT_MAX && !text.contains('\0'))?;
    let manager = MANAGERS.into_iter().find(|manager| text.contains(manager));
    Some((Starter::Shim(manager.unwrap_or("script")), target(machine, &text)))
}

/// The tree of the first `go` that a text names with its full path.
fn target(machine: &Machine<'_>, text: &str) -> Option<PathBuf> {
    let words = text.split(['"', '\'', '\n', '\r']).flat_map(|part| [part, part.split(' ').next().unwrap_or_default()]);
    let programs = words.map(|word| Path::new(word.trim()));
    programs.filter(|program| machine.is_full(program)).find_map(|program| tree_of(machine, program))
}

/// The first `go` on PATH.
pub(crate) fn first(machine: &Machine<'_>) -> Option<GoProgram> {
    search::on_path(machine, "go").next().map(|(_, path)| identify(machine, &path, "go"))
}
