//! What is known of an installed toolchain that its tree does not say.
use fs_err as fs;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::archive::Archive;
use crate::effect;
use crate::home::Home;
use crate::store::Provenance;
use crate::version::Version;

/// Written before the tree becomes visible; lies beside it, so that the tree stays exactly the official one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// The version.
    pub version: Version,
    /// The archive it was unpacked from, with the digest that was verified.
    pub archive: Archive,
    /// Where the bytes came from: an address or a file.
    pub source: String,
    /// Bytes of all files.
    pub size_bytes: u64,
    /// Number of files.
    pub files: u64,
    /// When it was installed.
    pub installed_at: Timestamp,
    /// Milliseconds that its files took after its last byte had come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lag_ms: Option<u64>,
    /// Who vouched for it; `None` where an older Upgo has installed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Provenance>,
}

impl Receipt {
    /// The receipt of `version`. A missing or damaged one is `None`: nothing depends on it but comfort.
    pub fn read(home: &Home, version: &Version) -> Option<Self> {
        serde_json::from_slice(&fs::read(home.receipt(version)).ok()?).ok()
    }

    /// Writes it down.
    pub fn write(&self, home: &Home) -> Result<(), StoreError> {
        effect::create_dir_all(&home.receipts())?;
        let text = serde_json::to_vec_pretty(self).map_err(std::io::Error::from)?;
        Ok(effect::replace(&home.receipt(&self.version), &text)?)
    }
}
