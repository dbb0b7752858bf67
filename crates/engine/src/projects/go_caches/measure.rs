use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use std::{io, thread};

use fs_err as fs;

use super::GoCache;
use crate::base::bounded;
use crate::base::report::{Cancel, Cancelled};

/// The largest number of files that are counted. A build cache has some hundred thousand.
const MOST: u64 = 10_000_000;
/// The number of threads that list folders. More gain little, even on a fast disk.
const MOST_THREADS: usize = 8;
const PACE: Duration = Duration::from_millis(100);

/// The size of a cache, as far as it was counted.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct CacheSize {
    /// Bytes in its files.
    pub bytes: u64,
    pub files: u64,
    /// Whether everything was counted: every folder could be read, and there were not too many files.
    pub complete: bool,
}

struct Count<'a> {
    folders: Mutex<Vec<PathBuf>>,
    /// The folders that are listed or still to be listed.
    open: AtomicUsize,
    bytes: AtomicU64,
    files: AtomicU64,
    is_partial: AtomicBool,
    cancel: &'a Cancel,
}

/// Measures the cache in `folder`; `None` if there is no such folder. Links are not followed, and folders that cannot
/// be read are left out. `hear` receives the size so far, several times a second.
pub fn measure(
    cache: GoCache,
    folder: &Path,
    cancel: &Cancel,
    hear: &(dyn Fn(CacheSize) + Sync),
) -> Result<Option<CacheSize>, MeasureError> {
    let is_link = folder.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
    if is_link {
        return Ok(Some(CacheSize { bytes: 0, files: 0, complete: false }));
    }
    let Some(entries) = bounded::if_there(fs::read_dir(folder))? else { return Ok(None) };
    let count = Count {
        folders: Mutex::default(),
        open: AtomicUsize::new(0),
        bytes: AtomicU64::new(0),
        files: AtomicU64::new(0),
        is_partial: AtomicBool::new(false),
        cancel,
    };
    for entry in entries {
        match entry {
            Ok(entry) if cache.keeps(&entry.file_name().to_string_lossy()) => {}
            entry => count.add(entry),
        }
    }
    let threads = thread::available_parallelism().map_or(2, usize::from).clamp(2, MOST_THREADS);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(|| count.work())).collect();
        while !workers.iter().all(thread::ScopedJoinHandle::is_finished) {
            for _ in 0..PACE.as_millis() {
                if count.is_over() {
                    return;
                }
                thread::sleep(Duration::from_millis(1));
            }
            hear(count.so_far());
        }
    });
    cancel.check()?;
    Ok(Some(count.so_far()))
}

#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl Count<'_> {
    fn work(&self) {
        while !self.is_over() {
            let folder = self.folders.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(folder) = folder else {
                thread::sleep(Duration::from_micros(200)); // another thread may find more
                continue;
            };
            match fs::read_dir(&folder) {
                Ok(entries) => entries.for_each(|entry| self.add(entry)),
                // one that is gone was deleted meanwhile
                Err(error) => self.leave_out(&error),
            }
            self.open.fetch_sub(1, Ordering::SeqCst);
        }
    }

    fn is_over(&self) -> bool {
        let is_too_much = self.files.load(Ordering::Relaxed) >= MOST;
        if is_too_much {
            self.is_partial.store(true, Ordering::Relaxed);
        }
        is_too_much || self.cancel.is_cancelled() || self.open.load(Ordering::SeqCst) == 0
    }

    fn add(&self, entry: io::Result<fs::DirEntry>) {
        let read = entry.and_then(|entry| Ok((entry.metadata()?, entry))); // for a link, of the link itself
        match read {
            Ok((metadata, entry)) if metadata.is_dir() => {
                self.open.fetch_add(1, Ordering::SeqCst);
                self.folders.lock().unwrap_or_else(PoisonError::into_inner).push(entry.path());
            }
            Ok((metadata, _)) => {
                self.bytes.fetch_add(metadata.len(), Ordering::Relaxed);
                self.files.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => self.leave_out(&error),
        }
    }

    fn leave_out(&self, error: &io::Error) {
        if error.kind() != io::ErrorKind::NotFound {
            self.is_partial.store(true, Ordering::Relaxed);
        }
    }

    fn so_far(&self) -> CacheSize {
        CacheSize {
            bytes: self.bytes.load(Ordering::Relaxed),
            files: self.files.load(Ordering::Relaxed),
            complete: !self.is_partial.load(Ordering::Relaxed),
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
mod tests {
    use super::*;

    fn size(cache: GoCache, folder: &Path) -> Option<CacheSize> {
        measure(cache, folder, &Cancel::default(), &|_| {}).unwrap()
    }

    #[test]
    fn counts_files_in_every_folder_but_follows_no_link() {
        let folder = tempfile::tempdir().unwrap();
        let (cache, elsewhere) = (folder.path().join("cache"), folder.path().join("elsewhere"));
        for index in 0..300 {
            let below = cache.join(format!("{:02x}", index % 256)).join("deep").join("er");
            std::fs::create_dir_all(&below).unwrap();
            std::fs::write(below.join(format!("{index}")), "seven b").unwrap();
        }
        std::fs::create_dir_all(&elsewhere).unwrap();
        std::fs::write(elsewhere.join("large"), [0; 5000]).unwrap();
        assert_eq!(size(GoCache::Build, &cache), Some(CacheSize { bytes: 2100, files: 300, complete: true }));
        assert_eq!(size(GoCache::Build, &folder.path().join("none")), None);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&elsewhere, cache.join("link")).unwrap();
            let found = size(GoCache::Modules, &cache).unwrap();
            assert!(found.files == 301 && found.bytes < 5000, "{found:?}");
            std::os::unix::fs::symlink(&elsewhere, folder.path().join("itself")).unwrap();
            assert_eq!(size(GoCache::Build, &folder.path().join("itself")).unwrap().bytes, 0);
        }
    }

    #[test]
    fn inputs_of_fuzz_tests_are_not_counted_because_go_keeps_them() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("fuzz")).unwrap();
        std::fs::write(folder.path().join("fuzz").join("input"), [0; 100]).unwrap();
        assert_eq!(size(GoCache::Build, folder.path()).unwrap().files, 0);
        assert_eq!(size(GoCache::Modules, folder.path()).unwrap().files, 1);
    }

    #[test]
    fn a_cancelled_count_ends() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("a").join("b")).unwrap();
        let cancel = Cancel::default();
        cancel.cancel();
        let ended = measure(GoCache::Build, folder.path(), &cancel, &|_| {});
        assert!(matches!(ended, Err(MeasureError::Cancelled(_))), "{ended:?}");
    }
}
