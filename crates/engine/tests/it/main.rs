//! Tests of the engine's public API, in a single program: linking the engine for each topic would take longer than all
//! the tests.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may fail, print, and touch its own files"
)]
mod account;
mod advisories;
mod buildinfo;
mod doctor;
#[cfg(windows)]
mod elevated_windows;
mod elevation;
mod environment;
#[cfg(unix)] // on Windows the user's variables are in a registry that is not described there
mod everybody;
#[cfg(windows)]
mod installer_registry;
mod log;
mod network;
mod origins;
#[cfg(target_os = "linux")] // on Windows PATH is in the registry, and macOS does not tell which programs run
mod overview;
#[cfg(unix)]
mod profiles;
mod proof;
mod registry;
mod remove_tree;
mod settings;
mod unpack;
mod version_vectors;
#[cfg(target_os = "linux")] // the sample `go` is a script, and on Windows PATH is in the registry
mod watch;
mod why;
