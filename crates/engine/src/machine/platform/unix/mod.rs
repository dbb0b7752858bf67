//! Unix: Linux fully, macOS as far as it goes.
mod account;
mod become_program;
mod busy;
mod condition;
mod confine;
mod disk;
mod elevated;
mod environment;
mod file_size;
mod folders;
mod held_folder;
mod journald;
mod lock;
mod machine;
mod new_login;
mod own_session;
mod private;
mod process_tree;
mod processes;
mod program;
mod replace;
mod stranger;
mod tree;
mod user;
mod window;

pub use account::{access, account, close, has_more_rights, is_elevated, own_profile, run_as, why_not_roots};
pub use become_program::become_program;
pub use condition::condition;
pub use confine::confinement;
pub use disk::{
    SYNC_TREE_FLUSHES_FILES, dev_drives, free_space, is_blocked, read_at, sync_dir, sync_tree, volume, who_holds,
};
pub use elevated::{
    Partner, connect, create_guarded, guard, hold, is_on_a_drive, machine_data_folder, machine_trusts,
    only_system_libraries, open_without_links, program_folder, signature, windows_folder, wsl_program,
};
pub use environment::{
    HAS_REGISTRY, TERMINALS_LOG_IN, announce_environment, from_units, registry_get, registry_has_key,
    registry_key_names, registry_remove, registry_set, registry_value_names, to_units,
};
pub(crate) use environment::{proxy_settings, run_proxy_script};
pub use file_size::fail_beyond_file_size_limit;
pub use folders::{
    FOLDER_NAME, config_folder, data_folder, documents_folder, start_menu_folder, with_long_names, with_short_names,
};
pub use held_folder::HeldFolder;
pub use journald::{report_event, send_to_journald};
pub use lock::FileLock;
pub use machine::{machine_name, native_target, system};
pub use new_login::{login_environment, new_terminals};
pub use own_session::read_in_own_session;
pub use private::{create_dir_all, create_private_dir, make_private, permit_to_run, private, share};
pub use process_tree::ProcessTree;
pub(super) use processes::{START_PRECISION, comparable, is_running, processes, started};
pub use processes::{ancestors, defender_time, without_window};
pub use program::{EXECUTABLE, is_executable, is_start_refused};
pub use replace::{keep_rest_of, no_follow, why_not_own_file, why_not_replaced, why_program_not_replaced};
pub(in crate::machine) use replace::{read_only, rename, replace_keeping_rest};
pub use stranger::{
    is_closed, is_of_this_account, link_of_another, require_own, require_own_private, require_own_secret, stranger,
    stranger_of,
};
pub use tree::{Branch, Tree, share_content};
pub(crate) use tree::{Name, RemovalFolder, text};
pub use user::process_user;
pub use window::start_in_window;
