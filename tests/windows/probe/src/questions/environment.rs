//! The user's environment, who is notified of its changes, and which Go the shells run.
#![expect(unsafe_code, reason = "lists windows, sends them a message without effect, and asks for an environment")]
use std::io;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::path::PathBuf;
use std::ptr;
use std::time::{Duration, Instant};

use upgo_engine::machine::platform::{from_units, registry_get, shell_windows};
use windows_sys::Win32::Foundation::{HWND, LPARAM};
use windows_sys::Win32::Security::{TOKEN_DUPLICATE, TOKEN_QUERY};
use windows_sys::Win32::System::Environment::{CreateEnvironmentBlock, DestroyEnvironmentBlock};
use windows_sys::Win32::System::Threading::{GetCurrentProcess, OpenProcessToken};
use windows_sys::Win32::UI::WindowsAndMessaging::{EnumWindows, SMTO_ABORTIFHUNG, SendMessageTimeoutW, WM_NULL};
use windows_sys::core::BOOL;

use super::{Row, child};
use crate::answer::{Answer, Ground, Value};

pub(super) const QUESTIONS: &[Row] = &[
    ("shell-answers", |_| answers(&shell_windows(), 2000).into()),
    ("windows-answer", |_| answers(&all_windows(), 50).into()),
    ("kind-of-path", |_| kind_of_path().into()),
    ("path-of-new-program", |ground| path_of_new_program(ground).into()),
    ("go-in-cmd", |ground| go(ground, "cmd.exe".into(), &["/d", "/c", "go version"])),
    ("go-in-windows-powershell", |ground| go(ground, "powershell.exe".into(), &POWERSHELL)),
    ("go-in-powershell", |ground| go(ground, "pwsh.exe".into(), &POWERSHELL)),
    ("go-in-git-bash", |ground| match (ground.variables)("ProgramFiles") {
        // a `bash` on PATH may be that of WSL, which starts a virtual machine
        Some(programs) => go(ground, PathBuf::from(programs).join(r"Git\bin\bash.exe"), &["-c", "go version"]),
        None => Answer::not_asked("ProgramFiles is not set"),
    }),
];

const POWERSHELL: [&str; 5] = ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", "go version"];

/// How many of these windows answer a message that has no effect, each within this many milliseconds.
fn answers(windows: &[HWND], milliseconds: u32) -> Value {
    const PATIENCE: Duration = Duration::from_secs(3);
    let begun = Instant::now();
    let (mut asked, mut answered) = (0, 0);
    for window in windows.iter().take_while(|_| begun.elapsed() < PATIENCE) {
        // SAFETY: no pointers; the call returns when the window has answered or timed out.
        // https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-sendmessagetimeoutw
        let result =
            unsafe { SendMessageTimeoutW(*window, WM_NULL, 0, 0, SMTO_ABORTIFHUNG, milliseconds, ptr::null_mut()) };
        asked += 1;
        answered += i64::from(result != 0);
    }
    let windows = i64::try_from(windows.len()).unwrap_or(i64::MAX);
    [("windows", windows), ("asked", asked), ("answered", answered)].into()
}

/// The windows without a parent, among them the hidden ones: those that a broadcast reaches.
fn all_windows() -> Vec<HWND> {
    extern "system" fn note(window: HWND, list: LPARAM) -> BOOL {
        // SAFETY: `list` is the list below, which nobody else uses during the call.
        let list = unsafe { &mut *(list as *mut Vec<HWND>) };
        list.push(window);
        1
    }
    let mut list = Vec::new();
    // SAFETY: the function and the list outlive the call, which does not keep them.
    // https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-enumwindows
    unsafe { EnumWindows(Some(note), (&raw mut list) as LPARAM) };
    list
}

/// The kind of the user's PATH in the registry (1 or 2) and its length in characters.
fn kind_of_path() -> io::Result<Value> {
    let value = registry_get(r"HKCU\Environment", "Path")?;
    let described = |(kind, bytes): (u32, Vec<u8>)| {
        let length = i64::try_from(bytes.len() / 2).unwrap_or(i64::MAX);
        Value::from([("kind", kind.into()), ("length", length)])
    };
    Ok(value.map(described).into())
}

/// Whether a program that Explorer starts now would have the PATH of this process.
fn path_of_new_program(ground: &Ground) -> io::Result<Value> {
    let mut token = ptr::null_mut();
    // SAFETY: the process handle needs no closing; `token` outlives the call.
    // https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-openprocesstoken
    if unsafe { OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY | TOKEN_DUPLICATE, &raw mut token) } == 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the handle is open and owned by this code.
    let token = unsafe { OwnedHandle::from_raw_handle(token) };
    let mut block = ptr::null_mut();
    // SAFETY: the token is open, and the result outlives the call.
    // https://learn.microsoft.com/windows/win32/api/userenv/nf-userenv-createenvironmentblock
    if unsafe { CreateEnvironmentBlock(&raw mut block, token.as_raw_handle(), 0) } == 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the block was made by the call above, which ended it with two NULs, and is destroyed once.
    let lines = unsafe {
        let lines = lines(block.cast());
        DestroyEnvironmentBlock(block);
        lines
    };
    let own = (ground.variables)("PATH").unwrap_or_default();
    let path =
        lines.iter().find_map(|line| line.split_at_checked(5).filter(|(name, _)| name.eq_ignore_ascii_case("path=")));
    let is_same = path.is_some_and(|(_, path)| path == own.to_string_lossy());
    Ok([("has-variables", !lines.is_empty()), ("has-path", path.is_some()), ("same-path-as-here", is_same)].into())
}

/// The lines of an environment.
///
/// # Safety
/// `block` must be texts that end with NUL, the last one empty.
unsafe fn lines(mut block: *const u16) -> Vec<String> {
    let mut lines = Vec::new();
    loop {
        // SAFETY: `block` is at the start of a text.
        let line = (0..).map(|at| unsafe { *block.add(at) }).take_while(|unit| *unit != 0);
        let line: Vec<u16> = line.collect();
        if line.is_empty() {
            return lines;
        }
        // SAFETY: after the text and its NUL is the next one.
        block = unsafe { block.add(line.len() + 1) };
        lines.push(from_units(&line).to_string_lossy().into_owned());
    }
}

/// What `go version` prints, if it is that.
fn go(ground: &Ground, shell: PathBuf, words: &[&str]) -> Answer {
    match child::run(shell, words, &ground.folder) {
        Ok((_, line)) if line.starts_with("go version ") => line.into(),
        Ok((code, _)) => Answer::Error(format!("exit code {code}")),
        Err(error) => Answer::failed(&error),
    }
}
