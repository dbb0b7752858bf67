//! The basic types: versions, targets, digests, errors, events and words. Nothing here writes a file.
#[macro_use]
pub mod words;
#[macro_use]
pub mod report;
pub mod archive;
#[cfg(feature = "specta")]
pub mod bindings;
pub(crate) mod bounded;
pub mod clock;
pub mod digest;
pub mod display;
#[path = "../../../launcher/src/encoding.rs"]
pub(crate) mod encoding;
pub mod json;
pub(crate) mod likeness;
pub(crate) mod module;
pub mod own_json;
pub mod paths;
pub(crate) mod random;
pub mod rows;
pub mod secret;
pub mod shell;
pub mod system;
pub mod target;
pub mod version;
