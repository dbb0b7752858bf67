//! Undo removes what Upgo created and keeps the rest. A file that cannot be replaced without losing properties is not
//! changed.
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::path::Path;
use std::process::Command;

use upgo_engine::base::report::{Code, Problem};
use upgo_engine::environment::{
    EnvironmentError, PathEdit, Undone, commit, prepare, prepare_farewell, prepare_undo, undo,
};
use upgo_testkit::limit::InTime as _;

use super::user::User;

fn is_root() -> bool {
    let is_root = Command::new("id").arg("-u").output_in_time().is_ok_and(|id| id.stdout.starts_with(b"0\n"));
    if !is_root {
        eprintln!("SKIPPED: only root can give a file to another account");
    }
    is_root
}

/// Shells without any startup files.
const FRESH: [&str; 5] = ["sh", "bash", "zsh", "fish", "nu"];

#[test]
fn created_files_and_folders_are_removed_and_the_users_stay() {
    for shell in FRESH {
        for there in [
            &[][..],
            &[".config/"],
            &[".config/fish/"],
            &[".config/fish/conf.d/"],
            &[".profile", ".bashrc", ".zshenv", ".zshrc", ".config/fish/config.fish"],
        ] {
            let user = User::new(shell);
            for name in there {
                match name.strip_suffix('/') {
                    Some(folder) => fs::create_dir_all(user.home.join(folder)).unwrap(),
                    None => drop(user.write(name, "")),
                }
            }
            let before = user.everything();
            let ends_as_it_was = |how: &str| {
                fs::remove_dir_all(user.home.join(".local")).unwrap();
                assert_eq!(user.everything(), before, "{shell} {there:?}: {how}");
            };
            let change = user.apply(&user.edits());
            assert_eq!(undo(&user.environment(), &change).unwrap(), Undone::Restored);
            ends_as_it_was("undone");

            let change = user.apply(&user.edits());
            fs::write(user.upgo().join("env"), "# upgo first: /x\n").unwrap();
            undo(&user.environment(), &change).unwrap();
            let farewell = prepare_farewell(&user.environment(), &[]).unwrap().unwrap();
            commit(&user.environment(), &farewell).unwrap();
            ends_as_it_was("undone after another edit, then purged");

            user.apply(&user.edits());
            user.apply(&[PathEdit::Remove(user.bin()), PathEdit::Remove(user.home.join("go/bin"))]);
            ends_as_it_was("removed");
        }
    }
}

#[test]
fn a_created_file_with_other_content_since_stays() {
    let user = User::new("fish");
    user.apply(&user.edits());
    let file = user.home.join(".config/fish/conf.d/upgo.fish");
    let own = user.write(".config/fish/config.fish", "# mine\n");
    fs::write(&file, [&fs::read(&file).unwrap()[..], b"# mine\n"].concat()).unwrap();
    let farewell = prepare_farewell(&user.environment(), &[]).unwrap().unwrap();
    commit(&user.environment(), &farewell).unwrap();
    assert_eq!(fs::read_to_string(file).unwrap(), "# mine\n");
    assert!(own.exists());
}

#[test]
fn lines_are_removed_even_if_the_scripts_are_gone() {
    let user = User::new("bash");
    user.write(".profile", "# mine\n");
    user.apply(&user.edits());
    fs::remove_dir_all(user.upgo()).unwrap();
    let farewell = prepare_farewell(&user.environment(), &[]).unwrap().unwrap();
    assert!(farewell.edits_path());
    commit(&user.environment(), &farewell).unwrap();
    assert_eq!(fs::read_to_string(user.home.join(".profile")).unwrap(), "# mine\n");
    assert!(!user.home.join(".bashrc").exists());
}

#[test]
fn an_edit_keeps_owner_group_and_permissions_of_a_profile() {
    if !is_root() {
        return;
    }
    let user = User::new("bash");
    let rc = user.write(".bashrc", "# mine\n");
    chown(&rc, Some(1234), Some(4321)).unwrap();
    fs::set_permissions(&rc, fs::Permissions::from_mode(0o660)).unwrap();
    let is_kept = || {
        let metadata = fs::metadata(&rc).unwrap();
        assert_eq!((metadata.uid(), metadata.gid(), metadata.mode() & 0o7777), (1234, 4321, 0o660));
    };
    let change = user.apply(&user.edits());
    is_kept();
    undo(&user.environment(), &change).unwrap();
    is_kept();
    assert_eq!(fs::read_to_string(&rc).unwrap(), "# mine\n");
}

/// Makes the file irreplaceable; `None` if that is not possible here.
type Spoil = fn(&User, &Path) -> Option<()>;

fn outside(user: &User, file: &Path) -> Option<()> {
    let elsewhere = user.home.with_file_name("dotfiles");
    fs::rename(file, &elsewhere).unwrap();
    symlink(elsewhere, file).ok()
}

fn mounted(_: &User, file: &Path) -> Option<()> {
    let mounted = Command::new("mount").args(["--bind"]).args([file, file]).output_in_time().ok()?;
    mounted.status.success().then_some(())
}

