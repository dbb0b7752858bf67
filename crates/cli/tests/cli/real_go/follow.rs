//! `follow-projects` with real Go, which finds its own tree and switches by `go.mod` as always.
use std::fs;
use std::path::Path;

use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;

use super::{go, module, quick_lab};

/// What `go` prints in a folder with GOTOOLCHAIN; and what Upgo says that it runs.
fn both(lab: &Lab, folder: &Path, toolchain: &str) -> (String, String) {
    let path = upgo_testkit::system::path_after(&lab.home().join("bin"));
    let told = go(lab, folder, &["env", "GOVERSION"]).env("GOTOOLCHAIN", toolchain).output_in_time().unwrap();
    let why = lab.upgo(["why", "--json"]).within(folder).with("PATH", &path).with("GOTOOLCHAIN", toolchain);
    let says = why.succeeds().json()["toolchain"]["version"].as_str().unwrap_or_default().to_owned();
    (String::from_utf8_lossy(&told.stdout).trim().to_owned(), says)
}

#[test]
fn real_go_follows_the_folder_and_then_its_own_rules() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6"]).succeeds();
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let old = module(&lab, "old", "1.26", "package main\n\nfunc main() {}\n");
    fs::write(old.join(".go-version"), "1.26\n").unwrap();
    let newer = module(&lab, "old/newer", "1.27.3", "package main\n\nfunc main() {}\n");
    for (is_on, folder, toolchain, expected) in [
        (false, &old, "auto", "go1.27.3"),
        (true, &old, "auto", "go1.26.6"),
        (true, &old, "local", "go1.26.6"),
        (true, &old, "go1.27.3", "go1.27.3"),
        // Go itself switches because of go.mod, to the toolchain that it finds on PATH.
        (true, &newer, "auto", "go1.27.3"),
    ] {
        lab.upgo(["settings", "set", "follow-projects", if is_on { "true" } else { "false" }]).succeeds();
        assert_eq!(both(&lab, folder, toolchain), (expected.to_owned(), expected.to_owned()), "{folder:?} {toolchain}");
    }
    let refused = go(&lab, &newer, &["list", "."]).env("GOTOOLCHAIN", "local").output_in_time().unwrap();
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("requires go >= 1.27.3 (running go 1.26.6"), "{said}");
    let root = go(&lab, &old, &["env", "GOROOT"]).output_in_time().unwrap();
    let tree = lab.home().join("toolchains/go1.26.6");
    assert_eq!(String::from_utf8_lossy(&root.stdout).trim(), tree.display().to_string());
    let built = go(&lab, &old, &["build", "-o", "made", "."]).output_in_time().unwrap();
    assert!(built.status.success(), "{built:?}");
    assert_eq!(super::go_of(&lab, &old, "made"), "go1.26.6");
}
