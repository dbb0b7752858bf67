//! `doctor --measure` and `cache move`, with a sample Go whose builds copy a file. `real_go` measures a real one.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use upgo_testkit::lab::{Lab, names_in};
use upgo_testkit::limit::InTime as _;

use crate::caches::{folders, put};
use crate::env::go_env;
use crate::lab;
use crate::schemas::fits;

/// A user of go1.27.3 with a folder for temporary files.
fn user() -> Lab {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let temporary = lab.path("temporary");
    fs::create_dir_all(&temporary).unwrap();
    let lab = lab.with_variable("TMPDIR", &temporary).with_variable("TMP", &temporary);
    put(&lab);
    lab
}

/// A folder with a space and a letter that is not ASCII.
fn other_drive(lab: &Lab) -> PathBuf {
    let folder = lab.path("D ö");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// What builds have left, in their folders and in Upgo's cache.
fn left(lab: &Lab) -> Vec<String> {
    let [cache, _] = folders(lab);
    let folders = [cache, lab.path("temporary"), other_drive(lab)];
    let names = folders.iter().flat_map(|folder| names_in(folder)).filter(|name| name.starts_with("upgo-work-"));
    names.chain(lab.names_in("cache").into_iter().filter(|name| name == "measure")).collect()
}

fn measured(lab: &Lab, folders: &[&Path]) -> Value {
    let words = ["doctor", "--json", "--measure"].map(AsRef::as_ref).into_iter();
    let report = lab.upgo(words.chain(folders.iter().map(|folder| folder.as_os_str()))).succeeds().json();
    fits("doctor-measure", &report);
    assert_eq!(left(lab), [""; 0]);
    report
}

#[test]
fn each_place_is_measured_in_the_same_way_and_nothing_stays() {
    let lab = user();
    let [cache, _] = folders(&lab);
    let before = lab.upgo(["cache", "--json"]).succeeds().json();
    let other = other_drive(&lab);
    let report = measured(&lab, &[&other, &other, &lab.path("missing")]);
    assert_eq!(report["go"], "go1.27.3");
    let places = report["places"].as_array().unwrap();
    let kinds: Vec<&Value> = places.iter().map(|place| &place["kind"]).collect();
    assert_eq!(kinds, ["today", "named"], "{report:#}");
    assert_eq!((&places[0]["cache"], &places[0]["temporary"]), (&json!(cache), &json!(lab.path("temporary"))));
    assert_eq!((&places[1]["cache"], &places[1]["temporary"]), (&json!(other), &json!(other)));
    let rounds: Vec<usize> = places.iter().map(|place| place["rounds"].as_array().unwrap().len()).collect();
    assert!(rounds[0] >= 2 && rounds[0] == rounds[1], "{rounds:?}");
    assert!(places[0]["rounds"][0]["firstStart"].is_u64(), "{report:#}");
    let warning = &report["warnings"][0];
    assert_eq!((&warning["code"], report["warnings"].as_array().unwrap().len()), (&json!("UPGO-MEASURE"), 1));
    assert!(warning["message"].as_str().unwrap().contains("missing was not measured"), "{warning:#}");
    assert_eq!(lab.upgo(["cache", "--json"]).succeeds().json()["caches"], before["caches"]);

    let said = lab.upgo(["doctor", "--measure"]).succeeds();
    for text in ["every package", "first start of the program", "Upgo found no Dev Drive", "Method: each round"] {
        assert!(said.output.contains(text), "{text}: {}", said.output);
    }
    assert!(said.errors.contains("Round 1: building in"), "{}", said.errors);
    #[cfg(unix)]
    assert!(said.output.contains("Whether a scanner makes Go slower is unknown"), "{}", said.output);
}

#[test]
fn a_build_that_fails_is_an_error_with_what_go_said() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    fs::write(lab.home().join("toolchains/go1.27.3/broken"), "").unwrap();
    let failure = lab.upgo(["doctor", "--measure", "--json"]).exits(1).json();
    fits("error", &failure);
    assert_eq!(failure["error"]["code"], "UPGO-MEASURE", "{failure:#}");
    assert!(failure["error"]["message"].as_str().unwrap().contains("Go could not build the program"), "{failure:#}");
    assert_eq!(left(&lab), [""; 0]);
    let nothing = crate::lab().upgo(["doctor", "--measure", "--json"]).exits(7).json();
    assert_eq!(nothing["error"]["code"], "UPGO-GO-MISSING", "{nothing:#}");
}

#[test]
fn what_a_killed_measurement_leaves_is_deleted_by_the_next_command() {
    let lab = user();
    fs::write(lab.home().join("toolchains/go1.27.3/endless"), "").unwrap();
    let other = other_drive(&lab);
    let mut command = lab.command(lab.program());
    command.args(["doctor", "--measure"]).arg(&other).stdout(Stdio::null()).stderr(Stdio::null());
    let mut running = command.spawn().unwrap();
    // the first build hangs
    let patience = Instant::now() + Duration::from_mins(2);
    while left(&lab).len() < 5 {
        assert!(Instant::now() < patience, "{:?}", left(&lab));
        std::thread::sleep(Duration::from_millis(10));
    }
    let busy = lab.upgo(["doctor", "--measure", "--json"]).exits(6).json();
    assert_eq!(busy["error"]["code"], "UPGO-BUSY", "{busy:#}");
    running.kill().unwrap();
    running.status_in_time().unwrap();
    fs::remove_file(lab.home().join("toolchains/go1.27.3/endless")).unwrap();
    lab.upgo(["use", "1.27.3"]).succeeds();
    assert_eq!(left(&lab), [""; 0]);
}

