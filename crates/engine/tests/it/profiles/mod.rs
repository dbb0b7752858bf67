//! PATH on Unix: the profiles, the scripts, and their effect in real shells.
mod front;
mod lines;
mod made;
mod user;

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use upgo_engine::base::report::{DiffKind, Explain as _};
use upgo_engine::environment::{
    Change, EditKind, EnvironmentError, PathEdit, Undone, commit, prepare, prepare_undo, undo,
};

use self::user::{NASTY, SYSTEM, User, find};
use crate::environment::searched;
use upgo_testkit::limit::InTime as _;

#[test]
fn a_new_shell_finds_upgo_first_and_go_install_last_whatever_the_name_of_the_home() {
    for (shell, arguments) in [
        ("dash", &["-l"][..]),
        ("sh", &["-l"]),
        ("bash", &["-l"]),
        ("bash", &["-i"]),
        ("bash", &["-l", "-i"]),
        ("zsh", &[]),
        ("zsh", &["-l"]),
        ("zsh", &["-o", "RC_QUOTES"]),
        ("fish", &[]),
        ("fish", &["-l"]),
    ] {
        let user = User::named(shell, NASTY);
        // At login, the system's profile may reset PATH.
        let Some(system) = user.path_in(shell, arguments, SYSTEM) else { continue };
        user.apply(&user.edits());
        let path = user.path_in(shell, arguments, SYSTEM).unwrap();
        let expected = [&[user.bin().into()], &system[..], &[user.home.join("go/bin").into()]].concat();
        assert_eq!(path, expected, "{shell} {arguments:?}");
        let told = searched(&user.environment(), Some(&system.join(OsStr::new(":"))));
        assert_eq!(told, path.iter().map(PathBuf::from).collect::<Vec<_>>(), "{shell}: the engine's prediction");
    }
}

#[test]
fn folders_already_in_path_are_moved_or_stay() {
    let user = User::new("bash");
    user.write(".bashrc", "");
    user.apply(&user.edits());
    let inherited = format!("/usr/bin:{}:{}:/bin", user.home.join("go/bin").display(), user.bin().display());
    let path = user.path_in("bash", &["-i"], &inherited).unwrap();
    let first = format!("{}:/usr/bin:{}:/bin", user.bin().display(), user.home.join("go/bin").display());
    assert_eq!(path.join(OsStr::new(":")), OsString::from(first));
    let told = searched(&user.environment(), Some(inherited.as_ref()));
    assert_eq!(told, path.iter().map(PathBuf::from).collect::<Vec<_>>());
}

#[test]
fn the_scripts_work_in_strict_shells_and_with_an_empty_path() {
    let user = User::named("sh", NASTY);
    user.apply(&user.edits());
    let script = user.upgo().join("env");
    for shell in ["dash", "bash", "zsh"] {
        let Some(shell) = find(shell) else { continue };
        let commands = "unset PATH; . \"$1\"; . \"$1\"; printf '%s' \"$PATH\"";
        let output =
            Command::new(&shell).env_clear().args(["-eu", "-c", commands, "x"]).arg(&script).output_in_time().unwrap();
        assert!(output.status.success(), "{shell:?} {}", String::from_utf8_lossy(&output.stderr));
        let expected =
            [user.bin().as_os_str().as_bytes(), b":", user.home.join("go/bin").as_os_str().as_bytes()].concat();
        assert_eq!(output.stdout, expected, "{shell:?}");
    }
}

#[test]
fn a_login_shell_starts_even_if_upgos_home_is_gone() {
    for shell in ["dash", "bash", "zsh", "fish"] {
        let user = User::new(shell);
        let Some(system) = user.path_in(shell, &["-l"], "/usr/bin:/bin") else { continue };
        user.apply(&user.edits());
        fs::remove_dir_all(user.upgo()).unwrap();
        assert_eq!(user.path_in(shell, &["-l"], "/usr/bin:/bin").unwrap(), system, "{shell}");
    }
}

