//! Who else decides what is at a path: owners and permissions of everything on the way, links included.
use std::ffi::OsString;
use std::fs::Metadata;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use fs_err as fs;

use super::user;
use crate::machine::path_walk::{PathPart, PathWalk};
use crate::machine::platform::Stranger;

/// The number that stands for an account without a number in this namespace (`/proc/sys/kernel/overflowuid`).
const UNMAPPED: u32 = 65534;

const STICKY: u32 = 0o1000;
const OTHERS_WRITE: u32 = 0o002;
const GROUP_WRITES: u32 = 0o020;
const OTHERS_ENTER: u32 = 0o011;

/// Who besides this account and root can replace what is at `path`, or change a folder on the way to it, including the
/// way of each link. What is missing has no owner. On the way, the account `nobody` counts as root: in a namespace
/// without a number for root, it owns root's folders, and all of other accounts.
pub fn stranger(path: &Path, variables: &dyn Fn(&str) -> Option<OsString>) -> Option<Stranger> {
    find_on_way(path, |part, metadata, is_last| {
        let owner = other_owner(metadata).filter(|owner| !is_unmapped(*owner));
        // A link has no permissions of its own. In a folder with the sticky bit, only its owner can replace an entry.
        let is_shared = metadata.is_symlink() || (!is_last && metadata.mode() & STICKY != 0);
        judge(part, metadata, owner, is_shared, variables)
    })
}

/// The first link of another account than this one or root on the way to a file: it would choose the file.
pub fn link_of_another(path: &Path) -> Option<(PathBuf, Metadata)> {
    find_on_way(path, |part, metadata, _| {
        let owner = other_owner(metadata).filter(|owner| metadata.is_symlink() && !is_unmapped(*owner));
        owner.map(|_| (part.to_owned(), metadata.clone()))
    })
}

/// The first thing that `find` finds among the folders and links on the way to `path`, and in what is there.
fn find_on_way<T>(path: &Path, find: impl Fn(&Path, &Metadata, bool) -> Option<T>) -> Option<T> {
    let mut way = PathWalk::to(path).peekable();
    while let Some(part) = way.next() {
        let PathPart { path, metadata } = part.ok()?;
        if path.parent().is_none() {
            continue; // the root of the file system is the system's
        }
        let found = find(&path, &metadata, way.peek().is_none());
        if found.is_some() {
            return found;
        }
    }
    None
}

/// What is on the way to it does not count. A link has no permissions of its own.
pub fn stranger_of(path: &Path, metadata: &Metadata, variables: &dyn Fn(&str) -> Option<OsString>) -> Option<Stranger> {
    judge(path, metadata, other_owner(metadata), metadata.is_symlink(), variables)
}

/// Fails if a file of the user's belongs to another account than this one or root.
pub fn require_own(metadata: &Metadata) -> io::Result<()> {
    match other_owner(metadata) {
        None => Ok(()),
        Some(owner) => {
            let what = format!("it belongs to {}, not to the account that runs Upgo", name(owner, &|_| None));
            Err(io::Error::new(io::ErrorKind::InvalidInput, what))
        }
    }
}

/// Requires a file of Upgo's own, which other accounts cannot write to either.
pub fn require_own_private(metadata: &Metadata) -> io::Result<()> {
    require_own(metadata)?;
    if is_open(metadata) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "other accounts can write to it"));
    }
    Ok(())
}

/// Requires a file of the user's that other accounts can neither read nor write.
pub fn require_own_secret(metadata: &Metadata) -> io::Result<()> {
    require_own(metadata)?;
    if metadata.mode() & 0o077 != 0 {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "other accounts can read it"));
    }
    Ok(())
}

pub fn is_closed(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|metadata| metadata.mode() & OTHERS_ENTER == 0)
}

pub fn is_of_this_account(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| not_this(&metadata).is_none())
}

/// The owner of a folder, if it is not exactly this account.
pub(super) fn not_this(metadata: &Metadata) -> Option<u32> {
    let owner = metadata.uid();
    (owner != this() || is_unmapped(owner)).then_some(owner)
}

/// The user name from sudo's variables, otherwise the user ID in the form that sudo accepts.
pub(super) fn name(owner: u32, variables: &dyn Fn(&str) -> Option<OsString>) -> String {
    if owner == 0 {
        return "root".to_owned();
    }
    let text = |name| variables(name).and_then(|value| value.into_string().ok()).filter(|value| !value.is_empty());
    let by_sudo = text("SUDO_UID").is_some_and(|uid| uid == owner.to_string());
    text("SUDO_USER").filter(|_| by_sudo).unwrap_or_else(|| format!("#{owner}"))
}

fn judge(
    path: &Path,
    metadata: &Metadata,
    other_owner: Option<u32>,
    is_shared: bool,
    variables: &dyn Fn(&str) -> Option<OsString>,
) -> Option<Stranger> {
    if let Some(owner) = other_owner {
        return Some(Stranger::Owner { path: path.to_owned(), owner: name(owner, variables) });
    }
    // Where there is a list of access rights, the bits of the group are the most that anybody on it gets.
    let is_listed = || metadata.mode() & GROUP_WRITES != 0 && has_access_list(path);
    (!is_shared && (is_open(metadata) || is_listed())).then(|| Stranger::Open { path: path.to_owned() })
}

