//! Compares a tree with its manifest: every processor reads files, one walks the folders meanwhile.
use std::collections::HashSet;
use std::fs::FileType;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{panic, thread};

use fs_err as fs;

use super::VerifyError;
use crate::digest::Hasher;
use crate::effect;
use crate::environment::Syntax;
use crate::platform;
use crate::report::Cancel;
use crate::store::{Manifest, ManifestFile};
use crate::version::Version;

/// Bytes read at once.
const PIECE: usize = 256 << 10;
/// More wait for the disk, not for a processor.
const THREADS: usize = 16;

/// What is not as it was unpacked. Paths are below the tree, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Files with other bytes, or that cannot be read, or that are something else by now: a link, a folder.
    pub changed: Vec<String>,
    /// Files that are gone.
    pub missing: Vec<String>,
    /// What was not in the archive, but for folders: their names need not be text.
    pub added: Vec<PathBuf>,
}

/// A tree that is to be compared.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    /// Its folder.
    pub tree: &'a Path,
    /// What it should hold.
    pub manifest: &'a Manifest,
    /// Which Go it is.
    pub version: &'a Version,
    /// Whether letter case counts in names.
    pub names: Syntax,
}

/// What lies in a tree.
#[derive(Default)]
struct Walked {
    /// Neither folders nor files of the manifest, by their exact names.
    others: Vec<(PathBuf, FileType)>,
    /// The files of the manifest, by their exact names; only where others are names of them, too.
    listed: HashSet<String>,
}

/// What is wrong with a file of the manifest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Changed,
    Missing,
}

