//! Hooks that are ended: at their limits, by cancelling, and with Upgo itself.
use std::fs;
use std::process::Command;

use serde_json::json;
use upgo_testkit::limit::{InTime as _, lines_in_time};

use super::lab::{ends, hook, is_as_before, machine, newest, script};
use crate::kill::Victim;

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

    // one that ends leaves nothing behind either, and the change continues
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
        let mut events = lines_in_time(upgrade.stderr.take().unwrap()).map_while(Result::ok);
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

/// Whether a process runs. One that has ended may wait for its parent.
#[cfg(target_os = "linux")]
fn is_running(pid: &str) -> bool {
    let status = fs::read_to_string(format!("/proc/{}/status", pid.trim())).unwrap_or_default();
    status.lines().any(|line| line.starts_with("State:") && !line.contains('Z') && !line.contains('X'))
}
