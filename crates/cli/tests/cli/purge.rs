//! `purge` leaves nothing behind.
use std::fs;

use serde_json::json;
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;
use upgo_testkit::server::Act;

use crate::kill::Victim;
use crate::lab;

#[test]
fn purge_removes_everything_of_upgo_and_nothing_else() {
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
fn purge_removes_the_empty_folders_above_the_home_that_upgo_created() {
    for (put, left) in
        [(None, None), (Some("made/mine"), Some("made")), (Some("made/by upgo/mine"), Some("made/by upgo"))]
    {
        let lab = lab().with_release("go1.26.6");
        let at = |words: &[&str]| lab.upgo(words).with("UPGO_HOME", lab.path("theirs/made/by upgo/home"));
        fs::create_dir(lab.path("theirs")).unwrap();
        at(&["install", "1.26.6", "--use"]).succeeds();
        if let Some(file) = put {
            fs::write(lab.path("theirs").join(file), "mine").unwrap();
        }
        let purged = at(&["purge", "--yes", "--json"]).succeeds().json();
        assert_eq!(purged["left"], json!([]), "{purged:#}");
        assert!(!lab.path("theirs/made/by upgo/home").exists());
        for folder in ["made", "made/by upgo"] {
            let stays = left.is_some_and(|left| left.starts_with(folder));
            assert_eq!(lab.path("theirs").join(folder).exists(), stays, "{folder} with {put:?}");
        }
        assert!(lab.path("theirs").is_dir(), "it is not Upgo's, although it is empty");
    }
}

#[test]
fn purge_needs_confirmation_and_a_dry_run_shows_the_plan() {
    let lab = lab().with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["purge"]).exits(2);
    let plan = lab.upgo(["purge", "--dry-run", "--json"]).succeeds().json();
    let kinds: Vec<_> = plan["plan"]["steps"].as_array().unwrap().iter().map(|step| step["kind"].clone()).collect();
    assert_eq!(kinds, ["switch", "unpublish", "delete", "editPath"]);
    let shown = lab.upgo(["purge", "--dry-run"]).succeeds().output;
    assert!(shown.contains("settings, history") && shown.contains("The program itself stays"), "{shown}");
    assert_eq!(lab.go_version(), "go1.26.6");
}

#[test]
fn purge_is_refused_during_another_download() {
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
fn add_to_path_works_before_a_go_is_installed() {
    let lab = lab();
    let added = lab.upgo(["add-to-path", "--json"]).succeeds().json();
    assert_eq!((&added["action"], &added["pathChanged"]), (&json!("addToPath"), &json!(true)));
    assert_eq!(lab.upgo(["add-to-path", "--json"]).succeeds().json()["changed"], false);
    lab.upgo(["purge", "--yes"]).succeeds();
    assert!(!lab.home().exists());
}

#[cfg(unix)]
mod odd_homes {
    use std::os::unix::fs::symlink;
    use std::path::Path;

    use super::*;

    #[test]
    fn a_linked_home_is_emptied_and_the_link_stays() {
        let lab = lab().with_release("go1.26.6");
        let (real, link) = (lab.path("disk"), lab.home());
        fs::create_dir(&real).unwrap();
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(&real, &link).unwrap();
        lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        assert_eq!(lab.go_version(), "go1.26.6");
        let purged = lab.upgo(["purge", "--yes", "--json"]).succeeds().json();
        assert_eq!((&purged["removed"], &purged["left"]), (&json!(["go1.26.6"]), &json!([link])));
        assert!(fs::read_dir(&real).unwrap().next().is_none());
        let again = lab.upgo(["purge", "--yes"]).succeeds().output;
        assert!(again.contains("Left in place") && again.contains(link.to_str().unwrap()), "{again}");
    }

    #[test]
    fn a_home_that_path_cannot_contain_is_purged_too() {
        for name in ["two\nlines", "a:colon", "a 'quote'"] {
            let lab = lab().with_release("go1.26.6");
            let home = lab.user().join(name);
            fs::create_dir_all(lab.user()).unwrap();
            // Nothing is installed into a home with the separator of PATH in its name, but one can be moved there.
            let made = if name.contains(':') { lab.user().join("made") } else { home.clone() };
            let installed = lab.upgo(["install", "1.26.6", "--use"]).with("UPGO_HOME", &made).ends();
            assert!(matches!(installed.code, Some(0 | 12)), "{installed}");
            fs::rename(&made, &home).unwrap();
            assert!(home.join("current").symlink_metadata().is_ok());
            lab.upgo(["purge", "--yes"]).with("UPGO_HOME", &home).succeeds();
            assert!(!home.exists(), "{name:?}");
        }
    }

    #[test]
    fn purge_works_without_a_user_home_folder() {
        let lab = lab().with_release("go1.26.6");
        let gone = lab.path("gone");
        lab.upgo(["install", "1.26.6"]).with("HOME", &gone).succeeds();
        lab.upgo(["purge", "--yes"]).with("HOME", &gone).succeeds();
        assert!(!lab.home().exists());
    }

    #[test]
    fn an_interrupted_purge_reports_what_happened() {
        let lab = lab().with_release("go1.26.6");
        lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        let cannot = lab.home().join("logs");
        fs::create_dir_all(&cannot).unwrap();
        let immutable = |flag: &str| {
            let mut chattr = std::process::Command::new("chattr");
            chattr
                .arg(flag)
                .arg(&cannot)
                .stderr(std::process::Stdio::null())
                .status_in_time()
                .is_ok_and(|ran| ran.success())
        };
        if !immutable("+i") {
            println!("SKIPPED: this file system has no immutable files");
            return;
        }
        let ran = lab.upgo(["purge", "--yes", "--json"]).ends();
        immutable("-i");
        let error = &ran.json()["error"];
        assert!(matches!(ran.code, Some(5 | 8 | 10)), "{ran}");
        assert!(error["means"].as_str().unwrap().starts_with("The toolchains"), "wrong claim: {error:#}");
        assert_eq!(lab.toolchains(), [""; 0]);
        lab.upgo(["purge", "--yes"]).succeeds();
        assert!(!Path::new(&lab.home()).exists());
    }
}
