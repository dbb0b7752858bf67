//! What an organization decides takes precedence over settings, variables and arguments, and each refusal says so.
use std::fs;

use serde_json::Value;
use upgo_engine::policy::Policy;
use upgo_testkit::lab::{Lab, Ran};
use upgo_testkit::server::Server;

use crate::lab;

/// The sandbox with this policy; `None` with a message if this build does not read a policy of tests.
pub(crate) fn managed(lab: Lab, policy: &str) -> Option<Lab> {
    if !upgo_engine::fault::ARMED {
        println!("SKIPPED: build it with --features faults");
        return None;
    }
    let file = lab.path("policy.toml");
    fs::write(&file, policy).unwrap();
    Some(lab.with_variable("UPGO_TEST_POLICY", file))
}

fn decide(lab: &Lab, policy: &str) {
    fs::write(lab.path("policy.toml"), policy).unwrap();
}

fn refused(ran: &Ran, code: &str) -> String {
    let error = &ran.json()["error"];
    assert_eq!(error["code"], code, "{ran}");
    assert!(!error["next"].as_str().unwrap().is_empty(), "{ran}");
    error["message"].as_str().unwrap().to_owned()
}

#[test]
fn a_managed_setting_cannot_be_changed_and_says_who_manages_it() {
    let policy = "contact = 'IT Service Desk'\nproof = 'required'\nkeep = 1\n[check]\ninterval = '3d'\n";
    let Some(lab) = managed(lab(), policy) else { return };
    for key in [["proof", "digest"], ["check.interval", "12h"]] {
        let [name, value] = key;
        for words in [vec!["settings", "set", name, value], vec!["settings", "unset", name]] {
            let said = refused(&lab.upgo([&words[..], &["--json"]].concat()).exits(15), "UPGO-POLICY-SETTING");
            assert!(said.contains("IT Service Desk") && said.contains("policy.toml"), "{said}");
        }
    }
    lab.upgo(["settings", "set", "proof", "digest", "--dry-run"]).exits(15);
    lab.upgo(["settings", "set", "theme", "dark"]).succeeds();
    fs::write(lab.home().join("settings.toml"), "proof = \"digest\"\ntheme = \"dark\"\n").unwrap();
    assert_eq!(lab.upgo(["settings", "get", "proof"]).succeeds().output, "required\n", "an edited file has no effect");
    let file = lab.path("others.toml");
    fs::write(&file, "proof = \"when-reachable\"\n").unwrap();
    let import = lab.upgo(["settings", "import", file.to_str().unwrap(), "--yes", "--json"]).exits(15);
    refused(&import, "UPGO-POLICY-SETTING");
    let list = lab.upgo(["settings"]).succeeds();
    assert!(list.output.contains("proof = required (managed by IT Service Desk)"), "{list}");
    assert!(list.errors.contains("there is no policy \"keep\""), "{list}");
    let json = lab.upgo(["settings", "--json"]).succeeds().json();
    let is_managed = |entry: &&Value| entry["isManaged"] == true;
    let managed: Vec<&Value> = json["settings"].as_array().unwrap().iter().filter(is_managed).collect();
    assert_eq!(managed.iter().map(|entry| &entry["key"]).collect::<Vec<_>>(), ["check.interval", "proof"]);
    assert_eq!(json["manager"], "IT Service Desk");
}

#[test]
fn a_policy_may_leave_a_setting_to_the_user() {
    let policy = "user-may-change = ['theme', 'check.interval']\n[check]\ninterval = '3d'\n";
    let Some(lab) = managed(lab(), policy) else { return };
    assert_eq!(lab.upgo(["settings", "get", "check.interval"]).succeeds().output, "3d\n", "a default");
    lab.upgo(["settings", "set", "check.interval", "12h"]).succeeds();
    assert_eq!(lab.upgo(["settings", "get", "check.interval"]).succeeds().output, "12h\n");
    let report = lab.upgo(["policy", "--json"]).succeeds().json();
    let of = |key: &str| report["values"].as_array().unwrap().iter().find(|value| value["key"] == key).unwrap().clone();
    assert_eq!((&of("check.interval")["origin"], &of("check.interval")["value"]), (&"settings".into(), &"12h".into()));
    assert_eq!(of("check.interval")["userMayChange"], true);
}

