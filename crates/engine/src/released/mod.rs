//! Releases of Go, and the information and proofs about them.
pub mod advisories;
pub mod catalog;
pub mod checksum_database;
pub(crate) mod signature;
