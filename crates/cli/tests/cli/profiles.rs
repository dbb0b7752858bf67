//! The startup files of shells: real shells do what Upgo says about a new terminal, and nothing of Upgo stays behind.
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use upgo_testkit::lab::{Lab, Run};
use upgo_testkit::limit::InTime as _;

use crate::lab;
use crate::terminals::of_account;

/// How each shell is started: by a terminal window, and by a remote login.
const SHELLS: [(&str, &[&[&str]]); 5] = [
    ("bash", &[&["-i"], &["-l"], &["-l", "-i"]]),
    ("zsh", &[&["-i"], &["-l", "-i"], &[]]),
    ("fish", &[&["-i"], &["-l"], &[]]),
    ("dash", &[&["-l"]]),
    ("sh", &[&["-l"]]),
];

fn find(shell: &str) -> Option<PathBuf> {
    let found = ["/usr/bin", "/bin"].map(|dir| Path::new(dir).join(shell)).into_iter().find(|path| path.exists());
    if found.is_none() {
        println!("SKIPPED: {shell} is not installed");
    }
    found
}

/// The path of `go` in a new shell; empty if there is none.
fn go_in(lab: &Lab, shell: &Path, arguments: &[&str]) -> String {
    let mut command = lab.command(shell);
    let without_go = lab.without_go(shell, &mut command);
    command.args(arguments).args(["-c", &format!("{without_go}; command -v go")]).env("LC_ALL", "C.UTF-8");
    String::from_utf8_lossy(&command.output_in_time().unwrap().stdout).trim().to_owned()
}

fn bin_go(lab: &Lab) -> String {
    lab.home().join("bin/go").display().to_string()
}

fn with_shell(lab: &Lab, shell: &Path, words: &[&str]) -> Run {
    lab.upgo(words).with("SHELL", shell)
}

fn codes(answer: &Value) -> Vec<&str> {
    answer["warnings"].as_array().unwrap().iter().map(|warning| warning["code"].as_str().unwrap()).collect()
}

fn set_mode(file: &Path, mode: u32) {
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).unwrap();
}

/// The names in the user's home, except Upgo's own.
fn names(lab: &Lab) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(lab.user()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != "upgo home");
    names.sort();
    names
}

/// Files with their names and content.
type Files = [(&'static str, &'static str)];

/// A home without any startup file, and homes with different kinds of them.
const HOMES: [&Files; 4] = [
    &[],
    &[(".bashrc", "# mine"), (".profile", "# mine"), (".zshenv", "# mine"), (".config/fish/config.fish", "# mine")],
    &[(".bash_profile", "export A=1 \\\n"), (".bashrc", "case $- in *i*) ;; *) return ;; esac\nreturn\n")],
    &[(".bash_login", "A='"), (".bashrc", "if true\n"), (".zshenv", "A=1\nreturn\n")],
];

#[test]
fn new_terminals_of_every_shell_run_the_go_that_upgo_reports() {
    for (name, ways) in SHELLS {
        let Some(shell) = find(name) else { continue };
        for home in HOMES {
            let lab = lab().with_release("go1.27.3");
            for (name, content) in home {
                fs::create_dir_all(lab.user().join(name).parent().unwrap()).unwrap();
                fs::write(lab.user().join(name), content).unwrap();
            }
            let before = names(&lab);
            // A shell may create its own files on its first start.
            for way in ways {
                assert_eq!(go_in(&lab, &shell, way), "", "{name} {way:?} {home:?}");
            }
            let made_by_shell = names(&lab);

            with_shell(&lab, &shell, &["install", "latest", "--use"]).succeeds();
            let status = with_shell(&lab, &shell, &["status", "--json"]).succeeds().json();
            assert_eq!(status["active"]["program"], bin_go(&lab), "{name} {home:?}: {status:#}");
            for way in ways {
                assert_eq!(go_in(&lab, &shell, way), bin_go(&lab), "{name} {way:?} {home:?}");
            }

            let purged = with_shell(&lab, &shell, &["purge", "--yes", "--json"]).succeeds().json();
            assert_eq!(purged["warnings"], json!([]));
            for way in ways {
                assert_eq!(go_in(&lab, &shell, way), "", "{name} {way:?} {home:?}: purged");
            }
            let left = names(&lab);
            assert!(
                left.iter().all(|it| before.contains(it) || made_by_shell.contains(it)),
                "{name} {home:?}: {left:?}"
            );
            for (name, content) in home {
                assert_eq!(&fs::read_to_string(lab.user().join(name)).unwrap(), content, "{name}");
            }
        }
    }
}

