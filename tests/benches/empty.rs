//! The least that a program can do: what `npm run bench` compares quick commands with.
fn main() {}
