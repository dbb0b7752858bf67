//! Every effect of the engine on the file system and on processes.
//!
//! The rest of the engine may read the disk freely, but makes changes only through these functions (clippy rejects the
//! others). Each one announces itself to [`fault::reach`] first, so that tests can make it fail or end the process
//! there. Each error names the path.
mod confined;
pub(crate) mod own_file;
mod refusal;
mod run;
pub(crate) mod user_file;

use std::io::{self, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use fs_err::{self as fs, File, OpenOptions};

pub use confined::{ConfinedEnd, LONGEST_LINE, Stopped, Stream, run_confined};
pub use run::{Ended, run};

use crate::base::bounded;
use crate::base::random::unguessable;
use crate::base::report::Code;
use crate::machine::fault;
use crate::machine::platform::{self, FileLock, ProcessTree};
use crate::machine::record::{self, Operation};

/// How long to wait for a program that briefly holds a new file (a virus scanner, an indexer, a reader).
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(5);
/// How long to wait for a file that is being replaced.
const GAP: Duration = Duration::from_secs(1);
/// How many entries of a folder that many machines share are searched for unfinished files.
const SHARED: usize = 1_000;

/// The code for a file system error, by its kind.
pub fn of_io(error: &io::Error) -> Code {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Code::Permission,
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Code::DiskFull,
        Kind::ResourceBusy | Kind::ExecutableFileBusy => Code::FileBusy,
        _ if platform::is_blocked(error) => Code::FileBusy,
        _ => Code::DiskFailed,
    }
}

/// Creates `path` and its missing parent folders.
pub fn create_dir_all(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    fault::reach("create-dir", path)?;
    fs::create_dir_all(path)?;
    record::done(Operation::Folder, path);
    Ok(())
}

/// The same, so that the folders survive a power failure.
pub fn create_lasting_dir(path: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = path.ancestors().take_while(|folder| !folder.is_dir()).collect();
    create_dir_all(path)?;
    missing.into_iter().rev().try_for_each(|folder| sync_dir(parent(folder)))
}

/// Creates a folder that only this account can use, and its missing parent folders, so that they survive a power
/// failure.
pub fn create_private_dir(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    create_lasting_dir(parent(path))?;
    fault::reach("create-dir", path)?;
    platform::create_private_dir(path)?;
    record::done(Operation::Folder, path);
    sync_dir(parent(path))
}

/// Creates a folder for a program that Upgo runs, in the system's temporary folder, which other accounts share: its name
/// is random and its content private.
pub fn create_work_folder(word: &str) -> io::Result<PathBuf> {
    let path = std::env::temp_dir().join(format!("upgo-{word}-{:016x}", unguessable()));
    fault::reach("create-dir", &path)?;
    platform::create_private_dir(&path)?;
    Ok(path)
}

/// Creates a file for writing that only this account can read; it must not exist yet, and no link is followed.
pub fn create_new_file(path: &Path) -> io::Result<File> {
    fault::reach("create-file", path)?;
    recorded(platform::private(OpenOptions::new().write(true).create_new(true)).open(path))
}

/// Creates a file for writing that other accounts can read, as far as the user's mask allows; it must not exist yet.
pub fn create_shared_file(path: &Path) -> io::Result<File> {
    fault::reach("create-file", path)?;
    recorded(OpenOptions::new().write(true).create_new(true).open(path))
}

/// Opens a file for reading and writing. If it is missing, it is created, and only this account can read it.
pub fn open_or_create(path: &Path) -> io::Result<File> {
    fault::reach("open-file", path)?;
    recorded(platform::private(OpenOptions::new().read(true).write(true).create(true).truncate(false)).open(path))
}

fn recorded(opened: io::Result<File>) -> io::Result<File> {
    opened.inspect(|file| record::done(Operation::File, file.path()))
}

/// Lets every account read a file.
pub fn share(path: &Path) -> io::Result<()> {
    fault::reach("set-permissions", path)?;
    platform::share(path)
}

/// Gives a file the permissions of another one.
pub fn permit_as(path: &Path, other: &Path) -> io::Result<()> {
    fault::reach("set-permissions", path)?;
    fs::set_permissions(path, fs::metadata(other)?.permissions())
}

