//! How Upgo lives on while its window is closed: the tray icon from log-in on, a start by the system once an hour, or not.
//!
//! - `entry`, `units`, `task`: what the system is told, as texts; pure
//! - [`set_up`]: makes one of the forms so, and takes the other away; what is so already is not written again
//!
//! Whether it is time to look is decided by the program that is started ([`watch`](crate::watch)), not by the system: so
//! both forms keep the same rules ([ADR 26](../../../../docs/adr/0026-staying-alive.md)).
mod entry;
mod error;
mod task;
mod units;

use std::io;
use std::path::{Path, PathBuf};

pub use entry::{entry, is_switched_off};
pub use error::BackgroundError;
pub use task::task;
pub use units::{service, timer};

use crate::platform;
use crate::settings::Background;

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

/// What the system starts by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The tray icon, at log-in.
    pub log_in: Start,
    /// The program that looks once, each hour.
    pub schedule: Start,
}

/// What the system starts now. Only reads.
pub fn standing(place: &Place) -> Standing {
    let or_unsupported = |start: io::Result<Start>| start.unwrap_or(Start::Unsupported);
    Standing {
        log_in: or_unsupported(platform::starts_at_log_in(place)),
        schedule: or_unsupported(platform::is_scheduled(place)),
    }
}

/// Makes the system start `program` in this form and in no other. The new form comes first: where that is refused, all is
/// as before. Returns whether anything is different now.
pub fn set_up(place: &Place, form: Background, program: Option<&Path>) -> Result<bool, BackgroundError> {
    let log_in = |program| {
        platform::start_at_log_in(place, program).map_err(|source| BackgroundError::of("the start at log-in", source))
    };
    let schedule = |program| {
        platform::schedule(place, program).map_err(|source| BackgroundError::of("the scheduled start", source))
    };
    let needed = || program.ok_or(BackgroundError::NoProgram);
    let steps = match form {
        Background::Tray => {
            if standing(place).log_in == Start::SwitchedOff {
                return Err(BackgroundError::SwitchedOff);
            }
            [log_in(Some(needed()?))?, schedule(None)?]
        }
        Background::Scheduled => [schedule(Some(needed()?))?, log_in(None)?],
        Background::Off => [log_in(None)?, schedule(None)?],
    };
    Ok(steps.contains(&true))
}