#[test]
fn versions_are_refused_however_they_are_requested() {
    let both = lab().with_release("go1.26.6").with_release("go1.27.3");
    let Some(lab) = managed(both, "contact = 'IT'\nblocked = ['1.27']\n") else { return };
    for words in [
        &["install", "1.27.3"][..],
        &["install", "1.27", "--use"],
        &["upgrade", "--to", "1.27.3"],
        &["exec", "1.27.3", "--", "go", "version"],
    ] {
        let mut words = words.to_vec();
        words.insert(1, "--json");
        let said = refused(&lab.upgo(words).exits(15), "UPGO-POLICY-VERSION");
        assert!(said.contains("go1.27.3 is blocked by IT"), "{said}");
    }
    let upgraded = lab.upgo(["upgrade", "--yes", "--json"]).succeeds().json();
    assert_eq!(upgraded["to"], "go1.26.6", "the newest that is permitted");
    assert_eq!(upgraded["warnings"][0]["code"], "UPGO-POLICY-VERSION", "{upgraded:#}");
    let check = lab.upgo(["check", "--json"]).succeeds().json();
    assert_eq!(check["updateAvailable"], false, "{check:#}");
    assert_eq!(check["warnings"][0]["code"], "UPGO-POLICY-VERSION", "{check:#}");
    let report = lab.upgo(["policy", "--json"]).succeeds().json();
    assert_eq!(report["heldBack"][0]["version"], "go1.27.3", "{report:#}");

    decide(&lab, "");
    lab.upgo(["upgrade", "--yes"]).succeeds();
    decide(&lab, "blocked = ['1.27']\n");
    lab.upgo(["use", "1.26.6", "--yes"]).succeeds();
    refused(&lab.upgo(["use", "1.27.3", "--json"]).exits(15), "UPGO-POLICY-VERSION");
    refused(&lab.upgo(["exec", "1.27.3", "--json", "--", "go", "version"]).exits(15), "UPGO-POLICY-VERSION");
    refused(&lab.upgo(["rollback", "--json"]).exits(15), "UPGO-POLICY-VERSION");
}

#[test]
fn a_pinned_machine_gets_its_version_even_if_it_is_older() {
    let all = lab().with_release("go1.26.5").with_release("go1.26.6").with_release("go1.27.3");
    let Some(lab) = managed(all, "") else { return };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    for (policy, expected) in [("version = '1.26'", "go1.26.6"), ("version = '1.26.5'", "go1.26.5")] {
        decide(&lab, policy);
        let upgraded = lab.upgo(["upgrade", "--yes", "--json"]).succeeds().json();
        assert_eq!(upgraded["to"], expected, "{policy}");
        lab.upgo(["install", "1.27.3", "--use"]).exits(15);
    }
    decide(&lab, "version = 'latest'");
    assert_eq!(lab.upgo(["upgrade", "--yes", "--json"]).succeeds().json()["to"], "go1.27.3");
}

#[test]
fn a_ring_waits_for_a_release_unless_it_is_approved() {
    // no table of releases has this one, so that it counts from when it was first seen
    let new = lab().with_release("go1.26.6").with_release("go1.99.1");
    let Some(lab) = managed(new, "ring = 'early'\n") else { return };
    let said = refused(&lab.upgo(["install", "1.99.1", "--json"]).exits(15), "UPGO-POLICY-VERSION");
    assert!(said.contains("the ring early gets go1.99.1 on "), "{said}");
    decide(&lab, "ring = 'canary'\n");
    lab.upgo(["install", "1.99.1", "--dry-run"]).succeeds();
    decide(&lab, "ring = 'early'\napproved = ['1.99.1']\n");
    lab.upgo(["install", "1.99.1", "--dry-run"]).succeeds();
    decide(&lab, "locked-until = '9999-12-31'\n");
    refused(&lab.upgo(["install", "1.26.6", "--json"]).exits(15), "UPGO-POLICY-VERSION");
    refused(&lab.upgo(["upgrade", "--json"]).exits(15), "UPGO-POLICY-VERSION");
}

