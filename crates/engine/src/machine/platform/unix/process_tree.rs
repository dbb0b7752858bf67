//! A program with all its child processes, which end together and with this process: a process group with a guard. The
//! guard is a shell that leads the group and waits for the end of a pipe, whose other end only this process holds.
//! However it ends, the system closes the pipe, and the guard kills the group, including itself (ADR 27).
use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};

use super::busy::spawn_unless_busy;
use super::confine;
use crate::machine::platform::{Confinement, TreeUse};

/// The guard's script. It waits until the pipe is closed, because nothing is ever written to it. A program that signals
/// its whole group does not end it. All commands are built into every shell.
const GUARD: &str = "trap '' HUP INT QUIT TERM USR1 USR2; read -r nothing; kill -KILL 0";

/// Dropping it ends the processes that are still running.
#[derive(Debug)]
pub struct ProcessTree {
    group: Option<Pid>,
    guard: Option<Watchdog>,
}

#[derive(Debug)]
struct Watchdog {
    shell: Child,
    /// Never written to; the system closes it when this process ends.
    _pipe: Option<ChildStdin>,
}

impl ProcessTree {
    #[expect(clippy::disallowed_methods, reason = "a part of starting a program, which has been announced")]
    pub fn start(command: &mut Command) -> io::Result<(Child, Self)> {
        let guard = Watchdog::start().ok();
        let group = guard.as_ref().and_then(|guard| id_of(&guard.shell));
        let mut tree = Self { group, guard };
        // Without a shell, the program leads its own group, which survives if this process is killed.
        let command = command.process_group(group.map_or(0, Pid::as_raw_pid));
        let child = spawn_unless_busy(|| command.spawn())?;
        tree.group = group.or_else(|| id_of(&child));
        Ok((child, tree))
    }

    /// Without a guard, `command` does not start: the guard's group is the one that it cannot leave.
    pub(crate) fn start_confined(command: &mut Command, limits: &Confinement) -> io::Result<(Child, Self)> {
        let guard = Watchdog::start()?;
        let group = id_of(&guard.shell).ok_or(io::ErrorKind::Unsupported)?;
        let tree = Self { group: Some(group), guard: Some(guard) };
        let child = confine::spawn(command.process_group(group.as_raw_pid()), limits, group)?;
        Ok((child, tree))
    }

    /// The group must have a guard, so that its ID is not reused.
    pub fn usage(&mut self) -> TreeUse {
        self.group.filter(|_| self.guard.is_some()).map_or_else(TreeUse::default, confine::usage)
    }

    pub fn end(&self) {
        if let Some(group) = self.group {
            kill_process_group(group, Signal::KILL).ok(); // it may have ended already
        }
    }
}

impl Drop for ProcessTree {
    fn drop(&mut self) {
        // Until the guard has been waited for, the ID of the group is not reused.
        if self.guard.is_some() {
            self.end();
        }
        if let Some(guard) = &mut self.guard {
            guard.shell.kill().and_then(|()| guard.shell.wait()).ok();
        }
    }
}

impl Watchdog {
    #[expect(clippy::disallowed_methods, reason = "a part of starting a program, which has been announced")]
    fn start() -> io::Result<Self> {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", GUARD]).env_clear().current_dir("/").process_group(0);
        let mut shell = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        Ok(Self { _pipe: shell.stdin.take(), shell })
    }
}

fn id_of(child: &Child) -> Option<Pid> {
    i32::try_from(child.id()).ok().and_then(Pid::from_raw)
}
