//! A program with all that it starts, ended as one: a group of processes.
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command};

use rustix::process::{Pid, Signal, kill_process_group};

/// A program and what it has started.
#[derive(Debug)]
pub struct ProcessTree(Option<Pid>);

impl ProcessTree {
    /// Makes the program that `command` will start the first of its tree.
    pub fn prepare(command: &mut Command) {
        command.process_group(0);
    }

    /// The tree of a program that has just been started.
    pub fn of(child: &Child) -> Self {
        Self(i32::try_from(child.id()).ok().and_then(Pid::from_raw))
    }

    /// Ends every process of it at once.
    pub fn end(&self) {
        if let Some(group) = self.0 {
            kill_process_group(group, Signal::KILL).ok(); // it may be over
        }
    }
}
