//! The result of comparing a toolchain's files.
use schemars::JsonSchema;
use serde::Serialize;

use crate::proof::State;
use crate::version::Version;

/// The output of `verify`. Paths are below the toolchain's folder, separated by `/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VerifyReport {
    /// The version.
    pub version: Version,
    /// Whether every file is as it was unpacked, and there are no others.
    pub ok: bool,
    /// The number of files that it should have.
    pub files: u64,
    /// Files with different bytes.
    pub changed: Vec<String>,
    /// Files that are missing.
    pub missing: Vec<String>,
    /// Files that were not in the archive.
    pub added: Vec<String>,
    /// The evidence for its origin.
    pub proof: ProofStates,
}

/// The evidence for the origin of a toolchain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ProofStates {
    /// The feed's digest.
    pub digest: State,
    /// The Go checksum database.
    pub checksum_database: State,
    /// The signature of the archive.
    pub openpgp: State,
}
