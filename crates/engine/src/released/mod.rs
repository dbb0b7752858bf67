//! Releases of Go, and the information and proofs about them; and the releases of Upgo itself.
pub mod advisories;
pub mod catalog;
pub mod checksum_database;
pub(crate) mod signature;
pub mod upgo;
