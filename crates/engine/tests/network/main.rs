//! The network side of the engine against a loopback server that misbehaves on demand.
mod http;
mod support;
