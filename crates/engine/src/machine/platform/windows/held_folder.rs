//! A folder in which a confined program writes.
use std::io;
use std::path::{Path, PathBuf};

use crate::machine::platform::named;

/// A folder that existed when it was opened. Windows refuses no writes of a confined program, so nothing needs a handle
/// of it.
#[derive(Clone, Debug)]
pub struct HeldFolder {
    path: PathBuf,
}

impl HeldFolder {
    /// Opens a folder. A link in its place is an error.
    pub fn open(path: &Path) -> io::Result<Self> {
        let is_folder = fs_err::symlink_metadata(path)?.is_dir();
        let refused = || named(path.display().to_string(), io::ErrorKind::NotADirectory.into());
        is_folder.then(|| Self { path: path.to_owned() }).ok_or_else(refused)
    }

    /// The name that it was opened with.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
