#![expect(unsafe_code, reason = "calls functions of jobs and processes")]
use std::io;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::os::windows::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::ptr::{null, null_mut};

use windows_sys::Win32::System::JobObjects::{AssignProcessToJobObject, CreateJobObjectW, IsProcessInJob};
use windows_sys::Win32::System::Threading::{
    CREATE_BREAKAWAY_FROM_JOB, CREATE_NO_WINDOW, CREATE_SUSPENDED, GetCurrentProcess, TerminateProcess,
};

use super::Row;
use super::child::HeldProcess;
use crate::answer::Ground;

pub(super) const QUESTIONS: &[Row] = &[
    ("own-process-in-a-job", |_| in_job().into()),
    ("nested-jobs", |ground| nested(ground).into()),
    ("breakaway-from-a-job", |ground| break_away(ground).into()),
    ("exit-code-of-ctrl-c", |ground| exit_code(ground).into()),
    ("command-line-of-30000-characters", |ground| command_line(ground, 30_000).into()),
    ("command-line-of-33000-characters", |ground| command_line(ground, 33_000).into()),
    ("environment-of-40000-characters", |ground| environment(ground).into()),
];

fn in_job() -> io::Result<bool> {
    let mut is_in = 0;
    // SAFETY: the process handle needs no closing, no job means any job, and the result outlives the call.
    // https://learn.microsoft.com/windows/win32/api/jobapi/nf-jobapi-isprocessinjob
    let known = unsafe { IsProcessInJob(GetCurrentProcess(), null_mut(), &raw mut is_in) };
    if known == 0 { Err(io::Error::last_os_error()) } else { Ok(is_in != 0) }
}

/// Puts a process, which is in a job already, into another one.
fn nested(ground: &Ground) -> io::Result<()> {
    let held = HeldProcess::start(&ground.program, &ground.folder)?;
    // SAFETY: null means default security and no name.
    // https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-createjobobjectw
    let job = unsafe { CreateJobObjectW(null(), null()) };
    if job.is_null() {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the handle is open and owned by this code.
    let job = unsafe { OwnedHandle::from_raw_handle(job) };
    // SAFETY: both handles are open.
    // https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-assignprocesstojobobject
    let added = unsafe { AssignProcessToJobObject(job.as_raw_handle(), held.child.as_raw_handle()) };
    if added == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

#[expect(clippy::disallowed_methods, reason = "a program that never runs; its end is that of this function")]
fn break_away(ground: &Ground) -> io::Result<()> {
    let mut command = Command::new(&ground.program);
    command.current_dir(&ground.folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.creation_flags(CREATE_NO_WINDOW | CREATE_SUSPENDED | CREATE_BREAKAWAY_FROM_JOB).spawn()?;
    child.kill()?;
    child.wait().map(drop)
}

/// The exit code of a process that ended with `STATUS_CONTROL_C_EXIT`, as its parent reads it.
fn exit_code(ground: &Ground) -> io::Result<String> {
    const STATUS_CONTROL_C_EXIT: u32 = 0xC000_013A;
    let mut held = HeldProcess::start(&ground.program, &ground.folder)?;
    // SAFETY: the handle is open and has all rights.
    // https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-terminateprocess
    if unsafe { TerminateProcess(held.child.as_raw_handle(), STATUS_CONTROL_C_EXIT) } == 0 {
        return Err(io::Error::last_os_error());
    }
    let code = held.child.wait()?.code().unwrap_or(0);
    Ok(format!("{:#010x}", code.cast_unsigned()))
}

fn command_line(ground: &Ground, length: usize) -> io::Result<()> {
    let mut command = Command::new(&ground.program);
    HeldProcess::of(command.arg("a".repeat(length)).current_dir(&ground.folder)).map(drop)
}

fn environment(ground: &Ground) -> io::Result<()> {
    let mut command = Command::new(&ground.program);
    HeldProcess::of(command.env("UPGO_PROBE", "a".repeat(40_000)).current_dir(&ground.folder)).map(drop)
}
