//! Whether the files of a project have changed since it was tried.
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use fs_err as fs;

use crate::base::digest::Sha256;

const MOST: usize = 200_000;

type FileStamps = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fingerprint {
    files: FileStamps,
    only_sources: bool,
}

impl Fingerprint {
    /// No link is followed, and what cannot be read is left out.
    pub(super) fn of(folder: &Path) -> Self {
        Self::found(folder, false)
    }

    /// Leaves out subfolders whose names begin with a dot: Go ignores them, and other programs may be writing there.
    pub(super) fn of_sources(folder: &Path) -> Self {
        Self::found(folder, true)
    }

    fn found(folder: &Path, only_sources: bool) -> Self {
        let (mut files, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
        while let Some(folder) = folders.pop() {
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for entry in entries.filter_map(Result::ok) {
                let Ok(metadata) = entry.metadata() else { continue };
                if metadata.is_dir() {
                    if !(only_sources && entry.file_name().as_encoded_bytes().starts_with(b".")) {
                        folders.push(entry.path());
                    }
                } else if files.len() < MOST {
                    files.insert(entry.path(), (metadata.len(), metadata.modified().ok()));
                }
            }
        }
        Self { files, only_sources }
    }

    pub(super) fn difference(&self, folder: &Path) -> Option<PathBuf> {
        let now = Self::found(folder, self.only_sources).files;
        first_other(&self.files, &now).or_else(|| first_other(&now, &self.files))
    }

    pub(super) fn seal(&self) -> Sha256 {
        let mut text = String::new();
        for (path, (size, time)) in &self.files {
            let time = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
            writeln!(text, "{}\n{size}\n{}", path.display(), time.as_nanos()).ok(); // writing to a string cannot fail
        }
        Sha256::of(text.as_bytes())
    }
}

fn first_other(files: &FileStamps, others: &FileStamps) -> Option<PathBuf> {
    files.iter().find(|(path, file)| others.get(*path) != Some(*file)).map(|(path, _)| path.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
    fn a_new_a_changed_and_a_missing_file_are_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        std::fs::create_dir(file("sub")).unwrap();
        std::fs::write(file("sub/a"), "a").unwrap();
        let difference = |before: &Fingerprint| before.difference(folder.path());
        assert_eq!(difference(&Fingerprint::of(folder.path())), None);
        let before = Fingerprint::of(folder.path());
        std::fs::write(file("b"), "b").unwrap();
        assert_eq!(difference(&before), Some(file("b")));
        let before = Fingerprint::of(folder.path());
        std::fs::write(file("sub/a"), "aa").unwrap();
        assert_eq!(difference(&before), Some(file("sub/a")));
        let before = Fingerprint::of(folder.path());
        std::fs::remove_file(file("b")).unwrap();
        assert_eq!(difference(&before), Some(file("b")));
    }
}
