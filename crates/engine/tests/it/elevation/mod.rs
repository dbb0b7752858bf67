//! The elevated part on a simulated machine: what it refuses, what it starts, and what it reports. The prompt, the pipe
//! and the real installer are tested on Windows, in `crates/cli/tests/cli/windows/elevation.rs`.
mod feed;
mod folder;
mod machine;
mod package;
mod product;
