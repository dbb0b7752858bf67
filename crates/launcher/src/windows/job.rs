//! The tie by which what a launcher has started ends when the launcher is killed.

use std::ptr::{null, null_mut};

use super::api::{self, AttributeList, ExtendedLimits, Handle};

/// A job object that the child and all that it starts get into, and that only this process holds.
///
/// Whoever ends the launcher means what runs behind it: a task runner that ends `go run` of a server means the server.
/// So when the launcher is killed, Windows closes its handle, the last one, and the job ends what is in it. When the
/// child ends by itself, the launcher lets go of the job first, and what the child has left running lives on. A program
/// that asks to be started outside of the job (`CREATE_BREAKAWAY_FROM_JOB`) is, and lives on in either case, unless a job
/// around the launcher forbids it.
///
/// Source: <https://learn.microsoft.com/windows/win32/procthread/job-objects>,
/// <https://learn.microsoft.com/windows/win32/procthread/nested-jobs>.
pub(super) struct Job(Handle);

impl Job {
    /// Returns a new job, or `None` if Windows has none to give; a launcher works without it.
    pub(super) fn new() -> Option<Self> {
        // SAFETY: null means default security, so no child inherits the handle, and no name.
        let job = unsafe { api::CreateJobObjectW(null(), null()) };
        if job.is_null() {
            return None;
        }
        let job = Self(job);
        // Without the second flag a child that asks for breakaway would be refused.
        let limited = job.limit(api::JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | api::JOB_OBJECT_LIMIT_BREAKAWAY_OK);
        limited.then_some(job)
    }

    /// Lets what is left in the job live on: the child has ended by itself.
    pub(super) fn let_go(&self) {
        self.limit(api::JOB_OBJECT_LIMIT_BREAKAWAY_OK);
    }

    /// Whether Windows took the limits. The handle is never closed: its end with the process is what it is for.
    fn limit(&self, flags: u32) -> bool {
        let mut limits = ExtendedLimits::default();
        limits.basic.flags = flags;
        // SAFETY: the handle is open, `limits` is what this class of information consists of, and its size is given.
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

/// The attributes that make a new process a member of a job from its first moment.
///
/// Assigning it afterwards would leave a moment in which a kill of the launcher misses the child.
pub(super) struct JobList<'job> {
    /// Opaque, and in units that align it.
    list: Vec<usize>,
    _job: &'job Job,
}

impl<'job> JobList<'job> {
    /// Returns `None` if Windows refuses, which it has no reason to.
    pub(super) fn new(job: &'job Job) -> Option<Self> {
        let mut size = 0;
        // SAFETY: null asks for the size alone.
        unsafe { api::InitializeProcThreadAttributeList(null_mut(), 1, 0, &raw mut size) };
        let mut list = vec![0_usize; size.div_ceil(size_of::<usize>())];
        let pointer: AttributeList = list.as_mut_ptr().cast();
        // SAFETY: `list` has the size asked for. The list keeps a pointer to the job's handle, which is
        // borrowed as long as the list lives.
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

    /// Returns the list for a call that only reads it.
    pub(super) fn as_pointer(&self) -> AttributeList {
        self.list.as_ptr().cast_mut().cast()
    }
}
