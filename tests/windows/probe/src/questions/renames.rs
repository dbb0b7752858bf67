//! Renames of folders that are in use, and over files that are open.
#![expect(unsafe_code, reason = "calls MoveFileExW, which the standard library does not call alone")]
#![expect(clippy::disallowed_methods, reason = "asks Windows itself, in the folder of the questions")]
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::windows::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use upgo_engine::machine::platform::rename_as_posix;
use windows_sys::Win32::Storage::FileSystem::{
    FILE_SHARE_DELETE, FILE_SHARE_READ, MOVEFILE_REPLACE_EXISTING, MoveFileExW,
};

use super::child::HeldProcess;
use super::{Row, traffic, with_nul};
use crate::answer::Ground;

pub(super) const QUESTIONS: &[Row] = &[
    ("folder-with-open-file", |ground| folder_with_file(ground, "shared", FOR_ALL).into()),
    ("folder-with-unshared-file", |ground| folder_with_file(ground, "unshared", FILE_SHARE_READ).into()),
    ("folder-with-running-program", |ground| folder_with_program(ground).into()),
    ("running-program", |ground| running_program(ground).into()),
    ("folder-that-is-current", |ground| current_folder(ground).into()),
    ("over-an-open-file", |ground| over_open_file(ground, move_file, FOR_ALL).into()),
    ("over-an-unshared-file", |ground| over_open_file(ground, move_file, FILE_SHARE_READ).into()),
    ("posix-over-an-open-file", |ground| over_open_file(ground, rename_as_posix, FOR_ALL).into()),
    ("posix-over-an-unshared-file", |ground| over_open_file(ground, rename_as_posix, FILE_SHARE_READ).into()),
    ("over-a-running-program", |ground| over_program(ground, move_file).into()),
    ("posix-over-a-running-program", |ground| over_program(ground, rename_as_posix).into()),
    ("replacements-against-a-reader", |ground| traffic::replacements(ground, "plain", move_file).into()),
    ("posix-replacements-against-a-reader", |ground| traffic::replacements(ground, "posix", rename_as_posix).into()),
];

const FOR_ALL: u32 = FILE_SHARE_READ | FILE_SHARE_DELETE;

pub(super) type Rename = fn(&Path, &Path) -> io::Result<()>;

/// `MoveFileExW`, which replaces an existing file.
pub(super) fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    let (from, to) = (with_nul(from.as_os_str()), with_nul(to.as_os_str()));
    // SAFETY: both paths end with NUL and outlive the call.
    // https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-movefileexw
    let moved = unsafe { MoveFileExW(from.as_ptr(), to.as_ptr(), MOVEFILE_REPLACE_EXISTING) };
    if moved == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

fn open(path: &Path, share: u32) -> io::Result<File> {
    OpenOptions::new().read(true).share_mode(share).open(path)
}

fn folder(ground: &Ground, name: &str) -> io::Result<PathBuf> {
    let path = ground.folder.join(name);
    fs::create_dir_all(&path).map(|()| path)
}

fn folder_with_file(ground: &Ground, name: &str, share: u32) -> io::Result<()> {
    let folder = folder(ground, &format!("with {name} file"))?;
    let path = folder.join("file");
    fs::write(&path, "content")?;
    let _reader = open(&path, share)?;
    move_file(&folder, &folder.with_extension("renamed"))
}

fn folder_with_program(ground: &Ground) -> io::Result<()> {
    let folder = folder(ground, "with program")?;
    let program = copy_of_program(ground, &folder)?;
    let _held = HeldProcess::start(&program, &ground.folder)?;
    move_file(&folder, &folder.with_extension("renamed"))
}

fn running_program(ground: &Ground) -> io::Result<()> {
    let program = copy_of_program(ground, &folder(ground, "of running program")?)?;
    let _held = HeldProcess::start(&program, &ground.folder)?;
    move_file(&program, &program.with_extension("renamed"))
}

fn current_folder(ground: &Ground) -> io::Result<()> {
    let folder = folder(ground, "current")?;
    let _held = HeldProcess::start(&ground.program, &folder)?;
    move_file(&folder, &folder.with_extension("renamed"))
}

fn over_open_file(ground: &Ground, rename: Rename, share: u32) -> io::Result<()> {
    let (old, new) = (ground.folder.join("replaced"), ground.folder.join("replaced.new"));
    fs::write(&old, "old")?;
    fs::write(&new, "new")?;
    let _reader = open(&old, share)?;
    rename(&new, &old)
}

fn over_program(ground: &Ground, rename: Rename) -> io::Result<()> {
    let folder = folder(ground, "program to replace")?;
    let program = copy_of_program(ground, &folder)?;
    let new = folder.join("new");
    fs::write(&new, "new")?;
    let _held = HeldProcess::start(&program, &ground.folder)?;
    rename(&new, &program)
}

/// A copy of this program, so that nothing else is blocked or replaced.
fn copy_of_program(ground: &Ground, folder: &Path) -> io::Result<PathBuf> {
    let copy = folder.join("upgo.exe");
    fs::copy(&ground.program, &copy).map(|_| copy)
}