fn move_to(lab: &Lab, to: &Path, code: i32) -> Value {
    lab.upgo(["cache".as_ref(), "move".as_ref(), to.as_os_str(), "--json".as_ref()]).exits(code).json()
}

#[test]
fn both_folders_move_in_one_change_and_a_rollback_moves_them_back() {
    let lab = user();
    let file = go_env(&lab);
    let before = "# mine\nGOFLAGS=-v\nGOCACHE=/old\n";
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, before.replace("/old", &folders(&lab)[0].display().to_string())).unwrap();
    let before = fs::read(&file).unwrap();
    let to = other_drive(&lab).join("new");
    let [cache, temporary] = ["go-build", "go-tmp"].map(|name| to.join(name));

    let plan = lab.upgo(["cache".as_ref(), "move".as_ref(), to.as_os_str(), "--dry-run".as_ref(), "--json".as_ref()]);
    let plan = plan.succeeds().json();
    fits("dry-run", &plan);
    let lines: Vec<&str> = plan["plan"]["steps"][0]["diff"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["text"].as_str().unwrap())
        .collect();
    let shown = |path: &Path| path.display().to_string();
    let wanted =
        [format!("GOCACHE={}", shown(&cache)), format!("GOTMPDIR={}", shown(&temporary)), shown(&to), shown(&cache)];
    assert!(wanted.iter().all(|line| lines.contains(&line.as_str())), "{wanted:?} in {plan:#}");
    assert!(!to.exists(), "a dry run creates nothing");

    let changed = move_to(&lab, &to, 0);
    fits("change", &changed);
    assert_eq!(changed["warnings"][0]["code"], "UPGO-CACHE-LEFT", "{changed:#}");
    let now = fs::read_to_string(&file).unwrap();
    assert!(now.starts_with("# mine\nGOFLAGS=-v\nGOCACHE=") && now.contains(&wanted[1]), "{now}");
    assert!(cache.is_dir() && temporary.is_dir());
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::MetadataExt::mode(&fs::metadata(&cache).unwrap()) & 0o777, 0o700);
    assert_eq!(move_to(&lab, &to, 0)["changed"], json!(false));
    let report = lab.upgo(["cache", "--json"]).succeeds().json();
    assert_eq!(report["caches"][0]["folder"], json!(cache));

    // Go has built there: its files stay, and are named
    fs::write(cache.join("README"), "of Go").unwrap();
    let undone = lab.upgo(["rollback", "--json"]).succeeds().json();
    assert_eq!(undone["warnings"][0]["code"], "UPGO-CACHE-LEFT", "{undone:#}");
    assert!(undone["warnings"][0]["message"].as_str().unwrap().contains("go-build stays"), "{undone:#}");
    assert_eq!(fs::read(&file).unwrap(), before);
    assert!(cache.join("README").exists() && !temporary.exists());
    lab.upgo(["rollback"]).succeeds(); // of the rollback
    assert!(temporary.is_dir() && fs::read_to_string(&file).unwrap() == now);
}

#[test]
fn one_of_the_variables_that_was_changed_since_keeps_its_value() {
    let lab = user();
    let (file, to) = (go_env(&lab), other_drive(&lab));
    move_to(&lab, &to, 0);
    lab.upgo(["env", "unset", "GOTMPDIR", "--scope", "go"]).succeeds();
    lab.upgo(["env", "set", "GOFLAGS", "-v", "--scope", "go"]).succeeds();
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    let moved = history["entries"].as_array().unwrap().iter().find(|entry| entry["names"] != json!(["GOFLAGS"]));
    assert!(moved.is_some(), "{history:#}");
    lab.upgo(["rollback", "2"]).succeeds();
    assert_eq!(fs::read_to_string(&file).unwrap(), "GOFLAGS=-v\n");
    assert_eq!(names_in(&to), ["go-tmp"], "what the user changed is left as it is");
}

#[test]
fn a_folder_that_go_could_not_use_is_refused() {
    let lab = user();
    let file = lab.path("file");
    fs::write(&file, "").unwrap();
    for (to, says) in [(lab.home().join("caches"), "Upgo's own folder"), (file, "it is a file")] {
        let failure = move_to(&lab, &to, 2);
        assert_eq!(failure["error"]["code"], "UPGO-USAGE", "{failure:#}");
        assert!(failure["error"]["message"].as_str().unwrap().contains(says), "{failure:#}");
    }
    let hidden = lab.with_variable("GOCACHE", "/elsewhere");
    let other = other_drive(&hidden);
    let failure = move_to(&hidden, &other, 1);
    assert_eq!(failure["error"]["code"], "UPGO-ENV-REFUSED", "{failure:#}");
    assert!(failure["error"]["message"].as_str().unwrap().contains("GOCACHE is also set"), "{failure:#}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_other_accounts_can_change_is_refused() {
    let lab = user();
    let open = lab.path("open");
    fs::create_dir_all(&open).unwrap();
    fs::set_permissions(&open, std::os::unix::fs::PermissionsExt::from_mode(0o777)).unwrap();
    let failure = move_to(&lab, &open, 5);
    assert_eq!(failure["error"]["code"], "UPGO-PERMISSION-ACCOUNT", "{failure:#}");
    assert_eq!(names_in(&open), [""; 0]);
}
