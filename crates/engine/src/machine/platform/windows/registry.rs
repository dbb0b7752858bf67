//! Names, the registry, and the message that the environment has changed.
#![expect(unsafe_code, reason = "finds windows and sends them a message")]
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::windows::ffi::{OsStrExt as _, OsStringExt as _};
use std::ptr;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use windows_sys::Win32::Foundation::HWND;
use windows_sys::Win32::UI::WindowsAndMessaging::{
    FindWindowW, GetShellWindow, HWND_BROADCAST, SMTO_ABORTIFHUNG, SendMessageTimeoutW, WM_SETTINGCHANGE,
};
use winreg::enums::{
    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE, KEY_READ, KEY_SET_VALUE, KEY_WOW64_32KEY, KEY_WOW64_64KEY, REG_BINARY,
    REG_DWORD, REG_DWORD_BIG_ENDIAN, REG_EXPAND_SZ, REG_FULL_RESOURCE_DESCRIPTOR, REG_LINK, REG_MULTI_SZ, REG_NONE,
    REG_QWORD, REG_RESOURCE_LIST, REG_RESOURCE_REQUIREMENTS_LIST, REG_SZ, RegType,
};
use winreg::{RegKey, RegValue};

use crate::base::bounded::if_there;
use crate::machine::fault::{FakeAnswer, plays};

pub const HAS_REGISTRY: bool = true;
pub const TERMINALS_LOG_IN: bool = false;

/// A name in the units of the system: UTF-16, possibly not valid.
pub fn to_units(text: &OsStr) -> Vec<u16> {
    text.encode_wide().collect()
}

/// A text with the NUL at its end that Windows requires.
pub(crate) fn with_nul(text: &OsStr) -> Vec<u16> {
    text.encode_wide().chain([0]).collect()
}

pub fn from_units(units: &[u16]) -> OsString {
    OsString::from_wide(units)
}

/// Reads the kind and the raw bytes of a value; `None` if it or its key is missing. `key` begins with `HKCU\` or
/// `HKLM\`, or with `HKLM64\` or `HKLM32\` for the view of 64-bit or 32-bit programs.
pub fn registry_get(key: &str, name: &str) -> io::Result<Option<(u32, Vec<u8>)>> {
    let (root, view, path) = root_of(key)?;
    let value = root.open_subkey_with_flags(path, KEY_READ | view).and_then(|key| key.get_raw_value(name));
    Ok(if_there(value)?.map(|value| (value.vtype as u32, value.bytes.into_owned())))
}

pub fn registry_has_key(key: &str) -> bool {
    root_of(key).is_ok_and(|(root, view, path)| root.open_subkey_with_flags(path, KEY_READ | view).is_ok())
}

/// None if the key is missing.
pub fn registry_value_names(key: &str) -> io::Result<Vec<String>> {
    let (root, view, path) = root_of(key)?;
    let Some(key) = if_there(root.open_subkey_with_flags(path, KEY_READ | view))? else { return Ok(Vec::new()) };
    key.enum_values().map(|value| value.map(|(name, _)| name)).collect()
}

/// None if the key is missing.
pub fn registry_key_names(key: &str) -> io::Result<Vec<String>> {
    let (root, view, path) = root_of(key)?;
    let Some(key) = if_there(root.open_subkey_with_flags(path, KEY_READ | view))? else { return Ok(Vec::new()) };
    key.enum_keys().collect()
}

/// Creates the key if it is missing.
pub fn registry_set(key: &str, name: &str, kind: u32, bytes: &[u8]) -> io::Result<()> {
    let (root, view, path) = root_of(key)?;
    let vtype = KINDS.into_iter().find(|known| known.clone() as u32 == kind).ok_or(io::ErrorKind::InvalidInput)?;
    let (key, _) = root.create_subkey_with_flags(path, KEY_SET_VALUE | view)?;
    // If a text does not end with NUL, Windows reads beyond its end and includes a NUL that it finds there.
    let padded = [bytes, &[0xFF; 4]].concat();
    key.set_raw_value(name, &RegValue { bytes: padded[..bytes.len()].into(), vtype })
}

