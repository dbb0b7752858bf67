//! Linux: a thread limits itself and starts the program, which inherits the limits, and ends. Landlock, the system call
//! filter, the cores, the priority and the capabilities belong to a thread. Only the limits of a process cannot be set
//! so: the new process sets them itself before its program begins, by two system calls.
#![expect(unsafe_code, reason = "limits the new process before its program begins")]
use std::io;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command};
use std::thread;

use landlock::{
    ABI, AccessFs, LandlockStatus, PathBeneath, Ruleset, RulesetAttr as _, RulesetCreatedAttr as _, RulesetError,
    Scope, path_beneath_rules,
};
use rustix::process::{Pid, Resource, Rlimit, getrlimit, setpriority_process, setrlimit};
use rustix::thread::{
    CapabilitySet, CpuSet, remove_capability_from_bounding_set, sched_getaffinity, sched_setaffinity,
};

use super::NICENESS;
use super::calls::Filter;
use crate::machine::platform::unix::busy::spawn_unless_busy;
use crate::machine::platform::{Confinement, ConfinementPower, HeldFolder, Hold, Whose, WriteHold};

/// The newest version of Landlock whose rights are used. Those of 9 would also refuse connections to local services.
const RIGHTS: ABI = ABI::V5;

/// Devices that store nothing. Not `/dev/zero`: whoever may write to it gets shared memory from it.
const DEVICES: [&str; 2] = ["/dev/full", "/dev/null"];

/// How many files a process of a project may have open: as many as by default on Linux, so as many as each Go before
/// 1.19 built with. The buffers of a socket take memory that belongs to no process.
const FILES: u64 = 1024;

/// What lets root raise its limits, and exempts it from the kernel's for pipes and sent files (`man 7 capabilities`).
const UNLIMITED: [CapabilitySet; 2] = [CapabilitySet::SYS_RESOURCE, CapabilitySet::SYS_ADMIN];

/// The badness of the program for the kernel when memory runs out: it ends this program before others.
const EXPENDABLE: &str = "900";

/// Starts `command` within limits, in a process group that it cannot leave.
#[expect(clippy::disallowed_methods, reason = "a part of starting a program, which has been announced")]
pub(in super::super) fn spawn(command: &mut Command, limits: &Confinement, group: Pid) -> io::Result<Child> {
    let of_project = limits.of == Whose::Project;
    // SAFETY: two system calls, without memory from the heap, are allowed after a fork.
    // https://man7.org/linux/man-pages/man7/signal-safety.7.html
    unsafe { command.pre_exec(move || limit_process(of_project)) };
    let child = in_own_thread(|| {
        restrict(limits, group)?;
        spawn_unless_busy(|| command.spawn())
    })?;
    fs_err::write(format!("/proc/{}/oom_score_adj", child.id()), EXPENDABLE).ok();
    Ok(child)
}

/// What a thread of this process can be limited to, by trying it.
pub fn confinement() -> ConfinementPower {
    let limits = Confinement { may_write: Vec::new(), of: Whose::Project, memory_bytes: 0, processes: 0, cores: 1 };
    // the filter allows a group with this number, which is never used
    let restricted = in_own_thread(|| restrict(&limits, rustix::process::getpid())).unwrap_or_default();
    let watched = if Path::new("/proc/self/status").exists() { Hold::Watched } else { Hold::No };
    ConfinementPower {
        writes: restricted.writes,
        memory: watched,
        processes: watched,
        cores: if restricted.cores { Hold::Enforced } else { Hold::No },
        descendants: if restricted.stays { Hold::Enforced } else { Hold::No },
        signals: if restricted.signals { Hold::Enforced } else { Hold::No },
    }
}

fn in_own_thread<T: Send>(work: impl FnOnce() -> io::Result<T> + Send) -> io::Result<T> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("confine".to_owned()).spawn_scoped(scope, work)?;
        thread.join().unwrap_or_else(|_| Err(io::Error::other("the thread that starts the program has died")))
    })
}

#[derive(Default)]
struct Restricted {
    writes: WriteHold,
    cores: bool,
    /// Whether no process can leave the process group.
    stays: bool,
    /// Whether it can send no signals to other programs.
    signals: bool,
}

/// Limits this thread and what it starts, as far as the kernel can. The thread cannot be freed again.
fn restrict(limits: &Confinement, group: Pid) -> io::Result<Restricted> {
    setpriority_process(None, NICENESS).ok(); // it may be lower already
    if limits.of == Whose::Project {
        for capability in UNLIMITED {
            remove_capability_from_bounding_set(capability).ok(); // only root has them
        }
    }
    let cores = keep_to_cores(limits.cores).is_ok();
    let landlock = refuse_writes(&limits.may_write)?;
    let guards_length = landlock.is_none_or(|version| version >= ABI::V3);
    let stays = Filter { group, of: limits.of, guards_length }.set().is_ok();
    let writes = match landlock {
        Some(version) if version >= ABI::V3 || (stays && limits.of == Whose::Project) => WriteHold::Refused,
        Some(_) => WriteHold::ExceptTruncation,
        None => WriteHold::No,
    };
    let signals = stays && landlock.is_some_and(|version| version >= ABI::V6);
    Ok(Restricted { writes, cores, stays, signals })
}

/// Lets this thread run only on the last cores of those that this process may use. The first ones serve the devices.
fn keep_to_cores(count: u32) -> io::Result<()> {
    let allowed = sched_getaffinity(None)?;
    let mut kept = CpuSet::new();
    let cores = (0..CpuSet::MAX_CPU).rev().filter(|core| allowed.is_set(*core));
    cores.take(usize::try_from(count.max(1)).unwrap_or(usize::MAX)).for_each(|core| kept.set(core));
    Ok(sched_setaffinity(None, &kept)?)
}

/// Refuses this thread all writes outside `folders`, and signals to processes that are not confined with it. Returns
/// the version of Landlock, which says what holds. Source: <https://docs.kernel.org/userspace-api/landlock.html>.
fn refuse_writes(folders: &[HeldFolder]) -> io::Result<Option<ABI>> {
    let writing = AccessFs::from_write(RIGHTS);
    let restrict = || -> Result<LandlockStatus, RulesetError> {
        let mut rules = Ruleset::default().handle_access(writing)?.scope(Scope::Signal)?.create()?;
        for folder in folders {
            rules = rules.add_rule(PathBeneath::new(folder, writing))?;
        }
        Ok(rules.add_rules(path_beneath_rules(DEVICES, writing))?.restrict_self()?.landlock)
    };
    Ok(match restrict().map_err(io::Error::other)? {
        LandlockStatus::Available { effective_abi, .. } => Some(effective_abi),
        LandlockStatus::NotEnabled | LandlockStatus::NotImplemented => None,
    })
}

/// Lets this process leave no memory dump in its folder, and a project's have no more open files than that.
fn limit_process(of_project: bool) -> io::Result<()> {
    let limit = |resource, most| setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    limit(Resource::Core, 0)?;
    // where it may have even fewer, it may not have more
    if of_project && getrlimit(Resource::Nofile).maximum.is_none_or(|most| most > FILES) {
        limit(Resource::Nofile, FILES)?;
    }
    Ok(())
}
