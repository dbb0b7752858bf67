//! Paths without `.` and `..`, or without links; and paths in JSON, which are strings: bytes that are not Unicode
//! become U+FFFD, so that no answer fails. Records that are read back use `environment::lossless` instead.
use std::path::{Component, Path, PathBuf};

use serde::Serializer;

/// The path with its links resolved; unchanged if they cannot be resolved.
pub(crate) fn real(path: &Path) -> PathBuf {
    fs_err::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// A path without `.` and `..`, by its text alone, as Go and shells resolve it.
pub fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if clean.file_name().is_some() => drop(clean.pop()),
            Component::ParentDir if clean.has_root() => {}
            part => clean.push(part),
        }
    }
    clean
}

/// Whether the path names a folder above another part of it (`..`), and so may lead out of its first folder.
pub(crate) fn goes_up(path: &Path) -> bool {
    path.components().any(|component| component == Component::ParentDir)
}

/// A path that others name, in a folder; `None` if it may lead out of it.
pub(crate) fn below(folder: &Path, path: &Path) -> Option<PathBuf> {
    (path.is_relative() && !goes_up(path)).then(|| folder.join(path))
}

/// One or more paths as a field of an answer.
pub trait Shown {
    fn shown<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// For `#[serde(serialize_with)]`, which `#[answer]` gives to fields with paths.
pub fn shown<T: Shown + ?Sized, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.shown(serializer)
}

impl Shown for Path {
    fn shown<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string_lossy())
    }
}

impl Shown for PathBuf {
    fn shown<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_path().shown(serializer)
    }
}

impl<T: Shown + ?Sized> Shown for &T {
    fn shown<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).shown(serializer)
    }
}

impl<T: Shown> Shown for Option<T> {
    fn shown<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(paths) => paths.shown(serializer),
            None => serializer.serialize_none(),
        }
    }
}

impl Shown for Vec<PathBuf> {
    fn shown<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|path| path.to_string_lossy()))
    }
}
