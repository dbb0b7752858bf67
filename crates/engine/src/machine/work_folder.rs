//! Folders in Upgo's cache for programs that it runs, each with a lock.
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::machine::effect;
use crate::machine::home::Home;
use crate::machine::platform::FileLock;

/// An empty folder for one piece of work at a time. It is deleted when this is dropped; what a killed process leaves is
/// deleted by the next command.
#[derive(Debug)]
pub(crate) struct WorkFolder {
    path: PathBuf,
    _lock: FileLock,
}

/// What a work folder is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// A rehearsal.
    Rehearsal,
    /// A release that is built from its source.
    Rebuild,
}

impl Work {
    const ALL: [Self; 2] = [Self::Rehearsal, Self::Rebuild];

    /// The folder. The system's temporary folder may be in memory, which a build would fill.
    fn folder(self, home: &Home) -> PathBuf {
        home.cache().join(match self {
            Self::Rehearsal => "rehearsal",
            Self::Rebuild => "rebuild",
        })
    }

    /// The folder, if a killed process has left it.
    fn left(self, home: &Home) -> Option<PathBuf> {
        Some(self.folder(home)).filter(|folder| folder.is_dir() && !effect::is_locked(&lock_of(folder)))
    }
}

impl WorkFolder {
    /// Creates it; `None` if another process has it.
    pub(crate) fn create(home: &Home, work: Work) -> io::Result<Option<Self>> {
        let path = work.folder(home);
        let Some(lock) = effect::lock_within(&lock_of(&path), Duration::ZERO)? else { return Ok(None) };
        effect::remove_tree(&path)?;
        effect::create_dir_all(&path)?;
        Ok(Some(Self { path, _lock: lock }))
    }

    /// Its path.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether killed processes have left work folders.
    pub(crate) fn has_leftovers(home: &Home) -> bool {
        Work::ALL.iter().any(|work| work.left(home).is_some())
    }

    /// Deletes the work folders of killed processes. One that cannot be deleted is left to the next sweep.
    pub(crate) fn sweep(home: &Home) {
        for left in Work::ALL.iter().filter_map(|work| work.left(home)) {
            if let Ok(Some(_lock)) = effect::lock_within(&lock_of(&left), Duration::ZERO) {
                effect::remove_tree(&left).ok();
            }
        }
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        effect::remove_work_folder(&self.path);
    }
}

fn lock_of(folder: &Path) -> PathBuf {
    folder.with_extension("lock")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_process_leaves_is_deleted_and_a_folder_in_use_is_not() {
        let lab = tempfile::tempdir().unwrap();
        let home = Home::new(lab.path().join("upgo"));
        let used = WorkFolder::create(&home, Work::Rebuild).unwrap().unwrap();
        effect::write_plain(&used.path().join("file"), b"").unwrap();
        assert!(WorkFolder::create(&home, Work::Rebuild).unwrap().is_none());
        let left = home.cache().join("rehearsal");
        effect::create_dir_all(&left.join("tmp")).unwrap();
        assert!(WorkFolder::has_leftovers(&home));
        WorkFolder::sweep(&home);
        assert!(!left.exists() && used.path().join("file").exists() && !WorkFolder::has_leftovers(&home));
        let path = used.path().to_owned();
        drop(used);
        assert!(!path.exists());
    }
}
