//! The Go checksum database against one that is honest, lies, forks, rolls back, or answers rubbish.
mod bad;
mod honest;
mod lab;
mod memory;
