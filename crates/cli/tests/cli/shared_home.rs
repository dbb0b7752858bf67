//! What other accounts may do in a home and in the folders above it: never write, and run its Go if its owner wants it.
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use upgo_testkit::lab::Lab;

use crate::lab;

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    path.symlink_metadata().unwrap().mode() & 0o777
}

/// Everything in a folder except links.
fn all_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        match entry.symlink_metadata().unwrap().file_type() {
            kind if kind.is_dir() => found.extend(all_in(&entry)),
            kind if kind.is_symlink() => {}
            _ => found.push(entry),
        }
    }
    found
}

#[test]
fn upgo_never_refuses_the_folders_that_it_has_made_whatever_the_mask() {
    for mask in ["000", "002", "077"] {
        let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
        let home = lab.user().join("a/b/upgo");
        let run = |words: &[&str]| {
            let line = format!("umask {mask}; exec \"$@\"");
            let upgo = lab.program().to_str().unwrap();
            let ran = lab.other("/bin/sh", [&["-c", &*line, "sh", upgo][..], words].concat()).with("UPGO_HOME", &home);
            let ran = ran.succeeds();
            assert!(!ran.errors.contains("UPGO-HOME") && !ran.errors.contains("UPGO-PERM"), "{mask}: {ran}");
        };
        run(&["install", "1.26.6", "--use"]);
        set_mode(&home, 0o755); // what is below counts from now on
        run(&["install", "1.27.3", "--use"]);
        run(&["env", "set", "GOPROXY", "direct", "--scope", "go"]);
        run(&["settings", "set", "follow-projects", "true"]);
        run(&["remove", "1.26.6", "--yes"]);
        run(&["rollback"]);
        for folder in all_in(&lab.user()).into_iter().filter(|path| path.is_dir()) {
            assert_eq!(mode(&folder) & 0o022, 0, "{mask}: {}", folder.display());
        }
        for file in all_in(&home) {
            assert_eq!(mode(&file) & 0o022, 0, "{mask}: {}", file.display());
        }
    }
}

/// Ready for runs by another account than root.
fn for_nobody() -> Option<Lab> {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    if lab.upgo_without_rights(["--version"]).is_none() {
        println!("SKIPPED: only root can run a program as another account");
        return None;
    }
    Some(lab)
}

#[test]
fn a_toolchain_whose_folders_are_read_only_is_repaired_removed_restored_and_purged() {
    let Some(lab) = for_nobody() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    fs::create_dir(lab.user().join("tmp")).unwrap();
    assert!(lab.give_home_to_nobody());
    let run =
        |words: &[&str]| lab.upgo_without_rights(words).unwrap().with("TMPDIR", lab.user().join("tmp")).succeeds();
    let tree = lab.home().join("toolchains/go1.27.3");
    let lock =
        |tree: &Path| all_in(tree).iter().filter(|path| path.is_dir()).for_each(|folder| set_mode(folder, 0o555));
    let go = tree.join("bin/go");
    let published = fs::read(&go).unwrap();
    fs::write(&go, "damaged").unwrap();
    lock(&tree);
    run(&["verify", "1.27.3", "--repair", "--yes"]);
    assert_eq!(fs::read(&go).unwrap(), published);
    run(&["rollback", "--yes"]);
    assert_eq!(fs::read(&go).unwrap(), b"damaged");
    run(&["rollback", "--yes"]);
    assert_eq!(fs::read(&go).unwrap(), published);
    run(&["remove", "1.27.3", "--yes"]);
    assert_eq!((lab.toolchains(), lab.names_in("staging")), (vec!["go1.26.6".to_owned()], vec![]));
    run(&["install", "1.27.3"]);
    lock(&tree);
    lock(&lab.home().join("toolchains/go1.26.6"));
    run(&["purge", "--yes"]);
    assert!(!lab.home().exists());
}

/// The recipe for images in docs/editors.md.
#[test]
fn the_go_of_a_home_that_its_owner_opens_runs_for_others_who_learn_and_change_nothing() {
    let Some(lab) = for_nobody() else { return };
    let home = lab.path("opt/upgo");
    let bin = home.join("bin");
    let mine = |words: &[&str]| lab.upgo(words).with("UPGO_HOME", &home).with("UPGO_NO_MODIFY_PATH", "1");
    let theirs = |run: upgo_testkit::lab::Run| {
        run.with("UPGO_HOME", &home).with("PATH", upgo_testkit::system::path_after(&bin)).with("HOME", "/")
    };
    let status = || theirs(lab.upgo_without_rights(["status"]).unwrap());
    let go = || {
        let account = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"];
        theirs(lab.other("setpriv", account.into_iter().chain([bin.join("go").to_str().unwrap(), "version"])))
    };
    mine(&["install", "1.27.3", "--use"]).succeeds();
    let shut = status().exits(5);
    let (said, advice) = (format!("this account may not open {}", home.display()), "`chmod 755 ");
    assert!(shut.errors.contains(&said) && shut.errors.contains(advice), "{shut}");
    assert!(!shut.errors.contains("os error"), "{shut}");

    set_mode(&home, 0o755);
    mine(&["settings", "set", "follow-projects", "true"]).succeeds();
    mine(&["install", "1.26.6"]).succeeds();
    assert!(go().succeeds().output.contains("go1.27.3"));
    fs::write(lab.path("tmp/.go-version"), "1.26.6\n").unwrap();
    assert!(go().succeeds().output.contains("go1.26.6"), "it follows version files");
    let opened = status().succeeds();
    assert!(opened.output.contains("go1.27.3 is in use"), "{opened}");
    assert!(opened.errors.contains("belongs to root"), "{opened}");
    for words in [&["why"][..], &["list"], &["doctor"]] {
        theirs(lab.upgo_without_rights(words).unwrap()).succeeds();
    }
    for words in [&["use", "1.26.6"][..], &["history"]] {
        let refused = theirs(lab.upgo_without_rights(words).unwrap()).exits(5);
        assert!(refused.errors.contains("belongs to root") && refused.output.is_empty(), "{refused}");
    }

    for folder in ["cache", "journal", "logs"] {
        assert_eq!(mode(&home.join(folder)), 0o700, "{folder}");
    }
    let is_meant_for_others = |path: &PathBuf| {
        *path == home.join("follow-projects")
            || ["bin", "toolchains"].iter().any(|name| path.starts_with(home.join(name)))
    };
    for path in all_in(&home) {
        assert_eq!(mode(&path) & 0o022, 0, "{}", path.display());
        let is_open = path.is_file() && mode(&path) & 0o044 != 0 && !path.starts_with(home.join("cache"));
        assert!(!is_open || is_meant_for_others(&path), "{}", path.display());
    }
}
