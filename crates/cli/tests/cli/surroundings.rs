//! Paths that are not Unicode: no command panics on one, or reports success on failure.
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use upgo_testkit::lab::{Lab, Ran, Run};

use crate::every_command::{ROWS, machine, words};
use crate::lab;
use crate::schemas::fits;

/// A folder whose name is not UTF-8.
fn odd_folder(lab: &Lab, name: &str) -> PathBuf {
    let folder = lab.path(name).join(OsStr::from_bytes(b"a\xff b"));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn did_not_panic(ran: &Ran) {
    assert!(!matches!(ran.code, None | Some(101 | 134)) && !ran.errors.contains("panicked"), "{ran}");
}

/// Runs every row with such a path, with and without `--json`.
fn run_every_row(lab: &Lab, odd: impl Fn(Run) -> Run) {
    for (row, schemas) in ROWS {
        let words = words(lab, row);
        did_not_panic(&odd(lab.upgo(&words)).ends());
        let ran = odd(lab.upgo(words.iter().map(String::as_str).chain(["--json"]))).ends();
        did_not_panic(&ran);
        let answer = ran.json();
        let has_failed = answer.get("error").is_some();
        assert_eq!(has_failed, !matches!(ran.code, Some(0 | 4 | 10 | 11 | 12)), "{ran}");
        if let Some(schema) = schemas.split(' ').find(|schema| (*schema == "error") == has_failed) {
            fits(schema, &answer);
        }
        // the row was just run without `--json`, so its change is already made and its file exists
        assert!(!has_failed || schemas.contains("error") || DEPENDS.iter().any(|word| row.contains(word)), "{ran}");
    }
}

/// Rows that fail the second time, or because an earlier row behaved differently here.
const DEPENDS: [&str; 8] =
    ["--sha256", "{zip}", "rollback", "remove", "verify", "add-to-path", "env path", "install 1.26.6 --use"];

#[test]
#[ignore = "long"]
fn every_command_works_with_a_home_that_is_not_unicode() {
    let lab = machine();
    let home = odd_folder(&lab, "homes").join("upgo");
    run_every_row(&lab, |run| run.with("UPGO_HOME", &home));
}

#[test]
#[ignore = "long"]
fn every_command_works_with_a_user_folder_that_is_not_unicode() {
    let lab = machine();
    let user = odd_folder(&lab, "users");
    let data = user.join(".local/share/upgo");
    run_every_row(&lab, |run| run.with("HOME", &user).with("UPGO_HOME", ""));
    assert!(!data.join("toolchains").exists(), "the last row did not purge it");
}

#[test]
#[ignore = "long"]
fn accepts_a_working_folder_and_arguments_that_are_not_unicode() {
    let lab = machine();
    let folder = odd_folder(&lab, "work");
    run_every_row(&lab, |run| run.within(&folder));
    let odd = folder.join("x");
    let as_path = |words: &[&str], path: &Path| {
        let ran = lab.upgo(words.iter().map(OsStr::new).chain([path.as_os_str(), OsStr::new("--json")])).ends();
        did_not_panic(&ran);
        assert_eq!(ran.json().get("error").is_some(), ran.code != Some(0), "{ran}");
        ran
    };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    for words in [
        &["why"][..],
        &["audit"],
        &["install"],
        &["adopt"],
        &["step-aside"],
        &["env", "path", "add"],
        &["projects"],
        &["projects", "add"],
    ] {
        as_path(words, &folder);
        as_path(words, &odd);
    }
    for words in [&["settings", "export"][..], &["settings", "import"]] {
        let answer = as_path(words, &odd);
        assert_eq!(answer.code, Some(0), "{answer}");
    }
    as_path(&["mirror", "build", "--versions", "1.27.3"], &odd.join("mirror"));
    for word in ["status", "use", "settings"] {
        let ran = lab.upgo([OsStr::new(word), OsStr::from_bytes(b"\xff"), OsStr::new("--json")]).exits(2);
        assert_eq!(ran.json()["error"]["code"], "UPGO-USAGE", "{ran}");
    }
}

#[test]
fn json_shows_a_path_that_is_not_unicode() {
    let lab = lab();
    let home = odd_folder(&lab, "homes");
    for words in [&["settings", "path"][..], &["log", "--path"]] {
        let answer = lab.upgo(words.iter().chain(&["--json"])).with("UPGO_HOME", &home).succeeds().json();
        assert!(answer["path"].as_str().unwrap().contains("a\u{fffd} b"), "{answer}");
    }
    let report = lab.upgo(["report", "--print", "about.json"]).with("HOME", &home).with("UPGO_HOME", "").succeeds();
    assert!(report.output.contains("\"~/.local/share/upgo\""), "{report}");
}
