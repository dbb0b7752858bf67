//! Unix: Linux fully, macOS as far as it goes.
mod disk;
mod lock;
mod switch;

pub use disk::{free_space, is_blocked, read_at, remove_tree, sync_dir, sync_tree, who_holds};
pub use lock::FileLock;
pub use switch::{EXECUTABLE, is_executable, put_name, read_switch, write_switch};
