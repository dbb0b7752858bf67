//! What an upgrade brings, before anything is changed.
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
use upgo_testkit::release::Release;
use upgo_testkit::vulns::Vulns;

use crate::lab;
use crate::schemas::fits;

const OLD: &str = r#"package godebugs
var All = []Info{
	{Name: "asynctimerchan", Package: "time", Changed: 23, Old: "1"},
	{Name: "panicnil", Package: "runtime", Changed: 21, Old: "1"},
}
"#;

const NEW: &str = r#"package godebugs
var All = []Info{
	{Name: "panicnil", Package: "runtime", Changed: 21, Old: "1"},
	{Name: "tracebacklabels", Package: "runtime", Changed: 27, Old: "0"},
	{Name: "urllimit", Package: "net/url"},
}
var Removed = []RemovedInfo{
	{Name: "asynctimerchan", Removed: 27, Old: func(s string) bool { return s == "1" || s == "2" }}, // Old: "1" or "2"
}
"#;

/// A user of go1.26.5 with the vulnerability database of August 2026.
fn user() -> Lab {
    let lab = lab();
    let url = Vulns::real().serve(&lab.server);
    let mut lab = lab.with_variable("UPGO_VULN_URL", url).with_variable("GOTOOLCHAIN", "auto");
    for version in ["go1.27.0", "go1.26.7", "go1.26.6", "go1.26.5"] {
        lab.add_release(version);
    }
    lab.upgo(["install", "1.26.5", "--use"]).succeeds();
    put_table(&lab, "go1.26.5", OLD);
    lab
}

/// The sample toolchains do not have their own table.
fn put_table(lab: &Lab, version: &str, table: &str) {
    let folder = lab.home().join("toolchains").join(version).join("src").join("internal").join("godebugs");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("table.go"), table).unwrap();
}

fn project(lab: &Lab, name: &str, lines: &str) -> PathBuf {
    let folder = lab.path(name);
    std::fs::create_dir_all(folder.join("cmd").join("old")).unwrap();
    std::fs::write(folder.join("go.mod"), format!("module example.com/{name}\n\n{lines}")).unwrap();
    std::fs::write(folder.join("main.go"), "package main\n").unwrap();
    folder
}

fn whatsnew(lab: &Lab, projects: &[&Path]) -> Value {
    let mut words = vec!["whatsnew".into(), "--json".into()];
    words.extend(projects.iter().flat_map(|folder| ["--project".into(), folder.as_os_str().to_owned()]));
    let report = lab.upgo(words).succeeds().json();
    fits("whatsnew", &report);
    report
}

fn effects(settings: &Value) -> Vec<(&str, &str)> {
    let all = settings.as_array().unwrap().iter();
    all.map(|setting| (setting["name"].as_str().unwrap(), setting["effect"].as_str().unwrap())).collect()
}

#[test]
fn whatsnew_lists_the_releases_between_and_the_fixed_vulnerabilities() {
    let lab = user();
    let report = whatsnew(&lab, &[]);
    assert_eq!((&report["from"], &report["to"]), (&json!("go1.26.5"), &json!("go1.27.0")));
    let releases = report["releases"].as_array().unwrap();
    let versions: Vec<_> = releases.iter().map(|release| release["version"].as_str().unwrap()).collect();
    assert_eq!(versions, ["go1.27.0", "go1.26.7", "go1.26.6"]);
    assert_eq!((&releases[2]["security"], &releases[2]["releasedOn"]), (&json!(true), &json!("2026-08-13")));
    assert_eq!(releases[0]["notes"], "https://go.dev/doc/go1.27");
    assert_eq!(releases[0]["brings"][0], "A method can have type parameters of its own.");
    assert_eq!(releases[1]["brings"], json!([]));
    assert_eq!(report["fixes"]["vulnerabilities"].as_array().unwrap().len(), 10, "as `audit` says");
    assert_eq!((&report["summary"]["fixes"], &report["summary"]["securityReleases"]), (&json!(10), &json!(1)));
    assert_eq!(report["unknownDefaults"][0]["version"], "go1.27.0", "it is not installed");

    let told = lab.upgo(["whatsnew"]).succeeds().output;
    assert!(told.contains("3 releases from go1.26.5 to go1.27.0, 1 of them with security fixes."), "{told}");
    assert!(told.contains("10 known vulnerabilities are fixed."), "{told}");
    assert!(told.contains("\n    A method can have type parameters of its own.\n"), "{told}");
    let patch = lab.upgo(["whatsnew", "1.26.5", "1.26", "--json"]).succeeds().json();
    assert_eq!(patch["to"], "go1.26.7", "a line is its newest release");
    let back = lab.upgo(["whatsnew", "1.27.0", "1.26.5", "--json"]).exits(2).json();
    assert_eq!(back["error"]["next"], "Run `upgo whatsnew 1.26.5 1.27.0`.");
}

