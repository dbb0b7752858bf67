//! Changes in folders, as Windows reports them. The library notify would wake up ten times a second.
//! <https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-readdirectorychangesw>
#![expect(unsafe_code, reason = "calls ReadDirectoryChangesW")]
use std::fs::{File, OpenOptions};
use std::io;
use std::os::windows::fs::OpenOptionsExt as _;
use std::os::windows::io::AsRawHandle as _;
use std::path::{Path, PathBuf};
use std::ptr::null_mut;
use std::thread;

use windows_sys::Win32::Storage::FileSystem::{
    FILE_FLAG_BACKUP_SEMANTICS, FILE_LIST_DIRECTORY, FILE_NOTIFY_CHANGE, FILE_NOTIFY_CHANGE_DIR_NAME,
    FILE_NOTIFY_CHANGE_FILE_NAME, FILE_NOTIFY_CHANGE_LAST_WRITE, FILE_NOTIFY_CHANGE_SIZE, ReadDirectoryChangesW,
};

use crate::platform::changed_names;

/// Files that are created, renamed, deleted or written, but not those that are read.
const CHANGES: FILE_NOTIFY_CHANGE = FILE_NOTIFY_CHANGE_FILE_NAME
    | FILE_NOTIFY_CHANGE_DIR_NAME
    | FILE_NOTIFY_CHANGE_LAST_WRITE
    | FILE_NOTIFY_CHANGE_SIZE;
/// The size of the buffer, in words of 4 bytes. It holds some hundred names.
const WORDS: usize = 4096;
/// `ERROR_NOTIFY_ENUM_DIR`: there were more changes than Windows could keep.
const TOO_MANY: i32 = 1022;

/// Folders that are watched until the program ends.
#[derive(Debug)]
pub(crate) struct WatchedFolders;

/// Calls `changed` for each change of a file directly in these folders. `None` is an unknown file.
pub(crate) fn watch_folders(
    folders: &[PathBuf],
    changed: impl Fn(Option<&Path>) + Clone + Send + 'static,
) -> io::Result<WatchedFolders> {
    for folder in folders {
        let (folder, changed) = (open(folder)?, changed.clone());
        thread::Builder::new().name("watched folder".to_owned()).spawn(move || watch(&folder, &changed))?;
    }
    Ok(WatchedFolders)
}

/// Sleeps until something changes, again and again. Ends when the folder is gone.
fn watch(folder: &File, changed: &impl Fn(Option<&Path>)) {
    let mut buffer = vec![0_u32; WORDS];
    loop {
        match wait(folder, &mut buffer) {
            Ok([]) => changed(None), // more than the buffer holds
            Ok(words) => changed_names(words).iter().for_each(|name| changed(Some(Path::new(name)))),
            Err(error) if error.raw_os_error() == Some(TOO_MANY) => changed(None),
            Err(_) => return,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "opens a folder for reading, which takes a flag")]
fn open(folder: &Path) -> io::Result<File> {
    OpenOptions::new().access_mode(FILE_LIST_DIRECTORY).custom_flags(FILE_FLAG_BACKUP_SEMANTICS).open(folder)
}

fn wait<'a>(folder: &File, buffer: &'a mut [u32]) -> io::Result<&'a [u32]> {
    let size = u32::try_from(size_of_val(buffer)).unwrap_or(u32::MAX);
    let mut filled = 0;
    // SAFETY: the handle belongs to an open folder. The buffer is writable, aligned to 4 bytes and `size` bytes long.
    // Without OVERLAPPED, the call ends only when Windows no longer writes into it.
    let is_done = unsafe {
        let buffer = buffer.as_mut_ptr().cast();
        ReadDirectoryChangesW(folder.as_raw_handle(), buffer, size, 0, CHANGES, &raw mut filled, null_mut(), None)
    };
    if is_done == 0 {
        return Err(io::Error::last_os_error());
    }
    let words = (filled as usize).div_ceil(size_of::<u32>());
    Ok(buffer.get(..words).unwrap_or_default())
}
