//! PATH and the link to the current Go: changed, left alone, restored, and another Go that comes first.
#[cfg(unix)]
use serde_json::json;
use upgo_testkit::lab::Lab;

use crate::lab;

#[cfg(unix)]
#[test]
fn the_sdk_link_points_to_the_current_go_and_is_removed_with_it() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let sdk = lab.home().join("sdk");
    for version in ["1.26.6", "1.27.3"] {
        lab.upgo(["install", version, "--use"]).succeeds();
        let status = lab.upgo(["status", "--json"]).succeeds().json();
        assert_eq!(status["current"]["sdk"], json!(sdk), "{status:#}");
        let tree = std::fs::read_to_string(sdk.join("VERSION")).unwrap();
        assert_eq!(tree.lines().next().unwrap(), format!("go{version}"));
    }
    std::fs::remove_file(&sdk).unwrap();
    assert_eq!(lab.upgo(["status", "--json"]).succeeds().json()["current"]["sdk"], json!(null));
    assert_eq!(lab.go_version(), "go1.27.3", "nothing depends on it");
    lab.upgo(["use", "1.26.6"]).succeeds();
    assert!(sdk.join("VERSION").is_file());
    lab.upgo(["remove", "1.26.6", "--force"]).succeeds();
    assert!(sdk.symlink_metadata().is_err());
    lab.upgo(["use", "1.27.3"]).succeeds();
    lab.upgo(["purge", "--yes"]).succeeds();
    assert!(!lab.home().exists());
}

#[test]
#[cfg(unix)]
fn another_go_first_on_path_gives_exit_status_12() {
    // otherwise, new terminals move Upgo's folder to the front
    let lab = lab().with_release("go1.27.3").with_variable("UPGO_NO_MODIFY_PATH", "1");
    let other = lab.path("other/bin");
    std::fs::create_dir_all(&other).unwrap();
    std::fs::write(lab.path("other/VERSION"), "go1.25.0\n").unwrap();
    std::fs::copy(lab.sample_go(), other.join("go")).unwrap();
    let bin = lab.home().join("bin");
    let path = format!("{}:{}", other.display(), upgo_testkit::system::path_after(&bin));
    let ran = lab.upgo(["install", "latest", "--use", "--json"]).with("PATH", &path).exits(12);
    let warning = &ran.json()["warnings"][0];
    assert_eq!(warning["code"], "UPGO-ACTIVE-OTHER", "{ran}");
    assert!(warning["message"].as_str().unwrap().contains("go1.25.0"), "{ran}");
    let status = lab.upgo(["status", "--json"]).with("PATH", &path).succeeds().json();
    assert_eq!(status["active"]["version"], "go1.25.0");
    assert_eq!(status["current"]["version"], "go1.27.3");
    let others = status["installed"].as_array().unwrap().iter().filter(|go| go["origin"] == "zip").count();
    assert_eq!(others, 1, "{status:#}");
    let why = lab.upgo(["why", "--json"]).with("PATH", &path).succeeds().json();
    assert_eq!(why["chain"].as_array().unwrap().len(), 2, "the other, Upgo's bin: {why:#}");
}

#[test]
fn path_is_not_changed_if_the_user_forbids_it() {
    let lab = lab().with_release("go1.27.3").with_variable("UPGO_NO_MODIFY_PATH", "1");
    // A Dockerfile puts the folder on PATH itself, perhaps later: that is not a failure of any command.
    for words in [&["install", "latest", "--use"][..], &["use", "1.27.3"], &["upgrade"]] {
        let ran = lab.upgo([words, &["--json"]].concat()).succeeds().json();
        assert_eq!(ran["pathChanged"], false);
        assert_eq!(ran["warnings"][0]["code"], "UPGO-PATH-LEFT", "{words:?}: {ran:#}");
        assert_eq!(ran["warnings"].as_array().unwrap().len(), 1, "the check has found what the plan foretold: {ran:#}");
    }
    assert!(!lab.user().join(".profile").exists());
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn a_plan_says_that_path_is_left_to_the_user_and_why() {
    let lab = lab().with_release("go1.27.3");
    let plan = |lab: &Lab| {
        let plan = lab.upgo(["install", "latest", "--use", "--dry-run", "--json"]).succeeds().json();
        plan["warnings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|warning| warning["next"].as_str().unwrap().to_owned())
            .collect()
    };
    let none: Vec<String> = plan(&lab);
    assert!(none.is_empty(), "{none:?}");
    lab.upgo(["settings", "set", "modify-path", "false"]).succeeds();
    assert_eq!(plan(&lab), ["Change PATH yourself, or let Upgo do it: `upgo settings set modify-path true`."]);
    let lab = lab.with_variable("UPGO_NO_MODIFY_PATH", "1");
    assert_eq!(plan(&lab), ["Change PATH yourself, or let Upgo do it: remove the variable UPGO_NO_MODIFY_PATH."]);
}

#[test]
#[cfg(unix)]
fn undoing_the_first_install_restores_path_and_keeps_other_edits() {
    let lab = lab().with_release("go1.27.3");
    let profile = lab.user().join(".profile");
    std::fs::write(&profile, "export A=1\n").unwrap();
    lab.upgo(["install", "latest", "--use"]).succeeds();
    let edited = std::fs::read_to_string(&profile).unwrap();
    assert!(edited.contains("Upgo"), "{edited}");
    std::fs::write(&profile, format!("{edited}export B=2\n")).unwrap();
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(std::fs::read_to_string(&profile).unwrap(), "export A=1\nexport B=2\n");
    lab.upgo(["rollback"]).succeeds();
    assert!(std::fs::read_to_string(&profile).unwrap().contains("Upgo"), "redone");
    assert_eq!(lab.go_version(), "go1.27.3");
}
