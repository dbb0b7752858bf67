//! Known vulnerabilities: the part of the Go vulnerability database about Go itself (its modules `stdlib` and
//! `toolchain`). [`VulnerabilityDatabase`] queries the database ([`refresh`](VulnerabilityDatabase::refresh)) and reads
//! the cache ([`cached`](VulnerabilityDatabase::cached)), [`Advisories`] is its content, and [`Concerning`] selects
//! what is known about a version on a target. It is at <https://vuln.go.dev>, or a copy on a server or in a folder
//! (`file:`).
//! Source: <https://go.dev/doc/security/vuln/database>. The Go team assigns no severity, so there is none here.
mod affected;
mod cache;
mod copy;
mod database;
mod entry;
mod error;
mod fetch;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod index;
mod known;
mod lenient;
mod projects;
mod ranges;
mod semantic;
mod vulnerability;

pub(crate) use cache::is_copy;
pub use copy::{CheckedCopy, CopiedDatabase};
pub(crate) use copy::{CopyError, DatabaseCopy};
pub use database::{OFFICIAL, VulnerabilityDatabase};
pub use entry::Advisory;
pub use error::AdvisoryError;
use error::Result;
pub(crate) use index::is_document;
pub use index::is_id;
pub use known::{Advisories, Concerning};
pub(crate) use projects::CGO;
pub use projects::{ProjectImports, Projects};
pub use vulnerability::{AffectedPackage, DatabaseStamp, FixedBy, KnownVulnerabilities, Part, Vulnerability};