/// It may be missing.
pub fn registry_remove(key: &str, name: &str) -> io::Result<()> {
    let (root, view, path) = root_of(key)?;
    let key = root.open_subkey_with_flags(path, KEY_SET_VALUE | view);
    if_there(key.and_then(|key| key.delete_value(name))).map(drop)
}

const KINDS: [RegType; 12] = [
    REG_NONE,
    REG_SZ,
    REG_EXPAND_SZ,
    REG_BINARY,
    REG_DWORD,
    REG_DWORD_BIG_ENDIAN,
    REG_LINK,
    REG_MULTI_SZ,
    REG_RESOURCE_LIST,
    REG_FULL_RESOURCE_DESCRIPTOR,
    REG_RESOURCE_REQUIREMENTS_LIST,
    REG_QWORD,
];

/// The root of a key, its view, and the rest of its path.
fn root_of(key: &str) -> io::Result<(RegKey, u32, &str)> {
    let (root, path) = key.split_once('\\').ok_or(io::ErrorKind::InvalidInput)?;
    let (root, view) = match root {
        "HKCU" => (HKEY_CURRENT_USER, 0),
        "HKLM" => (HKEY_LOCAL_MACHINE, 0),
        "HKLM64" => (HKEY_LOCAL_MACHINE, KEY_WOW64_64KEY),
        "HKLM32" => (HKEY_LOCAL_MACHINE, KEY_WOW64_32KEY),
        _ => return Err(io::ErrorKind::InvalidInput.into()),
    };
    Ok((RegKey::predef(root), view, path))
}

/// Tells the shell and then every other window that the environment has changed, so that programs started by Explorer from
/// now on have the new one. An error means that the shell did not answer. Without a shell, nobody waits for the message.
///
/// The order of a broadcast is not defined, and its time limit counts for each window. Explorer could come after any
/// number of slow windows, so it is notified first. The broadcast has its own thread, which is abandoned after three
/// seconds, so that hung windows cannot delay a change that is already done.
pub fn announce_environment() -> io::Result<()> {
    let is_late = plays(FakeAnswer::LateShell).is_some_and(|milliseconds| milliseconds > u64::from(FOR_SHELL));
    let told = if is_late { Err(io::ErrorKind::TimedOut.into()) } else { tell_all(&shell_windows()) };
    let (done, wait) = mpsc::channel();
    let send = move || {
        tell(HWND_BROADCAST, 100).ok();
        done.send(()).ok();
    };
    if thread::Builder::new().spawn(send).is_ok() {
        wait.recv_timeout(Duration::from_secs(3)).ok();
    }
    told
}

/// The desktop and the taskbar, which both belong to Explorer.
pub fn shell_windows() -> Vec<HWND> {
    let taskbar = with_nul("Shell_TrayWnd".as_ref());
    // SAFETY: the name of the class ends with NUL and outlives the call; NULL stands for every title.
    // https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-getshellwindow
    // https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-findwindoww
    let windows = unsafe { [GetShellWindow(), FindWindowW(taskbar.as_ptr(), ptr::null())] };
    windows.into_iter().filter(|window| !window.is_null()).collect()
}

/// How many milliseconds a window of the shell has to answer.
const FOR_SHELL: u32 = 2000;

/// Tells each of these windows, even if one does not answer.
pub(super) fn tell_all(windows: &[HWND]) -> io::Result<()> {
    windows.iter().map(|window| tell(*window, FOR_SHELL)).fold(Ok(()), io::Result::and)
}

fn tell(window: HWND, milliseconds_each: u32) -> io::Result<()> {
    let what = with_nul("Environment".as_ref());
    // SAFETY: the text ends with NUL and outlives the call, which returns when each window has answered or timed out; no
    // result is wanted.
    // https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-sendmessagetimeoutw
    let answered = unsafe {
        SendMessageTimeoutW(
            window,
            WM_SETTINGCHANGE,
            0,
            what.as_ptr() as isize,
            SMTO_ABORTIFHUNG,
            milliseconds_each,
            ptr::null_mut(),
        )
    };
    if answered == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
