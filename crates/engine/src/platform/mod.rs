//! The only code that knows the operating system: `unix` and `windows` offer the same names, listed here.
#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as os;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as os;

pub use os::{FOLDER_NAME, config_folder, data_folder};
pub use os::{FileLock, free_space, read_at, remove_tree, sync_dir, sync_tree};
pub use os::{HAS_REGISTRY, announce_environment, from_units, registry_get, registry_remove, registry_set, to_units};
