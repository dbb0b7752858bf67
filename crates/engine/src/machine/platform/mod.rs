//! The only code that knows the operating system: `unix` and `windows` offer the same names, listed here.
mod condition;
mod processes;
mod removal;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as os;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as os;

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

pub use condition::{Condition, Network};
pub use os::ProcessTree;
pub use os::condition;
pub use os::fail_beyond_file_size_limit;
pub use os::is_running;
pub use os::{
    Branch, EXECUTABLE, FileLock, SYNC_TREE_FLUSHES_FILES, Tree, free_space, is_blocked, is_executable, native_target,
    read_at, sync_dir, sync_tree, system, who_holds, without_window,
};
pub use os::{FOLDER_NAME, config_folder, data_folder};
pub use os::{
    HAS_REGISTRY, TERMINALS_LOG_IN, announce_environment, from_units, registry_get, registry_remove, registry_set,
    registry_value_names, to_units,
};
pub use os::{
    Partner, connect, create_guarded, guard, hold, is_on_a_drive, machine_data_folder, only_system_libraries,
    signature, windows_folder,
};
#[cfg(windows)] // for `acts`
pub(crate) use os::{Tasks, system_folder, with_nul};
pub use os::{access, account, is_elevated, own_profile, run_as, volume};
pub use os::{give_to_owner_of, why_not_replaced};
pub use processes::{Processes, RunningProgram};
pub use removal::remove_tree;

/// A path as people read it: without the prefix of Windows' verbatim paths, which is for programs.
pub fn plain(path: &Path) -> PathBuf {
    match path.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        Some(text) if !text.starts_with("UNC") => PathBuf::from(text),
        _ => path.to_owned(),
    }
}

/// How long a service of the system may take to tell something that nothing depends on.
pub(crate) const MOMENT: Duration = Duration::from_millis(200);

/// What `ask` answers within a [`MOMENT`]. A thread that hangs is left behind.
pub(crate) fn within<T: Send + 'static>(ask: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (tell, told) = mpsc::channel();
    thread::Builder::new().spawn(move || tell.send(ask()).ok()).ok()?;
    told.recv_timeout(MOMENT).ok()
}

/// What a folder lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Volume {
    /// A disk of this machine.
    Fixed,
    /// A disk that can be pulled out.
    Removable,
    /// Another machine's.
    Network,
    /// That cannot be told.
    Unknown,
}

/// The name of a program, as one types it.
pub fn program_name(program: &Path) -> String {
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    // Windows does not care how `.exe` is written.
    let end = name.len().saturating_sub(EXECUTABLE.len());
    let ends_so = name.get(end..).is_some_and(|end| end.eq_ignore_ascii_case(EXECUTABLE));
    name.get(..end).filter(|_| ends_so).unwrap_or(&name).to_owned()
}

/// Who may write in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// This account, without special rights.
    Ordinary,
    /// This process, which has rights over everything.
    Elevated,
    /// Somebody else.
    Denied,
    /// Nobody: its file system is read-only.
    ReadOnly,
}

/// Who may change a file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    /// The account that owns it, as text: `S-1-5-32-544`.
    pub owner: String,
    /// What is given to whom; `None` where everybody may do everything, or it cannot be told.
    pub grants: Option<Vec<Grant>>,
}

/// What a list of rights gives to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The account.
    pub account: String,
    /// The rights, a bit each.
    pub rights: u32,
}

/// What the system says of the signature of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// 0 if it is valid; otherwise the number of what is wrong, as `0x800b0100` for none.
    pub verdict: u32,
    /// Who has signed it, by the name in the certificate.
    pub signer: Option<String>,
    /// Whether that certificate leads to a root that the machine trusts, not only this user.
    pub rooted: bool,
}

/// What a file of a tree may be used for; setuid and the like do not exist here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileMode {
    /// Read and written by its owner: 644.
    Plain,
    /// A program as well: 755. Windows goes by the name and makes no difference.
    Executable,
}
