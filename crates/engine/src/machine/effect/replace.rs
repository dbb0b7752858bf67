//! Files that are written aside and then replace another one, so that a reader finds all of the old or new content.
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Instant;

use fs_err::{self as fs, File};

use super::aside::sweep_first;
use super::user_file::require_own_links;
use super::{
    GAP, append, aside, create_new_file, create_shared_file, parent, patiently, rename, sweep_beside, sync_dir,
    try_rename,
};
use crate::base::bounded;
use crate::machine::record::{self, Operation};
use crate::machine::{fault, platform};

/// How many entries of a folder that many machines share are searched for unfinished files.
const SHARED: usize = 1_000;

/// Replaces the content of `path` so that a reader finds either the old or the new content, even after a power failure.
/// The file keeps its permissions; only this account can read a new one.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_by(path, bytes, rename)
}

/// The same; only this account can read the file, whatever its permissions were.
pub fn replace_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_with(path, bytes, |_| Ok(()), rename)
}

pub fn replace_program(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_with(path, bytes, platform::permit_to_run, rename)
}

/// Replaces a file as [`replace`] does, but moves the new one into place with `rename`.
pub fn replace_by(path: &Path, bytes: &[u8], rename: impl FnOnce(&Path, &Path) -> io::Result<()>) -> io::Result<()> {
    replace_with(path, bytes, |file| keep_permissions(path, file), rename)
}

/// Replaces a file in a folder that many machines share: other accounts can read a new file, as far as the user's mask
/// allows. Only the start of the folder is searched for what a killed process left, because it may hold a file of each
/// machine. The folder is not flushed, because some network file systems refuse that.
pub fn replace_shared(path: &Path, bytes: &[u8]) -> io::Result<()> {
    require_place(path)?;
    sweep_first(path, SHARED);
    let aside = aside(path);
    let mut file = create_shared_file(&aside)?;
    let written = append(&mut file, bytes);
    drop(file);
    or_remove(&aside, written.and_then(|()| rename(&aside, path)))
}

fn replace_with(
    path: &Path,
    bytes: &[u8],
    permit: impl FnOnce(&File) -> io::Result<()>,
    rename: impl FnOnce(&Path, &Path) -> io::Result<()>,
) -> io::Result<()> {
    let write = |file: &mut File| permit(file).and_then(|()| file.write_all(bytes));
    put_by(path, create_new_file, write, rename)
}

/// Creates a file that `write` fills, so that a reader finds either nothing or all of it, even after a power failure. An
/// existing file is replaced. Other accounts can read the new one, as far as the user's mask allows.
pub fn create_by(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    put_by(path, create_shared_file, write, rename)
}

fn put_by(
    path: &Path,
    create: impl FnOnce(&Path) -> io::Result<File>,
    write: impl FnOnce(&mut File) -> io::Result<()>,
    rename: impl FnOnce(&Path, &Path) -> io::Result<()>,
) -> io::Result<()> {
    require_place(path)?;
    sweep_beside(path);
    let aside = aside(path);
    let mut file = create(&aside)?;
    let written = fault::reach("write", &aside)
        .and_then(|()| write(&mut file))
        .inspect(|()| record::done(Operation::Written, &aside))
        .and_then(|()| record::flush(&file));
    drop(file);
    or_remove(&aside, written.and_then(|()| rename(&aside, path)).and_then(|()| sync_dir(parent(path))))
}

/// Removes the temporary file if it was not put into place: alone it has no meaning. If it remains, it is swept later.
pub(super) fn or_remove(aside: &Path, put: io::Result<()>) -> io::Result<()> {
    if put.is_err() && fs::remove_file(aside).is_ok() {
        record::done(Operation::Removed, aside);
    }
    put
}

/// Those that another account has chosen do not count. A link is not followed.
fn keep_permissions(old: &Path, new: &File) -> io::Result<()> {
    match old.symlink_metadata() {
        Ok(old) if old.is_file() && platform::require_own(&old).is_ok() => new.set_permissions(old.permissions()),
        _ => Ok(()),
    }
}

/// Refuses a file behind another account's link, and one that is a pipe or a device, on which other programs rely.
pub(super) fn require_place(path: &Path) -> io::Result<()> {
    require_own_links(parent(path))?;
    match path.symlink_metadata() {
        Ok(old) if !old.is_file() && !old.is_symlink() => Err(bounded::not_a_file(path)),
        _ => Ok(()),
    }
}

/// Replaces a user's file by `new`, which takes over what the old one has beside its content. If that is not possible
/// here, as on a network drive, the new file is renamed over the old one.
pub(super) fn replace_user_file(new: &Path, old: &Path) -> io::Result<()> {
    fault::reach("rename", new)?;
    let begun = Instant::now();
    patiently(|| match platform::replace_keeping_rest(new, old) {
        Ok(()) => {
            record::done_to(Operation::Renamed, new, old);
            Ok(())
        }
        Err(error) if platform::is_blocked(&error) && begun.elapsed() < GAP => Err(error),
        Err(_) => try_rename(new, old),
    })
}
