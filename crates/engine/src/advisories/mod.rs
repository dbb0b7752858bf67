//! What is known to be broken: the Go vulnerability database, as far as it is about Go itself (its modules `stdlib` and
//! `toolchain`).
//!
//! Source: <https://go.dev/doc/security/vuln/database>. The Go team gives no severity, so there is none here.
mod vulnerability;

pub use vulnerability::{AffectedPackage, DatabaseStamp, FixedBy, KnownVulnerabilities, Part, Vulnerability};
