//! The errors of querying the database.
use jiff::Timestamp;

use crate::http::HttpError;
use crate::report::{Code, Explain};

/// The database gave no trustworthy answer.
#[derive(Debug, thiserror::Error)]
pub enum AdvisoryError {
    /// It cannot be reached.
    #[error("cannot query the vulnerability database: {0}")]
    Http(#[from] HttpError),
    /// It sent something else.
    #[error("{url} did not respond like the vulnerability database")]
    NotDatabase {
        /// The address.
        url: String,
    },
    /// Its date is older than before.
    #[error("the vulnerability database is dated {now}, older than the known {known}; Upgo keeps the newer data")]
    RolledBack {
        /// The last known date.
        known: Timestamp,
        /// The date in the answer.
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
        "Upgo keeps using the vulnerability data that it has. Information about releases is not affected.".to_owned()
    }
}
