#![expect(unsafe_code, reason = "asks for the token, profile and session of this process")]
use std::ffi::{OsStr, OsString, c_void};
use std::os::windows::ffi::OsStringExt as _;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{io, mem, ptr};

use fs_err as fs;
use fs_err::os::windows::fs::OpenOptionsExt as _;
use windows_sys::Win32::Foundation::ERROR_WRITE_PROTECT;
use windows_sys::Win32::Security::{
    GetTokenInformation, TOKEN_ELEVATION, TOKEN_ELEVATION_TYPE, TOKEN_INFORMATION_CLASS, TOKEN_QUERY, TOKEN_USER,
    TokenElevation, TokenElevationType, TokenElevationTypeFull, TokenUser,
};
use windows_sys::Win32::Storage::FileSystem::{FILE_ADD_FILE, FILE_FLAG_BACKUP_SEMANTICS};
use windows_sys::Win32::System::RemoteDesktop::{
    WTS_CURRENT_SERVER_HANDLE, WTS_CURRENT_SESSION, WTSFreeMemory, WTSQuerySessionInformationW, WTSUserName,
};
use windows_sys::Win32::System::Threading::{GetCurrentProcess, OpenProcessToken};
use windows_sys::Win32::System::WindowsProgramming::GetUserNameW;
use windows_sys::Win32::UI::Shell::GetUserProfileDirectoryW;

use super::guard::{guard, text_of};
use crate::base::words::{Sentence, Statement};
use crate::machine::path_walk::PathWalk;
use crate::machine::platform::guarded::stranger_in;
use crate::machine::platform::{Access, Foreign, ProcessUser, Stranger, is_on_a_drive, is_same_path, typed};

/// A name has at most 256 characters, and a NUL; the path of a profile has at most 32,767.
const NAME_MAX: usize = 257;
const PATH_MAX: usize = 32_768;

/// Whether this process is elevated, and which of the user's folders belong to another account: because the environment
/// names a profile that is not this process's, or because another person confirmed the prompt, so that this is not the
/// signed-in user's. Outside of the profile, only this account may own and change Upgo's home; on a share, the server
/// decides. What the system does not report is ignored.
pub fn account(upgo_home: &Path, variables: &dyn Fn(&str) -> Option<OsString>) -> (bool, Vec<Foreign>) {
    let Some(token) = token() else { return (false, Vec::new()) };
    let mut foreign = Vec::new();
    let own = profile(&token);
    if let (Some(own), Some(named)) = (&own, variables("USERPROFILE"))
        && !is_same_path(own.as_ref(), named.as_ref())
    {
        let owner = Path::new(&named).file_name().unwrap_or_default().to_string_lossy().into_owned();
        foreign.push(Foreign { folder: PathBuf::from(named), owner: Some(owner), is_upgos: false });
    }
    if let (Some(at_screen), Some(this), Some(own)) = (session_user(), user(), own)
        && !is_same_user(&at_screen, &this)
    {
        // Its own profile, but not that of the signed-in user.
        let owner = format!("{}, not to {}", this.display(), at_screen.display());
        foreign.push(Foreign { folder: own.into(), owner: Some(owner), is_upgos: false });
    }
    let guard = if is_in_own_profile(upgo_home) || !is_on_a_drive(upgo_home) { None } else { guard(upgo_home).ok() };
    let stranger = guard.zip(sid(&token)).and_then(|(guard, own)| stranger_in(upgo_home, &guard, &own));
    foreign.extend(stranger.map(|stranger| match stranger {
        Stranger::Owner { path, owner } => Foreign { folder: path, owner: Some(owner), is_upgos: true },
        Stranger::Open { path } => Foreign { folder: path, owner: None, is_upgos: true },
    }));
    (has_rights(&token), foreign)
}

/// Whether a path is in the profile of this account, which other accounts cannot enter.
pub(super) fn is_in_own_profile(path: &Path) -> bool {
    static OWN: OnceLock<Option<PathBuf>> = OnceLock::new();
    let lower = |path: &Path| PathBuf::from(path.to_string_lossy().to_lowercase());
    let own = OWN.get_or_init(|| Some(lower(Path::new(&own_profile()?))));
    let Ok(path) = std::path::absolute(path) else { return false };
    own.as_ref().is_some_and(|own| lower(&path).starts_with(own) && !has_link(&path, own.components().count()))
}

