//! `verify` finds files that changed since unpacking, repairs them from the verified archive, and undo restores them.
//! `real_go` tests real Go, and `faults` a crash at any point.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use upgo_engine::base::digest::Sha256;
use upgo_testkit::lab::{EXE, Lab};
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;
use upgo_testkit::server::Act;

use crate::lab;
use crate::schemas::fits;

/// The file that [`damage`] changes, the one that it deletes, and the one that it adds.
const CHANGED: &str = "src/builtin/builtin.go";
const MISSING: &str = "LICENSE";
const ADDED: &str = "src/evil/evil.go";

/// Everything in a tree by its path: the content of files, the targets of links.
type Content = BTreeMap<PathBuf, Vec<u8>>;

/// A user of go1.27.3.
pub(crate) fn user() -> Lab {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    lab
}

pub(crate) fn tree(lab: &Lab) -> PathBuf {
    lab.home().join("toolchains").join("go1.27.3")
}

fn go(lab: &Lab) -> PathBuf {
    tree(lab).join("bin").join(format!("go{EXE}"))
}

/// Appends a byte to `go`, which still works, and changes, deletes and adds one file each.
pub(crate) fn damage(lab: &Lab) {
    let mut program = fs::read(go(lab)).unwrap();
    program.push(0);
    fs::write(go(lab), program).unwrap();
    fs::write(tree(lab).join(CHANGED), "package evil\n").unwrap();
    fs::remove_file(tree(lab).join(MISSING)).unwrap();
    fs::create_dir_all(tree(lab).join(ADDED).parent().unwrap()).unwrap();
    fs::write(tree(lab).join(ADDED), "package evil\n").unwrap();
}

pub(crate) fn content(folder: &Path) -> Content {
    let mut all = Content::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, kind) = (entry.path(), entry.file_type().unwrap());
        if kind.is_dir() {
            all.extend(content(&path));
        } else if kind.is_symlink() {
            let target = fs::read_link(&path).unwrap();
            all.insert(path, target.into_os_string().into_encoded_bytes());
        } else {
            all.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    all
}

fn verify(lab: &Lab, code: i32) -> Value {
    let report = lab.upgo(["verify", "1.27.3", "--json"]).exits(code).json();
    fits("verify", &report);
    report
}

fn found(report: &Value) -> [&Value; 3] {
    ["changed", "missing", "added"].map(|kind| &report[kind])
}

fn manifest(lab: &Lab) -> PathBuf {
    lab.home().join("receipts").join("go1.27.3.manifest")
}

#[test]
fn changed_missing_and_added_files_are_found_repaired_and_restored_by_undo() {
    let lab = user();
    let whole = content(&tree(&lab));
    let report = verify(&lab, 0);
    assert_eq!((&report["ok"], &report["files"]), (&json!(true), &json!(5)));
    damage(&lab);
    let damaged = content(&tree(&lab));
    let report = verify(&lab, 4);
    let [changed, missing, added] = [json!([format!("bin/go{EXE}"), CHANGED]), json!([MISSING]), json!([ADDED])];
    assert_eq!(found(&report), [&changed, &missing, &added]);

    let plan = lab.upgo(["verify", "1.27", "--repair", "--dry-run", "--json"]).succeeds().json();
    fits("dry-run", &plan);
    let said = "Restore 3 files of go1.27.3 as published, and remove 1";
    assert_eq!(plan["plan"]["steps"][1]["description"], said);
    assert_eq!(content(&tree(&lab)), damaged, "a plan changes nothing");

    let change = lab.upgo(["verify", "1.27.3", "--repair", "--json"]).succeeds().json();
    fits("change", &change);
    assert_eq!((&change["action"], &change["changed"]), (&json!("repairFiles"), &json!(true)));
    assert_eq!(content(&tree(&lab)), whole);
    assert!(!tree(&lab).join("src/evil").exists(), "the added folder was not removed");
    verify(&lab, 0);
    assert_eq!(lab.names_in("staging"), [""; 0]);

    lab.upgo(["rollback"]).succeeds();
    assert_eq!(content(&tree(&lab)), damaged, "undo did not restore the previous files");
    verify(&lab, 4);
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(content(&tree(&lab)), whole, "undoing the undo");
    assert_eq!(lab.names_in("replaced").len(), 1, "one set of kept files per toolchain");
    assert!(go(&lab).is_file() && lab.go_version() == "go1.27.3");
}

