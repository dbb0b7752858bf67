//! A Go on the disk is whole, or mended: its programs may run, whatever source it came from and whatever happened to it
//! since. `verify` tests the content of files.
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
use upgo_testkit::release::Release;

use crate::lab;

const GO: &str = "bin/go";
const COMPILER: &str = "pkg/tool/linux_amd64/compile";
const RUNNER: &str = "lib/wasm/go_js_wasm_exec";
const SCRIPT: &str = "src/make.bash";
const PROGRAMS: [&str; 4] = [GO, COMPILER, RUNNER, SCRIPT];

/// A release with every sort of program that real Go has.
pub(crate) fn release(lab: &Lab, version: &str) -> Release {
    let script = b"#!/bin/sh\nexit 0\n";
    let release = Release::sample(version, &lab.sample_go());
    let tools = ["asm", "compile", "link"]
        .iter()
        .fold(release, |release, tool| release.with_program(&format!("pkg/tool/linux_amd64/{tool}"), script));
    tools.with_program(RUNNER, script).with_program(SCRIPT, script)
}

fn user() -> Lab {
    let mut lab = lab();
    lab.add(release(&lab, "go1.27.3"));
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    lab
}

fn tree(lab: &Lab) -> PathBuf {
    lab.home().join("toolchains/go1.27.3")
}

pub(crate) fn may_run(path: &Path) -> bool {
    fs::metadata(path).unwrap().permissions().mode() & 0o111 == 0o111
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The programs of the tree that may not run.
fn unable(lab: &Lab) -> Vec<&'static str> {
    PROGRAMS.into_iter().filter(|path| !may_run(&tree(lab).join(path))).collect()
}

fn offline(lab: &Lab, words: &[&str]) -> upgo_testkit::lab::Run {
    lab.upgo(words).with("UPGO_FEED_URL", "http://127.0.0.1:1/")
}

fn codes(answer: &Value) -> Vec<&str> {
    answer["warnings"].as_array().unwrap().iter().map(|told| told["code"].as_str().unwrap()).collect()
}

#[test]
fn a_program_that_may_not_run_is_found_everywhere_and_mended_without_a_download() {
    let lab = user();
    assert_eq!(unable(&lab), [""; 0]);
    for lost in PROGRAMS {
        set_mode(&tree(&lab).join(lost), 0o644);
        let report = lab.upgo(["verify", "1.27.3", "--json"]).exits(4).json();
        assert_eq!((&report["notExecutable"], &report["changed"]), (&json!([lost]), &json!([])), "{lost}");
        let said = lab.upgo(["verify"]).exits(4).output;
        assert!(said.contains(&format!("not executable {lost}")), "{said}");
        let doctor = lab.upgo(["doctor", "--json"]).ends().json();
        let findings = doctor["findings"].as_array().unwrap().clone();
        let found = findings.iter().find(|finding| finding["id"] == "tree.cannot-start");
        assert!(found.is_some_and(|found| found.to_string().contains(lost)), "{lost}: {doctor:#}");
        assert!(found.unwrap().to_string().contains("verify 1.27.3 --repair"), "{doctor:#}");
        let preflight = lab.upgo(["preflight", "--json"]).ends().json();
        assert!(codes(&preflight).contains(&"UPGO-VERSION-DAMAGED"), "{lost}: {preflight:#}");
        let repaired = offline(&lab, &["verify", "1.27.3", "--repair", "--json"]).succeeds().json();
        assert_eq!(repaired["changed"], true, "{lost}");
        assert_eq!(unable(&lab), [""; 0], "{lost}");
        lab.upgo(["verify"]).succeeds();
        lab.upgo(["rollback"]).succeeds();
        assert_eq!(unable(&lab), [lost], "undo did not restore the mode");
        lab.upgo(["rollback"]).succeeds();
        assert_eq!(unable(&lab), [""; 0], "undoing the undo");
    }
    assert!(!codes(&lab.upgo(["preflight", "--json"]).ends().json()).contains(&"UPGO-VERSION-DAMAGED"));
}

