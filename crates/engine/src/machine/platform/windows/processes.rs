//! The running processes, from a snapshot of the system.
#![expect(unsafe_code, reason = "calls Tool Help and opens processes")]
use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::os::windows::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use windows_sys::Win32::Foundation::{FILETIME, INVALID_HANDLE_VALUE};
use windows_sys::Win32::System::Diagnostics::ToolHelp::{
    CreateToolhelp32Snapshot, PROCESSENTRY32W, Process32FirstW, Process32NextW, TH32CS_SNAPPROCESS,
};
use windows_sys::Win32::System::Threading::{
    CREATE_NO_WINDOW, GetExitCodeProcess, GetProcessTimes, OpenProcess, PROCESS_NAME_WIN32,
    PROCESS_QUERY_LIMITED_INFORMATION, QueryFullProcessImageNameW,
};

use super::process_tree::OpenHandle;
use super::short_names::with_long_names;

#[expect(clippy::cast_possible_truncation, reason = "the structure has a few hundred bytes")]
const ENTRY_SIZE: u32 = size_of::<PROCESSENTRY32W>() as u32;
/// The maximum length of a program's path in units, including its NUL.
const LONGEST: u32 = 32_768;

pub(in crate::machine::platform) fn processes() -> Vec<(u32, PathBuf)> {
    let mut room = vec![0; LONGEST as usize];
    let pids = entries().into_iter().map(|entry| entry.th32ProcessID);
    pids.filter_map(|pid| Some((pid, program_of(pid, &mut room)?))).collect()
}

/// Keeps a console program from opening, and flashing, its own console window when this process has none.
/// Source: <https://learn.microsoft.com/windows/win32/procthread/process-creation-flags> (`CREATE_NO_WINDOW`).
pub fn without_window(command: &mut Command) -> &mut Command {
    command.creation_flags(CREATE_NO_WINDOW)
}

pub(in crate::machine::platform) fn comparable(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let text = with_long_names(&path).to_string_lossy().to_lowercase();
    match (text.strip_prefix(r"\\?\unc\"), text.strip_prefix(r"\\?\")) {
        (Some(share), _) => PathBuf::from(format!(r"\\{share}")),
        (None, plain) => PathBuf::from(plain.unwrap_or(&text)),
    }
}

/// The file names of the programs that started this process, the nearest first. An ID is used again after its process
/// has ended, so a process that is younger than its child is not its parent.
pub fn ancestors() -> Vec<PathBuf> {
    let entries = entries();
    let mut found = Vec::new();
    let mut pid = std::process::id();
    while found.len() < NEAREST {
        let Some(parent) = entries.iter().find(|entry| entry.th32ProcessID == pid).map(|own| own.th32ParentProcessID)
        else {
            break;
        };
        let Some(entry) = entries.iter().find(|entry| entry.th32ProcessID == parent && parent != pid) else { break };
        if started(parent) > started(pid) {
            break;
        }
        let name = entry.szExeFile.split(|unit| *unit == 0).next().unwrap_or_default();
        found.push(PathBuf::from(OsString::from_wide(name)));
        pid = parent;
    }
    found
}

/// The maximum number of ancestors to name; also the end of a circle of reused IDs.
const NEAREST: usize = 8;

fn entries() -> Vec<PROCESSENTRY32W> {
    // SAFETY: no pointers; the handle is closed when it is dropped.
    // https://learn.microsoft.com/windows/win32/api/tlhelp32/nf-tlhelp32-createtoolhelp32snapshot
    let snapshot = unsafe { CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0) };
    if snapshot == INVALID_HANDLE_VALUE {
        return Vec::new();
    }
    let snapshot = OpenHandle(snapshot);
    let mut entry = PROCESSENTRY32W { dwSize: ENTRY_SIZE, ..Default::default() };
    let mut entries = Vec::new();
    // SAFETY: the handle is open, and `entry` contains its size and outlives the call.
    // https://learn.microsoft.com/windows/win32/api/tlhelp32/nf-tlhelp32-process32firstw
    let mut more = unsafe { Process32FirstW(snapshot.0, &raw mut entry) };
    while more != 0 {
        entries.push(entry);
        // SAFETY: as above.
        // https://learn.microsoft.com/windows/win32/api/tlhelp32/nf-tlhelp32-process32nextw
        more = unsafe { Process32NextW(snapshot.0, &raw mut entry) };
    }
    entries
}

pub(in crate::machine::platform) fn started(pid: u32) -> Option<SystemTime> {
    /// Tenths of a microsecond from 1601 to 1970.
    const EPOCH: u64 = 116_444_736_000_000_000;
    let process = open(pid)?;
    let [mut created, mut exited, mut kernel, mut user] = [FILETIME::default(); 4];
    // SAFETY: the handle is open with the required right, and the times outlive the call.
    // https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-getprocesstimes
    let told = unsafe { GetProcessTimes(process.0, &raw mut created, &raw mut exited, &raw mut kernel, &raw mut user) };
    let ticks = (u64::from(created.dwHighDateTime) << 32) | u64::from(created.dwLowDateTime);
    let since = Duration::from_micros(ticks.checked_sub(EPOCH).filter(|_| told != 0)? / 10);
    SystemTime::UNIX_EPOCH.checked_add(since)
}

pub(in crate::machine::platform) const START_PRECISION: Duration = Duration::ZERO;

/// Whether a process of this account has this ID. One that has ended keeps it as long as another process has a handle.
pub(in crate::machine::platform) fn is_running(pid: u32) -> bool {
    let Some(process) = open(pid) else { return false };
    let mut code = 0;
    // SAFETY: the handle is open with the required right, and the code outlives the call.
    // https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-getexitcodeprocess
    let told = unsafe { GetExitCodeProcess(process.0, &raw mut code) };
    told == 0 || code == STILL_ACTIVE
}

/// The exit code of a process that runs (`STATUS_PENDING`).
const STILL_ACTIVE: u32 = 259;

fn open(pid: u32) -> Option<OpenHandle> {
    // SAFETY: no pointers; the handle is closed when it is dropped.
    // https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-openprocess
    let process = unsafe { OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, 0, pid) };
    (!process.is_null()).then_some(OpenHandle(process))
}

/// `room` must have [`LONGEST`] units.
fn program_of(pid: u32, room: &mut [u16]) -> Option<PathBuf> {
    let process = open(pid)?;
    let mut length = LONGEST;
    // SAFETY: `room` has `length` units, and both outlive the call.
    // https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-queryfullprocessimagenamew
    let found =
        unsafe { QueryFullProcessImageNameW(process.0, PROCESS_NAME_WIN32, room.as_mut_ptr(), &raw mut length) };
    (found != 0).then(|| PathBuf::from(OsString::from_wide(&room[..length as usize])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_ancestor_is_the_program_that_started_this_one() {
        // cargo, or the script that runs the tests under Wine
        let found = ancestors();
        assert!(found.len() <= NEAREST && found.iter().all(|name| name.parent() == Some(Path::new(""))), "{found:?}");
    }

    #[test]
    fn a_verbatim_path_equals_the_path_that_a_process_reports() {
        for (verbatim, told) in
            [(r"\\?\C:\Users\Jörg\go", r"c:\users\JÖRG\Go"), (r"\\?\UNC\server\Share\go", r"\\SERVER\share\go")]
        {
            assert_eq!(comparable(Path::new(verbatim)), comparable(Path::new(told)), "{told}");
        }
    }
}
