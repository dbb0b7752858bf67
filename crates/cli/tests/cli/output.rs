//! JSON is plain ASCII. Output that cannot be written is reported as an error, and never causes a panic.
use serde_json::Value;
use upgo_testkit::lab::{Lab, Ran};
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;

use crate::every_command::{ENDLESS, ROWS, machine, words};
use crate::lab;

const UNWRITTEN: &str = "could not write to standard output";

fn did_not_panic(ran: &Ran) {
    assert!(!matches!(ran.code, None | Some(101 | 134)) && !ran.errors.contains("panicked"), "{ran}");
}

/// The words of a row, with `--json`.
fn json(lab: &Lab, row: &str) -> Vec<String> {
    words(lab, row).into_iter().chain(["--json".to_owned()]).collect()
}

/// PowerShell decodes what it reads from a program in the encoding of the console.
#[test]
fn json_is_ascii() {
    let lab = lab().with_release("go1.27.3");
    let home = lab.path("Jörg 测试");
    let lab = lab.with_variable("UPGO_HOME", &home);
    let printed = lab.upgo(["log", "--path", "--json"]).succeeds();
    assert!(printed.output.is_ascii() && printed.output.contains("J\\u00f6rg"), "{printed}");
    assert!(printed.json()["path"].as_str().unwrap().contains("Jörg 测试"), "{printed}");
    let failed = lab.upgo(["use", "😀", "--json"]).exits(2);
    assert!(failed.output.is_ascii() && failed.output.contains("\\ud83d\\ude00"), "{failed}");
    assert!(failed.json()["error"]["message"].as_str().unwrap().contains('😀'), "{failed}");
    let changed = lab.upgo(["install", "latest", "--use", "--json", "--progress", "json"]).succeeds();
    assert!(changed.output.is_ascii() && changed.errors.is_ascii() && !changed.errors.is_empty(), "{changed}");
    let there = lab.upgo(["status", "--json"]).succeeds();
    let go = there.json()["current"]["goBin"].as_str().unwrap().to_owned();
    assert!(there.output.is_ascii() && go.contains("Jörg 测试") && std::path::Path::new(&go).is_file(), "{there}");
    for words in [["dsc", "schema"], ["dsc", "manifest"], ["dsc", "export"]] {
        let printed = lab.upgo(words).succeeds();
        assert!(printed.output.is_ascii() && printed.output.starts_with('{'), "{printed}");
    }
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "long"]
fn every_command_fails_if_standard_output_is_a_full_disk() {
    let lab = machine();
    let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
    lab.upgo(["install", "1.26.6"]).succeeds(); // `log --follow` has something to print
    lab.upgo(["use", "1.26.6"]).writes_to(full()).exits(8);
    assert_eq!(lab.go_version(), "go1.26.6", "the switch was made, though the output was lost");
    for (row, schemas) in ENDLESS.iter().chain(ROWS) {
        let ran = lab.upgo(json(&lab, row)).writes_to(full()).ends();
        did_not_panic(&ran);
        assert!(ran.errors.contains(UNWRITTEN), "{ran}");
        // the first failure determines the exit status
        let expected: &[i32] = if *schemas == "error" { &[1, 2, 3, 6, 7, 8, 9] } else { &[8] };
        assert!(ran.code.is_some_and(|code| expected.contains(&code)) || schemas.contains(" error"), "{ran}");
    }
    let ran = lab.upgo(["use", "1.99.1", "--json"]).writes_to(full()).exits(7);
    assert!(ran.errors.contains("UPGO-VERSION") && ran.errors.contains("UPGO-DISK-FULL"), "{ran}");
    for words in [&["--help"][..], &["--version"], &["status"], &["completions", "fish"], &["settings", "export"]] {
        let ran = lab.upgo(words).writes_to(full()).exits(8);
        assert!(ran.errors.contains(UNWRITTEN) && ran.errors.contains("UPGO-DISK-FULL"), "{ran}");
    }
}

