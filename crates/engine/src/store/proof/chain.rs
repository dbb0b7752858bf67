use crate::store::ProofLevel;

use crate::base::version::Version;
use crate::base::words::Statement;

/// The reasons to trust that an installed toolchain matches the published release.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ProofChain {
    pub version: Version,
    /// How much is proven.
    pub level: ProofLevel,
    /// The reasons, each leading to the next.
    pub links: Vec<ProofLink>,
}

impl ProofChain {
    /// Whether the reason of this kind holds. A chain without it has no record of it.
    pub fn state(&self, kind: ProofLinkKind) -> ProofState {
        self.links.iter().find(|link| link.kind == kind).map_or(ProofState::Missing, |link| link.state)
    }
}

/// One reason.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ProofLink {
    pub kind: ProofLinkKind,
    /// Whether it holds.
    pub state: ProofState,
    /// What it states, as a sentence.
    pub says: Statement,
    /// The evidence for a manual check: digests, addresses, the size of a tree.
    pub evidence: Vec<Evidence>,
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum ProofLinkKind {
    /// The official feed was read over an authenticated connection.
    Feed,
    /// The file has the digest that the feed lists.
    Digest,
    /// The Go checksum database has the hash of the files.
    ChecksumDatabase,
    /// The signature published next to the file is by Google's key.
    Openpgp,
    /// The package's signature is by the expected signer.
    Authenticode,
}

/// Whether a reason holds.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum ProofState {
    Holds,
    /// It was requested and could not be obtained.
    Missing,
    /// It was not requested, because of the settings or another root of trust.
    NotAsked,
    /// There is none for such a file.
    None,
    /// It says otherwise.
    Contradicts,
}

/// A piece of evidence for a reason.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Evidence {
    /// Its name: `SHA-256`, `entry`.
    pub name: Statement,
    pub value: String,
}
