//! The Go checksum database against one that is honest, lies, forks, rolls back, or answers rubbish.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)] // a test may
mod bad;
mod honest;
mod lab;
mod memory;
