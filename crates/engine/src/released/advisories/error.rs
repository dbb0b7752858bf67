use jiff::Timestamp;

use crate::base::report::{Code, Explain, stated};
use crate::base::words::{Sentence, Statement, Value};
use crate::net::http::HttpError;

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub enum AdvisoryError {
    Http(#[from] HttpError),
    NotDatabase {
        url: String,
    },
    RolledBack {
        known: Timestamp,
        now: Timestamp,
    },
    Future {
        modified: Timestamp,
        now: Timestamp,
    },
    /// Entries are withdrawn, but never deleted.
    Withheld {
        missing: Vec<String>,
    },
}

impl AdvisoryError {
    pub(super) fn is_dispute(&self) -> bool {
        matches!(self, Self::RolledBack { .. } | Self::Future { .. } | Self::Withheld { .. })
    }
}

/// `GO-2026-0001, GO-2026-0002 and 7 more`.
fn named(ids: &[String]) -> Value {
    let (first, others) = ids.split_at(ids.len().min(3));
    let names = Value::all_of(first);
    if others.is_empty() { names } else { say!(AndMore { names, count: others.len() }).into() }
}

impl Explain for AdvisoryError {
    fn code(&self) -> Code {
        match self {
            Self::Http(error) => error.code(),
            Self::NotDatabase { .. } => Code::NetVuln,
            Self::RolledBack { .. } | Self::Future { .. } | Self::Withheld { .. } => Code::VerifyVuln,
        }
    }

    fn statement(&self) -> Option<Statement> {
        Some(match self {
            Self::Http(error) => say!(DatabaseUnreached { why: error.says() }),
            Self::NotDatabase { url } => say!(NotTheDatabase { url }),
            Self::RolledBack { known, now } => {
                say!(DatabaseOlder { now: now.to_string(), known: known.to_string() })
            }
            Self::Future { modified, now } => {
                say!(DatabaseInFuture { modified: modified.to_string(), now: now.to_string() })
            }
            Self::Withheld { missing } => say!(DatabaseLacks { ids: named(missing) }),
        })
    }

    fn advice(&self) -> Option<Statement> {
        match self {
            Self::Http(error) => error.advice(),
            Self::Future { .. } => Some(say!(CheckDateFirst { then: self.code().next() })),
            _ => None,
        }
    }

    fn means(&self) -> Statement {
        Sentence::KeepsVulnerabilityData.into()
    }
}
