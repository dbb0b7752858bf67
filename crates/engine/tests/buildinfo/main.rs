//! What Go programs say of how they were built: the same as `go version -m` says.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::disallowed_methods)] // a test may
mod broken;
mod formats;
mod real;
