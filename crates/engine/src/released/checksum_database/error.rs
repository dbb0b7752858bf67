//! Why the database has not vouched for a toolchain.
use url::Url;

use super::Head;
use crate::http::HttpError;
use crate::report::{Cancelled, Code, Explain};

/// GOSUMDB names no database.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDatabase {
    /// A key is neither a known name nor `name+hash+key`.
    #[error("GOSUMDB names no checksum database that is known: {text:?}")]
    Key {
        /// What it says.
        text: String,
    },
    /// More than a key and an address.
    #[error("GOSUMDB has more than a key and an address: {text:?}")]
    Fields {
        /// What it says.
        text: String,
    },
    /// A name of a database that is no host, or an address that is not accepted.
    #[error("GOSUMDB gives no address that Upgo asks: {text:?}")]
    Address {
        /// What it says.
        text: String,
    },
}

/// The database has not vouched.
#[derive(Debug, thiserror::Error)]
pub enum LookupError {
    /// A place does not answer.
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
    /// What a place answers is something else.
    #[error("{place} does not answer as a checksum database does")]
    NotRecord {
        /// The place.
        place: Box<Url>,
    },
    /// The key of the database has not signed what a place says.
    #[error("what {place} says is not signed by {name}")]
    Signature {
        /// The place.
        place: Box<Url>,
        /// The name of the database.
        name: String,
    },
    /// The record is not in the tree that the database has signed.
    #[error("the record that {place} gives is not in the tree that the database has signed")]
    Proof {
        /// The place.
        place: Box<Url>,
    },
    /// The database has signed two trees of which neither begins with the other.
    #[error(
        "the checksum database {name} has signed two histories that contradict each other: a {seen}, and at {place} a \
         {told}"
    )]
    Forked {
        /// The name of the database.
        name: String,
        /// Where the second one was told.
        place: Box<Url>,
        /// The head that this machine has seen before.
        seen: Box<Head>,
        /// The other one.
        told: Box<Head>,
    },
    /// Nobody could be asked, or nobody could answer.
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
    /// Whether nobody answered at all, so that another question would be as vain.
    pub(crate) fn is_about_reaching(&self) -> bool {
        match self {
            Self::Nowhere { failures } => failures.iter().all(Self::is_about_reaching),
            _ => matches!(self, Self::Unreachable { .. }),
        }
    }

    /// Whether no other place can make it good.
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
        return "there is no place to ask".to_owned();
    }
    failures.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
