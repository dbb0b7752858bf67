//! The only code that knows the operating system: `unix` and `windows` offer the same names, listed here.
mod removal;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as os;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as os;

pub use os::{Branch, FileLock, SYNC_TREE_FLUSHES_FILES, Tree, free_space, read_at, sync_dir, sync_tree};
pub use removal::remove_tree;

/// What a file of a tree may be used for; setuid and the like do not exist here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileMode {
    /// Read and written by its owner: 644.
    Plain,
    /// A program as well: 755. Windows goes by the name and makes no difference.
    Executable,
}
