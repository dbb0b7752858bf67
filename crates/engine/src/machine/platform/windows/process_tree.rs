//! A program with all its child processes, which end together and with this process: a job object. It is started
//! suspended, added to the job, and only then runs, so that no child can start outside. (Naming the job at its start,
//! as the launcher does, needs an unstable interface of the standard library.) If Upgo is killed in between, a program
//! is left that never runs.
#![expect(unsafe_code, reason = "uses job objects and resumes a thread")]
use std::io;
use std::os::windows::io::AsRawHandle as _;
use std::os::windows::process::CommandExt as _;
use std::process::{Child, Command};
use std::ptr::null;

use windows_sys::Win32::Foundation::{CloseHandle, HANDLE, INVALID_HANDLE_VALUE};
use windows_sys::Win32::System::Diagnostics::ToolHelp::{
    CreateToolhelp32Snapshot, TH32CS_SNAPTHREAD, THREADENTRY32, Thread32First, Thread32Next,
};
use windows_sys::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE,
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JobObjectExtendedLimitInformation, TerminateJobObject,
};
use windows_sys::Win32::System::Threading::{
    CREATE_NO_WINDOW, CREATE_SUSPENDED, OpenThread, ResumeThread, THREAD_SUSPEND_RESUME,
};

use super::confine::{self, Notices};
use crate::machine::platform::{Confinement, TreeUse};

#[expect(clippy::cast_possible_truncation, reason = "the structure has a few dozen bytes")]
const ENTRY_SIZE: u32 = size_of::<THREADENTRY32>() as u32;

#[derive(Debug)]
pub struct ProcessTree {
    job: OpenHandle,
    notices: Option<Notices>,
}

impl ProcessTree {
    /// Without a window. If Windows cannot create a job, the tree contains only that program, which its owner ends.
    pub fn start(command: &mut Command) -> io::Result<(Child, Self)> {
        let (child, tree) = Self::hold(command)?;
        Ok((running(child, Ok(()))?, tree))
    }

    /// Creates the process of `command`, which does not run until it ends with the tree.
    pub fn hold(command: &mut Command) -> io::Result<(Child, Self)> {
        let tree = Self::new();
        let child = suspended(command)?;
        tree.add(&child).ok();
        Ok((child, tree))
    }

    /// If Windows cannot create such a job, the program does not run.
    pub(crate) fn start_confined(command: &mut Command, limits: &Confinement) -> io::Result<(Child, Self)> {
        let mut tree = Self::new();
        tree.notices = Some(Notices::limit(tree.job.0, limits)?);
        let child = suspended(command)?;
        let added = tree.add(&child);
        Ok((running(child, added)?, tree))
    }

    pub fn usage(&mut self) -> TreeUse {
        confine::usage(self.job.0, self.notices.as_mut())
    }

    fn new() -> Self {
        // SAFETY: null means default security, so that no child inherits the handle, and no name.
        // https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-createjobobjectw
        let job = OpenHandle(unsafe { CreateJobObjectW(null(), null()) });
        let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
        limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
        confine::set(job.0, JobObjectExtendedLimitInformation, &limits).ok();
        Self { job, notices: None }
    }

    fn add(&self, child: &Child) -> io::Result<()> {
        // SAFETY: the handle of the child is open as long as `child` is borrowed; a null job is refused.
        // https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-assignprocesstojobobject
        let added = unsafe { AssignProcessToJobObject(self.job.0, child.as_raw_handle()) };
        if added == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
    }

    pub fn end(&self) {
        // SAFETY: no pointers; a null handle is refused.
        // https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-terminatejobobject
        unsafe { TerminateJobObject(self.job.0, 1) };
    }
}

/// Creates the process of `command`, which does not run yet.
/// Source: <https://learn.microsoft.com/windows/win32/procthread/process-creation-flags>.
#[expect(clippy::disallowed_methods, reason = "a part of starting a program, which has been announced")]
fn suspended(command: &mut Command) -> io::Result<Child> {
    command.creation_flags(CREATE_NO_WINDOW | CREATE_SUSPENDED).spawn()
}

/// Lets a suspended process run if it was `added` to its job. Otherwise it ends without having run.
fn running(mut child: Child, added: io::Result<()>) -> io::Result<Child> {
    let resumed = added.and_then(|()| {
        let refused = "the program was created, but Windows did not let it run";
        if resume(child.id()) { Ok(()) } else { Err(io::Error::other(refused)) }
    });
    if let Err(error) = resumed {
        child.kill()?;
        child.wait()?;
        return Err(error);
    }
    Ok(child)
}

/// Lets a suspended process run. Returns whether it was suspended, and no longer is.
fn resume(process: u32) -> bool {
    let is_resumed = |thread: &OpenHandle| {
        // SAFETY: the handle is open and has the right to resume. The result is the count before, or -1.
        // https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-resumethread
        unsafe { ResumeThread(thread.0) == 1 }
    };
    // A scanner may have added threads, which run.
    threads(process).iter().filter(|thread| is_resumed(thread)).count() > 0
}

