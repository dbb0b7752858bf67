//! The only code that knows the operating system: `unix` and `windows` offer the same names, listed here.
mod condition;
mod confinement;
mod guarded;
mod processes;
mod proxy;
#[path = "../../../../launcher/src/refused_by.rs"]
mod refused_by;
mod removal;
#[cfg(unix)]
mod unix;
mod until_mark;
#[cfg(unix)]
use unix as os;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as os;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::base::report::Cancel;
use crate::base::shell::Shell;
use crate::machine::fault;

pub use condition::{Condition, Network};
pub use confinement::{Confinement, ConfinementPower, EnforcedLimit, Hold, THREADS, TreeUse, Whose, WriteHold};
pub(crate) use guarded::{why_open, why_open_to_install};
pub use os::HeldFolder;
pub use os::ProcessTree;
pub use os::ancestors;
pub use os::become_program;
pub use os::condition;
pub use os::confinement;
pub use os::fail_beyond_file_size_limit;
pub use os::start_in_window;
pub use os::why_not_roots;
#[cfg(windows)] // for `acts`
pub(crate) use os::with_nul;
pub use os::{
    Branch, EXECUTABLE, FileLock, SYNC_TREE_FLUSHES_FILES, Tree, free_space, is_blocked, is_executable,
    is_start_refused, machine_name, native_target, read_at, share_content, sync_dir, sync_tree, system, who_holds,
    without_window,
};
pub use os::{
    FOLDER_NAME, config_folder, data_folder, documents_folder, start_menu_folder, with_long_names, with_short_names,
};
pub use os::{
    HAS_REGISTRY, TERMINALS_LOG_IN, announce_environment, from_units, registry_get, registry_has_key,
    registry_key_names, registry_remove, registry_set, registry_value_names, to_units,
};
pub use os::{
    Partner, connect, create_guarded, guard, hold, is_on_a_drive, machine_data_folder, machine_trusts,
    only_system_libraries, open_without_links, program_folder, signature, windows_folder, wsl_program,
};
#[cfg(windows)] // for `acts` and tests/windows/probe
pub use os::{
    TaskEntry, Tasks, ask_network, elevation_type, is_account_of_session, last_input, power_status, rename_as_posix,
    shell_windows, system_folder,
};
pub use os::{access, account, close, has_more_rights, is_elevated, own_profile, run_as, volume};
pub use os::{create_dir_all, create_private_dir, make_private, permit_to_run, private, share};
pub use os::{defender_time, dev_drives};
pub use os::{
    is_closed, is_of_this_account, link_of_another, require_own, require_own_private, require_own_secret, stranger,
    stranger_of,
};
pub use os::{keep_rest_of, no_follow, why_not_own_file, why_not_replaced, why_program_not_replaced};
pub use os::{login_environment, new_terminals, read_in_own_session};
pub use os::{process_user, report_event, send_to_journald};
pub(crate) use os::{proxy_settings, run_proxy_script};
pub(in crate::machine) use os::{read_only, rename, replace_keeping_rest};
pub use processes::{Processes, RunningProgram, may_have_written};
pub use proxy::ProxySettings;
pub(crate) use refused_by::RefusedBy;
pub use removal::remove_tree;

/// The separator of PATH and of other lists of folders.
pub const LIST_SEPARATOR: &str = if HAS_REGISTRY { ";" } else { ":" };

/// Between two commands of a line. Windows PowerShell has no `&&`.
pub const THEN: &str = if HAS_REGISTRY { "; " } else { " && " };

/// A path or another text in a command that the user is advised to run: one word, in quotes if it needs them.
pub fn typed(text: impl AsRef<Path>) -> String {
    let shell = if HAS_REGISTRY { Shell::PowerShell } else { Shell::Bash };
    let text = text.as_ref().display().to_string();
    shell.word(&text).unwrap_or_else(|| shell.quoted(&text))
}

/// A path for display, without the prefix of Windows' verbatim paths, which is only meant for programs.
pub fn plain(path: &Path) -> PathBuf {
    match path.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        Some(text) if !text.starts_with("UNC") => PathBuf::from(text),
        _ => path.to_owned(),
    }
}

/// Whether two paths name the same file by their text, as the system reads them: on Windows without regard to letter
/// case, 8.3 names, a trailing dot, and the prefix of verbatim paths. Links are not followed.
pub fn is_same_path(one: &Path, other: &Path) -> bool {
    os::comparable(one) == os::comparable(other)
}

