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

/// The origin of a toolchain is not proven.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.says())]
pub enum ProofError {
    /// The checksum database has another hash for it.
    Contradicts {
        /// The version.
        version: Version,
        /// The name of the database.
        database: String,
        /// The hash that the database has.
        told: String,
        /// The hash of the files.
        actual: String,
    },
    /// There is a signature, and it is invalid.
    Signature {
        /// The version.
        version: Version,
        /// What is wrong with it.
        wrong: Box<InvalidSignature>,
    },
    /// The search for a signature was not completed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The database contradicts itself.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// It was downloaded as a module, which only the checksum database can verify.
    NoRecord {
        /// The version.
        version: Version,
        /// Why there is no proof.
        why: Statement,
    },
    /// It is in a bundle, without a proof, and no known release list has its checksum.
    UnprovenInBundle {
        /// The version.
        version: Version,
        /// Why there is no proof.
        why: Statement,
    },
    /// Only the feed lists its checksum, and that is not enough.
    Unproven {
        /// The version.
        version: Version,
        /// Why there is no proof.
        why: Statement,
        /// Whether the user may accept the digest alone.
        may_be_confirmed: bool,
        /// Whether not even a release list has the checksum, because the user gave it.
        is_given: bool,
    },
    /// The release list has another checksum for it.
    Listed {
        /// The version.
        version: Version,
        /// The address of the list.
        feed: Url,
        /// The listed archive.
        filename: String,
        /// The digest in the list.
        listed: Sha256,
        /// The digest of the archive.
        actual: Sha256,
    },
}

impl ProofError {
    /// What happened, as data.
    fn says(&self) -> Statement {
        let of = |sentence: Sentence, version: &Version| sentence.with("version", version.to_string());
        match self {
            Self::Contradicts { version, database, told, actual } => of(Sentence::Contradicts, version)
                .with("database", database.as_str())
                .with("actual", actual.as_str())
                .with("told", told.as_str()),
            Self::Signature { version, wrong } => of(Sentence::SignatureInvalid, version)
                .with("place", wrong.place.as_str())
                .with("why", refusal(&wrong.why)),
            Self::Search(SearchError::Cancelled(_)) => Sentence::Cancelled.into(),
            Self::Search(SearchError::Archive(_)) => Sentence::ArchiveUnreadable.into(),
            Self::Lookup(error) => error.says(),
            Self::NoRecord { version, why } => of(Sentence::ModuleUnproven, version).with("why", why.clone()),
            Self::UnprovenInBundle { version, why } => of(Sentence::BundleUnproven, version).with("why", why.clone()),
            Self::Unproven { version, why, is_given: true, .. } => {
                of(Sentence::GivenOnly, version).with("why", why.clone())
            }
            Self::Unproven { version, why, .. } => of(Sentence::ListOnly, version).with("why", why.clone()),
            Self::Listed { version, feed, filename, listed, actual } => of(Sentence::ListContradicts, version)
                .with("host", feed.host_str().unwrap_or(feed.path()))
                .with("file", filename.as_str())
                .with("listed", listed.to_string())
                .with("actual", actual.to_string()),
        }
    }

    /// Whether the archive itself is bad.
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
            Self::Listed { version, .. } => Sentence::InstallPublished.with("version", version.number()),
            Self::Unproven { may_be_confirmed: false, .. } => Sentence::ProofRequired.into(),
            _ => return None,
        })
    }
}

/// What is wrong with a signature, as a part of a sentence.
fn refusal(why: &Refused) -> Statement {
    let key = |sentence: Sentence, key: &String| sentence.with("key", key.as_str());
    match why {
        Refused::NotASignature(what) => Sentence::NotASignature.with("what", Statement::quoted(what.as_str())),
        Refused::TooLarge => Sentence::SignatureTooLarge.into(),
        Refused::UnknownSubkey(id) => key(Sentence::UnknownSubkey, id),
        Refused::NotBound(id) => key(Sentence::SubkeyNotBound, id),
        Refused::Revoked(id) => key(Sentence::KeyRevoked, id),
        Refused::Expired(id) => key(Sentence::KeyExpired, id),
        Refused::Future => Sentence::SignatureFuture.into(),
        Refused::Unsupported(what) => Sentence::SignatureUnsupported.with("what", Statement::quoted(what.as_str())),
        Refused::WeakHash(hash) => Sentence::WeakHash.with("hash", hash.as_str()),
        Refused::Wrong => Sentence::SignatureOfOther.into(),
    }
}