#[test]
fn only_existing_or_needed_profiles_get_the_line() {
    let touched = |shell: &'static str, there: &[&str]| {
        let user = User::new(shell);
        for name in there {
            user.write(name, "# mine\n");
        }
        user.apply(&user.edits());
        let files =
            user.files().into_iter().filter(|(_, content)| content.windows(6).any(|window| window == b"# Upgo"));
        let names = files.map(|(path, _)| path.strip_prefix(&user.home).unwrap().display().to_string());
        names.filter(|name| !name.starts_with(".local")).collect::<Vec<_>>()
    };
    assert_eq!(touched("bash", &[]), [".bashrc", ".profile"], "one for terminal windows, the other for logins");
    assert_eq!(touched("bash", &[".bashrc", ".profile"]), [".bashrc", ".profile"]);
    assert_eq!(touched("bash", &[".bash_login"]), [".bash_login", ".bashrc"], "a ~/.profile would never be read");
    assert_eq!(
        touched("bash", &[".bash_login", ".bash_profile"]),
        [".bash_profile", ".bashrc"],
        "bash reads only the first"
    );
    assert_eq!(touched("dash", &[".bash_profile"]), [".bash_profile", ".profile"]);
    assert_eq!(touched("zsh", &[]), [".zshenv", ".zshrc"], "for each shell, and read last in a terminal");
    assert_eq!(touched("zsh", &[".profile", ".bashrc"]), [".bashrc", ".profile", ".zshenv", ".zshrc"]);
    assert_eq!(touched("bash", &[".zshrc"]), [".bashrc", ".profile", ".zshrc"]);
    assert_eq!(touched("fish", &[]), [".config/fish/conf.d/upgo.fish", ".config/fish/config.fish"]);
    assert_eq!(touched("sh", &[]), [".profile"]);
    assert_eq!(touched("nu", &[]), [".profile"]);
    let with_fish = [".bashrc", ".config/fish/conf.d/upgo.fish", ".config/fish/config.fish", ".profile"];
    assert_eq!(touched("bash", &[".config/fish/config.fish"]), with_fish);
    let without_config = [".bashrc", ".config/fish/conf.d/upgo.fish", ".profile"];
    assert_eq!(touched("bash", &[".config/fish/functions/mine.fish"]), without_config);
    assert_eq!(touched("bash", &[".zshenv", ".profile"]), [".bashrc", ".profile", ".zshenv"]);
}

#[test]
fn zsh_gets_the_line_where_it_looks_for_it() {
    let mut user = User::new("zsh");
    let zdotdir = user.home.join("z dot");
    user.zdotdir = Some(zdotdir.clone());
    user.write(".zshenv", "ZDOTDIR=\"$HOME/z dot\"\n");
    user.apply(&user.edits());
    assert!(!zdotdir.join(".zshenv").exists(), "a new terminal reads the file that sets ZDOTDIR");
    assert!(zdotdir.join(".zshrc").exists() && !user.home.join(".zshrc").exists(), "and this one last");
    let inherited = user.zdotdir.take();
    if let Some(path) = user.path_in("zsh", &[], "/bin") {
        assert_eq!(path[0], user.bin(), "no terminal inherits ZDOTDIR");
    }
    user.zdotdir = inherited;
    assert!(user.is_predicted(), "although ZDOTDIR is set here");
    let mut user = User::new("zsh");
    user.zdotdir = Some(user.home.join("z dot"));
    user.apply(&user.edits());
    if let Some(path) = user.path_in("zsh", &[], "/bin") {
        assert_eq!(path[0], user.bin());
    }
    assert!(user.home.join("z dot/.zshenv").exists());
}

#[test]
fn undo_and_redo_restore_every_byte() {
    let user = User::named("bash", NASTY);
    let contents: [&[u8]; 5] =
        [b"", b"# no newline at the end", b"# crlf\r\nexport A=1\r\n", b"\xff\xfe not text\n", b"\n\n"];
    for content in contents {
        user.write(".profile", content);
        user.write(".bashrc", content);
        let before = user.files();
        let change = user.apply(&user.edits());
        let after = user.files();
        let profile = fs::read(user.home.join(".profile")).unwrap();
        assert!(profile.starts_with(content) && profile.len() > content.len());
        assert!(user.prepare(&user.edits()).is_none(), "the second time, there is nothing to do");

        let inverse = prepare_undo(&user.environment(), &change).unwrap().unwrap();
        assert_eq!(inverse.purpose, EditKind::Restore);
        assert_eq!(undo(&user.environment(), &change).unwrap(), Undone::Restored);
        assert_eq!(user.files(), before);
        assert_eq!(undo(&user.environment(), &change).unwrap(), Undone::Nothing);
        assert_eq!(undo(&user.environment(), &inverse).unwrap(), Undone::Restored);
        assert_eq!(user.files(), after);
        undo(&user.environment(), &change).unwrap();
        assert_eq!(user.files(), before);
    }
}

