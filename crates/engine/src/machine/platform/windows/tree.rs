//! Writing and removal of a whole tree. Paths are verbatim (`\\?\C:\…`), so neither length nor an unusual name changes
//! their meaning.
#![expect(
    clippy::disallowed_methods,
    reason = "`effect::remove_tree` and `store::unpack` call it and announce the effect"
)]
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::windows::fs::{FileTypeExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use windows_sys::Win32::Storage::FileSystem::FILE_FLAG_OPEN_REPARSE_POINT;

use crate::machine::fault;
use crate::machine::platform::FileMode;

#[derive(Debug)]
pub struct Tree {
    root: PathBuf,
    creating: Mutex<()>,
}

impl Tree {
    pub fn open(root: &Path) -> io::Result<Self> {
        Ok(Self { root: fs::canonicalize(root)?, creating: Mutex::default() })
    }

    pub fn branch(&self) -> Branch<'_> {
        Branch { tree: self }
    }
}

#[derive(Debug)]
pub struct Branch<'a> {
    tree: &'a Tree,
}

impl Branch<'_> {
    pub fn create_dir(&mut self, path: &str) -> io::Result<()> {
        let mut folder = self.tree.root.clone();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            folder.push(part);
            if folder.is_dir() {
                continue;
            }
            let _creating = self.tree.creating.lock().unwrap_or_else(PoisonError::into_inner);
            if folder.is_dir() {
                continue; // another thread was faster
            }
            fault::reach("unpack-dir", Path::new(path))?;
            fs::create_dir(&folder)?;
        }
        Ok(())
    }

    pub(crate) fn create_file(&mut self, path: &str, _mode: FileMode) -> io::Result<File> {
        fault::reach("unpack-file", Path::new(path))?;
        let full = self.tree.root.join(path.replace('/', "\\"));
        match create(&full) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            result => return result,
        }
        self.create_dir(path.rsplit_once('/').map_or("", |(folder, _)| folder))?;
        create(&full)
    }
}

/// Creates a file. An existing link at `path` is an error and is not followed.
fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).custom_flags(FILE_FLAG_OPEN_REPARSE_POINT).open(path)
}

/// Gives the empty file `to` the content of `from` without writing it. NTFS cannot do that.
pub fn share_content(_from: &File, _to: &File) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

pub(crate) type Name = OsString;

#[derive(Debug)]
pub(crate) struct RemovalFolder(PathBuf);

impl RemovalFolder {
    /// Never through a link.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let kind = fs::symlink_metadata(path)?.file_type();
        if kind.is_dir() { Ok(Self(std::path::absolute(path)?)) } else { Err(io::ErrorKind::NotADirectory.into()) }
    }

    #[expect(clippy::unnecessary_wraps, reason = "the Unix variant opens it, which can fail")]
    pub(crate) fn child(&self, name: &OsStr) -> io::Result<Self> {
        Ok(Self(self.0.join(name)))
    }

    pub(crate) fn clear(&self) -> (Vec<Name>, Option<(Option<Name>, io::Error)>) {
        let (mut folders, mut failure) = (Vec::new(), None);
        let entries: Vec<_> = match fs::read_dir(&self.0).and_then(Iterator::collect) {
            Ok(entries) => entries,
            Err(error) => return (folders, Some((None, error))),
        };
        for entry in entries {
            let kind = entry.file_type();
            if kind.as_ref().is_ok_and(fs::FileType::is_dir) {
                folders.push(entry.file_name());
                continue;
            }
            let link_to_dir = kind.is_ok_and(|kind| kind.is_symlink_dir());
            let deleted = retry_writable(&entry.path(), if link_to_dir { fs::remove_dir } else { fs::remove_file });
            if let Some(error) = deleted.err().filter(|error| error.kind() != io::ErrorKind::NotFound) {
                failure.get_or_insert((Some(entry.file_name()), error));
            }
        }
        (folders, failure)
    }

    pub(crate) fn remove_child(&self, name: &OsStr) -> io::Result<()> {
        retry_writable(&self.0.join(name), fs::remove_dir)
    }
}

pub(crate) fn text(name: &OsStr) -> std::borrow::Cow<'_, str> {
    name.to_string_lossy()
}

/// Deletes a read-only entry, which Windows refuses to do. The attribute is removed, and `delete` is tried again.
#[expect(clippy::permissions_set_readonly_false, reason = "the lint is about Unix modes")]
fn retry_writable<'a>(path: &'a Path, delete: fn(&'a Path) -> io::Result<()>) -> io::Result<()> {
    match delete(path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            let mut permissions = fs::symlink_metadata(path)?.permissions();
            if !permissions.readonly() {
                return Err(error);
            }
            permissions.set_readonly(false);
            fs::set_permissions(path, permissions)?;
            delete(path)
        }
        result => result,
    }
}
