#![expect(unsafe_code, reason = "asks for the console of this process")]
use std::io;

use windows_sys::Win32::System::Console::{
    GetConsoleMode, GetConsoleOutputCP, GetConsoleProcessList, GetConsoleWindow, GetStdHandle, STD_ERROR_HANDLE,
    STD_HANDLE, STD_INPUT_HANDLE, STD_OUTPUT_HANDLE,
};

use super::Row;
use crate::answer::{Answer, Ground, Value};

pub(super) const QUESTIONS: &[Row] = &[
    ("window", |_| {
        // SAFETY: it has no arguments. https://learn.microsoft.com/windows/console/getconsolewindow
        let window = unsafe { GetConsoleWindow() };
        (!window.is_null()).into()
    }),
    ("mode-of-input", |_| mode(STD_INPUT_HANDLE).into()),
    ("mode-of-output", |_| mode(STD_OUTPUT_HANDLE).into()),
    ("mode-of-errors", |_| mode(STD_ERROR_HANDLE).into()),
    ("output-code-page", |_| {
        // SAFETY: it has no arguments. https://learn.microsoft.com/windows/console/getconsoleoutputcp
        let code_page = unsafe { GetConsoleOutputCP() };
        if code_page == 0 { Answer::failed(&io::Error::last_os_error()) } else { code_page.into() }
    }),
    ("processes", |_| processes().into()),
    ("variables-of-terminals", variables),
];

/// The mode of a standard handle; an error if it is not a console.
fn mode(which: STD_HANDLE) -> io::Result<String> {
    let mut mode = 0;
    // SAFETY: the result outlives the call; a handle that is not a console is refused.
    // https://learn.microsoft.com/windows/console/getconsolemode
    let known = unsafe { GetConsoleMode(GetStdHandle(which), &raw mut mode) };
    if known == 0 { Err(io::Error::last_os_error()) } else { Ok(format!("{mode:#06x}")) }
}

fn processes() -> io::Result<u32> {
    let mut ids = [0_u32; 64];
    // SAFETY: the list has room for 64 numbers.
    // https://learn.microsoft.com/windows/console/getconsoleprocesslist
    let count = unsafe { GetConsoleProcessList(ids.as_mut_ptr(), 64) };
    if count == 0 { Err(io::Error::last_os_error()) } else { Ok(count) }
}

/// Which variables are set, without their values.
fn variables(ground: &Ground) -> Answer {
    let is_set = |name: &str| (ground.variables)(name).is_some();
    Value::from(
        ["WT_SESSION", "PROMPT", "PSModulePath", "MSYSTEM", "TERM", "TERM_PROGRAM", "ConEmuANSI", "SSH_CONNECTION"]
            .map(|name| (name, is_set(name))),
    )
    .into()
}
