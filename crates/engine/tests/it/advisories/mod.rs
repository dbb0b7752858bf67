//! The Go vulnerability database: which entries affect a version, and how it is downloaded and cached.
mod asked;
mod evaluation;
mod rules;
