//! `projects raise --commit` with real Go: it is rehearsed first, and the message names what is imported.
use std::fs;
use std::path::{Path, PathBuf};

use upgo_testkit::lab::Lab;
use upgo_testkit::vulns::Vulns;

use super::quick_lab;
use crate::repository::{branches, git, make};

/// A repository with a program.
fn program(lab: &Lab, name: &str, program: &str) -> PathBuf {
    let folder = make(lab, name);
    fs::write(folder.join("main.go"), program).unwrap();
    fs::write(folder.join("go.mod"), format!("module example.com/{name}\n\ngo 1.26.5\n")).unwrap();
    git(lab, &folder, &["commit", "-q", "-a", "-m", "second"]);
    folder
}

fn message(lab: &Lab, folder: &Path) -> String {
    git(lab, folder, &["log", "-1", "--format=%B", "upgo/go1.27.3"])
}

#[test]
#[ignore = "long"]
fn repositories_are_rehearsed_and_the_message_names_who_imports_what_is_fixed() {
    let Some(lab) = quick_lab() else { return };
    let url = Vulns::real().serve(&lab.server);
    let lab = lab.with_variable("UPGO_VULN_URL", url);
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["check"]).succeeds();
    let serve = "package main\n\nimport \"net/http\"\n\nfunc main() { _ = http.ListenAndServe(\"\", nil) }\n";
    let good = program(&lab, "good", serve);
    // Go 1.27 refuses this setting
    let setting = "//go:debug asynctimerchan=1\npackage main\n\nfunc main() {}\n";
    let breaks = program(&lab, "breaks", setting);
    let code = lab.user().join("code").display().to_string();
    let words = ["projects", "raise", "--go", "1.27.3", "--ci", "--commit", "--json", &*code];

    let changed = lab.upgo(words).succeeds().json();
    let warnings = changed["warnings"].to_string();
    assert!(warnings.contains("code/breaks is left out: it does not work with go1.27.3"), "{changed:#}");
    assert_eq!([branches(&lab, &good), branches(&lab, &breaks)], ["main upgo/go1.27.3", "main"]);
    let said = message(&lab, &good);
    for part in [
        "Raise Go to 1.27.3\n\ngo1.27.3 fixes these known vulnerabilities of go1.26.5 in packages that\nare imported here:",
        "  net/http is imported by example.com/good.",
        "Imported does not mean that the vulnerable code is called.",
        "Rehearsed: the raised modules build with go1.27.3 as they do with\ngo1.26.6; their tests were not run.",
    ] {
        assert!(said.contains(part), "{part}\n---\n{said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 72), "{said}");

    // after the upgrade, the Go that was in use before is compared with the new one
    lab.upgo(["rollback"]).succeeds();
    lab.upgo(["use", "1.27.3"]).succeeds();
    let changed = lab.upgo(words).succeeds().json();
    assert!(changed["warnings"].to_string().contains("code/breaks is left out: it does not work"), "{changed:#}");
    assert_eq!([branches(&lab, &good), branches(&lab, &breaks)], ["main upgo/go1.27.3", "main"]);
    assert_eq!(message(&lab, &good), said);
}
