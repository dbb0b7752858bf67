//! The folder of the running rehearsal, in Upgo's cache.
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::NotRehearsed;
use crate::machine::effect;
use crate::machine::home::Home;
use crate::machine::platform::FileLock;

/// An empty folder for one rehearsal at a time. It is deleted when this is dropped; what a killed process leaves is deleted
/// by the next one.
#[derive(Debug)]
pub(crate) struct WorkFolder {
    path: PathBuf,
    _lock: FileLock,
}

impl WorkFolder {
    /// Creates it. The system's temporary folder may be in memory, which a build cache would fill.
    pub(crate) fn create(home: &Home) -> Result<Self, NotRehearsed> {
        let lock = effect::lock_within(&home.cache().join("rehearsal.lock"), Duration::ZERO)?;
        let lock = lock.ok_or(NotRehearsed::Busy)?;
        let path = home.cache().join("rehearsal");
        effect::remove_tree(&path)?;
        effect::create_dir_all(&path)?;
        Ok(Self { path, _lock: lock })
    }

    /// Its path.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        effect::remove_work_folder(&self.path);
    }
}
