//! A new window answers with what the registry has; a shell that runs something at its start and then another Go is
//! named. The shells are `cmd` with batch files, because Wine has no other.
use std::fs;

use upgo_testkit::lab::Lab;
use upgo_testkit::registry;

use super::{machine_path, set_path};
use crate::lab;
use crate::schemas::fits;

/// What a shell runs after its startup file.
const QUESTION: &str = "@%UPGO_LOOK_PROGRAM% answer-for-terminal\r\n";

/// A user with a Go of others, which is not on PATH. The name of the folder is not in any code page.
fn user() -> Lab {
    let lab = lab().with_release("go1.27.3");
    let bin = lab.user().join("other").join("go").join("bin");
    fs::create_dir_all(&bin).unwrap();
    fs::write(bin.with_file_name("VERSION"), "go1.26.6\n").unwrap();
    fs::copy(lab.sample_go(), bin.join("go.exe")).unwrap();
    set_path(&lab, "machine", &machine_path());
    lab.asking("", "desktop")
}

/// Lets Upgo ask these shells: for each its name, and the batch file that it runs.
fn with_shells(lab: Lab, shells: &[(&str, &str)]) -> Lab {
    let root = std::env::var("SystemRoot").unwrap();
    let line = |(name, file): &(&str, &str)| format!("{name}\t{root}\\system32\\cmd.exe\t/d\t/c\t{file}\n");
    let lines: String = shells.iter().map(line).collect();
    lab.with_variable("UPGO_TEST_SHELLS", lines)
}

#[test]
fn a_shell_whose_startup_file_chooses_another_go_is_named() {
    let lab = with_shells(user(), &[("cmd", "startup.cmd")]);
    let startup = format!("@set PATH=%USERPROFILE%\\other\\go\\bin;%PATH%\r\n{QUESTION}");
    fs::write(lab.user().join("startup.cmd"), startup).unwrap();
    let changed = lab.upgo(["install", "1.27.3", "--use", "--json"]).exits(12);
    assert!(changed.output.contains("cmd still runs go1.26.6 instead of go1.27.3"), "{changed}");

    let status = lab.upgo(["status", "--json"]).succeeds().json();
    fits("status", &status);
    let active = &status["active"];
    assert_eq!((&active["version"], &active["known"]), (&"go1.27.3".into(), &"asked".into()), "{active:#}");
    assert!(active["at"].is_string() && active["because"].is_null(), "{active:#}");
    let other = &active["other"];
    assert_eq!((&other["terminal"], &other["version"]), (&"cmd".into(), &"go1.26.6".into()), "{active:#}");
    assert_eq!(other["root"].as_str(), lab.user().join("other").join("go").to_str(), "{active:#}");
    let said = lab.upgo(["status"]).succeeds();
    assert!(said.output.contains("cmd runs go1.26.6 instead"), "{said}");
}

#[test]
fn a_shell_that_does_not_answer_is_not_named_and_not_asked_again() {
    let lab = user();
    lab.upgo(["install", "1.27.3", "--use"]).with("UPGO_NO_SHELL", "1").succeeds();
    for (name, lines) in [("hangs", ":again\r\n@goto again\r\n"), ("ends", "@exit 1\r\n")] {
        let startup = format!("@echo x>>{name}.txt\r\n{lines}");
        fs::write(lab.user().join(format!("{name}.cmd")), startup).unwrap();
    }
    let lab = with_shells(lab, &[("gitBash", "hangs.cmd"), ("cmd", "ends.cmd")]);
    for _ in 0..2 {
        let active = lab.upgo(["status", "--json"]).succeeds().json()["active"].clone();
        assert_eq!((&active["version"], &active["known"]), (&"go1.27.3".into(), &"asked".into()), "{active:#}");
        assert!(active["because"].is_null() && active["other"].is_null(), "{active:#}");
        for name in ["hangs", "ends"] {
            let starts = fs::read_to_string(lab.user().join(format!("{name}.txt"))).unwrap();
            assert_eq!(starts.lines().count(), 1, "{name}");
        }
    }
}

#[test]
fn cmd_is_asked_only_if_it_runs_something_at_its_start() {
    for auto_run in [None, Some("rem")] {
        let lab = user();
        if let Some(command) = auto_run {
            let bytes = command.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
            let key = format!(r"{}\software\Microsoft\Command Processor", lab.registry());
            registry::set(&key, "AutoRun", (true, bytes));
        }
        lab.upgo(["install", "1.27.3", "--use"]).succeeds();
        let heard = fs::read_to_string(lab.home().join("terminals.json")).unwrap_or_default();
        assert_eq!(heard.contains("\"cmd\""), auto_run.is_some(), "{heard}");
    }
}
