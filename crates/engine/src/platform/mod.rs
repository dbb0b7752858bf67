//! The only code that knows the operating system: `unix` and `windows` offer the same names, listed here.
#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as os;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as os;

pub use os::{FileLock, free_space, read_at, remove_tree, sync_dir, sync_tree};
