//! A lock that the kernel releases when its process ends.
#![expect(unsafe_code, reason = "calls LockFileEx")]
use std::io;
use std::os::windows::io::AsRawHandle as _;

use fs_err::File;
use windows_sys::Win32::Foundation::{ERROR_IO_PENDING, ERROR_LOCK_VIOLATION, HANDLE};
use windows_sys::Win32::Storage::FileSystem::{LOCKFILE_EXCLUSIVE_LOCK, LOCKFILE_FAIL_IMMEDIATELY, LockFileEx};
use windows_sys::Win32::System::IO::{OVERLAPPED, OVERLAPPED_0, OVERLAPPED_0_0};

#[derive(Debug)]
pub struct FileLock(#[expect(dead_code, reason = "held until it is dropped")] File);

impl FileLock {
    /// Acquires the lock; `None` if another holder has it. The file stays readable for all. Windows refuses reads of
    /// locked bytes, so the locked byte is far beyond the end of any content.
    pub fn try_acquire(file: &File) -> io::Result<Option<Self>> {
        let own = file.try_clone()?;
        let offset = OVERLAPPED_0_0 { Offset: 0, OffsetHigh: 0x4000_0000 };
        let mut place = OVERLAPPED { Anonymous: OVERLAPPED_0 { Anonymous: offset }, ..OVERLAPPED::default() };
        let handle = own.file().as_raw_handle() as HANDLE;
        let how = LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY;
        // SAFETY: the handle is open and owned by `own`; `place` outlives the call, which does not wait.
        // https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-lockfileex
        if unsafe { LockFileEx(handle, how, 0, 1, 0, &raw mut place) } != 0 {
            return Ok(Some(Self(own)));
        }
        let error = io::Error::last_os_error();
        match error.raw_os_error().map(i32::cast_unsigned) {
            Some(ERROR_LOCK_VIOLATION | ERROR_IO_PENDING) => Ok(None),
            _ => Err(error),
        }
    }
}
