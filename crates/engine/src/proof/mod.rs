//! Proof of origin: why it is believed that a toolchain is Google's, as a chain that a person can read.
//!
//! The digest in the feed is one root of trust. The Go checksum database is a second, independent one: it has the hash
//! of the same files, packed as a module. The OpenPGP signature beside a `.tar.gz` is another. [`Requirement`] says whether
//! these are asked for, `judge` whether what they said will do, [`Origin`] is what is written down of it, and [`chain()`]
//! tells it.
mod chain;
mod error;
mod origin;
mod rule;
mod signature;
mod tell;
mod tree_hash;

pub use chain::{Evidence, Level, Link, LinkKind, ProofChain, State};
pub use error::ProofError;
pub use origin::{Origin, Silence, Vouched};
pub use rule::Requirement;
pub(crate) use rule::{Case, Told, judge};
pub use signature::Signature;
pub use tell::chain;
pub use tree_hash::tree_hash;