/// Has the system's error as its source, which [`is_blocked`] needs and `fs_err` hides.
pub(crate) fn named(what: String, source: io::Error) -> io::Error {
    #[derive(Debug, thiserror::Error)]
    #[error("{what}: {source}")]
    struct Failed {
        what: String,
        source: io::Error,
    }
    io::Error::new(source.kind(), Failed { what, source })
}

/// The time limit for a system service whose answer is not essential, while a person may be waiting.
pub(crate) const MOMENT: Duration = Duration::from_millis(200);

/// `None` if the answer does not come in time, or soon after `cancel`. The hanging thread is abandoned.
pub(crate) fn within<T: Send + 'static>(
    cancel: &Cancel,
    patience: Duration,
    ask: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (tell, told) = mpsc::channel();
    let ask = move || {
        fault::wait_for_service();
        tell.send(ask()).ok()
    };
    thread::Builder::new().spawn(ask).ok()?;
    let begun = Instant::now();
    loop {
        let left = patience.saturating_sub(begun.elapsed());
        match told.recv_timeout(left.min(MOMENT)) {
            Err(RecvTimeoutError::Timeout) if !left.is_zero() && !cancel.is_cancelled() => {}
            answer => return answer.ok(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Volume {
    Fixed,
    Removable,
    Network,
    Unknown,
}

/// The name of a program, as users type it.
pub(crate) fn program_name(program: &Path) -> String {
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    // Windows ignores the letter case of `.exe`.
    let end = name.len().saturating_sub(EXECUTABLE.len());
    let ends_so = name.get(end..).is_some_and(|end| end.eq_ignore_ascii_case(EXECUTABLE));
    name.get(..end).filter(|_| ends_so).unwrap_or(&name).to_owned()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// This account can write, without special rights.
    Ordinary,
    /// This process can write, because it is elevated.
    Elevated,
    Denied,
    /// No account can write, because the file system is read-only.
    ReadOnly,
}

/// Another account than the one that runs this process and root, which decides what is at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stranger {
    /// The account, as the system's commands accept it.
    Owner { path: PathBuf, owner: String },
    /// All accounts, or those of a group, can write to a file or folder.
    Open { path: PathBuf },
}

/// A folder that belongs to a different account than the one that runs this process, or that others can replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// The folder, or a part of its path.
    pub folder: PathBuf,
    /// The other account, as the system's commands accept it; `None` if others can write there.
    pub owner: Option<String>,
    pub is_upgos: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProcessUser {
    /// Its user ID on Unix, its SID on Windows; `None` if the system does not report it.
    pub id: Option<String>,
    /// `None` if the system does not report it.
    pub name: Option<String>,
}

/// How terminals are opened on this machine.
#[derive(Clone, Debug)]
pub struct NewTerminals {
    pub kind: TerminalKind,
    pub shell: PathBuf,
}

/// Which terminal the user opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TerminalKind {
    /// One in a window of a desktop session.
    Window,
    Login,
    /// A shell in a container, whose environment is that of the process, because nobody logs in.
    Container,
    /// Nobody opens one: the account has no shell.
    None,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    /// As text: `S-1-5-32-544`.
    pub owner: String,
    /// The granted rights; `None` if all users have full access, or if they are unknown.
    pub grants: Option<Vec<Grant>>,
}

/// The rights that an access control list grants to an account, itself or by inheritance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub account: String,
    pub rights: u32,
    /// Whether they apply to the file or folder itself.
    pub is_here: bool,
    /// Whether new files or folders in it get them.
    pub is_passed_on: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeSignature {
    /// 0 if it is valid; otherwise the error code, such as `0x800b0100` for a missing signature.
    pub verdict: u32,
    /// The signer, by the name in the certificate.
    pub signer: Option<String>,
    /// Whether that certificate chains to a root that the machine trusts, not only this user.
    pub rooted: bool,
}

/// The mode of a file in a tree; setuid and the like are not supported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileMode {
    /// Read and written by its owner: 644.
    #[default]
    Plain,
    /// Executable as well: 755. Windows decides by the name, so it makes no difference there.
    Executable,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_without_an_answer_is_left_when_the_work_is_cancelled() {
        let (_held, answer) = mpsc::channel::<()>();
        let cancel = Cancel::default();
        cancel.cancel();
        let service = move || answer.recv_timeout(Duration::from_secs(10));
        assert_eq!(within(&cancel, Duration::from_mins(1), service), None);
        assert_eq!(within(&Cancel::default(), Duration::from_mins(1), || "here"), Some("here"));
    }
}
