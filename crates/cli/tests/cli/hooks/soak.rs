//! The hook that watches the new Go for some time after the switch.
use std::fs;

use super::lab::{ends, hook, is_as_before, machine, newest, words};

/// Fails from its run with this number on, and notes each run.
fn failing_from(run: usize) -> String {
    format!("echo run >> \"$HOME/runs\"\ntest \"$(wc -l < \"$HOME/runs\")\" -lt {run}")
}

fn runs(lab: &upgo_testkit::lab::Lab) -> usize {
    fs::read_to_string(lab.user().join("runs")).unwrap_or_default().lines().count()
}

#[test]
fn a_new_go_that_is_watched_to_the_end_stays() {
    let lab = machine();
    hook(&lab, "after-switch", "test ! -e \"$HOME/runs\"");
    hook(&lab, "soak", &failing_from(100));
    lab.upgo(["settings", "set", "hooks.soak-time", "1s"]).succeeds();
    let plan = lab.upgo(["upgrade", "--dry-run"]).succeeds().output;
    assert!(plan.contains("soak hook of your settings: ") && plan.contains("every minute for 1 second"), "{plan}");
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
    assert_eq!(runs(&lab), 2, "at once, and at the end");
    assert_eq!(ends(&newest(&lab)), words(&[("afterSwitch", "passed"), ("soak", "passed")]));
}

#[test]
fn a_new_go_that_fails_while_it_is_watched_is_rolled_back() {
    let lab = machine();
    hook(&lab, "soak", &failing_from(2));
    hook(&lab, "on-failure", "echo \"$UPGO_ERROR\"");
    lab.upgo(["settings", "set", "hooks.soak-time", "1s"]).succeeds();
    let failed = lab.upgo(["upgrade", "--json"]).exits(16).json();
    let message = failed["error"]["message"].as_str().unwrap();
    assert!(message.contains("the soak hook") && message.contains("status 1"), "{failed:#}");
    is_as_before(&lab);
    assert_eq!(runs(&lab), 2);
    let entry = newest(&lab);
    assert_eq!(ends(&entry), words(&[("soak", "exited"), ("onFailure", "passed")]));
    assert_eq!(entry["hooks"][1]["output"][0], "UPGO-HOOK-FAILED");
}

#[test]
fn a_change_that_is_cancelled_while_it_is_watched_is_rolled_back() {
    let lab = machine();
    hook(&lab, "soak", &failing_from(100));
    lab.upgo(["settings", "set", "hooks.soak-time", "1h"]).succeeds();
    lab.upgo(["upgrade", "--unattended", "--deadline", "3s", "--json"]).exits(124);
    is_as_before(&lab);
    assert_eq!((runs(&lab), ends(&newest(&lab))), (1, words(&[("soak", "cancelled")])));
}
