//! Removing versions, and undoing that.
use serde_json::json;

use crate::lab;

#[test]
fn remove_reports_the_freed_space_and_its_undo_reinstalls_the_version() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    lab.upgo(["remove", "1.26.6"]).exits(2);
    let removed = lab.upgo(["remove", "1.27.3", "--json"]).succeeds().json();
    assert!(removed["freedBytes"].as_u64().unwrap() > 1000);
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
    assert!(!lab.names_in("bin").iter().any(|name| name.starts_with("go1.27.3")));
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.toolchains(), ["go1.26.6", "go1.27.3"]);
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.toolchains(), ["go1.26.6"], "undoing the undo removes it again");
}

#[test]
fn force_removes_the_current_toolchain_and_rollback_restores_it() {
    let lab = lab().with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["remove", "1.26.6", "--force"]).succeeds();
    assert_eq!(lab.toolchains(), [""; 0]);
    assert_eq!(lab.upgo(["status", "--json"]).succeeds().json()["current"], json!(null));
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
}

#[test]
fn versions_beyond_keep_versions_are_suggested_and_removed_only_on_request() {
    let lab = lab().with_release("go1.24.1").with_release("go1.25.1").with_release("go1.26.1").with_release("go1.27.1");
    lab.upgo(["settings", "set", "keep-versions", "2"]).succeeds();
    for version in ["1.24.1", "1.25.1", "1.26.1"] {
        lab.upgo(["install", version]).succeeds();
    }
    let changed = lab.upgo(["install", "1.27.1", "--use", "--json"]).succeeds().json();
    assert_eq!(changed["unused"], json!(["go1.25.1", "go1.24.1"]));
    assert_eq!(lab.toolchains().len(), 4, "nothing is removed automatically");
    let removed = lab.upgo(["remove", "--unused"]).succeeds().output;
    assert!(removed.starts_with("Removed go1.25.1, go1.24.1."), "{removed}");
    let history = lab.upgo(["history"]).succeeds().output;
    assert!(history.contains("done         Remove go1.25.1, go1.24.1\n"), "{history}");
    assert_eq!(lab.toolchains(), ["go1.26.1", "go1.27.1"]);
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.toolchains().len(), 4);
}
