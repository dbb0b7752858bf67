//! A mirror: a folder with the feed (`index.json`) and the archives, which any static web server can serve.
//!
//! [`build()`] makes or completes it, [`serve()`] serves it on this machine, [`trial()`] tells whether one is good. As `UPGO_FEED_URL` it is the root of trust of
//! whoever names it, so what is not official in it is said to be so when it is built.
mod build;
mod error;
mod file;
mod index;
mod serve;
mod trial;

pub use build::{Build, Built, BuiltFile, build};
pub use error::MirrorError;
pub use serve::serve;
pub use trial::{MirrorFile, MirrorList, MirrorTrial, trial};
