//! Windows 10 and later.
mod disk;
mod environment;
mod folders;
mod lock;

pub use disk::{free_space, read_at, remove_tree, sync_dir, sync_tree};
pub use environment::{
    HAS_REGISTRY, announce_environment, from_units, registry_get, registry_remove, registry_set, to_units,
};
pub use folders::{FOLDER_NAME, config_folder, data_folder};
pub use lock::FileLock;
