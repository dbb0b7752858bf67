//! Proof of origin: the reasons to trust that a toolchain is Google's, as a chain that a person can read.
//!
//! The digest in the feed is one root of trust. The Go checksum database is a second, independent one: it has the hash
//! of the same files, packed as a module. The OpenPGP signature published next to a `.tar.gz` is another.
//! [`Requirement`](crate::choices::settings::Requirement) decides whether these are checked (`silence`), and whether their
//! results are enough (`judge`). `change::site` asks them. [`Provenance`](crate::store::Provenance) records the results
//! in the receipt. [`level()`] and [`chain()`] tell from a receipt how much is proven, and why.
mod chain;
mod error;
mod rule;
mod tell;
mod tree_hash;

pub use chain::{Evidence, ProofChain, ProofLink, ProofLinkKind, ProofState};
pub use error::ProofError;
pub(crate) use rule::{DatabaseAnswer, ProofCase, has_signature, is_fresh, judge, silence};
pub use tell::{chain, level};
pub use tree_hash::tree_hash;
