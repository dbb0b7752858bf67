//! Systems without Landlock: the program runs at a low priority, and nothing else is limited before it runs.
//!
//! macOS has `sandbox-exec`, which is deprecated and has no documented rules, and no cores that a program is kept to.
use std::io;
use std::process::{Child, Command};

use rustix::process::{Pid, setpriority_process};

use super::NICENESS;
#[cfg(not(target_os = "macos"))]
use crate::machine::platform::TreeUse;
use crate::machine::platform::unix::busy::spawn_unless_busy;
use crate::machine::platform::{Confinement, ConfinementPower, Hold, WriteHold};

/// Starts `command`. Its priority is lowered as soon as it exists; what it starts inherits it.
#[expect(clippy::disallowed_methods, reason = "a part of starting a program, which has been announced")]
pub(in crate::machine::platform::unix) fn spawn(
    command: &mut Command,
    _limits: &Confinement,
    _group: Pid,
) -> io::Result<Child> {
    let child = spawn_unless_busy(|| command.spawn())?;
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        setpriority_process(Some(pid), NICENESS).ok();
    }
    Ok(child)
}

/// Only what is watched.
pub fn confinement() -> ConfinementPower {
    let watched = if cfg!(target_os = "macos") { Hold::Watched } else { Hold::No };
    ConfinementPower {
        writes: WriteHold::No,
        memory: watched,
        processes: watched,
        cores: Hold::No,
        descendants: Hold::No,
        signals: Hold::No,
    }
}

/// Nothing that is known in the same way on every system.
#[cfg(not(target_os = "macos"))]
pub(in crate::machine::platform::unix) fn usage(_group: Pid) -> TreeUse {
    TreeUse::default()
}
