//! Proof of origin: why it is believed that a toolchain is Google's, as a chain that a person can read.
mod chain;
mod tree_hash;

pub use chain::{Evidence, Level, Link, LinkKind, ProofChain, State};
pub use tree_hash::{MODULE, module_version, tree_hash};
