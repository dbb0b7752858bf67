//! Tasks that need an administrator, carried out by an elevated second copy that does not trust the first. A
//! [`Session`] serves one plan: its first [`Task`] shows the administrator prompt, the others do not. The list of tasks
//! is closed. The elevated copy fetches the official release list, copies and verifies the installer, and reads its
//! settings from a place that only administrators can write to; see `SECURITY.md` and `docs/internals/adr/0013`.
//!
//! ```text
//! plan ─▶ Session::perform(task) ──prompt──▶ second copy: serve() ─▶ Hands::perform(task) ─▶ msiexec, the machine's variables
//!                        ▲────────────── stages, then done or error ──────────┘
//! ```
mod caller;
mod error;
mod executor;
mod exit_code;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod package;
mod pipe;
mod places;
mod policy;
mod proxy;
mod records;
mod serve;
mod system;
mod tables;
mod task;
mod variables;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use caller::Caller;
pub use error::{ElevationError, Result};
pub use executor::Hands;
pub use exit_code::{ExitMeaning, verdict};
pub use policy::ElevatedPolicy;
pub use serve::serve_if_asked;
pub use system::{ThisWindows, Windows};
pub use task::Task;

use crate::base::report::Cancel;
use crate::machine::platform;

pub trait Elevation: fmt::Debug + Send + Sync {
    /// No prompt appears before its first task.
    fn session(&self) -> Box<dyn Session>;

    /// An administrator process does the tasks itself, without the prompt.
    fn prompts(&self) -> bool {
        true
    }

    /// Whether this process already has rights that the user's other programs lack. They can write everything in the
    /// user's folders, so it must do nothing that only a file there asks for.
    fn has_more_rights(&self) -> bool {
        false
    }
}

/// One prompt, then task after task. The elevated copy ends with it.
pub trait Session: Send + Sync {
    /// Runs `task` to its end. `cancel` is checked before the prompt and before the task; a running Windows Installer
    /// is not interrupted. After an error the task has no effect, except perhaps an error of Windows Installer
    /// ([`ElevationError::Msi`]), and the session can be used again.
    fn perform(&mut self, task: &Task, cancel: &Cancel, report: &mut dyn FnMut(Stage)) -> Result<TaskDone>;
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, tag = "stage")]
pub enum Stage {
    Asking,
    Reading,
    /// The package is copied to a folder that only administrators can write to.
    Copying,
    Checking,
    /// Windows Installer is running. From here on the task cannot be stopped.
    Installing,
}

#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, deny_unknown_fields)]
pub struct TaskDone {
    pub needs_restart: bool,
    #[serde(serialize_with = "crate::base::paths::shown")]
    pub log: Option<PathBuf>,
}

/// No elevation: the system does not support it, or a test does not use it.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoElevation;

impl Elevation for NoElevation {
    fn session(&self) -> Box<dyn Session> {
        Box::new(Self)
    }
}

impl Session for NoElevation {
    fn perform(&mut self, _: &Task, _: &Cancel, _: &mut dyn FnMut(Stage)) -> Result<TaskDone> {
        Err(ElevationError::NotStarted { reason: "this system does not support it".to_owned() })
    }
}

/// Why accounts other than administrators can change the content of `folder`; `None` if they cannot. Only reads.
pub fn why_open(folder: &Path) -> Option<String> {
    let windows = ThisWindows;
    let policy = ElevatedPolicy::read(windows.registry());
    platform::why_open(folder, &|path| windows.guard(path), policy.lenient.as_deref())
}

/// Only reads, so that a plan can be refused before anything is downloaded and before the prompt.
pub(crate) fn require_closed(folder: &Path) -> Result<()> {
    let windows = ThisWindows;
    places::require_closed(&windows, &ElevatedPolicy::read(windows.registry()), folder)
}

/// The elevation of this process: a second copy of its own program, or the process itself if it is already elevated.
pub fn of_this_process() -> Arc<dyn Elevation> {
    match std::env::current_exe() {
        Ok(program) => Arc::new(Caller::new(program)),
        Err(_) => Arc::new(NoElevation),
    }
}
