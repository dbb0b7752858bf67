//! The limits of a job object: memory, processes, cores and priority (ADR 39). Windows enforces them for all processes
//! of the job together, and no process can leave it. It does not tell a program why an allocation or a start fails, but
//! reports it to a port.
#![expect(unsafe_code, reason = "limits job objects and reads their messages")]
use std::io;
use std::ptr::{from_mut, from_ref, null_mut};

use windows_sys::Win32::Foundation::{HANDLE, INVALID_HANDLE_VALUE};
use windows_sys::Win32::System::IO::{CreateIoCompletionPort, GetQueuedCompletionStatus};
use windows_sys::Win32::System::JobObjects::{
    JOB_OBJECT_LIMIT_ACTIVE_PROCESS, JOB_OBJECT_LIMIT_AFFINITY, JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION,
    JOB_OBJECT_LIMIT_JOB_MEMORY, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE, JOB_OBJECT_LIMIT_PRIORITY_CLASS,
    JOBOBJECT_ASSOCIATE_COMPLETION_PORT, JOBOBJECT_BASIC_ACCOUNTING_INFORMATION, JOBOBJECT_EXTENDED_LIMIT_INFORMATION,
    JOBOBJECTINFOCLASS, JobObjectAssociateCompletionPortInformation, JobObjectBasicAccountingInformation,
    JobObjectExtendedLimitInformation, QueryInformationJobObject, SetInformationJobObject,
};
use windows_sys::Win32::System::Threading::{BELOW_NORMAL_PRIORITY_CLASS, GetCurrentProcess, GetProcessAffinityMask};

use super::process_tree::OpenHandle;
use crate::machine::platform::{Confinement, ConfinementPower, EnforcedLimit, Hold, TreeUse, WriteHold};

/// `JOB_OBJECT_MSG_…` from `winnt.h`: a process would have been one too many, and the job ran out of memory.
const TOO_MANY_PROCESSES: u32 = 3;
const OUT_OF_MEMORY: u32 = 10;

/// What a job object holds. Writes are not refused: a token of low integrity would refuse them, but nothing shows yet
/// that the go command works with one on every machine.
pub fn confinement() -> ConfinementPower {
    ConfinementPower {
        writes: WriteHold::No,
        memory: Hold::Enforced,
        processes: Hold::Enforced,
        cores: if cores(1).is_some() { Hold::Enforced } else { Hold::No },
        descendants: Hold::Enforced,
        signals: Hold::No,
    }
}

#[derive(Debug)]
pub(super) struct Notices {
    port: OpenHandle,
    seen: Option<EnforcedLimit>,
}

impl Notices {
    /// Limits a job that has no process yet.
    /// Source: <https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-jobobject_basic_limit_information>.
    pub(super) fn limit(job: HANDLE, limits: &Confinement) -> io::Result<Self> {
        let memory = usize::try_from(limits.memory_bytes).unwrap_or(usize::MAX);
        let mut all = JOBOBJECT_EXTENDED_LIMIT_INFORMATION { JobMemoryLimit: memory, ..Default::default() };
        let basic = &mut all.BasicLimitInformation;
        basic.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
            | JOB_OBJECT_LIMIT_JOB_MEMORY
            | JOB_OBJECT_LIMIT_ACTIVE_PROCESS
            | JOB_OBJECT_LIMIT_PRIORITY_CLASS
            | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
        basic.ActiveProcessLimit = limits.processes.max(1);
        basic.PriorityClass = BELOW_NORMAL_PRIORITY_CLASS;
        if let Some(cores) = cores(limits.cores) {
            basic.LimitFlags |= JOB_OBJECT_LIMIT_AFFINITY;
            basic.Affinity = cores;
        }
        set(job, JobObjectExtendedLimitInformation, &all)?;
        // SAFETY: no file is opened with the port, which is a null handle on failure.
        // https://learn.microsoft.com/windows/win32/fileio/createiocompletionport
        let port = OpenHandle(unsafe { CreateIoCompletionPort(INVALID_HANDLE_VALUE, null_mut(), 0, 1) });
        if port.0.is_null() {
            return Err(io::Error::last_os_error());
        }
        let told = JOBOBJECT_ASSOCIATE_COMPLETION_PORT { CompletionKey: null_mut(), CompletionPort: port.0 };
        set(job, JobObjectAssociateCompletionPortInformation, &told)?;
        Ok(Self { port, seen: None })
    }