/// Whether a link is on the way, below the first `known` parts.
fn has_link(path: &Path, known: usize) -> bool {
    let mut below = PathWalk::to(path).flatten().filter(|part| part.path.components().count() > known);
    below.any(|part| part.metadata.is_symlink())
}

pub fn is_elevated() -> bool {
    token().is_some_and(|token| has_rights(&token))
}

/// A prompt was confirmed for it. An account without such prompts has one kind of rights for all its programs.
pub fn has_more_rights() -> bool {
    elevation_type().is_ok_and(|kind| kind == TokenElevationTypeFull.cast_unsigned())
}

/// The kind of rights of this process: 1 if the account has only one kind, 2 with more rights, 3 with fewer.
/// Source: <https://learn.microsoft.com/windows/win32/api/winnt/ne-winnt-token_elevation_type>.
pub fn elevation_type() -> io::Result<u32> {
    let mut kind = TOKEN_ELEVATION_TYPE::default();
    let is_known = token().is_some_and(|token| fill(&token, TokenElevationType, &mut kind));
    if is_known { Ok(kind.cast_unsigned()) } else { Err(io::Error::last_os_error()) }
}

/// Whether the account of this process is the one that signed in; `None` for a service or over SSH.
pub fn is_account_of_session() -> Option<bool> {
    let (at_screen, this) = (session_user()?, user()?);
    Some(is_same_user(&at_screen, &this))
}

/// Of the name of a session's user, Windows keeps 20 units (`USERNAME_LENGTH`). Names of Entra ID are often longer.
fn is_same_user(at_screen: &OsStr, this: &OsStr) -> bool {
    let known = |name: &OsStr| name.to_string_lossy().to_lowercase().encode_utf16().take(20).collect::<Vec<_>>();
    known(at_screen) == known(this)
}

/// The check writes nothing, but opens the folder with the right to add a file.
pub fn access(folder: &Path) -> Access {
    let wish = fs::OpenOptions::new().access_mode(FILE_ADD_FILE).custom_flags(FILE_FLAG_BACKUP_SEMANTICS).open(folder);
    let write_protected = |error: &io::Error| error.raw_os_error() == Some(ERROR_WRITE_PROTECT.cast_signed());
    match wish {
        Ok(_) if is_elevated() => Access::Elevated,
        Ok(_) => Access::Ordinary,
        Err(error) if write_protected(&error) => Access::ReadOnly,
        Err(_) => Access::Denied,
    }
}

