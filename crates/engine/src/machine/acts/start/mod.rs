//! The texts that configure the system to start Upgo automatically; pure.
mod entry;
mod task;
mod units;

use std::path::PathBuf;

pub use entry::{entry, is_switched_off};
pub use task::{command_of, is_disabled, is_of_another, task};
pub use units::{service, timer};

/// The option to start without a window until one is requested.
pub const HIDDEN: &str = "--hidden";
/// The option of the desktop program to run one check and exit.
pub const CHECK: &str = "--check";
/// The arguments of the command line for the same check.
pub const CHECK_BY_COMMAND: &str = "check --notify --progress none";
/// The name that either program uses for that check when it requests changes.
pub const SCHEDULED: &str = "scheduled";

/// What the system starts each hour: a program that runs one check and exits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckProgram {
    pub path: PathBuf,
    /// Separated by spaces. They need no quotes.
    pub arguments: &'static str,
}

impl CheckProgram {
    /// The desktop program, which loads the window's libraries with every start.
    pub fn desktop(path: PathBuf) -> Self {
        Self { path, arguments: CHECK }
    }

    pub fn command_line(path: PathBuf) -> Self {
        Self { path, arguments: CHECK_BY_COMMAND }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartPlaces {
    /// The folder of the user's settings; `None` if it is unknown.
    pub config: Option<PathBuf>,
    /// Windows: the key that contains `Run`.
    pub registry: String,
    /// Windows: the folder of tasks.
    pub tasks: String,
    /// Upgo's home, if a variable names it.
    pub home: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AutoStart {
    On,
    Off,
    /// The user has turned it off in the system settings.
    SwitchedOff,
    /// What has its name belongs to another account.
    Foreign,
    /// This system does not support it, or cannot report it.
    Unsupported,
}
