//! Tests of the engine's public API, in a single program: linking the engine for each topic would take longer than all
//! the tests.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may fail, print, and touch its own files"
)]
#![expect(clippy::too_many_lines, reason = "a table of cases is read from top to bottom")]
#![cfg_attr(unix, expect(clippy::print_stderr, reason = "a test reports that it was skipped"))]
mod account;
mod advisories;
mod audit_log;
mod buildinfo;
mod confined;
#[cfg(target_os = "linux")] // the sample `go` is a script
mod damaged;
mod doctor;
#[cfg(windows)]
mod elevated_windows;
mod elevation;
mod environment;
#[cfg(target_os = "linux")] // the sample `go` is a script
mod hooks;
#[cfg(windows)]
mod installer_registry;
mod log;
#[cfg(unix)] // on Windows, the user's variables are in a registry, which is not simulated
mod machine_wide;
mod network;
mod origins;
#[cfg(target_os = "linux")] // on Windows, PATH is in the registry, and macOS does not list running programs
mod overview;
mod policy;
#[cfg(unix)]
mod profiles;
mod proof;
mod registry;
mod remove_tree;
mod settings;
mod unpack;
mod version_vectors;
#[cfg(target_os = "linux")] // the sample `go` is a script, and on Windows, PATH is in the registry
mod watch;
mod why;
