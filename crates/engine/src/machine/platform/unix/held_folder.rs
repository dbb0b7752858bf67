use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{Mode, OFlags, open};

use crate::machine::platform::named;

/// A folder that is held open, so that whatever gets its name later is not taken for it.
#[derive(Clone, Debug)]
pub struct HeldFolder {
    path: PathBuf,
    handle: Arc<OwnedFd>,
}

impl HeldFolder {
    /// A link in its place is an error.
    pub fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let handle = open(path, flags, Mode::empty());
        let handle = handle.map_err(|error| named(path.display().to_string(), error.into()))?;
        Ok(Self { path: path.to_owned(), handle: Arc::new(handle) })
    }

    /// The name that it was opened with.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl AsFd for HeldFolder {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.handle.as_fd()
    }
}
