//! Promise: a hook that fails stops a change or takes it back, whatever the hook does; it has no more rights than the
//! user's other programs, and nothing of it is left.
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;

use crate::kill::Victim;
use crate::lab;
use crate::schemas::fits;

/// A machine that has go1.26.6 and is offered go1.27.3.
fn machine() -> Lab {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab
}

/// Writes a script into a folder with a space, and returns its path.
fn script(lab: &Lab, name: &str, body: &str) -> PathBuf {
    let path = lab.path("my hooks").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// Sets a hook of the user, with arguments.
fn set(lab: &Lab, point: &str, words: &[&str]) {
    lab.upgo(["settings", "set", &format!("hooks.{point}"), &json!(words).to_string()]).succeeds();
}

/// Sets a hook that runs `body`.
fn hook(lab: &Lab, point: &str, body: &str) -> PathBuf {
    let path = script(lab, point, body);
    set(lab, point, &[path.to_str().unwrap()]);
    path
}

/// The newest change of the history.
fn newest(lab: &Lab) -> Value {
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    fits("history", &history);
    history["entries"][0].clone()
}

/// When each hook of a change ran, and how it ended.
fn ends(entry: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    entry["hooks"].as_array().unwrap().iter().map(|ran| (text(&ran["hook"]), text(&ran["end"]["kind"]))).collect()
}

fn words(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(hook, end)| ((*hook).to_owned(), (*end).to_owned())).collect()
}

/// Checks that the old Go is in use, and that nothing of the new one is left.
fn is_as_before(lab: &Lab) {
    assert_eq!((lab.go_version().as_str(), lab.toolchains()), ("go1.26.6", vec!["go1.26.6".to_owned()]));
    assert_eq!(lab.names_in("staging"), [""; 0]);
}

/// Whether a process runs. One that has ended may wait for its parent.
#[cfg(target_os = "linux")]
fn is_running(pid: &str) -> bool {
    let status = fs::read_to_string(format!("/proc/{}/status", pid.trim())).unwrap_or_default();
    status.lines().any(|line| line.starts_with("State:") && !line.contains('Z') && !line.contains('X'))
}

/// Tells everything that a hook gets.
const TELL: &str =
    "echo \"$UPGO_HOOK|$UPGO_FROM|$UPGO_TO|$UPGO_CHANGE|${UPGO_ERROR-none}|$1|$(basename \"$UPGO_GOROOT\")\"";

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

