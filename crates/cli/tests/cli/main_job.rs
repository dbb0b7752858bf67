//! The main job: install, switch, upgrade, roll back, remove.
use serde_json::json;
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;
use upgo_testkit::release::Release;
use upgo_testkit::server::Server;

use crate::lab;
use crate::schemas::fits;

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
fn upgrade_tests_and_switches_and_rollback_needs_no_network() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let changed = lab.upgo(["upgrade", "--json"]).succeeds().json();
    assert_eq!((&changed["from"], &changed["to"]), (&json!("go1.26.6"), &json!("go1.27.3")));
    assert_eq!(lab.go_version(), "go1.27.3");
    let asked = lab.server.requests().len();
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3", "undoing an undo redoes it");
    assert_eq!(lab.server.requests().len(), asked);
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    let of = |field: &str| -> Vec<_> {
        history["entries"].as_array().unwrap().iter().map(|entry| entry[field].clone()).collect()
    };
    assert_eq!(of("action"), ["rollback", "rollback", "upgrade", "install"]);
    assert_eq!(of("outcome"), ["done", "undone", "done", "done"]);
}

#[test]
fn an_upgrade_with_nothing_newer_changes_nothing() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27rc1");
    lab.upgo(["install", "latest", "--use"]).succeeds();
    let changed = lab.upgo(["upgrade", "--json"]).succeeds().json();
    assert_eq!(changed["changed"], false);
    assert_eq!(lab.go_version(), "go1.26.6", "a release candidate is not an upgrade");
    assert_eq!(lab.upgo(["history", "--json"]).succeeds().json()["entries"].as_array().unwrap().len(), 1);
}

