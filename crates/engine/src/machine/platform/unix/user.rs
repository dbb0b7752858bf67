//! The account that runs this process, by its name.
#![expect(unsafe_code, reason = "asks the system's list of accounts")]
use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::ptr;

use crate::platform::ProcessUser;

/// Room for the texts of an account. The system recommends 1 KiB; a directory service may need more.
const ROOM: usize = 16 << 10;

/// The account whose rights this process has.
pub fn process_user() -> ProcessUser {
    let id = rustix::process::geteuid().as_raw();
    ProcessUser { id: Some(id.to_string()), name: name(id) }
}

fn name(id: u32) -> Option<String> {
    let mut texts = vec![0; ROOM];
    let mut account = MaybeUninit::<libc::passwd>::uninit();
    let mut found: *mut libc::passwd = ptr::null_mut();
    // SAFETY: `texts` has room for the given number of bytes; it, `account` and `found` outlive the call.
    // https://pubs.opengroup.org/onlinepubs/9799919799/functions/getpwuid.html
    let error = unsafe { libc::getpwuid_r(id, account.as_mut_ptr(), texts.as_mut_ptr(), texts.len(), &raw mut found) };
    if error != 0 || found.is_null() {
        return None;
    }
    // SAFETY: on success `found` points to `account`, which the system has filled.
    let name = unsafe { (*found).pw_name };
    if name.is_null() {
        return None;
    }
    // SAFETY: the name ends with NUL and lies in `texts`.
    Some(unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned())
}