#[test]
fn a_read_only_startup_file_gives_a_warning_instead_of_a_promise() {
    let Some(bash) = find("bash") else { return };
    let lab = lab().with_release("go1.27.3");
    let rc = lab.user().join(".bashrc");
    fs::write(&rc, "# generated\n").unwrap();
    set_mode(&rc, 0o444);
    let installed = with_shell(&lab, &bash, &["install", "latest", "--use", "--json"]).exits(12).json();
    assert_eq!(codes(&installed), ["UPGO-PROFILE-LEFT", "UPGO-ACTIVE-OTHER"], "{installed:#}");
    let status = with_shell(&lab, &bash, &["status", "--json"]).succeeds().json();
    assert_eq!(status["active"], Value::Null);
    assert_eq!((go_in(&lab, &bash, &["-i"]), go_in(&lab, &bash, &["-l"])), (String::new(), bin_go(&lab)));
    // The line that the warning suggests works as well as Upgo's own.
    let next = installed["warnings"][0]["next"].as_str().unwrap();
    let line = next.split_once(": ").unwrap().1;
    set_mode(&rc, 0o644);
    fs::write(&rc, format!("# generated\n{line}\n")).unwrap();
    set_mode(&rc, 0o444);
    let again = with_shell(&lab, &bash, &["use", "latest", "--json"]).succeeds().json();
    assert_eq!((codes(&again), go_in(&lab, &bash, &["-i"])), (vec![], bin_go(&lab)));
}

#[test]
fn every_change_treats_a_read_only_startup_file_the_same() {
    let lab = lab().with_release("go1.26.6");
    let profile = lab.user().join(".profile");
    fs::write(&profile, "# mine\n").unwrap();
    set_mode(&profile, 0o444);
    let used = lab.upgo(["install", "1.26.6", "--use", "--json"]).exits(12).json();
    assert_eq!(codes(&used), ["UPGO-PATH-REFUSED", "UPGO-ACTIVE-OTHER"], "no other file could be edited: {used:#}");
    assert!(used["warnings"][0]["message"].as_str().unwrap().contains("it is read-only"), "{used:#}");
    assert_eq!(lab.upgo(["use", "1.26.6", "--json"]).exits(12).json()["changed"], false);
    assert_eq!(fs::read_to_string(&profile).unwrap(), "# mine\n");

    set_mode(&profile, 0o644);
    lab.upgo(["use", "1.26.6"]).succeeds();
    let edited = fs::read_to_string(&profile).unwrap();
    set_mode(&profile, 0o444);
    for words in [&["rollback"][..], &["purge"]] {
        let dry = lab.upgo(words.iter().chain(&["--dry-run", "--json"])).succeeds().json();
        assert_eq!(codes(&dry), ["UPGO-PROFILE-LEFT"], "{dry:#}");
    }
    let undone = lab.upgo(["rollback", "--json"]).exits(12).json(); // now no terminal finds Upgo's Go
    assert_eq!(codes(&undone), ["UPGO-PROFILE-LEFT", "UPGO-ACTIVE-OTHER"], "{undone:#}");
    assert_eq!(fs::read_to_string(&profile).unwrap(), edited, "it is still read-only");
    assert!(!lab.home().join("env").exists(), "the rest is undone");
    let purged = lab.upgo(["purge", "--yes", "--json"]).succeeds().json();
    assert_eq!(codes(&purged), ["UPGO-PROFILE-LEFT"], "{purged:#}");
    assert!(purged["warnings"][0]["next"].as_str().unwrap().contains(edited.lines().last().unwrap()));
    assert_eq!(fs::read_to_string(&profile).unwrap(), edited);
    assert!(!lab.home().exists());
}

