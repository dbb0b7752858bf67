//! The OpenPGP signature of a `.tar.gz`, verified with one pinned key. Google signs the archives of releases, and
//! publishes the signing subkeys of the pinned key in a key file. No source of either (Google's servers, a mirror, the
//! cache) is trusted, only what the pinned key confirms. A folder has `FILENAME.asc` next to each archive, and
//! `linux_signing_key.pub`.
mod key_files;
mod search;

use url::Url;

pub(crate) use search::{
    InvalidSignature, SearchError, SignaturePlace, SignatureQuery, SignatureSearch, SignatureVerdict, ValidSignature,
};

use crate::net::http::{AddressError, base};

pub(crate) const KEY_FILE: &str = "linux_signing_key.pub";

pub(crate) const ENDING: &str = ".asc";

pub(crate) fn beside(filename: &str) -> String {
    format!("{filename}{ENDING}")
}

/// The folder of Google's key file. Source: <https://www.google.com/linuxrepositories/>.
const GOOGLE: &str = "https://dl.google.com/linux/";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signer {
    /// The fingerprint of the primary key: 40 lower-case hex digits.
    pub primary: String,
    pub folder: Url,
}

impl Signer {
    pub(crate) fn google() -> Result<Self, AddressError> {
        Self::new(upgo_openpgp::GOOGLE, GOOGLE)
    }

    pub(crate) fn new(primary: &str, folder: &str) -> Result<Self, AddressError> {
        Ok(Self { primary: primary.to_ascii_lowercase(), folder: base(folder)? })
    }
}