#[test]
fn content_and_modes_are_repaired_together() {
    let lab = user();
    fs::write(tree(&lab).join(COMPILER), "broken").unwrap();
    fs::remove_file(tree(&lab).join(RUNNER)).unwrap();
    for file in [GO, COMPILER, SCRIPT] {
        set_mode(&tree(&lab).join(file), 0o600);
    }
    let report = lab.upgo(["verify", "1.27.3", "--json"]).exits(4).json();
    let found = ["changed", "missing", "notExecutable"].map(|kind| &report[kind]);
    assert_eq!(found, [&json!([COMPILER]), &json!([RUNNER]), &json!([GO, SCRIPT])]);
    lab.upgo(["verify", "--repair"]).succeeds();
    lab.upgo(["verify"]).succeeds();
    assert_eq!(unable(&lab), [""; 0]);
}

#[test]
fn a_file_that_gained_the_right_to_run_is_no_difference() {
    let lab = user();
    for file in ["VERSION", "src/builtin/builtin.go"] {
        set_mode(&tree(&lab).join(file), 0o777);
    }
    lab.upgo(["verify"]).succeeds();
}

/// Each way in which the programs of a Go can be damaged.
/// What happened to a tree, and how.
type Damage = (&'static str, fn(&Path));

const DAMAGE: [Damage; 16] = [
    ("no go", |tree| fs::remove_file(tree.join(GO)).unwrap()),
    ("a folder in place of go", |tree| {
        fs::remove_file(tree.join(GO)).unwrap();
        fs::create_dir_all(tree.join(GO).join("deep")).unwrap();
    }),
    ("an empty go", |tree| fs::write(tree.join(GO), "").unwrap()),
    ("go may not run", |tree| set_mode(&tree.join(GO), 0o644)),
    ("go is a dangling link", |tree| {
        fs::remove_file(tree.join(GO)).unwrap();
        symlink("/nowhere/go", tree.join(GO)).unwrap();
    }),
    ("no bin", |tree| fs::remove_dir_all(tree.join("bin")).unwrap()),
    ("bin is a file", |tree| {
        fs::remove_dir_all(tree.join("bin")).unwrap();
        fs::write(tree.join("bin"), "x").unwrap();
    }),
    ("an empty folder", |tree| {
        fs::remove_dir_all(tree).unwrap();
        fs::create_dir(tree).unwrap();
    }),
    ("a dangling link in place of the folder", |tree| {
        fs::remove_dir_all(tree).unwrap();
        symlink("/nowhere", tree).unwrap();
    }),
    ("a file in place of the folder", |tree| {
        fs::remove_dir_all(tree).unwrap();
        fs::write(tree, "x").unwrap();
    }),
    ("the compiler may not run", |tree| set_mode(&tree.join(COMPILER), 0o644)),
    ("an empty compiler", |tree| fs::write(tree.join(COMPILER), "").unwrap()),
    ("no compiler", |tree| fs::remove_file(tree.join(COMPILER)).unwrap()),
    ("nothing may run", |tree| {
        PROGRAMS.into_iter().chain(["bin/gofmt"]).for_each(|path| set_mode(&tree.join(path), 0o600));
    }),
    ("no go and no list of files", |tree| {
        fs::remove_file(tree.join(GO)).unwrap();
        fs::remove_file(tree.join("../../receipts/go1.27.3.manifest")).unwrap();
    }),
    ("no go and no records", |tree| {
        fs::remove_file(tree.join(GO)).unwrap();
        fs::remove_dir_all(tree.join("../../receipts")).unwrap();
    }),
];

#[test]
fn whatever_was_damaged_is_repaired_by_install_exec_upgrade_and_verify() {
    type Words = &'static [&'static str];
    let repairs: [Words; 4] =
        [&["install", "1.27.3"], &["exec", "1.27.3", "go", "version"], &["upgrade"], &["verify", "1.27.3", "--repair"]];
    let lab = user();
    lab.keep("whole");
    for (what, damage) in DAMAGE {
        for words in repairs {
            lab.go_back("whole");
            damage(&tree(&lab));
            lab.upgo(words).succeeds();
            lab.upgo(["verify", "1.27.3"]).succeeds();
            assert_eq!((unable(&lab), lab.go_version().as_str()), (vec![], "go1.27.3"), "{what}: {words:?}");
            assert_eq!(lab.names_in("staging"), [""; 0], "{what}: {words:?}");
        }
    }
}

