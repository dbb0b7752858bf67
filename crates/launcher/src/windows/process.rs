//! The one program that a launcher starts, in its own place as far as Windows allows.

use std::io;
use std::os::windows::ffi::OsStrExt as _;
use std::path::Path;
use std::ptr::{null, null_mut};

use super::api::{self, Handle, ProcessInformation, StartupInfo, StartupInfoEx};
use super::job::{Job, JobList};
use crate::command_line;

/// Starts `program` with this process's own command line, waits for its end and returns its exit code.
///
/// # Errors
/// The error of Windows if the program could not be started.
pub(super) fn run(program: &Path) -> io::Result<u32> {
    // SAFETY: `on_console_event` has the signature that is asked for and lives as long as the process.
    // A failure would mean that Ctrl+C ends the launcher too, which is no reason not to start.
    unsafe { api::SetConsoleCtrlHandler(Some(on_console_event), api::TRUE) };
    let job = Job::new();
    let process = start(program, job.as_ref())?;
    let_go_of_standard_handles();
    let mut exit_code = 0;
    // SAFETY: `process` is the open handle of the child, with all rights; `exit_code` is ours.
    let known = unsafe {
        api::WaitForSingleObject(process, api::INFINITE);
        api::GetExitCodeProcess(process, &raw mut exit_code)
    };
    if let Some(job) = &job {
        job.let_go();
    }
    if known == api::FALSE { Err(io::Error::last_os_error()) } else { Ok(exit_code) }
}

/// Ctrl+C and Ctrl+Break are for the child, which gets them as well: the launcher goes on waiting.
///
/// Closing the window, logging off and shutting down end a process as soon as its handler returns. The
/// child has a few seconds then, and would lose them with its launcher; so this does not return, and the
/// process ends with the child, or by Windows when the time is over.
///
/// Source: <https://learn.microsoft.com/windows/console/handlerroutine>.
extern "system" fn on_console_event(event: u32) -> i32 {
    if event != api::CTRL_C_EVENT && event != api::CTRL_BREAK_EVENT {
        api::Sleep(api::INFINITE);
    }
    api::TRUE
}

fn start(program: &Path, job: Option<&Job>) -> io::Result<Handle> {
    let mut path = command_line::program_path(&program.as_os_str().encode_wide().collect::<Vec<_>>());
    // SAFETY: Windows gives a NUL-terminated string that lives as long as the process; nobody writes to it.
    let own_line = unsafe { wide_text(api::GetCommandLineW()) };
    let mut line = command_line::for_program(&path, own_line);
    path.push(0);
    line.push(0);
    let job_list = job.and_then(JobList::new);
    let started = create(&path, &mut line, job_list.as_ref());
    match started {
        // A job that the launcher itself is in may forbid one within it. Then a kill of the launcher leaves
        // the child alone, which is better than no Go.
        Err(error) if job_list.is_some() && forbids_jobs(&error) => create(&path, &mut line, None),
        started => started,
    }
}

fn forbids_jobs(error: &io::Error) -> bool {
    // ERROR_ACCESS_DENIED, ERROR_NOT_SUPPORTED, ERROR_INVALID_PARAMETER
    matches!(error.raw_os_error(), Some(5 | 50 | 87))
}

/// One call of `CreateProcessW`: `path` and `line` are NUL-terminated.
fn create(path: &[u16], line: &mut [u16], job_list: Option<&JobList<'_>>) -> io::Result<Handle> {
    let mut startup = StartupInfoEx { info: own_startup_info(), attributes: null_mut() };
    let mut flags = api::GetPriorityClass(api::GetCurrentProcess());
    if api::GetConsoleCP() == 0 {
        // Without a console here, Windows would open one for the child, with a window.
        flags |= api::DETACHED_PROCESS;
    }
    if let Some(list) = job_list {
        startup.info.size = api::size::<StartupInfoEx>();
        startup.attributes = list.as_pointer();
        flags |= api::EXTENDED_STARTUPINFO_PRESENT;
    }
    let mut process = ProcessInformation::default();
    // SAFETY: `path` and `line` are NUL-terminated, `line` is writable, the attribute list outlives the
    // call, and the size in `startup` says whether it is there. Null means: default security, and the
    // environment and working folder of this process. Handles are inherited.
    let created = unsafe {
        api::CreateProcessW(
            path.as_ptr(),
            line.as_mut_ptr(),
            null(),
            null(),
            api::TRUE,
            flags,
            null(),
            null(),
            &raw mut startup.info,
            &raw mut process,
        )
    };
    if created == api::FALSE {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the thread's handle is ours, and nobody needs it.
    unsafe { api::CloseHandle(process.thread) };
    Ok(process.process)
}

/// Returns what this process was started with, for its child: window state, title, and what C runtimes
/// hand to each other; with the standard handles of this process, made inheritable.
fn own_startup_info() -> StartupInfo {
    let mut info = StartupInfo::default();
    // SAFETY: `info` is ours and of the size that Windows writes. Its pointers are valid as long as the process.
    unsafe { api::GetStartupInfoW(&raw mut info) };
    info.size = api::size::<StartupInfo>();
    info.reserved = null();
    // With these two the handle fields mean something else.
    info.flags &= !(api::STARTF_USEHOTKEY | api::STARTF_HASSHELLDATA);
    info.flags |= api::STARTF_USESTDHANDLES;
    let [input, output, error] = api::STANDARD_HANDLES.map(|which| {
        let handle = api::GetStdHandle(which);
        // SAFETY: a call on a handle that is absent or closed fails, and then there is nothing to hand on.
        unsafe { api::SetHandleInformation(handle, api::HANDLE_FLAG_INHERIT, api::HANDLE_FLAG_INHERIT) };
        handle
    });
    (info.input, info.output, info.error) = (input, output, error);
    info
}

/// Closes the standard handles of this process, now that the child has its own.
///
/// Whoever is at the other end of a pipe must see it end when the child closes it, and not only when the
/// child ends.
fn let_go_of_standard_handles() {
    let mut closed = [null_mut(); 3];
    for (index, which) in api::STANDARD_HANDLES.into_iter().enumerate() {
        let handle = api::GetStdHandle(which);
        if !closed.contains(&handle) {
            // SAFETY: nothing in this process uses standard handles from here on; null is what remains.
            unsafe {
                api::SetStdHandle(which, null_mut());
                api::CloseHandle(handle);
            }
            closed[index] = handle;
        }
    }
}

/// # Safety
/// `text` is NUL-terminated, or null, and is neither written to nor freed.
unsafe fn wide_text(text: *const u16) -> &'static [u16] {
    if text.is_null() {
        return &[];
    }
    let mut length = 0;
    // SAFETY: all units up to the NUL are readable.
    while unsafe { *text.add(length) } != 0 {
        length += 1;
    }
    // SAFETY: as said above.
    unsafe { std::slice::from_raw_parts(text, length) }
}