/// Takes the lock of a file, which is created if it is missing; `None` if another process holds it for that long.
pub fn lock_within(path: &Path, patience: Duration) -> io::Result<Option<FileLock>> {
    create_dir_all(parent(path))?;
    fault::reach("open-file", path)?;
    let mut options = OpenOptions::new();
    let options = platform::no_follow(platform::private(options.read(true).write(true).create(true).truncate(false)));
    let (file, begun) = (recorded(options.open(path))?, Instant::now());
    loop {
        let lock = FileLock::try_acquire(&file)?;
        if lock.is_some() || begun.elapsed() >= patience {
            return Ok(lock);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Whether someone holds the lock of a file. Creates none.
pub fn is_locked(path: &Path) -> bool {
    let file = platform::no_follow(OpenOptions::new().read(true)).open(path);
    file.and_then(|file| FileLock::try_acquire(&file)).is_ok_and(|lock| lock.is_none())
}

/// Opens an existing file for reading and appending.
pub fn open_to_append(path: &Path) -> io::Result<File> {
    fault::reach("open-file", path)?;
    OpenOptions::new().read(true).append(true).open(path)
}

/// Opens a file for appending, and creates it if it is missing.
pub fn open_log(path: &Path) -> io::Result<File> {
    fault::reach("open-file", path)?;
    recorded(platform::private(OpenOptions::new().append(true).create(true)).open(path))
}

/// Adds a line to a log in one write, and closes the file so that another process can rename it. If a killed process or
/// a full disk has left an incomplete line, that line is terminated first. Nothing is flushed and no fault is injected
/// here, because no decision depends on a log, and its writer has announced itself with [`open_log`].
pub fn add_line(path: &Path, line: &[u8]) -> io::Result<()> {
    // On Windows, a file cannot be opened while it is being renamed.
    let mut file = patiently(|| platform::private(OpenOptions::new().read(true).append(true).create(true)).open(path))?;
    let mut last = [b'\n'];
    if file.seek(SeekFrom::End(-1)).is_ok() {
        file.read_exact(&mut last)?;
    }
    let torn: &[u8] = if last == [b'\n'] { b"" } else { b"\n" };
    file.write_all(&[torn, line].concat())?;
    record::done(Operation::Written, path);
    Ok(())
}

/// Adds bytes to a file in one write and flushes them to the disk. If the file is missing, it is created so that it
/// survives a power failure, and only this account can read it. A link is not followed.
pub fn append_lasting(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fault::reach("append", path)?;
    let is_new = !path.exists();
    // On Windows, a file cannot be opened while it is being renamed.
    let open = || {
        let mut options = OpenOptions::new();
        platform::no_follow(platform::private(options.read(true).append(true).create(true))).open(path)
    };
    let mut file = patiently(open)?;
    if is_new {
        record::done(Operation::File, path);
    }
    file.write_all(bytes)?;
    record::done(Operation::Written, path);
    record::flush_data(&file)?;
    if is_new { sync_dir(parent(path)) } else { Ok(()) }
}

/// Sends an entry with these fields to systemd's journal.
pub fn send_to_journald(socket: &Path, fields: &[(&str, String)]) -> io::Result<()> {
    fault::reach("journald", socket)?;
    platform::send_to_journald(socket, fields)
}

/// Adds an entry of `source` to the Windows event log.
pub fn report_event(source: &str, text: &str) -> io::Result<()> {
    fault::reach("event-log", Path::new(source))?;
    platform::report_event(source, text)
}

/// Tells running programs that stored variables have changed. An error means that the system's shell, which starts new
/// terminals, did not answer.
pub fn announce_environment() -> io::Result<()> {
    fault::reach("announce", Path::new("environment"))?;
    platform::announce_environment()
}

/// Replaces the text of an open file that only people read. Nothing is flushed and no fault is injected here, because no
/// decision depends on it.
pub fn write_note(mut file: &File, text: &[u8]) -> io::Result<()> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(text)
}

/// Adds bytes to an open file and flushes them to the disk.
pub fn append(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    fault::reach("append", file.path())?;
    file.write_all(bytes)?;
    record::done(Operation::Written, file.path());
    record::flush_data(file)
}

/// Replaces the content of `path` so that a reader finds either the old or the new content, even after a power failure.
/// The file keeps its permissions; only this account can read a new one.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_by(path, bytes, rename)
}

/// The same; only this account can read the file, whatever its permissions were.
pub fn replace_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_with(path, bytes, |_| Ok(()), rename)
}

