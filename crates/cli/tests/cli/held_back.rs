//! What a policy holds back, and the fix that `suggest = line` leaves out: every command says and judges it alike.
use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
use upgo_testkit::vulns::Vulns;

use crate::lab;
use crate::policy::managed;

/// The newest release, which alone fixes the vulnerability of the others.
const FIX: &str = "go1.27.99";

const NEWEST: &str = "go1.26.6 is the newest permitted release.";
const NONE: &str = "Your organization permits none of the known releases.";
const CLOSED: &str = "a rule of the policy about versions is invalid, so go1.27.99 is held back";

/// A user of go1.26.6, which has a known vulnerability.
fn vulnerable() -> Lab {
    let lab = lab().with_release("go1.26.5").with_release("go1.26.6").with_release(FIX);
    let events = [("introduced", "0"), ("fixed", "1.27.99")];
    let url = Vulns::empty().put(Vulns::sample("GO-2026-9999", &events), "2026-09-01T00:00:00Z").serve(&lab.server);
    let lab = lab.with_variable("UPGO_VULN_URL", url);
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab
}

fn report(lab: &Lab, words: &str) -> Value {
    lab.upgo(words.split_whitespace().chain(["--json"])).ends().json()
}

/// The messages of its warnings, failed checks and error.
fn told(report: &Value) -> String {
    let of = |list: &str, pointer: &str| {
        let all = report[list].as_array().into_iter().flatten();
        all.filter_map(|one| one.pointer(pointer)?.as_str()).collect::<Vec<_>>().join("\n")
    };
    let error = report["error"]["message"].as_str().unwrap_or_default();
    format!("{}\n{}\n{error}", of("warnings", "/message"), of("checks", "/problem/message"))
}

fn is_up_to_date_by_metrics(lab: &Lab) -> bool {
    let metrics = lab.upgo(["status", "--format", "openmetrics"]).succeeds().output;
    let line = metrics.lines().find(|line| line.starts_with("upgo_go_up_to_date{")).unwrap();
    let flag = |value: u8| line.ends_with(&format!(" {value}"));
    assert_ne!(flag(0), flag(1), "{metrics}");
    flag(1)
}

#[test]
fn every_command_says_what_the_policy_holds_back() {
    for (policy, says, begins, code) in [
        ("locked-until = '9999-12-31'", "version before 9999-12-31, so go1.27.99 is held back", NEWEST, 0),
        ("version = '1.26'", "requires 1.26, so go1.27.99 cannot be used", NEWEST, 0),
        ("version = 'go1.26.6'", "requires go1.26.6, so go1.27.99 cannot be used", NEWEST, 0),
        ("blocked = ['1.27']", "go1.27.99 is blocked by your administrator", NEWEST, 0),
        ("allowed = ['1.26']", "go1.27.99 is not among the versions that your administrator allows", NEWEST, 0),
        ("approved = ['1.26']", "go1.27.99 is not approved by your administrator yet", NEWEST, 0),
        ("ring = 'early'", "the ring early gets go1.27.99 on ", NEWEST, 0),
        ("allowed = ['~1.26']", CLOSED, NONE, 15),
        ("version = 'banana'", CLOSED, NONE, 15),
        ("version = ", CLOSED, NONE, 15),
    ] {
        let Some(lab) = managed(vulnerable(), policy) else { return };
        let check = lab.upgo(["check", "--exit-code"]).exits(code);
        assert!(check.output.starts_with(begins), "{policy}: {check}");
        for words in ["check", "status", "", "audit", "whatsnew", "preflight", "upgrade --dry-run"] {
            let report = report(&lab, words);
            assert!(told(&report).contains(says), "{policy}: `{words}`: {report:#}");
        }
        for words in ["check", "status", ""] {
            let report = report(&lab, words);
            assert_eq!(report["upToDate"], code == 0, "{policy}: `{words}`: {report:#}");
        }
        assert_eq!(is_up_to_date_by_metrics(&lab), code == 0, "{policy}");
        let preflight = report(&lab, "preflight");
        assert_eq!((&preflight["ready"], &preflight["upgrades"]), (&json!(code == 0), &json!(false)), "{preflight:#}");
        lab.upgo(["upgrade", "--dry-run"]).exits(code);
        let doctor = report(&lab, "doctor");
        let found = doctor["findings"].as_array().unwrap().iter().find(|found| found["id"] == "policy.malformed");
        assert_eq!(found.is_some(), code != 0, "{policy}: {doctor:#}");
        let names_file = |found: &Value| found["evidence"].to_string().contains("policy.toml");
        assert!(found.is_none_or(names_file), "{policy}: {doctor:#}");
    }
}

#[test]
fn a_policy_that_permits_nothing_is_no_empty_release_list() {
    let Some(lab) = managed(lab().with_release("go1.27.3"), "locked-until = '9999-12-31'\n") else { return };
    let check = lab.upgo(["check", "--exit-code"]).exits(15);
    assert!(check.output.starts_with(NONE), "{check}");
    let refused = lab.upgo(["upgrade", "--json"]).exits(15).json()["error"].clone();
    let warnings = report(&lab, "check")["warnings"].clone();
    let is_same = |warning: &Value| ["code", "message", "next"].iter().all(|key| warning[key] == refused[key]);
    assert!(warnings.as_array().unwrap().iter().any(is_same), "{warnings:#}\n{refused:#}");
}

#[test]
fn a_fix_that_only_another_line_has_leaves_no_command_content() {
    let lab = vulnerable();
    lab.upgo(["settings", "set", "suggest", "line"]).succeeds();
    let check = lab.upgo(["check", "--exit-code", "--json"]).exits(10).json();
    assert_eq!((&check["updateAvailable"], &check["upToDate"]), (&json!(false), &json!(false)), "{check:#}");
    assert_eq!((&check["headline"]["kind"], &check["headline"]["to"]), (&json!("security"), &json!(FIX)), "{check:#}");
    let status = report(&lab, "status");
    assert_eq!((&status["headline"], &status["upToDate"]), (&check["headline"], &json!(false)), "{status:#}");
    assert!(!is_up_to_date_by_metrics(&lab));
    assert_eq!(report(&lab, "fleet report")["update"], FIX);
    assert_eq!(report(&lab, "audit")["headline"]["to"], FIX);
    assert_eq!(report(&lab, "whatsnew")["to"], FIX);
    let says = "only another release line fixes 1 known vulnerability in go1.26.6: go1.27.99";
    for words in ["preflight", "upgrade --dry-run"] {
        let report = report(&lab, words);
        let codes: Vec<&Value> =
            report["warnings"].as_array().unwrap().iter().map(|warning| &warning["code"]).collect();
        assert_eq!(codes, ["UPGO-VULN-OTHER-LINE"], "{report:#}");
        assert!(told(&report).contains(says), "{report:#}");
    }
    let preflight = lab.upgo(["preflight"]).succeeds();
    assert!(preflight.output.contains(says) && !preflight.output.contains("go1.26.6 is up to date"), "{preflight}");
    lab.upgo(["upgrade", "--to", "1.27.99", "--yes"]).succeeds();
    lab.upgo(["check", "--exit-code"]).succeeds();
    assert!(is_up_to_date_by_metrics(&lab));
}
