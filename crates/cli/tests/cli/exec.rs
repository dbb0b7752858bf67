//! `exec` and `shell`: a command or a shell in which `go` is one certain toolchain, and nothing else changes.
use std::fs;

use upgo_testkit::lab::Lab;
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;

use crate::lab;

/// A machine with go1.26.6 in use. go1.27.3 can be installed.
pub(crate) fn lab_with_go() -> Lab {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab
}

fn history(lab: &Lab) -> Vec<String> {
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    let entries = history["entries"].as_array().unwrap();
    entries.iter().map(|entry| entry["by"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_missing_version_is_installed_and_only_the_command_gets_it() {
    let lab = lab_with_go();
    let ran = lab.upgo(["exec", "1.27.3", "--", "go", "version"]).succeeds();
    assert_eq!(ran.output, "go version go1.27.3 sample/sample\n", "nothing else is on standard output");
    assert!(ran.errors.contains("go1.27.3"), "progress is on standard error: {ran}");
    assert_eq!(lab.go_version(), "go1.26.6");
    assert_eq!(lab.toolchains(), ["go1.26.6", "go1.27.3"]);
    let again = lab.upgo(["exec", "1.27", "--", "go", "version"]).succeeds();
    assert_eq!((again.output.as_str(), again.errors.as_str()), ("go version go1.27.3 sample/sample\n", ""));
    let without_dashes = lab.upgo(["exec", "1.27", "go", "version", "--json"]).succeeds();
    assert_eq!(without_dashes.output, again.output, "what follows the command is its own");
    assert_eq!(history(&lab), ["upgo exec 1.27.3", "upgo install 1.26.6"]);
}

#[test]
fn the_history_does_not_contain_the_command() {
    let lab = lab_with_go();
    lab.upgo(["exec", "1.27.3", "--", "go", "exit", "0", "-ldflags=-X main.token=hunter2"]).succeeds();
    assert_eq!(history(&lab)[0], "upgo exec 1.27.3");
}

#[test]
fn the_exit_status_is_that_of_the_command() {
    let lab = lab_with_go();
    for code in [0, 1, 3, 125] {
        lab.upgo(["exec", "1.26.6", "--", "go", "exit", &code.to_string()]).exits(code);
    }
    // Options of the command are its own, even those of Upgo.
    let ran = lab.upgo(["exec", "1.26.6", "--", "go", "--json", "--help"]).succeeds();
    assert_eq!(ran.errors.trim(), r#"sample go: ["--json", "--help"]"#);
}

#[test]
fn an_installed_release_of_a_line_is_enough_and_latest_is_the_newest() {
    let mut lab = lab_with_go();
    lab.add_release("go1.26.7");
    let runs = |lab: &Lab, version: &str| lab.upgo(["exec", version, "--", "go", "version"]).succeeds().output;
    assert!(runs(&lab, "1.26").contains("go1.26.6 "));
    assert!(runs(&lab, "1.26.7").contains("go1.26.7 "));
    assert!(runs(&lab, "1.26").contains("go1.26.7 "));
    assert!(runs(&lab, "latest").contains("go1.27.3 "));
}

#[test]
fn an_installed_version_needs_no_network() {
    let lab = lab_with_go();
    let offline = "http://127.0.0.1:1/";
    let ran = lab.upgo(["exec", "1.26", "--", "go", "version"]).with("UPGO_FEED_URL", offline).succeeds();
    assert!(ran.output.contains("go1.26.6 "), "{ran}");
    lab.upgo(["exec", "1.25.1", "--", "go"]).with("UPGO_FEED_URL", offline).exits(3);
}

#[test]
fn what_cannot_run_is_explained() {
    let lab = lab_with_go();
    for (words, status, code) in [
        (&["exec", "1.26.6", "--json", "--", "no-such-program"][..], 7, "UPGO-COMMAND"),
        (&["exec", "1.26.6", "--json", "--", "./no-such-program"], 7, "UPGO-COMMAND"),
        (&["exec", "1.99.1", "--json", "--", "go"], 7, "UPGO-VERSION-UNKNOWN"),
        (&["exec", "one", "--json", "--", "go"], 2, "UPGO-USAGE"),
        (&["exec", "project", "--json", "--", "go"], 2, "UPGO-USAGE"),
        (&["exec", "1.26.6", "--json"], 2, "UPGO-USAGE"),
    ] {
        let error = lab.upgo(words).exits(status).json();
        assert_eq!(error["error"]["code"], code, "{words:?}: {error:#}");
    }
}

#[test]
fn project_is_what_the_files_of_the_project_ask_for() {
    let mut lab = lab_with_go();
    lab.add_release("go1.25.9");
    let folder = lab.path("project/inner");
    fs::create_dir_all(&folder).unwrap();
    fs::create_dir_all(lab.path("project/.git")).unwrap();
    let file = |name: &str, text: &str| fs::write(lab.path("project").join(name), text).unwrap();
    let runs = || {
        let ran = lab.upgo(["exec", "project", "--", "go", "version"]).within(&folder).succeeds();
        ran.output.split(' ').nth(2).unwrap().to_owned()
    };
    file("go.mod", "module example.com/m\n\ngo 1.26\n");
    assert_eq!(runs(), "go1.26.6");
    file("go.mod", "module example.com/m\n\ngo 1.26\ntoolchain go1.27.3\n");
    assert_eq!(runs(), "go1.27.3");
    file(".go-version", "1.26.6\n");
    assert_eq!(runs(), "go1.27.3", "go.mod requires more than the version file names");
    file("go.mod", "module example.com/m\n\ngo 1.25.0\n");
    assert_eq!(runs(), "go1.26.6");
    fs::remove_file(lab.path("project/.go-version")).unwrap();
    file(".tool-versions", "nodejs 22.1.0\ngolang 1.25.9\n");
    assert_eq!(runs(), "go1.25.9");
    let said = lab.upgo(["exec", "project", "--", "go", "version"]).within(&folder).succeeds().errors;
    assert!(said.contains(".tool-versions asks for go1.25.9"), "{said}");
}

#[cfg(unix)]
#[test]
fn the_command_takes_the_place_of_upgo() {
    use std::os::unix::process::ExitStatusExt as _;

    let lab = lab_with_go();
    let mut child = lab.upgo(["exec", "1.26.6", "--", "sh", "-c", "echo $$"]).starts();
    let pid = child.id();
    let output = child.output_in_time().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), pid.to_string());
    // Signals have their usual effect: for Upgo itself, some have not.
    for (name, number) in [("INT", 2), ("PIPE", 13), ("XFSZ", 25)] {
        let line = format!("kill -{name} $$; echo survived");
        let mut child = lab.upgo(["exec", "1.26.6", "--", "sh", "-c", &line]).starts();
        let output = child.output_in_time().unwrap();
        assert_eq!(output.status.signal(), Some(number), "{name}: {output:?}");
    }
}

#[test]
fn a_shell_that_is_not_installed_is_named() {
    let lab = lab_with_go();
    let missing = if cfg!(windows) { "fish" } else { "cmd" };
    let error = lab.upgo(["shell", "1.26.6", "--shell", missing, "--quiet"]).exits(7);
    assert!(error.errors.contains(&format!("{missing} is not installed")), "{error}");
}
