//! The replacement of a user's file by another one with the same owner, group and permissions.
use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use fs_err::OpenOptions;
use fs_err::os::unix::fs::OpenOptionsExt as _;
use rustix::fs::{Access, OFlags};
use rustix::process::{Gid, Uid};

use super::stranger::require_own;

/// Why a file in a folder that others may share must not be written to; `None` if it is missing, or is a file of this
/// account or of root.
pub fn why_not_own_file(file: &Path) -> Option<String> {
    let metadata = fs_err::symlink_metadata(file).ok()?;
    if metadata.is_symlink() {
        return Some(format!("{} is a link", file.display()));
    }
    require_own(&metadata).err().map(|_| format!("{} belongs to another account", file.display()))
}

/// Opens no file behind a link.
pub fn no_follow(options: &mut OpenOptions) -> &mut OpenOptions {
    options.custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
}

/// The reason why a file cannot be replaced by one with the same owner, group and permissions; `None` if it can.
pub fn why_not_replaced(file: &Path) -> Option<&'static str> {
    let metadata = fs_err::metadata(file).ok()?;
    let account = rustix::process::geteuid();
    if metadata.uid() != account.as_raw() && !account.is_root() {
        return Some("it belongs to another account");
    }
    if !account.is_root() && !is_own_group(metadata.gid()) {
        return Some("it belongs to a group that you are not in");
    }
    if metadata.nlink() > 1 {
        return Some("it has a second name (a hard link), which would keep the old content");
    }
    if is_fixed(file) {
        return Some("it is protected against changes, or mounted");
    }
    if rustix::fs::access(file, Access::WRITE_OK).is_err() {
        return Some("it is read-only");
    }
    let folder = file.parent().unwrap_or(Path::new("/"));
    let may_exchange = rustix::fs::access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok();
    (!may_exchange).then_some("its folder is read-only")
}

/// Gives `file` the same owner and group as `old`.
pub fn give_to_owner_of(old: &Metadata, file: &File) -> io::Result<()> {
    let new = file.metadata()?;
    if (new.uid(), new.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    let (owner, group) = (Uid::from_raw(old.uid()), Gid::from_raw(old.gid()));
    Ok(rustix::fs::fchown(file, Some(owner), Some(group))?)
}

fn is_own_group(group: u32) -> bool {
    let is_it = |own: Gid| own.as_raw() == group;
    is_it(rustix::process::getegid()) || rustix::process::getgroups().is_ok_and(|own| own.into_iter().any(is_it))
}

/// Whether the file cannot be replaced by a rename, because of `chattr +i` or `+a`, or because it is a mount point.
#[cfg(target_os = "linux")]
fn is_fixed(file: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let fixed = StatxAttributes::IMMUTABLE | StatxAttributes::APPEND | StatxAttributes::MOUNT_ROOT;
    statx(CWD, file, AtFlags::empty(), StatxFlags::empty()).is_ok_and(|it| it.stx_attributes.intersects(fixed))
}

#[cfg(not(target_os = "linux"))]
fn is_fixed(_file: &Path) -> bool {
    false
}
