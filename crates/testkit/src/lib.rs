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
pub mod limit;
pub mod openpgp;
pub mod own_release;
#[cfg(windows)]
pub mod policy;
pub mod program;
pub mod real_go;
#[cfg(windows)]
pub mod registry;
pub mod release;
mod run;
pub mod server;
pub mod system;
pub mod vulns;
pub mod xml;

use crate::limit::InTime as _;
use std::path::Path;
use std::process::Command;

/// SHA-256 by another implementation than the product's.
pub fn sha256(bytes: impl AsRef<[u8]>) -> [u8; 32] {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes.as_ref());
    digest.as_ref().try_into().unwrap()
}

/// One of Upgo's own files without its checksum, so that a test can change the rest.
pub fn unsealed(text: &str) -> String {
    let at = text.rfind(",\"sum\":\"").expect("the file has a checksum");
    format!("{}}}", &text[..at])
}

/// Copies a program that a test starts, in a separate process: a child of another test has this process's open files
/// for a moment, and a program that is open for writing cannot be started ("text file busy").
pub fn copy_program(from: &Path, to: &Path) {
    if cfg!(windows) {
        std::fs::copy(from, to).unwrap();
    } else {
        assert!(Command::new("cp").arg(from).arg(to).status_in_time().unwrap().success());
    }
}

/// Whether this is Wine instead of Windows.
pub fn is_wine() -> bool {
    cfg!(windows) && std::env::var_os("WINEPREFIX").is_some()
}

/// The rows of a test that starts programs. Under Wine, twenty times slower, only each `nth`; Windows runs all.
pub fn rows_here<T>(rows: impl IntoIterator<Item = T>, nth: usize) -> impl Iterator<Item = T> {
    let nth = if is_wine() { nth } else { 1 };
    if nth > 1 {
        println!("SKIPPED: all but one in {nth} cases, because Wine starts programs slowly");
    }
    rows.into_iter().step_by(nth)
}
