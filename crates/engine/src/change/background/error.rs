//! Why the form was not changed.
use std::io;

use crate::report::{Code, Explain};

/// The form is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum BackgroundError {
    /// There is nothing that could be started.
    #[error("the desktop program is not installed beside `upgo`")]
    NoProgram,
    /// The user's own switch in the system wins.
    #[error("Upgo is switched off in Windows' own list of startup apps")]
    SwitchedOff,
    /// The system does not have it.
    #[error("{what} is not something that this system can do{}", why(.source))]
    Unsupported {
        /// What was to be set up.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The system refused it.
    #[error("{what} could not be changed")]
    System {
        /// What was to be changed.
        what: &'static str,
        /// What the system said.
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
