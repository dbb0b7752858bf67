use std::ffi::OsString;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::Access as Wish;
use rustix::io::Errno;

use super::stranger::{name, not_this, stranger};
use crate::base::words::Statement;
use crate::machine::platform::{Access, Foreign, Stranger, typed};

/// The bit that lets only an entry's owner replace it, and the one that gives new entries its group.
const SHARED: u32 = 0o1000 | 0o2000;

/// Whether this process runs as root, and which of the user's folders belong to another account, or are reached through
/// what belongs to one. Upgo's home may not be open to others either.
pub fn account(upgo_home: &Path, variables: &dyn Fn(&str) -> Option<OsString>) -> (bool, Vec<Foreign>) {
    let foreign = |folder: &Path, is_upgos| {
        let owner = fs_err::metadata(folder).ok().and_then(|metadata| not_this(&metadata));
        let (folder, owner) = match (owner, stranger(folder, variables)) {
            (Some(owner), _) => (folder.to_owned(), Some(name(owner, variables))),
            (None, Some(Stranger::Owner { path, owner })) => (path, Some(owner)),
            (None, Some(Stranger::Open { path })) if is_upgos => (path, None),
            (None, _) => return None,
        };
        Some(Foreign { folder, owner, is_upgos })
    };
    let user = variables("HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let user = user.and_then(|folder| foreign(&folder, false));
    (is_elevated(), foreign(upgo_home, true).into_iter().chain(user).collect())
}

pub fn is_elevated() -> bool {
    rustix::process::geteuid().is_root()
}

/// Always `false`: all programs of an account have the same rights.
pub fn has_more_rights() -> bool {
    false
}

pub fn own_profile() -> Option<OsString> {
    None
}

/// The check writes nothing.
pub fn access(folder: &Path) -> Access {
    match rustix::fs::access(folder, Wish::WRITE_OK) {
        Ok(()) if rustix::process::geteuid().is_root() => Access::Elevated,
        Ok(()) => Access::Ordinary,
        Err(Errno::ROFS) => Access::ReadOnly,
        Err(_) => Access::Denied,
    }
}

/// Why others than root can change this, or where it leads; `None` if they cannot. Only this part is examined.
pub fn why_not_roots(part: &Path) -> Option<String> {
    let metadata = match fs_err::symlink_metadata(part) {
        Ok(metadata) => metadata,
        Err(error) => return Some(error.to_string()),
    };
    // A link has no permissions of its own.
    let is_open = !metadata.is_symlink()
        && (metadata.mode() & 0o002 != 0 || (metadata.mode() & 0o020 != 0 && metadata.gid() != 0));
    let what = match metadata.uid() {
        0 if is_open => "can be written by others",
        0 => return None,
        _ => "does not belong to root",
    };
    Some(format!("{} {what}", part.display()))
}

/// The command that takes the right to write to a file or folder from other accounts; `None` if it is a folder that they
/// are meant to share, such as `/tmp` or one of a group, or one that this account cannot change.
pub fn close(path: &Path) -> Option<String> {
    let metadata = fs_err::symlink_metadata(path).ok()?;
    let is_shared = metadata.is_dir() && metadata.mode() & SHARED != 0;
    (!is_shared && not_this(&metadata).is_none()).then(|| format!("chmod go-w {}", typed(path)))
}

pub fn run_as(owner: &str) -> Statement {
    say!(RunWithoutSudo { owner })
}
