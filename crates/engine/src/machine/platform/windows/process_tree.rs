//! A program with all its child processes, which end together, implemented as a job object.
//!
//! It also ends with this process, so a killed Upgo leaves no compiler running. A child process that starts before the
//! program is added to the job would be missed, but `go` reads its settings first.
#![expect(unsafe_code, reason = "uses job objects")]
use std::os::windows::io::AsRawHandle as _;
use std::process::{Child, Command};
use std::ptr::{from_ref, null};

use windows_sys::Win32::Foundation::{CloseHandle, HANDLE};
use windows_sys::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE,
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JobObjectExtendedLimitInformation, SetInformationJobObject,
    TerminateJobObject,
};

#[expect(clippy::cast_possible_truncation, reason = "the structure has a few hundred bytes")]
const LIMITS_SIZE: u32 = size_of::<JOBOBJECT_EXTENDED_LIMIT_INFORMATION>() as u32;

/// A program and its child processes. Dropping it ends those that are still running.
#[derive(Debug)]
pub struct ProcessTree(HANDLE);

impl ProcessTree {
    /// A tree whose first program `command` will start. If Windows cannot create a job, it contains only that program,
    /// which its owner ends.
    pub fn around(_command: &mut Command) -> Self {
        // SAFETY: null means default security, so that no child inherits the handle, and no name.
        // https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-createjobobjectw
        let job = Self(unsafe { CreateJobObjectW(null(), null()) });
        let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
        limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
        // SAFETY: `limits` has the type of this information class, its size is passed, and it outlives the call. A null
        // handle is refused. https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-setinformationjobobject
        unsafe {
            SetInformationJobObject(job.0, JobObjectExtendedLimitInformation, from_ref(&limits).cast(), LIMITS_SIZE);
        }
        job
    }

    /// Adds the started program.
    pub fn add(&mut self, child: &Child) {
        // SAFETY: the handle of the child is open as long as `child` is borrowed; a null job is refused.
        // https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-assignprocesstojobobject
        unsafe { AssignProcessToJobObject(self.0, child.as_raw_handle()) };
    }

    /// Ends all its processes immediately.
    pub fn end(&self) {
        // SAFETY: no pointers; a null handle is refused.
        // https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-terminatejobobject
        unsafe { TerminateJobObject(self.0, 1) };
    }
}

impl Drop for ProcessTree {
    fn drop(&mut self) {
        if !self.0.is_null() {
            // SAFETY: the handle was opened here and is closed once.
            // https://learn.microsoft.com/windows/win32/api/handleapi/nf-handleapi-closehandle
            unsafe { CloseHandle(self.0) };
        }
    }
}