#[test]
fn a_patch_upgrade_stays_on_its_release_line() {
    let lab = lab().with_release("go1.26.5").with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.5", "--use"]).succeeds();
    lab.upgo(["upgrade", "--patch"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
}

#[test]
fn a_new_toolchain_that_fails_its_test_is_not_used_and_is_removed() {
    let lab = lab().with_release("go1.26.6").with_broken_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let failed = lab.upgo(["upgrade", "--json"]).exits(1).json();
    assert_eq!(failed["error"]["code"], "UPGO-SMOKE-FAILED");
    assert_eq!(failed["error"]["became"], "rolledBack");
    assert_eq!(failed["error"]["means"], "The change was rolled back. The old Go stays.");
    assert_eq!(lab.go_version(), "go1.26.6");
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
    assert_eq!(lab.names_in("staging"), [""; 0]);
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(history["entries"][0]["outcome"], "failed");
}

#[test]
fn a_go_whose_small_program_this_machine_refuses_stays_with_a_warning() {
    if !upgo_engine::machine::fault::ARMED {
        return; // only a test build refuses to start it
    }
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let refused = format!("refused:hello{}", std::env::consts::EXE_SUFFIX);
    let changed = lab.upgo(["upgrade", "--json"]).with("UPGO_FAULT", &refused).succeeds().json();
    let code = if cfg!(windows) { "(os error 4551)" } else { "(os error 13)" };
    let is_told = |problem: &serde_json::Value| {
        assert_eq!(problem["code"], "UPGO-PROGRAM-BLOCKED", "{problem:#}");
        let message = problem["message"].as_str().unwrap();
        assert!(message.starts_with("go1.27.3 works, but this machine did not start") && message.contains(code));
    };
    let warnings = changed["warnings"].as_array().unwrap();
    is_told(warnings.iter().find(|warning| warning["code"] == "UPGO-PROGRAM-BLOCKED").unwrap());
    assert_eq!(lab.go_version(), "go1.27.3");
    assert_eq!(lab.names_in("staging"), [""; 0]);
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(history["entries"][0]["outcome"], "done");
    is_told(&history["entries"][0]["problem"]);
    let doctor = lab.upgo(["doctor", "--json"]).succeeds().json();
    let found = doctor["findings"].as_array().unwrap().iter().any(|found| found["id"] == "policy.built-blocked");
    assert!(found, "{doctor:#}");

    // the toolchain itself may not be refused
    lab.upgo(["use", "1.26.6"]).succeeds();
    lab.upgo(["remove", "1.27.3"]).succeeds();
    let go = format!("refused:go1.27.3{}", std::env::consts::EXE_SUFFIX);
    let failed = lab.upgo(["upgrade", "--json"]).with("UPGO_FAULT", go).exits(1).json();
    assert_eq!(failed["error"]["code"], "UPGO-SMOKE-FAILED");
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
}

#[test]
fn upgrade_tests_an_installed_toolchain_before_switching_to_it() {
    let lab = lab().with_release("go1.26.6").with_broken_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let failed = lab.upgo(["upgrade", "--json"]).exits(1).json();
    assert_eq!(failed["error"]["code"], "UPGO-SMOKE-FAILED");
    assert_eq!(failed["error"]["became"], "untouched", "it failed before it changed anything");
    assert_eq!(failed["error"]["means"], "Nothing was changed. The old Go stays.");
    assert_eq!(lab.go_version(), "go1.26.6");
    assert_eq!(lab.toolchains(), ["go1.26.6", "go1.27.3"], "what the user installed stays");
}

#[test]
fn versions_are_installed_side_by_side_each_with_its_own_command() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    assert_eq!(lab.go_version(), "", "without --use nothing is switched");
    for version in ["go1.26.6", "go1.27.3"] {
        let program = lab.home().join("bin").join(format!("{version}{}", upgo_testkit::lab::EXE));
        let said = lab.command(program).arg("version").output_in_time().unwrap();
        assert!(String::from_utf8_lossy(&said.stdout).contains(version));
    }
    lab.upgo(["use", "1.26"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
    let missing = lab.upgo(["use", "1.25.0", "--json"]).exits(7).json();
    assert!(missing["error"]["next"].as_str().unwrap().contains("install go1.25.0 --use"));
}

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
fn a_dry_run_shows_the_plan_and_changes_nothing() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let plan = lab.upgo(["upgrade", "--dry-run", "--json"]).succeeds().json();
    let kinds: Vec<_> = plan["plan"]["steps"].as_array().unwrap().iter().map(|step| step["kind"].clone()).collect();
    assert_eq!(kinds, ["download", "unpack", "publish", "test", "switch", "check"]);
    assert!(plan["plan"]["steps"][0]["bytes"].as_u64().unwrap() > 1000);
    assert_eq!(lab.go_version(), "go1.26.6");
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
    assert_eq!(lab.names_in("journal").len(), 1);
}

#[test]
fn a_file_is_installed_offline_if_its_digest_is_known_or_given() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["check"]).succeeds();
    let release = lab.release("go1.27.3");
    let file = lab.path(release.filename());
    std::fs::write(&file, release.bytes()).unwrap();
    let offline = |run: upgo_testkit::lab::Run| run.with("UPGO_FEED_URL", "http://127.0.0.1:1/");
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

#[test]
#[cfg(unix)]
fn another_go_first_on_path_gives_exit_status_12() {
    let lab = lab().with_release("go1.27.3");
    let other = lab.path("other/bin");
    std::fs::create_dir_all(&other).unwrap();
    std::fs::write(lab.path("other/VERSION"), "go1.25.0\n").unwrap();
    std::fs::copy(lab.sample_go(), other.join("go")).unwrap();
    let bin = lab.home().join("bin");
    let path = format!("{}:{}:/usr/bin:/bin", other.display(), bin.display());
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

#[test]
fn who_stays_on_a_release_line_is_upgraded_within_it() {
    let lab = lab().with_release("go1.27.3").with_release("go1.26.8").with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    assert_eq!(lab.upgo(["check", "--json"]).succeeds().json()["latest"], "go1.27.3");
    lab.upgo(["settings", "set", "suggest", "line"]).succeeds();
    assert_eq!(lab.upgo(["check", "--json"]).succeeds().json()["latest"], "go1.26.8");
    assert_eq!(lab.upgo(["status", "--json"]).succeeds().json()["update"]["version"], "go1.26.8");
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.8");
    let check = lab.upgo(["check"]).succeeds();
    assert!(check.output.contains("go1.26.8 is up to date in its release line."), "{check}");
    lab.upgo(["upgrade", "--to", "1.27.3"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3", "a version that is asked for is another matter");
}

#[test]
fn settings_are_listed_set_and_unset_and_a_broken_file_blocks_nothing() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27rc1");
    lab.upgo(["settings", "set", "channels", "rc"]).succeeds();
    assert_eq!(lab.upgo(["settings", "get", "channels"]).succeeds().output, "rc\n");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    assert_eq!(lab.upgo(["check", "--json"]).succeeds().json()["latest"], "go1.27rc1");
    let refused = lab.upgo(["settings", "set", "keep-versions", "many", "--json"]).exits(2).json();
    assert_eq!(refused["error"]["code"], "UPGO-SETTING-INVALID");
    lab.upgo(["settings", "unset", "channels"]).succeeds();
    assert_eq!(lab.upgo(["check", "--json"]).succeeds().json()["updateAvailable"], false);
    lab.upgo(["settings", "set", "check.interval", "3d"]).succeeds();
    let exported = lab.path("exported.toml").display().to_string();
    lab.upgo(["settings", "export", &exported]).succeeds();
    assert!(lab.upgo(["settings", "export"]).succeeds().output.contains("\ncheck.interval = \"3d\"\n"));
    std::fs::write(lab.home().join("settings.toml"), "channels = \n").unwrap();
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert_eq!(status["warnings"][0]["code"], "UPGO-SETTING-INVALID", "{status:#}");
    assert_eq!(lab.upgo(["settings", "get", "check.interval"]).succeeds().output, "3d\n", "the last good value");
    lab.upgo(["settings", "import", &exported]).succeeds();
    assert_eq!(lab.upgo(["status", "--json"]).succeeds().json()["warnings"], json!([]));
    std::fs::write(&exported, "theme = \"dark\"\ncheck.interval = \"1m\"\n").unwrap();
    let refused = lab.upgo(["settings", "import", &exported, "--json"]).exits(2).json();
    assert!(refused["error"]["message"].as_str().unwrap().contains("line 2, column 18"), "{refused:#}");
    assert_eq!(lab.upgo(["settings", "get", "theme"]).succeeds().output, "system\n");
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

#[test]
fn mirror_test_checks_a_mirror_before_use() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let release = lab.release("go1.27.3");
    let [good, short, list, empty] = [(); 4].map(|()| Server::start());
    good.file(release.filename(), release.bytes().to_vec());
    short.file(release.filename(), release.bytes()[1..].to_vec());
    list.file(release.filename(), release.bytes().to_vec());
    let evil = release.clone().with_file("src/evil.go", b"package evil");
    list.file("index.json", Release::feed(&[evil]));
    let urls = [&good, &short, &list, &empty].map(Server::url);
    let words = ["mirror", "test", "--json"].map(str::to_owned).into_iter().chain(urls.clone());
    let answer = lab.upgo(words).exits(3).json();
    fits("mirror-test", &answer);
    let of = |index: usize| {
        let trial = &answer["mirrors"][index];
        (trial["ok"].as_bool().unwrap(), trial["file"]["kind"].clone(), trial["list"]["kind"].clone())
    };
    assert_eq!(of(0), (true, "here".into(), "none".into()));
    assert_eq!(of(1), (false, "otherLength".into(), "none".into()));
    assert_eq!(of(2), (false, "here".into(), "contradicts".into()));
    assert_eq!(of(3), (false, "missing".into(), "none".into()));
    assert_eq!(good.ranges(release.filename()), [Some("bytes=0-0".to_owned())], "only one byte is requested");
    // Without a URL, the configured mirrors are tested.
    assert!(lab.upgo(["mirror", "test"]).succeeds().output.contains("No mirror is set"));
    lab.upgo(["settings", "set", "mirrors", &urls[0]]).succeeds();
    assert!(lab.upgo(["mirror", "test"]).succeeds().output.starts_with(&format!("ok  {}  has", urls[0])));
    // A trailing slash makes no difference anywhere.
    good.file(&format!("golang/{}", release.filename()), release.bytes().to_vec());
    let folder = format!("{}golang", urls[0]);
    let is_tried = |words: &[&str]| {
        let ran = lab.upgo(words).succeeds();
        assert!(ran.output.starts_with(&format!("ok  {folder}/  has")), "{ran}");
    };
    is_tried(&["mirror", "test", &folder]);
    std::fs::write(lab.home().join("settings.toml"), format!("mirrors = [\"{folder}\"]\n")).unwrap();
    is_tried(&["mirror", "test"]);
    lab.upgo(["settings", "set", "mirrors", &folder]).succeeds();
    is_tried(&["mirror", "test"]);
    lab.upgo(["install", "1.27.3"]).succeeds();
    let from_it = format!("golang/{}", release.filename());
    assert!(good.ranges(&from_it).len() > 3, "installed from the mirror: {:?}", good.requests());
}

#[test]
fn a_mirror_is_built_served_and_installed_from() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let folder = lab.path("my mirror");
    let words: [&std::ffi::OsStr; 6] = [
        "mirror".as_ref(),
        "build".as_ref(),
        folder.as_ref(),
        "--versions".as_ref(),
        "1.26,latest".as_ref(),
        "--json".as_ref(),
    ];
    let built = lab.upgo(words).succeeds().json();
    assert_eq!(built["files"].as_array().unwrap().len(), 2);
    let mut server = lab.upgo(["mirror".as_ref(), "serve".as_ref(), folder.as_os_str()]).starts();
    let mut address = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(server.stdout.take().unwrap()), &mut address).unwrap();
    lab.upgo(["install", "latest", "--use"]).with("UPGO_FEED_URL", address.trim()).succeeds();
    server.kill().unwrap();
    server.status_in_time().unwrap();
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn a_release_that_a_feed_of_ones_own_no_longer_lists_is_named() {
    let lab = lab().with_release("go1.26.6").with_release("go1.26.7").with_release("go1.27.3");
    let gone = |arguments: &[&str]| -> String {
        let answer = lab.upgo(arguments).succeeds().json();
        let warnings = answer["warnings"].as_array().unwrap().clone();
        let of_list = |warning: &&serde_json::Value| warning["code"] == "UPGO-NET-FEED-WITHDRAWN";
        warnings.iter().find(of_list).map_or(String::new(), |warning| warning["message"].to_string())
    };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    assert_eq!(gone(&["check", "--json"]), "");
    lab.server.feed(Release::feed(&[lab.release("go1.26.6").clone()]));
    for asks in [&["check", "--json"][..], &["list", "--available", "--json"], &["status", "--json"]] {
        let said = gone(asks);
        assert!(said.contains("go1.27.3, go1.26.7"), "{asks:?}: {said}");
    }
    let ran = lab.upgo(["status"]).succeeds();
    let said = format!("{}{}", ran.output, ran.errors);
    assert!(said.contains("no longer names go1.27.3, go1.26.7"), "{said}");
}