/// The same as [`replace`], with `rename` to move the new file into place.
pub fn replace_by(path: &Path, bytes: &[u8], rename: impl FnOnce(&Path, &Path) -> io::Result<()>) -> io::Result<()> {
    replace_with(path, bytes, |file| keep_permissions(path, file), rename)
}

/// The same as [`replace`] in a folder that many machines share: other accounts can read a new file, as far as the user's
/// mask allows. Only the start of the folder is searched for what a killed process left, because it may hold a file of
/// each machine. The folder is not flushed, which some network file systems refuse.
pub fn replace_shared(path: &Path, bytes: &[u8]) -> io::Result<()> {
    require_no_device(path)?;
    sweep_first(path, SHARED);
    let aside = aside(path);
    let mut file = create_shared_file(&aside)?;
    let written = append(&mut file, bytes);
    drop(file);
    let replaced = written.and_then(|()| rename(&aside, path));
    if replaced.is_err() && fs::remove_file(&aside).is_ok() {
        record::done(Operation::Removed, &aside);
    }
    replaced
}

fn replace_with(
    path: &Path,
    bytes: &[u8],
    permit: impl FnOnce(&File) -> io::Result<()>,
    rename: impl FnOnce(&Path, &Path) -> io::Result<()>,
) -> io::Result<()> {
    require_no_device(path)?;
    sweep_beside(path);
    let aside = aside(path);
    let mut file = create_new_file(&aside)?;
    let written = permit(&file)
        .and_then(|()| fault::reach("write", &aside))
        .and_then(|()| file.write_all(bytes))
        .inspect(|()| record::done(Operation::Written, &aside))
        .and_then(|()| record::flush(&file));
    drop(file);
    let replaced = written.and_then(|()| rename(&aside, path)).and_then(|()| sync_dir(parent(path)));
    if replaced.is_err() && fs::remove_file(&aside).is_ok() {
        // The temporary file alone has no meaning; if it remains, it is swept later.
        record::done(Operation::Removed, &aside);
    }
    replaced
}

/// Creates a file that `write` fills, so that a reader finds either nothing or all of it, even after a power failure. An
/// existing file is replaced. Other accounts can read the new one, as far as the user's mask allows.
pub fn create_by(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    require_no_device(path)?;
    sweep_beside(path);
    let aside = aside(path);
    let mut file = create_shared_file(&aside)?;
    let written = fault::reach("write", &aside)
        .and_then(|()| write(&mut file))
        .inspect(|()| record::done(Operation::Written, &aside))
        .and_then(|()| record::flush(&file));
    drop(file);
    let created = written.and_then(|()| rename(&aside, path)).and_then(|()| sync_dir(parent(path)));
    if created.is_err() && fs::remove_file(&aside).is_ok() {
        record::done(Operation::Removed, &aside);
    }
    created
}

/// Gives a new file the permissions of the one that it will replace, unless another account has chosen them. A link is
/// not followed.
fn keep_permissions(old: &Path, new: &File) -> io::Result<()> {
    match old.symlink_metadata() {
        Ok(old) if old.is_file() && platform::require_own(&old).is_ok() => new.set_permissions(old.permissions()),
        _ => Ok(()),
    }
}

/// Refuses to replace a pipe or a device with a file, because other programs rely on it.
pub fn require_no_device(path: &Path) -> io::Result<()> {
    match path.symlink_metadata() {
        Ok(old) if !old.is_file() && !old.is_symlink() => Err(bounded::not_a_file(path)),
        _ => Ok(()),
    }
}

/// Writes a small file that need not survive a power failure.
pub fn write_plain(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fault::reach("write", path)?;
    platform::private(OpenOptions::new().write(true).create(true).truncate(true)).open(path)?.write_all(bytes)?;
    record::done(Operation::Written, path);
    Ok(())
}

/// Fills a new file with bytes that mean nothing, or with as many of them as the disk has space for. A file of that name
/// is replaced. Nothing is flushed.
pub fn fill(path: &Path, bytes: &[u8]) -> io::Result<()> {
    remove_file(path)?;
    let mut file = create_new_file(path)?;
    fault::reach("write", path)?;
    let written = bytes.chunks(4096).try_for_each(|piece| file.write_all(piece));
    record::done(Operation::Written, path);
    written
}

