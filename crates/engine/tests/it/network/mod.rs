//! The network side of the engine against a loopback server that misbehaves on demand.
mod catalog;
mod fetch;
mod http;
mod mirror;
pub(crate) mod support;
