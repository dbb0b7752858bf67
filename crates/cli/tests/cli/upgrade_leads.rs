//! Where an upgrade leads: never into a vulnerability, by every command; and what was brought here as a fix stays one.
use std::fs;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
use upgo_testkit::vulns::Vulns;

use crate::assessment::ask;
use crate::lab;
use crate::policy::{decide, managed};

/// In use, with the vulnerability.
const OLD: &str = "go1.26.5";
/// The fix of its line.
const FIX: &str = "go1.26.99";
/// Newer than the fix, with the vulnerability.
const HOLE: &str = "go1.27.0";
/// The fix of the newest line.
const LATER: &str = "go1.27.99";

/// A machine with these releases to choose from, and an address of a database with one vulnerability.
fn machine(releases: &[&str]) -> Option<(Lab, String)> {
    let lab = releases.iter().fold(lab(), |lab, release| lab.with_release(release));
    let lab = managed(lab, "")?;
    let fault = [("introduced", "0"), ("fixed", "1.26.99"), ("introduced", "1.27.0-0"), ("fixed", "1.27.99")];
    let url = Vulns::empty().put(Vulns::sample("GO-2026-9999", &fault), "2026-09-01T00:00:00Z").serve(&lab.server);
    lab.upgo(["install", OLD, "--use"]).succeeds();
    Some((lab, url))
}

/// Checks where every command leads: to this release, or nowhere.
#[track_caller]
fn leads(lab: &Lab, name: &str, to: Option<&str>) {
    for (command, says) in ask(lab) {
        let leads_to = says.leads_to();
        assert!(leads_to.is_none_or(|leads_to| *leads_to == json!(to)), "{name}: {command}: {leads_to:?}");
    }
    let metrics = lab.upgo(["status", "--format", "openmetrics"]).succeeds().output;
    let expected = i32::from(to.is_none()).to_string();
    let up_to_date = metrics.lines().find(|line| line.starts_with("upgo_go_up_to_date{")).unwrap();
    assert!(up_to_date.ends_with(&expected), "{name}: {metrics}");
    let shown = to.map(|to| format!("upgo_update_info{{version=\"{to}\","));
    assert!(shown.is_none_or(|shown| metrics.contains(&shown)), "{name}: {metrics}");
    let news = lab.upgo(["whatsnew", "--json"]).succeeds().json();
    assert_eq!(news["to"], to.map_or(news["from"].clone(), Value::from), "{name}: {news:#}");
    let check = lab.upgo(["check", "--json"]).succeeds().json();
    assert_eq!(check["latest"], to.map_or(check["current"].clone(), Value::from), "{name}: {check:#}");
}

#[test]
fn no_upgrade_leads_to_a_vulnerability_and_each_leads_to_a_fix() {
    let all: &[&str] = &[OLD, FIX, HOLE, LATER];
    let siblings: [(&str, &[&str]); 9] = [
        ("ring = 'early'", all),
        ("ring = 'broad'\n[ring-security-days]\nbroad = 0", all),
        ("blocked = ['1.27.99']", all),
        ("allowed = ['<1.27.99']", all),
        ("approved = ['1.26', '1.27.0']", all),
        ("", &[OLD, FIX, HOLE]),
        // variants: a fix without an approval, a line of its own, and one that only another rule lets through
        ("approved = ['1.26.5', '1.27.0']", all),
        ("version = 'latest'\nblocked = ['>=1.27.1']", all),
        ("ring = 'early'\napproved = ['1.27.0']", all),
    ];
    for (policy, releases) in siblings {
        let Some((lab, url)) = machine(releases) else { return };
        let lab = lab.with_variable("UPGO_VULN_URL", &url);
        decide(&lab, &format!("vulnerabilities = '{url}'\n{policy}\n"));
        leads(&lab, policy, Some(FIX));
        let headline = lab.upgo(["check", "--json"]).succeeds().json()["headline"].clone();
        assert_eq!((&headline["kind"], &headline["to"]), (&json!("security"), &json!(FIX)), "{policy}");
        let audit = lab.upgo(["audit", "--json"]).succeeds().json()["headline"].clone();
        assert_eq!(audit, headline, "{policy}");
        lab.upgo(["upgrade", "--unattended"]).succeeds();
        assert_eq!(lab.go_version(), FIX, "{policy}");

        leads(&lab, policy, None);
        let check = lab.upgo(["check", "--json"]).succeeds().json();
        assert_eq!(check["headline"]["kind"], "current", "{policy}: {check:#}");
        let codes: Vec<&Value> = check["warnings"].as_array().unwrap().iter().map(|it| &it["code"]).collect();
        assert!(codes.contains(&&json!("UPGO-VULN-AVOIDED")), "{policy}: {check:#}");
        let said = lab.upgo(["check"]).succeeds();
        assert!(said.output.starts_with("go1.26.99 is up to date."), "{policy}: {said}");
        for words in [&["upgrade", "--unattended"][..], &["upgrade", "--yes"], &["upgrade", "--patch", "--yes"]] {
            lab.upgo(words).succeeds();
            assert_eq!(lab.go_version(), FIX, "{policy}: {words:?}");
        }
        // gone with its files, it is restored
        fs::remove_dir_all(lab.home().join("toolchains").join(FIX)).unwrap();
        lab.upgo(["upgrade", "--unattended"]).succeeds();
        assert_eq!(lab.go_version(), FIX, "{policy}");
        // what a user names is the user's decision
        lab.upgo(["upgrade", "--to", HOLE, "--yes"]).succeeds();
        assert_eq!(lab.go_version(), HOLE, "{policy}");
    }
}

