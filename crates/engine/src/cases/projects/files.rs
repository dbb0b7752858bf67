//! The files of this machine, each read once for several questions, and shown as they would be after an upgrade.
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::EditedTexts;
use crate::base::version::Version;
use crate::machine::platform::EXECUTABLE;
use crate::which_go::follow::{self, FileText};
use crate::which_go::toolchain::{Disk, Files, JudgedWorkspaces};

/// What the release in a tree says about Go's defaults. Every release since 1.21 has this file.
const GO_ENV: &str = "GOPROXY=https://proxy.golang.org,direct\nGOSUMDB=sum.golang.org\nGOTOOLCHAIN=auto\n";

/// Each is asked for once. Hundreds of projects share the folders above them.
#[derive(Debug, Default)]
pub(super) struct SeenFiles {
    texts: RefCell<HashMap<PathBuf, Option<String>>>,
    version_files: RefCell<HashMap<PathBuf, FileText>>,
    files: RefCell<HashMap<PathBuf, bool>>,
    folders: RefCell<HashMap<PathBuf, bool>>,
    programs: RefCell<HashMap<PathBuf, bool>>,
    reals: RefCell<HashMap<PathBuf, PathBuf>>,
    judged: RefCell<JudgedWorkspaces>,
}

impl SeenFiles {
    /// The files of this machine, with other texts in some.
    pub(super) fn with(edited: &EditedTexts) -> Self {
        let texts = edited.iter().map(|(path, text)| (path.clone(), Some(text.clone()))).collect();
        Self { texts: RefCell::new(texts), ..Self::default() }
    }
}

fn once<T: Clone>(known: &RefCell<HashMap<PathBuf, T>>, path: &Path, ask: impl FnOnce(&Path) -> T) -> T {
    if let Some(known) = known.borrow().get(path) {
        return known.clone();
    }
    let answer = ask(path);
    known.borrow_mut().insert(path.to_owned(), answer.clone());
    answer
}

impl Files for SeenFiles {
    fn read(&self, path: &Path) -> Option<String> {
        once(&self.texts, path, |path| Disk.read(path))
    }

    fn is_file(&self, path: &Path) -> bool {
        once(&self.files, path, |path| Disk.is_file(path))
    }

    fn version_file(&self, folder: &Path, name: &str) -> FileText {
        once(&self.version_files, &follow::place(folder, name), |_| Disk.version_file(folder, name))
    }

    fn is_folder(&self, path: &Path) -> bool {
        once(&self.folders, path, |path| Disk.is_folder(path))
    }

    fn is_program(&self, path: &Path) -> bool {
        once(&self.programs, path, |path| Disk.is_program(path))
    }

    fn real(&self, path: &Path) -> PathBuf {
        once(&self.reals, path, |path| Disk.real(path))
    }

    fn judged(&self) -> Option<&RefCell<JudgedWorkspaces>> {
        Some(&self.judged)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UpgradedTree {
    /// The tree that contains it then.
    pub(super) root: PathBuf,
    pub(super) version: Version,
    /// Upgo's folder on PATH, if the tree is in Upgo's store.
    pub(super) bin: Option<PathBuf>,
}

/// The files as they would be after an upgrade: the tree is there, and Upgo's folder starts it.
#[derive(Debug)]
pub(super) struct UpgradedFiles<'a> {
    pub(super) here: &'a SeenFiles,
    pub(super) tree: &'a UpgradedTree,
}

impl UpgradedFiles<'_> {
    fn text(&self, path: &Path) -> Option<String> {
        let name = path.strip_prefix(&self.tree.root).ok()?;
        match name.to_str()? {
            "VERSION" => Some(format!("{}\n", self.tree.version)),
            // the file that is there, of an older release, says the same
            "go.env" => Some(GO_ENV.to_owned()),
            _ => None,
        }
    }

    fn is_new_program(&self, path: &Path) -> bool {
        let named = |folder: &Path, name: &str| path == folder.join(format!("{name}{EXECUTABLE}"));
        let is_in_bin = |bin: &PathBuf| named(bin, "go") || named(bin, self.tree.version.as_str());
        named(&self.tree.root.join("bin"), "go") || self.tree.bin.as_ref().is_some_and(is_in_bin)
    }
}

impl Files for UpgradedFiles<'_> {
    fn read(&self, path: &Path) -> Option<String> {
        let is_version = path.strip_prefix(&self.tree.root).is_ok_and(|name| name == Path::new("VERSION"));
        if is_version { self.text(path) } else { self.here.read(path).or_else(|| self.text(path)) }
    }

    fn is_file(&self, path: &Path) -> bool {
        self.here.is_file(path) || self.text(path).is_some() || self.is_new_program(path)
    }

    fn version_file(&self, folder: &Path, name: &str) -> FileText {
        self.here.version_file(folder, name)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.here.is_folder(path) || self.tree.root.starts_with(path)
    }

    fn is_program(&self, path: &Path) -> bool {
        self.here.is_program(path) || self.is_new_program(path)
    }

    fn real(&self, path: &Path) -> PathBuf {
        self.here.real(path)
    }

    fn judged(&self) -> Option<&RefCell<JudgedWorkspaces>> {
        self.here.judged()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_an_upgrade_the_new_tree_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let here = SeenFiles::default();
        let tree = UpgradedTree {
            root: folder.path().join("toolchains").join("go1.27.3"),
            version: "go1.27.3".parse().unwrap(),
            bin: Some(folder.path().join("bin")),
        };
        let files = UpgradedFiles { here: &here, tree: &tree };
        assert_eq!(files.read(&tree.root.join("VERSION")).as_deref(), Some("go1.27.3\n"));
        assert!(files.read(&tree.root.join("go.env")).unwrap().contains("GOTOOLCHAIN=auto"));
        assert!(files.is_folder(&tree.root) && files.is_file(&tree.root.join("VERSION")));
        for name in ["go", "go1.27.3"] {
            assert!(files.is_program(&folder.path().join("bin").join(format!("{name}{EXECUTABLE}"))), "{name}");
        }
        assert!(!files.is_program(&folder.path().join("bin").join("go1.26.6")));
        assert!(!here.is_file(&tree.root.join("VERSION")), "nothing is there yet");
    }
}
