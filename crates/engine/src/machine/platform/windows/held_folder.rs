//! A folder in which a confined program writes.
use std::io;
use std::path::{Path, PathBuf};

use crate::machine::platform::named;

/// Windows refuses no writes of a confined program, so nothing needs a handle of it.
#[derive(Clone, Debug)]
pub struct HeldFolder {
    path: PathBuf,
}

impl HeldFolder {
    pub fn open(path: &Path) -> io::Result<Self> {
        let is_folder = fs_err::symlink_metadata(path)?.is_dir();
        let refused = || named(path.display().to_string(), io::ErrorKind::NotADirectory.into());
        is_folder.then(|| Self { path: path.to_owned() }).ok_or_else(refused)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}