/// The threads of a process, opened to be suspended and resumed.
fn threads(process: u32) -> Vec<OpenHandle> {
    // SAFETY: no pointers; the handle is closed when it is dropped.
    // https://learn.microsoft.com/windows/win32/api/tlhelp32/nf-tlhelp32-createtoolhelp32snapshot
    let snapshot = OpenHandle(unsafe { CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0) });
    let mut entry = THREADENTRY32 { dwSize: ENTRY_SIZE, ..Default::default() };
    let mut threads = Vec::new();
    // SAFETY: `entry` contains its size and outlives the call; an invalid handle is refused.
    // https://learn.microsoft.com/windows/win32/api/tlhelp32/nf-tlhelp32-thread32first
    let mut more = unsafe { Thread32First(snapshot.0, &raw mut entry) };
    while more != 0 {
        if entry.th32OwnerProcessID == process {
            // SAFETY: no pointers; the result is null or an open handle, which is closed when it is dropped.
            // https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-openthread
            threads.push(OpenHandle(unsafe { OpenThread(THREAD_SUSPEND_RESUME, 0, entry.th32ThreadID) }));
        }
        // SAFETY: as above. https://learn.microsoft.com/windows/win32/api/tlhelp32/nf-tlhelp32-thread32next
        more = unsafe { Thread32Next(snapshot.0, &raw mut entry) };
    }
    threads
}

/// A handle that is closed when it is dropped, if it is one.
#[derive(Debug)]
pub(super) struct OpenHandle(pub(super) HANDLE);

impl Drop for OpenHandle {
    fn drop(&mut self) {
        if !self.0.is_null() && self.0 != INVALID_HANDLE_VALUE {
            // SAFETY: the handle was opened here and is closed once.
            // https://learn.microsoft.com/windows/win32/api/handleapi/nf-handleapi-closehandle
            unsafe { CloseHandle(self.0) };
        }
    }
}

/// A program that takes the place of this process, as far as Windows allows.
impl ProcessTree {
    /// In the console of this process. If Windows cannot create a job, the program also runs without one.
    #[expect(clippy::disallowed_methods, reason = "a part of starting a program, which has been announced")]
    pub(super) fn start_in_console(command: &mut Command) -> io::Result<(Child, Self)> {
        let tree = Self::new();
        let child = command.creation_flags(CREATE_SUSPENDED).spawn()?;
        tree.add(&child).ok();
        Ok((running(child, Ok(()))?, tree))
    }

    /// Lets the processes that are still running continue after the tree is dropped.
    pub(super) fn let_go(&self) {
        let limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
        confine::set(self.job.0, JobObjectExtendedLimitInformation, &limits).ok();
    }
}

#[cfg(test)]
mod tests {
    use windows_sys::Win32::System::JobObjects::IsProcessInJob;
    use windows_sys::Win32::System::Threading::SuspendThread;

    use super::*;

    fn seven() -> Command {
        let mut command = Command::new("cmd.exe");
        command.args(["/c", "exit 7"]);
        command
    }

    fn is_in(child: &Child, tree: &ProcessTree) -> bool {
        let mut is_in = 0;
        // SAFETY: both handles are open; the result outlives the call.
        let known = unsafe { IsProcessInJob(child.as_raw_handle(), tree.job.0, &raw mut is_in) };
        assert_ne!(known, 0);
        is_in != 0
    }

    #[test]
    fn a_program_is_in_its_job_before_it_runs() {
        let (tree, mut child) = (ProcessTree::new(), suspended(&mut seven()).unwrap());
        assert!(!is_in(&child, &tree));
        tree.add(&child).unwrap();
        assert!(is_in(&child, &tree));
        let first = threads(child.id()).remove(0);
        // SAFETY: the handle is open and has the right to suspend. The result is the count before.
        assert_eq!(unsafe { SuspendThread(first.0) }, 1, "it has been suspended since it was created");
        // SAFETY: as above.
        assert_eq!(unsafe { ResumeThread(first.0) }, 2);
        assert!(resume(child.id()));
        assert_eq!(child.wait().unwrap().code(), Some(7));
        assert!(!resume(child.id()), "it has ended");
    }

    #[test]
    fn a_started_program_runs_and_ends_with_its_tree() {
        let (mut child, _tree) = ProcessTree::start(&mut seven()).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(7));
        let mut waits = Command::new("cmd.exe");
        let (mut child, tree) =
            ProcessTree::start(waits.args(["/c", "pause"]).stdin(std::process::Stdio::piped())).unwrap();
        assert!(is_in(&child, &tree));
        tree.end();
        assert_eq!(child.wait().unwrap().code(), Some(1));
    }
}
