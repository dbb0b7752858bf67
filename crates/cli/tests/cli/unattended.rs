//! Upgrades that nobody watches: `preflight` says before whether one would succeed, and `upgrade --unattended` never
//! asks and ends at its deadline.
use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
use upgo_testkit::server::Act;

use crate::lab;
use crate::policy::managed;
use crate::schemas::fits;

const SUBJECTS: [&str; 12] = [
    "feed", "policy", "plan", "system", "rights", "disk", "sources", "proof", "running", "restart", "projects",
    "appControl",
];

fn preflight(lab: &Lab) -> Value {
    let report = lab.upgo(["preflight", "--json"]).succeeds().json();
    fits("preflight", &report);
    let ids: Vec<&str> =
        report["checks"].as_array().unwrap().iter().map(|check| check["id"].as_str().unwrap()).collect();
    assert_eq!(ids, SUBJECTS);
    report
}

fn outcome<'a>(report: &'a Value, id: &str) -> &'a Value {
    let check = report["checks"].as_array().unwrap().iter().find(|check| check["id"] == id).unwrap();
    &check["outcome"]
}

#[test]
fn what_preflight_finds_ready_succeeds() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let report = preflight(&lab);
    assert_eq!((&report["ready"], &report["upgrades"]), (&json!(true), &json!(true)), "{report:#}");
    assert_eq!((&report["from"], &report["to"]), (&json!("go1.26.6"), &json!("go1.27.3")));
    for id in ["feed", "plan", "system", "rights", "disk", "sources", "running"] {
        assert_eq!(outcome(&report, id), "pass", "{report:#}");
    }
    assert_eq!(lab.go_version(), "go1.26.6", "it changes nothing");
    lab.upgo(["upgrade", "--unattended", "--deadline", "1h"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
    let report = preflight(&lab);
    assert_eq!((&report["ready"], &report["upgrades"]), (&json!(true), &json!(false)), "{report:#}");
    lab.upgo(["preflight", "--exit-code"]).succeeds();
}

#[test]
fn what_preflight_finds_in_the_way_fails_the_upgrade() {
    let unreachable = lab().with_variable("UPGO_FEED_URL", "http://127.0.0.1:1/");
    let report = preflight(&unreachable);
    assert_eq!(report["ready"], false, "{report:#}");
    for (id, found) in [("feed", "fail"), ("plan", "fail"), ("sources", "unknown"), ("disk", "unknown")] {
        assert_eq!(outcome(&report, id), found, "{report:#}");
    }
    let told = unreachable.upgo(["preflight", "--exit-code"]).exits(10);
    assert!(told.output.contains("(UPGO-NET-"), "{told}");
    unreachable.upgo(["upgrade", "--unattended"]).exits(3);

    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.server.always(lab.release("go1.27.3").filename(), Act::Status(404));
    let report = preflight(&lab);
    assert_eq!((&report["ready"], outcome(&report, "feed")), (&json!(false), &json!("pass")), "{report:#}");
    assert_eq!(outcome(&report, "sources"), "fail", "{report:#}");
    lab.upgo(["upgrade", "--unattended"]).exits(3);
    assert_eq!(lab.go_version(), "go1.26.6");
}

#[test]
fn an_account_that_may_not_write_is_not_ready() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let Some(run) = lab.upgo_without_rights(["preflight", "--json"]) else {
        println!("SKIPPED: this account cannot become another one");
        return;
    };
    let report = run.succeeds().json();
    assert_eq!((&report["ready"], outcome(&report, "rights")), (&json!(false), &json!("fail")), "{report:#}");
}

#[cfg(unix)]
#[test]
fn a_pending_restart_is_a_warning() {
    if !upgo_engine::machine::fault::ARMED {
        return; // only a test build reads another place
    }
    let lab = lab().with_release("go1.27.3");
    let sign = lab.path("reboot-required");
    let with_sign = || lab.upgo(["preflight", "--json"]).with("UPGO_TEST_RESTART", &sign).succeeds().json();
    assert_eq!(outcome(&with_sign(), "restart"), "pass");
    std::fs::write(&sign, "").unwrap();
    let report = with_sign();
    assert_eq!((outcome(&report, "restart"), &report["ready"]), (&json!("warn"), &json!(true)), "{report:#}");
}

#[test]
fn projects_that_decide_about_an_upgrade_are_a_warning() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["settings", "set", "rehearse.before-upgrade", "build"]).succeeds();
    assert_eq!(outcome(&preflight(&lab), "projects"), "warn");
}

#[test]
fn what_the_policy_refuses_is_not_ready() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let Some(lab) = managed(lab, "allowed = ['1.26']\n") else { return };
    let report = preflight(&lab);
    assert_eq!((&report["ready"], &report["to"]), (&json!(true), &json!("go1.26.6")), "{report:#}");
    assert_eq!(outcome(&report, "policy"), "pass", "{report:#}");
    let report = lab.upgo(["preflight", "--to", "1.27.3", "--exit-code", "--json"]).exits(10).json();
    assert_eq!((&report["ready"], outcome(&report, "policy")), (&json!(false), &json!("fail")), "{report:#}");
    lab.upgo(["upgrade", "--to", "1.27.3", "--unattended"]).exits(15);
}

/// The build in the smoke test of the new release never ends.
#[test]
fn at_the_deadline_the_upgrade_is_rolled_back_and_says_so() {
    let lab = lab().with_release("go1.26.6").with_endless_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let ended = lab.upgo(["upgrade", "--unattended", "--deadline", "1s", "--json"]).exits(124).json();
    fits("error", &ended);
    assert_eq!(ended["error"]["code"], "UPGO-DEADLINE");
    assert_ne!(ended["error"]["became"], "unfinished", "{ended:#}");
    let history = lab.upgo(["history"]).succeeds().output;
    assert!(history.contains("stopped at its deadline") && !history.contains("cancelled"), "{history}");
    assert!(history.contains("the change was not finished before its deadline of 1s"), "{history}");
    assert!(ended["error"]["message"].as_str().unwrap().contains("1s"), "{ended:#}");
    assert_eq!((lab.go_version().as_str(), lab.toolchains()), ("go1.26.6", vec!["go1.26.6".to_owned()]));
    assert_eq!(lab.names_in("staging"), [""; 0]);
    lab.upgo(["upgrade", "--deadline", "1s"]).exits(2); // `--deadline` needs `--unattended`
}
