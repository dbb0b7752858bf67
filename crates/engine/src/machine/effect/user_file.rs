//! A file that belongs to the user, replaced without changing what else it is: its links, its owner, its permissions.
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::{bounded, fault, platform};

/// No file of settings that a person writes is as long.
const LONGEST: u64 = 16 << 20;

/// Reads a file; `None` if it is missing.
pub(crate) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match bounded::read(path, LONGEST) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Gives `path` this content, or deletes it. The folder above is created. Where `path` is a link, the file that it
/// leads to is replaced; the new file has the owner and the permissions of the old one from its first byte on.
pub(crate) fn write(path: &Path, bytes: Option<&[u8]>) -> io::Result<()> {
    let Some(bytes) = bytes else { return super::remove_file(path) };
    let target = fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    let Ok(old) = fs::metadata(&target) else {
        super::create_dir_all(super::parent(&target))?;
        return super::replace(&target, bytes);
    };
    super::require_no_device(&target)?;
    let aside = super::aside(&target);
    let mut file = super::create_new_file(&aside)?;
    let written = fault::reach("set-permissions", &aside)
        .and_then(|()| platform::give_to_owner_of(&old, file.file()))
        .and_then(|()| file.set_permissions(old.permissions()))
        .and_then(|()| super::append(&mut file, bytes));
    drop(file);
    let replaced =
        written.and_then(|()| super::rename(&aside, &target)).and_then(|()| super::sync_dir(super::parent(&target)));
    if replaced.is_err() {
        fs::remove_file(&aside).ok(); // beside the user's file nothing of ours may stay
    }
    replaced
}
