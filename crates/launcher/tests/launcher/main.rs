//! The launcher on Windows (or Wine). What a program receives through it is compared with what the program receives
//! without it.
#![cfg(windows)]
#![expect(
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
