//! What a process group uses, from `/proc`.
use rustix::process::{Pid, getpgid};

use crate::platform::TreeUse;

/// What the processes of a group use now, without its leader, which is the guard.
pub(in crate::machine::platform::unix) fn usage(group: Pid) -> TreeUse {
    let Ok(entries) = fs_err::read_dir("/proc") else { return TreeUse::default() };
    let pids = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok().and_then(Pid::from_raw));
    let members = pids.filter(|pid| *pid != group && getpgid(Some(*pid)) == Ok(group));
    let (mut memory, mut processes) = (0_u64, 0_u32);
    for bytes in members.filter_map(memory_of) {
        memory = memory.saturating_add(bytes);
        processes = processes.saturating_add(1);
    }
    TreeUse { memory_bytes: Some(memory), processes: Some(processes), enforced: None }
}

/// The memory of a process, also what is swapped out, without the parts of files, which the system can drop. `None` if
/// it has ended, even if it has not been waited for.
///
/// Source: `man 5 proc_pid_status`.
fn memory_of(pid: Pid) -> Option<u64> {
    let status = fs_err::read(format!("/proc/{}/status", pid.as_raw_pid())).ok()?;
    memory_in(&String::from_utf8_lossy(&status))
}

fn memory_in(status: &str) -> Option<u64> {
    let mut bytes = 0_u64;
    for line in status.lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        match name {
            "State" if value.trim_start().starts_with(['Z', 'X']) => return None,
            "RssAnon" | "RssShmem" | "VmSwap" => {
                let kilobytes: u64 = value.trim().trim_end_matches(" kB").parse().unwrap_or(0);
                bytes = bytes.saturating_add(kilobytes.saturating_mul(1024));
            }
            _ => {}
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_what_the_system_cannot_drop() {
        let status = "Name:\tRssAnon: 7 kB\nState:\tS (sleeping)\nVmRSS:\t    9000 kB\nRssAnon:\t    2048 kB\n\
            RssFile:\t    6000 kB\nRssShmem:\t      4 kB\nThreads:\t3\nVmSwap:\t     100 kB\n";
        assert_eq!(memory_in(status), Some((2048 + 4 + 100) * 1024));
        assert_eq!(memory_in("Name:\tx\nState:\tR (running)\nRssAnon:\tlots\n"), Some(0));
        assert_eq!(memory_in("Name:\tx\nState:\tZ (zombie)\n"), None);
        let own = memory_of(rustix::process::getpid()).unwrap();
        assert!(own > 0);
    }

    #[test]
    fn the_leader_of_a_group_does_not_count() {
        let group = getpgid(None).unwrap();
        let used = usage(group);
        let is_leader = group == rustix::process::getpid();
        assert!(is_leader || used.processes >= Some(1), "{used:?}");
    }
}
