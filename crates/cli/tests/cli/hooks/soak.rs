//! The hook that watches the new Go for some time after the switch.
use std::fs;
use std::process::Command;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::{InTime as _, lines_in_time};

use super::lab::{ends, hook, is_as_before, machine, newest, words};
use crate::kill::Victim;

/// Fails from its run with this number on, and notes each run.
fn failing_from(run: usize) -> String {
    format!("echo run >> \"$HOME/runs\"\ntest \"$(wc -l < \"$HOME/runs\")\" -lt {run}")
}

fn runs(lab: &Lab) -> usize {
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

/// A machine whose hook says that it watches go1.27.3, and ends with the status that is written to `go`.
fn held() -> Lab {
    let lab = machine().with_release("go1.27.4");
    lab.upgo(["check"]).succeeds();
    lab.other("mkfifo", [lab.user().join("go")]).succeeds();
    let others = "test \"$UPGO_TO\" = go1.27.3 || exit 0";
    let waits = "echo run >> \"$HOME/runs\"\necho ready\nread -r status < \"$HOME/go\"\nexit \"$status\"";
    hook(&lab, "soak", &format!("{others}\n{waits}"));
    hook(&lab, "on-failure", "echo \"$UPGO_ERROR\"");
    lab.upgo(["settings", "set", "hooks.soak-time", "1s"]).succeeds();
    lab
}

const UPGRADE: [&str; 6] = ["upgrade", "--to", "1.27.3", "--json", "--progress", "json"];

fn is_ready(event: &str) -> bool {
    event.contains("\"line\":\"ready\"")
}

/// The change before the newest one, which that has replaced.
fn replaced(lab: &Lab) -> Value {
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    let [newest, replaced] = [0, 1].map(|at| history["entries"][at].clone());
    assert_eq!((&replaced["action"], &replaced["replacedBy"]), (&json!("upgrade"), &newest["id"]), "{history:#}");
    assert_eq!((&replaced["inEffect"], &replaced["undoable"]), (&json!(true), &json!(false)), "{history:#}");
    replaced
}

#[test]
fn a_change_that_another_one_replaces_while_it_is_watched_says_so_and_takes_nothing_back() {
    for (other, status, now) in [
        (&["use", "1.26.6"][..], Some(0), Some("go1.26.6")),
        (&["use", "1.26.6"], Some(1), Some("go1.26.6")),
        (&["remove", "1.27.3", "--force"], None, None),
        (&["upgrade"], Some(1), Some("go1.27.4")),
    ] {
        let lab = held();
        let mut upgrade = lab.upgo(UPGRADE).starts();
        let mut events = lines_in_time(upgrade.stderr.take().unwrap()).map_while(Result::ok);
        assert!(events.any(|event| is_ready(&event)), "{other:?}");
        let refused = lab.upgo(["rollback", "--json"]).exits(1).json();
        assert_eq!(
            refused["error"]["code"], "UPGO-UNDO-BLOCKED",
            "it is not an older change that is meant: {refused:#}"
        );
        let made = lab.upgo(other.iter().copied().chain(["--json"])).succeeds().json();
        if let Some(status) = status {
            fs::write(lab.user().join("go"), format!("{status}\n")).unwrap();
        } else {
            let mut interrupt = Command::new("kill");
            assert!(interrupt.args(["-INT", &upgrade.id().to_string()]).status_in_time().unwrap().success());
        }
        let rest: Vec<String> = events.collect();
        let ended = upgrade.output_in_time().unwrap();
        assert_eq!(ended.status.code(), Some(1), "{other:?}: {rest:?}");

        let entry = replaced(&lab);
        let told = made["warnings"].as_array().unwrap().iter().find(|told| told["code"] == "UPGO-CHANGE-REPLACED");
        let expected =
            format!("this change replaces change {} (upgrade to go1.27.3), which was still running", entry["id"]);
        assert_eq!(told.unwrap()["message"], expected, "{made:#}");
        let failed: Value = serde_json::from_slice(&ended.stdout).unwrap();
        let error = &failed["error"];
        assert_eq!(error["code"], "UPGO-CHANGE-REPLACED", "{other:?}: {failed:#}");
        let message = error["message"].as_str().unwrap();
        assert!(message.starts_with(&format!("change {} (", made["id"])), "{message}");
        assert!(message.ends_with(") has replaced this change"), "{message}");
        assert_eq!(error["means"], "The later change decides which Go is in use. Nothing was rolled back.");
        assert_eq!((&entry["outcome"], &entry["problem"]["code"]), (&json!("done"), &error["code"]), "{entry:#}");
        let end = status.map_or("cancelled", |status| if status == 0 { "passed" } else { "exited" });
        assert_eq!(ends(&entry), words(&[("soak", end), ("onFailure", "passed")]), "{other:?}");
        assert_eq!(entry["hooks"][1]["output"][0], "UPGO-CHANGE-REPLACED");
        let selected = lab.upgo(["status", "--json"]).succeeds().json()["current"]["version"].clone();
        assert_eq!((runs(&lab), selected), (1, json!(now)), "{other:?}");
        let is_kept = lab.toolchains().contains(&"go1.27.3".to_owned());
        assert_eq!(is_kept, other[0] != "remove", "{other:?}: {:?}", lab.toolchains());
    }
}

#[test]
fn a_replaced_change_that_is_killed_while_it_is_watched_is_not_rolled_back() {
    let lab = held();
    let mut upgrade = Victim::start(lab.upgo(UPGRADE));
    assert!(upgrade.events().any(|event| is_ready(&event)));
    lab.upgo(["use", "1.26.6"]).succeeds();
    upgrade.kill();
    lab.upgo(["status"]).succeeds();
    assert_eq!(replaced(&lab)["outcome"], "recovered");
    assert_eq!(lab.go_version(), "go1.26.6");
}
