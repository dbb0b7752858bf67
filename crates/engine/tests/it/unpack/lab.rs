//! A folder to unpack into, and a timeout for tests that must not hang.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use upgo_engine::base::digest::Sha256;
use upgo_engine::base::report::Cancel;
use upgo_engine::machine::platform::{self, FileMode};
use upgo_engine::store::growing::Growing;
use upgo_engine::store::unpack::{Format, UnpackError, Unpacked, unpack};
use upgo_engine::store::{Manifest, ManifestFile};

/// A temporary folder with an archive and a folder to unpack to. Files written elsewhere in it are detected.
pub(crate) struct Lab {
    folder: tempfile::TempDir,
}

impl Lab {
    pub(crate) fn new() -> Self {
        Self::at(tempfile::tempdir().unwrap())
    }

    /// In memory if possible, for large archives.
    pub(crate) fn in_memory() -> Self {
        Self::at(tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap())
    }

    fn at(folder: tempfile::TempDir) -> Self {
        let lab = Self { folder };
        std::fs::create_dir_all(lab.tree()).unwrap();
        lab
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Two levels deep, so that an archive that climbs out is detected.
    pub(crate) fn tree(&self) -> PathBuf {
        self.root().join("staging").join("tree")
    }

    pub(crate) fn archive(&self) -> PathBuf {
        self.root().join("go1.99.archive")
    }

    /// Unpacks a whole archive.
    pub(crate) fn unpack(&self, format: Format, bytes: &[u8]) -> Result<Unpacked, UnpackError> {
        std::fs::write(self.archive(), bytes).unwrap();
        self.unpack_file(format, &Growing::complete(self.archive(), bytes.len() as u64))
    }

    /// Unpacks, and compares the manifest with the files on the disk.
    pub(crate) fn unpack_file(&self, format: Format, growing: &Growing) -> Result<Unpacked, UnpackError> {
        let unpacked = unpack(format, growing, &self.tree(), &Cancel::default(), &|_, _| {})?;
        let files = self.files().into_iter().map(|(path, content)| {
            let may_run = cfg!(windows) || platform::is_executable(&self.tree().join(&path));
            let listed = unpacked.manifest.find(&path).map_or(FileMode::Plain, |file| file.mode);
            assert!(may_run || listed == FileMode::Plain, "{path} may not run");
            ManifestFile { size: content.len() as u64, mode: listed, sha256: Sha256::of(&content), path }
        });
        assert!(unpacked.manifest == Manifest::new(files.collect()), "the manifest does not match the files");
        Ok(unpacked)
    }

    /// The content of the files in the tree, by their path with `/`.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        walk(&self.tree(), "", &mut |path, full| {
            if full.is_file() {
                files.insert(path.to_owned(), std::fs::read(full).unwrap());
            }
        });
        files
    }

    pub(crate) fn folders(&self) -> Vec<String> {
        let mut folders = Vec::new();
        walk(&self.tree(), "", &mut |path, full| {
            if full.is_dir() {
                folders.push(path.to_owned());
            }
        });
        folders.sort();
        folders
    }

    /// Fails if there is anything besides the tree and the archive.
    pub(crate) fn assert_nothing_outside(&self) {
        let mut outside = Vec::new();
        walk(self.root(), "", &mut |path, _| {
            let ours = path == "staging" || path == "staging/tree" || path.starts_with("staging/tree/");
            if !ours && path != "go1.99.archive" {
                outside.push(path.to_owned());
            }
        });
        assert_eq!(outside, Vec::<String>::new());
    }
}

pub(crate) fn walk(folder: &Path, above: &str, seen: &mut impl FnMut(&str, &Path)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if above.is_empty() { name } else { format!("{above}/{name}") };
        seen(&path, &entry.path());
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), &path, seen);
        }
    }
}

/// Fails instead of hanging forever.
pub(crate) fn ends<T: Send + 'static>(test: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, waiting) = channel();
    let thread = thread::spawn(move || {
        let result = test();
        done.send(()).ok();
        result
    });
    match waiting.recv_timeout(Duration::from_mins(5)) {
        Err(RecvTimeoutError::Timeout) => panic!("it hangs"),
        Ok(()) | Err(RecvTimeoutError::Disconnected) => {
            thread.join().unwrap_or_else(|reason| std::panic::resume_unwind(reason))
        }
    }
}
