//! Why Upgo does not update itself.
use jiff::Timestamp;

use super::{KeyId, UpgoVersion};
use crate::base::report::{Code, Explain, stated};
use crate::base::words::{Sentence, Statement};
use crate::net::http::HttpError;

/// A release of Upgo that is not believed, or not installed.
#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub enum UpgoError {
    /// This program was built without a key, or without the address of the releases.
    NoPublisher,
    /// The publisher cannot be reached.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// The description is not signed, or something else is.
    NotSigned,
    /// The signature is by a trusted key, and for another file.
    OtherFile,
    /// The signature is by a key that this program does not know.
    UnknownKey(KeyId),
    /// The signature is by a key that is no longer trusted.
    RevokedKey(KeyId),
    /// The description is older than one that was accepted before.
    Older {
        /// The version that it offers, and when it was described.
        offered: (UpgoVersion, Timestamp),
        /// The newest version before, and the newest time.
        known: (UpgoVersion, Timestamp),
    },
    /// The description is dated in the future.
    Future {
        /// The version that it offers.
        version: UpgoVersion,
        /// Its date.
        date: Timestamp,
        /// The time here.
        now: Timestamp,
    },
    /// There can be no release with this version yet.
    Impossible(UpgoVersion),
    /// The description is not for this program; the text says why.
    Foreign(String),
    /// This version cannot update itself to the release.
    TooOld {
        /// The release.
        version: UpgoVersion,
        /// The oldest version that can.
        minimum: UpgoVersion,
    },
    /// The verified package does not contain what it should.
    Package {
        /// The release.
        version: UpgoVersion,
        /// What is wrong with it.
        why: String,
    },
    /// The new program does not work.
    Trial {
        /// The release.
        version: UpgoVersion,
        /// The reason, from its trial.
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
        let of = |sentence: Sentence, version: &UpgoVersion| sentence.with("version", version.to_string());
        Some(match self {
            Self::Http(error) => return error.statement(),
            Self::NoPublisher => Sentence::UpgoNoPublisher.into(),
            Self::NotSigned => Sentence::UpgoNotSigned.into(),
            Self::OtherFile => Sentence::UpgoSignedOther.into(),
            Self::UnknownKey(key) => Sentence::UpgoKeyUnknown.with("key", key.to_string()),
            Self::RevokedKey(key) => Sentence::UpgoKeyRevoked.with("key", key.to_string()),
            Self::Older { offered, known } => {
                let [day, before] = [offered.1, known.1].map(day_of);
                let versions = Sentence::UpgoOlder.with("offered", offered.0.to_string());
                versions.with("known", known.0.to_string()).with("day", day).with("before", before)
            }
            Self::Future { version, date, now } => {
                of(Sentence::UpgoFuture, version).with("day", day_of(*date)).with("today", day_of(*now))
            }
            Self::Impossible(version) => of(Sentence::UpgoImpossible, version),
            Self::Foreign(why) => Sentence::UpgoForeign.with("why", Statement::quoted(why.as_str())),
            Self::TooOld { version, minimum } => of(Sentence::UpgoTooOld, version).with("minimum", minimum.to_string()),
            Self::Package { version, why } => {
                of(Sentence::UpgoPackage, version).with("why", Statement::quoted(why.as_str()))
            }
            Self::Trial { version, reason } => {
                of(Sentence::UpgoTrial, version).with("reason", Statement::quoted(reason.as_str()))
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
