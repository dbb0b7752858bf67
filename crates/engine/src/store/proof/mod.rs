//! Proof of origin: the reasons to trust that a toolchain is Google's, as a chain that a person can read. One root of
//! trust is the digest in the feed, an independent one the Go checksum database, with the hash of the same files as a
//! module, and another the OpenPGP signature next to a `.tar.gz`.
//! [`Requirement`](crate::choices::settings::Requirement) decides whether these are checked (`silence`) and suffice
//! (`judge`); `change::site` asks them, and [`Provenance`](crate::store::Provenance) records the results in the
//! receipt, from which [`level()`] and [`chain()`] tell how much is proven.
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
