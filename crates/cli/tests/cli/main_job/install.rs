//! Installing, from the feed or from a file, and the output meanwhile.
use serde_json::json;
use upgo_testkit::lab::{EXE, Run};
use upgo_testkit::limit::InTime as _;

use crate::lab;

#[test]
fn the_first_install_puts_go_on_path() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let changed = lab.upgo(["install", "1.26.6", "--use", "--json"]).succeeds().json();
    assert_eq!(changed["action"], "install");
    assert_eq!((&changed["from"], &changed["to"]), (&json!(null), &json!("go1.26.6")));
    assert_eq!(changed["changed"], true);
    assert_eq!(lab.go_version(), "go1.26.6");
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert_eq!(status["current"]["version"], "go1.26.6");
    assert_eq!(status["active"]["version"], "go1.26.6", "{status:#}");
    assert_eq!(status["active"]["origin"], "upgo");
    assert_eq!(status["update"], json!({ "version": "go1.27.3", "channel": "stable" }));
    assert_eq!(status["warnings"], json!([]));
}

#[test]
fn a_home_that_path_cannot_hold_is_refused_before_anything_is_fetched() {
    let separator = if cfg!(windows) { ";" } else { ":" };
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let user = lab.path("").join(format!("a{separator}b"));
    std::fs::create_dir_all(&user).unwrap();
    let home = user.join("upgo");
    let archive = lab.path("tmp").join(lab.release("go1.27.3").filename());
    std::fs::write(&archive, lab.release("go1.27.3").bytes()).unwrap();
    for words in [
        &["install", "1.27.3"][..],
        &["install", "latest", "--use"],
        &["install", archive.to_str().unwrap()],
        &["use", "1.27.3"],
        &["upgrade", "--dry-run"],
        &["add-to-path"],
        &["adopt", "--all"],
        &["exec", "1.27.3", "--", "go", "version"],
    ] {
        let ran = lab.upgo(words).with("UPGO_HOME", &home).exits(2);
        let message =
            format!("Go does not work in {}: PATH and GOPATH cannot hold a path with `{separator}`", home.display());
        assert!(ran.errors.contains(&message), "{ran}");
        let next = format!("Set UPGO_HOME to a folder without `{separator}` in its path.");
        assert!(ran.errors.contains(&next), "{ran}");
    }
    assert_eq!(lab.server.requests(), [], "nothing was asked for");
    assert!(!home.join("toolchains").exists());
    lab.upgo(["status"]).with("UPGO_HOME", &home).succeeds();

    // What the refusal advises helps, even if the user's own folder has such a name.
    let changed = lab.upgo(["install", "1.27.3", "--use", "--json"]).with("HOME", &user).with("USERPROFILE", &user);
    let changed = changed.succeeds().json();
    assert_eq!((&changed["pathChanged"], &changed["warnings"]), (&json!(true), &json!([])), "{changed:#}");
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn a_version_and_a_size_are_named_so_that_they_read_well() {
    let lab = lab().with_release("go1.27.3");
    for wanted in ["1.26.99", "go1.26.99"] {
        let refused = lab.upgo(["install", wanted, "--json"]).exits(7).json();
        assert_eq!(refused["error"]["message"], "there is no Go 1.26.99", "{refused:#}");
    }
    let plan = lab.upgo(["install", "1.27.3", "--dry-run"]).succeeds().output;
    assert!(plan.contains("and verify its SHA-256 · "), "{plan}");
}

#[test]
fn versions_are_installed_side_by_side_each_with_its_own_command() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    assert_eq!(lab.go_version(), "", "without --use nothing is switched");
    for version in ["go1.26.6", "go1.27.3"] {
        let program = lab.home().join("bin").join(format!("{version}{EXE}"));
        let said = lab.command(program).arg("version").output_in_time().unwrap();
        assert!(String::from_utf8_lossy(&said.stdout).contains(version));
    }
    lab.upgo(["use", "1.26"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
    let missing = lab.upgo(["use", "1.25.0", "--json"]).exits(7).json();
    assert!(missing["error"]["next"].as_str().unwrap().contains("install go1.25.0 --use"));
}

#[test]
fn a_file_is_installed_offline_if_its_digest_is_known_or_given() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["check"]).succeeds();
    let release = lab.release("go1.27.3");
    let file = lab.path(release.filename());
    std::fs::write(&file, release.bytes()).unwrap();
    let offline = |run: Run| run.with("UPGO_FEED_URL", "http://127.0.0.1:1/");
    lab.upgo(["install".as_ref(), file.as_os_str()]).succeeds();
    assert_eq!(lab.toolchains(), ["go1.27.3"]);
    lab.upgo(["remove", "1.27.3"]).succeeds();

    let refused = offline(lab.upgo(["install".as_ref(), file.as_os_str(), "--json".as_ref()])).exits(4).json();
    let digest = release.sha256();
    assert_eq!(refused["error"]["code"], "UPGO-VERIFY-NO-DIGEST");
    assert!(refused["error"]["next"].as_str().unwrap().contains(&digest), "{refused}");
    let wrong = "0".repeat(64);
    offline(lab.upgo(["install".as_ref(), file.as_os_str(), "--sha256".as_ref(), wrong.as_ref()])).exits(4);
    assert_eq!(lab.toolchains(), [""; 0]);
    offline(lab.upgo(["install".as_ref(), file.as_os_str(), "--sha256".as_ref(), digest.as_ref()])).succeeds();
    assert_eq!(lab.toolchains(), ["go1.27.3"]);
    assert!(file.exists(), "the user's file is left alone");
}

#[test]
fn messages_name_the_version_and_the_next_step() {
    let lab = lab().with_release("go1.27.3");
    let said = lab.upgo(["status"]).succeeds().output;
    assert!(said.contains("Go is not installed yet") && said.contains("upgo install latest --use"), "{said}");
    lab.upgo(["install", "latest", "--use"]).succeeds();
    let said = lab.upgo(["status"]).succeeds().output;
    assert!(said.starts_with("go1.27.3 is in use"), "{said}");
    assert!(!said.contains('\u{1b}'), "no colours outside a terminal");
    let refused = lab.upgo(["use", "rubbish"]).exits(2);
    assert!(refused.errors.contains("not a Go version"), "{refused}");
    assert_eq!(lab.upgo(["upgrade", "--to", "1.99.9"]).exits(7).output, "");
}