#[test]
fn prints_the_differences_and_how_to_repair_them() {
    let lab = user();
    let said = lab.upgo(["verify"]).succeeds().output;
    assert_eq!(said, "go1.27.3  All 5 files match the published release.\n");
    fs::write(tree(&lab).join(CHANGED), "other").unwrap();
    let said = lab.upgo(["verify", "1.27.3"]).exits(4).output;
    let expected = format!(
        "go1.27.3  1 file differs from the published release:\n  changed  {CHANGED}\nTo repair: upgo verify 1.27.3 --repair\n"
    );
    assert_eq!(said, expected);
    let said = lab.upgo(["verify", "1.27.3", "--repair", "--quiet"]).succeeds().output;
    assert_eq!(said, "Repaired the files of go1.27.3.\n");
    let said = lab.upgo(["verify", "1.27.3", "--repair"]).succeeds().output;
    assert_eq!(said, "All files match the published release.\n");
    lab.upgo(["verify", "1.27.3", "--dry-run"]).exits(2);
    assert_eq!(lab.upgo(["verify", "1.26.6", "--json"]).exits(7).json()["error"]["code"], "UPGO-VERSION-NOT-INSTALLED");
}

#[test]
fn without_a_version_every_go_is_verified_and_repaired() {
    let lab = user().with_release("go1.26.6");
    lab.upgo(["install", "1.26.6"]).succeeds();
    fs::remove_file(tree(&lab).join(MISSING)).unwrap();
    fs::remove_file(lab.home().join("receipts/go1.26.6.manifest")).unwrap();
    let report = lab.upgo(["verify", "--json"]).exits(4).json();
    fits("verify-all", &report);
    assert_eq!((&report["ok"], &report["toolchains"][0]["missing"]), (&json!(false), &json!([MISSING])));
    assert_eq!(report["unknown"][0]["problem"]["code"], "UPGO-VERIFY-NO-MANIFEST");
    let plans = lab.upgo(["verify", "--repair", "--dry-run", "--json"]).succeeds().json();
    fits("verify-dry-run", &plans);
    let repaired = lab.upgo(["verify", "--repair", "--json"]).succeeds().json();
    fits("verify-repair", &repaired);
    let report = lab.upgo(["verify", "--json"]).succeeds().json();
    assert_eq!((&report["ok"], report["toolchains"].as_array().unwrap().len()), (&json!(true), 2));
}

