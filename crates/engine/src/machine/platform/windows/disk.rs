//! Space and durability.
#![expect(unsafe_code, reason = "calls GetDiskFreeSpaceExW and GetDriveTypeW")]
use std::io;
use std::os::windows::ffi::OsStrExt as _;
use std::path::{Component, Path, Prefix};
use std::ptr;

use windows_sys::Win32::Storage::FileSystem::{GetDiskFreeSpaceExW, GetDriveTypeW};
use windows_sys::Win32::System::WindowsProgramming::{
    DRIVE_CDROM, DRIVE_FIXED, DRIVE_RAMDISK, DRIVE_REMOTE, DRIVE_REMOVABLE,
};

use crate::machine::platform::Volume;

/// The number of bytes that this account can still write on the volume of `path`, which must exist.
pub fn free_space(path: &Path) -> io::Result<u64> {
    let wide: Vec<u16> = path.as_os_str().encode_wide().chain([0]).collect();
    let mut free = 0;
    // SAFETY: `wide` ends with NUL and, like `free`, outlives the call; the other results are not requested.
    // https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getdiskfreespaceexw
    let done = unsafe { GetDiskFreeSpaceExW(wide.as_ptr(), &raw mut free, ptr::null_mut(), ptr::null_mut()) };
    if done == 0 { Err(io::Error::last_os_error()) } else { Ok(free) }
}

/// The kind of volume of `path`, determined by its drive.
pub fn volume(path: &Path) -> Volume {
    let root = match path.components().next() {
        Some(Component::Prefix(prefix)) => match prefix.kind() {
            Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => {
                [u16::from(letter), u16::from(b':'), u16::from(b'\\'), 0]
            }
            Prefix::UNC(..) | Prefix::VerbatimUNC(..) => return Volume::Network,
            _ => return Volume::Unknown,
        },
        _ => return Volume::Unknown,
    };
    // SAFETY: `root` ends with NUL and outlives the call.
    // https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getdrivetypew
    match unsafe { GetDriveTypeW(root.as_ptr()) } {
        DRIVE_FIXED | DRIVE_RAMDISK => Volume::Fixed,
        DRIVE_REMOVABLE | DRIVE_CDROM => Volume::Removable,
        DRIVE_REMOTE => Volume::Network,
        _ => Volume::Unknown,
    }
}

/// Does nothing, because NTFS journals its folders, and a folder cannot be flushed without administrator rights.
pub fn sync_dir(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether [`sync_tree`] makes the content of files durable.
pub const SYNC_TREE_FLUSHES_FILES: bool = false;

/// Does nothing. A volume cannot be flushed without administrator rights, and reopening each of 12,000 files would
/// cause each to be scanned again. Instead, unpacking flushes the programs while they are open
/// (docs/internals/adr/0004-flushing.md).
pub fn sync_tree(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Reads at an offset. This moves the file's position, which no reader relies on.
pub fn read_at(file: &fs_err::File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file.file(), buffer, offset)
}
