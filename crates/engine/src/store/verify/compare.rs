//! Compares a tree with its manifest: all processors read files while one thread walks the folders.
use std::collections::HashSet;
use std::fs::FileType;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{panic, thread};

use fs_err as fs;

use super::VerifyError;
use crate::base::digest::Hasher;
use crate::base::report::Cancel;
use crate::base::version::Version;
use crate::environment::Syntax;
use crate::machine::effect;
use crate::machine::platform::{self, FileMode};
use crate::store::{Manifest, ManifestFile};

const PIECE: usize = 256 << 10;
/// More threads would wait for the disk, not for a processor.
const THREADS: usize = 16;

/// Paths are relative to the tree, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreeDiff {
    /// Files with other content, unreadable, or replaced by something else, such as a link or a folder.
    pub changed: Vec<String>,
    pub missing: Vec<String>,
    /// Programs and scripts with the right content that lost the right to run. Nothing is said of a file that gained it:
    /// some file systems give it to everything.
    pub not_executable: Vec<String>,
    /// Except folders. Their names need not be valid text.
    pub added: Vec<PathBuf>,
}

#[derive(Clone, Copy)]
pub(crate) struct Compared<'a> {
    pub tree: &'a Path,
    pub manifest: &'a Manifest,
    pub version: &'a Version,
    /// Whether letter case counts in names.
    pub names: Syntax,
}

#[derive(Default)]
struct Walked {
    /// Entries that are neither folders nor files of the manifest, by their exact names.
    others: Vec<(PathBuf, FileType)>,
    /// The files of the manifest, by their exact names; filled only if other names can refer to them, too.
    listed: HashSet<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FileProblem {
    Changed,
    Missing,
    NotExecutable,
}

impl Compared<'_> {
    /// Compares every file. `progress` gets the number of files done, often and from several threads. Fails, because
    /// the content is unknown, if a folder cannot be read, or if another program has a file locked.
    pub(crate) fn find(&self, cancel: &Cancel, progress: &(dyn Fn(u64) + Sync)) -> Result<TreeDiff, VerifyError> {
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

    fn read(
        &self,
        next: &AtomicUsize,
        cancel: &Cancel,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Vec<(usize, FileProblem)>, VerifyError> {
        let (mut wrong, mut piece) = (Vec::new(), vec![0; PIECE]);
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = self.manifest.files().get(index) else { return Ok(wrong) };
            cancel.check()?;
            let path = file.below(self.tree);
            match is_same(&path, file, &mut piece) {
                Ok(true) if may_run(&path, file) => {}
                Ok(true) => wrong.push((index, FileProblem::NotExecutable)),
                Err(error) if is_missing(&error) => wrong.push((index, FileProblem::Missing)),
                Err(source) if platform::is_blocked(&source) => return Err(VerifyError::Read { path, source }),
                // A file that cannot be read counts as changed.
                Ok(false) | Err(_) => wrong.push((index, FileProblem::Changed)),
            }
            progress(index as u64 + 1);
        }
    }

    /// Links are not followed.
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
                    // A folder in place of a file counts, too: that file has changed.
                    Some(listed) if self.names == Syntax::Windows => drop(walked.listed.insert(listed)),
                    Some(_) => {}
                    None if kind.is_dir() => folders.push(path),
                    None => walked.others.push((path, kind)),
                }
            }
        }
        Ok(walked)
    }

    fn found(&self, walked: Walked, mut wrong: Vec<(usize, FileProblem)>) -> TreeDiff {
        self.hide_behind_links(&walked, &mut wrong);
        wrong.sort_by_key(|(index, _)| *index);
        let paths = |which| {
            let these = wrong.iter().filter(move |(_, wrong)| *wrong == which);
            these.map(|(index, _)| self.manifest.files()[*index].path.clone()).collect()
        };
        TreeDiff {
            changed: paths(FileProblem::Changed),
            missing: paths(FileProblem::Missing),
            not_executable: paths(FileProblem::NotExecutable),
            added: self.added(walked),
        }
    }

    fn added(&self, walked: Walked) -> Vec<PathBuf> {
        let mut other_names = self.other_names(&walked.listed);
        let others = walked.others.into_iter().map(|(path, _)| path);
        let mut is_name = |path: &Path| text(path).is_some_and(|path| other_names.remove(&path.to_lowercase()));
        let mut added: Vec<PathBuf> = others.filter(|path| !self.is_gos_own(path) && !is_name(path)).collect();
        added.sort();
        added
    }

    /// Discards results read through a link, because those files are not in the tree.
    fn hide_behind_links(&self, walked: &Walked, wrong: &mut Vec<(usize, FileProblem)>) {
        for link in walked.others.iter().filter(|(_, kind)| !kind.is_file()).filter_map(|(path, _)| text(path)) {
            let behind = format!("{link}/");
            let files = self.manifest.files();
            let from = files.partition_point(|file| file.path < behind);
            let to = from + files[from..].partition_point(|file| file.path.starts_with(&behind));
            wrong.retain(|(index, _)| !(from..to).contains(index));
            wrong.extend((from..to).map(|index| (index, FileProblem::Missing)));
        }
    }

    /// If letter case does not count: the lower-case names of the files that were not seen under their exact names.
    fn other_names(&self, listed: &HashSet<String>) -> HashSet<String> {
        let files = self.manifest.files().iter().map(|file| &file.path);
        match self.names {
            Syntax::Unix => HashSet::new(),
            Syntax::Windows => files.filter(|path| !listed.contains(*path)).map(|path| path.to_lowercase()).collect(),
        }
    }

    /// Whether Go itself creates such files: up to Go 1.19, `go install` stored the packages of the standard library
    /// for other targets and for `-race` there. Source: <https://go.dev/doc/go1.20#tools>.
    fn is_gos_own(&self, path: &Path) -> bool {
        let Some(path) = text(path).filter(|_| !self.version.language().is_since("go1.20")) else { return false };
        let mut parts = path.splitn(3, '/');
        let (Some("pkg"), Some(target), Some(package)) = (parts.next(), parts.next(), parts.next()) else {
            return false;
        };
        let is_target = target.contains('_') && !path.starts_with("pkg/tool/");
        is_target && Path::new(package).extension().is_some_and(|kind| kind == "a")
    }
}

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

fn may_run(path: &Path, file: &ManifestFile) -> bool {
    file.mode == FileMode::Plain || platform::is_executable(path)
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// A path below the tree in the notation of the manifest; `None` if it is not valid text.
fn text(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// The path for display, with invalid parts replaced.
pub(super) fn shown(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
