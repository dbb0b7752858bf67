//! Whether only administrators can change the content of a folder.
use std::io;
use std::path::Path;

#[cfg(any(windows, test))]
use super::Stranger;
use super::{Grant, Guard, is_on_a_drive, is_same_path};

/// The accounts of the system, the administrators, and the installer of Windows components (`TrustedInstaller`).
const ADMINISTRATORS: [&str; 3] =
    ["S-1-5-18", "S-1-5-32-544", "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"];
/// Placeholders for the account that creates a folder, its group, and the owner of a folder. A folder below inherits
/// the first two as rights of its creator, and the owner is examined anyway.
const OWNERS: [&str; 3] = ["S-1-3-0", "S-1-3-1", "S-1-3-4"];

/// The rights to delete, to change permissions and to take ownership, and the generic rights that include them.
const EXCHANGE: u32 = 0x0001_0000 | 0x0004_0000 | 0x0008_0000 | 0x1000_0000 | 0x4000_0000;
const DELETE_CHILD: u32 = 0x40;
/// The rights to add files and folders, and to change the folder itself.
const ADD: u32 = 0x2 | 0x4 | 0x10 | 0x100;
const CHANGE: u32 = ADD | DELETE_CHILD | EXCHANGE;

pub(in crate::machine::platform) type Guards<'a> = &'a dyn Fn(&Path) -> io::Result<Guard>;

/// Why accounts other than administrators and `also` can change the content of `folder` or replace it; `None` if they
/// cannot. A link is refused, because its target's permissions do not protect it.
/// Source: <https://learn.microsoft.com/windows/win32/fileio/file-access-rights-constants>.
pub(crate) fn why_open(folder: &Path, guards: Guards<'_>, also: Option<&str>) -> Option<String> {
    if !is_on_a_drive(folder) {
        return Some(format!("{} is not on a drive of this machine", folder.display()));
    }
    match fs_err::canonicalize(folder) {
        Ok(real) if !is_same_path(&real, folder) => {
            return Some(format!("{} is reached through a link", folder.display()));
        }
        Ok(real) if !real.is_dir() => return Some(format!("{} is not a folder", folder.display())),
        Ok(_) => {}
        Err(error) => return Some(error.to_string()),
    }
    let examiner = Examiner { guards, also };
    let above = |path| examiner.why(path, Inheritance::Here, DELETE_CHILD | EXCHANGE);
    examiner.why(folder, Inheritance::Here, CHANGE).or_else(|| folder.ancestors().skip(1).find_map(above))
}

/// Why an installer should not create files and folders in a folder, which may be missing. Neither it nor what contains
/// it may pass on rights to accounts other than administrators.
pub(crate) fn why_open_to_install(folder: &Path, guards: Guards<'_>, also: Option<&str>) -> Option<String> {
    // A network drive is not even looked at.
    let is_there = |path: &&Path| is_on_a_drive(path) && path.symlink_metadata().is_ok();
    let Some(existing) = folder.ancestors().find(is_there) else { return why_open(folder, guards, also) };
    let passed_on = || Examiner { guards, also }.why(existing, Inheritance::PassedOn, CHANGE);
    why_open(existing, guards, also).or_else(passed_on)
}

/// Who besides `own` and administrators owns a folder or can change it. Without owners, all accounts can.
#[cfg(any(windows, test))]
pub(super) fn stranger_in(folder: &Path, guard: &Guard, own: &str) -> Option<Stranger> {
    let path = folder.to_owned();
    match strange(guard, Inheritance::Here, CHANGE, Some(own))? {
        Strange::Owner => Some(Stranger::Owner { path, owner: guard.owner.clone() }),
        Strange::Unlisted | Strange::Granted(_) => Some(Stranger::Open { path }),
    }
}

/// Which grants count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inheritance {
    /// Those for the folder itself.
    Here,
    /// The permissions that new folders and files in it get.
    PassedOn,
}

enum Strange {
    Owner,
    /// There is no list of rights, or one that cannot be read.
    Unlisted,
    Granted(String),
}

/// What gives any of `rights` to an account other than administrators. `also` counts as one.
fn strange(guard: &Guard, inheritance: Inheritance, rights: u32, also: Option<&str>) -> Option<Strange> {
    let is_trusted = |account: &str| ADMINISTRATORS.contains(&account) || also == Some(account);
    if !is_trusted(&guard.owner) {
        return Some(Strange::Owner);
    }
    let Some(grants) = &guard.grants else { return Some(Strange::Unlisted) };
    let counts = |grant: &&Grant| match inheritance {
        Inheritance::Here => grant.is_here,
        Inheritance::PassedOn => grant.is_passed_on,
    };
    let is_strange = |grant: &&Grant| {
        let account = &*grant.account;
        grant.rights & rights != 0 && !is_trusted(account) && !OWNERS.contains(&account)
    };
    let stranger = grants.iter().filter(counts).find(is_strange)?;
    Some(Strange::Granted(stranger.account.clone()))
}