#[test]
#[ignore = "long"]
fn no_command_fails_because_its_reader_closed_the_pipe() {
    let lab = machine();
    lab.upgo(["install", "1.26.6"]).succeeds(); // `log --follow` has something to print
    for (row, schemas) in ENDLESS[..1].iter().chain(ROWS) {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ran = lab.upgo(json(&lab, row)).writes_to(writer).ends();
        did_not_panic(&ran);
        assert!(!ran.errors.contains(UNWRITTEN) && !ran.errors.contains("error"), "{ran}");
        let may_fail = schemas.contains("error");
        assert!(may_fail || matches!(ran.code, Some(0 | 4 | 10 | 11 | 12)), "{ran}");
    }
}

#[cfg(unix)]
#[test]
#[ignore = "long"]
fn every_command_works_without_standard_output() {
    let lab = machine();
    for (row, schemas) in ROWS {
        let mut shell = lab.command("/bin/sh");
        shell.args(["-c", "exec \"$0\" \"$@\" >&-", env!("CARGO_BIN_EXE_upgo")]).args(json(&lab, row));
        let ran = shell.output_in_time().unwrap();
        let may_fail = schemas.contains("error");
        let errors = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(
            may_fail || matches!(ran.status.code(), Some(0 | 4 | 10 | 11 | 12)),
            "{row}: {:?} {errors}",
            ran.status
        );
        assert!(!errors.contains("panicked"), "{row}: {errors}");
    }
}

#[test]
fn help_and_completions_have_json_output_too() {
    let lab = lab();
    let text = |words: &[&str]| -> String {
        let answer: Value = lab.upgo(words.iter().chain(&["--json"])).succeeds().json();
        answer["text"].as_str().unwrap().to_owned()
    };
    assert!(text(&["completions", "bash"]).contains("_upgo()"));
    assert_eq!(text(&["--version"]), lab.upgo(["--version"]).succeeds().output);
    assert_eq!(text(&["help", "install"]), lab.upgo(["help", "install"]).succeeds().output);
    assert_eq!(text(&["man", "env", "set"]).trim_end(), lab.upgo(["man", "env", "set"]).succeeds().output.trim_end());
    let problem = lab.upgo(["settings", "get", "--json"]).exits(2).json();
    assert_eq!(problem["error"]["code"], "UPGO-USAGE");
    let incomplete = lab.upgo(["self", "--json"]).exits(2).json();
    assert!(incomplete["error"]["message"].as_str().unwrap().contains("requires a subcommand"), "{incomplete}");
    let state = lab.upgo(["--json"]).succeeds().json();
    assert_eq!(state["installed"], serde_json::json!([]), "{state:#}");
}

#[test]
fn every_command_has_a_manual_page() {
    let lab = lab();
    let mut pages = vec![vec!["upgo".to_owned()]];
    let mut names = Vec::new();
    while let Some(words) = pages.pop() {
        let page = lab.upgo(["man"].into_iter().chain(words[1..].iter().map(String::as_str))).succeeds().output;
        // roff writes a hyphen as `\-`
        let page = page.replace("\\-", "-");
        let name = words.join("-");
        assert!(page.contains(&format!("\n{name} - ")), "NAME of {name}: {page}");
        assert!(page.contains("OPTIONS FOR EVERY COMMAND") && !page.contains("-help(1)"), "{name}: {page}");
        // the entries of its commands
        let start = format!("{name}-");
        let entries = page.lines().filter_map(|line| line.strip_prefix(start.as_str())?.strip_suffix("(1)"));
        pages.extend(entries.map(|entry| [words.as_slice(), &[entry.to_owned()]].concat()));
        names.push(name);
    }
    for name in ["upgo", "upgo-install", "upgo-env-path-first", "upgo-env-set", "upgo-env-path-move"] {
        assert!(names.iter().any(|known| known == name), "{name} in {names:?}");
    }
    let main = lab.upgo(["man"]).succeeds().output;
    for section in [".SH \"ENVIRONMENT VARIABLES\"", ".SH \"EXIT CODES\"", "UPGO_HOME", "update available"] {
        assert!(main.contains(section), "{section}: {main}");
    }
    let problem = lab.upgo(["man", "env", "sell", "--json"]).exits(2).json();
    assert_eq!(problem["error"]["message"], "there is no command `upgo env sell`");
}
