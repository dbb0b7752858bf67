//! *Why this Go?* on machines that are described as data: the same on every system.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)] // a test may
mod chain;
mod hostile;
mod lab;
mod matrix;
mod modfile;
