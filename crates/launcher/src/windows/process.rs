//! The program that a launcher starts, with the launcher's own environment as far as Windows allows.

use std::io;
use std::os::windows::ffi::OsStrExt as _;
use std::path::Path;
use std::ptr::{null, null_mut};

use super::api::{self, Handle, ProcessInformation, StartupInfo, StartupInfoEx};
use super::job::{JobList, JobObject};
use crate::command_line;

/// With the command line of this process. Waits for the program and returns its exit code.
pub(super) fn run(program: &Path) -> io::Result<u32> {
    // SAFETY: `on_console_event` has the required signature and lives as long as the process. If this fails, Ctrl+C
    // also ends the launcher, which is not a reason to refuse to start.
    unsafe { api::SetConsoleCtrlHandler(Some(on_console_event), api::TRUE) };
    let job = JobObject::new();
    let process = start(program, job.as_ref())?;
    let_go_of_standard_handles();
    let mut exit_code = 0;
    // SAFETY: `process` is the open handle of the child, with all rights; `exit_code` is a local variable.
    let known = unsafe {
        api::WaitForSingleObject(process, api::INFINITE);
        api::GetExitCodeProcess(process, &raw mut exit_code)
    };
    if let Some(job) = &job {
        job.let_go();
    }
    if known == api::FALSE { Err(io::Error::last_os_error()) } else { Ok(exit_code) }
}

/// Ignores Ctrl+C and Ctrl+Break, because the child receives them, too. When the window closes, the user logs off or
/// Windows shuts down, a process ends as soon as its handler returns, and the child would lose its few seconds. So this
/// handler never returns: the process ends with the child, or by Windows.
/// Source: <https://learn.microsoft.com/windows/console/handlerroutine>.
extern "system" fn on_console_event(event: u32) -> i32 {
    if event != api::CTRL_C_EVENT && event != api::CTRL_BREAK_EVENT {
        api::Sleep(api::INFINITE);
    }
    api::TRUE
}

fn start(program: &Path, job: Option<&JobObject>) -> io::Result<Handle> {
    let mut path = command_line::program_path(&program.as_os_str().encode_wide().collect::<Vec<_>>());
    // SAFETY: Windows returns a NUL-terminated string that lives as long as the process and is never written to.
    let own_line = unsafe { wide_text(api::GetCommandLineW()) };
    let mut line = command_line::for_program(&path, own_line);
    path.push(0);
    line.push(0);
    let job_list = job.and_then(JobList::new);
    let started = create(&path, &mut line, job_list.as_ref());
    match started {
        // A job around the launcher may forbid nested jobs. Then killing the launcher does not end the child, which is
        // better than not starting Go.
        Err(error) if job_list.is_some() && forbids_jobs(&error) => create(&path, &mut line, None),
        started => started,
    }
}

fn forbids_jobs(error: &io::Error) -> bool {
    // ERROR_ACCESS_DENIED, ERROR_NOT_SUPPORTED, ERROR_INVALID_PARAMETER
    matches!(error.raw_os_error(), Some(5 | 50 | 87))
}

/// `path` and `line` are NUL-terminated.
fn create(path: &[u16], line: &mut [u16], job_list: Option<&JobList<'_>>) -> io::Result<Handle> {
    let mut startup = StartupInfoEx { info: own_startup_info(), attributes: null_mut() };
    let mut flags = api::GetPriorityClass(api::GetCurrentProcess());
    if api::GetConsoleCP() == 0 {
        // Without a console in this process, Windows would open one for the child, in a window.
        flags |= api::DETACHED_PROCESS;
    }
    if let Some(list) = job_list {
        startup.info.size = api::size::<StartupInfoEx>();
        startup.attributes = list.as_pointer();
        flags |= api::EXTENDED_STARTUPINFO_PRESENT;
    }
    let mut process = ProcessInformation::default();
    // SAFETY: `path` and `line` are NUL-terminated, `line` is writable, the attribute list outlives the call, and the
    // size in `startup` says whether the list is present. Null means default security, and the environment and working
    // folder of this process. Handles are inherited.
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
    // SAFETY: the thread's handle is owned here and not needed.
    unsafe { api::CloseHandle(process.thread) };
    Ok(process.process)
}

/// Returns the startup information of this process for its child: window state, title, and the data that C runtimes
/// pass on. The standard handles of this process are made inheritable.
fn own_startup_info() -> StartupInfo {
    let mut info = StartupInfo::default();
    // SAFETY: `info` has the size that Windows writes. Its pointers are valid as long as the process.
    unsafe { api::GetStartupInfoW(&raw mut info) };
    info.size = api::size::<StartupInfo>();
    info.reserved = null();
    // With these two flags, the handle fields have other meanings.
    info.flags &= !(api::STARTF_USEHOTKEY | api::STARTF_HASSHELLDATA);
    info.flags |= api::STARTF_USESTDHANDLES;
    let [input, output, error] = api::STANDARD_HANDLES.map(|which| {
        let handle = api::GetStdHandle(which);
        // SAFETY: the call fails for an absent or closed handle, which then cannot be inherited.
        unsafe { api::SetHandleInformation(handle, api::HANDLE_FLAG_INHERIT, api::HANDLE_FLAG_INHERIT) };
        handle
    });
    (info.input, info.output, info.error) = (input, output, error);
    info
}

/// Closes the standard handles of this process, because the reader of a pipe must see its end when the child closes it.
fn let_go_of_standard_handles() {
    let mut closed = [null_mut(); 3];
    for (index, which) in api::STANDARD_HANDLES.into_iter().enumerate() {
        let handle = api::GetStdHandle(which);
        if !closed.contains(&handle) {
            // SAFETY: nothing in this process uses standard handles after this; they are replaced by null.
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
    // SAFETY: see above.
    unsafe { std::slice::from_raw_parts(text, length) }
}
