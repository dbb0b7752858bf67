use jiff::Timestamp;

use super::{KeyId, UpgoVersion};
use crate::base::report::{Code, Explain, stated};
use crate::base::words::{Sentence, Statement};
use crate::net::http::HttpError;

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub enum UpgoError {
    NoPublisher,
    #[error(transparent)]
    Http(#[from] HttpError),
    NotSigned,
    OtherFile,
    UnknownKey(KeyId),
    RevokedKey(KeyId),
    Older {
        offered: (UpgoVersion, Timestamp),
        known: (UpgoVersion, Timestamp),
    },
    Future {
        version: UpgoVersion,
        date: Timestamp,
        now: Timestamp,
    },
    Impossible(UpgoVersion),
    Foreign(String),
    TooOld {
        version: UpgoVersion,
        minimum: UpgoVersion,
    },
    Package {
        version: UpgoVersion,
        why: String,
    },
    Trial {
        version: UpgoVersion,
        reason: String,
    },
}

impl Explain for UpgoError {
    fn code(&self) -> Code {
        match self {
            Self::Http(error) => error.code(),
            Self::NoPublisher | Self::TooOld { .. } => Code::SelfManaged,
            Self::NotSigned | Self::OtherFile | Self::UnknownKey(_) | Self::RevokedKey(_) => Code::SelfSignature,
            Self::Future { .. } | Self::Impossible(_) => Code::SelfImplausible,
            Self::Older { .. } => Code::SelfOlder,
            Self::Foreign(_) | Self::Package { .. } => Code::SelfForeign,
            Self::Trial { .. } => Code::SelfTrial,
        }
    }

    fn statement(&self) -> Option<Statement> {
        Some(match self {
            Self::Http(error) => return error.statement(),
            Self::NoPublisher => Sentence::UpgoNoPublisher.into(),
            Self::NotSigned => Sentence::UpgoNotSigned.into(),
            Self::OtherFile => Sentence::UpgoSignedOther.into(),
            Self::UnknownKey(key) => say!(UpgoKeyUnknown { key: key.to_string() }),
            Self::RevokedKey(key) => say!(UpgoKeyRevoked { key: key.to_string() }),
            Self::Older { offered, known } => {
                let [day, before] = [offered.1, known.1].map(day_of);
                say!(UpgoOlder { offered: offered.0.to_string(), known: known.0.to_string(), day, before })
            }
            Self::Future { version, date, now } => {
                say!(UpgoFuture { version: version.to_string(), day: day_of(*date), today: day_of(*now) })
            }
            Self::Impossible(version) => say!(UpgoImpossible { version: version.to_string() }),
            Self::Foreign(why) => say!(UpgoForeign { why: Statement::quoted(why.as_str()) }),
            Self::TooOld { version, minimum } => {
                say!(UpgoTooOld { version: version.to_string(), minimum: minimum.to_string() })
            }
            Self::Package { version, why } => {
                say!(UpgoPackage { version: version.to_string(), why: Statement::quoted(why.as_str()) })
            }
            Self::Trial { version, reason } => {
                say!(UpgoTrial { version: version.to_string(), reason: Statement::quoted(reason.as_str()) })
            }
        })
    }

    fn advice(&self) -> Option<Statement> {
        match self {
            Self::Http(error) => error.advice(),
            Self::TooOld { .. } => Some(Sentence::InstallNewestUpgo.into()),
            _ => None,
        }
    }

    fn means(&self) -> Statement {
        match self {
            Self::Http(error) => error.means(),
            _ => self.code().means(),
        }
    }
}

fn day_of(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d").to_string()
}
