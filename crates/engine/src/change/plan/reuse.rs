//! The part of a release that is fetched, because an installed toolchain has the rest.
use url::Url;

use crate::base::archive::Archive;
use crate::base::version::Version;

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reuse {
    pub base: Version,
    /// The zip whose parts are fetched: the archive itself, or the `module`. No digest of it is known.
    pub zip: Archive,
    pub source: Url,
    /// The bytes to fetch, with the directory of the zip.
    pub fetched_bytes: u64,
    pub shared_files: u64,
}
