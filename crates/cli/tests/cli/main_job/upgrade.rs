//! Upgrading: tested before the switch, within a release line, planned, and rolled back.
use serde_json::json;

use crate::lab;

#[test]
fn upgrade_tests_and_switches_and_rollback_needs_no_network() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let changed = lab.upgo(["upgrade", "--json"]).succeeds().json();
    assert_eq!((&changed["from"], &changed["to"]), (&json!("go1.26.6"), &json!("go1.27.3")));
    assert_eq!(lab.go_version(), "go1.27.3");
    let asked = lab.server.requests().len();
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3", "undoing an undo redoes it");
    assert_eq!(lab.server.requests().len(), asked);
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    let of = |field: &str| -> Vec<_> {
        history["entries"].as_array().unwrap().iter().map(|entry| entry[field].clone()).collect()
    };
    assert_eq!(of("action"), ["rollback", "rollback", "upgrade", "install"]);
    assert_eq!(of("outcome"), ["done", "undone", "done", "done"]);
}

#[test]
fn an_upgrade_with_nothing_newer_changes_nothing() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27rc1");
    lab.upgo(["install", "latest", "--use"]).succeeds();
    let changed = lab.upgo(["upgrade", "--json"]).succeeds().json();
    assert_eq!(changed["changed"], false);
    assert_eq!(lab.go_version(), "go1.26.6", "a release candidate is not an upgrade");
    assert_eq!(lab.upgo(["history", "--json"]).succeeds().json()["entries"].as_array().unwrap().len(), 1);
}

#[test]
fn a_patch_upgrade_stays_on_its_release_line() {
    let lab = lab().with_release("go1.26.5").with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.5", "--use"]).succeeds();
    lab.upgo(["upgrade", "--patch"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
}

#[test]
fn a_new_toolchain_that_fails_its_test_is_not_used_and_is_removed() {
    let lab = lab().with_release("go1.26.6").with_broken_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let failed = lab.upgo(["upgrade", "--json"]).exits(1).json();
    assert_eq!(failed["error"]["code"], "UPGO-SMOKE-FAILED");
    assert_eq!(failed["error"]["became"], "rolledBack");
    assert_eq!(failed["error"]["means"], "The change was rolled back. The old Go stays.");
    assert_eq!(lab.go_version(), "go1.26.6");
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
    assert_eq!(lab.names_in("staging"), [""; 0]);
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(history["entries"][0]["outcome"], "failed");
}

#[test]
fn a_go_whose_small_program_this_machine_refuses_stays_with_a_warning() {
    if !upgo_engine::machine::fault::ARMED {
        return; // only a test build refuses to start it
    }
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let refused = format!("refused:hello{}", std::env::consts::EXE_SUFFIX);
    let changed = lab.upgo(["upgrade", "--json"]).with("UPGO_FAULT", &refused).succeeds().json();
    let code = if cfg!(windows) { "(os error 4551)" } else { "(os error 13)" };
    let is_told = |problem: &serde_json::Value| {
        assert_eq!(problem["code"], "UPGO-PROGRAM-BLOCKED", "{problem:#}");
        let message = problem["message"].as_str().unwrap();
        assert!(message.starts_with("go1.27.3 works, but this machine did not start") && message.contains(code));
    };
    let warnings = changed["warnings"].as_array().unwrap();
    is_told(warnings.iter().find(|warning| warning["code"] == "UPGO-PROGRAM-BLOCKED").unwrap());
    assert_eq!(lab.go_version(), "go1.27.3");
    assert_eq!(lab.names_in("staging"), [""; 0]);
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(history["entries"][0]["outcome"], "done");
    is_told(&history["entries"][0]["problem"]);
    let doctor = lab.upgo(["doctor", "--json"]).succeeds().json();
    let found = doctor["findings"].as_array().unwrap().iter().any(|found| found["id"] == "policy.built-blocked");
    assert!(found, "{doctor:#}");

    // the toolchain itself may not be refused
    lab.upgo(["use", "1.26.6"]).succeeds();
    lab.upgo(["remove", "1.27.3"]).succeeds();
    let go = format!("refused:go1.27.3{}", std::env::consts::EXE_SUFFIX);
    let failed = lab.upgo(["upgrade", "--json"]).with("UPGO_FAULT", go).exits(1).json();
    assert_eq!(failed["error"]["code"], "UPGO-SMOKE-FAILED");
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
}

#[test]
fn upgrade_tests_an_installed_toolchain_before_switching_to_it() {
    let lab = lab().with_release("go1.26.6").with_broken_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let failed = lab.upgo(["upgrade", "--json"]).exits(1).json();
    assert_eq!(failed["error"]["code"], "UPGO-SMOKE-FAILED");
    assert_eq!(failed["error"]["became"], "untouched", "it failed before it changed anything");
    assert_eq!(failed["error"]["means"], "Nothing was changed. The old Go stays.");
    assert_eq!(lab.go_version(), "go1.26.6");
    assert_eq!(lab.toolchains(), ["go1.26.6", "go1.27.3"], "what the user installed stays");
}

#[test]
fn a_dry_run_shows_the_plan_and_changes_nothing() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let plan = lab.upgo(["upgrade", "--dry-run", "--json"]).succeeds().json();
    let kinds: Vec<_> = plan["plan"]["steps"].as_array().unwrap().iter().map(|step| step["kind"].clone()).collect();
    assert_eq!(kinds, ["download", "unpack", "publish", "test", "switch", "check"]);
    assert!(plan["plan"]["steps"][0]["bytes"].as_u64().unwrap() > 1000);
    assert_eq!(lab.go_version(), "go1.26.6");
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
    assert_eq!(lab.names_in("journal").len(), 1);
}

#[test]
fn who_stays_on_a_release_line_is_upgraded_within_it() {
    let lab = lab().with_release("go1.27.3").with_release("go1.26.8").with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    assert_eq!(lab.upgo(["check", "--json"]).succeeds().json()["latest"], "go1.27.3");
    lab.upgo(["settings", "set", "suggest", "line"]).succeeds();
    assert_eq!(lab.upgo(["check", "--json"]).succeeds().json()["latest"], "go1.26.8");
    assert_eq!(lab.upgo(["status", "--json"]).succeeds().json()["update"]["version"], "go1.26.8");
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.8");
    let check = lab.upgo(["check"]).succeeds();
    assert!(check.output.contains("go1.26.8 is up to date in its release line."), "{check}");
    lab.upgo(["upgrade", "--to", "1.27.3"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3", "a version that is asked for is another matter");
}
