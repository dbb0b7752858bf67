//! The facts about an installed toolchain that its tree does not contain.
use jiff::Timestamp;

use super::StoreError;
use crate::base::archive::Archive;
use crate::base::version::Version;
use crate::machine::effect;
use crate::machine::effect::own_file;
use crate::machine::home::Home;
use crate::released::catalog::ListedDigest;
use crate::store::{DigestSource, ProofLevel, Provenance};

/// Written before the tree becomes visible, and next to it, so that the tree stays exactly the official one.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub version: Version,
    pub archive: Archive,
    /// An address or a file.
    pub source: String,
    pub size_bytes: u64,
    pub files: u64,
    pub installed_at: Timestamp,
    /// The milliseconds between the last byte of the download and the last file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lag_ms: Option<u64>,
    pub proof: Provenance,
    /// What another toolchain gave. Then the archive was not read, so its digest was not compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reused: Option<ReusedRecord>,
}

/// A toolchain that is put together from parts of a zip and from the files of an installed one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reused {
    pub base: Version,
    /// The archive that was not downloaded. It has the same files, and four folders that the module leaves out.
    pub archive: Archive,
    pub fetched_bytes: u64,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReusedRecord {
    /// The toolchain that had the other files.
    pub base: Version,
    /// The file name of the zip whose parts were downloaded.
    pub zip: String,
    pub fetched_bytes: u64,
}

impl Reused {
    pub fn record(&self, zip: &str) -> ReusedRecord {
        ReusedRecord { base: self.base.clone(), zip: zip.to_owned(), fetched_bytes: self.fetched_bytes }
    }
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Downloaded {
    /// The downloaded bytes.
    pub bytes: u64,
    /// The bytes of the whole archive.
    pub whole_bytes: u64,
    /// The installed toolchain that had the other files; missing if the whole archive was downloaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Version>,
}

impl Receipt {
    /// `None` if it is missing or damaged. The receipt is used for information only.
    pub fn read(home: &Home, version: &Version) -> Option<Self> {
        let receipt: Self = own_file::read(&home.receipt(version)).found()?;
        (receipt.version == *version).then_some(receipt)
    }

    /// From the official name of the archive; `None` if the file had another name.
    pub fn goarch(&self) -> Option<String> {
        self.archive.target(&self.version).map(|target| target.goarch().to_owned())
    }

    /// Whether only the user says that the digest of the archive is right.
    pub(crate) fn is_given(&self) -> bool {
        self.proof.is_given()
    }

    /// Adds what a list says now. A digest that the user gave counts as the list's once the list has it.
    #[must_use]
    pub(crate) fn listed_as(mut self, listed: &ListedDigest, is_official: bool) -> Self {
        if let ListedDigest::Same { feed } = listed
            && self.is_given()
        {
            self.proof.digest = DigestSource::List { feed: feed.clone(), is_official };
        }
        self
    }

    /// For an archive that repaired the toolchain. Keeps a proven origin. Returns how far that is proven.
    pub fn record(self, home: &Home, archive: &Archive, origin: &Provenance) -> Result<ProofLevel, StoreError> {
        if self.proof.level() == ProofLevel::Proven {
            return Ok(ProofLevel::Proven);
        }
        Self { archive: archive.clone(), proof: origin.clone(), ..self }.write(home)?;
        Ok(origin.level())
    }

    pub fn write(&self, home: &Home) -> Result<(), StoreError> {
        effect::create_lasting_dir(&home.receipts())?;
        Ok(own_file::write(&home.receipt(&self.version), self)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Signature, Vouched};

    #[test]
    fn the_architecture_is_that_of_the_official_archive() {
        for (filename, arch) in [
            ("go1.27.3.linux-amd64.tar.gz", Some("amd64")),
            ("go1.27.3.windows-arm64.zip", Some("arm64")),
            ("go1.27.3.linux-armv6l.tar.gz", Some("arm")),
            ("go1.27.2.linux-amd64.tar.gz", None),
            ("v0.0.1-go1.27.3.linux-amd64.zip", None),
            ("my go.tar.gz", None),
            ("go1.27.3.tar.gz", None),
        ] {
            let receipt = Receipt {
                version: Version::from_name("go1.27.3").unwrap(),
                archive: Archive { filename: filename.to_owned(), sha256: None, size: None },
                source: String::new(),
                size_bytes: 0,
                files: 0,
                installed_at: Timestamp::UNIX_EPOCH,
                lag_ms: None,
                proof: Provenance {
                    digest: DigestSource::Nobody,
                    checksum_database: Vouched::None,
                    signature: Signature::None,
                },
                reused: None,
            };
            assert_eq!(receipt.goarch().as_deref(), arch, "{filename}");
        }
    }
}
