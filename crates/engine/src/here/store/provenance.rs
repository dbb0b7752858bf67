//! The recorded origin of a toolchain, in its receipt.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::checksum_database::{History, VerifiedRecord};
use crate::signature::ValidSignature;
use crate::words::{Levels, Statement, if_known};

/// The evidence for a toolchain at the time of its installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Provenance {
    /// The feed that lists the digest of its archive; `None` if the user provided the digest.
    pub feed: Option<Url>,
    /// Whether that feed is Google's.
    pub is_official: bool,
    /// The result of the Go checksum database.
    pub checksum_database: Vouched,
    /// The result for the signature published next to the archive; `None` if an older version of Upgo did not check it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
}

/// The proof that exists for a toolchain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum ProofLevel {
    /// Its archive has the feed's digest, and a second root of trust confirms its content.
    Proven,
    /// Its archive has the feed's digest, without independent proof.
    DigestOnly,
    /// Its origin is not recorded.
    Unknown,
}

impl ProofLevel {
    /// Its text in a table.
    pub fn of(self, levels: &Levels) -> &'static str {
        match self {
            Self::Proven => levels.proven,
            Self::DigestOnly => levels.digest_only,
            Self::Unknown => levels.unknown,
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
    /// The reason, in English.
    pub why: String,
    /// The same as data; `None` if an older version of Upgo recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "if_known")]
    statement: Option<Statement>,
}

impl Reason {
    /// The reason as data.
    pub fn says(&self) -> Statement {
        self.statement.clone().unwrap_or_else(|| Statement::quoted(self.why.as_str()))
    }
}

impl From<Statement> for Reason {
    fn from(statement: Statement) -> Self {
        Self { why: statement.to_string(), statement: Some(statement.shown()) }
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
        let is_signed = self.signature.as_ref().is_some_and(Signature::is_proof);
        match self.checksum_database {
            Vouched::Proven { .. } => ProofLevel::Proven,
            _ if is_signed => ProofLevel::Proven,
            _ => ProofLevel::DigestOnly,
        }
    }
}

impl From<VerifiedRecord> for Vouched {
    fn from(found: VerifiedRecord) -> Self {
        let VerifiedRecord { database, tree_size, record, h1, place, history } = found;
        Self::Proven { database, tree_size, record, h1, place, history }
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
    pub fn is_proof(&self) -> bool {
        matches!(self, Self::Proven { .. })
    }
}

impl From<ValidSignature> for Signature {
    fn from(signed: ValidSignature) -> Self {
        let ValidSignature { primary, subkey, at, place } = signed;
        Self::Proven { primary, subkey, signed_at: at, place }
    }
}
