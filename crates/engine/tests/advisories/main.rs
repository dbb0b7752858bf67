//! The Go vulnerability database: what of it concerns a version, and how it is asked and remembered.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // a test may
mod asked;
mod evaluation;
mod rules;
#[path = "../network/support.rs"]
#[allow(dead_code)] // the other tests need more of it
mod support;
