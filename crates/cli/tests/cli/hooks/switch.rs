//! Hooks around a switch: when they run, and the change that a failing one stops or takes back.
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::json;

use super::lab::{TELL, ends, hook, is_as_before, machine, newest, script, set, words};
use crate::terminals::{LOGIN, listed, sandbox};

#[test]
fn a_plan_names_its_hooks_and_they_run_around_the_switch() {
    let lab = machine();
    for point in ["before-switch", "after-switch", "on-failure"] {
        let path = script(&lab, point, TELL);
        set(&lab, point, &[path.to_str().unwrap(), "an argument"]);
    }
    let plan = lab.upgo(["upgrade", "--dry-run", "--json"]).succeeds().json();
    let steps = plan["plan"]["steps"].as_array().unwrap();
    let kinds = steps.iter().filter_map(|step| step["kind"].as_str()).filter(|kind| *kind != "editPath");
    let kinds: Vec<&str> = kinds.collect();
    let all = ["download", "hookBefore", "unpack", "publish", "test", "switch", "check", "hookAfter", "hookOnFailure"];
    assert_eq!(kinds, all, "{plan:#}");
    assert_eq!(steps[1]["hook"]["owner"], "settings");
    assert_eq!(steps[1]["hook"]["limitSeconds"], 120);
    let said = lab.upgo(["upgrade", "--dry-run"]).succeeds().output;
    for point in ["before-switch", "after-switch", "on-failure"] {
        assert!(said.contains(&format!("{point} hook of your settings: ")) && said.contains("my hooks"), "{said}");
    }
    assert!(newest(&lab)["hooks"].as_array().unwrap().is_empty(), "a dry run runs no hook");

    lab.upgo(["upgrade"]).succeeds();
    let entry = newest(&lab);
    assert_eq!(ends(&entry), words(&[("beforeSwitch", "passed"), ("afterSwitch", "passed")]));
    let id = &entry["id"];
    let said = |index: usize| entry["hooks"][index]["output"][0].as_str().unwrap().to_owned();
    assert_eq!(said(0), format!("before-switch|go1.26.6|go1.27.3|{id}|none|an argument|go1.26.6"));
    assert_eq!(said(1), format!("after-switch|go1.26.6|go1.27.3|{id}|none|an argument|go1.27.3"));
    let listed = lab.upgo(["history", "--hooks"]).succeeds().output;
    assert!(listed.contains(&said(0)) && listed.contains("after-switch hook of your settings"), "{listed}");
    let log = lab.upgo(["log"]).succeeds().output;
    assert!(log.contains(&said(1)) && log.contains("the after-switch hook of your settings has ended"), "{log}");

    // an installation that does not switch has none
    lab.upgo(["remove", "1.26.6"]).succeeds();
    lab.upgo(["install", "1.26.6"]).succeeds();
    assert!(newest(&lab)["hooks"].as_array().unwrap().is_empty());
    // every way to switch has them
    for words in [&["use", "1.26.6"][..], &["rollback"], &["remove", "1.27.3", "--force"]] {
        lab.upgo(words).succeeds();
        assert_eq!(newest(&lab)["hooks"].as_array().unwrap().len(), 2, "{words:?}");
    }
}

#[test]
fn a_hook_before_the_switch_stops_the_change_before_anything_is_changed() {
    let lab = machine();
    hook(&lab, "before-switch", "echo not today >&2\nexit 3");
    hook(&lab, "after-switch", "touch \"$HOME/after\"");
    hook(&lab, "on-failure", TELL);
    let failed = lab.upgo(["upgrade", "--json"]).exits(16).json();
    let error = &failed["error"];
    assert_eq!(error["code"], "UPGO-HOOK-FAILED", "{failed:#}");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("status 3") && message.contains("not today"), "{message}");
    assert_eq!(error["means"], "Nothing was changed.");
    is_as_before(&lab);
    assert!(!lab.user().join("after").exists());
    let entry = newest(&lab);
    assert_eq!(ends(&entry), words(&[("beforeSwitch", "exited"), ("onFailure", "passed")]));
    assert_eq!((&entry["outcome"], &entry["inEffect"]), (&json!("failed"), &json!(false)));
    let told = entry["hooks"][1]["output"][0].as_str().unwrap();
    assert!(told.starts_with("on-failure|go1.26.6|go1.27.3|") && told.contains("|UPGO-HOOK-FAILED|"), "{told}");
    for part in ["history.json", "outcomes.json", "logs/upgo.log"] {
        let told = lab.upgo(["report", "--print", part]).succeeds().output;
        assert!(told.len() > 10 && !told.contains("not today"), "{part}: {told}");
    }
    // without it, the same change succeeds
    lab.upgo(["settings", "unset", "hooks.before-switch"]).succeeds();
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn a_hook_after_the_switch_takes_the_change_back() {
    let lab = machine();
    hook(&lab, "after-switch", &format!("{TELL}\nexit 1"));
    hook(&lab, "on-failure", &format!("{TELL}\nexit 9"));
    let failed = lab.upgo(["upgrade", "--json"]).exits(16).json();
    assert_eq!(failed["error"]["means"], "The change was rolled back.", "{failed:#}");
    is_as_before(&lab);
    let entry = newest(&lab);
    // the failure of the last one changes nothing
    assert_eq!(ends(&entry), words(&[("afterSwitch", "exited"), ("onFailure", "exited")]));
    assert_eq!(entry["outcome"], "failed");
    let roots: Vec<&str> =
        entry["hooks"].as_array().unwrap().iter().filter_map(|ran| ran["output"][0].as_str()).collect();
    assert!(roots[0].ends_with("|go1.27.3") && roots[1].ends_with("|go1.26.6"), "{roots:?}");

    // another failure runs it, too
    lab.upgo(["settings", "unset", "hooks.after-switch"]).succeeds();
    let lab = lab.with_broken_release("go1.27.4");
    lab.upgo(["check"]).succeeds();
    lab.upgo(["upgrade", "--json"]).exits(1);
    let entry = newest(&lab);
    assert_eq!(ends(&entry), words(&[("onFailure", "exited")]));
    assert!(entry["hooks"][0]["output"][0].as_str().unwrap().contains("|UPGO-SMOKE-FAILED|"), "{entry:#}");
    is_as_before(&lab);
}

