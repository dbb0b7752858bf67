//! Promise: a ring counts from a day that all machines share, so a machine without a Go gets one on its first day.
use std::fs;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
use upgo_testkit::release::Release;
use upgo_testkit::vulns::Vulns;

use crate::lab;
use crate::policy::{decide, managed};

/// In no table of releases; without a Go of this machine, nothing says when it came.
const NEW: &str = "go1.98.1";
const NEXT: &str = "go1.98.2";

fn days_ago(days: i64) -> String {
    let then = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(24 * days);
    then.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Names a day of each release in the list, as a mirror does.
fn dated(lab: &Lab, day: &Value) {
    let releases: Vec<Release> = [NEW, NEXT].map(|version| Release::sample(version, &lab.sample_go())).into();
    let mut feed: Value = serde_json::from_slice(&Release::feed(&releases)).unwrap();
    feed.as_array_mut().unwrap().iter_mut().for_each(|release| release["released"] = day.clone());
    lab.server.feed(feed.to_string());
}

#[test]
fn the_day_in_the_list_of_the_policy_counts_and_no_other_list_can_move_it() {
    let Some(lab) = managed(lab().with_release(NEW).with_release(NEXT), "") else { return };
    let policy = |ring: &str| format!("feed = '{}'\nring = '{ring}'\n", lab.server.url());
    let install = || lab.upgo(["install", "latest", "--use", "--dry-run"]).ends().code;
    for (day, ring, expected) in [
        (json!(days_ago(4)[..10]), "early", 0),
        (json!(days_ago(4)[..10]), "broad", 15),
        (json!(days_ago(0)[..10]), "canary", 0),
        (Value::Null, "early", 15),
        (json!("soon"), "early", 15),
        (json!({ "at": 7 }), "early", 15),
    ] {
        dated(&lab, &day);
        decide(&lab, &policy(ring));
        assert_eq!(install(), Some(expected), "{day} {ring}");
    }
    dated(&lab, &json!("2026-09-01"));
    decide(&lab, "ring = 'early'\n");
    assert_eq!(install(), Some(15), "UPGO_FEED_URL is the user's");
    decide(&lab, &policy("early"));
    lab.upgo(["install", "latest", "--use"]).succeeds();
    assert_eq!(lab.go_version(), NEXT);
}

#[test]
fn a_first_installation_gets_the_security_release_and_no_older_one_with_its_vulnerability() {
    for (published, ring) in [(2, "broad"), (0, "early"), (0, "broad")] {
        let lab = lab().with_release("go1.27.0").with_release(NEW).with_release(NEXT);
        let Some(lab) = managed(lab, "") else { return };
        let mut entry = Vulns::sample("GO-2026-9999", &[("introduced", "0"), ("fixed", "1.98.2")]);
        entry["published"] = days_ago(published).into();
        let url = Vulns::empty().put(entry, &days_ago(published)).serve(&lab.server);
        decide(&lab, &format!("vulnerabilities = '{url}'\nring = '{ring}'\n"));
        lab.upgo(["install", "latest", "--use"]).succeeds();
        assert_eq!(lab.go_version(), NEXT, "{published} {ring}");
        // what it got stays permitted, and what others wait for waits here, too
        lab.upgo(["install", NEXT]).succeeds();
        lab.upgo(["install", NEW]).exits(15);
    }
}

#[test]
fn a_mirror_names_the_day_of_each_release() {
    let lab = lab().with_release("go1.27.0").with_release(NEW);
    let folder = lab.path("mirror of ours");
    let build = || {
        let words = ["mirror", "build", folder.to_str().unwrap(), "--versions", "1.27.0,1.98.1"];
        lab.upgo(words.into_iter().chain(["--without-vulnerabilities"])).succeeds();
        let index: Value = serde_json::from_slice(&fs::read(folder.join("index.json")).unwrap()).unwrap();
        [0, 1].map(|at| index[at]["released"].clone())
    };
    assert_eq!(build(), [json!(days_ago(0)[..10]), json!("2026-08-19")], "of an unknown day: when it came here");
    let index = fs::read_to_string(folder.join("index.json")).unwrap();
    fs::write(folder.join("index.json"), index.replace(&days_ago(0)[..10], "2026-11-01")).unwrap();
    assert_eq!(build()[0], "2026-11-01", "it stays");
}
