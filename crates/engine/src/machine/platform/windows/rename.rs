//! The rename of a file over another one, and the replacement of a user's file.
#![expect(unsafe_code, reason = "calls SetFileInformationByHandle and ReplaceFileW")]
#![expect(clippy::disallowed_methods, reason = "a part of `effect::rename` and of `effect::user_file`")]
use std::fs::{self, OpenOptions};
use std::mem::offset_of;
use std::os::windows::fs::OpenOptionsExt as _;
use std::os::windows::io::AsRawHandle as _;
use std::path::Path;
use std::{io, ptr};

use windows_sys::Win32::Storage::FileSystem::{
    DELETE, FILE_FLAG_OPEN_REPARSE_POINT, FILE_RENAME_INFO, FileRenameInfoEx, ReplaceFileW, SetFileInformationByHandle,
};
use windows_sys::Win32::System::WindowsProgramming::{
    FILE_RENAME_FLAG_POSIX_SEMANTICS, FILE_RENAME_FLAG_REPLACE_IF_EXISTS,
};

use super::registry::with_nul;
use crate::machine::fault::{FakeAnswer, plays};

/// Also replaces a read-only file, as a restored backup may have. Windows before version 1809 refuses it.
/// Source: <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/ns-ntifs-_file_rename_information>.
const IGNORE_READ_ONLY: u32 = 0x40;

/// Renames a file or folder; a file at `to` is replaced. With POSIX semantics, a reader finds the old file or the new
/// one, and programs that have the old one open keep it. `MoveFileExW`, which the standard library tries first, leaves
/// a moment without either. It is used, and its error counts, where the volume has no POSIX semantics (FAT32, some
/// network drives, Windows before version 1607).
pub(in crate::machine) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let is_renamed = from.is_file() && plays(FakeAnswer::NoPosixRename).is_none() && rename_as_posix(from, to).is_ok();
    if is_renamed { Ok(()) } else { fs::rename(from, to) }
}

/// A read-only folder can be changed on Windows.
pub(in crate::machine) fn read_only(_folder: &Path) -> Option<(fs::Permissions, fs::Permissions)> {
    None
}

pub fn rename_as_posix(from: &Path, to: &Path) -> io::Result<()> {
    let name = with_nul(std::path::absolute(to)?.as_os_str());
    let length = size_of_val(&*name);
    let size = (offset_of!(FILE_RENAME_INFO, FileName) + length).max(size_of::<FILE_RENAME_INFO>());
    let bytes = |size: usize| u32::try_from(size).map_err(|_| io::ErrorKind::InvalidInput);
    let (info_size, name_length) = (bytes(size)?, bytes(length - size_of::<u16>())?);
    let file = OpenOptions::new().access_mode(DELETE).custom_flags(FILE_FLAG_OPEN_REPARSE_POINT).open(from)?;
    let mut room = vec![0_u64; size.div_ceil(size_of::<u64>())]; // aligned as the structure is
    let info = room.as_mut_ptr().cast::<FILE_RENAME_INFO>();
    // SAFETY: `room` is aligned for the structure and has space for it and for the whole name, and is zero where nothing
    // is written: no root folder. The handle is open.
    // https://learn.microsoft.com/windows/win32/api/winbase/ns-winbase-file_rename_info
    // https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-setfileinformationbyhandle
    let rename = |flags: u32| unsafe {
        (*info).Anonymous.Flags = FILE_RENAME_FLAG_REPLACE_IF_EXISTS | FILE_RENAME_FLAG_POSIX_SEMANTICS | flags;
        (*info).FileNameLength = name_length;
        ptr::copy_nonoverlapping(name.as_ptr(), (&raw mut (*info).FileName).cast(), name.len());
        SetFileInformationByHandle(file.as_raw_handle(), FileRenameInfoEx, info.cast(), info_size)
    };
    if rename(IGNORE_READ_ONLY) == 0 && rename(0) == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Takes over permissions, streams, attributes and encryption. An error leaves both, or only `new`, at its path.
pub(in crate::machine) fn replace_keeping_rest(new: &Path, old: &Path) -> io::Result<()> {
    let (new, old) = (with_nul(new.as_os_str()), with_nul(old.as_os_str()));
    // SAFETY: both paths end with NUL and outlive the call; there is no backup.
    // https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-replacefilew
    let replaced = unsafe { ReplaceFileW(old.as_ptr(), new.as_ptr(), ptr::null(), 0, ptr::null(), ptr::null()) };
    if replaced == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_while_it_is_read_or_the_volume_refuses_posix_semantics() {
        let lab = tempfile::tempdir().unwrap();
        let (old, new) = (lab.path().join("current"), lab.path().join("Ünï 测试.new"));
        for open in [false, true] {
            fs::write(&old, "old").unwrap();
            fs::write(&new, "new").unwrap();
            let reader = open.then(|| fs::File::open(&old).unwrap());
            match rename_as_posix(&new, &old) {
                Ok(()) => {
                    assert_eq!(fs::read(&old).unwrap(), b"new");
                    assert!(!new.exists());
                }
                Err(error) => {
                    println!("SKIPPED: no POSIX rename here ({error})");
                    assert!(new.exists() && old.exists(), "a refusal changes nothing");
                }
            }
            drop(reader);
            fs::write(&new, "newer").unwrap();
            rename(&new, &old).unwrap();
            assert_eq!(fs::read(&old).unwrap(), b"newer");
        }
        assert!(rename(&new, &old).is_err(), "there is nothing to rename");
    }

    #[test]
    fn a_file_with_the_attribute_read_only_is_replaced() {
        if upgo_testkit::is_wine() {
            return println!("SKIPPED: no POSIX rename here (Wine's has none)");
        }
        let lab = tempfile::tempdir().unwrap();
        let (old, new) = (lab.path().join("current"), lab.path().join("current.new"));
        fs::write(&old, "old").unwrap();
        fs::write(&new, "new").unwrap();
        let mut permissions = fs::metadata(&old).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&old, permissions).unwrap();
        rename(&new, &old).unwrap();
        assert_eq!(fs::read(&old).unwrap(), b"new");
    }

    #[test]
    fn a_users_file_keeps_its_streams() {
        let lab = tempfile::tempdir().unwrap();
        let (old, new) = (lab.path().join("profile.ps1"), lab.path().join("profile.ps1.new"));
        fs::write(&old, "old").unwrap();
        fs::write(&new, "new").unwrap();
        let stream = lab.path().join("profile.ps1:note");
        if fs::write(&stream, "kept").is_err() || upgo_testkit::is_wine() {
            println!("SKIPPED: the volume keeps no streams (Wine's has none)");
        }
        replace_keeping_rest(&new, &old).unwrap();
        assert_eq!(fs::read(&old).unwrap(), b"new");
        assert!(!new.exists());
        if !upgo_testkit::is_wine() {
            assert_eq!(fs::read(&stream).unwrap(), b"kept");
        }
        fs::write(&new, "new").unwrap();
        assert!(replace_keeping_rest(&new, &lab.path().join("none")).is_err() && new.exists());
    }
}
