//! The job object that ends the started processes when the launcher is killed.

use std::ptr::{null, null_mut};

use super::api::{self, AttributeList, ExtendedLimits, Handle};

/// A job object that contains the child and all its descendants, and whose only handle is in this process. When the
/// launcher is killed, Windows closes it and the job ends its processes: who ends `go run` of a server means the
/// server. When the child exits on its own, the launcher releases the job first, and what the child left keeps running.
/// A program that asks to start outside the job (`CREATE_BREAKAWAY_FROM_JOB`) always does, unless a job around the
/// launcher forbids it.
///
/// Source: <https://learn.microsoft.com/windows/win32/procthread/job-objects>,
/// <https://learn.microsoft.com/windows/win32/procthread/nested-jobs>.
pub(super) struct JobObject(Handle);

impl JobObject {
    /// `None` if Windows cannot create a job. A launcher works without it.
    pub(super) fn new() -> Option<Self> {
        // SAFETY: null means default security, so no child inherits the handle, and no name.
        let job = unsafe { api::CreateJobObjectW(null(), null()) };
        if job.is_null() {
            return None;
        }
        let job = Self(job);
        // Without the second flag, a child that asks for breakaway would be refused.
        let limited = job.limit(api::JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | api::JOB_OBJECT_LIMIT_BREAKAWAY_OK);
        limited.then_some(job)
    }

    /// Lets the remaining processes of the job keep running, because the child has exited on its own.
    pub(super) fn let_go(&self) {
        self.limit(api::JOB_OBJECT_LIMIT_BREAKAWAY_OK);
    }

    /// Whether Windows accepted the limits. Never closes the handle: the end of the process does, which ends the job.
    fn limit(&self, flags: u32) -> bool {
        let mut limits = ExtendedLimits::default();
        limits.basic.flags = flags;
        // SAFETY: the handle is open, `limits` is the structure for this class of information, and its size is passed.
        let limited = unsafe {
            api::SetInformationJobObject(
                self.0,
                api::JOB_OBJECT_EXTENDED_LIMIT_INFORMATION,
                (&raw const limits).cast(),
                api::size::<ExtendedLimits>(),
            )
        };
        limited == api::TRUE
    }
}

/// Attributes that put a new process into a job from its first moment, so that no kill of the launcher misses the
/// child.
pub(super) struct JobList<'job> {
    /// Opaque, in units that align it.
    list: Vec<usize>,
    _job: &'job JobObject,
}

impl<'job> JobList<'job> {
    /// Returns `None` if Windows refuses, which is not expected.
    pub(super) fn new(job: &'job JobObject) -> Option<Self> {
        let mut size = 0;
        // SAFETY: with null, the call only returns the size.
        unsafe { api::InitializeProcThreadAttributeList(null_mut(), 1, 0, &raw mut size) };
        let mut list = vec![0_usize; size.div_ceil(size_of::<usize>())];
        let pointer: AttributeList = list.as_mut_ptr().cast();
        // SAFETY: `list` has the requested size. The list keeps a pointer to the job's handle, which is borrowed as
        // long as the list lives.
        let made = unsafe {
            api::InitializeProcThreadAttributeList(pointer, 1, 0, &raw mut size) == api::TRUE
                && api::UpdateProcThreadAttribute(
                    pointer,
                    0,
                    api::PROC_THREAD_ATTRIBUTE_JOB_LIST,
                    (&raw const job.0).cast(),
                    size_of::<Handle>(),
                    null_mut(),
                    null(),
                ) == api::TRUE
        };
        made.then_some(Self { list, _job: job })
    }

    pub(super) fn as_pointer(&self) -> AttributeList {
        self.list.as_ptr().cast_mut().cast()
    }
}