#[test]
fn undo_after_another_edit_removes_only_the_line() {
    let user = User::new("bash");
    user.write(".bashrc", "# mine");
    let change = user.apply(&user.edits());
    let profile = user.home.join(".profile");
    fs::write(&profile, [b"# before\n", &fs::read(&profile).unwrap()[..], b"# behind\n"].concat()).unwrap();
    let Undone::Inverse(diff) = undo(&user.environment(), &change).unwrap() else { panic!("not restored") };
    assert!(diff.0.iter().all(|difference| difference.kind == DiffKind::Removed), "{diff}");
    assert!(diff.to_string().contains(".profile"), "{diff}");
    let left: Vec<_> =
        user.files().into_iter().map(|(path, content)| (path, String::from_utf8(content).unwrap())).collect();
    assert_eq!(left, [(user.home.join(".bashrc"), "# mine".to_owned()), (profile, "# before\n# behind\n".to_owned())]);
}

#[test]
fn undoing_the_first_of_two_steps_keeps_the_second_working() {
    let user = User::new("bash");
    user.write(".bashrc", "");
    let [bin, installed] = user.edits();
    let first = user.apply(&[bin]);
    let second = user.apply(&[installed]);
    assert!(matches!(undo(&user.environment(), &first).unwrap(), Undone::Inverse(_)));
    let path = user.path_in("bash", &["-i"], "/bin").unwrap();
    assert_eq!(path, [OsString::from("/bin"), user.home.join("go/bin").into_os_string()]);
    assert!(matches!(undo(&user.environment(), &second).unwrap(), Undone::Inverse(_)));
    assert_eq!(user.path_in("bash", &["-i"], "/bin").unwrap(), ["/bin"]);
}

#[test]
fn removing_both_folders_removes_everything() {
    let user = User::new("bash");
    user.write(".profile", "# mine\n");
    user.write(".config/fish/config.fish", "# mine\n");
    let before = user.files();
    user.apply(&user.edits());
    let change = user.apply(&[PathEdit::Remove(user.bin()), PathEdit::Remove(user.home.join("go/bin"))]);
    assert_eq!(user.files(), before);
    assert_eq!(undo(&user.environment(), &change).unwrap(), Undone::Restored);
    assert_eq!(user.path_in("bash", &["-l"], "/bin").unwrap()[0], user.bin());
    assert!(user.prepare(&[PathEdit::Remove("/elsewhere".into())]).is_none());
}

#[test]
fn an_interrupted_commit_can_be_completed_or_reverted() {
    let user = User::new("bash");
    user.write(".profile", "# mine\n");
    let before = user.files();
    let change = user.prepare(&user.edits()).unwrap();
    for made in 1..change.writes.len() {
        let part = Change { writes: change.writes[..made].to_vec(), ..change.clone() };
        commit(&user.environment(), &part).unwrap();
        assert_eq!(undo(&user.environment(), &change).unwrap(), Undone::Restored);
        assert_eq!(user.files(), before);
        commit(&user.environment(), &part).unwrap();
        commit(&user.environment(), &change).unwrap();
        undo(&user.environment(), &change).unwrap();
        assert_eq!(user.files(), before);
    }
}

#[test]
fn a_profile_that_changed_since_the_plan_is_not_touched() {
    let user = User::new("bash");
    user.write(".profile", "# mine\n");
    let change = user.prepare(&user.edits()).unwrap();
    user.write(".profile", "# mine, newer\n");
    let before = user.files();
    let error = commit(&user.environment(), &change).unwrap_err();
    assert!(matches!(error, EnvironmentError::Moved { .. }), "{error}");
    assert_eq!(user.files(), before, "the script is not written either");
}

#[test]
fn an_edit_keeps_links_and_permissions_of_a_profile() {
    let user = User::new("bash");
    let target = user.write("dotfiles/bashrc", "# mine\n");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o600)).unwrap();
    symlink("dotfiles/bashrc", user.home.join(".bashrc")).unwrap();
    let change = user.apply(&user.edits());
    let check = |content: &str| {
        assert!(user.home.join(".bashrc").is_symlink());
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(fs::read_to_string(&target).unwrap().contains(content));
        let beside = fs::read_dir(user.home.join("dotfiles")).unwrap().count();
        assert_eq!(beside, 1, "no temporary file is left");
    };
    check("# Upgo");
    undo(&user.environment(), &change).unwrap();
    check("# mine\n");
}

#[test]
fn the_journal_contains_no_other_line_of_a_profile() {
    let user = User::new("bash");
    user.write(".bashrc", "export TOKEN=secret-value\nexport B=2");
    let change = user.apply(&user.edits());
    let inverse = prepare_undo(&user.environment(), &change).unwrap().unwrap();
    for change in [change, inverse] {
        assert!(!serde_json::to_string(&change).unwrap().contains("secret-value"));
    }
}

