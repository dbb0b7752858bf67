//! The day on which a security fix appears: who gets it at once, since when a machine lacks it, and what an overview makes
//! of clocks that are wrong.
#[cfg(target_os = "linux")] // a clock that is loaded before the program
mod clock;
#[cfg(target_os = "linux")]
mod faces;
#[cfg(target_os = "linux")]
mod machines;
#[cfg(target_os = "linux")]
mod story;
#[cfg(target_os = "linux")]
mod truth;

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use upgo_testkit::lab::{Lab, Ran};
use upgo_testkit::server::Act;
use upgo_testkit::vulns::Vulns;

use crate::lab;
use crate::policy::{decide, managed};

/// In use, and its neighbour; both lack the fix. No table of releases has their days.
const OLD: &str = "go1.98.1";
const NEIGHBOUR: &str = "go1.97.1";
const FIX: &str = "go1.98.2";

/// Some days ago.
fn days_ago(days: i64) -> String {
    let hours = jiff::SignedDuration::from_hours(24 * days);
    jiff::Timestamp::now().checked_sub(hours).unwrap().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A vulnerability that was published two days ago, and is fixed in one release of each line.
fn publish(lab: &Lab) -> String {
    let events = [("introduced", "0"), ("fixed", "1.97.2"), ("introduced", "1.98.0-0"), ("fixed", "1.98.2")];
    let mut entry = Vulns::sample("GO-2026-9999", &events);
    entry["published"] = days_ago(2).into();
    Vulns::empty().put(entry, &days_ago(2)).serve(&lab.server)
}

/// Runs a command whose list of releases is answered before the vulnerability database.
fn with_a_late_database(lab: &Lab, words: &[&str]) -> Ran {
    let (database, instance) = ("vuln/index/db.json", lab.path("instance.json"));
    fs::write(&instance, "{}").unwrap();
    let (server, has_ended) = (&lab.server, AtomicBool::new(false));
    server.always(database, Act::Hold);
    let before = server.request_count();
    let ran = thread::scope(|scope| {
        scope.spawn(|| {
            let is_asked = || server.requests().iter().skip(before).any(|seen| seen.path.is_empty());
            while !is_asked() && !has_ended.load(Ordering::SeqCst) {
                thread::sleep(Duration::from_millis(5));
            }
            thread::sleep(Duration::from_millis(200)); // a list that waits for nothing is judged by then
            server.release();
        });
        let ran = lab.upgo(words).reads_from(fs::File::open(&instance).unwrap()).ends();
        has_ended.store(true, Ordering::SeqCst);
        ran
    });
    server.well(database);
    ran
}

#[test]
fn a_fix_waits_for_no_other_run_whichever_server_answers_first() {
    for policy in ["ring = 'early'", "approved = ['1.98.1']"] {
        let Some(lab) = managed(lab().with_release(OLD).with_release(FIX), "") else { return };
        let url = Vulns::empty().serve(&lab.server);
        lab.upgo(["install", OLD, "--use"]).succeeds();
        decide(&lab, &format!("vulnerabilities = '{url}'\n{policy}\n"));
        let check = lab.upgo(["check", "--json"]).succeeds().json();
        assert_eq!(check["updateAvailable"], false, "{policy}: it is no fix yet: {check:#}");
        publish(&lab);
        lab.keep("before");
        let asks: [(&[&str], &str, Value); 5] = [
            (&["upgrade", "--unattended", "--dry-run", "--json"], "/plan/to", json!(FIX)),
            (&["preflight", "--json"], "/upgrades", json!(true)),
            (&["check", "--json"], "/latest", json!(FIX)),
            (&["audit", "--json"], "/headline/to", json!(FIX)),
            (&["dsc", "test"], "/_inDesiredState", json!(false)),
        ];
        for (words, pointer, expected) in asks {
            let ran = with_a_late_database(&lab, words);
            let answer: Value = serde_json::Deserializer::from_str(&ran.output).into_iter().next().unwrap().unwrap();
            assert_eq!(answer.pointer(pointer), Some(&expected), "{policy}: {words:?}: {ran}");
            assert!(!ran.output.contains("UPGO-POLICY-VERSION"), "{policy}: {words:?}: {ran}");
            lab.go_back("before");
        }
        let ran = with_a_late_database(&lab, &["upgrade", "--unattended"]);
        assert_eq!(lab.go_version(), FIX, "{policy}: {ran}");
    }
}

/// Changes what Upgo remembers.
fn remember(lab: &Lab, change: impl FnOnce(&mut Value)) {
    let file = lab.home().join("watch.json");
    let mut memory: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    change(&mut memory);
    // the checksum is of the old text, and a file without one is read, too
    memory.as_object_mut().unwrap().retain(|key, _| key != "sum");
    fs::write(file, memory.to_string()).unwrap();
}

fn hours(lab: &Lab) -> Value {
    lab.upgo(["status", "--json"]).succeeds().json()["exposure"]["hours"].clone()
}

/// The exit status of the overview of this machine alone.
fn overview(lab: &Lab) -> Option<i32> {
    let share = lab.path("share");
    fs::create_dir_all(&share).unwrap();
    lab.upgo(["fleet", "report", "--to", share.to_str().unwrap()]).succeeds();
    overview_of(lab)
}

/// A machine that ran a Go before its vulnerability was published.
fn exposed() -> Lab {
    let lab = lab().with_release(OLD).with_release(NEIGHBOUR).with_release(FIX);
    let url = publish(&lab);
    let lab = lab.with_variable("UPGO_VULN_URL", url);
    lab.upgo(["install", OLD, "--use"]).succeeds();
    lab.upgo(["install", NEIGHBOUR]).succeeds();
    lab.upgo(["check"]).succeeds();
    lab
}

#[test]
fn nothing_but_the_fix_ends_the_exposure() {
    let lab = exposed();
    assert_eq!((hours(&lab), overview(&lab)), (json!(0), Some(0)), "Upgo installed it a moment ago");
    remember(&lab, |memory| memory["ran"]["lines"][0]["at"] = days_ago(60).into());
    assert_eq!((hours(&lab), overview(&lab)), (json!(48), Some(10)));
    for version in [NEIGHBOUR, OLD] {
        lab.upgo(["use", version]).succeeds();
        assert_eq!((hours(&lab), overview(&lab)), (json!(48), Some(10)), "{version}");
    }
    lab.upgo(["upgrade", "--yes"]).succeeds();
    let ended = lab.upgo(["status", "--json"]).succeeds().json()["exposure"].clone();
    assert!(ended["until"].is_string() && ended["hours"] == 48, "{ended:#}");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!((hours(&lab), overview(&lab)), (json!(48), Some(10)), "rolled back into the hole");
    lab.upgo(["use", NEIGHBOUR]).succeeds();
    assert_eq!((hours(&lab), overview(&lab)), (json!(48), Some(10)), "and on in another one");
}

#[test]
fn a_clock_that_was_ahead_makes_times_unknown_and_loses_no_machine() {
    let lab = exposed();
    remember(&lab, |memory| memory["ran"]["lines"][0]["at"] = days_ago(-30).into());
    assert_eq!((hours(&lab), overview(&lab)), (Value::Null, Some(3)));
    let share = lab.path("share");
    let file = fs::read_dir(&share).unwrap().next().unwrap().unwrap().path();
    let report: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let fleet = || lab.upgo(["fleet", share.to_str().unwrap(), "--json"]).succeeds().json();
    assert_eq!(fleet()["machines"][0]["clockWrong"], false, "{report:#}");
    // the report of an Upgo that does not notice it, and of a machine whose clock is ahead now
    for (change, at) in [
        (json!({ "exposure": { "fix": FIX, "since": days_ago(-30), "until": null } }), report["at"].clone()),
        (json!({ "updatedAt": days_ago(-30) }), report["at"].clone()),
        (json!({ "at": days_ago(-30) }), Value::Null),
    ] {
        let mut wrong = report.clone();
        wrong.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        fs::write(&file, wrong.to_string()).unwrap();
        let fleet = fleet();
        let machine = &fleet["machines"][0];
        assert_eq!((&fleet["total"]["machines"], &fleet["leftOut"]), (&json!(1), &json!([])), "{change}");
        assert_eq!((&machine["clockWrong"], &machine["at"]), (&json!(true), &at), "{change}");
        assert_eq!(machine["silent"], json!(at.is_null()), "{change}");
        assert_eq!(fleet["warnings"][0]["code"], "UPGO-CLOCK-WRONG", "{fleet:#}");
        assert_eq!(overview_of(&lab), Some(3), "{change}: since when is unknown");
    }
}

#[test]
fn a_change_of_the_future_is_said_and_begins_no_exposure() {
    let lab = exposed();
    let warnings = || lab.upgo(["history", "--json"]).succeeds().json()["warnings"].clone();
    assert_eq!(warnings(), json!([]));
    let record = lab.home().join("journal/00000001.jsonl");
    let later = |line: &str| {
        let mut line: Value = serde_json::from_str(line).unwrap();
        let fields = line.as_object_mut().unwrap();
        fields.retain(|key, _| key != "sum");
        fields.entry("at").and_modify(|at| *at = days_ago(-1).into());
        line.to_string() + "\n"
    };
    let text: String = fs::read_to_string(&record).unwrap().lines().map(later).collect();
    fs::write(&record, text).unwrap();
    fs::remove_file(lab.home().join("watch.json")).unwrap();
    assert_eq!(warnings()[0]["code"], "UPGO-CLOCK-WRONG");
    let report = lab.upgo(["fleet", "report"]).succeeds().json();
    assert_eq!((&report["exposure"]["fix"], &report["exposure"]["since"]), (&json!(FIX), &Value::Null), "{report:#}");
    assert_eq!(overview(&lab), Some(3));
}

fn overview_of(lab: &Lab) -> Option<i32> {
    lab.upgo(["fleet", lab.path("share").to_str().unwrap(), "--within", "24h", "--exit-code"]).ends().code
}
