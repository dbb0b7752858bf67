//! A mirror: a folder with the release list (`index.json`), the archives with their proofs, and a copy of the
//! vulnerability database (`vulndb`), which any static web server can serve. The list names only verified files at
//! every moment: a file comes before its entry, and goes after it. `UPGO_FEED_URL` makes a mirror the root of trust, so
//! building one reports unofficial files.
mod build;
mod check;
mod error;
mod file;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod index;
mod prune;
mod rules;
mod serve;
mod trial;

pub(crate) use build::gather;
pub use build::{Build, Built, BuiltFile, build};
pub(crate) use check::check;
pub use check::{CheckedFile, CheckedMirror, FileState};
pub use error::MirrorError;
pub use prune::{Prune, Pruned, PrunedFile, prune};
pub use rules::MirrorRules;
pub use serve::{Limits, serve};
pub(crate) use serve::{is_proof, is_signature};
pub(crate) use trial::file_at;
pub use trial::{MirrorFile, MirrorList, MirrorTrial, trial};

/// The folder of a mirror with the copy of the vulnerability database.
pub const VULNERABILITIES: &str = "vulndb";
