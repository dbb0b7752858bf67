//! The network side of the engine against a loopback server that misbehaves on demand.
#![allow(clippy::unwrap_used, clippy::panic)] // a story may end so
mod catalog;
mod fetch;
mod http;
mod mirror;
mod support;
