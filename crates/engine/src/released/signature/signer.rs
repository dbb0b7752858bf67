//! Whose signature counts.
use url::Url;

use crate::http::{AddressError, base};

/// Where Google has its key file. Source: <https://www.google.com/linuxrepositories/>.
const GOOGLE: &str = "https://dl.google.com/linux/";

/// The owner of a pinned key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// The fingerprint of the primary key: 40 hex digits in small letters.
    pub primary: String,
    /// The folder in which the owner has the key file.
    pub folder: Url,
}

impl Signer {
    /// Google, who signs Go's releases.
    pub fn google() -> Result<Self, AddressError> {
        Self::new(upgo_openpgp::GOOGLE, GOOGLE)
    }

    /// The signer with this fingerprint, who has the key file in this folder.
    pub fn new(primary: &str, folder: &str) -> Result<Self, AddressError> {
        Ok(Self { primary: primary.to_ascii_lowercase(), folder: base(folder)? })
    }
}
