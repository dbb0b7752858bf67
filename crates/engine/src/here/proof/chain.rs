//! The chain of proof as it is told.
use crate::store::Level;
use schemars::JsonSchema;
use serde::Serialize;

use crate::version::Version;

/// Why it is believed that an installed toolchain is what was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ProofChain {
    /// The version.
    pub version: Version,
    /// How much is proven.
    pub level: Level,
    /// Each reason, in the order in which one leads to the next.
    pub links: Vec<Link>,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "ProofLink", rename_all = "camelCase")]
pub struct Link {
    /// What it is.
    pub kind: LinkKind,
    /// Whether it holds.
    pub state: State,
    /// What it says, a sentence in English.
    pub says: String,
    /// What it rests on, for who wants to check it: digests, addresses, the size of a tree.
    pub evidence: Vec<Evidence>,
}

/// What a reason is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "ProofLinkKind", rename_all = "camelCase")]
pub enum LinkKind {
    /// The official feed was read over a connection that shows whose it is.
    Feed,
    /// The digest in the feed is that of the file.
    Digest,
    /// The Go checksum database has the hash of the files.
    ChecksumDatabase,
    /// The signature beside the file is by Google's key.
    Openpgp,
    /// The package's signature is the signer's.
    Authenticode,
}

/// Whether a reason holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "ProofState", rename_all = "camelCase")]
pub enum State {
    /// It does.
    Holds,
    /// It was looked for and could not be had.
    Missing,
    /// Nobody has looked: the settings or another root of trust say so.
    NotAsked,
    /// There is none for such a file.
    None,
}

/// Something that a reason rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// What it is, in English: `SHA-256`, `tree size`.
    pub name: String,
    /// Its value.
    pub value: String,
}
