//! Why the database did not tell.
use jiff::Timestamp;

use crate::http::HttpError;
use crate::report::{Code, Explain};

/// The database gave no answer that can be believed.
#[derive(Debug, thiserror::Error)]
pub enum AdvisoryError {
    /// It cannot be reached.
    #[error("the vulnerability database cannot be asked: {0}")]
    Http(#[from] HttpError),
    /// What it sent is something else.
    #[error("{url} does not answer as the vulnerability database does")]
    NotDatabase {
        /// The address.
        url: String,
    },
    /// It says that it is older than it was.
    #[error("the vulnerability database went back from {known} to {now}; what was known stays in force")]
    RolledBack {
        /// As it was known.
        known: Timestamp,
        /// As it says it is.
        now: Timestamp,
    },
}

impl Explain for AdvisoryError {
    fn code(&self) -> Code {
        match self {
            Self::Http(error) => error.code(),
            Self::NotDatabase { .. } => Code::NetVuln,
            Self::RolledBack { .. } => Code::VerifyVuln,
        }
    }

    fn next(&self) -> String {
        match self {
            Self::Http(error) => error.next(),
            _ => self.code().next().to_owned(),
        }
    }

    fn means(&self) -> String {
        "What was known before stays in force; releases are not concerned.".to_owned()
    }
}
