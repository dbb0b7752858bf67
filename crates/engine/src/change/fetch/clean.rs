//! Deletion of downloads that will not be resumed.
use std::io;
use std::path::Path;

use fs_err as fs;
use jiff::{SignedDuration, Timestamp};

use super::place::{DIRECTORY, PIECES, directory_path, is_known, part_path, pieces_path, with_ending};
use crate::base::archive::Archive;
use crate::base::bounded;
use crate::machine::effect;
use crate::machine::platform::FileLock;

/// How long a partial file is kept for resuming.
const OLD: SignedDuration = SignedDuration::from_hours(7 * 24);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clean {
    /// Partial files that were not changed for seven days.
    OldParts,
    Everything,
}

/// Deletes downloads in `folder` that no process has locked; returns the freed bytes. A file from the future (the clock
/// was set back) counts as new. A file that cannot be deleted stays for the next call.
pub fn clean(folder: &Path, what: Clean, now: Timestamp) -> io::Result<u64> {
    let mut freed = 0;
    let Some(entries) = bounded::if_there(fs::read_dir(folder))? else { return Ok(0) };
    for entry in entries.filter_map(Result::ok) {
        let (name, path) = (entry.file_name().to_string_lossy().into_owned(), entry.path());
        let Some((filename, is_archive)) = archive_of(&name) else { continue };
        let Ok(metadata) = entry.metadata() else { continue };
        let age =
            metadata.modified().ok().and_then(|time| Timestamp::try_from(time).ok()).map(|at| now.duration_since(at));
        let wanted = match what {
            Clean::Everything => metadata.is_file(),
            Clean::OldParts => metadata.is_file() && !is_archive && age.is_some_and(|age| age > OLD),
        };
        if !wanted {
            continue;
        }
        let locked = if name.contains(PIECES) { format!("{filename}{PIECES}") } else { filename.to_owned() };
        let lock = fs::File::open(with_ending(&folder.join(locked), ".lock"));
        let held = lock.map(|file| FileLock::try_acquire(&file));
        if matches!(held, Ok(Ok(None) | Err(_))) {
            continue; // another process is using it
        }
        if effect::remove_file(&path).is_ok() {
            freed += metadata.len();
        }
    }
    Ok(freed)
}

/// The number and the size of the downloads in `folder`, which `clean` deletes unless a process has locked them.
pub fn downloads_in(folder: &Path) -> io::Result<(u64, u64)> {
    let (mut files, mut bytes) = (0, 0);
    let Some(entries) = bounded::if_there(fs::read_dir(folder))? else { return Ok((files, bytes)) };
    for entry in entries.filter_map(Result::ok) {
        let Ok(metadata) = entry.metadata() else { continue };
        if metadata.is_file() && archive_of(&entry.file_name().to_string_lossy()).is_some() {
            (files, bytes) = (files + 1, bytes + metadata.len());
        }
    }
    Ok((files, bytes))
}

/// Deletes an archive that is no longer needed, unless another process is using it.
pub fn forget(folder: &Path, filename: &str) -> io::Result<()> {
    if_unused(folder, filename, || effect::remove_file(&folder.join(filename)))
}

/// Deletes what a failed download of an archive has left, unless another process is using it.
pub fn forget_part(folder: &Path, archive: &Archive) -> io::Result<()> {
    if_unused(folder, &archive.filename, || {
        let part = part_path(folder, archive);
        effect::remove_file(&with_ending(&part, ".json"))?;
        effect::remove_file(&part)
    })
}

fn if_unused(folder: &Path, filename: &str, delete: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    if !is_known(filename) {
        return Ok(());
    }
    let lock = effect::open_or_create(&with_ending(&folder.join(filename), ".lock"))?;
    match FileLock::try_acquire(&lock)? {
        Some(_lock) => delete(),
        None => Ok(()),
    }
}

/// Deletes the directory and the parts of a zip. No other process may use them; a later one deletes what stays.
pub fn forget_parts(folder: &Path, archive: &Archive) {
    let (directory, pieces) = (directory_path(folder, archive), pieces_path(folder, archive));
    for path in [with_ending(&directory, ".json"), with_ending(&pieces, ".json"), directory, pieces] {
        effect::remove_file(&path).ok();
    }
}

/// The archive that a file belongs to, and whether the file is that archive itself.
fn archive_of(name: &str) -> Option<(&str, bool)> {
    let part = name.strip_suffix(".part").or_else(|| name.strip_suffix(".part.json"));
    let part = part.map(|part| part.strip_suffix(PIECES).unwrap_or(part));
    let directory = || name.strip_suffix(".json").unwrap_or(name).strip_suffix(DIRECTORY);
    part.or_else(directory)
        .filter(|part| is_known(part))
        .map(|part| (part, false))
        .or_else(|| is_known(name).then_some((name, true)))
}
