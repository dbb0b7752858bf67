//! Folders in Upgo's cache for programs that it runs, each with a lock.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{io, mem};

use crate::base::random::unguessable;
use crate::machine::effect::{self, own_file};
use crate::machine::home::Home;
use crate::machine::platform::{self, FileLock};

/// For one piece of work at a time. Deleted when dropped; what a killed process leaves is deleted by the next command.
#[derive(Debug)]
pub(crate) struct WorkFolder {
    path: PathBuf,
    elsewhere: OtherFolders,
    _lock: FileLock,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    Rehearsal,
    /// A release that is built from its source.
    Rebuild,
    /// The time that builds take.
    Measure,
}

/// Folders elsewhere that belong to this work folder.
#[derive(Debug, Default)]
struct OtherFolders {
    folders: BTreeSet<PathBuf>,
}

/// The list of them, with the units of each path, which need not be valid text.
#[answer(Serialize, Deserialize)]
struct List {
    folders: Vec<Vec<u16>>,
}

/// The file in a work folder that names them.
const ELSEWHERE: &str = "elsewhere";

/// What the names of these folders begin with. A number that nobody can guess follows.
const MARK: &str = "upgo-work-";

impl Work {
    const ALL: [Self; 3] = [Self::Rehearsal, Self::Rebuild, Self::Measure];

    /// The folder. The system's temporary folder may be in memory, which a build would fill.
    fn folder(self, home: &Home) -> PathBuf {
        home.cache().join(match self {
            Self::Rehearsal => "rehearsal",
            Self::Rebuild => "rebuild",
            Self::Measure => "measure",
        })
    }

    fn left(self, home: &Home) -> Option<PathBuf> {
        Some(self.folder(home)).filter(|folder| folder.is_dir() && !effect::is_locked(&lock_of(folder)))
    }
}

impl WorkFolder {
    /// `None` if another process has it.
    pub(crate) fn create(home: &Home, work: Work) -> io::Result<Option<Self>> {
        let path = work.folder(home);
        let Some(lock) = effect::lock_within(&lock_of(&path), Duration::ZERO)? else { return Ok(None) };
        let elsewhere = OtherFolders::left_in(&path).removed();
        effect::remove_tree(&path)?;
        effect::create_dir_all(&path)?;
        Ok(Some(Self { path, elsewhere, _lock: lock }))
    }

    /// For the same work. Only this account can use it, and it is deleted with this one.
    pub(crate) fn create_elsewhere(&mut self, place: &Path) -> io::Result<PathBuf> {
        let name = format!("{MARK}{:016x}", unguessable());
        self.elsewhere.folders.insert(place.join(&name));
        self.elsewhere.write(&self.path)?;
        effect::create_work_folder_in(place, &name)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn has_leftovers(home: &Home) -> bool {
        Work::ALL.iter().any(|work| work.left(home).is_some())
    }

    /// One that cannot be deleted is left to the next sweep.
    pub(crate) fn sweep(home: &Home) {
        for left in Work::ALL.iter().filter_map(|work| work.left(home)) {
            if let Ok(Some(_lock)) = effect::lock_within(&lock_of(&left), Duration::ZERO)
                && OtherFolders::left_in(&left).removed().folders.is_empty()
            {
                effect::remove_tree(&left).ok();
            }
        }
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        // the next command reads the list of those that could not be deleted
        if mem::take(&mut self.elsewhere).removed().folders.is_empty() {
            effect::remove_work_folder(&self.path);
        }
    }
}

impl OtherFolders {
    fn left_in(folder: &Path) -> Self {
        let list: Option<List> = own_file::read(&folder.join(ELSEWHERE)).found();
        let folders = list.iter().flat_map(|list| &list.folders).map(|units| platform::from_units(units).into());
        let is_ours = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let is_folder = path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
            path.is_absolute() && name.starts_with(MARK) && is_folder
        };
        Self { folders: folders.filter(is_ours).collect() }
    }

    fn write(&self, folder: &Path) -> io::Result<()> {
        let folders = self.folders.iter().map(|folder| platform::to_units(folder.as_os_str())).collect();
        own_file::write(&folder.join(ELSEWHERE), &List { folders })
    }

    /// Returns those that could not be deleted.
    fn removed(self) -> Self {
        Self { folders: self.folders.into_iter().filter(|folder| effect::remove_tree(folder).is_err()).collect() }
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

    #[test]
    fn folders_in_other_places_are_deleted_with_it_and_after_a_kill() {
        let lab = tempfile::tempdir().unwrap();
        let (home, place) = (Home::new(lab.path().join("upgo")), lab.path().join("D \u{f6}"));
        let mut work = WorkFolder::create(&home, Work::Measure).unwrap().unwrap();
        let folder = work.create_elsewhere(&place).unwrap();
        effect::write_plain(&folder.join("file"), b"").unwrap();
        drop(work);
        assert!(place.is_dir() && !folder.exists());

        let mut killed = WorkFolder::create(&home, Work::Measure).unwrap().unwrap();
        let folder = killed.create_elsewhere(&place).unwrap();
        let mut list = OtherFolders { folders: killed.elsewhere.folders.clone() };
        drop(killed);
        let left = home.cache().join("measure");
        let foreign = place.join("mine");
        for folder in [&left, &folder, &foreign] {
            effect::create_dir_all(folder).unwrap();
        }
        // nothing but what Upgo creates there is deleted
        list.folders.insert(foreign.clone());
        list.write(&left).unwrap();
        WorkFolder::sweep(&home);
        assert!(foreign.exists() && !folder.exists() && !left.exists());
    }
}