pub fn close(path: &Path) -> Option<String> {
    let own = process_user().id.unwrap_or_default();
    // For PowerShell, parentheses without quotes are an expression.
    let grants = ["S-1-5-18", "S-1-5-32-544", &own].map(|account| format!(r#""*{account}:(OI)(CI)F""#)).join(" ");
    Some(format!("icacls {} /inheritance:r /grant:r {grants}", typed(path)))
}

pub fn run_as(_owner: &str) -> Statement {
    Sentence::RunAsYourself.into()
}

pub fn process_user() -> ProcessUser {
    let name = user().map(|name| name.to_string_lossy().into_owned());
    ProcessUser { id: token().as_ref().and_then(sid), name }
}

fn sid(token: &OwnedHandle) -> Option<String> {
    // room for a TOKEN_USER and the longest SID, which follows it: 16 and 68 bytes
    let mut place = [0_u64; 16];
    if !fill(token, TokenUser, &mut place) {
        return None;
    }
    // SAFETY: the system has written a TOKEN_USER at the beginning of `place`, which is aligned for it.
    let user = unsafe { &*place.as_ptr().cast::<TOKEN_USER>() };
    text_of(user.User.Sid)
}

fn token() -> Option<OwnedHandle> {
    let mut token = ptr::null_mut();
    // SAFETY: the process handle needs no closing; `token` outlives the call.
    // https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-openprocesstoken
    let done = unsafe { OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &raw mut token) };
    // SAFETY: on success the handle is open and owned by this code.
    (done != 0).then(|| unsafe { OwnedHandle::from_raw_handle(token) })
}

fn has_rights(token: &OwnedHandle) -> bool {
    let mut elevation = TOKEN_ELEVATION::default();
    fill(token, TokenElevation, &mut elevation) && elevation.TokenIsElevated != 0
}

/// `place` must have the type of `class`, or room for it. Returns whether the system reported the fact.
fn fill<T>(token: &OwnedHandle, class: TOKEN_INFORMATION_CLASS, place: &mut T) -> bool {
    let (mut length, size) = (0, mem::size_of::<T>());
    let place = ptr::from_mut(place).cast::<c_void>();
    // SAFETY: `place` has room for `size` bytes and, like `length`, outlives the call.
    // https://learn.microsoft.com/windows/win32/api/securitybaseapi/nf-securitybaseapi-gettokeninformation
    let done = unsafe {
        GetTokenInformation(token.as_raw_handle(), class, place, u32::try_from(size).unwrap_or(0), &raw mut length)
    };
    done != 0
}

/// Regardless of the environment. A new terminal uses this profile.
pub fn own_profile() -> Option<OsString> {
    profile(&token()?)
}

fn profile(token: &OwnedHandle) -> Option<OsString> {
    filled(PATH_MAX, |text, length| {
        // SAFETY: `text` has room for `length` units; both outlive the call.
        // https://learn.microsoft.com/windows/win32/api/userenv/nf-userenv-getuserprofiledirectoryw
        unsafe { GetUserProfileDirectoryW(token.as_raw_handle(), text, length) }
    })
}

fn user() -> Option<OsString> {
    filled(NAME_MAX, |text, length| {
        // SAFETY: `text` has room for `length` units; both outlive the call.
        // https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-getusernamew
        unsafe { GetUserNameW(text, length) }
    })
}

/// The user who signed in to the session of this process; `None` for a service or over SSH.
fn session_user() -> Option<OsString> {
    let (mut text, mut length) = (ptr::null_mut(), 0);
    // SAFETY: both results outlive the call.
    // https://learn.microsoft.com/windows/win32/api/wtsapi32/nf-wtsapi32-wtsquerysessioninformationw
    let done = unsafe {
        WTSQuerySessionInformationW(
            WTS_CURRENT_SERVER_HANDLE, WTS_CURRENT_SESSION, WTSUserName, &raw mut text, &raw mut length,
        )
    };
    if done == 0 || text.is_null() {
        return None;
    }
    let units = (0..length as usize / 2).map(|at| {
        // SAFETY: the buffer has `length` bytes.
        unsafe { *text.add(at) }
    });
    let name = OsString::from_wide(&units.take_while(|unit| *unit != 0).collect::<Vec<_>>());
    // SAFETY: the call has transferred ownership of the memory.
    unsafe { WTSFreeMemory(text.cast()) };
    Some(name).filter(|name| !name.is_empty())
}

/// The text that a call writes into a buffer of at most `capacity` units.
fn filled(capacity: usize, call: impl Fn(*mut u16, *mut u32) -> i32) -> Option<OsString> {
    let mut buffer = vec![0; capacity];
    let mut length = u32::try_from(capacity).ok()?;
    let done = call(buffer.as_mut_ptr(), &raw mut length);
    let end = buffer.iter().position(|unit| *unit == 0)?;
    (done != 0 && end > 0).then(|| OsString::from_wide(&buffer[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_that_of_the_session_which_has_only_its_beginning() {
        let is_same = |one: &str, other: &str| is_same_user(one.as_ref(), other.as_ref());
        assert!(is_same("KonstantinaPapadopou", "KonstantinaPapadopoulou") && is_same("Ada", "ada"));
        assert!(!is_same("Ada", "AdaLovelace") && !is_same("", "ada"));
    }

    #[test]
    fn the_command_that_closes_a_home_has_no_expressions_of_powershell() {
        let command = close(Path::new(r"D:\$Go & co's (new)")).unwrap();
        let rest = command.strip_prefix(r"icacls 'D:\$Go & co''s (new)' /inheritance:r /grant:r ");
        let bare: String = rest.unwrap().split('"').step_by(2).collect();
        assert_eq!(bare.trim(), "", "{command}");
        assert!(command.contains(r#" "*S-1-5-18:(OI)(CI)F" "#), "{command}");
    }
}
