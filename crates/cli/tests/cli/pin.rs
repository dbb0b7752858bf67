//! `pin`: a project asks for one Go, and every other byte of its files stays. `real_go` compares it with the go command,
//! and `faults` ends it at any point.
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;

use crate::lab;
use crate::schemas::fits;

/// The files of [`project`]: the name, the text, and the text when it is pinned to go1.27.3.
pub(crate) const FILES: &[(&str, &str, &str)] = &[
    (".tool-versions", "nodejs 22\ngolang   1.26.6 # ours\n", "nodejs 22\ngolang   1.27.3 # ours\n"),
    (
        "go.mod",
        "module example.com/m // ours\n\ngo 1.26\n\ntoolchain go1.26.6 // why\n",
        "module example.com/m // ours\n\ngo 1.26\n\ntoolchain go1.27.3 // why\n",
    ),
];

/// The folder of a project with these files.
pub(crate) fn project(lab: &Lab) -> PathBuf {
    lab.user().join("project")
}

pub(crate) fn put(lab: &Lab) {
    fs::create_dir_all(project(lab)).unwrap();
    for (name, old, _) in FILES {
        fs::write(project(lab).join(name), old).unwrap();
    }
}

/// A user of go1.26.6, who has go1.27.3, too.
pub(crate) fn user() -> Lab {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.27.3"]).succeeds();
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab
}

