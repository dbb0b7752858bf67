//! The OpenPGP signature of a `.tar.gz`, verified with one pinned key.
//!
//! Google signs the archives of releases, and publishes the signing subkeys of the pinned key in a key file. The source
//! of a signature or key file (Google's servers, a mirror, the cache) is not trusted. Only what the pinned key confirms
//! is accepted. A folder with signatures contains `FILENAME.asc` next to each archive, and `linux_signing_key.pub`.
mod key_files;
mod search;
mod signer;

pub(crate) use search::Wanted;
pub(crate) use search::{Place, Search, SearchError, Signed, Verdict, Wrong};
pub(crate) use signer::Signer;

/// The name of the key file.
pub(crate) const KEY_FILE: &str = "linux_signing_key.pub";

/// The suffix that a signature's name adds to the name of its archive.
pub(crate) const ENDING: &str = ".asc";

/// The name of an archive's signature.
pub(crate) fn beside(filename: &str) -> String {
    format!("{filename}{ENDING}")
}
