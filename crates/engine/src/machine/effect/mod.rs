//! Every effect of the engine on the file system and on processes. The rest of the engine reads freely, but changes
//! things only through these functions (clippy rejects the others). Each announces itself to [`fault::reach`], so that
//! tests can make it fail or end the process there, and names the path in its error.
mod aside;
mod confined;
pub(crate) mod own_file;
mod refusal;
mod replace;
mod run;
pub(crate) mod user_file;

use std::io::{self, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use fs_err::{self as fs, File, OpenOptions};

pub use aside::{aside, has_leftovers, is_aside, read_replaced, sweep, sweep_beside};
pub use confined::{ConfinedEnd, LONGEST_LINE, Stopped, Stream, run_confined};
pub use replace::{create_by, replace, replace_by, replace_private, replace_program, replace_shared};
pub(crate) use run::set_variables;
pub use run::{Ended, Printed, run, run_for_bytes};

use crate::base::bounded;
use crate::base::random::unguessable;
use crate::base::report::{Cancel, Code};
use crate::machine::account::WrongAccount;
use crate::machine::fault;
use crate::machine::platform::{self, FileLock, ProcessTree};
use crate::machine::record::{self, Operation};

/// How long to wait for a program that briefly holds a new file (a virus scanner, an indexer, a reader).
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(5);
/// How long to wait for a file that is being replaced.
const GAP: Duration = Duration::from_secs(1);

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

/// A link of another account on the way to it is refused.
pub fn create_dir_all(path: &Path) -> io::Result<()> {
    user_file::require_own_links(path)?;
    if path.is_dir() {
        return Ok(());
    }
    fault::reach("create-dir", path)?;
    platform::create_dir_all(path)?;
    record::done(Operation::Folder, path);
    Ok(())
}

/// The folders survive a power failure.
pub(crate) fn create_lasting_dir(path: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = path.ancestors().take_while(|folder| !folder.is_dir()).collect();
    create_dir_all(path)?;
    missing.into_iter().rev().try_for_each(|folder| sync_dir(parent(folder)))
}

/// Also creates its missing parent folders; all of them survive a power failure.
pub fn create_private_dir(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    create_lasting_dir(parent(path))?;
    fault::reach("create-dir", path)?;
    match platform::create_private_dir(path) {
        // Another process was faster.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => return Ok(()),
        created => created.map_err(|error| {
            io::Error::new(error.kind(), format!("failed to create directory `{}`: {error}", path.display()))
        })?,
    }
    record::done(Operation::Folder, path);
    sync_dir(parent(path))
}

/// Creates a folder for a program that Upgo runs, in the system's temporary folder.
pub fn create_work_folder(word: &str) -> io::Result<PathBuf> {
    create_work_folder_in(&std::env::temp_dir(), &format!("upgo-{word}-{:016x}", unguessable()))
}

/// Creates a folder for programs that Upgo runs, with an unguessable name, in one that the user or a variable names.
/// Others may share that, as in `/tmp`, but no other account may be able to move the new folder: its program would run
/// as this account, and the user's files be deleted. Once checked, only this account and root can end that.
pub(crate) fn create_work_folder_in(place: &Path, name: &str) -> io::Result<PathBuf> {
    let path = place.join(name);
    let require_own_way = || WrongAccount::check_way(&path, &|_| None);
    require_own_way()?; // nothing is created in a folder of others
    create_dir_all(place)?;
    fault::reach("create-dir", &path)?;
    platform::create_private_dir(&path)?;
    record::done(Operation::Folder, &path);
    // another account may have been faster with a missing folder on the way
    require_own_way().inspect_err(|_| drop(remove_dir_if_empty(&path)))?;
    Ok(path)
}

/// Creates a file for writing that only this account can read; it must not exist yet, and no link is followed.
pub(crate) fn create_new_file(path: &Path) -> io::Result<File> {
    user_file::require_own_links(parent(path))?;
    fault::reach("create-file", path)?;
    recorded(path, platform::private(OpenOptions::new().write(true).create_new(true)).open(path))
}

/// Creates a file for writing that other accounts can read, as far as the user's mask allows; it must not exist yet.
pub(crate) fn create_shared_file(path: &Path) -> io::Result<File> {
    user_file::require_own_links(parent(path))?;
    fault::reach("create-file", path)?;
    recorded(path, OpenOptions::new().write(true).create_new(true).open(path))
}

/// A missing file is created, and only this account can read it.
pub fn open_or_create(path: &Path) -> io::Result<File> {
    fault::reach("open-file", path)?;
    recorded(path, platform::private(OpenOptions::new().read(true).write(true).create(true).truncate(false)).open(path))
}

fn recorded(path: &Path, opened: io::Result<File>) -> io::Result<File> {
    opened.map_err(|error| aside::by_final_name(path, error)).inspect(|file| record::done(Operation::File, file.path()))
}

/// Lets every account read a file.
pub fn share(path: &Path) -> io::Result<()> {
    fault::reach("set-permissions", path)?;
    platform::share(path)
}

pub(crate) fn permit_as(path: &Path, other: &Path) -> io::Result<()> {
    fault::reach("set-permissions", path)?;
    fs::set_permissions(path, fs::metadata(other)?.permissions())
}

pub(crate) fn permit_to_run(path: &Path) -> io::Result<()> {
    fault::reach("set-permissions", path)?;
    platform::permit_to_run(&File::open(path)?)
}

/// Lets this account write to a folder of its own that is read-only.
pub(crate) fn permit_writes(folder: &Path) -> io::Result<()> {
    let Some((_, writable)) = platform::read_only(folder) else { return Ok(()) };
    fault::reach("set-permissions", folder)?;
    fs::set_permissions(folder, writable)
}

/// A missing file is created; `None` if another process holds the lock for that long.
pub fn lock_within(path: &Path, patience: Duration) -> io::Result<Option<FileLock>> {
    create_dir_all(parent(path))?;
    fault::reach("open-file", path)?;
    let mut options = OpenOptions::new();
    let options = platform::no_follow(platform::private(options.read(true).write(true).create(true).truncate(false)));
    let (file, begun) = (recorded(path, options.open(path))?, Instant::now());
    loop {
        let lock = FileLock::try_acquire(&file)?;
        if lock.is_some() || begun.elapsed() >= patience {
            return Ok(lock);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Does not create the file.
pub(crate) fn is_locked(path: &Path) -> bool {
    let file = platform::no_follow(OpenOptions::new().read(true)).open(path);
    file.and_then(|file| FileLock::try_acquire(&file)).is_ok_and(|lock| lock.is_none())
}

pub(crate) fn open_to_append(path: &Path) -> io::Result<File> {
    fault::reach("open-file", path)?;
    OpenOptions::new().read(true).append(true).open(path)
}

/// Opens a file for appending, and creates it if it is missing.
pub fn open_log(path: &Path) -> io::Result<File> {
    fault::reach("open-file", path)?;
    recorded(path, platform::private(OpenOptions::new().append(true).create(true)).open(path))
}

/// Adds a line to a log in one write, and closes the file so that another process can rename it. If a killed process or
/// a full disk has left an incomplete line, that line is terminated first. Nothing is flushed and no fault is injected
/// here, because no decision depends on a log, and its writer has announced itself with [`open_log`].
pub(crate) fn add_line(path: &Path, line: &[u8]) -> io::Result<()> {
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
pub(crate) fn append_lasting(path: &Path, bytes: &[u8]) -> io::Result<()> {
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

pub fn send_to_journald(socket: &Path, fields: &[(&str, String)]) -> io::Result<()> {
    fault::reach("journald", socket)?;
    platform::send_to_journald(socket, fields)
}

pub fn report_event(source: &str, text: &str) -> io::Result<()> {
    fault::reach("event-log", Path::new(source))?;
    platform::report_event(source, text)
}

/// An error means that the system's shell, which starts new terminals, did not answer.
pub fn announce_environment() -> io::Result<()> {
    fault::reach("announce", Path::new("environment"))?;
    platform::announce_environment()
}

/// Nothing is flushed and no fault is injected here, because no decision depends on the note.
pub(crate) fn write_note(mut file: &File, text: &[u8]) -> io::Result<()> {
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

/// Writes a small file that need not survive a power failure.
pub fn write_plain(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fault::reach("write", path)?;
    platform::private(OpenOptions::new().write(true).create(true).truncate(true)).open(path)?.write_all(bytes)?;
    record::done(Operation::Written, path);
    Ok(())
}

/// As many bytes as the disk has space for. A file of that name is replaced. Nothing is flushed.
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
    copy_by(from, to, |source, copy| copy.set_permissions(source.metadata()?.permissions()))
}

/// The copy replaces the user's file `old`: it gets what that has beside its content.
pub(crate) fn copy_for(old: &Path, from: &Path, to: &Path) -> io::Result<()> {
    copy_by(from, to, |_, copy| platform::keep_rest_of(old, &fs::metadata(old)?, copy.file()))
}

fn copy_by(from: &Path, to: &Path, permit: impl FnOnce(&File, &File) -> io::Result<()>) -> io::Result<()> {
    let mut source = File::open(from)?;
    remove_file(to)?; // what a killed process left
    let mut copy = create_new_file(to)?;
    fault::reach("write", to)?;
    io::copy(&mut source, &mut copy)?;
    permit(&source, &copy)?;
    record::done(Operation::Written, to);
    record::flush(&copy)
}

/// A file at `to` is replaced. If another program holds one of them, the rename is retried for a while.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fault::reach("rename", from)?;
    patiently(|| try_rename(from, to))
}

pub(crate) fn rename_once(from: &Path, to: &Path) -> io::Result<()> {
    fault::reach("rename", from)?;
    try_rename(from, to)
}

/// Replaces a user's file by `new`, which takes over what the old one has beside its content, as far as that is possible.
pub(crate) fn replace_once(new: &Path, old: &Path) -> io::Result<()> {
    fault::reach("rename", new)?;
    match platform::replace_keeping_rest(new, old) {
        Ok(()) => record::done_to(Operation::Renamed, new, old),
        Err(_) => try_rename(new, old)?,
    }
    Ok(())
}

fn try_rename(from: &Path, to: &Path) -> io::Result<()> {
    let what = || format!("{} could not be renamed to {}", from.display(), to.display());
    platform::rename(from, to).map_err(|source| platform::named(what(), source))?;
    record::done_to(Operation::Renamed, from, to);
    Ok(())
}

/// It may be missing. A link of another account on the way to it is refused.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the effect; `fs_err` hides the system's error, see `platform::named`"
)]
pub fn remove_file(path: &Path) -> io::Result<()> {
    user_file::require_own_links(parent(path))?;
    fault::reach("remove-file", path)?;
    let removed = bounded::if_there(std::fs::remove_file(path)).map(drop);
    removed.map_err(|source| platform::named(format!("{} could not be deleted", path.display()), source))?;
    record::done(Operation::Removed, path);
    Ok(())
}

/// It may be missing. Links are deleted, never followed, and one of another account on the way is refused.
pub fn remove_tree(path: &Path) -> io::Result<()> {
    user_file::require_own_links(parent(path))?;
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

/// Windows holds the folder for a moment after the program has ended. A remaining folder does no harm.
pub fn remove_work_folder(path: &Path) {
    fault::reach("remove-tree", path).and_then(|()| patiently(|| try_remove_tree(path))).ok();
}

/// It may be missing. A folder that is not empty is kept.
#[expect(clippy::disallowed_methods, reason = "this is the effect")]
pub(crate) fn remove_dir_if_empty(path: &Path) -> io::Result<()> {
    fault::reach("remove-dir", path)?;
    match std::fs::remove_dir(path).inspect(|()| record::done(Operation::Removed, path)) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::DirectoryNotEmpty) => Ok(()),
        result => result.map_err(|source| platform::named(format!("{} could not be deleted", path.display()), source)),
    }
}

/// Flushes its entries to the disk (a rename in it, a new file).
pub fn sync_dir(path: &Path) -> io::Result<()> {
    fault::reach("sync-dir", path)?;
    platform::sync_dir(path)?;
    record::done(Operation::FlushedFolder, path);
    Ok(())
}

pub fn sync_tree(path: &Path) -> io::Result<()> {
    fault::reach("sync-tree", path)?;
    platform::sync_tree(path)?;
    record::done(Operation::FlushedTree, path);
    Ok(())
}

/// Without its own window, because Upgo's desktop program has no console that the process could use.
pub fn spawn(command: &mut Command) -> io::Result<Child> {
    fault::reach("spawn", Path::new(command.get_program()))?;
    start(command)
}

/// Starts a process that ends when Upgo ends, for whatever reason, together with all its child processes.
pub(crate) fn spawn_tree(command: &mut Command) -> io::Result<(Child, ProcessTree)> {
    fault::reach("spawn", Path::new(command.get_program()))?;
    ProcessTree::start(command)
}

/// What a program in a session of its own prints until the mark `end`, which is included. The pipe may stay open after
/// that. Fails with [`io::ErrorKind::TimedOut`], with `Interrupted` if it is cancelled, with `FileTooLarge` after
/// `limit` bytes, and with `UnexpectedEof` if the program ended before.
pub(crate) fn read_in_own_session(
    command: &mut Command,
    end: &[u8],
    limit: usize,
    patience: Duration,
    cancel: &Cancel,
) -> io::Result<Vec<u8>> {
    fault::reach("spawn", Path::new(command.get_program()))?;
    platform::read_in_own_session(command, end, limit, patience, &|| cancel.is_cancelled())
}

/// The program keeps running after Upgo has ended. `command` has its whole environment.
pub(crate) fn spawn_in_window(command: &mut Command) -> io::Result<()> {
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

pub fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
