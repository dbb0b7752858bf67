//! Nothing is left behind.
use std::fs;

use serde_json::json;
use upgo_testkit::server::Act;

use crate::kill::Victim;
use crate::lab;

#[test]
fn everything_of_upgos_goes_and_what_is_not_stays() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let profile = lab.user().join(".profile");
    fs::write(&profile, "# mine\n").unwrap();
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["upgrade"]).succeeds();
    lab.upgo(["settings", "set", "keep-versions", "3"]).succeeds();
    let own = lab.home().join("bin").join("my-tool");
    fs::write(&own, "mine").unwrap();

    let purged = lab.upgo(["purge", "--yes", "--json"]).succeeds().json();
    assert_eq!(purged["removed"], json!(["go1.27.3", "go1.26.6"]));
    assert_eq!(purged["left"], json!([own]), "{purged:#}");
    assert_eq!(lab.names_in("."), ["bin"]);
    if cfg!(unix) {
        assert_eq!(purged["pathChanged"], true);
        assert_eq!(fs::read_to_string(&profile).unwrap(), "# mine\n");
    }

    fs::remove_file(own).unwrap();
    assert_eq!(lab.upgo(["purge", "--yes", "--json"]).succeeds().json()["removed"], json!([]));
    assert!(!lab.home().exists(), "{:?}", lab.names_in("."));
    lab.upgo(["purge", "--yes"]).succeeds();
}

#[test]
fn nothing_goes_without_a_yes_and_a_dry_run_shows_what_would() {
    let lab = lab().with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["purge"]).exits(2);
    let plan = lab.upgo(["purge", "--dry-run", "--json"]).succeeds().json();
    let kinds: Vec<_> = plan["plan"]["steps"].as_array().unwrap().iter().map(|step| step["kind"].clone()).collect();
    assert_eq!(kinds, ["switch", "unpublish", "delete", "editPath"]);
    assert_eq!(lab.go_version(), "go1.26.6");
}

#[test]
fn nothing_goes_while_another_upgo_downloads() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.server.always(lab.release("go1.27.3").filename(), Act::Hold);
    let mut download = Victim::start(lab.upgo(["install", "1.27.3", "--progress", "json"]));
    assert!(download.events().any(|line| line.contains("stepStarted")), "the download has begun");
    let refused = lab.upgo(["purge", "--yes", "--json"]).exits(6).json();
    assert_eq!(refused["error"]["code"], "UPGO-BUSY");
    download.kill();
    assert_eq!(lab.go_version(), "go1.26.6");
    lab.upgo(["purge", "--yes"]).succeeds();
    assert!(!lab.home().exists());
}

#[test]
fn upgo_is_put_on_path_before_there_is_a_go() {
    let lab = lab();
    let added = lab.upgo(["add-to-path", "--json"]).succeeds().json();
    assert_eq!((&added["action"], &added["pathChanged"]), (&json!("addToPath"), &json!(true)));
    assert_eq!(lab.upgo(["add-to-path", "--json"]).succeeds().json()["changed"], false);
    lab.upgo(["purge", "--yes"]).succeeds();
    assert!(!lab.home().exists());
}