#[test]
fn a_read_only_profile_is_skipped_with_a_warning() {
    let user = User::new("bash");
    let rc = user.write(".bashrc", "# generated\n");
    fs::set_permissions(&rc, fs::Permissions::from_mode(0o444)).unwrap();
    let change = user.apply(&user.edits());
    assert_eq!(fs::read_to_string(&rc).unwrap(), "# generated\n");
    assert_eq!(change.skipped.len(), 1);
    assert_eq!(
        (change.skipped[0].path.as_path(), change.skipped[0].reason.to_string()),
        (rc.as_path(), "it is read-only".to_owned())
    );

    assert!(change.skipped[0].by_hand.to_string().contains("/env'; fi # Upgo"), "{}", change.skipped[0].by_hand);
    assert!(!user.is_predicted(), "terminal windows read the skipped file");

    let profile = user.home.join(".profile");
    undo(&user.environment(), &change).unwrap();
    user.write(".profile", "# generated\n");
    fs::set_permissions(&profile, fs::Permissions::from_mode(0o444)).unwrap();
    let error = prepare(&user.environment(), &user.edits()).unwrap_err();
    assert!(matches!(error, EnvironmentError::NoProfile { .. }), "{error}");
    assert!(error.next().to_string().contains("/env'; fi # Upgo"), "{}", error.next());
}

#[test]
fn profiles_that_are_not_regular_files_are_not_changed() {
    let user = User::new("dash");
    fs::create_dir(user.home.join(".bashrc")).unwrap();
    symlink("nowhere", user.home.join(".zshenv")).unwrap();
    let fifo = user.home.join(".bash_profile");
    assert!(Command::new("mkfifo").arg(&fifo).status_in_time().unwrap().success());
    let change = user.apply(&user.edits());
    let reasons: Vec<_> = change.skipped.iter().map(|skipped| skipped.reason.to_string()).collect();
    assert_eq!(reasons, ["it is not a file", "it is not a file"], "no shell reads a broken link");
    assert!(user.is_predicted(), "a pipe does not block");

    let user = User::new("zsh");
    for name in [".zshenv", ".zshrc"] {
        symlink("nowhere", user.home.join(name)).unwrap();
    }
    let error = prepare(&user.environment(), &user.edits()).unwrap_err();
    assert!(error.to_string().contains("it is a broken link"), "{error}");
}

#[test]
fn without_a_home_folder_the_edit_fails() {
    let user = User::new("bash");
    fs::remove_dir(&user.home).unwrap();
    let error = prepare(&user.environment(), &user.edits()).unwrap_err();
    assert!(matches!(error, EnvironmentError::NoHome { .. }), "{error}");
    assert!(!user.home.exists());
    assert_eq!(searched(&user.environment(), Some("/a:/b".as_ref())), [Path::new("/a"), Path::new("/b")]);
}

#[test]
fn an_edit_counts_only_if_the_users_shell_reads_it() {
    let user = User::new("bash");
    user.apply(&user.edits());
    let as_zsh = User { shell: "zsh", home: user.home.clone(), zdotdir: None, _folder: tempfile::tempdir().unwrap() };
    let told = searched(&as_zsh.environment(), Some("/a".as_ref()));
    assert_eq!(told, [Path::new("/a")]);
}

#[test]
fn the_diff_shows_entries_and_lines() {
    let user = User::new("sh");
    let change = user.prepare(&user.edits()).unwrap();
    let shown = change.diff().to_string().replace(&user.home.display().to_string(), "~");
    let expected = "\
+ ~/.local/share/upgo/bin (PATH, first, by ~/.local/share/upgo/env)
+ ~/go/bin (PATH, last, by ~/.local/share/upgo/env)
+ if [ -r '~/.local/share/upgo/env' ]; then . '~/.local/share/upgo/env'; fi # Upgo (with this file) (~/.profile)
";
    assert_eq!(shown, expected);
}

#[test]
fn a_folder_that_path_cannot_contain_is_refused() {
    let user = User::new("bash");
    for dir in ["/a:b", "/a\nb", "relative"] {
        let error = prepare(&user.environment(), &[PathEdit::PutFirst(dir.into())]).unwrap_err();
        assert!(matches!(error, EnvironmentError::Refused(_)), "{error}");
    }
    assert_eq!(user.files(), []);
}
