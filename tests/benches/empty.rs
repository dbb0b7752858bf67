//! A program that does nothing, for comparison with quick commands in `npm run bench`.
fn main() {}