#[cfg(target_os = "linux")]
#[test]
fn a_hook_that_hangs_ends_with_everything_that_it_started() {
    let lab = machine();
    lab.upgo(["settings", "set", "hooks.time-limit", "3s"]).succeeds();
    let stays =
        upgo_engine::machine::platform::confinement().descendants == upgo_engine::machine::platform::Hold::Enforced;
    let leaves = if stays { "setsid sleep 1000 || " } else { "" };
    let body = format!(
        "({leaves}sleep 1000) & echo $! >\"$HOME/first\"\nnohup sleep 1000 >/dev/null 2>&1 & echo $! \
         >\"$HOME/second\"\nsleep 1000"
    );
    hook(&lab, "before-switch", &body);
    let failed = lab.upgo(["upgrade", "--json"]).exits(16).json();
    assert!(failed["error"]["message"].as_str().unwrap().contains("longer than 3 s,"), "{failed:#}");
    for file in ["first", "second"] {
        let pid = fs::read_to_string(lab.user().join(file)).unwrap();
        assert!(!pid.trim().is_empty() && !is_running(&pid), "{file}: {pid}");
    }
    assert_eq!(newest(&lab)["hooks"][0]["end"], json!({ "kind": "timedOut", "seconds": 3 }));
    is_as_before(&lab);

    // one that ends leaves nothing behind either, and the change goes on
    hook(&lab, "before-switch", "sleep 1000 >/dev/null 2>&1 & echo $! >\"$HOME/third\"");
    lab.upgo(["upgrade"]).succeeds();
    assert!(!is_running(&fs::read_to_string(lab.user().join("third")).unwrap()));
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn a_hook_that_starts_processes_without_end_is_stopped() {
    if !cfg!(target_os = "linux") {
        return println!("SKIPPED: only Linux and Windows count processes");
    }
    let lab = machine();
    // each one waits, so that they exist at the same time
    hook(&lab, "before-switch", "n=0; while [ $n -lt 3000 ]; do sleep 1000 & n=$((n+1)); done; wait");
    lab.upgo(["upgrade"]).exits(16);
    let kind = newest(&lab)["hooks"][0]["end"]["kind"].clone();
    assert!(kind == "processes" || kind == "exited", "{kind}"); // this account may have a lower limit
    is_as_before(&lab);
}

#[test]
fn what_a_hook_prints_is_bounded_and_controls_no_terminal() {
    let lab = machine();
    let body = "head -c 5000000 /dev/zero; echo; seq 1 100000; printf '%0900d\\n' 7; printf 'na\\357ve\\n'; \
        printf '\\033[2J\\007x\\n'; exit 1";
    hook(&lab, "before-switch", body);
    let ran = lab.upgo(["upgrade"]).exits(16);
    assert!(!ran.errors.contains('\u{1b}') && !ran.output.contains('\u{1b}'), "{ran}");
    let entry = newest(&lab);
    let ran = &entry["hooks"][0];
    let lines: Vec<&str> = ran["output"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!((lines.len(), ran["leftOut"].as_u64()), (80, Some(100_004 - 80)), "{lines:?}");
    assert!(lines.contains(&format!("{}…", "0".repeat(400)).as_str()), "a long line is cut: {lines:?}");
    assert!(lines.contains(&"na\u{fffd}ve") && lines.contains(&"100000"), "{lines:?}");
    assert!(lines.iter().any(|line| line.ends_with("[2J\\u{7}x")), "{lines:?}");
    let journal = fs::read_dir(lab.home().join("journal")).unwrap().map(|file| file.unwrap().metadata().unwrap().len());
    assert!(journal.max() < Some(100_000));
    let listed = lab.upgo(["history", "--hooks"]).succeeds().output;
    assert!(listed.contains("99924 lines left out") && !listed.contains('\u{1b}'), "{listed}");
    is_as_before(&lab);
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

#[test]
fn cancelling_ends_a_hook_at_once() {
    let lab = machine();
    let failed = lab.user().join("failed");
    for (point, has_on_failure) in [("before-switch", true), ("after-switch", false)] {
        fs::remove_file(&failed).ok();
        hook(&lab, point, "echo ready\nsleep 1000");
        if has_on_failure {
            hook(&lab, "on-failure", "echo \"$UPGO_ERROR\" >\"$HOME/failed\"");
        }
        let mut upgrade = lab.upgo(["upgrade", "--progress", "json"]).starts();
        let events = std::io::BufRead::lines(std::io::BufReader::new(upgrade.stderr.take().unwrap()));
        let mut events = events.map_while(Result::ok);
        assert!(events.any(|event| event.contains("\"line\":\"ready\"")), "{point}");
        let interrupted = Command::new("kill").args(["-INT", &upgrade.id().to_string()]).status_in_time().unwrap();
        assert!(interrupted.success());
        let rest: Vec<String> = events.collect();
        assert_eq!(upgrade.status_in_time().unwrap().code(), Some(130), "{point}: {rest:?}");
        is_as_before(&lab);
        let entry = newest(&lab);
        assert_eq!(entry["outcome"], "cancelled");
        assert_eq!(entry["hooks"][0]["end"], json!({ "kind": "cancelled" }));
        assert_eq!(fs::read_to_string(&failed).unwrap_or_default().trim() == "UPGO-CANCELLED", has_on_failure);
        for point in [point, "on-failure"] {
            lab.upgo(["settings", "unset", &format!("hooks.{point}")]).succeeds();
        }
    }
}

#[test]
fn a_change_that_is_killed_in_a_hook_is_rolled_back() {
    for point in ["before-switch", "after-switch"] {
        let lab = machine();
        hook(&lab, point, "echo ready\nsleep 1000");
        let mut upgrade = Victim::start(lab.upgo(["upgrade", "--progress", "json"]));
        assert!(upgrade.events().any(|event| event.contains("\"line\":\"ready\"")), "{point}");
        upgrade.kill();
        lab.upgo(["status"]).succeeds();
        assert_eq!(lab.go_version(), "go1.26.6", "{point}: the hook has not passed");
        let entry = newest(&lab);
        assert_eq!((&entry["outcome"], &entry["inEffect"]), (&json!("recovered"), &json!(false)), "{point}");
        lab.upgo(["settings", "unset", &format!("hooks.{point}")]).succeeds();
        lab.upgo(["upgrade"]).succeeds();
        assert_eq!(lab.go_version(), "go1.27.3", "{point}");
    }
}

/// Killed at any event, the new Go is in use only if its hook had passed, and the next upgrade works.
#[test]
#[ignore = "long"]
fn a_change_that_is_killed_at_any_event_counts_only_if_its_hooks_had_passed() {
    for moment in 1.. {
        let lab = machine();
        let path = script(&lab, "ready", "echo ready").display().to_string();
        let settings = format!("[hooks]\nbefore-switch = '{path}'\nafter-switch = '{path}'\n");
        fs::write(lab.home().join("settings.toml"), settings).unwrap();
        let mut upgrade = Victim::start(lab.upgo(["upgrade", "--progress", "json"]));
        let seen = upgrade.events().take(moment).count();
        upgrade.kill();
        lab.upgo(["status"]).succeeds();
        let entry = newest(&lab);
        let has_passed = ends(&entry).contains(&("afterSwitch".to_owned(), "passed".to_owned()));
        let is_new = lab.go_version() == "go1.27.3";
        assert!(!is_new || has_passed, "killed at event {moment}: {entry:#}");
        lab.upgo(["upgrade"]).succeeds();
        assert_eq!(lab.go_version(), "go1.27.3", "killed at event {moment}");
        if seen < moment {
            assert!(moment > 12, "only {moment} events");
            return;
        }
    }
}

#[test]
fn a_hook_can_ask_upgo_but_starts_no_switch() {
    let lab = machine();
    let upgo = lab.program().display().to_string();
    let body = format!(
        "\"{upgo}\" status --json >/dev/null || exit 1\n\"{upgo}\" use 1.26.6 --json >\"$HOME/said\"\n[ $? = 5 ] || exit 2\n"
    );
    hook(&lab, "after-switch", &body);
    lab.upgo(["upgrade"]).succeeds();
    let said = fs::read_to_string(lab.user().join("said")).unwrap();
    assert!(said.contains("UPGO-HOOK-REFUSED"), "{said}");
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn no_hook_runs_with_the_rights_of_an_administrator() {
    let lab = machine();
    hook(&lab, "on-failure", "exit 0");
    if !upgo_engine::machine::platform::is_elevated() {
        return println!("SKIPPED: only root can be given rights by sudo");
    }
    for name in ["SUDO_UID", "DOAS_USER", "PKEXEC_UID"] {
        let refused = lab.upgo(["upgrade", "--json"]).with(name, "1000").exits(5).json();
        assert_eq!(refused["error"]["code"], "UPGO-HOOK-REFUSED", "{name}: {refused:#}");
        is_as_before(&lab);
        // what needs no hook is done
        lab.upgo(["list"]).with(name, "1000").succeeds();
    }
    lab.upgo(["upgrade"]).succeeds();
}

#[cfg(target_os = "linux")]
#[test]
fn a_hook_cannot_gain_rights() {
    let lab = machine();
    hook(&lab, "before-switch", "grep NoNewPrivs /proc/self/status");
    lab.upgo(["upgrade"]).succeeds();
    if upgo_engine::machine::platform::confinement().descendants != upgo_engine::machine::platform::Hold::Enforced {
        return println!("SKIPPED: this kernel has no filter for system calls");
    }
    let entry = newest(&lab);
    assert!(entry["hooks"][0]["output"][0].as_str().unwrap().ends_with('1'), "{entry:#}");
}

#[test]
fn what_a_hook_prints_is_kept_without_secrets() {
    let lab = machine().with_variable("GITHUB_TOKEN", "12-hunter2");
    let body = "echo \"token $GITHUB_TOKEN, https://zoe:34-hunter2@ci.example/, $HOME/x\"; exit 1";
    let path = script(&lab, "tells", body);
    set(&lab, "before-switch", &[path.to_str().unwrap(), "https://zoe:56-hunter2@ci.example/"]);
    let plan = lab.upgo(["upgrade", "--dry-run"]).succeeds();
    let failed = lab.upgo(["upgrade"]).exits(16);
    let listed = lab.upgo(["history", "--hooks", "--json"]).succeeds();
    let settings = lab.upgo(["settings", "--json"]).succeeds();
    let log = lab.upgo(["log", "--level", "debug"]).succeeds();
    let events = lab.upgo(["upgrade", "--progress", "json"]).exits(16);
    for ran in [&plan, &failed, &listed, &settings, &log, &events] {
        assert!(!ran.output.contains("-hunter2") && !ran.errors.contains("-hunter2"), "{ran}");
    }
    let printed = listed.json()["entries"][0]["hooks"][0]["output"][0].clone();
    assert_eq!(printed, "token <secret>, https://…@ci.example/, ~/x");
}

#[test]
fn a_hook_of_the_policy_runs_first_and_the_settings_cannot_remove_it() {
    if !upgo_engine::machine::fault::ARMED {
        return println!("SKIPPED: build it with --features faults");
    }
    let lab = machine();
    let decide = |lines: &str| fs::write(lab.path("policy.toml"), format!("[hooks]\n{lines}\n")).unwrap();
    let told = lab.user().join("told");
    let tell = |name: &str, status: u8| {
        script(&lab, name, &format!("echo \"{name} $UPGO_HOOK\" >>\"$HOME/told\"\nexit {status}")).display().to_string()
    };
    let (firm, weak) = (tell("firm", 0), tell("firm-fails", 1));
    let own = tell("own", 0);
    decide(&format!("before-switch = '{firm}'\nafter-switch = '{firm}'\ntime-limit = 7"));
    let file = lab.path("policy.toml");
    let lab = lab.with_variable("UPGO_TEST_POLICY", &file);
    for point in ["before-switch", "after-switch"] {
        set(&lab, point, &[&own]);
    }
    let plan = lab.upgo(["upgrade", "--dry-run", "--json"]).succeeds().json();
    let steps = plan["plan"]["steps"].as_array().unwrap();
    let hooks: Vec<&Value> = steps.iter().map(|step| &step["hook"]).filter(|hook| !hook.is_null()).collect();
    let owners: Vec<&str> = hooks.iter().filter_map(|hook| hook["owner"].as_str()).collect();
    assert_eq!(owners, ["policy", "settings", "policy", "settings"], "{plan:#}");
    assert_eq!((&hooks[0]["limitSeconds"], &hooks[1]["limitSeconds"]), (&json!(7), &json!(120)));
    let said = lab.upgo(["upgrade", "--dry-run"]).succeeds().output;
    assert!(said.contains("the before-switch hook of the policy: "), "{said}");
    lab.upgo(["upgrade"]).succeeds();
    let expected = "firm before-switch\nown before-switch\nfirm after-switch\nown after-switch\n";
    assert_eq!(fs::read_to_string(&told).unwrap(), expected);

    // without those of the settings, that of the policy still stops a change
    for point in ["before-switch", "after-switch"] {
        lab.upgo(["settings", "unset", &format!("hooks.{point}")]).succeeds();
    }
    fs::write(&file, format!("[hooks]\nbefore-switch = '{weak}'\n")).unwrap();
    lab.upgo(["use", "1.26.6"]).exits(16);
    lab.upgo(["remove", "1.27.3", "--force"]).exits(16);
    assert_eq!(lab.go_version(), "go1.27.3");

    // nothing but the removal of Upgo itself does without it
    let plan = lab.upgo(["purge", "--dry-run", "--json"]).succeeds().output;
    assert!(!plan.contains("hookBefore"), "{plan}");

    // the policy may forbid those of the settings
    set(&lab, "before-switch", &[&own]);
    fs::write(&file, "[hooks]\nfrom-user = false\n").unwrap();
    fs::remove_file(&told).unwrap();
    lab.upgo(["use", "1.26.6"]).succeeds();
    assert!(!told.exists());
}
