//! The module or workspace that a folder belongs to, and what it says of Go.
//!
//! Sources: <https://github.com/golang/go/blob/master/src/cmd/go/internal/modload/init.go> (which file),
//! <https://github.com/golang/go/blob/master/src/cmd/go/internal/gover/gomod.go> (which line).
use std::path::{Path, PathBuf};

use super::{Machine, Refusal, Settings};
use crate::environment::Syntax;

/// A `go.mod` or `go.work`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoFile {
    /// The file.
    pub path: PathBuf,
    /// The same as Go's messages write it.
    pub shown: String,
    /// What it holds.
    pub text: String,
    /// Whether it is a workspace's, which GOWORK may give any name.
    pub is_work: bool,
}

/// What a folder belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// The nearest `go.mod`.
    pub module: Option<GoFile>,
    /// The `go.work` in force.
    pub work: Option<GoFile>,
    /// Why GOWORK names no file that is there.
    pub bad_work: Option<Refusal>,
}

impl Project {
    /// What the terminal's folder belongs to; `root` is the tree of the `go` that looks.
    pub(crate) fn find(machine: &Machine<'_>, settings: &Settings, root: Option<&Path>) -> Self {
        let Some(folder) = machine.terminal.folder.as_deref() else { return Self::default() };
        let module = folder.ancestors().map(|folder| folder.join("go.mod")).find(|path| machine.files.is_file(path));
        // A go.mod in the folder for temporary files is nobody's: tests make folders in it.
        let module = module.filter(|path| path.parent() != temporary(machine).as_deref());
        let (work, bad_work) = match work_file(machine, settings, folder, root) {
            Ok(work) => (work, None),
            Err(refusal) => (None, Some(refusal)),
        };
        let read = |path, is_work| read(machine, path, is_work);
        Self { module: module.map(|path| read(path, false)), work: work.map(|path| read(path, true)), bad_work }
    }

    /// The file whose lines count: a workspace decides for its modules.
    pub fn deciding(&self) -> Option<&GoFile> {
        self.work.as_ref().or(self.module.as_ref())
    }
}

impl GoFile {
    /// What the first line that begins with `word` says after it, by Go's own quick look: no block and no grammar count.
    pub fn says(&self, word: &str) -> Option<&str> {
        self.text.lines().find_map(|line| value(line, word))
    }

    /// Its name, `go.mod` or `go.work`.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// Reads a file; one that cannot be read is as good as empty.
pub(crate) fn read(machine: &Machine<'_>, path: PathBuf, is_work: bool) -> GoFile {
    GoFile { text: machine.files.read(&path).unwrap_or_default(), shown: machine.short(&path), path, is_work }
}

/// A path without `.` and `..`, by its text alone, as Go and shells do.
pub fn clean(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if clean.file_name().is_some() => drop(clean.pop()),
            Component::ParentDir if clean.has_root() => {}
            part => clean.push(part),
        }
    }
    clean
}

fn value<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let rest = line.trim().strip_prefix(word).filter(|rest| rest.starts_with([' ', '\t']))?;
    Some(rest.split("//").next().unwrap_or_default().trim())
}

/// The `go.work` in force, if there is one.
fn work_file(
    machine: &Machine<'_>,
    settings: &Settings,
    folder: &Path,
    root: Option<&Path>,
) -> Result<Option<PathBuf>, Refusal> {
    let named = match settings.value("GOWORK") {
        Some(off) if off == "off" => return Ok(None),
        Some(named) if named != "auto" => PathBuf::from(named),
        _ => return Ok(nearest_work(machine, folder, root)),
    };
    match (machine.is_full(&named), machine.files.is_file(&named)) {
        (false, _) => Err(Refusal::RelativeWork(named)),
        (true, false) if machine.files.is_folder(&named) => {
            let named = named.display();
            let says = format!("read {named}: is a directory");
            Err(Refusal::Variable { name: "GOWORK", says, what: format!("GOWORK names {named}, which is a folder") })
        }
        (true, false) => Err(Refusal::MissingWork { shown: named.display().to_string(), path: named }),
        (true, true) => Ok(Some(named)),
    }
}

/// The nearest `go.work`; the look upwards ends at the tree of Go.
fn nearest_work(machine: &Machine<'_>, folder: &Path, root: Option<&Path>) -> Option<PathBuf> {
    let is_tree = |folder: &Path| root.is_some_and(|root| root == folder);
    let mut folders = folder.ancestors().enumerate().take_while(|(up, folder)| *up == 0 || !is_tree(folder));
    folders.find_map(|(_, folder)| Some(folder.join("go.work")).filter(|path| machine.files.is_file(path)))
}

/// The folder for temporary files, `os.TempDir` of Go.
fn temporary(machine: &Machine<'_>) -> Option<PathBuf> {
    match machine.terminal.syntax {
        Syntax::Unix => {
            Some(machine.variable("TMPDIR").map_or_else(|| "/tmp".into(), |folder| clean(Path::new(&folder))))
        }
        Syntax::Windows => ["TMP", "TEMP"].iter().find_map(|name| machine.folder_of(name)),
    }
}
