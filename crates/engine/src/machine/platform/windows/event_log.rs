#![expect(unsafe_code, reason = "writes to the event log")]
use std::ffi::OsStr;
use std::path::Path;
use std::{io, ptr};

use windows_sys::Win32::System::EventLog::{
    DeregisterEventSource, EVENTLOG_INFORMATION_TYPE, RegisterEventSourceW, ReportEventW,
};

use super::registry::with_nul;

/// The number of the event. Without a registered source, the viewer shows its text after a general sentence.
const EVENT: u32 = 1;
/// The longest text of an event, in UTF-16 units.
const LONGEST: usize = 31_839;

/// Adds an entry of `source` to the application log. A longer text is cut.
pub fn report_event(source: &str, text: &str) -> io::Result<()> {
    let name = with_nul(OsStr::new(source));
    // SAFETY: the name ends with NUL and outlives the call; no server is this machine.
    // https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-registereventsourcew
    let log = unsafe { RegisterEventSourceW(ptr::null(), name.as_ptr()) };
    if log.is_null() {
        return Err(io::Error::last_os_error());
    }
    let mut text = with_nul(OsStr::new(text));
    if text.len() > LONGEST {
        text.truncate(LONGEST - 1);
        text.push(0);
    }
    let strings = [text.as_ptr()];
    // SAFETY: the handle is open; the one string ends with NUL, and it and the list outlive the call.
    // https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-reporteventw
    let done = unsafe {
        ReportEventW(log, EVENTLOG_INFORMATION_TYPE, 0, EVENT, ptr::null_mut(), 1, 0, strings.as_ptr(), ptr::null())
    };
    let result = if done == 0 { Err(io::Error::last_os_error()) } else { Ok(()) };
    // SAFETY: the handle is open, and nothing uses it afterwards.
    unsafe { DeregisterEventSource(log) };
    result
}

pub fn send_to_journald(_socket: &Path, _fields: &[(&str, String)]) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
