//! The reasons why the database has not confirmed a toolchain.
use url::Url;

use super::TreeHead;
use crate::http::HttpError;
use crate::report::{Cancelled, Code, Explain};

/// GOSUMDB does not name a database.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDatabase {
    /// The key is neither a known name nor `name+hash+key`.
    #[error("GOSUMDB does not name a known checksum database: {text:?}")]
    Key {
        /// The value.
        text: String,
    },
    /// More than a key and an address.
    #[error("GOSUMDB contains more than a key and an address: {text:?}")]
    Fields {
        /// The value.
        text: String,
    },
    /// The name of a database that is not a host, or an address that is not accepted.
    #[error("GOSUMDB contains no address that Upgo accepts: {text:?}")]
    Address {
        /// The value.
        text: String,
    },
}

/// The database has not confirmed a toolchain.
#[derive(Debug, thiserror::Error)]
pub enum LookupError {
    /// A place does not respond.
    #[error("{source}")]
    Unreachable {
        /// Why.
        source: Box<HttpError>,
    },
    /// A place has no record of it.
    #[error("{place} has no record of it")]
    NotThere {
        /// The place.
        place: Box<Url>,
    },
    /// A place answered with something else.
    #[error("{place} did not respond like a checksum database")]
    NotRecord {
        /// The place.
        place: Box<Url>,
    },
    /// The answer from a place is not signed with the key of the database.
    #[error("the answer from {place} is not signed by {name}")]
    Signature {
        /// The place.
        place: Box<Url>,
        /// The name of the database.
        name: String,
    },
    /// The record is not in the signed tree of the database.
    #[error("the record from {place} is not in the signed tree of the database")]
    Proof {
        /// The place.
        place: Box<Url>,
    },
    /// The database has signed two trees, and neither is a prefix of the other.
    #[error(
        "the checksum database {name} has signed two histories that contradict each other: a {seen}, and at {place} a \
         {told}"
    )]
    Forked {
        /// The name of the database.
        name: String,
        /// The place that served the second one.
        place: Box<Url>,
        /// The head that this machine has seen before.
        seen: Box<TreeHead>,
        /// The other one.
        told: Box<TreeHead>,
    },
    /// There was no place to query, or none had an answer.
    #[error("{}", said(failures))]
    Nowhere {
        /// What went wrong at each place.
        failures: Vec<LookupError>,
    },
    /// The user cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl LookupError {
    /// Whether no place responded at all, so that another query would be pointless.
    pub(crate) fn is_about_reaching(&self) -> bool {
        match self {
            Self::Nowhere { failures } => failures.iter().all(Self::is_about_reaching),
            _ => matches!(self, Self::Unreachable { .. }),
        }
    }

    /// Whether no other place can help.
    pub(super) fn is_final(&self) -> bool {
        matches!(self, Self::Forked { .. } | Self::Cancelled(_))
    }
}

impl From<HttpError> for LookupError {
    fn from(source: HttpError) -> Self {
        match source {
            HttpError::Cancelled(cancelled) => Self::Cancelled(cancelled),
            source => Self::Unreachable { source: Box::new(source) },
        }
    }
}

impl Explain for LookupError {
    fn code(&self) -> Code {
        match self {
            Self::Forked { .. } => Code::VerifyContradicts,
            Self::Cancelled(_) => Code::Cancelled,
            _ => Code::VerifyUnproven,
        }
    }
}

fn said(failures: &[LookupError]) -> String {
    if failures.is_empty() {
        return "there is no server to query".to_owned();
    }
    failures.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
