//! The token of a user in place of an administrator's, and a program that is started with it.
#![expect(unsafe_code, reason = "changes a token of the system, and starts a program with it")]
use std::io;
use std::os::windows::io::AsRawHandle as _;
use std::ptr;

use windows::Win32::Foundation::{GENERIC_ALL, HANDLE};
use windows::Win32::Security::{
    ACL, ACL_REVISION, AddAccessAllowedAce, CreateRestrictedToken, CreateWellKnownSid, DuplicateTokenEx,
    GetTokenInformation, InitializeAcl, LUA_TOKEN, PSID, SID_AND_ATTRIBUTES, SecurityIdentification,
    SetTokenInformation, TOKEN_ALL_ACCESS, TOKEN_DEFAULT_DACL, TOKEN_ELEVATION, TOKEN_ELEVATION_TYPE,
    TOKEN_INFORMATION_CLASS, TOKEN_LINKED_TOKEN, TOKEN_MANDATORY_LABEL, TOKEN_OWNER, TOKEN_USER, TokenDefaultDacl,
    TokenElevation, TokenElevationType, TokenIntegrityLevel, TokenLinkedToken, TokenOwner, TokenPrimary, TokenUser,
    WELL_KNOWN_SID_TYPE, WinLocalSystemSid, WinMediumLabelSid,
};
use windows::Win32::System::Environment::GetCommandLineW;
use windows::Win32::System::Threading::{
    CreateProcessAsUserW, GetCurrentProcess, GetExitCodeProcess, INFINITE, OpenProcessToken, PROCESS_CREATION_FLAGS,
    PROCESS_INFORMATION, STARTF_USESTDHANDLES, STARTUPINFOW, WaitForSingleObject,
};
use windows::core::{PCWSTR, PWSTR, Result};

/// Room for a SID of 68 bytes, for a `TOKEN_USER` with one, or for an access list with two.
type Place = [u64; 32];

/// Source: <https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-token_mandatory_label>.
const SE_GROUP_INTEGRITY: u32 = 0x20;

/// Runs the program to its end and returns its exit code. No handle is closed, because this process then ends.
pub(crate) fn run() -> Result<u32> {
    let own = own()?;
    let (is_administrator, kind) = rights(own)?;
    let token = if is_administrator { Some(of_user(own, kind)?) } else { None };
    let startup = STARTUPINFOW {
        cb: size::<STARTUPINFOW>(),
        dwFlags: STARTF_USESTDHANDLES,
        hStdInput: HANDLE(io::stdin().as_raw_handle()),
        hStdOutput: HANDLE(io::stdout().as_raw_handle()),
        hStdError: HANDLE(io::stderr().as_raw_handle()),
        ..STARTUPINFOW::default()
    };
    let (mut line, mut process, mut code) = (command_line(), PROCESS_INFORMATION::default(), 0);
    let (startup, line) = (&raw const startup, PWSTR(line.as_mut_ptr()));
    let (none, flags) = (PCWSTR::null(), PROCESS_CREATION_FLAGS::default());
    // SAFETY: `line` ends with a NUL, and outlives the call like all others.
    // https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-createprocessasuserw
    unsafe {
        CreateProcessAsUserW(token, none, Some(line), None, None, true, flags, None, none, startup, &raw mut process)?;
        WaitForSingleObject(process.hProcess, INFINITE);
        GetExitCodeProcess(process.hProcess, &raw mut code)?;
    }
    Ok(code)
}

/// The command line of this process without its first word, exactly as it is.
fn command_line() -> Vec<u16> {
    const QUOTE: u16 = 0x22;
    const BLANKS: [u16; 2] = [0x20, 0x09];
    // SAFETY: the line ends with a NUL, and lives as long as this process.
    let line = unsafe { GetCommandLineW() };
    // SAFETY: the same.
    let line = unsafe { line.as_wide() };
    let mut is_quoted = false;
    let is_in_word = |unit: &&u16| {
        is_quoted ^= **unit == QUOTE;
        is_quoted || !BLANKS.contains(unit)
    };
    let word = line.iter().take_while(is_in_word).count();
    line[word..].iter().skip_while(|unit| BLANKS.contains(unit)).copied().chain([0]).collect()
}

/// What this account's programs have without an administrator's rights. `kind` is the type of `own`.
#[expect(clippy::print_stderr, reason = "a run says with which rights its tests ran")]
fn of_user(own: HANDLE, kind: i32) -> Result<HANDLE> {
    // Wine ignores what is asked of a restricted token. Windows returns the linked one only for a look at it.
    let token = if upgo_testkit::is_wine() { linked(own)? } else { restricted(own)? };
    let (is_administrator, now) = rights(token)?;
    assert!(!is_administrator, "the token still has an administrator's rights (type {kind}, now {now})");
    eprintln!("as_user: an administrator (type {kind}), now a user (type {now})");
    Ok(token)
}

