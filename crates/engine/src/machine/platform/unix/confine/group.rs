//! What a process group uses, from `/proc`.
#![expect(unsafe_code, reason = "asks for the group of processes that may be none of this account")]
use rustix::process::Pid;

use crate::platform::TreeUse;

/// What the processes of a group use now, without its leader, which is the guard.
pub(in crate::machine::platform::unix) fn usage(group: Pid) -> TreeUse {
    let Ok(entries) = fs_err::read_dir("/proc") else { return TreeUse::default() };
    let group = group.as_raw_pid();
    let pids = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let members = pids.filter(|pid| *pid != group && group_of(*pid) == group);
    let (mut memory, mut processes) = (0_u64, 0_u32);
    for bytes in members.filter_map(memory_of) {
        memory = memory.saturating_add(bytes);
        processes = processes.saturating_add(1);
    }
    TreeUse { memory_bytes: Some(memory), processes: Some(processes), enforced: None }
}

/// The group of a process, 0 for one of the kernel, which `rustix` does not expect; -1 if there is no such process.
fn group_of(pid: i32) -> i32 {
    // SAFETY: no pointers. https://man7.org/linux/man-pages/man2/getpgid.2.html
    unsafe { libc::getpgid(pid) }
}

/// The memory of a process, also what is swapped out, without the parts of files, which the system can drop. `None` if
/// it has ended, even if it has not been waited for.
///
/// Source: `man 5 proc_pid_status`.
fn memory_of(pid: i32) -> Option<u64> {
    let status = fs_err::read(format!("/proc/{pid}/status")).ok()?;
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
        let own = memory_of(rustix::process::getpid().as_raw_pid()).unwrap();
        assert!(own > 0);
    }

    #[test]
    fn the_leader_of_a_group_does_not_count() {
        let own = rustix::process::getpid();
        let group = Pid::from_raw(group_of(own.as_raw_pid()));
        let Some(group) = group else { return println!("SKIPPED: the group belongs to another container") };
        let used = usage(group);
        assert!(group == own || used.processes >= Some(1), "{used:?}");
        assert_eq!(group_of(i32::MAX), -1);
    }
}
