//! The Go checksum database: a second root of trust, which says what the files of a toolchain hash to.
//!
//! The database is a log that only grows. Each record (two lines of a go.sum) is a leaf of a Merkle tree (RFC 6962),
//! whose head the database signs. [`Lookup`] believes nobody but that key: a place (the database, a GOPROXY, a folder
//! of a mirror) gives bytes, and what they say is checked against the signature, the tree, and the head that was seen
//! last.
//!
//! - [`Database`]: which one, and by which key: what GOSUMDB says.
//! - [`Place`]: where it is asked, in which order.
//! - [`Memory`]: the head that was seen last, so that a second, other history is found out.
//!
//! Source: <https://go.dev/design/25530-sumdb> and `golang.org/x/mod/sumdb`.
mod error;
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
pub use lookup::{Found, History, Lookup};
pub use memory::Memory;
pub use note::{Head, Key};
pub use place::{Place, PlaceKind, places};
pub use record::Record;
pub use tree::Hash;