    /// The first limit that was reached. Windows does not promise every message.
    fn reached(&mut self) -> Option<EnforcedLimit> {
        let (mut message, mut key, mut overlapped) = (0, 0, null_mut());
        // SAFETY: the port is open, and the results outlive the call, which does not wait.
        // https://learn.microsoft.com/windows/win32/api/ioapiset/nf-ioapiset-getqueuedcompletionstatus
        while unsafe {
            GetQueuedCompletionStatus(self.port.0, &raw mut message, &raw mut key, &raw mut overlapped, 0) != 0
        } {
            let limit = match message {
                OUT_OF_MEMORY => Some(EnforcedLimit::Memory),
                TOO_MANY_PROCESSES => Some(EnforcedLimit::Processes),
                _ => None,
            };
            self.seen = self.seen.or(limit);
        }
        self.seen
    }
}

/// The most memory that a job has used, and the number of its processes now.
pub(super) fn usage(job: HANDLE, notices: Option<&mut Notices>) -> TreeUse {
    let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
    let mut counts = JOBOBJECT_BASIC_ACCOUNTING_INFORMATION::default();
    let is_known = query(job, JobObjectExtendedLimitInformation, &mut limits);
    let is_counted = query(job, JobObjectBasicAccountingInformation, &mut counts);
    TreeUse {
        memory_bytes: is_known.then_some(limits.PeakJobMemoryUsed as u64),
        processes: is_counted.then_some(counts.ActiveProcesses),
        threads: None,
        enforced: notices.and_then(Notices::reached),
    }
}

/// The mask of the last cores of those that this process may use. `None` if it runs in several groups of processors.
fn cores(count: u32) -> Option<usize> {
    let (mut own, mut system) = (0_usize, 0_usize);
    // SAFETY: the handle of this process needs no closing; the masks outlive the call.
    // https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-getprocessaffinitymask
    let told = unsafe { GetProcessAffinityMask(GetCurrentProcess(), &raw mut own, &raw mut system) };
    let bits = (0..usize::BITS).rev().map(|bit| 1_usize << bit).filter(|bit| own & bit != 0);
    let kept = bits.take(usize::try_from(count.max(1)).unwrap_or(usize::MAX)).fold(0, |mask, bit| mask | bit);
    (told != 0 && kept != 0).then_some(kept)
}

/// `value` must have the type of the class.
pub(super) fn set<T>(job: HANDLE, class: JOBOBJECTINFOCLASS, value: &T) -> io::Result<()> {
    let size = u32::try_from(size_of::<T>()).unwrap_or(0);
    // SAFETY: `value` has `size` bytes and outlives the call; a null job is refused.
    // https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-setinformationjobobject
    let is_set = unsafe { SetInformationJobObject(job, class, from_ref(value).cast(), size) };
    if is_set == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// `value` must have the type of the class. Returns whether Windows told it.
fn query<T>(job: HANDLE, class: JOBOBJECTINFOCLASS, value: &mut T) -> bool {
    let size = u32::try_from(size_of::<T>()).unwrap_or(0);
    // SAFETY: `value` has room for `size` bytes and outlives the call; the length is not asked for; a null job would
    // mean the job of this process, which has numbers of the same types.
    // https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-queryinformationjobobject
    unsafe { QueryInformationJobObject(job, class, from_mut(value).cast(), size, null_mut()) != 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cores_are_among_those_of_this_process() {
        let Some(one) = cores(1) else { return println!("SKIPPED: several groups of processors") };
        assert_eq!(one.count_ones(), 1);
        let all = cores(u32::MAX).unwrap();
        assert_eq!(all & one, one);
        assert_eq!(cores(0), Some(one));
    }
}