#[test]
fn variables_do_not_override_the_policy() {
    let lab = lab().with_release("go1.27.3");
    let elsewhere = Server::start();
    let policy = format!("feed = '{}'\nmirrors = []\n", lab.server.url());
    let Some(lab) = managed(lab, &policy) else { return };
    for variable in [elsewhere.url(), "no address".to_owned()] {
        let run = lab.upgo(["check", "--json"]).with("UPGO_FEED_URL", &variable).with("UPGO_MIRRORS", &variable);
        assert_eq!(run.succeeds().json()["latest"], "go1.27.3", "{variable}");
    }
    let install = lab.upgo(["install", "1.27.3"]).with("UPGO_MIRRORS", elsewhere.url());
    install.succeeds();
    assert!(elsewhere.requests().is_empty(), "{:?}", elsewhere.requests());
}

#[test]
fn a_required_proof_is_required_for_the_list_of_a_variable_too() {
    let Some(lab) = managed(lab().with_release("go1.27.3"), "proof = 'required'\n") else { return };
    let failed = lab.upgo(["install", "1.27.3", "--json"]).ends();
    assert_ne!(failed.code, Some(0), "{failed}");
    assert!(!lab.home().join("toolchains/go1.27.3").exists());
}

#[test]
fn a_malformed_policy_is_reported_and_closes_what_it_is_about() {
    let Some(lab) = managed(lab().with_release("go1.27.3"), "allowed = ['all of them']\nrign = 7\n") else { return };
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    let codes: Vec<_> = status["warnings"].as_array().unwrap().iter().map(|warning| &warning["code"]).collect();
    assert_eq!(
        codes,
        ["UPGO-POLICY-MALFORMED"],
        "one warning for both, because the user cannot correct them: {status:#}"
    );
    refused(&lab.upgo(["install", "1.27.3", "--json"]).exits(15), "UPGO-POLICY-VERSION");
    let said = lab.upgo(["policy"]).succeeds();
    for mistake in ["so the safer reading is in effect", "there is no policy \"rign\", did you mean ring?"] {
        assert!(said.output.contains(mistake), "{said}");
    }
    decide(&lab, "ring = ");
    refused(&lab.upgo(["install", "1.27.3", "--json"]).exits(15), "UPGO-POLICY-VERSION");
    decide(&lab, "");
    lab.upgo(["install", "1.27.3"]).succeeds();
}

#[test]
fn the_report_explains_every_key() {
    let Some(lab) = managed(lab(), "contact = 'IT'\nbackground = 'off'\n") else { return };
    lab.upgo(["settings", "set", "suggest", "line"]).succeeds();
    let run = lab.upgo(["policy", "--json"]).with("UPGO_MIRRORS", "https://go.example.com/");
    let report = run.succeeds().json();
    assert_eq!((&report["isManaged"], &report["contact"]), (&true.into(), &"IT".into()));
    let values = report["values"].as_array().unwrap();
    let keys: Vec<_> = values.iter().map(|value| value["key"].as_str().unwrap()).collect();
    assert_eq!(keys, Policy::KEYS.iter().map(|key| key.name).collect::<Vec<_>>());
    for (key, value, origin) in [
        ("background", "off", "file"),
        ("suggest", "line", "settings"),
        ("mirrors", "https://go.example.com/", "variable"),
        ("channels", "stable", "default"),
    ] {
        let of = values.iter().find(|one| one["key"] == key).unwrap();
        assert_eq!((&of["value"], &of["origin"]), (&value.into(), &origin.into()), "{of:#}");
    }
    lab.upgo(["background", "tray"]).exits(15);
}

#[test]
fn without_a_policy_nothing_is_managed() {
    let lab = lab();
    assert_eq!(lab.upgo(["policy"]).succeeds().output, "No policy is set on this machine.\n");
    assert_eq!(lab.upgo(["settings", "--json"]).succeeds().json()["manager"], Value::Null);
}