#[test]
fn a_missing_go_program_is_found_and_repaired() {
    let lab = user();
    fs::remove_file(go(&lab)).unwrap();
    let report = verify(&lab, 4);
    assert_eq!(report["missing"], json!([format!("bin/go{EXE}")]));
    lab.upgo(["verify", "--repair"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn a_lost_or_damaged_manifest_is_rebuilt_from_the_verified_archive() {
    let honest = |lab: &Lab| fs::read_to_string(manifest(lab)).unwrap();
    let break_it: [fn(&Lab); 3] = [
        |lab| fs::remove_file(manifest(lab)).unwrap(),
        |lab| fs::write(manifest(lab), "cut of").unwrap(),
        |lab| fs::write(manifest(lab), [0xff; 9]).unwrap(),
    ];
    for break_it in break_it {
        let lab = user();
        let (list, whole) = (honest(&lab), content(&tree(&lab)));
        damage(&lab);
        let damaged = content(&tree(&lab));
        break_it(&lab);
        let problem = lab.upgo(["verify", "1.27.3", "--json"]).exits(4).json();
        assert_eq!(problem["error"]["code"], "UPGO-VERIFY-NO-MANIFEST");
        assert_eq!(problem["error"]["next"], "Run `upgo verify 1.27.3 --repair`.");
        lab.upgo(["verify", "1.27.3", "--repair"]).succeeds();
        assert_eq!((honest(&lab), content(&tree(&lab))), (list, whole));
        lab.upgo(["rollback"]).succeeds();
        assert_eq!(content(&tree(&lab)), damaged);
    }
}

#[test]
fn a_manifest_forged_along_with_a_file_is_corrected_once_the_archive_is_available() {
    let lab = user();
    let (list, whole) = (fs::read_to_string(manifest(&lab)).unwrap(), content(&tree(&lab)));
    let hex = |text: &[u8]| Sha256::of(text).to_string();
    let (old, new) = (whole[&tree(&lab).join(CHANGED)].clone(), vec![b'x'; whole[&tree(&lab).join(CHANGED)].len()]);
    fs::write(tree(&lab).join(CHANGED), &new).unwrap();
    let lines = list.rsplit_once("end ").unwrap().0.replace(&hex(&old), &hex(&new));
    fs::write(manifest(&lab), format!("{lines}end {}\n", hex(lines.as_bytes()))).unwrap();
    verify(&lab, 0); // not detectable yet
    fs::remove_file(tree(&lab).join(MISSING)).unwrap();
    lab.upgo(["verify", "--repair"]).succeeds();
    assert_eq!((fs::read_to_string(manifest(&lab)).unwrap(), content(&tree(&lab))), (list, whole));
}

#[test]
fn an_archive_other_than_the_official_one_repairs_nothing() {
    let lab = user();
    damage(&lab);
    let damaged = content(&tree(&lab));
    let filename = lab.release("go1.27.3").filename().to_owned();
    lab.server.always(&filename, Act::WrongBytes);
    let refused = lab.upgo(["verify", "1.27.3", "--repair", "--json"]).exits(4).json();
    assert_eq!(refused["error"]["code"], "UPGO-VERIFY-DIGEST");
    assert_eq!(content(&tree(&lab)), damaged);
    assert_eq!((lab.names_in("staging"), lab.names_in("replaced")), (Vec::new(), Vec::new()));
}

#[test]
fn a_repair_uses_the_kept_archive_and_removing_added_files_needs_none() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["settings", "set", "keep-archives", "true"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let whole = content(&tree(&lab));
    let offline = |words: &[&str]| lab.upgo(words).with("UPGO_FEED_URL", "http://127.0.0.1:1/");
    damage(&lab);
    offline(&["verify", "--repair"]).succeeds();
    assert_eq!(content(&tree(&lab)), whole);
    lab.upgo(["cache", "clean"]).succeeds();
    fs::write(tree(&lab).join("bin/evil"), "").unwrap();
    let plan = offline(&["verify", "1.27.3", "--repair", "--dry-run", "--json"]).succeeds().json();
    assert_eq!(plan["plan"]["steps"][0]["description"], "Remove 1 file from go1.27.3 that is not part of it");
    offline(&["verify", "--repair"]).succeeds();
    assert_eq!(content(&tree(&lab)), whole);
}

#[test]
fn undo_keeps_files_that_changed_after_the_repair() {
    let lab = user();
    damage(&lab);
    lab.upgo(["verify", "--repair"]).succeeds();
    fs::write(tree(&lab).join(MISSING), "somebody's own").unwrap();
    let now = content(&tree(&lab));
    let refused = lab.upgo(["rollback", "--json"]).exits(1).json();
    assert_eq!(refused["error"]["code"], "UPGO-UNDO-BLOCKED", "{refused:#}");
    assert!(refused["error"]["message"].as_str().unwrap().contains("they have changed since"), "{refused:#}");
    assert_eq!(content(&tree(&lab)), now);
}

#[test]
fn the_manifest_is_removed_and_restored_with_its_go() {
    let lab = user();
    lab.upgo(["remove", "1.27.3", "--force"]).succeeds();
    assert_eq!(lab.names_in("receipts"), [""; 0]);
    lab.upgo(["rollback"]).succeeds();
    verify(&lab, 0);
}

#[cfg(unix)]
mod hostile {
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn a_link_in_place_of_a_file_or_folder_is_found_and_never_followed() {
        let lab = user();
        let whole = content(&tree(&lab));
        let outside = lab.path("outside");
        fs::create_dir_all(outside.join("builtin")).unwrap();
        // The targets of the links have the right content.
        fs::copy(tree(&lab).join(CHANGED), outside.join("builtin/builtin.go")).unwrap();
        fs::copy(tree(&lab).join(MISSING), outside.join("license")).unwrap();
        let before = content(&outside);
        fs::remove_dir_all(tree(&lab).join("src")).unwrap();
        fs::remove_file(tree(&lab).join(MISSING)).unwrap();
        symlink(&outside, tree(&lab).join("src")).unwrap();
        symlink(outside.join("license"), tree(&lab).join(MISSING)).unwrap();
        symlink("/", tree(&lab).join("root")).unwrap();
        let linked = content(&tree(&lab));
        let report = verify(&lab, 4);
        assert_eq!(found(&report), [&json!([MISSING]), &json!([CHANGED]), &json!(["root", "src"])]);
        lab.upgo(["verify", "--repair"]).succeeds();
        assert_eq!((content(&tree(&lab)), content(&outside)), (whole.clone(), before.clone()));
        lab.upgo(["rollback"]).succeeds();
        assert_eq!((content(&tree(&lab)), content(&outside)), (linked, before.clone()), "the links were not restored");
        lab.upgo(["rollback"]).succeeds();
        assert_eq!((content(&tree(&lab)), content(&outside)), (whole, before), "undoing the undo");
    }

    #[test]
    fn a_folder_in_place_of_a_file_a_pipe_and_a_non_unicode_name_are_repaired_and_restored() {
        let lab = user();
        let whole = content(&tree(&lab));
        fs::remove_file(tree(&lab).join("VERSION")).unwrap();
        fs::create_dir_all(tree(&lab).join("VERSION/deep")).unwrap();
        fs::write(tree(&lab).join("VERSION/deep/file"), "x").unwrap();
        let odd = tree(&lab).join("bin").join(std::ffi::OsStr::from_bytes(b"\xff odd"));
        fs::write(&odd, "odd").unwrap();
        fs::remove_file(tree(&lab).join(CHANGED)).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(tree(&lab).join(CHANGED)).status_in_time().unwrap().success());
        let report = verify(&lab, 4);
        assert_eq!(found(&report), [&json!(["VERSION", CHANGED]), &json!([]), &json!(["bin/\u{fffd} odd"])]);
        lab.upgo(["verify", "--repair"]).succeeds();
        assert_eq!(content(&tree(&lab)), whole);
        lab.upgo(["rollback"]).succeeds();
        assert_eq!(fs::read(tree(&lab).join("VERSION/deep/file")).unwrap(), b"x");
        assert_eq!(fs::read(&odd).unwrap(), b"odd");
        assert!(!tree(&lab).join(CHANGED).is_file(), "the pipe is back");
        lab.upgo(["rollback"]).succeeds();
        assert_eq!(content(&tree(&lab)), whole, "undoing the undo");
    }

    #[test]
    fn an_unreadable_file_counts_as_changed_and_is_repaired_without_reading_it() {
        let lab = user();
        let whole = content(&tree(&lab));
        if !lab.give_home_to_nobody() || lab.upgo_without_rights(["status"]).is_none() {
            println!("SKIPPED: setpriv is not installed, and root may read everything");
            return;
        }
        let run = |words: &[&str]| lab.upgo_without_rights(words).unwrap().ends();
        fs::set_permissions(tree(&lab).join(CHANGED), fs::Permissions::from_mode(0o000)).unwrap();
        let report = run(&["verify", "1.27.3", "--json"]).json();
        assert_eq!(found(&report), [&json!([CHANGED]), &json!([]), &json!([])]);
        let ran = run(&["verify", "--repair"]);
        assert_eq!(ran.code, Some(0), "{ran}");
        assert_eq!(content(&tree(&lab)), whole);
        let ran = run(&["rollback"]);
        assert_eq!(ran.code, Some(0), "{ran}");
        let mode = fs::metadata(tree(&lab).join(CHANGED)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0, "its permissions were not restored");
    }
}
