//! The Go checksum database: a second root of trust, which records the hash of a toolchain's files.
//!
//! The database is an append-only log. Each record (two lines of a go.sum) is a leaf of a Merkle tree (RFC 6962), whose
//! head the database signs. [`DatabaseQuery`] trusts only that key. A place (the database, a GOPROXY, a folder of a mirror)
//! merely serves bytes, which are checked against the signature, the tree, and the last seen head.
//!
//! - [`Database`]: the database and its key, from the value of GOSUMDB.
//! - [`DatabaseSource`]: a source to query.
//! - [`KnownHeads`]: the last seen head, so that a second, contradicting history is detected.
//!
//! Source: <https://go.dev/design/25530-sumdb> and `golang.org/x/mod/sumdb`.
mod error;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod gosumdb;
mod lookup;
mod memory;
mod note;
mod place;
mod record;
mod tiles;
mod tree;

pub use error::{LookupError, NotDatabase};
pub use gosumdb::{Database, GoSumDb};
pub use lookup::{DatabaseQuery, History, VerifiedRecord};
pub use memory::KnownHeads;
pub use note::{TreeHead, VerifierKey};
pub use place::{DatabaseSource, SourceKind, places};
pub use record::DatabaseRecord;
pub use tree::Hash;
