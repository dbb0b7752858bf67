//! Windows 10 and later.
mod account;
#[cfg(test)]
mod announcement_test;
mod background;
mod condition;
mod disk;
mod environment;
mod folders;
mod guard;
mod holders;
mod installer;
mod junction;
mod lock;
mod machine;
mod partner;
mod process_tree;
mod processes;
mod program;
mod replace;
mod schedule;
mod signature;
mod switch;
mod tree;

pub use account::{access, account, is_elevated, own_profile, run_as};
pub use background::{is_scheduled, schedule, start_at_log_in, starts_at_log_in};
pub use condition::machine;
pub use disk::{SYNC_TREE_FLUSHES_FILES, free_space, read_at, sync_dir, sync_tree, volume};
pub use environment::{
    HAS_REGISTRY, TERMINALS_LOG_IN, announce_environment, from_units, registry_get, registry_remove, registry_set,
    registry_value_names, to_units,
};
pub use folders::{FOLDER_NAME, config_folder, data_folder};
pub use guard::{create_guarded, guard};
pub use holders::{is_blocked, who_holds};
pub use installer::{hold, is_on_a_drive, machine_data_folder, msiexec, only_system_libraries, windows_folder};
pub use junction::point_link;
pub use lock::FileLock;
pub use machine::{native_target, system};
pub use partner::{Partner, connect};
pub use process_tree::ProcessTree;
pub(super) use processes::{comparable, processes, started};
pub use processes::{is_running, without_window};
pub use program::put_program;
pub use replace::{give_to_owner_of, why_not_replaced};
pub use signature::signature;
pub use switch::{EXECUTABLE, is_executable, put_name, read_switch, remove_name, write_switch};
pub use tree::{Branch, Tree};
pub(crate) use tree::{Folder, Name, text};

/// Windows has no limit for the size of a file.
pub fn fail_beyond_file_size_limit() {}
