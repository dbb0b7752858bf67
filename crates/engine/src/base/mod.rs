//! Words that everything is said in: versions, targets, digests, errors and events. No file is written here.
pub mod archive;
#[cfg(feature = "specta")]
pub(crate) mod bindings;
pub mod bounded;
pub mod clock;
pub mod digest;
pub mod module;
pub mod paths;
pub mod report;
pub mod system;
pub mod target;
pub mod version;
