//! The user's own files, replaced without changing their links, owner, permissions or attributes.
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::base::bounded;
use crate::machine::path_walk::LINKS_MAX;
use crate::machine::{fault, platform};

/// The size limit in bytes, well above any settings file that a person writes.
const LONGEST: u64 = 16 << 20;

/// `None` if it is missing.
pub(crate) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    bounded::if_there(bounded::read(path, LONGEST)).map_err(|error| {
        // the error with the path does not say that another program holds the file; opening a pipe would wait
        let held = || std::fs::File::open(path).err().filter(|held| held.kind() != io::ErrorKind::PermissionDenied);
        let is_held = path.is_file() && held().is_some_and(|held| platform::is_blocked(&held));
        if is_held { io::Error::new(io::ErrorKind::ResourceBusy, error) } else { error }
    })
}

/// A file of another account than this one or root counts as missing.
pub(crate) fn read_own(path: &Path) -> Option<Vec<u8>> {
    bounded::read_if(path, LONGEST, platform::require_own).ok()
}

/// The readers of a file that did not exist before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    Owner,
    /// Whoever the user's mask allows, as if the user had written it.
    ByMask,
}

/// `None` deletes the file. The parent folder is created. If `path` is a link of this account or of root, its target is
/// replaced. The new file has the owner and the permissions of the old one from its first byte on, and its access
/// control list, extended attributes and streams.
pub(crate) fn write(path: &Path, bytes: Option<&[u8]>, readers: Readers) -> io::Result<()> {
    let target = target_of(path)?;
    super::sweep_beside(&target);
    let Some(bytes) = bytes else {
        super::remove_file(path)?;
        let folder = super::parent(path);
        return if folder.is_dir() { super::sync_dir(folder) } else { Ok(()) };
    };
    let old = fs::metadata(&target).ok();
    super::create_lasting_dir(super::parent(&target))?;
    super::replace::require_place(&target)?;
    let aside = super::aside(&target);
    let is_private = old.is_some() || readers == Readers::Owner;
    let mut file = if is_private { super::create_new_file(&aside)? } else { super::create_shared_file(&aside)? };
    let keep = |old: &Metadata| {
        fault::reach("set-permissions", &aside)?;
        platform::keep_rest_of(&target, old, file.file())
    };
    let written = old.as_ref().map_or(Ok(()), keep).and_then(|()| super::append(&mut file, bytes));
    drop(file);
    let rename = || {
        if old.is_some() { super::replace::replace_user_file(&aside, &target) } else { super::rename(&aside, &target) }
    };
    let replaced = written.and_then(|()| rename()).and_then(|()| super::sync_dir(super::parent(&target)));
    super::replace::or_remove(&aside, replaced) // no file of ours may remain next to the user's file
}

/// Refuses a file or folder if a link of another account is on the way to it: that account would choose it.
pub(super) fn require_own_links(path: &Path) -> io::Result<()> {
    let path = std::path::absolute(path)?;
    platform::link_of_another(&path).map_or(Ok(()), |(link, metadata)| require_own_link(&link, &metadata))
}

fn require_own_link(link: &Path, metadata: &Metadata) -> io::Result<()> {
    platform::require_own(metadata).map_err(|error| {
        let what = format!("{} is a link: {error}", link.display());
        io::Error::new(io::ErrorKind::PermissionDenied, what)
    })
}

/// The file that a link of the user's leads to, also over other links; the path itself if there is none. A link of
/// another account is refused, also one in place of a folder.
pub(crate) fn target_of(path: &Path) -> io::Result<PathBuf> {
    require_own_links(path)?;
    let mut target = path.to_owned();
    for _ in 0..LINKS_MAX {
        match target.symlink_metadata() {
            Ok(metadata) if metadata.is_symlink() => {
                require_own_link(&target, &metadata)?;
                target = super::parent(&target).join(fs::read_link(&target)?);
            }
            Ok(_) => return Ok(target),
            Err(_) => break,
        }
    }
    Ok(path.to_owned())
}
