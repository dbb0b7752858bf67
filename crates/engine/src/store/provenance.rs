//! The recorded origin of a toolchain, in its receipt.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::base::words::{Sentence, Statement};
use crate::released::checksum_database::{History, VerifiedRecord};
use crate::released::signature::ValidSignature;

/// The evidence for a toolchain at the time of its installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Provenance {
    /// Who says that the digest of its archive is right.
    pub digest: DigestSource,
    /// The result of the Go checksum database.
    pub checksum_database: Vouched,
    /// The result for the signature published next to the archive.
    pub signature: Signature,
}

/// Who says that the digest of an archive is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DigestSource {
    /// A release list.
    List {
        /// Its address.
        feed: Url,
        /// Whether it is Google's.
        is_official: bool,
    },
    /// The user, and no known release list.
    Given,
    /// The list in a bundle, which is not believed: a proof was required.
    Bundle,
    /// Nobody: no digest was compared, and the checksum database was required.
    Nobody,
}

/// The proof that exists for a toolchain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum ProofLevel {
    /// The Go checksum database or Google's signature confirms its content.
    Proven,
    /// Only a checksum database of the user's own or of the organization confirms its content.
    OwnDatabase,
    /// Its archive has the feed's digest, without independent proof.
    DigestOnly,
    /// Its archive has the digest that the user gave, and it is not in any known release list.
    Given,
    /// The user gave the digest of its archive, and a release list has another one.
    Contradicted,
    /// Its origin is not recorded.
    Unknown,
}

impl ProofLevel {
    /// Its name.
    pub fn name(self) -> Sentence {
        match self {
            Self::Proven => Sentence::ProofLevelProven,
            Self::OwnDatabase => Sentence::ProofLevelOwnDatabase,
            Self::DigestOnly => Sentence::ProofLevelDigestOnly,
            Self::Given => Sentence::ProofLevelGiven,
            Self::Contradicted => Sentence::ProofLevelContradicted,
            Self::Unknown => Sentence::ProofLevelUnknown,
        }
    }

    /// What it means.
    pub fn means(self) -> Sentence {
        match self {
            Self::Proven => Sentence::ProofMeansProven,
            Self::OwnDatabase => Sentence::ProofMeansOwnDatabase,
            Self::DigestOnly => Sentence::ProofMeansDigestOnly,
            Self::Given => Sentence::ProofMeansGiven,
            Self::Contradicted => Sentence::ProofMeansContradicted,
            Self::Unknown => Sentence::ProofMeansUnknown,
        }
    }
}

/// The result of the Go checksum database for a toolchain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Vouched {
    /// Its record has the hash of the files.
    Proven {
        /// The name of the database.
        database: String,
        /// Whether it is Go's own, whose key is built in.
        is_built_in: bool,
        /// The number of records in the tree whose head was signed.
        tree_size: u64,
        /// The number of the record.
        record: u64,
        /// The hash of the files.
        h1: String,
        /// The server that provided the record.
        place: Url,
        /// Whether the tree continues the one seen before.
        history: History,
    },
    /// It could not be reached, or it did not answer.
    Missing(Reason),
    /// It was not asked.
    NotAsked {
        /// The reason.
        by: Silence,
    },
    /// It has no records of releases before Go 1.21.
    None,
}

/// The reason why there is no proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The reason.
    pub why: Statement,
}

impl Reason {
    /// The reason.
    pub fn says(&self) -> Statement {
        self.why.clone()
    }
}

impl From<Statement> for Reason {
    fn from(statement: Statement) -> Self {
        Self { why: statement.shown() }
    }
}

/// The reason why a source is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Silence {
    /// The setting `proof`.
    Setting,
    /// `UPGO_FEED_URL` names another root of trust.
    OwnFeed,
    /// GOSUMDB is `off`.
    GoSumDb,
}

impl Provenance {
    /// The proof that exists.
    pub fn level(&self) -> ProofLevel {
        let is_signed = self.signature.is_proof();
        match (&self.checksum_database, &self.digest) {
            (Vouched::Proven { is_built_in: true, .. }, _) => ProofLevel::Proven,
            _ if is_signed => ProofLevel::Proven,
            (_, DigestSource::Given) => ProofLevel::Given,
            (Vouched::Proven { is_built_in: false, .. }, _) => ProofLevel::OwnDatabase,
            (_, DigestSource::List { .. }) => ProofLevel::DigestOnly,
            (_, DigestSource::Bundle | DigestSource::Nobody) => ProofLevel::Unknown,
        }
    }

    /// Whether only the user says that the digest of the archive is right.
    pub(crate) fn is_given(&self) -> bool {
        self.digest == DigestSource::Given
    }
}

impl Vouched {
    /// What is recorded of a record with the hash of the files. `is_built_in` means that the database is Go's own.
    pub(crate) fn by(found: VerifiedRecord, is_built_in: bool) -> Self {
        let VerifiedRecord { database, tree_size, record, h1, place, history } = found;
        Self::Proven { database, is_built_in, tree_size, record, h1, place, history }
    }
}

/// The result for the signature published next to an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Signature {
    /// The archive is signed.
    Proven {
        /// The fingerprint of the pinned key.
        primary: String,
        /// The fingerprint of the subkey that signed.
        subkey: String,
        /// The time of the signature, according to the signature itself.
        signed_at: Timestamp,
        /// The server that provided the signature.
        place: Url,
    },
    /// There was none, or it could not be checked.
    Missing(Reason),
    /// It was not checked.
    NotAsked {
        /// The reason.
        by: Silence,
    },
    /// None is published for such a file.
    None,
}

impl Signature {
    /// Whether it verifies the archive.
    pub(crate) fn is_proof(&self) -> bool {
        matches!(self, Self::Proven { .. })
    }
}

impl From<ValidSignature> for Signature {
    fn from(signed: ValidSignature) -> Self {
        let ValidSignature { primary, subkey, at, place } = signed;
        Self::Proven { primary, subkey, signed_at: at, place }
    }
}
