//! Proof of origin: why it is believed that a toolchain is Google's, as a chain that a person can read.
//!
//! The digest in the feed is one root of trust. The Go checksum database is a second, independent one: it has the hash
//! of the same files, packed as a module. The OpenPGP signature beside a `.tar.gz` is another. [`Requirement`](crate::settings::Requirement) says whether
//! these are asked for, `judge` whether what they said will do, [`Provenance`](crate::store::Provenance) is what is written down of it, and [`chain()`]
//! tells it.
mod chain;
mod error;
mod rule;
mod tell;
mod tree_hash;

pub use chain::{Evidence, Link, LinkKind, ProofChain, State};
pub use error::ProofError;
pub(crate) use rule::{Case, Told, judge};
pub use tell::chain;
pub use tree_hash::tree_hash;
