//! Proof of origin: why it is believed that a toolchain is Google's, as a chain that a person can read.
mod chain;

pub use chain::{Evidence, Level, Link, LinkKind, ProofChain, State};
