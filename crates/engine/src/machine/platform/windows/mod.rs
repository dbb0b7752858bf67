//! Windows 10 and later.
mod account;
#[cfg(test)]
mod announcement_test;
mod become_program;
mod condition;
mod confine;
mod disk;
mod event_log;
mod folders;
mod guard;
mod held_folder;
mod holders;
mod installer;
mod lock;
mod machine;
mod machine_trust;
mod own_session;
mod partner;
mod private;
mod process_tree;
mod processes;
mod program;
mod proxy;
mod registry;
mod rename;
mod replace;
mod scanner;
mod schedule;
mod short_names;
mod signature;
mod stranger;
mod tree;
mod window;

pub use account::{
    access, account, close, elevation_type, has_more_rights, is_account_of_session, is_elevated, own_profile,
    process_user, run_as,
};
pub use become_program::become_program;
pub use condition::{ask_network, condition, last_input, power_status};
pub use confine::confinement;
pub use disk::{SYNC_TREE_FLUSHES_FILES, dev_drives, free_space, read_at, sync_dir, sync_tree, volume};
pub use event_log::{report_event, send_to_journald};
pub use folders::{FOLDER_NAME, config_folder, data_folder, documents_folder, start_menu_folder};
pub use guard::{create_guarded, guard};
pub use held_folder::HeldFolder;
pub use holders::{is_blocked, who_holds};
pub use installer::{
    hold, is_on_a_drive, machine_data_folder, only_system_libraries, open_without_links, program_folder, system_folder,
    windows_folder, wsl_program,
};
pub use lock::FileLock;
pub use machine::{machine_name, native_target, system};
pub use machine_trust::machine_trusts;
pub use own_session::{login_environment, new_terminals, read_in_own_session};
pub use partner::{Partner, connect};
pub use private::{create_dir_all, create_private_dir, make_private, permit_to_run, private, share};
pub use process_tree::ProcessTree;
pub(super) use processes::{START_PRECISION, comparable, is_running, processes, started};
pub use processes::{ancestors, without_window};
pub use program::{EXECUTABLE, is_executable, is_start_refused};
pub(crate) use proxy::{proxy_settings, run_proxy_script};
pub(crate) use registry::with_nul;
pub use registry::{
    HAS_REGISTRY, TERMINALS_LOG_IN, announce_environment, from_units, registry_get, registry_has_key,
    registry_key_names, registry_remove, registry_set, registry_value_names, shell_windows, to_units,
};
pub use rename::rename_as_posix;
pub(in crate::machine) use rename::{read_only, rename, replace_keeping_rest};
pub use replace::{
    keep_rest_of, no_follow, why_not_own_file, why_not_replaced, why_not_replaced as why_program_not_replaced,
};
pub use scanner::defender_time;
pub use schedule::{TaskEntry, Tasks};
pub use short_names::{with_long_names, with_short_names};
pub use signature::signature;
pub use stranger::{
    is_closed, is_of_this_account, link_of_another, require_own, require_own_private, require_own_secret, stranger,
    stranger_of,
};
pub use tree::{Branch, Tree, share_content};
pub(crate) use tree::{Name, RemovalFolder, text};
pub use window::start_in_window;

/// Windows has no limit for the size of a file.
pub fn fail_beyond_file_size_limit() {}

/// Not used on Windows, where a policy is in the registry.
pub fn why_not_roots(_file: &std::path::Path) -> Option<String> {
    None
}
