//! The running processes, from `/proc`, which Linux has and macOS does not.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

/// Each process with its program file. Processes of other accounts do not reveal theirs.
pub(in crate::machine::platform) fn processes() -> Vec<(u32, PathBuf)> {
    let entries = fs_err::read_dir("/proc").into_iter().flatten().flatten();
    let process = |entry: fs_err::DirEntry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        Some((pid, fs_err::read_link(entry.path().join("exe")).ok()?))
    };
    entries.filter_map(process).collect()
}

/// The start time of a process: the 22nd word in `/proc/PID/stat`, in hundredths of a second since the boot (`man 5
/// proc_pid_stat`); the unit, `USER_HZ`, is 100 on every system that Upgo is built for.
pub(in crate::machine::platform) fn started(pid: u32) -> Option<SystemTime> {
    let text = fs_err::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // the second word is a name in parentheses, which may contain anything
    let (_, rest) = text.rsplit_once(')')?;
    let hundredths: u64 = rest.split_whitespace().nth(19)?.parse().ok()?;
    let system = fs_err::read_to_string("/proc/stat").ok()?;
    let boot: u64 = system.lines().find_map(|line| line.strip_prefix("btime "))?.trim().parse().ok()?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(boot.checked_add(hundredths / 100)?))
}

/// How far a reported start time may be after the actual one: the boot time is known only to the second.
pub(in crate::machine::platform) const START_PRECISION: Duration = Duration::from_secs(2);

/// Whether a process of any account has this ID.
pub(in crate::machine::platform) fn is_running(pid: u32) -> bool {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    pid.is_some_and(|pid| test_kill_process(pid) != Err(Errno::SRCH))
}

/// The path, normalized so that two paths of the same file compare equal.
pub(in crate::machine::platform) fn comparable(path: &Path) -> PathBuf {
    path.to_owned()
}

pub fn defender_time() -> Option<Duration> {
    None
}

/// Not used on Unix, where SHELL names the shell of the user.
pub fn ancestors() -> Vec<PathBuf> {
    Vec::new()
}

pub fn without_window(command: &mut Command) -> &mut Command {
    command
}
