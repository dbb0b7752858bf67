//! A copy of a project, in which raised lines, `go fix` and tests may write. The original is named only in the
//! variables that keep Go safe there.
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::tried::{RaisedFile, Tried};
use crate::base::bounded;
use crate::base::paths::{clean, real};
use crate::base::report::{Cancel, Cancelled, size};
use crate::base::words::{Sentence, Statement};
use crate::machine::effect;
use crate::machine::platform::HeldFolder;
use crate::projects::edit::{FileEdit, with_line_ends_of};
use crate::projects::repository_around;

/// How many files a copy has at most, and how many bytes they have together.
const FILES: usize = 20_000;
const BYTES: u64 = 256 << 20;
/// The size limit of a `go.mod` or `go.work` in bytes.
const GO_MOD: u64 = 4 << 20;
/// The data of version control systems, which no build reads and other programs change.
const HISTORY: [&str; 4] = [".git", ".hg", ".jj", ".svn"];

#[derive(Debug)]
pub(super) enum NotCopied {
    /// It has too many files, or too large ones.
    TooLarge(PathBuf),
    /// It uses this folder, which is neither in its own, nor in its workspace or repository.
    Outside(PathBuf),
    /// This file is no longer what its edit expects.
    Changed(PathBuf),
    Disk(io::Error),
    Cancelled(Cancelled),
}

/// A copy of a module, with its workspace or repository if it needs another module of it.
#[derive(Debug)]
pub(super) struct ProjectCopy {
    original: PathBuf,
    pub(super) tried: Tried,
    held: HeldFolder,
    /// The folder of the module, below both.
    module: PathBuf,
    /// The `go.work`, below both.
    work: Option<PathBuf>,
    /// The Go files of the module, below both.
    sources: Vec<PathBuf>,
}

#[derive(Debug)]
pub(super) struct FixedFile {
    /// The file, below both folders.
    path: PathBuf,
    before: Vec<u8>,
    /// The edit, with the path in the module.
    pub(super) edit: FileEdit,
}

impl NotCopied {
    pub(super) fn says(&self) -> Statement {
        match self {
            Self::TooLarge(folder) => say!(FixesTooLarge { path: folder, files: FILES, size: size(BYTES) }),
            Self::Outside(folder) => say!(FixesOutside { path: folder.as_path() }),
            Self::Changed(file) => say!(FixesMoved { path: file.as_path() }),
            Self::Disk(error) => say!(FixesNotCopied { error: Statement::quoted(error.to_string()) }),
            Self::Cancelled(_) => Sentence::Cancelled.into(),
        }
    }
}

impl From<io::Error> for NotCopied {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl ProjectCopy {
    /// Copies a project into an empty folder; `work` is GOWORK. Links to own files become files; others are left out.
    pub(super) fn make(
        held: HeldFolder,
        project: &Path,
        work: Option<&OsStr>,
        cancel: &Cancel,
    ) -> Result<Self, NotCopied> {
        let work = workspace_of(project, work);
        let original = root_of(project, work.as_deref())?;
        let below = |path: &Path| path.strip_prefix(&original).map(Path::to_owned).unwrap_or_default();
        let (module, work) = (below(project), work.as_deref().map(below));
        let tried = Tried::now(&original);
        let mut copy = Self { original, tried, held, module, work, sources: Vec::new() };
        copy.copy_files(cancel)?;
        Ok(copy)
    }

    /// A file that is not in the copy is none that this project uses.
    pub(super) fn raise(&self, files: &[RaisedFile]) -> Result<(), NotCopied> {
        for RaisedFile { path, before, after } in files {
            let Ok(inner) = path.strip_prefix(&self.original) else { continue };
            let place = self.held.path().join(inner);
            let is_as_expected = bounded::read(&place, GO_MOD).is_ok_and(|now| now == before.as_bytes());
            if !is_as_expected {
                return Err(NotCopied::Changed(path.clone()));
            }
            effect::write_plain(&place, after.as_bytes())?;
        }
        Ok(())
    }

    /// The folder in which Go is started.
    pub(super) fn folder(&self) -> PathBuf {
        self.held.path().join(&self.module)
    }

    /// The folder with everything that was copied.
    pub(super) fn held(&self) -> &HeldFolder {
        &self.held
    }

    /// The value of GOWORK. A `go.work` above Upgo's own folder is not the project's.
    pub(super) fn work(&self) -> OsString {
        self.work.as_ref().map_or_else(|| "off".into(), |work| self.held.path().join(work).into())
    }

    /// A line that Go has printed, with the paths of the original. In JSON, a backslash is doubled.
    pub(super) fn of_original(&self, line: &str) -> String {
        let original = self.original.to_string_lossy();
        let named = [real(self.held.path()), self.held.path().to_owned()];
        named.iter().map(|folder| folder.to_string_lossy()).fold(line.to_owned(), |line, folder| {
            let line = line.replace(&folder.replace('\\', r"\\"), &original.replace('\\', r"\\"));
            line.replace(&*folder, &original)
        })
    }

