//! `bisect`: the first release that breaks a command, and nothing stays behind.
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use upgo_testkit::lab::{Lab, Run};
use upgo_testkit::limit::{InTime as _, lines_in_time};

use crate::lab;
use crate::schemas::fits;

const RELEASES: [&str; 8] =
    ["go1.26.0", "go1.26.1", "go1.26.6", "go1.27rc1", "go1.27.0", "go1.27.1", "go1.27.2", "go1.27.3"];

/// A machine with go1.26.6 in use, and all releases on the server.
fn lab_with_releases() -> Lab {
    lab_with(&RELEASES)
}

fn lab_with(releases: &[&str]) -> Lab {
    let lab = releases.iter().fold(lab(), |lab, release| lab.with_release(release));
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab
}

/// A search with a command that fails for releases that `pattern` matches, and ends with 125 for those of `skipped`.
fn search(lab: &Lab, words: &[&str], pattern: &str, skipped: &str) -> Run {
    let line = format!(
        "v=$(go version) || exit 9; case \"$v\" in {skipped}) exit 125;; {pattern}) echo it fails; exit 1;; esac"
    );
    lab.upgo(["bisect"].iter().chain(words).copied().chain(["--", "sh", "-c", &line]))
}

fn versions(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["version"].as_str().unwrap()).collect()
}

const ENDS: [&str; 4] = ["--good", "1.26.0", "--bad", "1.27.3"];

#[test]
fn the_first_bad_release_is_found_and_only_its_own_toolchains_are_removed() {
    let lab = lab_with_releases();
    lab.upgo(["install", "1.27.1"]).succeeds();
    let words = [&ENDS[..], &["--json"]].concat();
    let report = search(&lab, &words, "*go1.27.[23]*", "none").succeeds().json();
    fits("bisect", &report);
    assert_eq!(report["firstBad"]["version"], "go1.27.2", "{report:#}");
    assert_eq!(report["firstBad"]["notes"], "https://go.dev/doc/devel/release#go1.27.2");
    assert_eq!(report["lastGood"]["version"], "go1.27.1");
    assert_eq!(report["useLastGood"], "upgo use 1.27.1");
    assert_eq!(versions(&report["tried"]), ["go1.26.0", "go1.27.3", "go1.27.1", "go1.27.2"]);
    let verdicts: Vec<&Value> = report["tried"].as_array().unwrap().iter().map(|trial| &trial["verdict"]).collect();
    assert_eq!(verdicts, ["good", "bad", "good", "bad"]);
    assert_eq!(report["removed"], json!(["go1.26.0", "go1.27.2", "go1.27.3"]));
    assert_eq!(report["notTried"], json!(["go1.26.1", "go1.26.6"]));
    assert_eq!(lab.toolchains(), ["go1.26.6", "go1.27.1"]);
    assert_eq!(lab.go_version(), "go1.26.6");
}

#[test]
fn a_change_that_arrived_in_a_patch_of_the_line_before_is_found() {
    let lab = lab_with(&[&["go1.25.0", "go1.25.5"], &RELEASES[..]].concat());
    let from = ["--good", "1.25.0", "--bad", "1.27.3"];
    let words = [&from[..], &["--json"]].concat();
    let report = search(&lab, &words, "*go1.26.[1-9]*|*go1.27*", "none").succeeds().json();
    fits("bisect", &report);
    assert_eq!(
        (&report["firstBad"]["version"], &report["lastGood"]["version"]),
        (&json!("go1.26.1"), &json!("go1.26.0"))
    );
    assert_eq!(report["notTried"], json!(["go1.25.5"]), "{report:#}");
    let told = search(&lab, &from, "*go1.26.[1-9]*|*go1.27*", "none").succeeds();
    assert!(told.output.starts_with("go1.26.1 is the first bad release of those searched"), "{told}");
    assert!(told.output.contains("Not searched: go1.25.5."), "{told}");
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
}

