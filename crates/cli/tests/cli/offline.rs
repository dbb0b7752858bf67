//! Commands that only read never use the network; others fall back to cached data.
use serde_json::json;

use crate::lab;

#[test]
fn commands_that_read_or_switch_never_use_the_network() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let asked = lab.server.requests().len();
    for command in [
        &["status"][..],
        &["list"],
        &["use", "1.27.3"],
        &["rollback"],
        &["why"],
        &["projects", "."],
        &["which"],
        &["whatsnew"],
        &["tools"],
        &["history"],
        &["install", "1.27.3"],
        &["remove", "1.27.3"],
        &["settings", "list"],
        &["setup", "export"],
        &["dsc", "get"],
        &["dsc", "export"],
        &["dsc", "set", "--input", r#"{"version":"1.26.6","use":true}"#],
        &["fleet", "report"],
        &["fleet", "."],
        &["policy"],
    ] {
        lab.upgo(command).succeeds();
        assert_eq!(lab.server.requests().len(), asked, "{command:?} used the network");
    }
}

#[test]
fn commands_that_need_the_network_fall_back_to_cached_data_with_a_warning() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.server.always("", upgo_testkit::server::Act::Status(404));
    let check = lab.upgo(["check", "--json", "--exit-code"]).exits(10).json();
    assert_eq!((&check["latest"], &check["updateAvailable"]), (&json!("go1.27.3"), &json!(true)));
    assert_eq!(check["feed"]["stale"], true);
    assert_eq!(check["warnings"][0]["code"], "UPGO-NET-STATUS", "{check:#}");
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert_eq!(status["feed"]["stale"], true, "a failed refresh is remembered");
    let list = lab.upgo(["list", "--available", "--json"]).succeeds().json();
    assert_eq!(list["releases"][0]["version"], "go1.27.3");
}

#[test]
fn a_plan_speaks_of_no_change_in_the_past() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.server.always("", upgo_testkit::server::Act::Status(404));
    let plan = lab.upgo(["upgrade", "--dry-run", "--json"]).succeeds().json();
    let warning = &plan["warnings"][0];
    let expected = (&json!("UPGO-NET-STATUS"), &json!("The list of the last successful check is used."));
    assert_eq!((&warning["code"], &warning["means"]), expected, "{plan:#}");
}

#[test]
fn without_cache_and_network_the_exit_status_is_3() {
    let lab = lab().with_variable("UPGO_FEED_URL", "http://127.0.0.1:1/");
    for command in [&["check"][..], &["upgrade"], &["install", "1.27.3"], &["list", "--available"]] {
        let ran = lab.upgo(command).exits(3);
        assert_eq!(ran.output, "", "{ran}");
    }
}

#[test]
fn a_file_feed_needs_no_network_at_all() {
    let lab = lab().with_release("go1.27.3");
    let folder = lab.static_mirror();
    let url = format!("file:///{}/", folder.to_string_lossy().replace('\\', "/").trim_start_matches('/'));
    lab.upgo(["install", "latest", "--use"]).with("UPGO_FEED_URL", url).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
    assert!(lab.server.requests().is_empty());
}

#[test]
fn an_insecure_feed_url_is_refused() {
    let lab = lab();
    let ran = lab.upgo(["status", "--json"]).with("UPGO_FEED_URL", "http://example.com/dl/").ends();
    assert_ne!(ran.code, Some(0), "{ran}");
    assert!(ran.json()["error"]["message"].as_str().unwrap().contains("example.com"), "{ran}");
}
