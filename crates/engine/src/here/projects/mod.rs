//! The Go projects in folders of the user: where they are, and which Go their files and their builds on servers ask for.
//! Nothing is executed or written.
mod asked;

pub use asked::{Asked, AskedBy, AskedMeaning};