/// As of a mirror, which has only the newest patches.
#[test]
fn the_oldest_listed_release_of_a_line_stands_for_its_first_one() {
    let lab = lab_with(&["go1.25.5", "go1.26.6", "go1.27.3"]);
    let words = ["--good", "1.25.5", "--bad", "1.27.3", "--json"];
    let report = search(&lab, &words, "*go1.26*|*go1.27*", "none").succeeds().json();
    assert_eq!((&report["firstBad"]["version"], &report["notTried"]), (&json!("go1.26.6"), &json!([])), "{report:#}");
}

#[test]
fn the_steps_and_the_result_are_told() {
    let lab = lab_with_releases();
    let told = search(&lab, &ENDS, "*go1.27*", "none").succeeds();
    for step in
        ["Step 1 of about 4: go1.26.0", "Step 2 of about 4: go1.27.3", "Step 3 of about 4: go1.27.1", "it fails"]
    {
        assert!(told.errors.contains(step), "{step}: {told}");
    }
    assert!(told.output.starts_with("go1.27.0 is the first bad release"), "{told}");
    assert!(told.output.contains("Release notes: https://go.dev/doc/go1.27\n"), "{told}");
    assert!(told.output.contains("To switch to it: `upgo use 1.26.6`"), "the last patch before it was tried: {told}");
    assert!(!told.output.contains("Not searched"), "{told}");
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
    let quiet = [&ENDS[..], &["--quiet"]].concat();
    assert_eq!(search(&lab, &quiet, "*go1.27*", "none").succeeds().errors, "");
}

#[test]
fn a_release_that_cannot_be_judged_is_skipped() {
    let lab = lab_with_releases();
    let words = [&ENDS[..], &["--json"]].concat();
    let report = search(&lab, &words, "*go1.27.[123]*", "*go1.27.1*").succeeds().json();
    fits("bisect", &report);
    assert_eq!((&report["firstBad"], versions(&report["suspects"])), (&Value::Null, vec!["go1.27.1", "go1.27.2"]));
    let told = search(&lab, &ENDS, "*go1.27.[123]*", "*go1.27.1*").succeeds();
    assert!(told.output.starts_with("One of these is the first bad release"), "{told}");
}

#[test]
fn prereleases_are_tried_only_if_asked_for() {
    let lab = lab_with_releases();
    let words = [&ENDS[..], &["--json", "--include-prereleases"]].concat();
    let report = search(&lab, &words, "*go1.27*", "none").succeeds().json();
    assert_eq!(report["firstBad"]["version"], "go1.27rc1", "{report:#}");
}

#[test]
fn ends_that_are_not_as_said_are_refused_and_leave_nothing() {
    let lab = lab_with_releases();
    for (ends, pattern, skipped, expected) in [
        (ENDS, "*go1.26*", "none", "go1.26.0 is not good: the command failed (exit status 1)"),
        (ENDS, "none", "none", "go1.27.3 is not bad: the command succeeded"),
        (ENDS, "none", "*go1.27.3*", "go1.27.3 is not bad: the command could not judge it (exit status 125)"),
        (["--good", "1.27.3", "--bad", "1.26.0"], "none", "none", "is not newer than the good release go1.27.3"),
        (["--good", "1.26.0", "--bad", "1.26.0"], "none", "none", "is not newer than the good release go1.26.0"),
    ] {
        let words = [&ends[..], &["--json"]].concat();
        let error = search(&lab, &words, pattern, skipped).exits(2).json();
        assert!(error["error"]["message"].as_str().unwrap().contains(expected), "{error:#}");
        assert_eq!(lab.toolchains(), ["go1.26.6"]);
    }
    let error = lab.upgo(["bisect", "--good", "1.26.0", "--bad", "1.27.3", "--json", "--", "no-such-program"]).exits(7);
    assert_eq!(error.json()["error"]["code"], "UPGO-COMMAND");
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
}