fn unchangeable(_: &User, file: &Path) -> Option<()> {
    Command::new("chattr").arg("+i").arg(file).output_in_time().ok()?.status.success().then_some(())
}

const SPOILS: [(&str, Spoil); 5] = [
    ("it is read-only", |_, file| fs::set_permissions(file, fs::Permissions::from_mode(0o444)).ok()),
    ("outside your home folder", outside),
    ("a hard link", |user, file| fs::hard_link(file, user.home.join("other")).ok()),
    ("protected against changes, or mounted", mounted),
    ("protected against changes, or mounted", unchangeable),
];

fn release(file: &Path) {
    Command::new("chattr").arg("-i").arg(file).output_in_time().ok();
    Command::new("umount").arg("-l").arg(file).output_in_time().ok();
}

#[test]
fn every_change_skips_an_irreplaceable_file_in_the_same_way() {
    for (reason, spoil) in SPOILS {
        let user = User::new("bash");
        let rc = user.write(".bashrc", "# mine\n");
        if spoil(&user, &rc).is_none() {
            eprintln!("SKIPPED: {reason}: not possible here");
            continue;
        }
        let change = user.apply(&user.edits());
        assert_eq!(fs::read_to_string(&rc).unwrap(), "# mine\n", "{reason}");
        let [skipped] = &change.skipped[..] else { panic!("{reason}: {:?}", change.skipped) };
        assert!(skipped.reason.to_string().contains(reason), "{}", skipped.reason);
        let problem = Problem::from(skipped);
        assert_eq!(problem.code, Code::ProfileLeft);
        assert!(problem.next.to_string().starts_with("Add this line"), "{}", problem.next);
        release(&rc);

        let user = User::new("bash");
        let rc = user.write(".bashrc", "# mine\n");
        let change = user.apply(&user.edits());
        let edited = fs::read(&rc).unwrap();
        spoil(&user, &rc).unwrap();
        let inverse = prepare_undo(&user.environment(), &change).unwrap().unwrap();
        let farewell = prepare_farewell(&user.environment(), &[]).unwrap().unwrap();
        for change in [&inverse, &farewell] {
            let [skipped] = &change.skipped[..] else { panic!("{reason}: {:?}", change.skipped) };
            assert!(skipped.by_hand.to_string().starts_with("Remove this line"), "{}", skipped.by_hand);
        }
        assert_eq!(user.environment().lines_that_stay(), farewell.skipped);
        commit(&user.environment(), &inverse).unwrap();
        assert_eq!(fs::read(&rc).unwrap(), edited, "{reason}");
        assert!(!user.home.join(".profile").exists(), "the rest is undone: {reason}");
        release(&rc);
    }
}

#[test]
fn a_line_added_by_hand_counts() {
    let user = User::new("bash");
    let rc = user.write(".bashrc", "# generated\n");
    fs::set_permissions(&rc, fs::Permissions::from_mode(0o444)).unwrap();
    let change = user.apply(&user.edits());
    let by_hand = change.skipped[0].by_hand.to_string();
    let line = by_hand.split_once(": ").unwrap().1;
    fs::remove_file(&rc).unwrap();
    user.write(".bashrc", format!("# generated\n{line}\n"));
    fs::set_permissions(&rc, fs::Permissions::from_mode(0o444)).unwrap();
    assert!(user.is_predicted());
    assert!(user.prepare(&user.edits()).is_none(), "there is nothing to do or report");
}

#[test]
fn a_file_that_is_not_text_is_not_changed() {
    let user = User::new("bash");
    user.write(".bashrc", b"\xff\xfee\0c\0h\0o\0\n\0");
    let change = user.apply(&user.edits());
    assert_eq!(change.skipped[0].reason.to_string(), "it is not a text file");
    assert!(!user.is_predicted());
}

#[test]
fn a_shell_that_reads_none_of_the_files_gets_no_path() {
    for (shell, promised) in [("nu", false), ("tcsh", false), ("dash", true), ("ksh", true)] {
        let user = User::new(shell);
        user.apply(&user.edits());
        assert_eq!(user.is_predicted(), promised, "{shell}");
        assert!(user.environment().is_read_at_log_in(), "{shell}");
    }
    assert!(!User::new("bash").environment().is_read_at_log_in());
}

#[test]
fn a_read_only_go_env_file_blocks_its_undo() {
    use upgo_engine::environment::{EditScope, EnvironmentEdit, prepare_edit};
    let user = User::new("bash");
    let file = user.write(".config/go/env", "GOFLAGS=-v\n");
    let edit = EnvironmentEdit::Set { name: "GOPROXY".into(), value: "direct".into(), scope: EditScope::Go };
    let change = prepare_edit(&user.environment(), Some(&file), &edit).unwrap().unwrap();
    commit(&user.environment(), &change).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    let error = prepare_undo(&user.environment(), &change).unwrap_err();
    assert!(matches!(error, EnvironmentError::LeftAlone { .. }), "{error}");
    let error = prepare_edit(&user.environment(), Some(&file), &edit);
    assert!(error.unwrap().is_none(), "it already has the value");
    let error = prepare(&user.environment(), &user.edits());
    assert!(error.is_ok());
}
