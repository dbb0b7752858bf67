//! The file access that the rules need, as a trait, so that a machine can also be described as data.
#![expect(private_interfaces, reason = "the launcher, a program without a library, compiles `FileText`, too")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use fs_err as fs;

use crate::base::bounded;
use crate::base::version::Version;
use crate::machine::platform;
use crate::which_go::follow::{self, FileText, Obstacle};

/// The folders of each workspace, or the one that is refused, with a Go of this version and tree, offline or not, so that
/// it is not judged again for each of its modules.
pub(crate) type JudgedWorkspaces =
    BTreeMap<(PathBuf, Version, Option<PathBuf>, bool), Result<Rc<BTreeSet<PathBuf>>, PathBuf>>;

/// All paths are full paths.
pub trait Files {
    /// At most the first [`READ_MAX`] bytes, with invalid UTF-8 replaced; `None` if it cannot be read.
    fn read(&self, path: &Path) -> Option<String>;

    /// Possibly behind links.
    fn is_file(&self, path: &Path) -> bool;

    fn version_file(&self, folder: &Path, name: &str) -> FileText {
        let file = follow::place(folder, name);
        if follow::leads_out(folder, &file, |path| self.real(path)) {
            return FileText::Unusable(Obstacle::LeadsOut);
        }
        let text = self.read(&file).filter(|_| self.is_file(&file));
        text.map_or(FileText::Missing, |text| FileText::of(text.as_bytes()))
    }

    /// If the files stay as they are while several folders are judged, the workspaces that were.
    fn judged(&self) -> Option<&RefCell<JudgedWorkspaces>> {
        None
    }

    /// Possibly behind links.
    fn is_folder(&self, path: &Path) -> bool;

    /// Whether a shell would start the file.
    fn is_program(&self, path: &Path) -> bool;

    /// The path with links resolved; the path itself if that fails.
    fn real(&self, path: &Path) -> PathBuf;
}

/// Far more than any real `go.mod`.
pub const READ_MAX: u64 = 1 << 20;

#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> Option<String> {
        let mut bytes = Vec::new();
        bounded::open(path).ok()?.take(READ_MAX).read_to_end(&mut bytes).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn version_file(&self, folder: &Path, name: &str) -> FileText {
        follow::read(folder, name)
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn is_program(&self, path: &Path) -> bool {
        platform::is_executable(path)
    }

    fn real(&self, path: &Path) -> PathBuf {
        fs::canonicalize(path).map_or_else(|_| path.to_owned(), |real| platform::plain(&real))
    }
}
