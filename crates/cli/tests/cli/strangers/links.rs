//! No file is written through a link of another account.
use std::fs;
use std::os::unix::fs::{MetadataExt as _, symlink};

use super::{OTHER, everything_in, give, is_root, mode};
use crate::every_command::{machine, words};

#[test]
fn a_file_that_a_command_names_is_written_through_no_link_of_another_account() {
    if !is_root() {
        return;
    }
    let lab = machine();
    lab.upgo(["install", "1.26.6", "--use", "--without-proof"]).succeeds();
    let (shared, precious) = (lab.path("shared"), lab.path("precious"));
    fs::create_dir_all(&shared).unwrap();
    mode(&shared, 0o1777);
    let names = ["export.toml", "report.zip", "fleet.html", "policy.md", "bundle.zip", "other"];
    let command = |name: &str| -> Vec<String> {
        let path = shared.join(name).to_str().unwrap().to_owned();
        let words: Vec<&str> = match name {
            "export.toml" => vec!["settings", "export", &path],
            "report.zip" => vec!["report", &path, "--yes"],
            "fleet.html" => vec!["fleet", "{tmp}", "--html", &path],
            _ => vec!["status"],
        };
        words.into_iter().map(|word| word.replace("{tmp}", lab.path("tmp").to_str().unwrap())).collect()
    };
    for name in names {
        fs::write(&precious, "mine").unwrap();
        symlink(&precious, shared.join(name)).unwrap();
        give(&shared.join(name), OTHER);
        lab.upgo(command(name)).ends();
        assert_eq!(fs::read_to_string(&precious).unwrap(), "mine", "{name}");
        // A file that another account made there, for all to read and to write, passes on nothing.
        fs::remove_file(shared.join(name)).unwrap_or_default();
        fs::write(shared.join(name), "").unwrap();
        mode(&shared.join(name), 0o666);
        give(&shared.join(name), OTHER);
        lab.upgo(command(name)).ends();
        let made = shared.join(name).metadata().unwrap();
        assert!(made.uid() == OTHER || made.mode() & 0o022 == 0, "{name}: {:o}", made.mode());
        fs::remove_file(shared.join(name)).unwrap();
    }
    // a startup file
    let profile = lab.user().join(".profile");
    fs::remove_file(&profile).unwrap_or_default();
    symlink(&precious, &profile).unwrap();
    lab.upgo(["settings", "set", "modify-path", "true"]).succeeds();
    give(&profile, OTHER);
    lab.upgo(["env", "path", "add", lab.path("tmp").to_str().unwrap(), "--yes"]).ends();
    lab.upgo(["env", "set", "GOPROXY", "direct", "--yes"]).ends();
    assert_eq!(fs::read_to_string(&precious).unwrap(), "mine");
    // a link in place of a folder that a variable or an argument names
    let (theirs, inside) = (lab.path("theirs"), lab.path("inside"));
    fs::create_dir(&theirs).unwrap();
    fs::create_dir(&inside).unwrap();
    for name in ["zsh", "fish", "go", "autostart", "systemd"] {
        symlink(&inside, theirs.join(name)).unwrap();
    }
    give(&theirs, OTHER);
    fs::remove_file(&profile).unwrap();
    let exported = theirs.join("zsh/exported.toml").display().to_string();
    let folder = lab.path("tmp").display().to_string();
    for command in [
        &["env", "path", "remove", &folder, "--yes"][..],
        &["env", "path", "add", &folder, "--yes"],
        &["env", "set", "GOPROXY", "direct", "--scope", "go", "--yes"],
        &["settings", "export", &exported],
        &["background", "tray"],
        &["background", "scheduled"],
    ] {
        for shell in ["/bin/zsh", "/usr/bin/fish"] {
            let run = lab.upgo(command).with("ZDOTDIR", theirs.join("zsh")).with("XDG_CONFIG_HOME", &theirs);
            run.with("SHELL", shell).ends();
            let found = fs::read_dir(&inside).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
            assert!(found.is_empty(), "{command:?}: {found:?}");
        }
    }
}

/// In a group's folder or in one like `/tmp`, another account can put a link in place of a folder.
#[test]
fn nothing_is_written_or_deleted_through_a_link_of_another_account_in_place_of_a_folder() {
    if !is_root() {
        return;
    }
    let lab = machine();
    lab.upgo(["install", "1.26.6", "--use", "--without-proof"]).succeeds();
    let [shared, inside, own] = ["shared", "inside", "own"].map(|name| lab.path(name));
    let from = words(&lab, "{mirror}").remove(0);
    fs::create_dir_all(&shared).unwrap();
    fs::create_dir_all(inside.join("below")).unwrap();
    let mirror = own.display().to_string();
    lab.upgo(["mirror", "build", &mirror, "--versions", "1.26.6,1.27.3", "--from", &from]).succeeds();
    for (name, to) in [("way", &inside), ("own", &own)] {
        symlink(to, shared.join(name)).unwrap();
        give(&shared.join(name), OTHER);
    }
    fs::write(lab.path("tmp/go.mod"), "module m\n").unwrap();
    let everything = || (everything_in(&inside), everything_in(&own));
    let before = everything();
    for bits in [0o1777, 0o2775] {
        mode(&shared, bits);
        for row in [
            "projects {tmp} --write-baseline {shared}/way/base.json",
            "fleet {tmp} --html {shared}/way/below/fleet.html",
            "fleet report --to {shared}/way/below",
            "report {shared}/way/report.zip --yes",
            "log report {shared}/way/below/report.zip --yes",
            "bundle create {shared}/way/bundle.zip --versions 1.27.3 --from {mirror}",
            "mirror build {shared}/way --versions 1.27.3 --from {mirror} --without-vulnerabilities",
            "mirror build {shared}/way/new --versions 1.27.3 --from {mirror} --without-vulnerabilities",
            "mirror build {shared}/own --versions 1.26.6 --from {mirror} --without-vulnerabilities",
            "mirror prune {shared}/own --versions 1.27.3",
            "setup export {shared}/way/setup.toml",
            "settings export {shared}/way/settings.toml",
            "cache move {shared}/way --yes",
        ] {
            let shared = shared.to_str().unwrap();
            let row: Vec<String> = words(&lab, row).iter().map(|word| word.replace("{shared}", shared)).collect();
            let refused = lab.upgo(&row).ends();
            assert_ne!(refused.code, Some(0), "{row:?}: {refused}");
            assert!(refused.errors.contains("belongs to #12345"), "{row:?}: {refused}");
            assert_eq!(everything(), before, "{row:?}: {refused}");
        }
    }
}