#[test]
fn purge_removes_its_line_even_if_the_scripts_or_the_home_are_gone() {
    for gone in ["env", "."] {
        let lab = lab();
        let profile = lab.user().join(".profile");
        fs::write(&profile, "# mine").unwrap();
        lab.upgo(["add-to-path"]).succeeds();
        let path = lab.home().join(gone);
        if path.is_dir() {
            fs::remove_dir_all(lab.home()).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
        let purged = lab.upgo(["purge", "--yes", "--json"]).succeeds().json();
        assert_eq!((&purged["pathChanged"], codes(&purged)), (&json!(true), vec![]), "{gone}");
        assert_eq!(fs::read_to_string(&profile).unwrap(), "# mine", "{gone}");
        assert!(!lab.home().exists(), "{gone}");
    }
}

#[test]
fn a_profile_of_another_account_keeps_its_owner_and_content() {
    let lab = lab();
    let profile = lab.user().join(".profile");
    fs::write(&profile, "# theirs\n").unwrap();
    let (Some(run), true) = (lab.upgo_without_rights(["add-to-path", "--json"]), lab.give_home_to_nobody()) else {
        println!("SKIPPED: only root can be another account here");
        return;
    };
    let root = Command::new("chown").arg("0:0").arg(&profile).status_in_time().unwrap();
    assert!(root.success());
    set_mode(&profile, 0o666);
    let refused = run.exits(1).json(); // there is nothing else to change
    assert!(refused["error"]["message"].as_str().unwrap().contains("it belongs to another account"), "{refused:#}");
    let metadata = fs::metadata(&profile).unwrap();
    assert_eq!((metadata.uid(), metadata.gid(), metadata.mode() & 0o777), (0, 0, 0o666));
    assert_eq!(fs::read_to_string(&profile).unwrap(), "# theirs\n");
}

/// Puts another Go into `folder`, and returns a PATH where it comes first.
fn other_go(lab: &Lab, folder: &str) -> String {
    let bin = lab.user().join(folder).join("bin");
    fs::create_dir_all(&bin).unwrap();
    fs::write(bin.with_file_name("VERSION"), "go1.25.0\n").unwrap();
    fs::copy(lab.sample_go(), bin.join("go")).unwrap();
    upgo_testkit::system::path_after(&bin)
}

#[test]
fn another_go_first_on_path_is_reported_whatever_the_reason() {
    for reason in ["UPGO_NO_MODIFY_PATH", "read-only"] {
        let lab = lab().with_release("go1.25.0").with_release("go1.26.6").with_release("go1.27.3");
        let path = other_go(&lab, "other");
        let profile = lab.user().join(".profile");
        fs::write(&profile, "# mine\n").unwrap();
        let run = |words: &[&str]| {
            let run = lab.upgo(words).with("PATH", &path);
            if reason == "read-only" { run } else { run.with(reason, "1") }
        };
        if reason == "read-only" {
            set_mode(&profile, 0o444);
        }
        for words in [
            &["install", "1.26.6", "--use"][..],
            &["install", "1.26.6", "--use"],
            &["use", "1.26.6"],
            &["upgrade"],
            &["upgrade"],
            &["use", "1.26.6"],
            &["rollback"],
            &["adopt", "1.25.0"],
            &["adopt", "1.25.0"],
        ] {
            let said = run(&[words, &["--json"]].concat()).exits(12).json();
            assert!(codes(&said).contains(&"UPGO-ACTIVE-OTHER"), "{reason} {words:?}: {said:#}");
        }
        run(&["install", "1.27.3"]).succeeds();
        run(&["status"]).succeeds();
        assert_eq!(fs::read_to_string(&profile).unwrap(), "# mine\n");
    }
}

#[test]
fn only_a_line_that_takes_effect_is_reported() {
    let lab = lab().with_release("go1.27.3");
    let (path, system) = (other_go(&lab, "other"), upgo_testkit::system::path());
    let line = format!("export PATH=\"{}\"\n", path.replace(system, "$PATH"));
    let profile = lab.user().join(".profile");
    fs::write(&profile, &line).unwrap();
    lab.upgo(["install", "latest", "--use"]).succeeds();
    let blamed = |path: &str| {
        let report = lab.upgo(["doctor", "--json"]).with("PATH", path).succeeds().json();
        assert!(!report.to_string().contains("Windows"), "{report:#}");
        let findings = report["findings"].as_array().unwrap().clone();
        findings.into_iter().any(|finding| finding["id"] == "shell.profile-overrides")
    };
    let login = |path: &str| {
        let mut shell = lab.command("/bin/sh");
        shell.env("PATH", path).args(["-c", ". \"$HOME/.profile\"; command -v go"]);
        String::from_utf8_lossy(&shell.output_in_time().unwrap().stdout).trim().to_owned()
    };
    let other = lab.user().join("other/bin/go").display().to_string();
    assert_eq!((login(system), blamed(system)), (bin_go(&lab), false), "the line is before Upgo's");
    // If a terminal inherits both, the script moves Upgo's to the front.
    let inherited = format!("{}:{}:/bin", lab.user().join("other/bin").display(), lab.home().join("bin").display());
    assert_eq!((login(&inherited), blamed(&inherited)), (bin_go(&lab), false));
    let edited = fs::read_to_string(&profile).unwrap();
    fs::write(&profile, format!("{edited}{line}")).unwrap();
    assert_eq!((login(system), blamed(system)), (other, true), "the line is after Upgo's");
}

/// The script leaves the Go first that Upgo's own commands chose for this shell.
#[test]
fn a_shell_within_exec_keeps_its_go() {
    for (name, _) in &SHELLS[..3] {
        let Some(shell) = find(name) else { continue };
        let lab = lab().with_release("go1.26.6").with_release("go1.27.3").with_variable("LC_ALL", "C.UTF-8");
        with_shell(&lab, &shell, &["install", "1.26.6"]).succeeds();
        with_shell(&lab, &shell, &["install", "1.27.3", "--use"]).succeeds();
        let program = shell.to_str().unwrap();
        let words = ["exec", "1.26.6", "--", program, "-i", "-c", "command -v go"];
        let found = with_shell(&lab, &shell, &words).succeeds().output;
        let own = lab.home().join("toolchains/go1.26.6/bin/go");
        assert_eq!(Path::new(found.trim()), own, "{name}");
    }
}

#[test]
fn a_folder_with_two_names_is_searched_once() {
    let lab = lab();
    let usr = lab.path("usr/bin");
    fs::create_dir_all(&usr).unwrap();
    fs::copy(lab.sample_go(), usr.join("go")).unwrap();
    symlink(&usr, lab.path("bin")).unwrap();
    let path = format!("{}:{}", lab.path("bin").display(), upgo_testkit::system::path_after(&usr));
    let why = lab.upgo(["why", "--json"]).with("PATH", &path).succeeds().json();
    let folders = why["chain"].as_array().unwrap().iter().filter(|link| link["cause"] == "path").count();
    assert_eq!(folders, 1, "{why:#}");
    let listed = lab.upgo(["list", "--json"]).with("PATH", &path).succeeds().json();
    assert_eq!(listed["installed"].as_array().unwrap().len(), 1, "{listed:#}");
}

#[test]
fn a_go_of_a_version_manager_is_named_with_the_next_step() {
    let lab = lab().with_release("go1.25.0");
    let path = other_go(&lab, ".goenv/versions/1.25.0");
    let run = |words: &[&str]| lab.upgo(words).with("PATH", &path);
    let root = lab.user().join(".goenv/versions/1.25.0");
    let (folder, program) = (root.join("bin"), root.join("bin/go"));
    for what in [None, Some("1.25.0"), root.to_str(), folder.to_str(), program.to_str()] {
        let words: Vec<&str> = ["adopt", "--json"].into_iter().chain(what).collect();
        let refused = run(&words).exits(1).json();
        assert_eq!(refused["error"]["code"], "UPGO-GO-MANAGED", "{refused:#}");
        assert!(refused["error"]["message"].as_str().unwrap().ends_with("goenv manages it"), "{refused:#}");
        assert!(refused["error"]["next"].as_str().unwrap().contains("upgo install go1.25.0 --use"), "{refused:#}");
    }
    let refused = run(&["step-aside", "--json"]).exits(1).json();
    assert_eq!(refused["error"]["code"], "UPGO-GO-MANAGED", "{refused:#}");
    assert!(refused["error"]["message"].as_str().unwrap().contains("go1.25.0"), "{refused:#}");
    let missing = run(&["adopt", "1.24.1", "--json"]).exits(7).json();
    assert_eq!(missing["error"]["code"], "UPGO-VERSION-UNKNOWN", "{missing:#}");
}

#[test]
fn users_of_a_login_only_shell_are_told_to_log_in_again() {
    let lab = lab();
    let said = lab.upgo(["add-to-path"]).with("SHELL", "/bin/sh").succeeds().output;
    assert!(said.contains("Log in again"), "{said}");
    lab.upgo(["purge", "--yes"]).succeeds();
    let said = lab.upgo(["add-to-path"]).with("SHELL", "/bin/zsh").succeeds().output;
    assert!(said.contains("Open a new terminal"), "{said}");
}

/// As in a container, where nothing has logged in.
#[test]
fn without_a_shell_in_the_variable_that_of_the_account_counts() {
    let Some(shell) = of_account() else { return };
    let said = [Path::new(""), &shell].map(|shell| {
        let lab = lab();
        let said = lab.upgo(["add-to-path"]).with("SHELL", shell).succeeds().output;
        (said.lines().last().map(str::to_owned), lab.user().join(".bashrc").exists())
    });
    assert_eq!(said[0], said[1]);
}

/// Upgo has done what it can: what is left is said each time, and leads to no command that does nothing.
#[test]
fn what_is_left_to_do_by_hand_is_said_each_time() {
    let lab = lab().with_release("go1.27.3").with_variable("SHELL", "/bin/bash");
    let outside = lab.path("outside");
    fs::write(&outside, "# mine\n").unwrap();
    std::os::unix::fs::symlink(&outside, lab.user().join(".bashrc")).unwrap();
    lab.upgo(["install", "latest", "--use"]).exits(12);
    for _ in 0..2 {
        let status = lab.upgo(["status"]).succeeds();
        assert!(!status.output.contains("add-to-path"), "{status}");
        assert!(status.output.contains("# Upgo"), "the line to add: {status}");
        let again = lab.upgo(["add-to-path"]).exits(12);
        assert!(!again.output.contains("already on your PATH"), "{again}");
        assert!(again.errors.contains("# Upgo"), "the line to add: {again}");
    }
    let tcsh = lab.upgo(["status"]).with("SHELL", "/bin/tcsh").succeeds();
    let bin = lab.home().join("bin").display().to_string();
    assert!(!tcsh.output.contains("add-to-path") && tcsh.output.contains(&bin), "{tcsh}");
}
