//! The recorded origin of a toolchain, in its receipt.
use jiff::Timestamp;
use url::Url;

use crate::base::words::{Sentence, Statement};
use crate::released::checksum_database::{History, VerifiedRecord};
use crate::released::signature::ValidSignature;

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Who says that the digest of its archive is right.
    pub digest: DigestSource,
    pub checksum_database: Vouched,
    pub signature: Signature,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, tag = "by")]
pub enum DigestSource {
    List {
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

worded! {
    /// The proof that exists for a toolchain.
    #[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
    pub enum ProofLevel {
        /// The Go checksum database or Google's signature confirms its content.
        Proven = ProofLevelProven, ProofMeansProven;
        /// Only a checksum database of the user's own or of the organization confirms its content.
        OwnDatabase = ProofLevelOwnDatabase, ProofMeansOwnDatabase;
        /// Its archive has the feed's digest, without independent proof.
        DigestOnly = ProofLevelDigestOnly, ProofMeansDigestOnly;
        /// Its archive has the digest that the user gave, and it is not in any known release list.
        Given = ProofLevelGiven, ProofMeansGiven;
        /// The user gave the digest of its archive, and a release list has another one.
        Contradicted = ProofLevelContradicted, ProofMeansContradicted;
        /// Its origin is not recorded.
        Unknown = ProofLevelUnknown, ProofMeansUnknown;
    }
    pub fn name(self) -> Sentence;
    pub fn means(self) -> Sentence;
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, tag = "state")]
pub enum Vouched {
    Proven {
        database: String,
        /// Whether it is Go's own, whose key is built in.
        is_built_in: bool,
        /// The number of records in the tree whose head was signed.
        tree_size: u64,
        record: u64,
        h1: String,
        place: Url,
        /// Whether the tree continues the one seen before.
        history: History,
    },
    Missing(Reason),
    NotAsked {
        by: Silence,
    },
    /// It has no records of releases before Go 1.21.
    None,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub why: Statement,
}

impl Reason {
    pub fn says(&self) -> Statement {
        self.why.clone()
    }
}

impl From<Statement> for Reason {
    fn from(statement: Statement) -> Self {
        Self { why: statement.shown() }
    }
}

worded! {
    #[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    pub enum Silence {
        Setting = ByProofSetting;
        /// `UPGO_FEED_URL` names another root of trust.
        OwnFeed = ByOwnFeed;
        /// GOSUMDB is `off`.
        GoSumDb = SumDbOff;
    }
    /// As a part of a sentence.
    pub(crate) fn says(self) -> Sentence;
}

impl Provenance {
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

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, tag = "state")]
pub enum Signature {
    Proven {
        primary: String,
        subkey: String,
        /// The time of the signature, according to the signature itself.
        signed_at: Timestamp,
        place: Url,
    },
    Missing(Reason),
    NotAsked {
        by: Silence,
    },
    None,
}

impl Signature {
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
