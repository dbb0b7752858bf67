//! The system folders that Windows Installer is started from and works in.
#![expect(unsafe_code, reason = "calls GetSystemDirectoryW and SetDefaultDllDirectories")]
use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::os::windows::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use windows_sys::Win32::Storage::FileSystem::{
    FILE_FLAG_BACKUP_SEMANTICS, FILE_FLAG_OPEN_REPARSE_POINT, FILE_SHARE_READ, FILE_SHARE_WRITE,
};
use windows_sys::Win32::System::LibraryLoader::{LOAD_LIBRARY_SEARCH_SYSTEM32, SetDefaultDllDirectories};
use windows_sys::Win32::System::SystemInformation::GetSystemDirectoryW;
use windows_sys::Win32::UI::Shell::{FOLDERID_ProgramData, FOLDERID_ProgramFiles, FOLDERID_ProgramFilesX86};

use super::folders::known_folder;

/// Restricts the loading of libraries to `System32` from now on.
pub fn only_system_libraries() {
    // SAFETY: no memory is passed.
    // https://learn.microsoft.com/windows/win32/api/libloaderapi/nf-libloaderapi-setdefaultdlldirectories
    unsafe { SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32) };
}

/// The Windows folder, `C:\Windows`, determined without environment variables.
pub fn windows_folder() -> PathBuf {
    let system = system_folder().ok();
    system.as_deref().and_then(Path::parent).map_or_else(|| PathBuf::from(r"C:\Windows"), Path::to_owned)
}

/// The machine-wide folder for program data, `C:\ProgramData`, determined without environment variables.
pub fn machine_data_folder() -> Option<PathBuf> {
    known_folder(&FOLDERID_ProgramData)
}

/// The machine-wide folder for programs of this GOARCH, determined without environment variables.
pub fn program_folder(arch: &str) -> Option<PathBuf> {
    known_folder(if arch == "386" { &FOLDERID_ProgramFilesX86 } else { &FOLDERID_ProgramFiles })
}

/// The program of Windows that starts the distributions of WSL, `C:\Windows\System32\wsl.exe`; `None` if it is missing. A
/// Windows without WSL has one, too: it prints how to install WSL.
pub fn wsl_program() -> Option<PathBuf> {
    system_folder().ok().map(|folder| folder.join("wsl.exe")).filter(|program| program.is_file())
}

/// Opens a file so that other programs can read it, but not change or delete it while it is open.
pub fn hold(file: &Path) -> io::Result<fs::File> {
    #[expect(clippy::disallowed_methods, reason = "opened for reading only")]
    fs::OpenOptions::new().read(true).share_mode(FILE_SHARE_READ).open(file)
}

/// Opens a regular file for reading, whose path has no link, not even while it is opened: each folder is held, so that it
/// cannot be replaced, while the next part is opened. A link could lead to a network share.
pub fn open_without_links(file: &Path) -> io::Result<fs::File> {
    let mut folders: Vec<&Path> = file.ancestors().skip(1).collect();
    folders.reverse();
    let held = folders.into_iter().map(|folder| open_itself(folder, FILE_FLAG_BACKUP_SEMANTICS));
    let held = held.collect::<io::Result<Vec<fs::File>>>()?;
    let opened = open_itself(file, 0)?;
    drop(held);
    if opened.metadata()?.is_file() { Ok(opened) } else { Err(refused(file, "is not a regular file")) }
}

/// Opens a file or, with the flag for it, a folder, and no link. Others cannot rename or delete it meanwhile.
fn open_itself(path: &Path, flags: u32) -> io::Result<fs::File> {
    #[expect(clippy::disallowed_methods, reason = "opened for reading only")]
    let opened = fs::OpenOptions::new()
        .read(true)
        .share_mode(FILE_SHARE_READ | FILE_SHARE_WRITE)
        .custom_flags(FILE_FLAG_OPEN_REPARSE_POINT | flags)
        .open(path)?;
    if opened.metadata()?.file_type().is_symlink() { Err(refused(path, "is a link")) } else { Ok(opened) }
}

fn refused(path: &Path, what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("{} {what}", path.display()))
}

/// The folder `C:\Windows\System32`, determined without environment variables.
pub fn system_folder() -> io::Result<PathBuf> {
    let mut text = [0_u16; 260];
    // SAFETY: `text` has room for 260 units.
    // https://learn.microsoft.com/windows/win32/api/sysinfoapi/nf-sysinfoapi-getsystemdirectoryw
    let length = unsafe { GetSystemDirectoryW(text.as_mut_ptr(), 260) };
    match text.get(..length as usize) {
        Some(units) if length > 0 => Ok(OsString::from_wide(units).into()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Whether a file is on a local drive, because no network share must be accessed with administrator credentials.
pub fn is_on_a_drive(file: &Path) -> bool {
    use std::path::{Component, Prefix};
    let disk = |prefix| matches!(prefix, Prefix::Disk(_) | Prefix::VerbatimDisk(_));
    let begins = matches!(file.components().next(), Some(Component::Prefix(prefix)) if disk(prefix.kind()));
    begins && file.is_absolute()
}
