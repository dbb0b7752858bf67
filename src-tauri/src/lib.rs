//! The desktop program.
pub fn run() {}
