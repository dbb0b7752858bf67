//! Programs that run from a Go about to be removed: they are found first and never closed, and their files are deleted
//! entirely or not at all.
use std::path::PathBuf;
use std::process::{Child, Stdio};

use serde_json::{Value, json};
use upgo_testkit::lab::{EXE, Lab};
use upgo_testkit::limit::{InTime as _, lines_in_time};

use crate::lab;

/// A sandbox with go1.26.6, the current Go, and go1.27.3.
fn two_versions() -> Lab {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    lab
}

/// A program from `bin` that runs until it is released, or until the test ends.
pub(crate) struct Running(Child);

impl Running {
    pub(crate) fn start(lab: &Lab, name: &str) -> Self {
        let mut command = lab.command(lab.home().join("bin").join(format!("{name}{EXE}")));
        let mut running = command.arg("wait").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        // After its first output, the real program runs, too.
        assert!(lines_in_time(running.stdout.take().unwrap()).next().is_some(), "{name} does not run");
        Self(running)
    }

    pub(crate) fn finish(mut self) {
        drop(self.0.stdin.take());
        assert!(self.0.status_in_time().unwrap().success(), "the running program failed");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        self.0.status_in_time().ok();
    }
}

/// The state that a refused change must not touch.
fn state(lab: &Lab) -> [Vec<String>; 4] {
    [lab.toolchains(), lab.names_in("bin"), lab.names_in("staging"), lab.names_in("journal")]
}

fn go_of(lab: &Lab, version: &str) -> PathBuf {
    lab.home().join("toolchains").join(version).join("bin").join(format!("go{EXE}"))
}

