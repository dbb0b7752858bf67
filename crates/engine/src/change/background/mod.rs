//! How Upgo lives on while its window is closed: the tray icon from log-in on, a start by the system once an hour, or not.
//!
//! [`set_up`] makes one of the forms so, and takes the other away; what is so already is not written again. What the system
//! is told is in [`acts`].
//!
//! Whether it is time to look is decided by the program that is started ([`watch`](crate::watch)), not by the system: so
//! both forms keep the same rules ([ADR 26](../../../../../docs/adr/0026-staying-alive.md)).
mod error;

use std::io;
use std::path::Path;

pub use error::BackgroundError;

use crate::acts::{self, Place, Start};
use crate::settings::Background;

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
        log_in: or_unsupported(acts::starts_at_log_in(place)),
        schedule: or_unsupported(acts::is_scheduled(place)),
    }
}

/// Makes the system start `program` in this form and in no other. The new form comes first: where that is refused, all is
/// as before. Returns whether anything is different now.
pub fn set_up(place: &Place, form: Background, program: Option<&Path>) -> Result<bool, BackgroundError> {
    let log_in = |program| {
        acts::start_at_log_in(place, program).map_err(|source| BackgroundError::of("the start at log-in", source))
    };
    let schedule =
        |program| acts::schedule(place, program).map_err(|source| BackgroundError::of("the scheduled start", source));
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
