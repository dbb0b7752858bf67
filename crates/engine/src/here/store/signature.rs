//! The recorded result for the OpenPGP signature published next to an archive.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::Silence;
use crate::signature::Signed;

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
    Missing {
        /// The reason, in English.
        why: String,
    },
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

impl From<Signed> for Signature {
    fn from(signed: Signed) -> Self {
        let Signed { primary, subkey, at, place } = signed;
        Self::Proven { primary, subkey, signed_at: at, place }
    }
}
