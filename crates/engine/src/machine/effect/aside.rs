//! The temporary names of files that are being written, and what killed processes have left under them.
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use fs_err as fs;

use super::{GAP, PAUSE, parent, patiently, remove_file};
use crate::base::random::unguessable;
use crate::machine::platform;

/// A temporary name next to `path` for a file that is being written. It contains this process, so that others can see
/// whether it is still being written, and is random, so that another account cannot put a file there first.
pub fn aside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}-{:016x}.new", std::process::id(), unguessable()));
    path.with_file_name(name)
}

pub fn is_aside(name: &str) -> bool {
    split_aside(name).is_some()
}

/// The final name of the file, and the process that writes it.
fn split_aside(name: &str) -> Option<(&str, u32)> {
    let (of, own) = name.strip_suffix(".new")?.rsplit_once('.')?;
    let (process, rest) = own.split_once('-')?;
    let is_ours = rest.len() == 16 && u64::from_str_radix(rest, 16).is_ok();
    Some((of, process.parse().ok().filter(|_| is_ours)?))
}

/// An error about a temporary name, which would tell the user nothing, with the name that the file was to get.
pub(super) fn by_final_name(path: &Path, error: io::Error) -> io::Error {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match split_aside(name) {
        Some((last, _)) => io::Error::new(error.kind(), error.to_string().replace(name, last)),
        None => error,
    }
}

/// Among the first `most` entries of `folder`; if `of` is given, only those for that file.
fn left_in<'a>(folder: &Path, of: Option<&'a str>, most: usize) -> impl Iterator<Item = PathBuf> + use<'a> {
    let is_left = move |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let writer = name.to_str().and_then(split_aside).filter(|(own, _)| of.is_none_or(|of| of == *own));
        let written = || entry.metadata().and_then(|metadata| metadata.modified()).ok();
        writer.is_some_and(|(_, process)| !platform::may_have_written(process, written()))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().take(most).flatten();
    entries.filter(is_left).map(|entry| entry.path())
}

pub fn has_leftovers(folder: &Path) -> bool {
    left_in(folder, None, usize::MAX).next().is_some()
}

/// Those that cannot be deleted are left for a later sweep.
pub fn sweep(folder: &Path) {
    left_in(folder, None, usize::MAX).for_each(|path| drop(remove_file(&path)));
}

/// Like [`sweep`] for one file, whose folder may be the user's, which no other sweep looks through.
pub fn sweep_beside(path: &Path) {
    sweep_first(path, usize::MAX);
}

pub(super) fn sweep_first(path: &Path, most: usize) {
    let name = path.file_name().and_then(|name| name.to_str());
    name.into_iter().flat_map(|name| left_in(parent(path), Some(name), most)).for_each(|path| drop(remove_file(&path)));
}

/// Reads a file that another process may be replacing at this moment. Where the volume has no POSIX rename, it is missing
/// for a moment then, and the new content is already beside it.
pub fn read_replaced(path: &Path, read: impl Fn(&Path) -> io::Result<Vec<u8>>) -> io::Result<Vec<u8>> {
    let is_missing = |found: &io::Result<_>| found.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    let begun = Instant::now();
    loop {
        let found = patiently(|| read(path));
        if !is_missing(&found) {
            return found;
        }
        let is_replaced = is_being_replaced(path);
        // it may have come between the two looks
        let found = patiently(|| read(path));
        if !is_missing(&found) || !is_replaced || begun.elapsed() >= GAP {
            return found;
        }
        std::thread::sleep(PAUSE);
    }
}

fn is_being_replaced(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let is_writer = |entry: &fs::DirEntry| {
        let entry = entry.file_name();
        let writer = entry.to_str().and_then(split_aside).filter(|(of, _)| Some(*of) == name);
        writer.is_some_and(|(_, process)| platform::may_have_written(process, None))
    };
    fs::read_dir(parent(path)).into_iter().flatten().flatten().any(|entry| is_writer(&entry))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
mod tests {
    use super::super::{rename, write_plain};
    use super::*;

    #[test]
    fn recognizes_the_names_of_temporary_files() {
        let aside = aside(Path::new("bin/go1.27.3.exe"));
        assert_eq!(aside.parent(), Some(Path::new("bin")));
        assert!(is_aside(&aside.file_name().unwrap().to_string_lossy()), "{aside:?}");
        for name in ["go.exe", "go.new", "go.1-2.new", "go.x-0123456789abcdef.new", "current"] {
            assert!(!is_aside(name), "{name}");
        }
    }

    #[test]
    fn a_file_that_is_missing_while_it_is_replaced_is_read_afterwards() {
        use std::cell::Cell;
        let folder = tempfile::tempdir().unwrap();
        let current = folder.path().join("current");
        let (new, looks) = (aside(&current), Cell::new(0));
        let read = |path: &Path| {
            looks.set(looks.get() + 1);
            if looks.get() == 4 {
                rename(&new, path).unwrap();
            }
            std::fs::read(path)
        };
        assert!(read_replaced(&current, read).is_err());
        assert_eq!(looks.take(), 2, "nobody replaces it");
        write_plain(&new, b"go1.27.3").unwrap();
        assert_eq!(read_replaced(&current, read).unwrap(), b"go1.27.3");
        assert_eq!(looks.get(), 4);
    }

    #[test]
    fn a_sweep_deletes_only_temporary_files_of_ended_processes() {
        const OVER: u32 = i32::MAX as u32; // no system assigns process IDs this high
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        let left = folder.path().join(format!("settings.toml.{OVER}-0123456789abcdef.new"));
        let other = folder.path().join(format!("current.{OVER}-00000000000000ab.new"));
        let written = aside(&file);
        for path in [&file, &left, &other, &written] {
            write_plain(path, b"half").unwrap();
        }
        sweep_beside(&file);
        assert!(!left.exists() && other.exists() && written.exists());
        assert!(has_leftovers(folder.path()));
        sweep(folder.path());
        assert!(!has_leftovers(folder.path()) && !other.exists());
        assert!(file.exists() && written.exists(), "its process is running");
        // the ID of its process has been given to this one
        let long_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(24);
        std::fs::File::options().write(true).open(&written).unwrap().set_modified(long_ago).unwrap();
        sweep(folder.path());
        assert!(file.exists() && !written.exists());
    }
}
