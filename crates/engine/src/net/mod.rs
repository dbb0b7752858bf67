//! Network access: HTTP, and the servers that GOPROXY names.
pub mod goproxy;
pub mod http;
