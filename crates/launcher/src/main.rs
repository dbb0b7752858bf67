//! The small program behind `go` on Windows.
fn main() {}
