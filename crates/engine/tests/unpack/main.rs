//! `store::unpack` from outside: good archives, growing ones, hostile ones, broken ones, real ones.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
mod archives;
mod broken;
#[cfg(feature = "faults")]
mod faults;
mod good;
mod growing;
mod hostile;
mod lab;
mod real;