#[test]
fn audit_names_the_fix_that_an_upgrade_installs() {
    let Some((lab, url)) = machine(&[OLD, FIX, HOLE, LATER]) else { return };
    let lab = lab.with_variable("UPGO_VULN_URL", url);
    for (suggest, to, also) in [("line", FIX, false), ("newest", LATER, true)] {
        lab.upgo(["settings", "set", "suggest", suggest]).succeeds();
        let said = lab.upgo(["audit"]).succeeds().output;
        assert!(said.contains(&format!("Security update: {to}")), "{suggest}: {said}");
        assert_eq!(said.contains("go1.26.99 also fixes all of them"), also, "{suggest}: {said}");
        leads(&lab, suggest, Some(to));
        let [audit, status] = ["audit", "status"].map(|command| lab.upgo([command, "--json"]).succeeds().json());
        assert_eq!(audit["headline"], status["headline"], "{suggest}");
    }
    // about any other version, it is the newest
    let other = lab.upgo(["audit", HOLE, "--json"]).succeeds().json();
    assert_eq!(other["headline"]["to"], LATER, "{other:#}");
}

#[test]
fn what_came_as_a_fix_is_not_held_back_again() {
    let all: &[&str] = &[OLD, FIX, HOLE, LATER];
    for policy in ["ring = 'early'", "approved = ['1.26.5', '1.27.0']", "ring = 'early'\nlocked-until = '2020-01-01'"] {
        let Some((lab, url)) = machine(all) else { return };
        let policy = format!("vulnerabilities = '{url}'\n{policy}\n");
        decide(&lab, &policy);
        let held_back = || {
            let report = lab.upgo(["policy", "--json"]).succeeds().json();
            let held = report["heldBack"].as_array().unwrap().iter().map(|it| it["version"].clone());
            held.collect::<Vec<_>>()
        };
        lab.upgo(["install", HOLE, "--use"]).succeeds();
        lab.upgo(["upgrade", "--unattended"]).succeeds();
        assert_eq!(lab.go_version(), LATER, "{policy}");
        let check = lab.upgo(["check", "--json"]).succeeds().json();
        assert_eq!((&check["latest"], &check["updateAvailable"]), (&json!(LATER), &json!(false)), "{check:#}");
        assert!(!held_back().contains(&json!(LATER)), "{policy}: {:?}", held_back());
        let tree = lab.home().join("toolchains").join(LATER);
        for words in [&["install", LATER][..], &["upgrade", "--unattended"]] {
            fs::remove_dir_all(&tree).unwrap();
            lab.upgo(words).succeeds();
            assert_eq!(lab.go_version(), LATER, "{policy}: {words:?}");
        }
        // also when another one is in use, of which it is no fix
        lab.upgo(["use", OLD]).succeeds();
        fs::remove_dir_all(&tree).unwrap();
        lab.upgo(["install", LATER]).succeeds();
        // what never came here waits
        lab.upgo(["use", LATER]).succeeds();
        lab.upgo(["install", FIX]).exits(15);
        // what is blocked since then is refused
        decide(&lab, &format!("{policy}blocked = ['1.27.99']\n"));
        fs::remove_dir_all(&tree).unwrap();
        lab.upgo(["install", LATER]).exits(15);
    }
}

#[test]
fn only_the_official_database_or_that_of_the_policy_makes_a_release_a_fix() {
    for policy in ["approved = ['1.26.5']", "ring = 'early'", "ring = 'broad'\n[ring-security-days]\nbroad = 0"] {
        let Some((lab, url)) = machine(&[OLD, FIX]) else { return };
        decide(&lab, &format!("{policy}\n"));
        let install = |variable: &str| lab.upgo(["install", FIX, "--dry-run"]).with("UPGO_VULN_URL", variable).ends();
        let check = || lab.upgo(["check", "--json"]).with("UPGO_VULN_URL", &url).succeeds().json();
        assert_eq!(check()["updateAvailable"], false, "{policy}");
        assert_eq!(install(&url).code, Some(15), "{policy}");
        // an answer of that address counts no more without the variable
        lab.upgo(["install", FIX, "--dry-run"]).exits(15);
        decide(&lab, &format!("vulnerabilities = '{url}'\n{policy}\n"));
        assert_eq!(check()["latest"], FIX, "{policy}");
        // a variable that names nothing has no effect then
        for variable in [&*url, "http://127.0.0.1:1/", "no address"] {
            assert_eq!(install(variable).code, Some(0), "{policy}: {variable}");
        }
        let report = lab.upgo(["policy", "--json"]).succeeds().json();
        let values = report["values"].as_array().unwrap();
        let of = values.iter().find(|it| it["key"] == "vulnerabilities").unwrap();
        assert_eq!((&of["value"], &of["origin"]), (&json!(url), &json!("file")), "{of:#}");
        decide(&lab, &format!("vulnerabilities = 'no address'\n{policy}\n"));
        assert_eq!(install(&url).code, Some(15), "{policy}: malformed");
    }
}
