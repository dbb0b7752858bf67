//! The Go vulnerability database: what of it concerns a version, and how it is asked and remembered.
mod asked;
mod evaluation;
mod rules;
