use url::Url;

use super::TreeHead;
use crate::base::report::{Cancelled, Code, Explain};
use crate::base::words::{Sentence, Statement};
use crate::net::http::HttpError;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.says())]
pub enum NotDatabase {
    Key { text: String },
    Fields { text: String },
    Address { text: String },
}

impl NotDatabase {
    pub(crate) fn says(&self) -> Statement {
        match self {
            Self::Key { text } => say!(SumDbUnknown { text: format!("{text:?}") }),
            Self::Fields { text } => say!(SumDbFields { text: format!("{text:?}") }),
            Self::Address { text } => say!(SumDbAddress { text: format!("{text:?}") }),
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{}", self.says())]
pub enum LookupError {
    Unreachable {
        source: Box<HttpError>,
    },
    NotThere {
        place: Box<Url>,
    },
    NotRecord {
        place: Box<Url>,
    },
    Signature {
        place: Box<Url>,
        name: String,
    },
    Proof {
        place: Box<Url>,
    },
    /// The database has signed two trees, and neither is a prefix of the other.
    Forked {
        name: String,
        place: Box<Url>,
        seen: Box<TreeHead>,
        told: Box<TreeHead>,
    },
    Nowhere {
        failures: Vec<LookupError>,
    },
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl LookupError {
    pub(crate) fn says(&self) -> Statement {
        match self {
            Self::Unreachable { source } => source.statement().unwrap_or_else(|| Statement::quoted(source.to_string())),
            Self::NotThere { place } => say!(NoRecordThere { place: place.as_str() }),
            Self::NotRecord { place } => say!(NotLikeDatabase { place: place.as_str() }),
            Self::Signature { place, name } => say!(AnswerUnsigned { place: place.as_str(), name: name.as_str() }),
            Self::Proof { place } => say!(RecordNotInTree { place: place.as_str() }),
            Self::Forked { name, place, seen, told } => say!(DatabaseForked {
                place: place.as_str(),
                name: name.as_str(),
                seen: seen.says(),
                told: told.says()
            }),
            Self::Nowhere { failures } => {
                Statement::all(failures.iter().map(Self::says)).unwrap_or_else(|| Sentence::NoServer.into())
            }
            Self::Cancelled(_) => Sentence::Cancelled.into(),
        }
    }

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
            Self::Unreachable { .. }
            | Self::NotThere { .. }
            | Self::NotRecord { .. }
            | Self::Signature { .. }
            | Self::Proof { .. }
            | Self::Nowhere { .. } => Code::VerifyUnproven,
        }
    }

    fn statement(&self) -> Option<Statement> {
        Some(self.says())
    }
}
