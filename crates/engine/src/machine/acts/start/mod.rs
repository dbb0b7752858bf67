//! The texts that configure the system to start Upgo automatically; pure.
mod entry;
mod task;
mod units;

use std::path::PathBuf;

pub use entry::{entry, is_switched_off};
pub use task::task;
pub use units::{service, timer};

/// The option to start without a window until one is requested.
pub const HIDDEN: &str = "--hidden";
/// The option to run one check and exit.
pub const CHECK: &str = "--check";

/// The places where the system stores its automatic starts.
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

/// Whether the system starts something automatically.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// It does.
    On,
    /// It does not.
    Off,
    /// It would, but the user has turned it off in the system settings.
    SwitchedOff,
    /// This system does not support it, or cannot report it.
    Unsupported,
}
