//! What is written down of where a toolchain came from, in its receipt.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use super::Signature;
use crate::checksum_database::{Found, History};

/// Who vouched for a toolchain when it was installed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Provenance {
    /// The feed that gave the digest of its archive; `None` where the user gave it.
    pub feed: Option<Url>,
    /// Whether that feed is Google's.
    pub is_official: bool,
    /// What the Go checksum database said.
    pub checksum_database: Vouched,
    /// What the signature beside the archive said; `None` where an older Upgo did not look for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
}

/// How much is proven of a toolchain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "ProofLevel", rename_all = "camelCase")]
pub enum Level {
    /// Its bytes have the feed's digest, and a second root of trust vouches for them.
    Proven,
    /// Its bytes have the feed's digest, which nobody else vouches for.
    DigestOnly,
    /// Nothing was written down of where it came from.
    Unknown,
}

/// What the Go checksum database said of a toolchain.
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
        /// What the files hash to.
        h1: String,
        /// Who gave the record.
        place: Url,
        /// Whether the tree continues the one that was seen before.
        history: History,
    },
    /// It could not be asked, or did not answer.
    Missing {
        /// What happened, in English.
        why: String,
    },
    /// It was not asked.
    NotAsked {
        /// Who said so.
        by: Silence,
    },
    /// It has no records of releases before Go 1.21.
    None,
}

/// Why the database is not asked.
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
    /// How much is proven.
    pub fn level(&self) -> Level {
        let is_signed = self.signature.as_ref().is_some_and(Signature::is_proof);
        match self.checksum_database {
            Vouched::Proven { .. } => Level::Proven,
            _ if is_signed => Level::Proven,
            _ => Level::DigestOnly,
        }
    }
}

impl From<Found> for Vouched {
    fn from(found: Found) -> Self {
        let Found { database, tree_size, record, h1, place, history } = found;
        Self::Proven { database, tree_size, record, h1, place, history }
    }
}
