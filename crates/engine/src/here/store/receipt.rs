//! The facts about an installed toolchain that its tree does not contain.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::archive::Archive;
use crate::effect;
use crate::effect::own_file;
use crate::home::Home;
use crate::store::{ProofLevel, Provenance};
use crate::version::Version;

/// The record of an installation. It is written before the tree becomes visible, and next to it, so that the tree stays
/// exactly the official one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// The version.
    pub version: Version,
    /// The archive it was unpacked from, with the verified digest.
    pub archive: Archive,
    /// The source of the bytes: an address or a file.
    pub source: String,
    /// The total size of its files in bytes.
    pub size_bytes: u64,
    /// The number of its files.
    pub files: u64,
    /// When it was installed.
    pub installed_at: Timestamp,
    /// The milliseconds between the last byte of the download and the last file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lag_ms: Option<u64>,
    /// The evidence for it; `None` if an older version of Upgo installed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Provenance>,
}

impl Receipt {
    /// The receipt of `version`; `None` if it is missing or damaged. It is used for information only.
    pub fn read(home: &Home, version: &Version) -> Option<Self> {
        let receipt: Self = own_file::read(&home.receipt(version)).found()?;
        (receipt.version == *version).then_some(receipt)
    }

    /// Records the origin of an archive that repaired the toolchain, unless a proven one is recorded. Returns how far
    /// the recorded origin is proven.
    pub fn record(self, home: &Home, origin: &Provenance) -> Result<ProofLevel, StoreError> {
        if self.proof.as_ref().is_some_and(|known| known.level() == ProofLevel::Proven) {
            return Ok(ProofLevel::Proven);
        }
        Self { proof: Some(origin.clone()), ..self }.write(home)?;
        Ok(origin.level())
    }

    /// Writes it to its file.
    pub fn write(&self, home: &Home) -> Result<(), StoreError> {
        effect::create_lasting_dir(&home.receipts())?;
        Ok(own_file::write(&home.receipt(&self.version), self)?)
    }
}
