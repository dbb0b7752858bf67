//! The trusted signer.
use url::Url;

use crate::http::{AddressError, base};

/// The folder of Google's key file. Source: <https://www.google.com/linuxrepositories/>.
const GOOGLE: &str = "https://dl.google.com/linux/";

/// The owner of a pinned key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signer {
    /// The fingerprint of the primary key: 40 lower-case hex digits.
    pub primary: String,
    /// The folder with the owner's key file.
    pub folder: Url,
}

impl Signer {
    /// Google, which signs Go's releases.
    pub(crate) fn google() -> Result<Self, AddressError> {
        Self::new(upgo_openpgp::GOOGLE, GOOGLE)
    }

    /// The signer with this fingerprint, whose key file is in this folder.
    pub(crate) fn new(primary: &str, folder: &str) -> Result<Self, AddressError> {
        Ok(Self { primary: primary.to_ascii_lowercase(), folder: base(folder)? })
    }
}
