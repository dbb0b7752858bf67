//! The replacement of a user's file by another one with the same owner, group and permissions.
use std::fs::{File, Metadata, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use fs_err::OpenOptions;
use fs_err::os::unix::fs::OpenOptionsExt as _;
use rustix::fs::{Access, OFlags, XattrFlags};
use rustix::io::Errno;
use rustix::process::{Gid, Uid};

use super::stranger::require_own;
use crate::base::words::Sentence;

/// What a program may do without being root (`setcap`).
const CAPABILITIES: &str = "security.capability";
const OWNER_WRITES: u32 = 0o200;

/// `None` if the file is missing, or is a file of this account or of root.
pub fn why_not_own_file(file: &Path) -> Option<String> {
    let metadata = fs_err::symlink_metadata(file).ok()?;
    if metadata.is_symlink() {
        return Some(format!("{} is a link", file.display()));
    }
    require_own(&metadata).err().map(|_| format!("{} belongs to another account", file.display()))
}

pub fn no_follow(options: &mut OpenOptions) -> &mut OpenOptions {
    options.custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
}

/// The reason why a file cannot be replaced by one with the same owner, group and permissions; `None` if it can.
pub fn why_not_replaced(file: &Path) -> Option<Sentence> {
    why_program_not_replaced(file).or_else(|| match fs_err::metadata(file).ok()? {
        metadata if metadata.nlink() > 1 => Some(Sentence::HasSecondName),
        _ => rustix::fs::access(file, Access::WRITE_OK).is_err().then_some(Sentence::IsReadOnly),
    })
}

/// Like [`why_not_replaced`], but nobody writes to a program, and another name of it keeps the old one, as with Go.
pub fn why_program_not_replaced(file: &Path) -> Option<Sentence> {
    let metadata = fs_err::metadata(file).ok()?;
    let account = rustix::process::geteuid();
    if metadata.uid() != account.as_raw() && !account.is_root() {
        return Some(Sentence::OfOtherAccount);
    }
    if !account.is_root() && !is_own_group(metadata.gid()) {
        return Some(Sentence::OfOtherGroup);
    }
    if !account.is_root() && rustix::fs::getxattr(file, CAPABILITIES, &mut [0_u8; 64]).is_ok() {
        return Some(Sentence::HasCapabilities);
    }
    if is_fixed(file) {
        return Some(Sentence::ProtectedFile);
    }
    let folder = file.parent().unwrap_or(Path::new("/"));
    let may_exchange = rustix::fs::access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok();
    (!may_exchange).then_some(Sentence::FolderReadOnly)
}

/// Owner, group, permissions, access control list and extended attributes. `old` is the metadata of `path`.
pub fn keep_rest_of(path: &Path, old: &Metadata, file: &File) -> io::Result<()> {
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        let (owner, group) = (Uid::from_raw(old.uid()), Gid::from_raw(old.gid()));
        rustix::fs::fchown(file, Some(owner), Some(group))?;
    }
    file.set_permissions(old.permissions())?;
    copy_attributes(path, file)
}

/// Gives `file` the extended attributes of `old`, among them its access control list. The system and its administrators
/// set others (`security`, `trusted`), which this account may be unable to copy. A program needs its capabilities.
fn copy_attributes(old: &Path, file: &File) -> io::Result<()> {
    let mut names = vec![0_u8; 64 << 10]; // the most that Linux returns
    let length = match rustix::fs::listxattr(old, &mut names) {
        Ok(length) => length,
        Err(Errno::NOTSUP | Errno::NOSYS) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let mut value = vec![0_u8; 64 << 10];
    for name in names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        let copied = rustix::fs::getxattr(old, name, &mut value)
            .and_then(|length| rustix::fs::fsetxattr(file, name, &value[..length], XattrFlags::empty()));
        let is_needed =
            name.starts_with(b"user.") || [b"system.posix_acl_access", CAPABILITIES.as_bytes()].contains(&name);
        copied.or_else(|error| if is_needed { Err(error) } else { Ok(()) })?;
    }
    Ok(())
}

/// A file at `to` is replaced. A read-only folder stays read-only, but is writable in between: its entry `..` changes.
#[expect(clippy::disallowed_methods, reason = "a part of `effect::rename`")]
pub(in crate::machine) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let renamed = std::fs::rename(from, to);
    if !renamed.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied) {
        return renamed;
    }
    let Some((read_only, writable)) = read_only(from) else { return renamed };
    std::fs::set_permissions(from, writable)?;
    let renamed = std::fs::rename(from, to);
    std::fs::set_permissions(if renamed.is_ok() { to } else { from }, read_only).ok();
    renamed
}

/// The permissions of a folder whose owner may not write to it, and the same ones with that right.
pub(in crate::machine) fn read_only(folder: &Path) -> Option<(Permissions, Permissions)> {
    let metadata = folder.symlink_metadata().ok()?;
    let writable = Permissions::from_mode(metadata.mode() | OWNER_WRITES);
    (metadata.is_dir() && metadata.mode() & OWNER_WRITES == 0).then(|| (metadata.permissions(), writable))
}

/// Replaces a user's file by `new`, which has its owner and permissions already.
pub(in crate::machine) fn replace_keeping_rest(new: &Path, old: &Path) -> io::Result<()> {
    rename(new, old)
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

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::fs::{XattrFlags, getxattr, setxattr};

    use crate::machine::effect::user_file::{Readers, write};

    /// The access control list `u::rw-,u:65534:r--,g::---,m::r--,o::---`, as the kernel keeps it (`posix_acl_xattr.h`).
    fn list_with_another_user() -> Vec<u8> {
        let none = u32::MAX;
        let entries = [(1_u16, 6_u16, none), (2, 4, 65534), (4, 0, none), (16, 4, none), (32, 0, none)];
        let entry = |(tag, rights, id): (u16, u16, u32)| {
            [&tag.to_le_bytes()[..], &rights.to_le_bytes(), &id.to_le_bytes()].concat()
        };
        [2_u32.to_le_bytes().to_vec(), entries.map(entry).concat()].concat()
    }

    #[test]
    fn a_users_file_keeps_its_access_control_list_and_its_attributes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(".profile");
        write(&file, Some(b"old"), Readers::ByMask).unwrap();
        let mut kept = Vec::new();
        for (name, value) in [("user.note", b"kept".to_vec()), ("system.posix_acl_access", list_with_another_user())] {
            match setxattr(&file, name, &value, XattrFlags::empty()) {
                Ok(()) => kept.push((name, value)),
                Err(error) => println!("SKIPPED: {name} cannot be set on this file system ({error})"),
            }
        }
        write(&file, Some(b"new"), Readers::ByMask).unwrap();
        assert_eq!(fs_err::read(&file).unwrap(), b"new");
        for (name, value) in kept {
            let mut found = [0; 256];
            let length = getxattr(&file, name, &mut found).unwrap_or_default();
            assert_eq!(found[..length], value, "{name}");
        }
    }
}
