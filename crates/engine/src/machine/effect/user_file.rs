//! The user's own files, replaced without changing their links, owner or permissions.
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::{bounded, fault, platform};

/// The size limit in bytes, well above any settings file that a person writes.
const LONGEST: u64 = 16 << 20;

/// Reads a file; `None` if it is missing.
pub(crate) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match bounded::read(path, LONGEST) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes this content to `path`, or deletes it. The parent folder is created. If `path` is a link, its target is
/// replaced. The new file has the owner and the permissions of the old one from its first byte on.
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
        fs::remove_file(&aside).ok(); // no file of ours may remain next to the user's file
    }
    replaced
}
