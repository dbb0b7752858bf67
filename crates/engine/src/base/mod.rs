//! The basic types: versions, targets, digests, errors, events and words. Nothing here writes a file.
pub mod archive;
#[cfg(feature = "specta")]
pub(crate) mod bindings;
pub(crate) mod bounded;
pub mod clock;
pub mod digest;
pub(crate) mod json;
pub(crate) mod module;
pub mod paths;
pub(crate) mod random;
pub mod report;
pub(crate) mod seal;
pub mod system;
pub mod target;
pub mod version;
pub mod words;