/// A hook that keeps its PATH, and tells which Go it finds there.
const FIND: &str = "echo \"$PATH\" >\"$HOME/path of $UPGO_HOOK\"\ngo version";

#[test]
fn a_hook_finds_go_where_a_new_terminal_does() {
    let lab = machine();
    let points = ["before-switch", "after-switch"];
    for point in points {
        hook(&lab, point, FIND);
    }
    lab.upgo(["upgrade"]).succeeds();
    let (entry, bin) = (newest(&lab), lab.home().join("bin"));
    for (index, point) in points.into_iter().enumerate() {
        let said = entry["hooks"][index]["output"][0].as_str().unwrap();
        assert!(said.starts_with(&format!("go version {} ", ["go1.26.6", "go1.27.3"][index])), "{point}: {said}");
        let path = fs::read_to_string(lab.user().join(format!("path of {point}"))).unwrap();
        assert!(path.starts_with(&format!("{}:", bin.display())), "{point}: {path}");
        assert!(path.contains(&format!(":{}", upgo_testkit::system::path())), "{point}: {path}");
    }
}

#[test]
fn a_hook_gets_the_path_that_the_shell_has_answered_and_starts_none() {
    let Some(bash) = listed("bash") else { return };
    let lab = sandbox().asking(&bash, LOGIN);
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let count = "echo >>\"$HOME/starts\"\n";
    let profile = lab.user().join(".profile");
    let before = fs::read_to_string(&profile).unwrap_or_default();
    fs::write(&profile, format!("{before}\nexport PATH=\"$PATH:$HOME/mine\"\n{count}")).unwrap();
    let starts = || fs::read_to_string(lab.user().join("starts")).unwrap().lines().count();
    let started_by = |version: &str| {
        let before = starts();
        lab.upgo(["use", version]).succeeds();
        starts() - before
    };
    lab.upgo(["use", "1.27.3"]).succeeds();
    let without = started_by("1.26.6");
    for point in ["before-switch", "after-switch"] {
        hook(&lab, point, FIND);
    }
    assert_eq!(started_by("1.27.3"), without, "a shell was started for a hook");
    for point in ["before-switch", "after-switch"] {
        let path = fs::read_to_string(lab.user().join(format!("path of {point}"))).unwrap();
        let mine = format!(":{}", lab.user().join("mine").display());
        assert!(path.trim_end().ends_with(&mine), "{point}: {path}");
    }
}

#[test]
fn a_hook_that_cannot_be_started_stops_the_change() {
    let lab = machine();
    let path = hook(&lab, "before-switch", "exit 0");
    let stops = |case: &str| {
        let failed = lab.upgo(["upgrade", "--json"]).exits(16).json();
        assert!(failed["error"]["message"].as_str().unwrap().contains("could not be started"), "{case}: {failed:#}");
        assert_eq!(ends(&newest(&lab)), words(&[("beforeSwitch", "notStarted")]), "{case}");
        is_as_before(&lab);
    };
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    stops("not executable");
    fs::remove_file(&path).unwrap();
    stops("missing");
    fs::create_dir(&path).unwrap();
    stops("a folder");
}

#[test]
fn a_hook_is_a_full_path_of_a_program() {
    let lab = machine();
    let missing = lab.path("no such hook").display().to_string();
    let list = json!([missing, "x"]).to_string();
    for bad in ["hook.sh", missing.as_str(), "[]", list.as_str(), "[\"/bin/sh\", 1]"] {
        let refused = lab.upgo(["settings", "set", "hooks.after-switch", bad, "--json"]).exits(2).json();
        assert_eq!(refused["error"]["code"], "UPGO-SETTING-INVALID", "{bad}: {refused:#}");
    }
    // a path alone may contain spaces, and what it runs is in the history
    let path = script(&lab, "plain", "exit 0");
    lab.upgo(["settings", "set", "hooks.after-switch", path.to_str().unwrap()]).succeeds();
    let value = lab.upgo(["settings", "get", "hooks.after-switch", "--json"]).succeeds().json()["value"].clone();
    assert_eq!(value, json!([path]));
    assert_eq!(newest(&lab)["action"], "settings");
    lab.upgo(["upgrade"]).succeeds();
    lab.upgo(["settings", "set", "hooks.time-limit", "2h"]).exits(2);
}