#[test]
fn without_a_terminal_removing_a_go_in_use_is_refused_with_the_next_step() {
    let lab = two_versions();
    let running = Running::start(&lab, "go1.27.3");
    let before = state(&lab);
    for command in [&["remove", "1.27.3"][..], &["remove", "--unused"], &["rollback"], &["purge", "--yes"]] {
        lab.upgo(["settings", "set", "keep-versions", "1"]).succeeds();
        let refused = lab.upgo(command.iter().chain(&["--json"])).exits(6).json();
        let error = &refused["error"];
        assert_eq!(error["code"], "UPGO-FILE-BUSY", "{command:?}: {error:#}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("go1.27.3 is in use by go (process "), "{message}");
        assert!(error["means"].as_str().unwrap().contains("nothing was closed"), "{error:#}");
        assert!(error["next"].as_str().unwrap().contains("--wait"), "{error:#}");
        assert_eq!(state(&lab), before, "{command:?} changed something");
    }
    running.finish();
    lab.upgo(["remove", "1.27.3"]).succeeds();
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
}

#[test]
fn a_dry_run_lists_running_programs() {
    let lab = two_versions();
    let running = Running::start(&lab, "go1.27.3");
    let plan = lab.upgo(["remove", "1.27.3", "--dry-run", "--json"]).succeeds().json();
    crate::schemas::fits("dry-run", &plan);
    let programs = plan["running"].as_array().unwrap();
    assert_eq!((programs.len(), &programs[0]["name"]), (1, &json!("go")), "{plan:#}");
    assert_eq!(programs[0]["pids"].as_array().unwrap().len(), 1);
    let words = lab.upgo(["remove", "1.27.3", "--dry-run"]).succeeds();
    assert!(words.output.contains("go1.27.3 is in use by go (process "), "{words}");
    running.finish();
    let plan = lab.upgo(["remove", "1.27.3", "--dry-run", "--json"]).succeeds().json();
    assert_eq!(plan["running"], json!([]));
}

#[test]
fn wait_removes_the_toolchain_once_the_program_has_ended() {
    let lab = two_versions();
    let running = Running::start(&lab, "go1.27.3");
    let mut removal = lab.upgo(["remove", "1.27.3", "--wait", "--progress", "json"]).starts();
    let mut events = lines_in_time(removal.stderr.take().unwrap());
    let first: Value = serde_json::from_str(&events.next().unwrap().unwrap()).unwrap();
    crate::schemas::fits("event", &first);
    assert_eq!(first["type"], "waiting");
    assert!(first["reason"].as_str().unwrap().contains("go1.27.3 is in use by go (process "), "{first}");
    assert_eq!(lab.toolchains(), ["go1.26.6", "go1.27.3"]);
    lab.upgo(["status"]).succeeds(); // the waiting removal does not block others
    running.finish();
    for event in events {
        assert!(!event.unwrap().contains("planFailed"));
    }
    assert!(removal.status_in_time().unwrap().success());
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
}

#[test]
fn a_program_of_another_version_blocks_nothing() {
    let lab = two_versions();
    // On Windows, this also runs a launcher, which belongs to no toolchain.
    let running = Running::start(&lab, "go");
    lab.upgo(["remove", "1.27.3"]).succeeds();
    running.finish();
}

#[test]
fn a_switch_names_the_programs_that_still_use_the_old_go() {
    let lab = two_versions();
    let running = Running::start(&lab, "go");
    let changed = lab.upgo(["use", "1.27.3", "--json"]).succeeds().json();
    crate::schemas::fits("change", &changed);
    assert_eq!(changed["running"][0]["name"], "go", "{changed:#}");
    let words = lab.upgo(["use", "1.26.6"]).succeeds();
    assert!(!words.output.contains("still run"), "nothing runs from go1.27.3: {words}");
    let words = lab.upgo(["use", "1.27.3"]).succeeds();
    assert!(words.output.contains("go1.26.6 until restarted."), "{words}");
    running.finish();
}

#[test]
fn even_if_running_removes_the_toolchain_and_the_program_continues() {
    if !can_rename_running_folder() {
        println!("SKIPPED: Windows cannot rename the folder of a running program; see the next test");
        return;
    }
    let lab = two_versions();
    let running = Running::start(&lab, "go1.27.3");
    let changed = lab.upgo(["remove", "1.27.3", "--even-if-running", "--json"]).succeeds().json();
    assert_eq!(changed["running"][0]["name"], "go", "{changed:#}");
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
    running.finish();
    lab.upgo(["status"]).succeeds();
    assert_eq!(lab.names_in("staging"), [""; 0]);
}

/// Whether the folder of a running program can be renamed: on Unix and Wine.
fn can_rename_running_folder() -> bool {
    cfg!(unix) || upgo_testkit::is_wine()
}

#[test]
fn a_folder_that_cannot_be_renamed_stays_complete_and_the_program_is_named() {
    let lab = two_versions();
    let running = Running::start(&lab, "go1.27.3");
    let before = state(&lab);
    let remove = lab.upgo(["remove", "1.27.3", "--even-if-running", "--json"]);
    let refused = remove.with("UPGO_FAULT", "held:go1.27.3").exits(6).json();
    let error = &refused["error"];
    assert_eq!(error["code"], "UPGO-FILE-BUSY", "{error:#}");
    assert!(error["message"].as_str().unwrap().contains("go (process "), "{error:#}");
    assert!(go_of(&lab, "go1.27.3").is_file());
    assert_eq!(state(&lab)[..2], before[..2], "the tree or its name is gone");
    running.finish(); // on Windows, its launcher was renamed to make room for a new one
    lab.upgo(["status"]).succeeds();
    assert_eq!(state(&lab)[..3], before[..3], "something is left behind");
    let said =
        lab.command(lab.home().join("bin").join(format!("go1.27.3{EXE}"))).arg("version").output_in_time().unwrap();
    assert!(String::from_utf8_lossy(&said.stdout).contains("go1.27.3"), "it no longer runs");
}

/// A scanner has a file in the folder open for a moment.
#[test]
fn a_folder_with_an_open_file_is_removed_once_the_file_is_closed() {
    let lab = two_versions();
    lab.upgo(["remove", "1.27.3"]).with("UPGO_FAULT", "windows:held-folder@300").succeeds();
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
    assert_eq!(lab.names_in("staging"), [""; 0]);
}

#[test]
fn any_command_sweeps_leftovers_in_staging() {
    let lab = two_versions();
    for command in [&["status"][..], &["list"], &["use", "1.26.6"], &["remove", "1.27.3"]] {
        let tree = lab.home().join("staging").join("1-removed-go1.25.1").join("bin");
        std::fs::create_dir_all(&tree).unwrap();
        for file in [tree.join(format!("go{EXE}")), lab.home().join("staging").join("replaced-go.exe.7-ThreadId1.new")]
        {
            std::fs::write(file, b"x").unwrap();
        }
        lab.upgo(command).succeeds();
        assert_eq!(lab.names_in("staging"), [""; 0], "{command:?}");
    }
}

#[test]
fn a_leftover_that_cannot_be_deleted_fails_no_change() {
    let lab = two_versions();
    let left = lab.home().join("staging").join("1-tree");
    let switch = |version: &str| lab.upgo(["use", version]);
    let leave = || std::fs::create_dir_all(left.join("bin")).unwrap();
    leave();
    let trace = lab.path("trace");
    switch("1.27.3").with("UPGO_FAULT", format!("trace:{}", trace.display())).succeeds();
    let trace = std::fs::read_to_string(trace).unwrap();
    let is_sweep = |line: &str| line == format!("remove-tree\t{}", left.display());
    let sweep = trace.lines().position(is_sweep).expect("no sweep in the trace") + 1;
    leave();
    switch("1.26.6").with("UPGO_FAULT", format!("fail@{sweep}")).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
    assert_eq!(lab.names_in("staging"), [""; 0], "the sweep after the change did not delete it");
}

#[cfg(target_os = "linux")]
#[test]
fn in_a_terminal_it_asks_whether_to_wait_remove_or_cancel() {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};
    use upgo_testkit::limit::in_time;

    for (answer, code, removed) in [("c\n", 130, false), ("\n", 130, false), ("r\n", 0, true), ("w\n", 0, true)] {
        let lab = two_versions();
        let running = Running::start(&lab, "go1.27.3");
        let Some(mut command) = lab.at_terminal(200, "remove 1.27.3") else { return };
        let mut terminal = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let output = terminal.stdout.take().unwrap();
        let (mut output, question) = in_time(move || {
            let (mut output, mut question) = (BufReader::new(output), Vec::new());
            output.read_until(b'?', &mut question).unwrap();
            (output, question)
        });
        let question = String::from_utf8_lossy(&question);
        assert!(question.contains("go1.27.3 is in use by go (process "), "{question}");
        terminal.stdin.as_mut().unwrap().write_all(answer.as_bytes()).unwrap();
        let running = (answer != "w\n").then_some(running); // otherwise it ends now, and the removal waits for that
        let rest = in_time(move || {
            let mut rest = String::new();
            output.read_to_string(&mut rest).unwrap();
            rest
        });
        assert_eq!(terminal.status_in_time().unwrap().code(), Some(code), "{answer:?}: {rest}");
        assert_eq!(lab.toolchains().len(), if removed { 1 } else { 2 }, "{answer:?}");
        if let Some(running) = running {
            running.finish();
        }
    }
}
