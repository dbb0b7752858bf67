//! The Go that everybody has: planned, installed, replaced, put back, taken over. Registry, Windows Installer and the
//! administrator's prompt are data here; `msi.rs` beside this folder has the real ones.
#![cfg(unix)] // on Windows the user's variables are in a registry that is not described here
#![allow(clippy::disallowed_methods, clippy::panic, clippy::unwrap_used)] // a test may
mod change;
mod killed;
mod lab;
mod plans;
mod ways;
