//! The OpenPGP signature beside a `.tar.gz`, believed by one pinned key.
//!
//! Google signs the archives of releases, and says in a key file which subkeys of the pinned key do so. Whoever gives the
//! signature or the key file (Google's servers, a mirror, what was kept) gives bytes: what does not hang on the pinned key is
//! not believed. A folder that has them has `FILENAME.asc` beside each archive, and `linux_signing_key.pub`.
mod key_files;
mod search;
mod signer;

pub(crate) use search::Wanted;
pub use search::{Place, Search, SearchError, Signed, Verdict, Wrong};
pub use signer::Signer;

/// The name of the key file.
pub const KEY_FILE: &str = "linux_signing_key.pub";

/// What the name of a signature adds to that of its archive.
pub const ENDING: &str = ".asc";

/// The name of an archive's signature.
pub fn beside(filename: &str) -> String {
    format!("{filename}{ENDING}")
}
