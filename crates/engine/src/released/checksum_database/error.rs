use url::Url;

use super::TreeHead;
use crate::base::report::{Cancelled, Explain};
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

explain! {
    pub enum LookupError {
        Unreachable { source: Box<HttpError> } = VerifyUnproven, (source.says());
        NotThere { place: Box<Url> } = VerifyUnproven, NoRecordThere { place: &**place };
        NotRecord { place: Box<Url> } = VerifyUnproven, NotLikeDatabase { place: &**place };
        Signature { place: Box<Url>, name: String } = VerifyUnproven, AnswerUnsigned { place: &**place, name };
        Proof { place: Box<Url> } = VerifyUnproven, RecordNotInTree { place: &**place };
        /// The database has signed two trees, and neither is a prefix of the other.
        Forked { name: String, place: Box<Url>, seen: Box<TreeHead>, told: Box<TreeHead> } = VerifyContradicts,
            DatabaseForked { place: &**place, name, seen: seen.says(), told: told.says() };
        Nowhere { failures: Vec<LookupError> } = VerifyUnproven,
            (Statement::all(failures.iter().map(Explain::says)).unwrap_or(Sentence::NoServer.into()));
        Cancelled(Cancelled) = *;
    }
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
