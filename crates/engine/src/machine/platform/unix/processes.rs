//! Which processes run, by `/proc`: Linux has it, macOS does not.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

/// Each process with the file of its program; those of other accounts do not tell theirs.
pub(in crate::machine::platform) fn processes() -> Vec<(u32, PathBuf)> {
    let entries = fs_err::read_dir("/proc").into_iter().flatten().flatten();
    let process = |entry: fs_err::DirEntry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        Some((pid, fs_err::read_link(entry.path().join("exe")).ok()?))
    };
    entries.filter_map(process).collect()
}

/// When a process began: its 22nd word in `/proc/PID/stat`, in hundredths of a second after the start of the system.
///
/// Source: `man 5 proc_pid_stat`; the unit, `USER_HZ`, is 100 on every system that Upgo is built for.
pub(in crate::machine::platform) fn started(pid: u32) -> Option<SystemTime> {
    let text = fs_err::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // the second word is a name in brackets, in which anything may stand
    let (_, rest) = text.rsplit_once(')')?;
    let hundredths: u64 = rest.split_whitespace().nth(19)?.parse().ok()?;
    let system = fs_err::read_to_string("/proc/stat").ok()?;
    let boot: u64 = system.lines().find_map(|line| line.strip_prefix("btime "))?.trim().parse().ok()?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(boot.checked_add(hundredths / 100)?))
}

/// Whether a process has this number, of whatever account.
pub fn is_running(pid: u32) -> bool {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    pid.is_some_and(|pid| test_kill_process(pid) != Err(Errno::SRCH))
}

/// The path in the form in which two of the same file are equal.
pub(in crate::machine::platform) fn comparable(path: &Path) -> PathBuf {
    path.to_owned()
}

/// A process that opens no window for itself: none does on Unix.
pub fn without_window(command: &mut Command) -> &mut Command {
    command
}
