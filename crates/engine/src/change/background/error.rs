//! The reasons why the background mode was not changed.
use std::io;

use crate::report::{Code, Explain};

/// An error that leaves the background mode unchanged.
#[derive(Debug, thiserror::Error)]
pub enum BackgroundError {
    /// There is no program to start.
    #[error("the desktop program is not installed next to `upgo`")]
    NoProgram,
    /// The user turned Upgo off in the system's settings, which take precedence.
    #[error("Upgo is turned off under Startup apps in Windows Settings")]
    SwitchedOff,
    /// The system does not support it.
    #[error("this system does not support {what}{}", why(.source))]
    Unsupported {
        /// The unsupported mode.
        what: &'static str,
        /// The error of the system.
        source: io::Error,
    },
    /// The system refused it.
    #[error("{what} could not be changed")]
    System {
        /// The mode to change.
        what: &'static str,
        /// The error of the system.
        #[source]
        source: io::Error,
    },
}

impl BackgroundError {
    pub(super) fn of(what: &'static str, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::Unsupported => Self::Unsupported { what, source },
            _ => Self::System { what, source },
        }
    }
}

fn why(source: &io::Error) -> String {
    source.get_ref().map(|why| format!(": {why}")).unwrap_or_default()
}

impl Explain for BackgroundError {
    fn code(&self) -> Code {
        match self {
            Self::NoProgram | Self::Unsupported { .. } => Code::BackgroundUnsupported,
            Self::SwitchedOff => Code::BackgroundOff,
            Self::System { .. } => Code::BackgroundFailed,
        }
    }
}
