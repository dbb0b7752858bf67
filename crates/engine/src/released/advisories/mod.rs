//! What is known to be broken: the Go vulnerability database, as far as it is about Go itself (its modules `stdlib` and
//! `toolchain`).
//!
//! [`Database`] asks ([`refresh`](Database::refresh)) and remembers ([`cached`](Database::cached)); [`Advisories`] are
//! what it said, of which [`Concerning`] tells what is known of a version on a target. The database is at
//! <https://vuln.go.dev>, or a copy of it on a server or in a folder (`file:`).
//!
//! Source: <https://go.dev/doc/security/vuln/database>. The Go team gives no severity, so there is none here.
mod cache;
mod database;
mod entry;
mod error;
mod fetch;
mod index;
mod known;
mod lenient;
mod projects;
mod ranges;
mod semantic;
mod vulnerability;

pub use database::{Database, OFFICIAL};
pub use entry::Entry;
pub use error::AdvisoryError;
pub use index::is_id;
pub use known::{Advisories, Concerning};
pub use projects::{Project, Projects};
pub use vulnerability::{AffectedPackage, DatabaseStamp, FixedBy, KnownVulnerabilities, Part, Vulnerability};
