//! For tests: a sandboxed home, a loopback release server and a toolchain builder.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test may fail, and write its own files"
)]
pub mod bus;
pub mod checksum_database;
pub mod fuzz;
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
