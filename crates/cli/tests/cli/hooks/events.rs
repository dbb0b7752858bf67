//! The hooks for news, failed checks and unattended changes: what they read, how often they run, and that nothing depends
//! on how they end.
use std::fs;

use serde_json::Value;
use upgo_testkit::lab::{Lab, Run};
use upgo_testkit::server::Act;
use upgo_testkit::vulns::Vulns;

use super::lab::{hook, machine};
use crate::schemas::fits;

/// Keeps what it reads, a line for each run.
const KEEP: &str = "cat >> \"$HOME/$UPGO_HOOK\"";

fn told(lab: &Lab, point: &str) -> Vec<Value> {
    let text = fs::read_to_string(lab.user().join(point)).unwrap_or_default();
    let documents: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for document in &documents {
        fits("hook-event", document);
    }
    documents
}

/// A check that is due.
fn check(lab: &Lab) -> Run {
    fs::remove_file(lab.home().join("watch.json")).ok();
    lab.upgo(["check", "--notify", "--json"])
}

#[test]
fn a_hook_is_told_of_a_release_and_of_vulnerabilities_once() {
    let lab = machine();
    let fault = [("introduced", "0"), ("fixed", "1.26.7"), ("introduced", "1.27.0-0"), ("fixed", "1.27.3")];
    let mut vulns = Vulns::real();
    let url = vulns.put(Vulns::sample("GO-2026-9999", &fault), "2026-09-01T00:00:00Z").serve(&lab.server);
    let lab = lab.with_variable("UPGO_VULN_URL", url);
    hook(&lab, "on-release", KEEP);
    hook(&lab, "on-vulnerability", KEEP);
    check(&lab).succeeds();
    let release = &told(&lab, "on-release")[0];
    assert_eq!(
        (&release["event"], &release["version"], &release["go"]),
        (&"release".into(), &"go1.27.3".into(), &"go1.26.6".into())
    );
    assert_eq!(release["title"], "go1.27.3 is available.");
    let vulnerability = &told(&lab, "on-vulnerability")[0];
    let ids = vulnerability["vulnerabilities"].as_array().unwrap();
    assert!(ids.contains(&"GO-2026-9999".into()), "{vulnerability:#}");
    // the next check has the same news
    let mut memory: Value = serde_json::from_str(&fs::read_to_string(lab.home().join("watch.json")).unwrap()).unwrap();
    assert!(memory["hookReleases"]["settings"].take().is_string(), "{memory:#}");
    lab.upgo(["check", "--notify"]).succeeds();
    assert_eq!((told(&lab, "on-release").len(), told(&lab, "on-vulnerability").len()), (1, 1));
}

#[test]
fn news_that_a_hook_did_not_take_are_told_again_to_that_hook_only() {
    let with = machine();
    let own = super::lab::script(&with, "policy", &KEEP.replace("$UPGO_HOOK", "policy-$UPGO_HOOK"));
    let file = own.to_str().unwrap();
    let policy = format!("[hooks]\non-release = {file:?}\non-vulnerability = {file:?}\n");
    let fault = [("introduced", "0"), ("fixed", "1.27.3")];
    let url = Vulns::empty().put(Vulns::sample("GO-2026-9999", &fault), "2026-09-01T00:00:00Z").serve(&with.server);
    let Some(lab) = crate::policy::managed(with.with_variable("UPGO_VULN_URL", url), &policy) else { return };
    let told_in_all = || {
        let points = ["on-release", "on-vulnerability"];
        points.map(|point| (told(&lab, point).len(), told(&lab, &format!("policy-{point}")).len()))
    };
    let again = || {
        let file = lab.home().join("watch.json");
        let mut memory: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        for due in ["releases", "advisories"] {
            memory[due] = serde_json::json!({});
        }
        memory.as_object_mut().unwrap().retain(|key, _| key != "sum");
        fs::write(file, memory.to_string()).unwrap();
        lab.upgo(["check", "--notify", "--json"]).succeeds();
    };
    for point in ["on-release", "on-vulnerability"] {
        hook(&lab, point, "exit 7"); // as curl does while a server is down
    }
    check(&lab).succeeds();
    assert_eq!(told_in_all(), [(0, 1); 2]);
    lab.upgo(["settings", "set", "hooks.time-limit", "1s"]).succeeds();
    for point in ["on-release", "on-vulnerability"] {
        hook(&lab, point, "sleep 60");
    }
    again();
    assert_eq!(told_in_all(), [(0, 1); 2]);
    lab.upgo(["settings", "unset", "hooks.time-limit"]).succeeds();
    for point in ["on-release", "on-vulnerability"] {
        hook(&lab, point, KEEP);
    }
    for _ in 0..2 {
        again();
        assert_eq!(told_in_all(), [(1, 1); 2]);
    }
}

#[test]
fn a_hook_is_told_of_a_failed_check_and_may_do_what_it_likes() {
    let lab = machine();
    hook(&lab, "on-check-failure", KEEP);
    lab.server.always("", Act::Status(500));
    check(&lab).ends();
    let failure = &told(&lab, "on-check-failure")[0];
    assert_eq!((&failure["event"], &failure["tries"]), (&"check-failure".into(), &1.into()), "{failure:#}");
    assert!(failure["problem"]["code"].as_str().unwrap().starts_with("UPGO-NET-"), "{failure:#}");
    // one that reads nothing and fails changes nothing
    hook(&lab, "on-check-failure", "exit 3");
    let ran = check(&lab).ends();
    assert!(ran.json()["did"].is_array(), "{ran}");
    let log = lab.upgo(["log"]).succeeds().output;
    assert!(log.contains("the on-check-failure hook of your settings failed: status 3"), "{log}");
}

#[test]
fn a_hook_is_told_how_an_unattended_change_ended() {
    let lab = machine();
    hook(&lab, "on-unattended", KEEP);
    lab.upgo(["upgrade", "--yes"]).succeeds();
    assert_eq!(told(&lab, "on-unattended").len(), 0, "somebody waited for it");
    lab.upgo(["upgrade", "--unattended"]).succeeds();
    lab.upgo(["rollback"]).succeeds();
    hook(&lab, "after-switch", "exit 7");
    lab.upgo(["upgrade", "--unattended"]).exits(16);
    let all = told(&lab, "on-unattended");
    let short: Vec<_> = all.iter().map(|one| (one["outcome"].clone(), one["problem"]["code"].clone())).collect();
    assert_eq!(short, [("nothing".into(), Value::Null), ("failed".into(), "UPGO-HOOK-FAILED".into())], "{all:#?}");
    lab.upgo(["settings", "unset", "hooks.after-switch"]).succeeds();
    lab.upgo(["upgrade", "--unattended"]).succeeds();
    let last = told(&lab, "on-unattended").pop().unwrap();
    assert_eq!((&last["outcome"], &last["version"]), (&"done".into(), &"go1.27.3".into()), "{last:#}");
    let newest = lab.upgo(["history", "--json"]).succeeds().json()["entries"][0]["id"].clone();
    assert_eq!(last["change"], newest);
}
