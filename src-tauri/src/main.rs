//! The desktop program.
fn main() { upgo_desktop::run(); }
