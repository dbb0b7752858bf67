//! Network access: HTTP, the servers that GOPROXY names, and the user's logins.
pub mod goproxy;
pub mod http;
pub(crate) mod netrc;
