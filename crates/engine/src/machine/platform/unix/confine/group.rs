//! What a process group uses, from `/proc`.
#![expect(unsafe_code, reason = "asks for the group of processes that may be none of this account")]
use std::collections::BTreeMap;

use rustix::process::Pid;

use crate::machine::platform::TreeUse;

/// What the processes of a group use now, without its leader, which is the guard.
pub(in crate::machine::platform::unix) fn usage(group: Pid) -> TreeUse {
    let Ok(entries) = fs_err::read_dir("/proc") else { return TreeUse::default() };
    let group = group.as_raw_pid();
    let pids = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let members = pids.filter(|pid| *pid != group && group_of(*pid) == group);
    let (mut sum, mut processes, mut shared) = (Used::default(), 0_u32, Shared::default());
    for pid in members {
        let Some(used) = used_by(pid) else { continue };
        sum.add(&used);
        processes = processes.saturating_add(1);
        if let Ok(maps) = fs_err::read(format!("/proc/{pid}/maps")) {
            shared.add(&String::from_utf8_lossy(&maps));
        }
    }
    let memory = sum.own.saturating_add(sum.shared.max(shared.bytes()));
    TreeUse { memory_bytes: Some(memory), processes: Some(processes), threads: Some(sum.threads), enforced: None }
}

/// The group of a process, 0 for one of the kernel, which `rustix` does not expect; -1 if there is no such process.
fn group_of(pid: i32) -> i32 {
    // SAFETY: no pointers. https://man7.org/linux/man-pages/man2/getpgid.2.html
    unsafe { libc::getpgid(pid) }
}

/// Memory is what the system cannot drop, even if it is swapped out.
#[derive(Debug, Default, PartialEq, Eq)]
struct Used {
    /// In bytes.
    own: u64,
    /// Its part of memory that others may use, too, in bytes.
    shared: u64,
    threads: u32,
}

impl Used {
    fn add(&mut self, other: &Self) {
        self.own = self.own.saturating_add(other.own);
        self.shared = self.shared.saturating_add(other.shared);
        self.threads = self.threads.saturating_add(other.threads);
    }
}

/// What a process uses (`man 5 proc_pid_status`); `None` if it has ended, even if it has not been waited for.
fn used_by(pid: i32) -> Option<Used> {
    let status = fs_err::read(format!("/proc/{pid}/status")).ok()?;
    used_in(&String::from_utf8_lossy(&status))
}

fn used_in(status: &str) -> Option<Used> {
    let mut used = Used::default();
    for line in status.lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        let number = || value.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0);
        let bytes = || number().saturating_mul(1024);
        match name {
            "State" if value.trim_start().starts_with(['Z', 'X']) => return None,
            // tables of pages also grow where only the page of zeros is mapped
            "HugetlbPages" | "RssAnon" | "VmPTE" | "VmSwap" => used.own = used.own.saturating_add(bytes()),
            "RssShmem" => used.shared = bytes(),
            "Threads" => used.threads = u32::try_from(number()).unwrap_or(u32::MAX),
            _ => {}
        }
    }
    Some(used)
}

/// Shared memory without a file. A process can give back its view of a page that stays in memory, so all up to the last
/// mapped page counts, once for all processes. What lies behind is not seen, so a project's program gets a page at a
/// time. Source: `man 5 proc_pid_maps`.
#[derive(Debug, Default)]
struct Shared(BTreeMap<String, u64>);

impl Shared {
    fn add(&mut self, maps: &str) {
        for line in maps.lines() {
            let mut words = line.split_ascii_whitespace();
            let (Some(place), Some(rights), Some(offset), Some(device), Some(node), Some(name)) =
                (words.next(), words.next(), words.next(), words.next(), words.next(), words.next())
            else {
                continue;
            };
            let is_memory = ["/dev/zero", "/dev/shm/", "/memfd:", "/SYSV"].iter().any(|start| name.starts_with(start));
            if !rights.ends_with('s') || !is_memory {
                continue;
            }
            let number = |text: &str| u64::from_str_radix(text, 16).unwrap_or(0);
            let (from, to) = place.split_once('-').unwrap_or_default();
            let end = number(offset).saturating_add(number(to).saturating_sub(number(from)));
            let known = self.0.entry(format!("{device} {node}")).or_default();
            *known = end.max(*known);
        }
    }

    fn bytes(&self) -> u64 {
        self.0.values().fold(0, |sum, bytes| sum.saturating_add(*bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_what_the_system_cannot_drop() {
        let status = "Name:\tRssAnon: 7 kB\nState:\tS (sleeping)\nVmRSS:\t    9000 kB\nRssAnon:\t    2048 kB\n\
            RssFile:\t    6000 kB\nRssShmem:\t      4 kB\nThreads:\t3\nVmSwap:\t     100 kB\nVmPTE:\t    20 kB\nHugetlbPages:\t   0 kB\n";
        assert_eq!(used_in(status), Some(Used { own: (2048 + 100 + 20) * 1024, shared: 4 * 1024, threads: 3 }));
        assert_eq!(used_in("Name:\tx\nState:\tR (running)\nRssAnon:\tlots\n"), Some(Used::default()));
        assert_eq!(used_in("Name:\tx\nState:\tZ (zombie)\n"), None);
        let own = used_by(rustix::process::getpid().as_raw_pid()).unwrap();
        assert!(own.own > 0 && own.threads > 0);
    }

    #[test]
    fn memory_that_is_shared_without_a_file_counts_once() {
        let mut shared = Shared::default();
        let maps = "7f00-8f00 rw-s 00000000 00:01 1057 /dev/zero (deleted)\n\
            9000-9100 rw-s 00002000 00:01 1057 /dev/zero (deleted)\n\
            a000-b000 r--p 00000000 fd:00 17 /usr/lib/libc.so.6\nb000-c000 rw-s 00000000 fd:00 18 /home/x/data\n\
            c000-c800 rw-s 00000000 00:01 99 /memfd:name with space (deleted)\nd000-e000 rw-p 00000000 00:00 0\n";
        shared.add(maps);
        shared.add(maps);
        assert_eq!(shared.bytes(), 0x2100 + 0x800);
        shared.add("nonsense\n-\nx-y s z w v /SYSV\n");
        assert_eq!(shared.bytes(), 0x2100 + 0x800);
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
