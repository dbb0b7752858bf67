//! Space and durability.
#![expect(unsafe_code, reason = "calls GetDiskFreeSpaceExW, GetDriveTypeW, GetLogicalDrives and DeviceIoControl")]
use std::os::windows::ffi::OsStrExt as _;
use std::os::windows::fs::OpenOptionsExt as _;
use std::os::windows::io::AsRawHandle as _;
use std::path::{Component, Path, PathBuf, Prefix};
use std::{io, mem, ptr};

use windows_sys::Win32::Storage::FileSystem::{
    FILE_FLAG_BACKUP_SEMANTICS, FILE_READ_ATTRIBUTES, GetDiskFreeSpaceExW, GetDriveTypeW, GetLogicalDrives,
};
use windows_sys::Win32::System::IO::DeviceIoControl;
use windows_sys::Win32::System::Ioctl::{
    FILE_FS_PERSISTENT_VOLUME_INFORMATION, FSCTL_QUERY_PERSISTENT_VOLUME_STATE, PERSISTENT_VOLUME_STATE_DEV_VOLUME,
};
use windows_sys::Win32::System::WindowsProgramming::{
    DRIVE_CDROM, DRIVE_FIXED, DRIVE_RAMDISK, DRIVE_REMOTE, DRIVE_REMOVABLE,
};

use crate::machine::platform::Volume;

pub fn free_space(path: &Path) -> io::Result<u64> {
    let wide: Vec<u16> = path.as_os_str().encode_wide().chain([0]).collect();
    let mut free = 0;
    // SAFETY: `wide` ends with NUL and, like `free`, outlives the call; the other results are not requested.
    // https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getdiskfreespaceexw
    let done = unsafe { GetDiskFreeSpaceExW(wide.as_ptr(), &raw mut free, ptr::null_mut(), ptr::null_mut()) };
    if done == 0 { Err(io::Error::last_os_error()) } else { Ok(free) }
}

/// Determined by its drive.
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

/// The roots of the Dev Drives that have a letter: volumes for which a scanner may work later, without delaying a
/// program. Source: <https://learn.microsoft.com/windows/dev-drive/>.
pub fn dev_drives() -> Vec<PathBuf> {
    // SAFETY: the call takes no arguments.
    // https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getlogicaldrives
    let drives = unsafe { GetLogicalDrives() };
    let letters = (b'A'..=b'Z').enumerate().filter(|(bit, _)| drives & (1 << bit) != 0);
    let roots = letters.map(|(_, letter)| PathBuf::from(format!("{}:\\", char::from(letter))));
    roots.filter(|root| volume(root) == Volume::Fixed && is_dev_drive(root).unwrap_or(false)).collect()
}

/// Asks the file system; one that does not know the question has none.
/// Source: <https://learn.microsoft.com/windows-hardware/drivers/ifs/fsctl-query-persistent-volume-state>.
fn is_dev_drive(root: &Path) -> io::Result<bool> {
    #[expect(clippy::disallowed_methods, reason = "opened to ask about it only")]
    let folder = std::fs::OpenOptions::new()
        .access_mode(FILE_READ_ATTRIBUTES)
        .custom_flags(FILE_FLAG_BACKUP_SEMANTICS)
        .open(root)?;
    let question = FILE_FS_PERSISTENT_VOLUME_INFORMATION {
        FlagMask: PERSISTENT_VOLUME_STATE_DEV_VOLUME,
        Version: 1,
        ..Default::default()
    };
    let (mut answer, mut returned) = (FILE_FS_PERSISTENT_VOLUME_INFORMATION::default(), 0);
    let size = u32::try_from(mem::size_of_val(&question)).map_err(io::Error::other)?;
    // SAFETY: the handle is open, both structures have the size that is passed, and all outlive the call.
    // https://learn.microsoft.com/windows/win32/api/ioapiset/nf-ioapiset-deviceiocontrol
    let done = unsafe {
        DeviceIoControl(
            folder.as_raw_handle(),
            FSCTL_QUERY_PERSISTENT_VOLUME_STATE,
            (&raw const question).cast(),
            size,
            (&raw mut answer).cast(),
            size,
            &raw mut returned,
            ptr::null_mut(),
        )
    };
    if done == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(answer.VolumeFlags & PERSISTENT_VOLUME_STATE_DEV_VOLUME != 0)
}

/// Does nothing, because NTFS journals its folders, and a folder cannot be flushed without administrator rights.
pub fn sync_dir(_path: &Path) -> io::Result<()> {
    Ok(())
}

pub const SYNC_TREE_FLUSHES_FILES: bool = false;

/// Does nothing. Flushing a volume needs an administrator, and reopening each of 12,000 files would have each scanned
/// again. Unpacking flushes the programs while they are open instead (docs/internals/adr/0004-flushing.md).
pub fn sync_tree(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Reads at an offset. This moves the file's position, which no reader relies on.
pub fn read_at(file: &fs_err::File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file.file(), buffer, offset)
}
