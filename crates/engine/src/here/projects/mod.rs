//! The Go projects in folders of the user: where they are, and which Go their files and their builds on servers ask for.
pub mod edit;
