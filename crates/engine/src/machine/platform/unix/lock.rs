//! A lock that the kernel releases when its process ends.
use std::io;

use fs_err::File;

/// An exclusive lock on an open file (`flock`). Dropping it releases it.
#[derive(Debug)]
pub struct FileLock(#[expect(dead_code, reason = "held until it is dropped")] File);

impl FileLock {
    /// Acquires the lock; `None` if another holder has it. The file stays readable for all.
    pub fn try_acquire(file: &File) -> io::Result<Option<Self>> {
        let own = file.try_clone()?;
        match own.file().try_lock() {
            Ok(()) => Ok(Some(Self(own))),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(error)) => Err(error),
        }
    }
}
