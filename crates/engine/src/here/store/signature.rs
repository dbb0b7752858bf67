//! What is written down of the OpenPGP signature beside an archive.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::Silence;
use crate::signature::Signed;

/// What the signature beside an archive said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Signature {
    /// The archive is signed.
    Proven {
        /// The fingerprint of the pinned key.
        primary: String,
        /// The fingerprint of the subkey that signed.
        subkey: String,
        /// When that was, by the signature's own word.
        signed_at: Timestamp,
        /// Who gave the signature.
        place: Url,
    },
    /// There was none, or it could not be checked.
    Missing {
        /// What happened, in English.
        why: String,
    },
    /// It was not looked for.
    NotAsked {
        /// Who said so.
        by: Silence,
    },
    /// There is none beside such a file.
    None,
}

impl Signature {
    /// Whether it vouches for the archive.
    pub fn is_proof(&self) -> bool {
        matches!(self, Self::Proven { .. })
    }
}

impl From<Signed> for Signature {
    fn from(signed: Signed) -> Self {
        let Signed { primary, subkey, at, place } = signed;
        Self::Proven { primary, subkey, signed_at: at, place }
    }
}
