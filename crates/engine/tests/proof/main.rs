//! The Go checksum database against one that is honest, lies, forks, rolls back, or answers rubbish.
#![allow(clippy::unwrap_used, clippy::panic)] // a story may end so
mod bad;
mod honest;
mod lab;
mod memory;