#[test]
fn each_project_is_told_what_changes_for_its_go_line() {
    let lab = user();
    let old = project(&lab, "old", "go 1.21\n");
    let calm = project(&lab, "calm", "go 1.26\n");
    let pinned = project(&lab, "pinned", "go 1.26\n\ngodebug asynctimerchan=1\n");
    let newer = project(&lab, "newer", "go 1.28.0\n");
    std::fs::write(calm.join("cmd/old/main.go"), "//go:debug asynctimerchan=2\npackage main\n").unwrap();
    std::fs::create_dir(lab.path("nothing")).unwrap();
    let nothing = lab.path("nothing");
    let folders = [&*calm, &*newer, &*nothing, &*old, &*pinned];

    let before = whatsnew(&lab, &folders);
    let unknown = before["projects"].as_array().unwrap().iter().filter(|project| project["outlook"] == "unknown");
    assert_eq!(unknown.count(), 4, "the new toolchain is not here: {before:#}");

    lab.upgo(["install", "1.27.0"]).succeeds();
    put_table(&lab, "go1.27.0", NEW);
    let report = whatsnew(&lab, &folders);
    assert_eq!(report["unknownDefaults"], json!([]));
    assert_eq!(report["newSettings"][0]["name"], "urllimit");
    let projects = report["projects"].as_array().unwrap();
    let of = |folder: &Path| {
        projects
            .iter()
            .find(|project| project["folder"].as_str() == folder.to_str())
            .unwrap_or_else(|| panic!("{report:#}"))
    };
    let outlook = |folder: &Path| of(folder)["outlook"].as_str().unwrap().to_owned();
    assert_eq!(effects(&of(&old)["settings"]), [("asynctimerchan", "removed"), ("tracebacklabels", "kept")]);
    assert_eq!(
        (of(&old)["settings"][0]["before"].as_str(), &of(&old)["settings"][0]["after"]),
        (Some("1"), &Value::Null)
    );
    assert_eq!(
        (outlook(&old), outlook(&pinned), outlook(&nothing)),
        ("changes".into(), "refused".into(), "unknown".into())
    );
    assert_eq!(effects(&of(&pinned)["settings"]), [("asynctimerchan", "refused"), ("tracebacklabels", "kept")]);
    assert_eq!(outlook(&newer), "notConcerned", "it gets Go 1.28 from its own line");
    assert_eq!(outlook(&calm), "refused", "because of one of its programs");
    assert_eq!(effects(&of(&calm)["settings"]), [("tracebacklabels", "kept")]);
    let programs = of(&calm)["programs"].as_array().unwrap();
    assert!(programs.len() == 1 && programs[0]["folder"].as_str().unwrap().ends_with("old"), "{report:#}");
    assert_eq!(projects[0]["outlook"], "refused", "the most important first");
    assert_eq!((&report["summary"]["refusedProjects"], &report["summary"]["changedProjects"]), (&json!(2), &json!(1)));

    let words = ["whatsnew".as_ref(), "--project".as_ref(), old.as_os_str()];
    let told = lab.upgo(words).succeeds().output;
    assert!(told.contains("GODEBUG defaults change the behavior of old."), "{told}");
    assert!(told.contains("kept by its go line: tracebacklabels"), "{told}");
    let inside = lab.upgo(["whatsnew"]).within(&old.join("cmd")).succeeds().output;
    assert!(inside.contains("GODEBUG defaults change the behavior of old."), "the current module counts: {inside}");
}

#[test]
fn the_plan_of_an_upgrade_says_in_a_few_lines_what_it_brings() {
    let lab = user();
    let plan = lab.upgo(["upgrade", "--dry-run", "--json"]).succeeds().json();
    fits("dry-run", &plan);
    assert_eq!((&plan["whatsNew"]["from"], &plan["whatsNew"]["fixes"]), (&json!("go1.26.5"), &json!(10)));
    let told = lab.upgo(["upgrade", "--dry-run"]).succeeds().output;
    assert!(told.contains("What it brings:") && told.contains("More: `upgo whatsnew 1.26.5 1.27.0`."), "{told}");
    let other = lab.upgo(["install", "1.26.7", "--dry-run", "--json"]).succeeds().json();
    assert_eq!(other["whatsNew"], Value::Null);
    assert_eq!(lab.toolchains(), ["go1.26.5"]);
}

#[test]
fn a_project_that_cannot_be_read_stops_nothing() {
    let lab = user();
    lab.upgo(["install", "1.27.0"]).succeeds();
    put_table(&lab, "go1.27.0", "this is no table");
    let broken = project(&lab, "broken", "go 1.26\nnonsense x\n");
    let fine = project(&lab, "fine", "go 1.26\n");
    let report = whatsnew(&lab, &[&broken, &fine]);
    assert_eq!(report["unknownDefaults"][0]["version"], "go1.27.0");
    let says = |index: usize| report["projects"][index]["says"].as_str().unwrap();
    assert!(says(0).contains("unknown directive: nonsense"), "{report:#}");
    assert!(says(1).ends_with("this machine does not have the table of go1.27.0."), "{report:#}");
}

#[test]
fn a_downloaded_archive_is_enough_if_it_is_the_published_one() {
    let mut lab = user();
    let table = "src/internal/godebugs/table.go";
    let release = Release::sample("go1.27.1", &lab.sample_go()).with_file(table, NEW.as_bytes());
    let archive = lab.home().join("cache").join(release.filename());
    lab.add(release);
    lab.upgo(["settings", "set", "keep-archives", "true"]).succeeds();
    lab.upgo(["install", "1.27.1"]).succeeds();
    lab.upgo(["remove", "1.27.1"]).succeeds();
    let old = project(&lab, "old", "go 1.21\n");
    let report = whatsnew(&lab, &[&old]);
    assert_eq!((&report["to"], &report["unknownDefaults"]), (&json!("go1.27.1"), &json!([])));
    let expected = [("asynctimerchan", "removed"), ("tracebacklabels", "kept")];
    assert_eq!(effects(&report["projects"][0]["settings"]), expected);

    let mut bytes = std::fs::read(&archive).unwrap();
    bytes.push(0);
    std::fs::write(&archive, bytes).unwrap();
    let report = whatsnew(&lab, &[&old]);
    assert_eq!(report["unknownDefaults"][0]["version"], "go1.27.1", "another file counts for nothing");
}