impl Compared<'_> {
    /// Compares every file. `progress` hears how many are done, often and from several threads.
    ///
    /// # Errors
    /// Where a folder cannot be read, or another program keeps a file for itself: then it is not known what is there.
    pub fn find(&self, cancel: &Cancel, progress: &(dyn Fn(u64) + Sync)) -> Result<Found, VerifyError> {
        let next = AtomicUsize::new(0);
        let threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS);
        let (walked, read) = thread::scope(|scope| {
            let walking = scope.spawn(|| self.walk(cancel));
            let reading: Vec<_> = (0..threads).map(|_| scope.spawn(|| self.read(&next, cancel, progress))).collect();
            let joined =
                reading.into_iter().map(|thread| thread.join().unwrap_or_else(|why| panic::resume_unwind(why)));
            let read: Result<Vec<_>, _> = joined.collect();
            (walking.join().unwrap_or_else(|why| panic::resume_unwind(why)), read)
        });
        Ok(self.found(walked?, read?.into_iter().flatten().collect()))
    }

    /// Takes one file of the manifest after the other, until none is left.
    fn read(
        &self,
        next: &AtomicUsize,
        cancel: &Cancel,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Vec<(usize, Wrong)>, VerifyError> {
        let (mut wrong, mut piece) = (Vec::new(), vec![0; PIECE]);
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = self.manifest.files().get(index) else { return Ok(wrong) };
            cancel.check()?;
            let path = self.tree.join(&file.path);
            match is_same(&path, file, &mut piece) {
                Ok(true) => {}
                Err(error) if is_missing(&error) => wrong.push((index, Wrong::Missing)),
                Err(source) if platform::is_blocked(&source) => return Err(VerifyError::Read { path, source }),
                // What cannot be read is not what was unpacked.
                Ok(false) | Err(_) => wrong.push((index, Wrong::Changed)),
            }
            progress(index as u64 + 1);
        }
    }

    /// Looks at everything in the tree. Links are not followed.
    fn walk(&self, cancel: &Cancel) -> Result<Walked, VerifyError> {
        let (mut walked, mut folders) = (Walked::default(), vec![PathBuf::new()]);
        while let Some(folder) = folders.pop() {
            cancel.check()?;
            let here = self.tree.join(&folder);
            let unreadable = |source| VerifyError::Read { path: here.clone(), source };
            let entries = match fs::read_dir(&here) {
                Err(error) if is_missing(&error) => continue,
                entries => entries.map_err(unreadable)?,
            };
            for entry in entries {
                let entry = entry.map_err(unreadable)?;
                let kind = entry.file_type().map_err(unreadable)?;
                let path = folder.join(entry.file_name());
                match text(&path).filter(|path| self.manifest.find(path).is_some()) {
                    // A folder in the place of a file, too: that file has changed.
                    Some(listed) if self.names == Syntax::Windows => drop(walked.listed.insert(listed)),
                    Some(_) => {}
                    None if kind.is_dir() => folders.push(path),
                    None => walked.others.push((path, kind)),
                }
            }
        }
        Ok(walked)
    }

    fn found(&self, walked: Walked, mut wrong: Vec<(usize, Wrong)>) -> Found {
        self.hide_behind_links(&walked, &mut wrong);
        wrong.sort_by_key(|(index, _)| *index);
        let paths = |which| {
            let these = wrong.iter().filter(move |(_, wrong)| *wrong == which);
            these.map(|(index, _)| self.manifest.files()[*index].path.clone()).collect()
        };
        Found { changed: paths(Wrong::Changed), missing: paths(Wrong::Missing), added: self.added(walked) }
    }

    fn added(&self, walked: Walked) -> Vec<PathBuf> {
        let mut other_names = self.other_names(&walked.listed);
        let others = walked.others.into_iter().map(|(path, _)| path);
        let mut is_name = |path: &Path| text(path).is_some_and(|path| other_names.remove(&path.to_lowercase()));
        let mut added: Vec<PathBuf> = others.filter(|path| !self.is_gos_own(path) && !is_name(path)).collect();
        added.sort();
        added
    }

    /// What was read behind a link does not lie in the tree.
    fn hide_behind_links(&self, walked: &Walked, wrong: &mut Vec<(usize, Wrong)>) {
        for link in walked.others.iter().filter(|(_, kind)| !kind.is_file()).filter_map(|(path, _)| text(path)) {
            let behind = format!("{link}/");
            let files = self.manifest.files();
            let from = files.partition_point(|file| file.path < behind);
            let to = from + files[from..].partition_point(|file| file.path.starts_with(&behind));
            wrong.retain(|(index, _)| !(from..to).contains(index));
            wrong.extend((from..to).map(|index| (index, Wrong::Missing)));
        }
    }

    /// Where letter case does not count: the names, in small letters, of the files that were not seen by their exact ones.
    fn other_names(&self, listed: &HashSet<String>) -> HashSet<String> {
        let files = self.manifest.files().iter().map(|file| &file.path);
        match self.names {
            Syntax::Unix => HashSet::new(),
            Syntax::Windows => files.filter(|path| !listed.contains(*path)).map(|path| path.to_lowercase()).collect(),
        }
    }

    /// Whether Go itself puts such files into its tree. Until Go 1.19 `go install` kept the compiled packages of the
    /// standard library for other targets, and for `-race`, there; later ones write nothing.
    ///
    /// Source: <https://go.dev/doc/go1.20#tools>.
    fn is_gos_own(&self, path: &Path) -> bool {
        let Some(path) = text(path).filter(|_| keeps_packages(self.version)) else { return false };
        let mut parts = path.splitn(3, '/');
        let (Some("pkg"), Some(target), Some(package)) = (parts.next(), parts.next(), parts.next()) else {
            return false;
        };
        let is_target = target.contains('_') && !path.starts_with("pkg/tool/");
        is_target && Path::new(package).extension().is_some_and(|kind| kind == "a")
    }
}

impl Found {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.missing.is_empty() && self.added.is_empty()
    }
}

/// Whether the file at `path` is a plain one with the right bytes.
fn is_same(path: &Path, file: &ManifestFile, piece: &mut [u8]) -> io::Result<bool> {
    let metadata = path.symlink_metadata()?;
    if !metadata.is_file() || metadata.len() != file.size {
        return Ok(false);
    }
    let mut content = effect::patiently(|| std::fs::File::open(path))?;
    let mut hasher = Hasher::default();
    loop {
        match content.read(piece)? {
            0 => return Ok(hasher.finish() == file.sha256),
            read => hasher.update(&piece[..read]),
        }
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// A path below the tree as the manifest writes it; `None` where it is not text.
fn text(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// As [`text`], where what is not text is replaced: to be shown.
pub(super) fn shown(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn keeps_packages(version: &Version) -> bool {
    Version::from_name("go1.20").is_ok_and(|first| *version < first && !version.same_line(&first))
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
