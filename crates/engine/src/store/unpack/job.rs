//! The state that the threads of one unpacking share: its target, its cancellation, and its progress.
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::closing::Closing;
use super::error::{Flaw, UnpackError};
use super::{UnpackProgress, Unpacked};
use crate::base::digest::Hasher;
use crate::base::report::{Cancel, Throttle};
use crate::machine::platform::{self, Branch, FileMode, Tree};
use crate::store::growing::{Growing, GrowingReader};
use crate::store::manifest::{Manifest, ManifestFile};

/// A smaller file is copied: sharing its blocks saves nothing.
const WORTH_SHARING: u64 = 64 << 10;

pub(super) struct UnpackJob<'a> {
    pub(super) growing: &'a Growing,
    into: &'a Path,
    tree: Tree,
    closing: Closing,
    cancel: &'a Cancel,
    progress: UnpackProgress<'a>,
    /// The bytes of the archive that are unpacked.
    done: AtomicU64,
    throttle: Mutex<Throttle>,
    files: Mutex<Vec<ManifestFile>>,
    shares_nothing: AtomicBool,
}

impl<'a> UnpackJob<'a> {
    pub(super) fn new(
        growing: &'a Growing,
        into: &'a Path,
        cancel: &'a Cancel,
        progress: UnpackProgress<'a>,
    ) -> Result<Self, UnpackError> {
        let tree = Tree::open(into).map_err(|source| UnpackError::Write { path: into.to_owned(), source })?;
        let (throttle, files, shares_nothing) = (Mutex::default(), Mutex::default(), AtomicBool::default());
        let (closing, done) = (Closing::default(), AtomicU64::default());
        Ok(Self { growing, into, tree, closing, cancel, progress, done, throttle, files, shares_nothing })
    }

    pub(super) fn finish(self) -> Unpacked {
        let manifest = Manifest::new(self.files.into_inner().unwrap_or_else(PoisonError::into_inner));
        drop(self.closing);
        let done = self.done.into_inner();
        (self.progress)(done, Some(done));
        Unpacked { files: manifest.files().len() as u64, bytes: manifest.bytes(), manifest }
    }

    /// Counts bytes of the archive as unpacked; `total` is the number of all, if it is known.
    pub(super) fn advance(&self, bytes: u64, total: Option<u64>) {
        self.done.fetch_add(bytes, Ordering::Relaxed);
        // A thread that finds the lock taken leaves the report to the other one.
        if let Ok(mut throttle) = self.throttle.try_lock()
            && throttle.ready()
        {
            (self.progress)(self.done.load(Ordering::Relaxed), total);
        }
    }

    pub(super) fn check_cancelled(&self) -> Result<(), UnpackError> {
        self.cancel.check().map_err(|_| UnpackError::Cancelled)
    }

    pub(super) fn reader(&self) -> Result<GrowingReader<'a>, UnpackError> {
        self.growing.reader().map_err(|error| self.unreadable(error))
    }

    pub(super) fn writer(&self) -> TreeWriter<'_> {
        TreeWriter { job: self, branch: self.tree.branch() }
    }

    pub(super) fn flawed(&self, flaw: Flaw) -> UnpackError {
        let name = self.growing.path().file_name().unwrap_or_default();
        flaw.of(name.to_string_lossy().into_owned())
    }

    pub(super) fn damaged(&self, what: impl Into<String>) -> UnpackError {
        self.flawed(Flaw::Damaged(what.into()))
    }

    /// The error for a failed read of the archive: the disk, the download, or the bytes themselves may be the cause.
    pub(super) fn unreadable(&self, error: io::Error) -> UnpackError {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::ConnectionAborted if self.cancel.is_cancelled() => UnpackError::Cancelled,
            Kind::ConnectionAborted => match self.flawed(Flaw::Damaged(String::new())) {
                UnpackError::Damaged { archive, .. } => UnpackError::Stopped { archive },
                other => other,
            },
            Kind::UnexpectedEof => self.damaged("it is truncated"),
            Kind::InvalidData | Kind::InvalidInput => self.damaged(error.to_string()),
            _ => UnpackError::Read { path: self.growing.path().to_owned(), source: error },
        }
    }

    fn unwritable(&self, path: &str, source: io::Error) -> UnpackError {
        if source.kind() == io::ErrorKind::AlreadyExists {
            return self.flawed(Flaw::Hostile(format!("`{path}` clashes with another entry on this disk")));
        }
        UnpackError::Write { path: self.into.join(path), source }
    }
}

/// Each thread has its own.
pub(super) struct TreeWriter<'a> {
    job: &'a UnpackJob<'a>,
    branch: Branch<'a>,
}

impl<'a> TreeWriter<'a> {
    pub(super) fn folder(&mut self, path: &str) -> Result<(), UnpackError> {
        self.branch.create_dir(path).map_err(|error| self.job.unwritable(path, error))
    }

    pub(super) fn file<'p>(&mut self, path: &'p str, mode: FileMode) -> Result<OutputFile<'a, 'p>, UnpackError> {
        let file = self.branch.create_file(path, mode).map_err(|error| self.job.unwritable(path, error))?;
        Ok(OutputFile { job: self.job, path, mode, file, bytes: 0, hasher: Hasher::default() })
    }
}

pub(super) struct OutputFile<'a, 'p> {
    job: &'a UnpackJob<'a>,
    path: &'p str,
    mode: FileMode,
    file: std::fs::File,
    pub(super) bytes: u64,
    hasher: Hasher,
}

impl OutputFile<'_, '_> {
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), UnpackError> {
        self.file.write_all(bytes).map_err(|error| self.job.unwritable(self.path, error))?;
        self.hasher.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Gives the empty file the content of `source`, by sharing its blocks until one of the files is changed. `false` if
    /// the disk cannot do that, or if it is not worth it. The content is read back, because it is hashed.
    pub(super) fn shares(&mut self, source: &fs_err::File, size: u64, buffer: &mut [u8]) -> Result<bool, UnpackError> {
        let cannot = &self.job.shares_nothing;
        if size < WORTH_SHARING || cannot.load(Ordering::Relaxed) {
            return Ok(false);
        }
        if platform::share_content(source.file(), &self.file).is_err() {
            cannot.store(true, Ordering::Relaxed);
            return Ok(false);
        }
        loop {
            match self.file.read(buffer).map_err(|error| self.job.unwritable(self.path, error))? {
                0 => return Ok(true),
                read => {
                    self.hasher.update(&buffer[..read]);
                    self.bytes += read as u64;
                }
            }
        }
    }

    pub(super) fn is(&self, file: &ManifestFile) -> bool {
        self.bytes == file.size && self.hasher.clone().finish() == file.sha256
    }

    pub(super) fn done(self) -> Result<(), UnpackError> {
        if !platform::SYNC_TREE_FLUSHES_FILES && is_started(self.path) {
            self.file.sync_all().map_err(|error| self.job.unwritable(self.path, error))?;
        }
        self.job.closing.close(self.file);
        let (path, sha256) = (self.path.to_owned(), self.hasher.finish());
        let file = ManifestFile { path, size: self.bytes, mode: self.mode, sha256 };
        self.job.files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        Ok(())
    }
}

/// Whether `path` is a file that a terminal or Upgo needs first: a program, or the file with the Go version.
fn is_started(path: &str) -> bool {
    path.starts_with("bin/") || path.starts_with("pkg/tool/") || path == "VERSION"
}
