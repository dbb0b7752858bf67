//! `follow-projects`: `go` takes the version that the files of a folder name, and Upgo says the same.
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use upgo_testkit::lab::{EXE, Lab, Ran};

use crate::lab;
use crate::policy::{decide, managed};
use crate::schemas::fits;

/// Two toolchains, the newer one current.
fn with_two(lab: Lab) -> Lab {
    let lab = lab.with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6"]).succeeds();
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    lab
}

fn follow(lab: &Lab, value: &str) -> Ran {
    lab.upgo(["settings", "set", "follow-projects", value]).succeeds()
}

/// A folder with one file.
fn folder(lab: &Lab, name: &str, file: &str, text: &str) -> PathBuf {
    let folder = lab.path(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(file), text).unwrap();
    folder
}

/// Runs `go` in a folder, and checks its exit code.
#[track_caller]
fn run(lab: &Lab, folder: &Path, words: &[&str], code: i32) -> Ran {
    lab.other(&go(lab), words).within(folder).exits(code)
}

fn go(lab: &Lab) -> String {
    lab.home().join("bin").join(format!("go{EXE}")).display().to_string()
}

/// The version that `go version` prints in a folder.
fn version(lab: &Lab, folder: &Path) -> String {
    run(lab, folder, &["version"], 0).output.split(' ').nth(2).unwrap_or_default().to_owned()
}

fn why(lab: &Lab, folder: &Path) -> Value {
    let why = lab.upgo(["why", "--json"]).within(folder).succeeds().json();
    fits("why", &why);
    why
}

fn decides(why: &Value) -> &Value {
    why["chain"].as_array().unwrap().iter().find(|link| link["decides"] == true).unwrap()
}

/// Whether `go` in `bin` is a link.
fn is_link(lab: &Lab) -> bool {
    lab.home().join("bin").join(format!("go{EXE}")).symlink_metadata().unwrap().is_symlink()
}

#[test]
fn go_takes_the_version_of_the_folder_only_while_the_setting_is_on() {
    let lab = with_two(lab());
    let old = folder(&lab, "old", ".go-version", "1.26.6\n");
    assert_eq!(version(&lab, &old), "go1.27.3");
    follow(&lab, "true");
    assert_eq!((version(&lab, &old), lab.go_version()), ("go1.26.6".to_owned(), "go1.27.3".to_owned()));
    assert!(!is_link(&lab));
    let root = run(&lab, &old, &["env", "GOROOT"], 0).output;
    let tree = fs::canonicalize(lab.home().join("toolchains/go1.26.6")).unwrap();
    assert_eq!(fs::canonicalize(root.trim()).unwrap(), tree);
    assert_eq!(run(&lab, &old, &["exit", "3"], 3).output, "");
    follow(&lab, "false");
    assert_eq!((version(&lab, &old), is_link(&lab)), ("go1.27.3".to_owned(), cfg!(unix)));
    assert!(!lab.home().join("follow-projects").exists());
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(version(&lab, &old), "go1.26.6", "the undo follows again");
    lab.upgo(["use", "1.26.6"]).succeeds();
    assert_eq!((lab.go_version(), is_link(&lab)), ("go1.26.6".to_owned(), false), "a switch keeps the launcher");
}

#[test]
fn what_go_runs_is_what_upgo_says() {
    let lab = with_two(lab());
    follow(&lab, "true");
    let cases = [
        ("exact", ".go-version", "1.26.6", Some("go1.26.6")),
        ("line", ".tool-versions", "nodejs 22\ngolang 1.26\n", Some("go1.26.6")),
        ("mise", "mise.toml", "[tools]\ngo = { version = 'latest' }\n", Some("go1.27.3")),
        ("system", ".go-version", "system", Some("go1.27.3")),
        ("missing", ".go-version", "1.25.9", None),
        ("path", ".go-version", "../../bin/sh", None),
        ("huge", ".go-version", &"1.26.6\n".repeat(20_000), None),
    ];
    for (name, file, text, expected) in cases {
        let place = folder(&lab, name, file, text);
        let inner = place.join("deep/er");
        fs::create_dir_all(&inner).unwrap();
        for place in [&place, &inner] {
            let why = why(&lab, place);
            let status = lab.upgo(["status", "--json"]).within(place).succeeds().json();
            fits("status", &status);
            if let Some(expected) = expected {
                assert_eq!(version(&lab, place), expected, "{name}");
                assert_eq!(why["toolchain"]["version"], expected, "{name}: {why:#}");
                let is_file = name != "system";
                let cause = if is_file { "version-file" } else { "switch" };
                assert_eq!(decides(&why)["cause"], cause, "{name}: {why:#}");
                let told = if is_file { json!(expected) } else { Value::Null };
                assert_eq!(status["followed"]["version"], told, "{name}: {status:#}");
            } else {
                let refused = run(&lab, place, &["version"], 127);
                let said = refused.errors.lines().next().unwrap_or_default().to_owned();
                assert!(said.contains(file), "{name}: {refused}");
                assert_eq!(why["toolchain"], Value::Null, "{name}: {why:#}");
                assert!(!why["problem"]["next"].as_str().unwrap().is_empty());
                assert_eq!(status["followed"]["problem"], why["problem"], "{name}: {status:#}");
            }
        }
    }
    let missing = lab.path("missing");
    let refused = run(&lab, &missing, &["build"], 127).errors;
    assert!(refused.trim_end().ends_with("Run `upgo install 1.25.9`."), "{refused}");
    let problem = why(&lab, &missing);
    assert_eq!(problem["problem"]["code"], "UPGO-GO-TOOLCHAIN-MISSING");
    assert_eq!(decides(&problem)["fix"]["command"], "upgo install 1.25.9", "{problem:#}");
    let told = lab.upgo(["status"]).within(&lab.path("exact")).succeeds().output;
    assert!(told.contains("In this folder, `go` is go1.26.6, because "), "{told}");
    let told = lab.upgo(["why"]).within(&lab.path("exact")).succeeds().output;
    assert!(told.contains(".go-version names 1.26.6, and follow-projects is on"), "{told}");
}

