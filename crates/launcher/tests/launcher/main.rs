//! The launcher at work on Windows (or Wine): what goes through it is compared with what the program
//! that it starts gets without it.
#![cfg(windows)]
#![allow(
    unsafe_code,
    unreachable_pub,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests may panic, write to their own temporary home only, and start programs with a raw command line"
)]

mod arguments;
mod choice;
mod lab;
mod lifetime;
mod surroundings;
