//! Unix: Linux fully, macOS as far as it goes.
mod disk;
mod lock;

pub use disk::{free_space, read_at, remove_tree, sync_dir, sync_tree};
pub use lock::FileLock;