/// A search whose command says that it runs, and then never ends.
fn endless(lab: &Lab) -> Command {
    let line = "echo the command runs; exec sleep 1000";
    let words = ["bisect", "--good", "1.26.0", "--bad", "1.27.3", "--", "sh", "-c", line];
    let mut command = lab.upgo(words).into_command();
    command.stdin(Stdio::null());
    command
}

/// Starts it and waits until its command runs.
fn start(lab: &Lab) -> (std::process::Child, impl Iterator<Item = String>) {
    let mut child = endless(lab).spawn().unwrap();
    let mut lines = lines_in_time(child.stderr.take().unwrap()).map_while(Result::ok);
    assert!(lines.any(|line| line.contains("the command runs")), "it did not start");
    (child, lines)
}

#[test]
fn ctrl_c_ends_the_command_and_removes_what_was_installed() {
    let lab = lab_with_releases();
    let (mut child, lines) = start(&lab);
    assert_eq!(lab.toolchains(), ["go1.26.0", "go1.26.6"]);
    let busy = lab.upgo(["bisect", "--good", "1.26.0", "--bad", "1.27.3", "--json", "--", "true"]).exits(6).json();
    assert_eq!(busy["error"]["code"], "UPGO-BUSY", "{busy:#}");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status_in_time().unwrap().success());
    let rest: Vec<String> = lines.collect();
    assert_eq!(child.status_in_time().unwrap().code(), Some(130), "{rest:#?}");
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
}

#[test]
fn the_next_search_removes_what_a_killed_one_left_but_not_what_the_user_chose() {
    let lab = lab_with_releases();
    let kill = || {
        let (mut child, _) = start(&lab);
        child.kill().unwrap();
        child.status_in_time().unwrap();
    };
    kill();
    assert_eq!(lab.toolchains(), ["go1.26.0", "go1.26.6"]);
    let is_found = || {
        let report = lab.upgo(["doctor", "--json"]).succeeds().json();
        report["findings"].as_array().unwrap().iter().any(|finding| finding["id"] == "leftover.bisect")
    };
    assert!(is_found());
    let fix = lab.upgo(["doctor", "--fix", "leftover.bisect", "--dry-run", "--json"]).succeeds().json();
    assert!(fix.to_string().contains("go1.26.0"), "{fix:#}");
    lab.upgo(["doctor", "--fix", "leftover.bisect", "--yes"]).succeeds();
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
    assert!(!is_found());
    kill();
    let words = ["--good", "1.27.1", "--bad", "1.27.2", "--json"];
    let report = search(&lab, &words, "*go1.27.2*", "none").succeeds().json();
    assert_eq!(report["removed"], json!(["go1.26.0", "go1.27.1", "go1.27.2"]), "{report:#}");
    assert_eq!(lab.toolchains(), ["go1.26.6"]);

    kill();
    lab.upgo(["use", "1.26.0"]).succeeds();
    lab.upgo(["use", "1.26.6"]).succeeds();
    search(&lab, &words, "*go1.27.2*", "none").succeeds();
    assert_eq!(lab.toolchains(), ["go1.26.0", "go1.26.6"]);
    lab.upgo(["purge", "--yes"]).succeeds();
    assert!(!lab.home().exists());
}

#[test]
fn the_command_runs_in_this_folder_with_the_environment_of_exec_and_without_input() {
    let lab = lab_with_releases();
    let folder: PathBuf = lab.path("my project");
    std::fs::create_dir_all(&folder).unwrap();
    let line = r#"echo "$GOTOOLCHAIN $PWD ${GOROOT-none} $(cat)" >> log; go version | grep -q go1.26"#;
    let words = ["bisect", "--good", "1.26.6", "--bad", "1.27.0", "--", "sh", "-c", line];
    lab.upgo(words).within(&folder).with("GOROOT", "/stale").succeeds();
    let log = std::fs::read_to_string(folder.join("log")).unwrap();
    let place = Path::new(&folder).canonicalize().unwrap();
    let line = |version: &str| format!("{version} {} none \n", place.display());
    assert_eq!(log, [line("go1.26.6"), line("go1.27.0")].concat());
}
