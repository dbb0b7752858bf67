//! A program that does nothing, with which `npm run bench` compares quick commands.
fn main() {}