fn folder_with(lab: &Lab, files: &[(&str, &str)]) -> PathBuf {
    let folder = lab.user().join("größe und mehr");
    for (name, text) in files {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

fn pin(lab: &Lab, folder: &Path, version: &str) -> Value {
    let changed = lab.upgo(["pin", version, "--json"]).within(folder).succeeds().json();
    fits("change", &changed);
    changed
}

#[test]
fn a_project_is_pinned_shown_first_and_taken_back_byte_for_byte() {
    let lab = user();
    put(&lab);
    let folder = project(&lab);
    let dry = lab.upgo(["pin", "1.27.3", "--dry-run", "--json"]).within(&folder).succeeds().json();
    fits("dry-run", &dry);
    let step = &dry["plan"]["steps"][0];
    assert_eq!((&step["kind"], &step["version"]), (&json!("editProject"), &json!("go1.27.3")), "{dry:#}");
    let patch = step["patch"].as_str().unwrap();
    for line in ["--- a/go.mod", "-toolchain go1.26.6 // why", "+toolchain go1.27.3 // why", " go 1.26"] {
        assert!(patch.lines().any(|shown| shown == line), "{line} in {patch}");
    }
    let shown = lab.upgo(["pin", "1.27.3", "--dry-run"]).within(&folder).succeeds().output;
    assert!(shown.contains("+golang   1.27.3 # ours"), "{shown}");
    for (name, old, _) in FILES {
        assert_eq!(read(&folder, name), *old, "a dry run changes nothing");
    }
    let changed = pin(&lab, &folder, "1.27.3");
    assert_eq!((&changed["action"], &changed["changed"]), (&json!("pin"), &json!(true)), "{changed:#}");
    for (name, _, new) in FILES {
        assert_eq!(read(&folder, name), *new);
    }
    assert_eq!(pin(&lab, &folder, "1.27.3")["changed"], false);
    lab.upgo(["rollback"]).succeeds();
    for (name, old, _) in FILES {
        assert_eq!(read(&folder, name), *old);
    }
    lab.upgo(["rollback"]).succeeds(); // the undo is undone
    for (name, _, new) in FILES {
        assert_eq!(read(&folder, name), *new);
    }
    let history = lab.upgo(["history"]).succeeds().output;
    assert!(history.contains("Pin project to go1.27.3"), "{history}");
}

#[test]
fn the_line_follows_the_rules_of_the_go_command() {
    let lab = user();
    for (before, version, after) in [
        ("module m\n\ngo 1.26\n", "1.27.3", "module m\n\ngo 1.26\n\ntoolchain go1.27.3\n"),
        ("module m\r\n\r\ngo 1.26\r\n", "1.27.3", "module m\r\n\r\ngo 1.26\r\n\r\ntoolchain go1.27.3\r\n"),
        ("module m\n\ngo 1.27.3\n", "1.27.3", "module m\n\ngo 1.27.3\n"),
        ("module m\n\ngo 1.26.6\n\ntoolchain go1.27.3\n", "1.26.6", "module m\n\ngo 1.26.6\n"),
        ("module m\n\ngo 1.26\n\ntoolchain go1.27.3\n", "1.26.6", "module m\n\ngo 1.26\n\ntoolchain go1.26.6\n"),
    ] {
        let folder = folder_with(&lab, &[("go.mod", before)]);
        pin(&lab, &folder, version);
        assert_eq!(read(&folder, "go.mod"), after, "{before}");
    }
}

#[test]
fn the_go_that_a_terminal_runs_in_the_project_is_the_pinned_one() {
    let lab = user().with_variable("GOTOOLCHAIN", "auto");
    let folder = folder_with(&lab, &[("go.mod", "module m\n\ngo 1.26\n"), ("deep/main.go", "package main\n")]);
    pin(&lab, &folder.join("deep"), "1.27.3");
    let why = lab.upgo(["why", "--json"]).within(&folder).succeeds().json();
    assert_eq!(why["toolchain"]["version"], "go1.27.3", "{why:#}");
    // Go never switches to an older one, and Upgo says so.
    lab.upgo(["use", "1.27.3"]).succeeds();
    let changed = pin(&lab, &folder, "1.26.6");
    assert_eq!(changed["warnings"][0]["code"], "UPGO-PIN-MINIMUM", "{changed:#}");
    let next = changed["warnings"][0]["next"].as_str().unwrap();
    assert!(next.contains("`upgo shell go1.26.6`"), "{next}");
}

#[test]
fn a_workspace_and_the_file_of_a_version_manager_come_first() {
    let lab = user();
    let folder = folder_with(
        &lab,
        &[("go.work", "go 1.26\n\nuse ./a\n"), ("a/go.mod", "module m\n\ngo 1.26\n"), ("a/x.go", "package m\n")],
    );
    pin(&lab, &folder.join("a"), "1.27.3");
    assert_eq!(read(&folder, "go.work"), "go 1.26\n\ntoolchain go1.27.3\n\nuse ./a\n");
    assert_eq!(read(&folder, "a/go.mod"), "module m\n\ngo 1.26\n");
    fs::remove_file(folder.join("go.work")).unwrap();
    fs::write(folder.join("a").join(".go-version"), "1.26.6\n").unwrap();
    pin(&lab, &folder.join("a"), "1.27.3");
    assert_eq!(read(&folder, "a/.go-version"), "1.27.3\n");
    assert_eq!(read(&folder, "a/go.mod"), "module m\n\ngo 1.26\n", "a version manager decides here");
    fs::remove_file(folder.join("a").join("go.mod")).unwrap();
    pin(&lab, &folder.join("a"), "1.26.6");
    assert_eq!(read(&folder, "a/.go-version"), "1.26.6\n");
}

#[test]
fn what_cannot_be_pinned_is_refused_and_stays_as_it_is() {
    let lab = user();
    let refused = |folder: &Path| {
        let error = lab.upgo(["pin", "1.26.6", "--json"]).within(folder).exits(1).json()["error"].clone();
        error["code"].as_str().unwrap().to_owned() + ": " + error["message"].as_str().unwrap()
    };
    for (text, says) in [
        ("module m\n\ngo 1.27\n", "at least Go 1.27"),
        ("module m\n\ngo 1.26\ngo 1.26\n", "repeated go statement"),
        ("module m\n\ngo (\n", "line "),
    ] {
        let folder = folder_with(&lab, &[("go.mod", text)]);
        let error = refused(&folder);
        assert!(error.starts_with("UPGO-PROJECT-EDIT: ") && error.contains(says), "{text}: {error}");
        assert_eq!(read(&folder, "go.mod"), text);
    }
    let empty = lab.user().join("empty");
    fs::create_dir_all(&empty).unwrap();
    assert!(refused(&empty).contains("has no go.mod"), "{}", refused(&empty));
    #[cfg(unix)]
    {
        let folder = folder_with(&lab, &[("go.mod", "module m\n\ngo 1.26\n")]);
        fs::rename(folder.join("go.mod"), lab.user().join("elsewhere.mod")).unwrap();
        std::os::unix::fs::symlink(lab.user().join("elsewhere.mod"), folder.join("go.mod")).unwrap();
        assert!(refused(&folder).contains("a link"), "{}", refused(&folder));
        assert_eq!(read(&lab.user(), "elsewhere.mod"), "module m\n\ngo 1.26\n");
    }
}

#[test]
fn an_undo_leaves_what_was_edited_since() {
    let lab = user();
    put(&lab);
    let folder = project(&lab);
    pin(&lab, &folder, "1.27.3");
    let mine = FILES[1].2.replace("// ours", "// mine");
    fs::write(folder.join("go.mod"), &mine).unwrap();
    let undone = lab.upgo(["rollback", "--json"]).succeeds().json();
    assert_eq!(undone["warnings"][0]["code"], "UPGO-UNDO-PARTIAL", "{undone:#}");
    assert_eq!((read(&folder, "go.mod"), read(&folder, ".tool-versions")), (mine, FILES[0].1.to_owned()));
    pin(&lab, &folder, "1.26.6");
    for (name, ..) in FILES {
        fs::remove_file(folder.join(name)).unwrap();
    }
    let error = lab.upgo(["rollback", "--json"]).exits(1).json()["error"].clone();
    assert_eq!(error["code"], "UPGO-UNDO-BLOCKED", "{error:#}");
}

/// A repository with a workspace, two modules, and builds on servers.
fn repository(lab: &Lab) -> PathBuf {
    folder_with(
        lab,
        &[
            (".git/HEAD", "ref: refs/heads/main\n"),
            ("go.work", "go 1.26 // both\n\nuse (\n\t./a\n\t./b\n)\n"),
            ("a/go.mod", "module example.com/a\n\ngo 1.26\n\ntoolchain go1.26.6\n"),
            ("a/.go-version", "1.26.6\n"),
            ("a/testdata/old/go.mod", "module example.com/old\n\ngo 1.20\n"),
            ("b/go.mod", "module example.com/b\r\n\r\ngo 1.25.1\r\n"),
            (
                ".github/workflows/ci.yml",
                "jobs:\n  test:\n    steps:\n      - uses: actions/setup-go@v5\n        with:\n          go-version: '1.26' # ours\n",
            ),
            ("Dockerfile", "FROM golang:1.26.6-alpine AS build\n"),
        ],
    )
}

const RAISED: &[(&str, &str)] = &[
    ("go.work", "go 1.27.0 // both\n\nuse (\n\t./a\n\t./b\n)\n"),
    ("a/go.mod", "module example.com/a\n\ngo 1.27\n\ntoolchain go1.27.3\n"),
    ("a/.go-version", "1.27.3\n"),
    ("a/testdata/old/go.mod", "module example.com/old\n\ngo 1.20\n"),
    ("b/go.mod", "module example.com/b\r\n\r\ngo 1.27.0\r\n"),
];

#[test]
fn projects_are_raised_as_one_change_with_one_undo() {
    let lab = user();
    let folder = repository(&lab);
    let words = |more: &[&str]| {
        let mut words = vec!["projects", "raise", "--go", "1.27", "--without-rehearsal", "--json"];
        words.extend(more);
        words.into_iter().map(str::to_owned).chain([folder.display().to_string()]).collect::<Vec<_>>()
    };
    let before: Vec<String> = RAISED.iter().map(|(name, _)| read(&folder, name)).collect();
    let server = [read(&folder, ".github/workflows/ci.yml"), read(&folder, "Dockerfile")];
    let dry = lab.upgo(words(&["--ci", "--dry-run"])).succeeds().json();
    fits("dry-run", &dry);
    assert_eq!(dry["plan"]["steps"].as_array().unwrap().len(), 1, "one repository: {dry:#}");
    assert!(dry["plan"]["steps"][0]["patch"].as_str().unwrap().contains("+FROM golang:1.27.3-alpine AS build"));
    let changed = lab.upgo(words(&[])).succeeds().json();
    assert_eq!((&changed["action"], &changed["changed"]), (&json!("raiseProjects"), &json!(true)), "{changed:#}");
    for (name, text) in RAISED {
        assert_eq!(read(&folder, name), *text, "{name}");
    }
    assert_eq!([read(&folder, ".github/workflows/ci.yml"), read(&folder, "Dockerfile")], server, "without --ci");
    lab.upgo(words(&["--ci"])).succeeds();
    assert!(read(&folder, ".github/workflows/ci.yml").contains("go-version: '1.27' # ours\n"));
    assert_eq!(lab.upgo(words(&["--ci"])).succeeds().json()["changed"], false);
    lab.upgo(["rollback"]).succeeds();
    let first = lab.upgo(["history", "--json"]).succeeds().json();
    let first = first["entries"].as_array().unwrap().iter().rfind(|entry| entry["action"] == "raiseProjects").unwrap();
    lab.upgo(["rollback", &first["id"].to_string()]).succeeds();
    let after: Vec<String> = RAISED.iter().map(|(name, _)| read(&folder, name)).collect();
    assert_eq!(after, before);
    assert_eq!([read(&folder, ".github/workflows/ci.yml"), read(&folder, "Dockerfile")], server);
}

#[test]
fn a_project_without_a_passed_rehearsal_is_left_out() {
    let lab = user();
    let folder = repository(&lab);
    let place = folder.display().to_string();
    let dry = lab.upgo(["projects", "raise", "--go", "1.27", "--dry-run", "--json", &place]).succeeds().json();
    assert_eq!(dry["plan"]["steps"], json!([]), "{dry:#}");
    let codes: Vec<&str> = dry["warnings"].as_array().unwrap().iter().filter_map(|it| it["code"].as_str()).collect();
    assert!(codes.iter().filter(|code| **code == "UPGO-PROJECT-LEFT-OUT").count() >= 2, "{dry:#}");
}

#[test]
#[cfg(unix)]
fn a_pinned_file_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt as _;

    let lab = user();
    let folder = folder_with(&lab, &[("go.mod", "module m\n\ngo 1.26\n")]);
    fs::set_permissions(folder.join("go.mod"), fs::Permissions::from_mode(0o640)).unwrap();
    pin(&lab, &folder, "1.27.3");
    assert_eq!(folder.join("go.mod").metadata().unwrap().permissions().mode() & 0o777, 0o640);
}

/// Go reads neither a version-manager file, nor a `go.mod` with a line that it refuses.
#[test]
fn a_pin_that_go_does_not_follow_is_not_called_done() {
    let lab = user();
    let lone = folder_with(&lab, &[(".go-version", "1.26.6\n")]);
    let changed = lab.upgo(["pin", "1.27.3", "--json"]).within(&lone).with("PATH", path(&lab)).succeeds().json();
    assert_eq!(changed["warnings"][0]["code"], "UPGO-PIN-UNREAD", "{changed:#}");
    let both = folder_with(&lab, &[("go.mod", "module example.com/m\n\ngo 1.25\n"), (".go-version", "1.26.6\n")]);
    let changed = lab.upgo(["pin", "1.27.3", "--json"]).within(&both).with("PATH", path(&lab)).succeeds().json();
    assert_eq!(changed["warnings"][0]["code"], "UPGO-PIN-UNREAD", "{changed:#}");
    // The Go that runs there anyway needs no warning, and neither does a line that Go reads.
    let changed = lab.upgo(["pin", "1.26.6", "--json"]).within(&both).with("PATH", path(&lab)).succeeds().json();
    assert_eq!(changed["warnings"], json!([]), "{changed:#}");

    let broken = "module example.com/m\n\ngo banana\n";
    let folder = folder_with(&lab, &[("bad/go.mod", broken)]).join("bad");
    let refused = lab.upgo(["pin", "1.27.3", "--json"]).within(&folder).exits(1).json();
    assert_eq!(refused["error"]["code"], "UPGO-PROJECT-EDIT", "{refused:#}");
    assert_eq!(read(&folder, "go.mod"), broken);
}

/// PATH of a terminal that finds Upgo's Go first.
fn path(lab: &Lab) -> String {
    upgo_testkit::system::path_after(&lab.home().join("bin"))
}

#[test]
fn a_version_that_the_policy_refuses_is_written_into_no_project() {
    let Some(lab) = crate::policy::managed(user(), "") else { return };
    put(&lab);
    let folder = project(&lab);
    let place = folder.display().to_string();
    let before = || FILES.iter().map(|(name, ..)| read(&folder, name)).collect::<Vec<_>>();
    let files = before();
    for rule in ["blocked = ['1.27.3']", "allowed = ['1.26']", "version = '1.26'", "blocked = ['>=1.27']"] {
        crate::policy::decide(&lab, rule);
        for words in [
            &["pin", "1.27.3", "--json"][..],
            &["pin", "1.27", "--json"],
            &["pin", "1.27.3", "--dry-run", "--json"],
            &["projects", "raise", "--go", "1.27.3", "--without-rehearsal", "--json", &place],
        ] {
            let refused = lab.upgo(words).within(&folder).exits(15).json();
            assert_eq!(refused["error"]["code"], "UPGO-POLICY-VERSION", "{rule}: {words:?}: {refused:#}");
            assert_eq!(before(), files, "{rule}: {words:?}");
        }
    }
    crate::policy::decide(&lab, "blocked = ['1.26.6']");
    let refused = lab.upgo(["pin", "--json"]).within(&folder).exits(15).json();
    assert_eq!(refused["error"]["code"], "UPGO-POLICY-VERSION", "the one in use: {refused:#}");
}