fn other_owner(metadata: &Metadata) -> Option<u32> {
    let owner = metadata.uid();
    (owner != this() && owner != 0).then_some(owner)
}

/// The user's own group is not another account: where the mask is 002, each user has one.
fn is_open(metadata: &Metadata) -> bool {
    let (mode, group) = (metadata.mode(), metadata.gid());
    mode & OTHERS_WRITE != 0 || (mode & GROUP_WRITES != 0 && group != 0 && !is_own_group(group))
}

/// Whether a file or folder has rights for accounts by name, besides those in its mode.
#[cfg(target_os = "linux")]
fn has_access_list(path: &Path) -> bool {
    use rustix::io::Errno;
    let found = rustix::fs::lgetxattr(path, "system.posix_acl_access", &mut [0_u8; 256]);
    matches!(found, Ok(_) | Err(Errno::RANGE))
}

/// Other systems do not show them in the mode.
#[cfg(not(target_os = "linux"))]
fn has_access_list(_path: &Path) -> bool {
    false
}

fn is_own_group(group: u32) -> bool {
    static OWN: OnceLock<bool> = OnceLock::new();
    group == rustix::process::getegid().as_raw() && *OWN.get_or_init(|| user::is_alone_in_group(group))
}

fn this() -> u32 {
    static THIS: OnceLock<u32> = OnceLock::new();
    *THIS.get_or_init(|| rustix::process::geteuid().as_raw())
}

/// Whether a number stands for all accounts that have none in this namespace.
fn is_unmapped(owner: u32) -> bool {
    static IS_NUMBER: OnceLock<bool> = OnceLock::new();
    owner == UNMAPPED && !*IS_NUMBER.get_or_init(|| is_in_map(fs::read_to_string("/proc/self/uid_map").ok().as_deref()))
}

/// By the lines `first outside count`. There is no such file where there are no namespaces.
fn is_in_map(map: Option<&str>) -> bool {
    let Some(map) = map else { return true };
    map.lines().any(|line| {
        let mut numbers = line.split_whitespace().map(|number| number.parse::<u64>().unwrap_or_default());
        let (first, count) = (numbers.next().unwrap_or_default(), numbers.nth(1).unwrap_or_default());
        (first..first.saturating_add(count)).contains(&u64::from(UNMAPPED))
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn of(path: &Path) -> Option<Stranger> {
        stranger(path, &|_| None)
    }

    #[test]
    fn what_others_can_replace_is_found_on_the_way() {
        let lab = tempfile::tempdir().unwrap();
        let root = lab.path().canonicalize().unwrap();
        let (a, home) = (root.join("a"), root.join("a/home"));
        fs::create_dir_all(&home).unwrap();
        let mode = |path: &Path, mode| fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
        assert_eq!(of(&home), None);
        assert_eq!(of(&home.join("none/below")), None);
        for (path, bits, is_fine) in [
            (&a, 0o777, false),
            (&a, 0o1777, true),
            (&home, 0o1777, false),
            (&home, 0o702, false),
            (&home, 0o755, true),
        ] {
            mode(path, bits);
            assert_eq!(of(&home), (!is_fine).then(|| Stranger::Open { path: path.clone() }), "{bits:o}");
            mode(path, 0o700);
        }
        // Behind a link, the folders on its own way count.
        mode(&a, 0o777);
        symlink("a/home", root.join("link")).unwrap();
        symlink("link/../../a/home", root.join("b")).unwrap();
        for link in ["link", "b"] {
            assert_eq!(of(&root.join(link)), Some(Stranger::Open { path: a.clone() }), "{link}");
        }
        symlink("loop", root.join("loop")).unwrap();
        assert_eq!(of(&root.join("loop")), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_access_list_that_lets_others_write_opens_a_folder() {
        let lab = tempfile::tempdir().unwrap();
        let folder = lab.path().canonicalize().unwrap();
        // version 2; then tag, rights and number: the owner, the account 12345, the group, the mask, all others
        let list = |mask: u8| {
            let entry = |tag: u8, rights: u8, id: u32| [&[tag, 0, rights, 0][..], &id.to_le_bytes()].concat();
            let entries = [(1, 7, u32::MAX), (2, 7, 12345), (4, 0, u32::MAX), (16, mask, u32::MAX), (32, 0, u32::MAX)];
            let entries = entries.map(|(tag, rights, id)| entry(tag, rights, id)).concat();
            [&[2, 0, 0, 0][..], &entries].concat()
        };
        let flags = rustix::fs::XattrFlags::empty();
        let give = |mask| rustix::fs::lsetxattr(&folder, "system.posix_acl_access", &list(mask), flags);
        if give(7).is_err() {
            println!("SKIPPED: the file system has no access lists");
            return;
        }
        assert_eq!(of(&folder), Some(Stranger::Open { path: folder.clone() }));
        give(5).unwrap();
        assert_eq!(of(&folder), None, "it only lets them read");
    }

    #[test]
    fn nobody_is_an_account_only_with_a_number() {
        assert!(is_in_map(None) && is_in_map(Some("         0          0 4294967295\n")));
        assert!(is_in_map(Some("0 1000 1\n1 100000 65536\n")));
        for map in ["", "0 1000 1\n", "1000 1000 1\n0 100000 65534\n", "x y z\n"] {
            assert!(!is_in_map(Some(map)), "{map}");
        }
    }
}
