//! The scheduled check, as the system starts it.
use std::fs;

#[cfg(target_os = "linux")]
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
#[cfg(target_os = "linux")]
use upgo_testkit::limit::InTime as _;
#[cfg(target_os = "linux")]
use upgo_testkit::server::Act;

use crate::lab;

#[cfg(target_os = "linux")]
fn kinds(report: &serde_json::Value) -> Vec<&str> {
    report["did"].as_array().unwrap().iter().map(|did| did["kind"].as_str().unwrap()).collect()
}

// on other systems, notifications do not need a bus
#[cfg(target_os = "linux")]
#[test]
fn a_scheduled_check_downloads_once_and_repeats_nothing() {
    let mut lab = lab().with_release("go1.26.5");
    lab.upgo(["install", "1.26.5", "--use"]).succeeds();
    lab.upgo(["settings", "set", "download.automatic", "patch"]).succeeds();
    // otherwise the installation counts as a check
    std::fs::remove_file(lab.home().join("watch.json")).unwrap();
    lab.add_release("go1.26.6");
    let downloads = |lab: &upgo_testkit::lab::Lab| {
        lab.server.requests().iter().filter(|seen| seen.path.starts_with("go1.26.6.")).count()
    };

    let round = |lab: &upgo_testkit::lab::Lab| lab.upgo(["check", "--notify", "--json"]).succeeds().json();
    let first = round(&lab);
    assert_eq!(kinds(&first), ["checkReleases", "download"], "{first:#}");
    assert_eq!(first["did"][1]["version"], "go1.26.6");
    assert_eq!(first["nextCheck"]["why"], "regular");
    assert_eq!(first["warnings"].as_array().unwrap().len(), 1, "the sandbox has no notifications: {first:#}");
    let requests = lab.server.requests().len();
    assert_eq!(kinds(&round(&lab)), Vec::<&str>::new());
    assert_eq!(lab.server.requests().len(), requests, "the server was asked again");

    let history = lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(history["entries"][0]["action"], "download", "{history:#}");
    assert_eq!(downloads(&lab), 1);
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!((lab.go_version().as_str(), downloads(&lab)), ("go1.26.6", 1), "the archive was downloaded again");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.5", "a download cannot be undone");
}

/// Makes the last trial older. Without its checksum, the changed file counts as intact.
#[cfg(target_os = "linux")]
fn make_trial_older(lab: &upgo_testkit::lab::Lab, hours: i64) {
    let path = lab.home().join("tried.json");
    let mut tried: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    tried.as_object_mut().unwrap().remove("sum");
    for outcome in tried["known"].as_array_mut().unwrap() {
        let at: Timestamp = outcome["at"].as_str().unwrap().parse().unwrap();
        outcome["at"] = json!((at - SignedDuration::from_hours(hours)).to_string());
    }
    fs::write(path, tried.to_string()).unwrap();
}

