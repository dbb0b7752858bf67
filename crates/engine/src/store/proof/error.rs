//! The reasons not to install a toolchain although its digest is right.
use upgo_openpgp::Refused;
use url::Url;

use crate::base::digest::Sha256;
use crate::base::report::{Code, Explain};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;
use crate::released::checksum_database::LookupError;
use crate::released::signature::{InvalidSignature, SearchError};

#[derive(Debug, thiserror::Error)]
#[error("{}", self.says())]
pub enum ProofError {
    Contradicts {
        version: Version,
        database: String,
        told: String,
        actual: String,
    },
    Signature {
        version: Version,
        wrong: Box<InvalidSignature>,
    },
    #[error(transparent)]
    Search(#[from] SearchError),
    #[error(transparent)]
    Lookup(#[from] LookupError),
    NoRecord {
        version: Version,
        why: Statement,
    },
    UnprovenInBundle {
        version: Version,
        why: Statement,
    },
    Unproven {
        version: Version,
        why: Statement,
        may_be_confirmed: bool,
        /// Whether not even a release list has the checksum, because the user gave it.
        is_given: bool,
    },
    Listed {
        version: Version,
        feed: Url,
        filename: String,
        listed: Sha256,
        actual: Sha256,
    },
}

impl ProofError {
    fn says(&self) -> Statement {
        match self {
            Self::Contradicts { version, database, told, actual } => say!(Contradicts {
                version: version.to_string(),
                database: database.as_str(),
                actual: actual.as_str(),
                told: told.as_str()
            }),
            Self::Signature { version, wrong } => say!(SignatureInvalid {
                version: version.to_string(),
                place: wrong.place.as_str(),
                why: refusal(&wrong.why)
            }),
            Self::Search(SearchError::Cancelled(_)) => Sentence::Cancelled.into(),
            Self::Search(SearchError::Archive(_)) => Sentence::ArchiveUnreadable.into(),
            Self::Lookup(error) => error.says(),
            Self::NoRecord { version, why } => say!(ModuleUnproven { version: version.to_string(), why: why.clone() }),
            Self::UnprovenInBundle { version, why } => {
                say!(BundleUnproven { version: version.to_string(), why: why.clone() })
            }
            Self::Unproven { version, why, is_given: true, .. } => {
                say!(GivenOnly { version: version.to_string(), why: why.clone() })
            }
            Self::Unproven { version, why, .. } => say!(ListOnly { version: version.to_string(), why: why.clone() }),
            Self::Listed { version, feed, filename, listed, actual } => say!(ListContradicts {
                version: version.to_string(),
                host: feed.host_str().unwrap_or(feed.path()),
                file: filename.as_str(),
                listed: listed.to_string(),
                actual: actual.to_string()
            }),
        }
    }

    pub(crate) fn is_about_the_archive(&self) -> bool {
        match self {
            Self::Contradicts { .. } | Self::Listed { .. } => true,
            Self::Signature { wrong, .. } => wrong.is_about_the_archive(),
            _ => false,
        }
    }
}

impl Explain for ProofError {
    fn code(&self) -> Code {
        match self {
            Self::Contradicts { .. } => Code::VerifyContradicts,
            Self::Signature { .. } => Code::VerifySignature,
            Self::Listed { .. } => Code::VerifyDigest,
            Self::Search(SearchError::Cancelled(_)) => Code::Cancelled,
            Self::Search(SearchError::Archive(error)) => of_io(error),
            Self::Lookup(error) => error.code(),
            Self::NoRecord { .. } | Self::UnprovenInBundle { .. } | Self::Unproven { .. } => Code::VerifyUnproven,
        }
    }

    fn statement(&self) -> Option<Statement> {
        Some(self.says())
    }

    fn advice(&self) -> Option<Statement> {
        Some(match self {
            Self::NoRecord { .. } => Sentence::WaitForRecords.into(),
            Self::UnprovenInBundle { .. } => Sentence::BundleAgain.into(),
            Self::Listed { version, .. } => say!(InstallPublished { version: version.number() }),
            Self::Unproven { may_be_confirmed: false, .. } => Sentence::ProofRequired.into(),
            _ => return None,
        })
    }
}

/// As a part of a sentence.
fn refusal(why: &Refused) -> Statement {
    match why {
        Refused::NotASignature(what) => say!(NotASignature { what: Statement::quoted(what.as_str()) }),
        Refused::TooLarge => Sentence::SignatureTooLarge.into(),
        Refused::UnknownSubkey(id) => say!(UnknownSubkey { key: id.as_str() }),
        Refused::NotBound(id) => say!(SubkeyNotBound { key: id.as_str() }),
        Refused::Revoked(id) => say!(KeyRevoked { key: id.as_str() }),
        Refused::Expired(id) => say!(KeyExpired { key: id.as_str() }),
        Refused::Future => Sentence::SignatureFuture.into(),
        Refused::Unsupported(what) => say!(SignatureUnsupported { what: Statement::quoted(what.as_str()) }),
        Refused::WeakHash(hash) => say!(WeakHash { hash: hash.as_str() }),
        Refused::Wrong => Sentence::SignatureOfOther.into(),
    }
}
