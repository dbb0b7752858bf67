//! What the system is told so that it starts Upgo by itself, as texts; pure.
mod entry;
mod task;
mod units;

use std::path::PathBuf;

pub use entry::{entry, is_switched_off};
pub use task::task;
pub use units::{service, timer};

/// Started with this, the program makes no window until it is asked for one.
pub const HIDDEN: &str = "--hidden";
/// Started with this, it looks for news once and ends.
pub const CHECK: &str = "--check";

/// Where the system keeps what it starts by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder of the user's settings; `None` where it is not known.
    pub config: Option<PathBuf>,
    /// Windows: the key that holds `Run`.
    pub registry: String,
    /// Windows: the folder of tasks.
    pub tasks: String,
    /// Upgo's home, where a variable names it.
    pub home: Option<PathBuf>,
}

/// Whether something is started by the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// It is.
    On,
    /// It is not.
    Off,
    /// It would be, but the user has switched it off in the system's own settings.
    SwitchedOff,
    /// This system cannot do it, or cannot tell.
    Unsupported,
}
