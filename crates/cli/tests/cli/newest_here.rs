//! "The newest" is the newest release with a file for this machine, for every command. A newer one without a file, of a
//! mirror that is filled for another system first, or of a platform that Go has dropped, is named.
use std::ffi::OsStr;
use std::fs;

use upgo_testkit::lab::Lab;
use upgo_testkit::release::Release;
use upgo_testkit::vulns::Vulns;

use crate::assessment::ask;
use crate::lab;

/// A list whose go1.27.3 is only for another system; go1.26.6 is in use.
fn machine() -> Lab {
    let mut lab = lab().with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.add_release("go1.27.2");
    lab.add(Release::sample_for("go1.27.3", "plan9", "386", b""));
    lab
}

fn is_named(warnings: &serde_json::Value, version: &str) -> bool {
    let mut warnings = warnings.as_array().unwrap().iter();
    warnings.any(|one| one["code"] == "UPGO-VERSION-NO-FILE" && one["message"].as_str().unwrap().contains(version))
}

#[test]
fn every_command_goes_to_the_newest_release_with_a_file_for_this_machine() {
    let lab = machine();
    for (command, says) in ask(&lab) {
        assert!(says.leads_to().is_none_or(|to| to == "go1.27.2"), "{command}: {:?}", says.leads_to());
    }
    for command in [&["check", "--json"][..], &["status", "--json"], &["upgrade", "--dry-run", "--json"]] {
        let ran = lab.upgo(command).succeeds();
        assert!(is_named(&ran.json()["warnings"], "go1.27.3"), "{ran}");
    }
    let listed = lab.upgo(["list", "--available", "--json"]).succeeds().json();
    let all: Vec<(&str, bool)> = listed["releases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["version"].as_str().unwrap(), one["newest"] == true))
        .collect();
    assert_eq!(all, [("go1.27.3", false), ("go1.27.2", true), ("go1.26.6", false)]);
    for request in ["latest", "1.27", "rc"] {
        let plan = lab.upgo(["install", request, "--dry-run", "--json"]).succeeds().json();
        assert_eq!(plan["plan"]["to"], "go1.27.2", "{request}");
    }
    let refused = lab.upgo(["install", "1.27.3", "--json"]).exits(7).json();
    assert!(refused["error"]["message"].as_str().unwrap().contains("is not available for"), "{refused}");
    let ran = lab.upgo(["exec", "1.27", "go", "version"]).succeeds();
    assert!(ran.output.contains("go1.27.2"), "{ran}");
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.2");
    let check = lab.upgo(["check", "--exit-code"]).succeeds();
    assert!(check.output.contains("go1.27.2 is the newest release with a file"), "{check}");
    lab.upgo(["exec", "latest", "go", "version"]).succeeds();
    assert_eq!(lab.toolchains(), ["go1.26.6", "go1.27.2"]);
}

#[test]
fn a_fix_without_a_file_for_this_machine_stays_in_sight() {
    let lab = machine();
    let fault = [("introduced", "0"), ("fixed", "1.27.3")];
    let entry = Vulns::sample("GO-2026-9999", &fault);
    let url = Vulns::empty().put(entry, "2026-09-01T00:00:00Z").serve(&lab.server);
    let lab = lab.with_variable("UPGO_VULN_URL", url);
    lab.upgo(["upgrade"]).succeeds();
    let ran = lab.upgo(["check", "--exit-code", "--json"]).exits(10);
    let check = ran.json();
    assert_eq!((&check["upToDate"], &check["updateAvailable"]), (&false.into(), &false.into()), "{ran}");
    let fix = "go1.27.3 fixes 1 known vulnerability";
    assert!(is_named(&check["warnings"], fix) && check["headline"].is_null(), "{ran}");
    let metrics = lab.upgo(["status", "--format", "openmetrics"]).succeeds().output;
    let is_behind = |line: &str| line.starts_with("upgo_go_up_to_date{") && line.ends_with(" 0");
    assert!(metrics.lines().any(is_behind) && !metrics.contains("upgo_update_info{"), "{metrics}");
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert!(is_named(&status["warnings"], fix) && status["headline"].is_null(), "{status:#}");
    let preflight = lab.upgo(["preflight"]).succeeds();
    assert!(preflight.output.contains(fix), "{preflight}");
}

#[test]
fn an_installed_release_needs_no_file() {
    let mut lab = machine();
    let release = Release::sample("go1.27.3", &lab.sample_go());
    let file = lab.path(release.filename());
    fs::write(&file, release.bytes()).unwrap();
    lab.upgo([OsStr::new("install"), file.as_os_str(), OsStr::new("--sha256"), OsStr::new(&release.sha256())])
        .succeeds();
    lab.add_release("go1.26.7");
    for request in ["latest", "1.27"] {
        let ran = lab.upgo(["install", request, "--use", "--json"]).succeeds();
        assert_eq!(
            (lab.go_version(), lab.toolchains()),
            ("go1.27.3".into(), vec!["go1.26.6".into(), "go1.27.3".into()]),
            "{ran}"
        );
    }
    let check = lab.upgo(["check", "--json"]).succeeds().json();
    assert_eq!((&check["latest"], &check["upToDate"]), (&"go1.27.3".into(), &true.into()), "{check:#}");
}
