//! The words that people type: those of other programs, versions as other programs write them, and commands without a
//! version.
use std::fs;
use std::path::PathBuf;

use upgo_testkit::lab::Lab;

use crate::exec::lab_with_go;
use crate::lab;

/// A project of go1.26, in its own repository.
fn project(lab: &Lab, go_mod: &str) -> PathBuf {
    let folder = lab.path("project");
    fs::create_dir_all(folder.join(".git")).unwrap();
    fs::write(folder.join("go.mod"), go_mod).unwrap();
    folder
}

#[test]
fn words_of_other_programs_do_what_they_do_there() {
    let lab = lab_with_go();
    lab.upgo(["install", "1.27.3"]).succeeds();
    for (word, ours) in [
        ("ls", "list"),
        ("ls-remote", "list --available"),
        ("current", "status"),
        ("outdated", "check"),
        ("update --dry-run", "upgrade --dry-run"),
        ("switch 1.27 --dry-run", "use 1.27 --dry-run"),
        ("default 1.27 --dry-run", "use 1.27 --dry-run"),
        ("uninstall 1.27 --dry-run", "remove 1.27 --dry-run"),
        ("prune --dry-run", "remove --unused --dry-run"),
        ("config", "settings"),
        ("config get theme", "settings get theme"),
        ("version", "--version"),
        ("self-update --dry-run", "self update --dry-run"),
        ("help ls", "help list"),
        ("help prune", "remove --help"),
    ] {
        let said = |line: &str| lab.upgo(line.split(' ')).ends();
        let (theirs, ours) = (said(word), said(ours));
        assert_eq!((theirs.code, theirs.output, theirs.errors), (ours.code, ours.output, ours.errors), "{word}");
    }
    let by = || lab.upgo(["history", "--json"]).succeeds().json()["entries"][0]["by"].as_str().unwrap().to_owned();
    lab.upgo(["switch", "1.27"]).succeeds();
    assert_eq!((lab.go_version().as_str(), by().as_str()), ("go1.27.3", "upgo use 1.27"));
    lab.upgo(["uninstall", "1.26.6"]).succeeds();
    assert_eq!((lab.toolchains(), by().as_str()), (vec!["go1.27.3".to_owned()], "upgo remove 1.26.6"));
}

#[test]
fn several_versions_are_removed_as_one_change() {
    let mut lab = lab_with_go();
    lab.add_release("go1.25.9");
    for version in ["1.25.9", "1.27.3"] {
        lab.upgo(["install", version]).succeeds();
    }
    for refused in [["remove", "1.26.6", "1.25.9"], ["remove", "1.25.9", "1.24"]] {
        let refused = lab.upgo(refused).ends();
        assert!(!refused.errors.contains("upgo install"), "what is to be removed need not be installed: {refused}");
        assert!(refused.code != Some(0) && lab.toolchains().len() == 3, "nothing is removed: {refused}");
    }
    lab.upgo(["uninstall", "1.27.3", "1.25", "1.27"]).succeeds();
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.toolchains(), ["go1.25.9", "go1.26.6", "go1.27.3"]);
    lab.upgo(["remove", "1.25.9", "1.26.6", "--force"]).succeeds();
    assert_eq!(lab.toolchains(), ["go1.27.3"]);
}

#[test]
fn prune_removes_the_unused_versions_and_nothing_else() {
    let lab = lab_with_go();
    lab.upgo(["install", "1.27.3"]).succeeds();
    lab.upgo(["settings", "set", "keep-versions", "1"]).succeeds();
    lab.upgo(["prune"]).succeeds();
    assert_eq!(lab.toolchains(), ["go1.26.6"], "the one in use stays");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.toolchains(), ["go1.26.6", "go1.27.3"]);
    let refused = lab.upgo(["prun"]).exits(2);
    assert!(refused.errors.contains("'prune'") && !refused.errors.contains("purge"), "{refused}");
    let refused = lab.upgo(["upgarde"]).exits(2);
    assert!(refused.errors.contains("'upgrade'") && !refused.errors.contains("purge"), "{refused}");
    let refused = lab.upgo(["purg"]).exits(2);
    assert!(!refused.errors.contains("similar"), "{refused}");
}

