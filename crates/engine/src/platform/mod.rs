//! The only code that knows the operating system: `unix` and `windows` offer the same names, listed here.
#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as os;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as os;

pub use os::{
    EXECUTABLE, FileLock, free_space, is_blocked, is_executable, put_name, read_at, read_switch, remove_tree, sync_dir, sync_tree,
    who_holds, write_switch,
};
