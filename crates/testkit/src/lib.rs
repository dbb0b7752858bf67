//! For tests: a sandboxed home, a loopback release server and a toolchain builder.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)] // tests may panic
#![allow(clippy::missing_panics_doc)]
pub mod bus;
pub mod checksum_database;
pub mod go_msi;
pub mod lab;
pub mod openpgp;
#[cfg(windows)]
pub mod policy;
pub mod program;
pub mod real_go;
#[cfg(windows)]
pub mod registry;
pub mod release;
pub mod server;
pub mod vulns;