/// Copies a file with its permissions; the copy is flushed to the disk.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    remove_file(to)?; // what a killed process left
    let mut copy = create_new_file(to)?;
    fault::reach("write", to)?;
    io::copy(&mut source, &mut copy)?;
    copy.set_permissions(source.metadata()?.permissions())?;
    record::done(Operation::Written, to);
    record::flush(&copy)
}

/// Renames a file or folder; a file at `to` is replaced. If another program holds one of them, the rename is retried
/// for a while.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fault::reach("rename", from)?;
    patiently(|| try_rename(from, to))
}

/// Renames, or fails immediately.
pub fn rename_once(from: &Path, to: &Path) -> io::Result<()> {
    fault::reach("rename", from)?;
    try_rename(from, to)
}

fn try_rename(from: &Path, to: &Path) -> io::Result<()> {
    let what = || format!("{} could not be renamed to {}", from.display(), to.display());
    platform::rename(from, to).map_err(|source| platform::named(what(), source))?;
    record::done_to(Operation::Renamed, from, to);
    Ok(())
}

/// Replaces a user's file by `new`, which takes over what the old one has beside its content. If that is not possible
/// here, as on a network drive, the new file is renamed over the old one.
fn replace_user_file(new: &Path, old: &Path) -> io::Result<()> {
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

/// Deletes a file; it may be missing.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the effect; `fs_err` hides the system's error, see `platform::named`"
)]
pub fn remove_file(path: &Path) -> io::Result<()> {
    fault::reach("remove-file", path)?;
    let removed = bounded::if_there(std::fs::remove_file(path)).map(drop);
    removed.map_err(|source| platform::named(format!("{} could not be deleted", path.display()), source))?;
    record::done(Operation::Removed, path);
    Ok(())
}

/// Deletes a folder with its content; it may be missing. Links are deleted, never followed.
pub fn remove_tree(path: &Path) -> io::Result<()> {
    fault::reach("remove-tree", path)?;
    try_remove_tree(path)
}

/// Deletes a file, or a folder with its content; it may be missing.
pub fn remove(path: &Path) -> io::Result<()> {
    // A Windows junction is deleted like a folder, but its target is kept.
    let is_file = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    if is_file { remove_file(path) } else { remove_tree(path) }
}

fn try_remove_tree(path: &Path) -> io::Result<()> {
    bounded::if_there(platform::remove_tree(path))?;
    record::done(Operation::Removed, path);
    Ok(())
}

/// Deletes the working folder of a program that Upgo has run. Windows holds it for a moment after the program has
/// ended. A remaining folder does no harm.
pub fn remove_work_folder(path: &Path) {
    fault::reach("remove-tree", path).and_then(|()| patiently(|| try_remove_tree(path))).ok();
}

/// Deletes an empty folder; it may be missing. A folder that is not empty is kept.
#[expect(clippy::disallowed_methods, reason = "this is the effect")]
pub fn remove_dir_if_empty(path: &Path) -> io::Result<()> {
    fault::reach("remove-dir", path)?;
    match std::fs::remove_dir(path).inspect(|()| record::done(Operation::Removed, path)) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::DirectoryNotEmpty) => Ok(()),
        result => result.map_err(|source| platform::named(format!("{} could not be deleted", path.display()), source)),
    }
}

/// Flushes the entries of a folder to the disk (a rename in it, a new file).
pub fn sync_dir(path: &Path) -> io::Result<()> {
    fault::reach("sync-dir", path)?;
    platform::sync_dir(path)?;
    record::done(Operation::FlushedFolder, path);
    Ok(())
}

/// Flushes a whole tree to the disk.
pub fn sync_tree(path: &Path) -> io::Result<()> {
    fault::reach("sync-tree", path)?;
    platform::sync_tree(path)?;
    record::done(Operation::FlushedTree, path);
    Ok(())
}

/// Starts a process without its own window, because Upgo's desktop program has no console that the process could use.
pub fn spawn(command: &mut Command) -> io::Result<Child> {
    fault::reach("spawn", Path::new(command.get_program()))?;
    start(command)
}

/// Starts a process that ends when Upgo ends, for whatever reason, together with all its child processes.
pub fn spawn_tree(command: &mut Command) -> io::Result<(Child, ProcessTree)> {
    fault::reach("spawn", Path::new(command.get_program()))?;
    ProcessTree::start(command)
}

