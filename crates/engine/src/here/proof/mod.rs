//! Proof of origin: the reasons to trust that a toolchain is Google's, as a chain that a person can read.
//!
//! The digest in the feed is one root of trust. The Go checksum database is a second, independent one: it has the hash
//! of the same files, packed as a module. The OpenPGP signature published next to a `.tar.gz` is another.
//! [`Requirement`](crate::settings::Requirement) decides whether these are checked, and `judge` whether their results
//! are enough. [`Provenance`](crate::store::Provenance) records the results, and [`chain()`] explains them.
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