#[test]
fn projects_say_which_file_decides() {
    let lab = with_two(lab());
    follow(&lab, "true");
    let place = folder(&lab, "code/one", ".go-version", "1.26.6\n");
    fs::write(place.join("go.mod"), "module one\n\ngo 1.26\n").unwrap();
    let code = lab.path("code");
    let report = lab.upgo(["projects".as_ref(), code.as_os_str(), "--json".as_ref()]).succeeds().json();
    let today = &report["projects"][0]["today"];
    assert_eq!((&today["version"], &today["decidedBy"]), (&json!("go1.26.6"), &json!("version-file")), "{report:#}");
}

#[test]
fn gotoolchain_with_an_exact_name_comes_before_the_files() {
    let lab = with_two(lab());
    follow(&lab, "true");
    let place = folder(&lab, "missing", ".go-version", "1.25.9\n");
    for (value, code) in [("go1.27.3", 0), ("local", 127), ("auto", 127), ("go1.27.3+auto", 127)] {
        lab.other(&go(&lab), ["version"]).within(&place).with("GOTOOLCHAIN", value).exits(code);
    }
    let why = lab.upgo(["why", "--json"]).within(&place).with("GOTOOLCHAIN", "go1.27.3").succeeds().json();
    assert_eq!(why["toolchain"]["version"], "go1.27.3", "{why:#}");
}

#[test]
fn an_exact_name_stays_exact() {
    let lab = with_two(lab());
    follow(&lab, "true");
    let place = folder(&lab, "old", ".go-version", "1.26.6\n");
    let name = lab.home().join("bin").join(format!("go1.27.3{EXE}"));
    let told = lab.other(&name.display().to_string(), ["version"]).within(&place).succeeds().output;
    assert!(told.contains("go1.27.3"), "{told}");
}

#[test]
#[cfg(unix)]
fn a_pipe_a_device_and_a_file_without_an_end_never_block_go() {
    let lab = with_two(lab());
    follow(&lab, "true");
    let place = folder(&lab, "hostile", "other", "");
    let file = place.join(".go-version");
    let stops = |says: &str| {
        for ran in [run(&lab, &place, &["version"], 127), lab.upgo(["use"]).within(&place).exits(1)] {
            let first = ran.errors.lines().next().unwrap_or_default();
            assert!(first.contains(".go-version") && first.contains(says), "{says}: {ran}");
        }
        assert_eq!(why(&lab, &place)["toolchain"], Value::Null, "{says}");
    };
    // what /dev/stdin leads to depends on who runs the test
    for (target, says) in [("/dev/zero", "outside of its folder"), ("/dev/stdin", ""), ("nothing", "cannot be read")] {
        std::os::unix::fs::symlink(target, &file).unwrap();
        stops(says);
        fs::remove_file(&file).unwrap();
    }
    lab.other("mkfifo", [&file]).succeeds();
    stops("cannot be read");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    stops("cannot be read");
    fs::remove_dir(&file).unwrap();
    fs::File::create(&file).unwrap().set_len(1 << 40).unwrap();
    for ran in [run(&lab, &place, &["version"], 127), lab.upgo(["use"]).within(&place).exits(1)] {
        assert!(ran.errors.contains("is too large") || ran.errors.contains("has more than 64 KiB"), "{ran}");
    }
    assert_eq!(why(&lab, &place)["toolchain"], Value::Null);
}

#[test]
fn the_environment_is_that_of_the_go_that_the_folder_runs() {
    let lab = with_two(lab());
    follow(&lab, "true");
    let place = folder(&lab, "old", ".go-version", "1.26.6\n");
    for (place, version) in [(place, "go1.26.6"), (lab.path("tmp"), "go1.27.3")] {
        let report = lab.upgo(["env", "--json"]).within(&place).succeeds().json();
        let all = report["variables"].as_array().unwrap();
        let root = all.iter().find(|variable| variable["name"] == "GOROOT").unwrap();
        let shown = root.to_string().replace(r"\\", "/");
        assert!(shown.contains(&format!("toolchains/{version}")), "{root:#}");
    }
}