/// Starts a program that has a window of its own and goes on after Upgo has ended. `command` has its whole environment.
pub fn spawn_in_window(command: &mut Command) -> io::Result<()> {
    fault::reach("spawn", Path::new(command.get_program()))?;
    platform::start_in_window(command)
}

/// Replaces this process by a program, which keeps its terminal. On Windows, where that is not possible, runs it to its
/// end and returns its exit code. Otherwise it returns only if the program cannot be started.
pub fn become_program(command: &mut Command) -> io::Result<i32> {
    fault::reach("spawn", Path::new(command.get_program()))?;
    platform::become_program(command)
}

#[expect(clippy::disallowed_methods, reason = "this is the effect")]
fn start(command: &mut Command) -> io::Result<Child> {
    platform::without_window(command).spawn()
}

/// Retries for a while if another program holds the file.
pub fn patiently<T>(attempt: impl Fn() -> io::Result<T>) -> io::Result<T> {
    let begun = Instant::now();
    loop {
        match attempt() {
            Err(error) if platform::is_blocked(&error) && begun.elapsed() < PATIENCE => std::thread::sleep(PAUSE),
            result => return result,
        }
    }
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

/// Whether a running process has written new content for a file beside it.
fn is_being_replaced(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let is_writer = |entry: &fs::DirEntry| {
        let entry = entry.file_name();
        let writer = entry.to_str().and_then(split_aside).filter(|(of, _)| Some(*of) == name);
        writer.is_some_and(|(_, process)| platform::may_have_written(process, None))
    };
    fs::read_dir(parent(path)).into_iter().flatten().flatten().any(|entry| is_writer(&entry))
}

/// The parent folder of `path`.
pub fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A temporary name next to `path` for a file that is being written. It contains this process, so that others can tell
/// whether it is still being written, and is random, so that another account cannot put a file there first.
pub fn aside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}-{:016x}.new", std::process::id(), unguessable()));
    path.with_file_name(name)
}

/// Whether a name has the form that [`aside`] produces.
pub fn is_aside(name: &str) -> bool {
    split_aside(name).is_some()
}

/// The final name of the file, and the process that writes it.
fn split_aside(name: &str) -> Option<(&str, u32)> {
    let (of, own) = name.strip_suffix(".new")?.rsplit_once('.')?;
    let (process, rest) = own.split_once('-')?;
    // Earlier versions named the thread.
    let is_ours = match rest.strip_prefix("ThreadId") {
        Some(thread) => thread.parse::<u64>().is_ok(),
        None => rest.len() == 16 && u64::from_str_radix(rest, 16).is_ok(),
    };
    Some((of, process.parse().ok().filter(|_| is_ours)?))
}

/// The unfinished files of killed processes among the first `most` entries of `folder`; if `of` is given, only those for
/// that file.
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

/// Whether a killed process has left unfinished files in `folder`.
pub fn has_leftovers(folder: &Path) -> bool {
    left_in(folder, None, usize::MAX).next().is_some()
}

/// Deletes the unfinished files of killed processes in `folder`. Those that cannot be deleted are left for a later
/// sweep.
pub fn sweep(folder: &Path) {
    left_in(folder, None, usize::MAX).for_each(|path| drop(remove_file(&path)));
}

/// The same for one file, whose folder may be the user's, which no other sweep looks through.
pub fn sweep_beside(path: &Path) {
    sweep_first(path, usize::MAX);
}

/// The same among the first `most` entries of the folder.
fn sweep_first(path: &Path, most: usize) {
    let name = path.file_name().and_then(|name| name.to_str());
    name.into_iter().flat_map(|name| left_in(parent(path), Some(name), most)).for_each(|path| drop(remove_file(&path)));
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
mod tests {
    use super::*;

    #[test]
    fn recognizes_the_names_of_temporary_files() {
        let aside = aside(Path::new("bin/go1.27.3.exe"));
        assert_eq!(aside.parent(), Some(Path::new("bin")));
        assert!(is_aside(&aside.file_name().unwrap().to_string_lossy()), "{aside:?}");
        for name in ["go.exe", "go.new", "go.1-2.new", "go.x-ThreadId1.new", "current"] {
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
        let other = folder.path().join(format!("current.{OVER}-ThreadId12.new"));
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
