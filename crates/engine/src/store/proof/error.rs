//! The reasons not to install a toolchain although its digest is right.
use upgo_openpgp::Refused;
use url::Url;

use crate::base::digest::Sha256;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::released::checksum_database::LookupError;
use crate::released::signature::{InvalidSignature, SearchError};

explain! {
    pub enum ProofError {
        Contradicts { version: Version, database: String, told: String, actual: String } =
            VerifyContradicts, Contradicts { version, database, actual, told };
        Signature { version: Version, wrong: Box<InvalidSignature> } = VerifySignature,
            SignatureInvalid { version, place: wrong.place.as_str(), why: refusal(&wrong.why) };
        Search(SearchError) = *;
        Lookup(LookupError) = *;
        NoRecord { version: Version, why: Statement } =
            VerifyUnproven, ModuleUnproven { version, why }, next WaitForRecords;
        UnprovenInBundle { version: Version, why: Statement } =
            VerifyUnproven, BundleUnproven { version, why }, next BundleAgain;
        /// `is_given` if not even a release list has the checksum, because the user gave it.
        Unproven { version: Version, why: Statement, may_be_confirmed: bool, is_given: bool } = VerifyUnproven,
            (if *is_given { say!(GivenOnly { version, why }) } else { say!(ListOnly { version, why }) }),
            next ((!may_be_confirmed).then(|| Statement::from(Sentence::ProofRequired)));
        Listed { version: Version, feed: Url, filename: String, listed: Sha256, actual: Sha256 } = VerifyDigest,
            ListContradicts { version, host: feed.host_str().unwrap_or(feed.path()), file: filename, listed, actual },
            next InstallPublished { version: version.number() };
    }
}

impl ProofError {
    pub(crate) fn is_about_the_archive(&self) -> bool {
        match self {
            Self::Contradicts { .. } | Self::Listed { .. } => true,
            Self::Signature { wrong, .. } => wrong.is_about_the_archive(),
            _ => false,
        }
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
