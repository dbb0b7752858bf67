//! Deleting what nobody will resume.
use std::io;
use std::path::Path;

use fs_err as fs;
use jiff::{SignedDuration, Timestamp};

use super::place::with_ending;
use crate::platform::FileLock;
use crate::{archive, effect, module};

/// How long a partial file may wait to be resumed.
const OLD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clean {
    /// Partial files that were not touched for seven days.
    OldParts,
    /// Every partial file and every archive.
    Everything,
}

/// Deletes downloads in `folder` that no process holds; returns the freed bytes. A file from the future (the clock was
/// set back) counts as new. What cannot be deleted stays for the next time.
pub fn clean(folder: &Path, what: Clean, now: Timestamp) -> io::Result<u64> {
    let mut freed = 0;
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
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
        let lock = fs::File::open(with_ending(&folder.join(filename), ".lock"));
        let held = lock.map(|file| FileLock::try_acquire(&file));
        if matches!(held, Ok(Ok(None) | Err(_))) {
            continue; // somebody is at it
        }
        if effect::remove_file(&path).is_ok() {
            freed += metadata.len();
        }
    }
    Ok(freed)
}

/// Deletes an archive of which nobody has any more use, unless somebody is at it.
pub fn forget(folder: &Path, filename: &str) -> io::Result<()> {
    if !is_plain(filename) {
        return Ok(());
    }
    let path = folder.join(filename);
    let lock = effect::open_or_create(&with_ending(&path, ".lock"))?;
    match FileLock::try_acquire(&lock)? {
        Some(_lock) => effect::remove_file(&path),
        None => Ok(()),
    }
}

fn is_plain(name: &str) -> bool {
    archive::is_plain(name) || module::is_zip(name)
}

/// The archive that a file belongs to, and whether it is that archive itself.
fn archive_of(name: &str) -> Option<(&str, bool)> {
    let part = name.strip_suffix(".part").or_else(|| name.strip_suffix(".part.json"));
    part.filter(|part| is_plain(part)).map(|part| (part, false)).or_else(|| is_plain(name).then_some((name, true)))
}