/// On Windows, a scheduled check starts no Go at all.
#[cfg(target_os = "linux")]
#[test]
fn a_scheduled_check_tries_go_with_the_users_settings_once_a_day() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3"]).succeeds();
    let bin = lab.path("go/bin");
    fs::create_dir_all(&bin).unwrap();
    fs::write(bin.with_file_name("VERSION"), "go1.27.3\n").unwrap();
    fs::write(bin.join("go"), "#!/bin/sh\necho \"$1\" >>\"${0%/*}/asked\"\n").unwrap();
    upgo_testkit::program::make_executable(&bin.join("go"));
    let lab = lab.with_variable("PATH", upgo_testkit::system::path_after(&bin));
    let tried = || {
        let asked = fs::read_to_string(bin.join("asked")).unwrap_or_default();
        asked.lines().filter(|word| *word == "build").count()
    };
    let (check, status) = (&["check", "--notify"][..], &["status"][..]);
    lab.upgo(status).succeeds();
    assert_eq!(tried(), 1, "a command tries it");
    for (words, hours, tries) in [(check, 23, 0), (status, 0, 1), (status, 0, 0), (check, 25, 1), (check, 0, 0)] {
        let before = tried();
        make_trial_older(&lab, hours);
        lab.upgo(words).succeeds();
        assert_eq!(tried() - before, tries, "{words:?}, {hours} hours later");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_check_that_failed_is_not_said_to_be_done() {
    let lab = lab().with_release("go1.26.5");
    lab.upgo(["install", "1.26.5", "--use"]).succeeds();
    std::fs::remove_file(lab.home().join("watch.json")).unwrap();
    let offline = |words: &[&str]| lab.upgo(words).with("UPGO_FEED_URL", "http://127.0.0.1:1/").succeeds();
    let said = offline(&["check", "--notify"]);
    assert!(!said.output.contains("Checked for releases") && said.errors.contains("UPGO-NET"), "{said}");
    std::fs::remove_file(lab.home().join("watch.json")).unwrap();
    let report = offline(&["check", "--notify", "--json"]).json();
    assert_eq!(kinds(&report), [""; 0], "{report:#}");
    assert!(!report["warnings"].as_array().unwrap().is_empty(), "{report:#}");
}

/// The system does not say whether the network is metered.
#[cfg(target_os = "linux")]
#[test]
fn nothing_is_downloaded_over_a_network_that_may_be_metered() {
    let lab = lab().with_release("go1.26.5").with_release("go1.26.6");
    lab.upgo(["install", "1.26.5", "--use"]).succeeds();
    lab.upgo(["settings", "set", "download.automatic", "patch"]).succeeds();
    lab.upgo(["settings", "set", "check.unmetered-only", "true"]).succeeds();
    std::fs::remove_file(lab.home().join("watch.json")).unwrap();
    let check = || lab.upgo(["check", "--notify", "--json"]);
    let silent = check().with("UPGO_FAULT", "windows:slow-service@600000").succeeds().json();
    assert_eq!(kinds(&silent), ["checkReleases"], "{silent:#}");
    // slow, and then it says that it knows nothing
    let slow = check().with("UPGO_FAULT", "windows:slow-service@500").succeeds().json();
    assert_eq!(kinds(&slow), ["download"], "{slow:#}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_round_that_waits_for_a_server_holds_up_no_other() {
    let lab = lab().with_release("go1.26.5");
    lab.upgo(["install", "1.26.5", "--use"]).succeeds();
    std::fs::remove_file(lab.home().join("watch.json")).unwrap();
    let before = lab.server.requests().len();
    lab.server.next("", [Act::Hold]);
    let mut waiting = lab.upgo(["check", "--notify", "--json"]).starts();
    while lab.server.requests().len() == before {
        std::thread::yield_now();
    }
    let other = lab.upgo(["check", "--notify", "--json"]).succeeds().json();
    assert_eq!(kinds(&other), ["checkReleases"], "{other:#}");
    lab.server.release();
    let waited = waiting.output_in_time().unwrap();
    assert!(waited.status.success(), "{waited:?}");
}

/// A sandbox with a scheduled check that downloads an upgrade, from a server that answers nothing.
#[cfg(target_os = "linux")]
fn downloading() -> (upgo_testkit::lab::Lab, std::process::Child) {
    let lab = lab().with_release("go1.26.5").with_release("go1.26.6");
    lab.upgo(["install", "1.26.5", "--use"]).succeeds();
    lab.upgo(["settings", "set", "download.automatic", "patch"]).succeeds();
    std::fs::remove_file(lab.home().join("watch.json")).unwrap();
    let archive = lab.release("go1.26.6").filename().to_owned();
    lab.server.always(&archive, Act::Hold);
    let check = lab.upgo(["check", "--notify", "--json"]).starts();
    while lab.server.ranges(&archive).is_empty() {
        std::thread::yield_now();
    }
    (lab, check)
}

/// The scheduled check ended well, without its download.
#[cfg(target_os = "linux")]
fn gave_way(mut check: std::process::Child) {
    let ended = check.output_in_time().unwrap();
    assert!(ended.status.success(), "{ended:?}");
    let report = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!(kinds(&report), ["checkReleases"], "{report:#}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_command_takes_over_what_the_scheduled_check_downloads() {
    let (lab, check) = downloading();
    // the next request is answered, and the one of the check is not
    lab.server.next(lab.release("go1.26.6").filename(), [Act::IgnoreRange]);
    lab.upgo(["use", "1.26.5"]).succeeds();
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
    gave_way(check);
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    let download = history["entries"].as_array().unwrap().iter().find(|entry| entry["action"] == "download").unwrap();
    assert_eq!(download["outcome"], "cancelled", "{download:#}");
    assert_eq!(lab.names_in("staging"), [""; 0]);
}

#[cfg(target_os = "linux")]
#[test]
fn purge_ends_what_the_scheduled_check_downloads() {
    let (lab, check) = downloading();
    lab.upgo(["purge", "--yes"]).succeeds();
    gave_way(check);
    assert!(!lab.home().exists(), "{:?}", lab.names_in("."));
}

#[test]
fn status_shows_when_the_next_check_runs_or_why_it_does_not() {
    let lab = lab().with_release("go1.26.5");
    let next = || lab.upgo(["status", "--json"]).succeeds().json()["nextCheck"].clone();
    assert_eq!(next(), json!({ "at": null, "why": "nobody" }));
    lab.upgo(["settings", "set", "theme", "dark"]).succeeds();
    // as the desktop program does while it runs
    let running = fs::File::create(lab.home().join("running.lock")).unwrap();
    running.lock().unwrap();
    assert_eq!(next()["why"], "first");
    lab.upgo(["check"]).succeeds();
    assert_eq!(next()["why"], "regular");
    assert!(lab.upgo(["status"]).succeeds().output.contains("Next check "));
    lab.upgo(["settings", "set", "check.automatic", "false"]).succeeds();
    assert_eq!(next(), json!({ "at": null, "why": "off" }));
    assert!(lab.upgo(["status"]).succeeds().output.contains("Automatic checks are off"));
    drop(running);
}