#[test]
fn versions_as_other_programs_write_them_are_understood() {
    let lab = lab_with_go();
    for (text, version) in
        [("v1.26.6", "go1.26.6"), ("1.26.x", "go1.26.6"), ("stable", "go1.27.3"), ("v1.27", "go1.27.3")]
    {
        let ran = lab.upgo(["exec", text, "--", "go", "version"]).succeeds();
        assert!(ran.output.starts_with(&format!("go version {version} ")), "{text}: {ran}");
    }
    lab.upgo(["install", "v1.27.3", "--use"]).succeeds();
    lab.upgo(["use", "1.26.x"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
    lab.upgo(["use", "stable"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
    let refused = lab.upgo(["use", "vnext"]).exits(2);
    assert!(refused.errors.contains(r#""vnext" is not a Go version"#), "{refused}");
}

#[test]
fn use_latest_without_a_version_says_what_installs_one() {
    let refused = lab().upgo(["use", "stable"]).exits(7);
    assert!(refused.errors.contains("no installed version matches `latest`"), "{refused}");
    assert!(refused.errors.contains("upgo install latest --use"), "{refused}");
}

#[test]
fn a_version_in_place_of_a_path_is_told_its_option() {
    let lab = lab_with_go();
    for (line, option) in [("bundle create 1.27.3", "`--versions`"), ("projects raise latest", "`--go`")] {
        let refused = lab.upgo(line.split(' ')).exits(2);
        assert!(refused.errors.contains("is a version, not a path") && refused.errors.contains(option), "{refused}");
    }
    let project = project(&lab, "module example.com/m\n\ngo 1.26\n");
    let listed = lab.upgo(["projects".as_ref(), project.as_os_str()]).succeeds();
    assert!(listed.output.contains("`upgo projects raise`"), "{listed}");
}

#[test]
fn settings_are_read_and_changed_as_git_does_it() {
    let lab = lab_with_go();
    assert_eq!(lab.upgo(["config", "proxy"]).succeeds().output, "none\n");
    lab.upgo(["settings", "proxy", "http://proxy.example:8080"]).succeeds();
    assert_eq!(lab.upgo(["settings", "proxy"]).succeeds().output, "http://proxy.example:8080/\n");
}

#[test]
fn use_without_a_version_is_the_go_of_the_project() {
    let lab = lab_with_go();
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let folder = project(&lab, "module example.com/m\n\ngo 1.26\n");
    let ran = lab.upgo(["use"]).within(&folder).succeeds();
    assert_eq!((lab.go_version().as_str(), ran.output.trim()), ("go1.26.6", "Switched to go1.26.6."));
    assert!(ran.errors.contains("go.mod asks for 1.26"), "{ran}");
    fs::write(folder.join("go.mod"), "module example.com/m\n\ngo 1.26\n\ntoolchain go1.27.3\n").unwrap();
    lab.upgo(["use", "--quiet"]).within(&folder).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
    fs::write(folder.join(".go-version"), "1.26.5\n").unwrap();
    fs::write(folder.join("go.mod"), "module example.com/m\n").unwrap();
    let missing = lab.upgo(["use"]).within(&folder).exits(7);
    assert!(missing.errors.contains("go1.26.5") && missing.errors.contains("upgo install"), "{missing}");
    let outside = lab.path("elsewhere");
    fs::create_dir_all(outside.join(".git")).unwrap();
    let refused = lab.upgo(["use"]).within(&outside).exits(2);
    assert!(refused.errors.contains("no file in") && refused.errors.contains("Name a version"), "{refused}");
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn install_without_a_version_is_the_go_of_the_project_or_else_the_newest() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let outside = lab.path("elsewhere");
    fs::create_dir_all(outside.join(".git")).unwrap();
    let ran = lab.upgo(["install"]).within(&outside).succeeds();
    assert!(ran.output.starts_with("Installed go1.27.3."), "{ran}");
    let folder = project(&lab, "module example.com/m\n\ngo 1.26\n");
    let ran = lab.upgo(["install", "--use"]).within(&folder).succeeds();
    assert!(ran.output.starts_with("Installed and switched to go1.26.6."), "{ran}");
    assert!(ran.errors.contains("go.mod asks for 1.26"), "{ran}");
    let answer = lab.upgo(["install", "--json"]).within(&folder).succeeds();
    assert!(!answer.errors.contains("asks for"), "{answer}");
    assert_eq!(answer.json()["to"], "go1.26.6");
    lab.upgo(["install", "--sha256", "00"]).exits(2);
}

#[test]
fn rehearse_and_whatsnew_without_a_version_are_about_the_newest() {
    let lab = lab_with_go();
    lab.upgo(["check"]).succeeds();
    let planned = |words: &[&str]| lab.upgo(words).succeeds().json()["plan"].clone();
    let newest = planned(&["rehearse", "latest", "--dry-run", "--json"]);
    assert_eq!(planned(&["rehearse", "--dry-run", "--json"]), newest);
    let folder = project(&lab, "module example.com/m\n\ngo 1.26\n");
    assert_eq!(planned(&["rehearse", folder.to_str().unwrap(), "--dry-run", "--json"]), newest);
    let refused = lab.upgo(["rehearse", "nowhere", "--dry-run"]).exits(2);
    assert!(refused.errors.contains(r#""nowhere" is not a Go version"#), "{refused}");
    let news = lab.upgo(["whatsnew", "--json"]).succeeds().json();
    assert_eq!((&news["from"], &news["to"]), (&"go1.26.6".into(), &"go1.27.3".into()));
}

#[test]
fn upgo_alone_shows_the_state_and_three_next_commands() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let next = || {
        let said = lab.upgo::<[&str; 0], &str>([]).succeeds().output;
        let commands = said.lines().filter_map(|line| line.strip_prefix("  upgo ")?.split("  ").next());
        (said.lines().next().unwrap().to_owned(), commands.map(str::to_owned).collect::<Vec<_>>())
    };
    let (state, commands) = next();
    assert_eq!(
        (state.as_str(), commands),
        (
            "Go is not installed yet",
            vec!["install latest --use".to_owned(), "list --available".to_owned(), "doctor".to_owned(),]
        )
    );
    lab.upgo(["install", "1.26.6"]).succeeds();
    assert_eq!(next().1, ["use 1.26.6", "list", "doctor"]);
    lab.upgo(["use", "1.26.6"]).succeeds();
    let (state, commands) = next();
    assert!(state.starts_with("go1.26.6 is in use"), "{state}");
    assert_eq!(commands, ["upgrade", "whatsnew", "rehearse"]);
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(next().1, ["check", "projects", "doctor"]);
    let short = lab.upgo::<[&str; 0], &str>([]).succeeds().output;
    assert!(short.ends_with("`upgo help` lists the commands.\n") && short.lines().count() < 12, "{short}");
    lab.upgo(["settings", "set", "language", "zh-CN"]).succeeds();
    let chinese = lab.upgo::<[&str; 0], &str>([]).succeeds().output;
    assert!(chinese.contains("接下来") && chinese.contains("`upgo help` 列出所有命令。"), "{chinese}");
    assert_eq!(lab.upgo(["--json"]).succeeds().json()["current"]["version"], "go1.27.3");
}

#[test]
fn the_names_that_commands_had_do_the_same_as_their_new_ones() {
    let lab = lab_with_go();
    let folder = project(&lab, "module example.com/m\n\ngo 1.26\n");
    for (old, new) in [
        ("which", "why --path"),
        ("add-to-path --dry-run", "env path first --dry-run"),
        ("step-aside --dry-run", "env path first --machine --dry-run"),
        ("pin 1.26.6 --dry-run", "projects pin 1.26.6 --dry-run"),
        ("report --print nothing", "log report --print nothing"),
        ("audit-log verify", "log audit verify"),
        ("terminal 1.99.1", "shell 1.99.1 --window"),
        ("purge", "self uninstall"),
        ("purge --dry-run", "self uninstall --dry-run"),
    ] {
        let said = |line: &str| {
            let ran = lab.upgo(line.split(' ').chain(["--json"])).within(&folder).ends();
            (ran.code, ran.output, ran.errors)
        };
        assert_eq!(said(old), said(new), "{old}");
        let name = old.split(' ').next().unwrap();
        for help in [&["help"][..], &["help", "--all"], &["help", "teams"]] {
            let help = lab.upgo(help).succeeds().output;
            assert!(!help.contains(&format!("\n  {name} ")), "{name}: {help}");
        }
        lab.upgo(["help", name]).succeeds();
    }
    lab.upgo(["self", "uninstall", "--yes"]).succeeds();
    assert!(!lab.home().exists());
}
