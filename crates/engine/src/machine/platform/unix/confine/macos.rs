//! Systems without Landlock: the program gets a low priority, and nothing else is limited before it runs. macOS keeps
//! no program to cores, and its `sandbox-exec` is deprecated, without documented rules.
#![expect(unsafe_code, reason = "calls libproc")]
use std::io;
use std::mem::zeroed;
use std::process::{Child, Command};

use rustix::process::{Pid, setpriority_process};

use super::NICENESS;
use crate::machine::platform::unix::busy::spawn_unless_busy;
use crate::machine::platform::{Confinement, ConfinementPower, Hold, TreeUse, WriteHold};

/// The most processes of a group that are counted, far more than a program may have.
const MOST: usize = 16_384;

/// Starts `command`. Its priority is lowered as soon as it exists; what it starts inherits it.
#[expect(clippy::disallowed_methods, reason = "a part of starting a program, which has been announced")]
pub(in super::super) fn spawn(command: &mut Command, _limits: &Confinement, _group: Pid) -> io::Result<Child> {
    let child = spawn_unless_busy(|| command.spawn())?;
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        setpriority_process(Some(pid), NICENESS).ok();
    }
    Ok(child)
}

/// Only what is watched.
pub fn confinement() -> ConfinementPower {
    ConfinementPower {
        writes: WriteHold::No,
        memory: Hold::Watched,
        processes: Hold::Watched,
        cores: Hold::No,
        descendants: Hold::No,
        signals: Hold::No,
    }
}

/// What a group's processes use, without their leader, the guard. Source: `libproc.h` of the macOS SDK.
pub(in super::super) fn usage(group: Pid) -> TreeUse {
    let mut pids = vec![0_i32; MOST];
    let Ok(size) = i32::try_from(size_of_val(pids.as_slice())) else { return TreeUse::default() };
    // SAFETY: the buffer has `size` bytes and outlives the call, which returns how many IDs it wrote, or -1.
    let count = unsafe { libc::proc_listpgrppids(group.as_raw_pid(), pids.as_mut_ptr().cast(), size) };
    let Ok(count) = usize::try_from(count) else { return TreeUse::default() };
    pids.truncate(count);
    let (mut memory, mut processes) = (0_u64, 0_u32);
    for bytes in pids.iter().filter(|pid| **pid != group.as_raw_pid()).filter_map(|pid| memory_of(*pid)) {
        memory = memory.saturating_add(bytes);
        processes = processes.saturating_add(1);
    }
    TreeUse { memory_bytes: Some(memory), processes: Some(processes), threads: None, enforced: None }
}

/// The memory of a process, as Activity Monitor shows it; `None` if it has ended.
fn memory_of(pid: i32) -> Option<u64> {
    // SAFETY: all fields of the structure are numbers, so zero is valid.
    let mut used: libc::rusage_info_v4 = unsafe { zeroed() };
    // SAFETY: the structure has the type of this version and outlives the call.
    let told = unsafe { libc::proc_pid_rusage(pid, libc::RUSAGE_INFO_V4, (&raw mut used).cast()) };
    (told == 0).then_some(used.ri_phys_footprint)
}