    pub(super) fn fixed(&self) -> Vec<FixedFile> {
        let read = |folder: &Path, path: &Path| bounded::read(&folder.join(path), BYTES).ok();
        let fixed = self.sources.iter().filter_map(|path| {
            let (before, after) = (read(&self.original, path)?, read(self.held.path(), path)?);
            let in_module = path.strip_prefix(&self.module).ok()?;
            let text = str::from_utf8(&before).ok()?;
            // `go fix` ends every line of a file that it changes with a line feed only
            let after = with_line_ends_of(text, str::from_utf8(&after).ok()?.to_owned());
            let edit = FileEdit::between(in_module, text, &after)?;
            Some(FixedFile { path: path.clone(), before, edit })
        });
        fixed.collect()
    }

    pub(super) fn restore(&self, fixed: &[FixedFile]) -> io::Result<()> {
        fixed.iter().try_for_each(|file| effect::write_plain(&self.held.path().join(&file.path), &file.before))
    }

    fn copy_files(&mut self, cancel: &Cancel) -> Result<(), NotCopied> {
        let too_large = || NotCopied::TooLarge(self.original.clone());
        let (mut files, mut bytes, mut sources) = (FILES, BYTES, Vec::new());
        let (real_original, mut folders) = (real(&self.original), vec![PathBuf::new()]);
        while let Some(folder) = folders.pop() {
            effect::create_dir_all(&self.held.path().join(&folder))?;
            for entry in fs::read_dir(self.original.join(&folder))? {
                cancel.check().map_err(NotCopied::Cancelled)?;
                let entry = entry?;
                let (from, path) = (entry.path(), folder.join(entry.file_name()));
                let kind = entry.file_type()?;
                // in a worktree of Git, it is a file that leads to the original
                if from == self.held.path() || HISTORY.iter().any(|name| entry.file_name() == *name) {
                    continue;
                }
                if kind.is_dir() {
                    folders.push(path);
                    continue;
                }
                let is_inside = || real(&from).starts_with(&real_original);
                let Some(found) = fs::metadata(&from).ok().filter(std::fs::Metadata::is_file) else { continue };
                if kind.is_symlink() && !is_inside() {
                    continue;
                }
                files = files.checked_sub(1).ok_or_else(too_large)?;
                bytes = bytes.checked_sub(found.len()).ok_or_else(too_large)?;
                let to = self.held.path().join(&path);
                effect::write_plain(&to, &bounded::read(&from, BYTES)?)?;
                if path.extension().is_some_and(|kind| kind == "go") {
                    sources.push(path); // writable, even if the original is not
                } else {
                    effect::permit_as(&to, &from)?; // tests may start a script
                }
            }
        }
        sources.retain(|path| path.starts_with(&self.module));
        sources.sort();
        self.sources = sources;
        Ok(())
    }
}

fn workspace_of(project: &Path, setting: Option<&OsStr>) -> Option<PathBuf> {
    match setting.and_then(OsStr::to_str) {
        Some("off") => None,
        None | Some("" | "auto") => {
            project.ancestors().map(|folder| folder.join("go.work")).find(|work| work.is_file())
        }
        Some(file) => Some(file.into()),
    }
}

/// The smallest folder with all that a module uses by a relative path: its own, its workspace's, or its repository.
fn root_of(project: &Path, work: Option<&Path>) -> Result<PathBuf, NotCopied> {
    let mut needed = local_paths(&project.join("go.mod"));
    needed.extend(work.into_iter().flat_map(|work| local_paths(work).into_iter().chain([work.to_owned()])));
    let folders = [Some(project), work.and_then(Path::parent), repository_around(project)];
    let mut roots: Vec<&Path> = folders.into_iter().flatten().filter(|root| project.starts_with(root)).collect();
    roots.sort_by_key(|root| std::cmp::Reverse(root.components().count()));
    let outside = |root: &&Path| needed.iter().find(|needed| !needed.starts_with(root));
    match roots.iter().find(|root| outside(root).is_none()) {
        Some(root) => Ok((*root).to_owned()),
        None => Err(NotCopied::Outside(roots.last().and_then(outside).cloned().unwrap_or_default())),
    }
}

/// The relative paths of `replace` and `use` in a `go.mod` or `go.work`: Go requires `./`, `../` or dots only.
pub(crate) fn local_paths(file: &Path) -> Vec<PathBuf> {
    let text = bounded::read(file, GO_MOD).unwrap_or_default();
    let folder = effect::parent(file);
    let words = String::from_utf8_lossy(&text).into_owned();
    let words = words.lines().filter_map(|line| line.split("//").next()).flat_map(str::split_whitespace);
    let words = words.map(|word| word.trim_matches(['"', '`', '(', ')']));
    let is_local = |word: &&str| {
        let rest = word.trim_start_matches('.');
        word.len() - rest.len() > 0 && (rest.is_empty() || rest.starts_with(['/', '\\']))
    };
    words.filter(is_local).map(|word| clean(&folder.join(word))).collect()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
mod tests {
    use super::*;

    /// A folder with these files.
    fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    fn copied(project: &Path) -> (tempfile::TempDir, Result<ProjectCopy, NotCopied>) {
        let into = tempfile::tempdir().unwrap();
        let held = HeldFolder::open(into.path()).unwrap();
        let copy = ProjectCopy::make(held, project, None, &Cancel::default());
        (into, copy)
    }

    #[test]
    fn a_copy_has_as_much_as_the_module_needs() {
        let code = tree(&[
            ("a/go.mod", "module a\n\nreplace b => ../b // near\n"),
            ("b/go.mod", "module b\n"),
            ("c/go.mod", "module c\n\nreplace (\n\tx v1.0.0 => ./x\n\ty => \"../../y\"\n)\n"),
            ("d/go.mod", "module d // see ../b\n"),
            ("d/x/x.go", "package x\n"),
            ("d/.git/config", ""),
            ("d/x/.git", "gitdir: /elsewhere\n"),
        ]);
        let root = |name: &str| root_of(&code.path().join(name), None);
        assert_eq!(root("d").unwrap(), code.path().join("d"));
        assert!(matches!(root("a"), Err(NotCopied::Outside(path)) if path == code.path().join("b")));
        std::fs::create_dir(code.path().join(".git")).unwrap();
        assert_eq!(root("a").unwrap(), code.path(), "the repository has both");
        assert!(matches!(root("c"), Err(NotCopied::Outside(path)) if path.ends_with("y")));
        std::fs::write(code.path().join("go.work"), "go 1.27\n\nuse ./d\n").unwrap();
        let (into, copy) = copied(&code.path().join("d"));
        let copy = copy.unwrap();
        assert_eq!(copy.folder(), into.path().join("d"));
        assert_eq!(copy.work(), into.path().join("go.work"));
        let has = |name: &str| copy.folder().join(name).exists();
        assert!(has("x/x.go") && !has(".git") && !has("x/.git"));
        assert_eq!(copy.sources, [Path::new("d").join("x").join("x.go")]);
    }

    #[test]
    fn what_differs_from_the_original_is_an_edit_that_can_be_taken_back() {
        let code = tree(&[("go.mod", "module m\n"), ("a.go", "one\ntwo\nthree\n"), ("b.go", "b\n")]);
        let (into, copy) = copied(code.path());
        let copy = copy.unwrap();
        assert!(copy.fixed().is_empty());
        std::fs::write(into.path().join("a.go"), "zero\none\nthree\nfour\n").unwrap();
        let fixed = copy.fixed();
        assert_eq!((fixed.len(), fixed[0].edit.places()), (1, 3), "{:?}", fixed[0].edit);
        copy.restore(&fixed).unwrap();
        assert!(copy.fixed().is_empty());
        std::fs::write(into.path().join("a.go"), "zero\none\ntwo\nthree\n").unwrap();
        std::fs::write(code.path().join("a.go"), "one\r\ntwo\r\nthree\r\n").unwrap();
        let fixed = copy.fixed();
        assert_eq!(fixed[0].edit.places(), 1, "other line ends are no fix: {:?}", fixed[0].edit);
        let said = format!("{}: wrong", into.path().join("a.go").display());
        assert_eq!(copy.of_original(&said), format!("{}: wrong", code.path().join("a.go").display()));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_project_is_not_followed() {
        let outside = tree(&[("secret.go", "secret")]);
        let code = tree(&[("go.mod", "module m\n"), ("a.go", "a\n"), ("run.sh", "")]);
        let link = |to: &Path, name: &str| std::os::unix::fs::symlink(to, code.path().join(name)).unwrap();
        link(&outside.path().join("secret.go"), "b.go");
        link(outside.path(), "folder");
        link(Path::new("a.go"), "c.go");
        link(Path::new("missing"), "d.go");
        link(code.path(), "again");
        let (into, copy) = copied(code.path());
        copy.unwrap();
        let mut names: Vec<_> =
            std::fs::read_dir(into.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["a.go", "c.go", "go.mod", "run.sh"]);
    }

    #[test]
    fn a_project_that_is_too_large_is_not_copied() {
        let code = tree(&[("go.mod", "module m\n")]);
        let file = std::fs::File::create(code.path().join("data")).unwrap();
        file.set_len(BYTES).unwrap();
        let (into, copy) = copied(code.path());
        assert!(matches!(copy, Err(NotCopied::TooLarge(path)) if path == code.path()));
        drop(into);
    }
}
