//! A lock that the kernel releases when its process ends.
use std::io;

use fs_err::File;

/// An exclusive lock on an open file (`flock`). Dropping it releases it.
#[derive(Debug)]
pub struct FileLock(File);

impl FileLock {
    /// `None` if another holder has it. The file stays readable for all.
    pub fn try_acquire(file: &File) -> io::Result<Option<Self>> {
        let own = file.try_clone()?;
        match own.file().try_lock() {
            Ok(()) => Ok(Some(Self(own))),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(error)) => Err(error),
        }
    }
}

impl Drop for FileLock {
    /// Closing alone is not enough: a child that another thread starts has the file open until it begins its program.
    fn drop(&mut self) {
        self.0.file().unlock().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_released_although_a_child_still_has_the_file_open() {
        let path = tempfile::NamedTempFile::new().unwrap().into_temp_path();
        let lock = FileLock::try_acquire(&File::open(&path).unwrap()).unwrap().unwrap();
        let of_child = lock.0.try_clone().unwrap();
        let other = File::open(&path).unwrap();
        assert!(FileLock::try_acquire(&other).unwrap().is_none());
        drop(lock);
        assert!(FileLock::try_acquire(&other).unwrap().is_some());
        drop(of_child);
    }
}
