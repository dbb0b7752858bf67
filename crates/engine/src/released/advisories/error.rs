//! The errors of querying the database.
use jiff::Timestamp;

use crate::base::report::{Code, Explain};
use crate::base::words::{Sentence, Statement};
use crate::net::http::HttpError;

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
    /// It, or an entry, is dated in the future.
    #[error("the vulnerability database is dated {modified}, but it is {now}; Upgo keeps the data that it has")]
    Future {
        /// The date in the answer.
        modified: Timestamp,
        /// The time here.
        now: Timestamp,
    },
    /// It lacks entries that it had before. Entries are withdrawn, but never deleted.
    #[error("the vulnerability database no longer lists {}; Upgo keeps the data that it has", named(missing))]
    Withheld {
        /// The IDs of the entries.
        missing: Vec<String>,
    },
}

impl AdvisoryError {
    /// Whether it contradicted what it said before.
    pub(super) fn is_dispute(&self) -> bool {
        matches!(self, Self::RolledBack { .. } | Self::Future { .. } | Self::Withheld { .. })
    }
}

/// `GO-2026-0001, GO-2026-0002 and 7 more`.
fn named(ids: &[String]) -> String {
    let (first, others) = ids.split_at(ids.len().min(3));
    let names = first.join(", ");
    if others.is_empty() { names } else { format!("{names} and {} more", others.len()) }
}

impl Explain for AdvisoryError {
    fn code(&self) -> Code {
        match self {
            Self::Http(error) => error.code(),
            Self::NotDatabase { .. } => Code::NetVuln,
            Self::RolledBack { .. } | Self::Future { .. } | Self::Withheld { .. } => Code::VerifyVuln,
        }
    }

    fn advice(&self) -> Option<Statement> {
        match self {
            Self::Http(error) => error.advice(),
            Self::Future { .. } => Some(Sentence::CheckDateFirst.with("then", self.code().next())),
            _ => None,
        }
    }

    fn means(&self) -> Statement {
        Sentence::KeepsVulnerabilityData.into()
    }
}
