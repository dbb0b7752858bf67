//! What the places of the window show, and what they can do without a plan.
use std::env;

use serde_json::{Value, json};

use super::{in_sandbox, install, releases};

#[test]
fn a_release_that_is_put_off_is_offered_again_on_request() {
    in_sandbox("commands::tests::places::a_release_that_is_put_off_is_offered_again_on_request", releases, |page| {
        page.run(&page.plan(install("go1.26.6")));
        page.ask("check");
        let kind = || page.ask("overview")["situation"]["kind"].clone();
        assert_eq!(kind(), "update");
        page.call("skip", json!({ "version": "go1.27.3" })).unwrap();
        assert_eq!(kind(), "skipped");
        page.call("offer_again", json!({})).unwrap();
        assert_eq!(kind(), "update");
        assert_eq!(page.call("remind_later", json!({ "version": "go1.27.3", "when": "tomorrow" })), Ok(Value::Null));
        assert_eq!(kind(), "postponed");
        page.call("offer_again", json!({})).unwrap();
        assert_eq!(kind(), "update");
    });
}

#[test]
fn the_log_is_shown_and_a_report_can_be_read_before_it_is_saved() {
    in_sandbox(
        "commands::tests::places::the_log_is_shown_and_a_report_can_be_read_before_it_is_saved",
        releases,
        |page| {
            page.run(&page.plan(install("go1.26.6")));
            let lines = |level: &str| {
                let report = page.call("log", json!({ "level": level })).unwrap();
                report["entries"].as_array().unwrap().iter().map(|line| line["event"].to_string()).collect::<Vec<_>>()
            };
            assert!(lines("info").iter().any(|event| event == "\"change-done\""), "{:?}", lines("info"));
            assert_eq!(lines("error"), Vec::<String>::new());

            let texts = page.ask("gather_report");
            let names: Vec<_> = texts.as_array().unwrap().iter().map(|text| text["name"].clone()).collect();
            assert!(names.contains(&json!("status.json")), "{names:?}");
            let status = page.call("report_text", json!({ "name": "status.json" })).unwrap();
            assert!(status.as_str().unwrap().contains("go1.26.6"), "{status}");
            assert_eq!(page.call("report_text", json!({ "name": "../status" })).unwrap_err()["code"], "UPGO-USAGE");
        },
    );
}

#[test]
fn releases_whose_archive_is_here_are_named() {
    in_sandbox("commands::tests::places::releases_whose_archive_is_here_are_named", releases, |page| {
        page.ask("check");
        assert_eq!(page.ask("versions")["downloaded"], json!([]));
        page.call("set_setting", json!({ "key": "keep-archives", "value": "true" })).unwrap();
        page.run(&page.plan(install("go1.26.6")));
        assert_eq!(page.ask("versions")["downloaded"], json!(["go1.26.6"]));
        assert_eq!(page.ask("caches")["downloads"]["size"]["files"], 1);
        page.ask("clean_cache");
        assert_eq!(page.ask("versions")["downloaded"], json!([]));
    });
}

#[test]
fn the_window_pauses_notifications_and_resumes_them() {
    in_sandbox("commands::tests::places::the_window_pauses_notifications_and_resumes_them", releases, |page| {
        page.run(&page.plan(install("go1.26.6")));
        for length in ["hour", "today", "untilResumed"] {
            page.call("pause_notifications", json!({ "length": length })).unwrap();
            assert_ne!(page.ask("overview")["pausedUntil"], Value::Null, "{length}");
            page.call("pause_notifications", json!({ "length": null })).unwrap();
            assert_eq!(page.ask("overview")["pausedUntil"], Value::Null);
        }
    });
}

#[test]
fn why_has_the_chain_and_a_fix_that_can_be_planned() {
    in_sandbox("commands::tests::places::why_has_the_chain_and_a_fix_that_can_be_planned", releases, |page| {
        let nothing = page.call("why", json!({ "folder": null })).unwrap();
        assert_eq!((&nothing["row"]["tone"], &nothing["problem"]["code"]), (&json!("bad"), &json!("UPGO-GO-MISSING")));
        let fix = nothing["fixes"][0].clone();
        page.run(&page.plan(fix["request"].clone()));

        let folder = env::current_dir().unwrap();
        let answer = page.call("why", json!({ "folder": folder })).unwrap();
        let title = answer["row"]["title"].as_str().unwrap();
        assert!(title.starts_with("A new terminal runs go1.27.3 ("), "{answer:#}");
        let causes = answer["row"]["rows"].as_array().unwrap();
        assert!(causes.iter().any(|cause| cause["badge"] == "decides: go1.27.3"), "{answer:#}");
        let nowhere = page.call("why", json!({ "folder": folder.join("not there") })).unwrap_err();
        assert_eq!(nowhere["code"], "UPGO-USAGE", "{nowhere:#}");
    });
}

#[test]
fn a_finding_has_its_fix_and_can_be_ignored() {
    in_sandbox("commands::tests::places::a_finding_has_its_fix_and_can_be_ignored", releases, |page| {
        page.run(&page.plan(install("go1.26.6")));
        // another processor, which Go supports on each of these systems
        let other = if cfg!(target_arch = "aarch64") { "amd64" } else { "arm64" };
        let edit = json!({ "kind": "set", "name": "GOARCH", "value": other, "scope": "go" });
        page.run(&page.plan(json!({ "kind": "environment", "edit": edit })));
        let found = || {
            let report = page.ask("doctor");
            let findings = report["findings"].as_array().unwrap().clone();
            findings.into_iter().find(|finding| finding["id"] == "goenv.foreign-target")
        };
        let finding = found().unwrap();
        assert_eq!(finding["ignored"], false, "{finding:#}");
        page.call("ignore_finding", json!({ "id": "goenv.foreign-target", "ignore": true })).unwrap();
        assert_eq!(found().unwrap()["ignored"], true);
        assert!(page.call("ignore_finding", json!({ "id": "no.check", "ignore": true })).is_err());

        page.run(&page.plan(finding["fix"]["request"].clone()));
        assert_eq!(found(), None, "the fix repairs it");
    });
}