/// A restricted version of this process's token, as a sign-in makes it for the programs of an administrator. Starting a
/// program with it needs no privilege.
///
/// Source: <https://learn.microsoft.com/windows/win32/secauthz/restricted-tokens>.
fn restricted(own: HANDLE) -> Result<HANDLE> {
    let mut token = HANDLE::default();
    // SAFETY: `token` outlives the call.
    unsafe { CreateRestrictedToken(own, LUA_TOKEN, None, None, None, &raw mut token)? };
    let mut places: [Place; 4] = [[0; 32]; 4];
    let [user, system, label, list] = &mut places;
    ask(token, TokenUser, user)?;
    // SAFETY: the system has written a TOKEN_USER at the beginning of `user`, which is aligned for it.
    let user = unsafe { (*user.as_ptr().cast::<TOKEN_USER>()).User.Sid };
    let (system, _) = well_known(WinLocalSystemSid, system)?;
    let (medium, length) = well_known(WinMediumLabelSid, label)?;
    let list: *mut ACL = list.as_mut_ptr().cast();
    // SAFETY: `list` has room for two entries, and the SIDs are in `places`.
    unsafe {
        InitializeAcl(list, size::<Place>(), ACL_REVISION)?;
        AddAccessAllowedAce(list, ACL_REVISION, GENERIC_ALL.0, user)?;
        AddAccessAllowedAce(list, ACL_REVISION, GENERIC_ALL.0, system)?;
    }
    // The new files, pipes and processes of an administrator belong to the group, which a user could not open.
    tell(token, TokenOwner, &TOKEN_OWNER { Owner: user }, 0)?;
    tell(token, TokenDefaultDacl, &TOKEN_DEFAULT_DACL { DefaultDacl: list }, 0)?;
    let label = SID_AND_ATTRIBUTES { Sid: medium, Attributes: SE_GROUP_INTEGRITY };
    tell(token, TokenIntegrityLevel, &TOKEN_MANDATORY_LABEL { Label: label }, length)?;
    Ok(token)
}

/// The other token of an account with two.
fn linked(own: HANDLE) -> Result<HANDLE> {
    let (mut linked, mut token) = (TOKEN_LINKED_TOKEN::default(), HANDLE::default());
    ask(own, TokenLinkedToken, &mut linked)?;
    let (level, kind) = (SecurityIdentification, TokenPrimary);
    // SAFETY: `token` outlives the call.
    unsafe { DuplicateTokenEx(linked.LinkedToken, TOKEN_ALL_ACCESS, None, level, kind, &raw mut token)? };
    Ok(token)
}

fn own() -> Result<HANDLE> {
    let mut token = HANDLE::default();
    // SAFETY: the process handle needs no closing; `token` outlives the call.
    unsafe { OpenProcessToken(GetCurrentProcess(), TOKEN_ALL_ACCESS, &raw mut token)? };
    Ok(token)
}

/// Whether a token has an administrator's rights, and its type: 1 if the account has one token, 2 with more rights, 3
/// with fewer.
fn rights(token: HANDLE) -> Result<(bool, i32)> {
    let (mut elevation, mut kind) = (TOKEN_ELEVATION::default(), TOKEN_ELEVATION_TYPE::default());
    ask(token, TokenElevation, &mut elevation)?;
    ask(token, TokenElevationType, &mut kind)?;
    Ok((elevation.TokenIsElevated != 0, kind.0))
}

fn well_known(kind: WELL_KNOWN_SID_TYPE, place: &mut Place) -> Result<(PSID, u32)> {
    let (sid, mut length) = (PSID(place.as_mut_ptr().cast()), size::<Place>());
    // SAFETY: `sid` has room for `length` bytes; both outlive the call.
    unsafe { CreateWellKnownSid(kind, None, Some(sid), &raw mut length)? };
    Ok((sid, length))
}

/// `place` must have the type of `class`, or room for it.
fn ask<T>(token: HANDLE, class: TOKEN_INFORMATION_CLASS, place: &mut T) -> Result<()> {
    let mut length = 0;
    // SAFETY: `place` has room for its own size; both outlive the call.
    unsafe { GetTokenInformation(token, class, Some(ptr::from_mut(place).cast()), size::<T>(), &raw mut length) }
}

/// `value` must have the type of `class`. `more` is the length of a SID that counts, too.
fn tell<T>(token: HANDLE, class: TOKEN_INFORMATION_CLASS, value: &T, more: u32) -> Result<()> {
    // SAFETY: `value` and what it points to outlive the call.
    unsafe { SetTokenInformation(token, class, ptr::from_ref(value).cast(), size::<T>() + more) }
}

fn size<T>() -> u32 {
    u32::try_from(size_of::<T>()).unwrap_or(u32::MAX)
}
