//! What is read of a machine's files, so that a machine can also be described as data.
use std::io::Read as _;
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::{bounded, platform};

/// Only reads. Paths are full.
pub trait Files {
    /// The text of a file: at most its first [`READ_MAX`] bytes, with a mark for what is not UTF-8; `None` where there
    /// is no such file, or it cannot be read.
    fn read(&self, path: &Path) -> Option<String>;

    /// Whether there is a file, perhaps behind links.
    fn is_file(&self, path: &Path) -> bool;

    /// Whether there is a folder, perhaps behind links.
    fn is_folder(&self, path: &Path) -> bool;

    /// Whether a shell would start the file.
    fn is_program(&self, path: &Path) -> bool;

    /// The path without links; the path itself where that cannot be told.
    fn real(&self, path: &Path) -> PathBuf;
}

/// No `go.mod` that anybody wrote is nearly as long.
pub const READ_MAX: u64 = 1 << 20;

/// The files of this machine.
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
