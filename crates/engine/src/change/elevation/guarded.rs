//! Whether only administrators can change the content of a folder.
use std::io;
use std::path::Path;

use crate::platform::{self, Grant, Guard};

/// The accounts of the system, the administrators, and the installer of Windows components (`TrustedInstaller`).
const ADMINISTRATORS: [&str; 3] =
    ["S-1-5-18", "S-1-5-32-544", "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"];

/// The rights to delete, to change permissions and to take ownership, and the generic rights that include them.
const EXCHANGE: u32 = 0x0001_0000 | 0x0004_0000 | 0x0008_0000 | 0x1000_0000 | 0x4000_0000;
/// The right to delete the content of a folder.
const DELETE_CHILD: u32 = 0x40;
/// The rights to add files and folders, and to change the folder itself.
const ADD: u32 = 0x2 | 0x4 | 0x10 | 0x100;

/// Reads the owner and the permissions of a path.
pub(super) type Guards<'a> = &'a dyn Fn(&Path) -> io::Result<Guard>;

/// Why accounts other than administrators can change the content of `folder`, or replace it with another folder; `None`
/// if they cannot. `also` counts as an administrator.
///
/// Source of the rights: <https://learn.microsoft.com/windows/win32/fileio/file-access-rights-constants>.
pub(super) fn why_open(folder: &Path, guards: Guards<'_>, also: Option<&str>) -> Option<String> {
    if !platform::is_on_a_drive(folder) {
        return Some(format!("{} is not on a drive of this machine", folder.display()));
    }
    let above = |path| why_open_for(path, DELETE_CHILD | EXCHANGE, guards, also);
    why_open_itself(folder, guards, also).or_else(|| folder.ancestors().skip(1).find_map(above))
}

/// The same without the folders above it. A link is refused, because the permissions of its target do not protect it.
pub(super) fn why_open_itself(folder: &Path, guards: Guards<'_>, also: Option<&str>) -> Option<String> {
    match fs_err::canonicalize(folder) {
        Ok(real) if !same(&platform::plain(&real), folder) => {
            return Some(format!("{} is reached through a link", folder.display()));
        }
        Ok(real) if !real.is_dir() => return Some(format!("{} is not a folder", folder.display())),
        Ok(_) => {}
        Err(error) => return Some(error.to_string()),
    }
    why_open_for(folder, ADD | DELETE_CHILD | EXCHANGE, guards, also)
}

/// Why another account has any of `rights` on a path.
fn why_open_for(path: &Path, rights: u32, guards: Guards<'_>, also: Option<&str>) -> Option<String> {
    let guard = match guards(path) {
        Ok(guard) => guard,
        Err(error) => return Some(format!("{}: {error}", path.display())),
    };
    let is_trusted = |account: &str| ADMINISTRATORS.contains(&account) || also == Some(account);
    if !is_trusted(&guard.owner) {
        return Some(format!("{} belongs to {}", path.display(), guard.owner));
    }
    let Some(grants) = guard.grants else { return Some(format!("{} is open to all users", path.display())) };
    let stranger = |grant: &&Grant| grant.rights & rights != 0 && !is_trusted(&grant.account);
    grants.iter().find(stranger).map(|grant| format!("{} can be changed by {}", path.display(), grant.account))
}

fn same(one: &Path, other: &Path) -> bool {
    let text = |path: &Path| path.components().collect::<std::path::PathBuf>().display().to_string().to_lowercase();
    text(one) == text(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    const USERS: &str = "S-1-5-32-545";
    const MEI: &str = "S-1-5-21-1-2-3-1001";

    fn guard(owner: &str, grants: &[(&str, u32)]) -> Guard {
        let grants = grants.iter().map(|(account, rights)| Grant { account: (*account).to_owned(), rights: *rights });
        Guard { owner: owner.to_owned(), grants: Some(grants.collect()) }
    }

    /// A folder inside another one, each with its guard; the system owns all folders above.
    fn judge(own: &Guard, above: &Guard, also: Option<&str>) -> Option<String> {
        let lab = tempfile::tempdir().unwrap();
        let root = platform::plain(&fs_err::canonicalize(lab.path()).unwrap());
        let folder = root.join("bin");
        fs_err::create_dir(&folder).unwrap();
        let guards = |path: &Path| {
            Ok(if path == folder {
                own.clone()
            } else if path == root {
                above.clone()
            } else {
                guard("S-1-5-18", &[])
            })
        };
        why_open(&folder, &guards, also)
    }

    #[test]
    fn a_folder_is_guarded_if_no_one_else_can_change_or_replace_it() {
        let system = guard("S-1-5-18", &[("S-1-5-32-544", u32::MAX), (USERS, 0x0012_00a9)]); // users read and run
        let open = |own: &Guard, above: &Guard| judge(own, above, None);
        assert_eq!(open(&system, &system), None);
        assert!(open(&guard(MEI, &[]), &system).unwrap().contains("belongs to"));
        assert!(open(&Guard { grants: None, ..system.clone() }, &system).unwrap().contains("all users"));
        for rights in [0x2, 0x4, 0x40, 0x1_0000, 0x4_0000, 0x8_0000, 0x1000_0000, 0x4000_0000, 0x0013_01bf] {
            let own = guard("S-1-5-18", &[(USERS, rights)]);
            assert!(open(&own, &system).unwrap().contains(USERS), "{rights:#x}");
        }
    }

    #[test]
    fn parent_folders_may_let_others_add_but_not_replace() {
        let system = guard("S-1-5-32-544", &[]);
        let adds = guard("S-1-5-18", &[("S-1-5-11", 0x4)]); // the root of the system's drive
        assert_eq!(judge(&system, &adds, None), None);
        for rights in [0x40, 0x1_0000, 0x4_0000, 0x0013_01bf] {
            assert!(judge(&system, &guard("S-1-5-18", &[(USERS, rights)]), None).is_some(), "{rights:#x}");
        }
        assert!(judge(&system, &guard(MEI, &[]), None).is_some());
        assert_eq!(judge(&guard(MEI, &[(MEI, u32::MAX)]), &system, Some(MEI)), None, "a test's administrator");
    }

    #[test]
    fn a_missing_folder_is_not_guarded() {
        let lab = tempfile::tempdir().unwrap();
        assert!(why_open(&lab.path().join("none"), &|_| Ok(guard("S-1-5-18", &[])), None).is_some());
        assert!(why_open(Path::new("bin"), &|_| Ok(guard("S-1-5-18", &[])), None).is_some());
    }
}
