//! What needs an administrator: done by a second copy of the program, which trusts nothing that the first one says.
//!
//! A [`Session`] serves one plan: the first [`Task`] asks (one prompt), the others follow without. What can be asked for
//! is a closed list. The elevated copy reads the official feed itself, copies and checks the installer with its own hands,
//! and takes its own settings from a place that only administrators can write; see `SECURITY.md` and `docs/adr/0013`.
//!
//! ```text
//! plan ─▶ Session::perform(task) ──prompt──▶ second copy: serve() ─▶ Hands::perform(task) ─▶ msiexec, the machine's variables
//!                        ▲────────────── stages, then done or error ──────────┘
//! ```
mod caller;
mod error;
mod exit_code;
mod guarded;
mod hands;
mod line;
mod notes;
mod package;
mod places;
mod policy;
mod registered;
mod serve;
mod system;
mod task;
mod variables;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use caller::Caller;
pub use error::ElevationError;
pub use exit_code::{Verdict, verdict};
pub use hands::Hands;
pub use policy::{POLICY_KEY, Policy};
pub use serve::serve_if_asked;
pub use system::{ThisWindows, Windows};
pub use task::Task;

use crate::report::Cancel;

/// How a process gets what needs an administrator.
pub trait Elevation: fmt::Debug + Send + Sync {
    /// A session for one plan. Nobody is asked anything before its first task.
    fn session(&self) -> Box<dyn Session>;
}

/// One prompt, then task after task. The elevated copy ends with it.
pub trait Session: Send + Sync {
    /// Does `task`, and returns when it is done. `cancel` is looked at before the prompt and before the task; what
    /// Windows Installer has begun is not interrupted.
    ///
    /// # Errors
    /// After an error nothing of the task is in effect, except where Windows Installer says otherwise
    /// ([`ElevationError::Msi`]). The session can be used again.
    fn perform(&mut self, task: &Task, cancel: &Cancel, report: &mut dyn FnMut(Stage)) -> Result<Done, ElevationError>;
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "camelCase")]
pub enum Stage {
    /// The prompt is on the screen.
    Asking,
    /// The official feed is read.
    Reading,
    /// The package is copied to where only administrators can write.
    Copying,
    /// Its digest and its signature are looked at.
    Checking,
    /// Windows Installer works. From here on it cannot be stopped.
    Installing,
}

/// A task that ended well.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Done {
    /// Windows wants to be restarted before everything is in place.
    pub needs_restart: bool,
    /// What Windows Installer wrote down.
    #[serde(serialize_with = "crate::paths::shown")]
    pub log: Option<PathBuf>,
}

/// Nobody can be asked: there are no administrators here, or a test wants none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoElevation;

impl Elevation for NoElevation {
    fn session(&self) -> Box<dyn Session> {
        Box::new(Self)
    }
}

impl Session for NoElevation {
    fn perform(&mut self, _: &Task, _: &Cancel, _: &mut dyn FnMut(Stage)) -> Result<Done, ElevationError> {
        Err(ElevationError::NotStarted { reason: "this system has no such thing".to_owned() })
    }
}

/// Why others than administrators can change what is in `folder`; `None` where they cannot. Only reads.
pub fn why_open(folder: &Path) -> Option<String> {
    let windows = ThisWindows;
    let policy = Policy::read(windows.registry());
    guarded::why_open(folder, &|path| windows.guard(path), policy.lenient.as_deref())
}

/// How this process gets it: a second copy of its own program, or itself where it is elevated already.
pub fn of_this_process() -> Arc<dyn Elevation> {
    match std::env::current_exe() {
        Ok(program) => Arc::new(Caller::new(program)),
        Err(_) => Arc::new(NoElevation),
    }
}
