//! Unix: Linux fully, macOS as far as it goes.
mod disk;
mod lock;
mod tree;

pub use disk::{SYNC_TREE_FLUSHES_FILES, free_space, read_at, sync_dir, sync_tree};
pub use lock::FileLock;
pub use tree::{Branch, Tree};
pub(crate) use tree::{Folder, Name, text};
