//! The doctor, on machines described as data: the same findings on every system.
#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::panic, clippy::unwrap_used)] // a test may
mod go;
mod hostile;
mod lab;
#[path = "../why/lab.rs"]
#[allow(dead_code)]
mod machine;
mod path;
#[path = "../registry/mod.rs"]
mod registry;
mod rest;
mod table;