#[test]
fn a_damaged_version_that_is_not_in_use_is_repaired_and_used_by_an_upgrade() {
    let mut lab = lab().with_release("go1.26.6");
    lab.add(release(&lab, "go1.27.3"));
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    lab.keep("whole");
    for (what, damage) in DAMAGE {
        lab.go_back("whole");
        damage(&tree(&lab));
        lab.upgo(["upgrade"]).succeeds();
        assert_eq!((unable(&lab), lab.go_version().as_str()), (vec![], "go1.27.3"), "{what}");
        lab.upgo(["verify", "1.27.3"]).succeeds();
        lab.upgo(["rollback"]).succeeds();
        assert_eq!(lab.go_version(), "go1.26.6", "{what}");
    }
}

#[test]
fn every_command_says_the_same_of_a_damaged_version() {
    let mut lab = lab().with_release("go1.26.6");
    lab.add(release(&lab, "go1.27.3"));
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    lab.keep("whole");
    for (what, damage) in DAMAGE {
        lab.go_back("whole");
        damage(&tree(&lab));
        let refused = offline(&lab, &["use", "1.27.3", "--json"]).exits(7).json();
        assert_eq!(refused["error"]["code"], "UPGO-VERSION-DAMAGED", "{what}");
        assert_eq!(refused["error"]["next"], "Run `upgo verify 1.27.3 --repair`.", "{what}");
        let listed = lab.upgo(["list", "--json"]).succeeds().json();
        let is_damaged = |answer: &Value| {
            let all = answer["installed"].as_array().unwrap();
            all.iter().find(|known| known["version"] == "go1.27.3").map(|known| known["damaged"].clone())
        };
        assert_eq!(is_damaged(&listed), Some(json!(true)), "{what}: {listed:#}");
        let status = lab.upgo(["status", "--json"]).succeeds().json();
        assert_eq!(is_damaged(&status), Some(json!(true)), "{what}");
        assert!(codes(&status).contains(&"UPGO-VERSION-DAMAGED"), "{what}: {status:#}");
        assert!(lab.upgo(["list"]).succeeds().output.contains("damaged"), "{what}");
        lab.upgo(["remove", "1.27.3"]).succeeds();
        assert_eq!(lab.toolchains(), ["go1.26.6"], "{what}");
        lab.upgo(["install", "1.27.3"]).succeeds();
        assert_eq!(unable(&lab), [""; 0], "{what}");
    }
}

#[test]
fn the_go_in_use_is_removed_only_with_force_even_if_it_is_damaged() {
    let lab = user();
    fs::remove_file(tree(&lab).join(GO)).unwrap();
    assert_eq!(lab.upgo(["remove", "1.27.3", "--json"]).ends().json()["error"]["code"], "UPGO-REMOVE-CURRENT");
    lab.upgo(["remove", "1.27.3", "--force"]).succeeds();
    assert_eq!(lab.toolchains(), [""; 0]);
}

#[test]
fn a_go_that_fails_its_test_although_it_is_installed_leads_to_the_repair() {
    let mut lab = lab().with_release("go1.26.6");
    lab.add(release(&lab, "go1.27.3"));
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let size = fs::metadata(tree(&lab).join(GO)).unwrap().len();
    fs::write(tree(&lab).join(GO), vec![b'x'; usize::try_from(size).unwrap()]).unwrap();
    let failed = lab.upgo(["use", "1.27.3", "--json"]).exits(1).json();
    assert_eq!(failed["error"]["code"], "UPGO-SMOKE-FAILED");
    assert_eq!(failed["error"]["next"], "Run `upgo verify 1.27.3 --repair`.");
}
