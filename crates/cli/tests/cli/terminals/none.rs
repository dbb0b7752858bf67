//! Where a new terminal runs no release, each command gives the same reason and the same way out, and that way works.
use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;

use super::listed;
use super::machine::{LOGIN, MACHINES, add, sandbox};

const DELETED: &str = "Upgo's own, deleted by hand";

fn machine(name: &str) -> Option<Lab> {
    let machine = MACHINES.iter().find(|machine| machine.name == name).unwrap();
    listed("bash").map(|bash| machine.lab(&bash))
}

/// The problem that a command reports, wherever its document has it.
fn reason(said: &Value) -> &Value {
    let places = [&said["unjudged"], &said["error"], &said["problem"]].into_iter();
    let mut problems = places.chain(said["warnings"].as_array().into_iter().flatten());
    let is_meant = |code: &Value| code == "UPGO-GO-MISSING" || code == "UPGO-VERSION-UNKNOWN";
    problems.find(|problem| is_meant(&problem["code"])).unwrap_or_else(|| panic!("{said:#}"))
}

#[test]
fn every_command_gives_the_same_reason_and_the_same_way_out() {
    let judges = "a new terminal runs the Go in ";
    for (name, message, next) in [
        ("no Go", "Go is not installed yet", "Run `upgo install latest --use`."),
        ("Upgo's own, not chosen", "new terminals find no Go", "Run `upgo use 1.27.3`."),
        (DELETED, "go1.27.3 is selected, but its files are missing or damaged", "Run `upgo install 1.27.3`."),
        ("a development version", judges, "Run `upgo upgrade` to use a release instead."),
        ("a development version, as Go 1.25 and later name it", judges, "Run `upgo upgrade` to use a release instead."),
    ] {
        let Some(lab) = machine(name) else { return };
        for command in ["status", "check", "audit", "whatsnew", "why", "doctor"] {
            let said = lab.upgo([command, "--json"]).ends().json();
            let reason = reason(&said);
            assert!(reason["message"].as_str().unwrap().starts_with(message), "{name}: {command}: {reason:#}");
            assert_eq!(reason["next"], next, "{name}: {command}: {reason:#}");
            let told = lab.upgo([command]).ends();
            let told = format!("{}{}", told.output, told.errors);
            assert!(told.contains(next), "{name}: {command}: {told}");
            let contradicts = if message == judges { "no Go" } else { "setup is OK" };
            assert!(!told.contains(contradicts), "{name}: {command}: {told}");
        }
    }
}

#[test]
fn a_toolchain_that_was_deleted_by_hand_is_installed_again() {
    let Some(lab) = machine(DELETED) else { return };
    let next = "Run `upgo install 1.27.3`.";
    for words in [&["remove", "1.27.3", "--json"][..], &["verify", "1.27.3", "--repair", "--json"]] {
        let refused = lab.upgo(words).exits(7).json();
        assert_eq!(refused["error"]["next"], next, "{words:?}: {refused:#}");
    }
    let doctor = lab.upgo(["doctor", "--json"]).ends().json();
    let findings = doctor["findings"].as_array().unwrap();
    let missing = findings.iter().find(|finding| finding["id"] == "antivirus.quarantined");
    assert_eq!(missing.map(|missing| &missing["fix"]["command"]), Some(&json!("upgo install 1.27.3")), "{doctor:#}");
    let installed = lab.upgo(["install", "1.27.3"]).succeeds();
    assert!(installed.output.contains("Installed go1.27.3. New terminals run it."), "{installed}");
    assert_eq!(lab.go_version(), "go1.27.3");
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert_eq!((&status["active"]["version"], &status["unjudged"]), (&json!("go1.27.3"), &Value::Null), "{status:#}");
}

#[test]
fn a_shim_without_a_version_is_no_invalid_setting_of_go() {
    let Some(bash) = listed("bash") else { return };
    let lab = sandbox().asking(&bash, LOGIN);
    let shim = lab.user().join(".goenv").join("shims").join("go");
    std::fs::create_dir_all(shim.parent().unwrap()).unwrap();
    std::fs::write(&shim, "#!/bin/sh\necho 'goenv: no version is set' >&2\nexit 1\n").unwrap();
    std::fs::set_permissions(&shim, std::fs::Permissions::from_mode(0o755)).unwrap();
    add(&lab, &[(".profile", "export PATH=\"$HOME/.goenv/shims:$PATH\"\n")]);
    let why = lab.upgo(["why", "--json"]).succeeds().json();
    let problem = &why["problem"];
    assert_eq!(problem["message"], "go fails in a new terminal: goenv: no version is set", "{why:#}");
    assert_eq!(problem["code"], "UPGO-GO-TOOLCHAIN-MISSING", "{why:#}");
}