struct Examiner<'a> {
    guards: Guards<'a>,
    also: Option<&'a str>,
}

impl Examiner<'_> {
    fn why(&self, path: &Path, inheritance: Inheritance, rights: u32) -> Option<String> {
        let guard = match (self.guards)(path) {
            Ok(guard) => guard,
            Err(error) => return Some(format!("{}: {error}", path.display())),
        };
        let what = if inheritance == Inheritance::Here { "" } else { "what is created in " };
        Some(match strange(&guard, inheritance, rights, self.also)? {
            Strange::Owner => format!("{} belongs to {}", path.display(), guard.owner),
            Strange::Unlisted => format!("{} is open to all users", path.display()),
            Strange::Granted(account) => format!("{what}{} can be changed by {account}", path.display()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::platform::plain;

    const USERS: &str = "S-1-5-32-545";
    const MEI: &str = "S-1-5-21-1-2-3-1001";

    fn guard(owner: &str, grants: &[(&str, u32)]) -> Guard {
        let grants = grants.iter().map(|(account, rights)| Grant {
            account: (*account).to_owned(),
            rights: *rights,
            is_here: true,
            is_passed_on: true,
        });
        Guard { owner: owner.to_owned(), grants: Some(grants.collect()) }
    }

    /// A folder inside another one, each with its guard; the system owns all folders above.
    fn judge(own: &Guard, above: &Guard, also: Option<&str>) -> Option<String> {
        let lab = tempfile::tempdir().unwrap();
        let root = plain(&fs_err::canonicalize(lab.path()).unwrap());
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
    fn a_home_is_of_its_account_and_of_no_other() {
        const OWN: &str = "S-1-5-21-1-2-3-1000";
        const EVERYONE: &str = "S-1-1-0";
        let (users, read, all) = ("S-1-5-11", 0x0012_00a9, 0x001f_01ff);
        let path = Path::new("home").to_owned();
        let (is_open, is_of) = (Some(Stranger::Open { path: path.clone() }), |owner: &str| {
            Some(Stranger::Owner { path: path.clone(), owner: owner.to_owned() })
        });
        for (owner, grants, expected) in [
            (OWN, &[(OWN, all), ("S-1-5-18", all), ("S-1-5-32-544", all)][..], None),
            (OWN, &[(OWN, all), (users, read)], None),
            ("S-1-5-32-544", &[(OWN, all), ("S-1-3-0", all)], None), // made by an elevated process
            ("S-1-5-18", &[(OWN, all)], None),
            (OWN, &[(users, 0x0013_01bf)], is_open.clone()), // as below the root of a drive
            (OWN, &[(users, 0x2)], is_open.clone()),
            (OWN, &[(EVERYONE, 0x4_0000)], is_open.clone()),
            (OWN, &[(MEI, 0x40)], is_open.clone()),
            (MEI, &[(OWN, all)], is_of(MEI)),
            (users, &[(OWN, all)], is_of(users)),
            (EVERYONE, &[(EVERYONE, all)], is_of(EVERYONE)), // a file system without owners
        ] {
            assert_eq!(stranger_in(&path, &guard(owner, grants), OWN), expected, "{owner} {grants:x?}");
        }
        let unlisted = Guard { grants: None, ..guard(OWN, &[]) };
        assert_eq!(stranger_in(&path, &unlisted, OWN), is_open);
    }

    #[test]
    fn a_missing_folder_is_not_guarded() {
        let lab = tempfile::tempdir().unwrap();
        assert!(why_open(&lab.path().join("none"), &|_| Ok(guard("S-1-5-18", &[])), None).is_some());
        assert!(why_open(Path::new("bin"), &|_| Ok(guard("S-1-5-18", &[])), None).is_some());
    }

    #[test]
    fn a_folder_to_install_into_may_be_missing_but_must_not_get_rights_for_others() {
        let lab = tempfile::tempdir().unwrap();
        let root = plain(&fs_err::canonicalize(lab.path()).unwrap());
        let open = |guard: &Guard| {
            let into = |folder: &Path| why_open_to_install(folder, &|_| Ok(guard.clone()), None);
            let (missing, existing) = (into(&root.join("Go/bin")), into(&root));
            assert_eq!(missing, existing);
            missing
        };
        let grant = |account: &str, rights, is_here, is_passed_on| {
            let account = account.to_owned();
            Guard { grants: Some(vec![Grant { account, rights, is_here, is_passed_on }]), ..guard("S-1-5-18", &[]) }
        };
        assert_eq!(open(&grant(USERS, 0x0012_00a9, true, true)), None); // users read and run
        assert_eq!(open(&grant("S-1-3-0", 0x1000_0000, false, true)), None, "the creator is the installer");
        // The root of the system's drive lets users add folders, and passes on the right to change them.
        assert!(open(&grant("S-1-5-11", 0x0013_01bf, false, true)).unwrap().contains("what is created in"));
        assert!(open(&grant("S-1-5-11", 0x4, true, false)).is_some(), "another account could create it first");
        assert!(open(&guard(MEI, &[])).is_some());
    }
}
