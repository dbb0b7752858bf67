//! No file is written through a link of another account.
use std::fs;
use std::os::unix::fs::{MetadataExt as _, symlink};

use super::{OTHER, give, is_root, mode};
use crate::every_command::machine;

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
