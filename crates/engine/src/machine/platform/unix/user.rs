//! The account that runs this process: its name, shell and group.
#![expect(unsafe_code, reason = "asks the system's lists of accounts and groups")]
use std::ffi::{CStr, OsString};
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStringExt as _;
use std::path::PathBuf;
use std::ptr;

use crate::machine::platform::ProcessUser;

/// Room for the texts of an account. The system recommends 1 KiB; a directory service may need more.
const ROOM: usize = 16 << 10;

/// As the system's list of accounts has it.
pub(super) struct Account {
    pub(super) name: String,
    /// Empty if it has none.
    pub(super) shell: PathBuf,
}

pub fn process_user() -> ProcessUser {
    let id = rustix::process::geteuid().as_raw();
    ProcessUser { id: Some(id.to_string()), name: name(id) }
}

fn name(id: u32) -> Option<String> {
    account(id).map(|account| account.name)
}

pub(super) fn own_account() -> Option<Account> {
    account(rustix::process::geteuid().as_raw())
}

fn account(id: u32) -> Option<Account> {
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
    let (name, shell) = unsafe { ((*found).pw_name, (*found).pw_shell) };
    // SAFETY: each text is null or ends with NUL and lies in `texts`.
    let text = |at: *const libc::c_char| (!at.is_null()).then(|| unsafe { CStr::from_ptr(at) }.to_bytes().to_vec());
    let shell = text(shell).unwrap_or_default();
    Some(Account { name: String::from_utf8_lossy(&text(name)?).into_owned(), shell: OsString::from_vec(shell).into() })
}

/// Whether this account's primary group has the account's name or its number, and no other member.
pub(super) fn is_alone_in_group(id: u32) -> bool {
    let account = rustix::process::geteuid().as_raw();
    let mut texts = vec![0; ROOM];
    let mut group = MaybeUninit::<libc::group>::uninit();
    let mut found: *mut libc::group = ptr::null_mut();
    // SAFETY: `texts` has room for the given number of bytes; it, `group` and `found` outlive the call.
    // https://pubs.opengroup.org/onlinepubs/9799919799/functions/getgrgid.html
    let error = unsafe { libc::getgrgid_r(id, group.as_mut_ptr(), texts.as_mut_ptr(), texts.len(), &raw mut found) };
    if error != 0 {
        return false;
    }
    if found.is_null() {
        return id == account; // a container without a list of groups
    }
    // SAFETY: on success `found` points to `group`, which the system has filled. Its texts lie in `texts`.
    let (called, mut member) = unsafe { ((*found).gr_name, (*found).gr_mem) };
    let own = name(account);
    // SAFETY: each pointer is null or leads to a text that ends with NUL and lies in `texts`.
    let text = |at: *const libc::c_char| (!at.is_null()).then(|| unsafe { CStr::from_ptr(at) }.to_string_lossy());
    let is_named = id == account || (own.is_some() && text(called).as_deref() == own.as_deref());
    // SAFETY: the list of members ends with a null pointer.
    while let Some(other) = (!member.is_null()).then(|| unsafe { *member }).and_then(|at| text(at)) {
        if Some(&*other) != own.as_deref() {
            return false;
        }
        // SAFETY: this was not the end of the list, so the next pointer belongs to it.
        member = unsafe { member.add(1) };
    }
    is_named
}
