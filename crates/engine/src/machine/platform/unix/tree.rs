//! Writing and removal of a whole tree, relative to open folders. A path is walked folder by folder with `O_NOFOLLOW`,
//! so that a planted link is refused. Archives list files by folder, so this costs less than whole paths. A folder is
//! created only when it turns out to be missing.
use std::ffi::{CStr, CString};
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, fchmod, mkdirat, openat, unlinkat};
use rustix::io::Errno;

use crate::machine::fault;
use crate::machine::platform::FileMode;

#[cfg(target_os = "linux")]
const WALK: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
#[cfg(not(target_os = "linux"))]
const WALK: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
const LIST: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
const CREATE: OFlags =
    OFlags::RDWR.union(OFlags::CREATE).union(OFlags::EXCL).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

#[derive(Debug)]
pub struct Tree {
    root: OwnedFd,
    /// Folders are created by one thread at a time, so that each one is announced once.
    creating: Mutex<()>,
}

impl Tree {
    /// It must exist.
    pub fn open(root: &Path) -> io::Result<Self> {
        let root = openat(CWD, root, WALK.difference(OFlags::NOFOLLOW), Mode::empty())?;
        Ok(Self { root, creating: Mutex::default() })
    }

    /// The position in the tree where one thread starts to write.
    pub fn branch(&self) -> Branch<'_> {
        Branch { tree: self, open: Vec::new() }
    }
}

#[derive(Debug)]
pub struct Branch<'a> {
    tree: &'a Tree,
    open: Vec<(String, OwnedFd)>,
}

impl Branch<'_> {
    /// Creates the folder `path` (parts separated by `/`) and its missing parents; it may exist.
    pub fn create_dir(&mut self, path: &str) -> io::Result<()> {
        let parts = || path.split('/').filter(|part| !part.is_empty());
        let shared = self.open.iter().zip(parts()).take_while(|((name, _), part)| name == part).count();
        self.open.truncate(shared);
        for part in parts().skip(shared) {
            let folder = self.open_or_create(part, path)?;
            self.open.push((part.to_owned(), folder));
        }
        Ok(())
    }

    /// Creates the file `path`, which must not exist, and the folders above it.
    pub(crate) fn create_file(&mut self, path: &str, mode: FileMode) -> io::Result<File> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        self.create_dir(folder)?;
        fault::reach("unpack-file", Path::new(path))?;
        let bits = match mode {
            FileMode::Plain => 0o644,
            FileMode::Executable => 0o755,
        };
        Ok(File::from(openat(self.here(), name, CREATE, Mode::from_raw_mode(bits))?))
    }

    fn here(&self) -> BorrowedFd<'_> {
        self.open.last().map_or(self.tree.root.as_fd(), |(_, folder)| folder.as_fd())
    }

    fn open_or_create(&self, name: &str, path: &str) -> io::Result<OwnedFd> {
        match openat(self.here(), name, WALK, Mode::empty()) {
            Err(Errno::NOENT) => {}
            result => return Ok(result?),
        }
        let _creating = self.tree.creating.lock().unwrap_or_else(PoisonError::into_inner);
        match openat(self.here(), name, WALK, Mode::empty()) {
            Err(Errno::NOENT) => {}
            result => return Ok(result?), // another thread was faster
        }
        fault::reach("unpack-dir", Path::new(path))?;
        mkdirat(self.here(), name, Mode::from_raw_mode(0o755))?;
        Ok(openat(self.here(), name, WALK, Mode::empty())?)
    }
}

/// Both share the blocks until one of them is changed. Fails where the file system cannot do that.
#[cfg(target_os = "linux")]
pub fn share_content(from: &File, to: &File) -> io::Result<()> {
    Ok(rustix::fs::ioctl_ficlone(to, from)?)
}

/// macOS can do the same only with a call that also creates the file.
#[cfg(not(target_os = "linux"))]
pub fn share_content(_from: &File, _to: &File) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

pub(crate) type Name = CString;

#[derive(Debug)]
pub(crate) struct RemovalFolder(OwnedFd);

impl RemovalFolder {
    /// Never through a link.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self(openat(CWD, path, LIST, Mode::empty())?))
    }

    pub(crate) fn child(&self, name: &CStr) -> io::Result<Self> {
        Ok(Self(openat(&self.0, name, LIST, Mode::empty())?))
    }

    /// Deletes everything except folders; returns the names of the folders, and the first failure.
    pub(crate) fn clear(&self) -> (Vec<Name>, Option<(Option<Name>, io::Error)>) {
        let (mut folders, mut failure) = (Vec::new(), None);
        // All names are read before the first deletion, because some file systems skip entries otherwise.
        let entries: Vec<_> = match Dir::read_from(&self.0).and_then(Iterator::collect) {
            Ok(entries) => entries,
            Err(error) => return (folders, Some((None, error.into()))),
        };
        for entry in entries {
            let (name, kind) = (entry.file_name(), entry.file_type());
            if name == c"." || name == c".." {
                continue;
            }
            if kind == FileType::Directory {
                folders.push(name.to_owned());
                continue;
            }
            match self.unlink(name, AtFlags::empty()) {
                Ok(()) | Err(Errno::NOENT) => {}
                // Some file systems do not report the type of an entry. Linux then returns ISDIR, macOS PERM.
                Err(Errno::ISDIR | Errno::PERM) if kind == FileType::Unknown => folders.push(name.to_owned()),
                Err(error) => drop(failure.get_or_insert_with(|| (Some(name.to_owned()), error.into()))),
            }
        }
        (folders, failure)
    }

    pub(crate) fn remove_child(&self, name: &CStr) -> io::Result<()> {
        Ok(self.unlink(name, AtFlags::REMOVEDIR)?)
    }

    /// If its folder is read-only, the folder is made writable first, because it will be deleted anyway.
    fn unlink(&self, name: &CStr, flags: AtFlags) -> rustix::io::Result<()> {
        match unlinkat(&self.0, name, flags) {
            Err(Errno::ACCESS) if fchmod(&self.0, Mode::RWXU).is_ok() => unlinkat(&self.0, name, flags),
            result => result,
        }
    }
}

pub(crate) fn text(name: &CStr) -> std::borrow::Cow<'_, str> {
    name.to_string_lossy()
}
