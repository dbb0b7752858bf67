//! What is released, and what is said of it.
pub mod advisories;
pub mod catalog;
pub mod checksum_database;
pub mod signature;