#[test]
fn a_version_file_runs_no_toolchain_that_the_policy_refuses() {
    let Some(lab) = managed(lab(), "") else { return };
    let lab = with_two(lab);
    follow(&lab, "true");
    let places = [
        (folder(&lab, "exact", ".go-version", "1.26.6\n"), "go1.26.6"),
        (folder(&lab, "line", ".tool-versions", "golang 1.26\n"), "go1.26.6"),
        (folder(&lab, "mise", "mise.toml", "[tools]\ngo = '1.26.6'\n"), "go1.26.6"),
    ];
    for rule in ["blocked = ['1.26']", "allowed = ['1.27']", "version = '1.27'", "blocked = ['<1.27']", "allowed = []"]
    {
        for (place, toolchain) in &places {
            decide(&lab, "");
            lab.upgo(["status"]).succeeds();
            assert_eq!(version(&lab, place), *toolchain);
            decide(&lab, rule);
            let status = lab.upgo(["status", "--json"]).within(place).succeeds().json();
            let refused = run(&lab, place, &["version"], 127).errors;
            let says = format!("leads to {toolchain}, which the policy of your organization does not permit");
            assert!(refused.contains(&says), "{rule}: {refused}");
            let why = why(&lab, place);
            assert_eq!((&why["toolchain"], &why["problem"]["code"]), (&Value::Null, &json!("UPGO-POLICY-VERSION")));
            assert!(why["problem"]["message"].as_str().unwrap().contains(&says), "{rule}: {why:#}");
            assert_eq!(status["followed"]["problem"], why["problem"], "{rule}: {status:#}");
        }
    }
    // a permitted one of the line comes before a newer one, and one that is installed later counts at once
    decide(&lab, "blocked = ['1.27']");
    let newest = folder(&lab, "newest", ".go-version", "latest\n");
    lab.upgo(["remove", "1.26.6"]).succeeds();
    run(&lab, &newest, &["version"], 127);
    lab.upgo(["install", "1.26.6"]).succeeds();
    assert_eq!(version(&lab, &newest), "go1.26.6");
    lab.upgo(["remove", "1.26.6"]).succeeds();
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(version(&lab, &newest), "go1.26.6");
}

#[test]
#[cfg(unix)]
fn a_link_out_of_the_folder_is_refused_and_nothing_of_its_file_is_said() {
    let lab = with_two(lab());
    follow(&lab, "true");
    fs::write(lab.path("secret"), "hunter2 1.26.6\n").unwrap();
    let name = "a\u{202e}b\u{200b}c\u{2066}";
    let place = folder(&lab, name, "inside", "1.26.6\n");
    for file in [".go-version", ".tool-versions", "mise.toml"] {
        for target in ["../secret", "/proc/self/environ"] {
            std::os::unix::fs::symlink(target, place.join(file)).unwrap();
            let refused = run(&lab, &place, &["version"], 127).errors;
            assert!(refused.contains("is a link to a file outside of its folder"), "{refused}");
            assert!(!refused.contains("hunter2") && !refused.contains("PATH="), "{refused}");
            assert!(refused.contains(r"a\u{202e}b\u{200b}c\u{2066}"), "{refused:?}");
            assert!(why(&lab, &place)["problem"]["message"].as_str().unwrap().contains("outside of its folder"));
            fs::remove_file(place.join(file)).unwrap();
        }
    }
    std::os::unix::fs::symlink("inside", place.join(".go-version")).unwrap();
    assert_eq!(version(&lab, &place), "go1.26.6");
    fs::write(place.join("inside"), "hunter2\n").unwrap();
    let refused = run(&lab, &place, &["version"], 127).errors;
    assert!(refused.contains("names no Go version") && !refused.contains("hunter2"), "{refused}");
}

#[test]
fn a_policy_decides_at_the_next_command_without_a_change_of_the_settings() {
    let Some(lab) = managed(lab(), "follow-projects = true\n") else { return };
    let lab = with_two(lab);
    let old = folder(&lab, "old", ".go-version", "1.26.6\n");
    assert_eq!(version(&lab, &old), "go1.26.6");
    lab.upgo(["settings", "set", "follow-projects", "false"]).exits(15);
    fs::write(lab.path("policy.toml"), "").unwrap();
    lab.upgo(["status"]).succeeds();
    assert_eq!((version(&lab, &old), is_link(&lab)), ("go1.27.3".to_owned(), cfg!(unix)));
    fs::write(lab.home().join("settings.toml"), "follow-projects = true\n").unwrap();
    lab.upgo(["status"]).succeeds();
    assert_eq!(version(&lab, &old), "go1.26.6", "and so does an edited file");
}
