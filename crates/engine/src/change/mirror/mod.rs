//! A mirror: a folder with the release list (`index.json`) and the archives, which any static web server can serve.
//!
//! [`build()`] creates or completes it, [`serve()`] serves it on this machine, [`trial()`] tests one. A user who sets
//! `UPGO_FEED_URL` to a mirror makes it the root of trust, so unofficial files are reported when a mirror is built.
mod build;
mod error;
mod file;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz;
mod index;
mod serve;
mod trial;

pub use build::{Build, Built, BuiltFile, build};
pub use error::MirrorError;
pub use serve::{Limits, serve};
pub(crate) use trial::file_at;
pub use trial::{MirrorFile, MirrorList, MirrorTrial, trial};
