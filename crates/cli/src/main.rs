//! `upgo`: keeps Go up to date.
fn main() {}
