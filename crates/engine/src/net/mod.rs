//! Servers: HTTP, and those that GOPROXY names.
pub mod goproxy;
pub mod http;
