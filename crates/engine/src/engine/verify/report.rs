//! What was found, as it is told.
use schemars::JsonSchema;
use serde::Serialize;

use crate::proof::State;
use crate::version::Version;

/// The answer of `verify`. Paths are below the toolchain's folder, separated by `/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VerifyReport {
    /// The version.
    pub version: Version,
    /// Whether every file is as it was unpacked, and there is none beside them.
    pub ok: bool,
    /// How many files it should have.
    pub files: u64,
    /// Files with other bytes.
    pub changed: Vec<String>,
    /// Files that are gone.
    pub missing: Vec<String>,
    /// Files that were not in the archive.
    pub added: Vec<String>,
    /// What is known of where it came from.
    pub proof: ProofStates,
}

/// What is known of where a toolchain came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ProofStates {
    /// The feed's digest.
    pub digest: State,
    /// The Go checksum database.
    pub checksum_database: State,
    /// The signature beside the archive.
    pub openpgp: State,
}
