//! The doctor: findings, fixes and their undo, and confirmation. What each check finds is tested in the engine.
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;

use crate::lab;
use crate::schemas::fits;

const SICK: &str = "# mine\nGOTOOLCHAIN=go1.26.6\nGOOS=plan9\n";

/// The `go env -w` file.
fn go_env(lab: &Lab) -> PathBuf {
    let folder = if cfg!(windows) { lab.user().join("roaming") } else { lab.user().join(".config") };
    folder.join("go").join("env")
}

/// A machine with Upgo's Go, and two settings that get in its way.
fn sick() -> Lab {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    fs::create_dir_all(go_env(&lab).parent().unwrap()).unwrap();
    fs::write(go_env(&lab), SICK).unwrap();
    lab
}

fn stored(lab: &Lab) -> String {
    fs::read_to_string(go_env(lab)).unwrap()
}

fn report(lab: &Lab) -> Value {
    let report = lab.upgo(["doctor", "--json"]).succeeds().json();
    fits("doctor", &report);
    report
}

fn finding(report: &Value, id: &str) -> Option<Value> {
    report["findings"].as_array().unwrap().iter().find(|finding| finding["id"] == id).cloned()
}

fn has_passed(report: &Value, id: &str) -> bool {
    report["passed"].as_array().unwrap().iter().any(|passed| passed["id"] == id)
}

#[test]
fn a_finding_has_its_evidence_and_a_plan() {
    let lab = sick();
    let report = report(&lab);
    let pin = finding(&report, "goenv.pins-toolchain").unwrap();
    assert_eq!((&pin["severity"], &pin["ignored"]), (&json!("caution"), &json!(false)));
    assert_eq!(pin["title"], "GOTOOLCHAIN pins Go to go1.26.6");
    let evidence = format!("GOTOOLCHAIN is go1.26.6, set by `go env -w` in {}", go_env(&lab).display());
    assert_eq!(pin["evidence"], json!([evidence]));
    assert_eq!(
        (&pin["fix"]["plan"], &pin["fix"]["command"]),
        (&json!("environment"), &json!("upgo env unset GOTOOLCHAIN --scope go"))
    );
    assert_eq!(pin["fix"]["request"]["edit"], json!({ "kind": "unset", "name": "GOTOOLCHAIN", "scope": "go" }));
    for id in ["path.shadowed", "path.missing-upgo", "antivirus.quarantined", "tree.mixed", "network.go-dev-blocked"] {
        assert!(has_passed(&report, id), "{id}: {report:#}");
    }
    let words = lab.upgo(["doctor"]).succeeds().output;
    assert!(words.contains("GOTOOLCHAIN pins Go to go1.26.6  goenv.pins-toolchain"), "{words}");
    assert!(words.contains("To fix it: upgo env unset GOTOOLCHAIN --scope go"), "{words}");
    lab.upgo(["doctor", "--exit-code"]).exits(10);
    assert_eq!(stored(&lab), SICK);
}

#[test]
fn a_fix_is_a_change_that_can_be_undone() {
    let lab = sick();
    let dry = lab.upgo(["doctor", "--fix", "--dry-run", "--json"]).succeeds().json();
    fits("doctor-dry-run", &dry);
    let ids: Vec<&Value> = dry["plans"].as_array().unwrap().iter().map(|plan| &plan["id"]).collect();
    assert!(ids.contains(&&json!("goenv.pins-toolchain")) && ids.contains(&&json!("goenv.foreign-target")), "{dry:#}");
    assert_eq!(stored(&lab), SICK);

    let fixed = lab.upgo(["doctor", "--fix", "goenv.pins-toolchain", "--yes", "--json"]).succeeds().json();
    fits("doctor-fix", &fixed);
    assert_eq!(
        (&fixed["fixed"][0]["id"], &fixed["fixed"][0]["change"]["environmentChanged"]),
        (&json!("goenv.pins-toolchain"), &json!(true))
    );
    assert!(fixed["left"].as_array().unwrap().contains(&json!("goenv.foreign-target")), "{fixed:#}");
    assert_eq!(stored(&lab), "# mine\nGOOS=plan9\n");
    let words = lab.upgo(["doctor", "--fix", "goenv.foreign-target", "--yes"]).succeeds().output;
    assert!(words.contains("GOOS=plan9") && words.contains("`upgo rollback` undoes it"), "{words}");
    assert_eq!(stored(&lab), "# mine\n");
    assert!(has_passed(&report(&lab), "goenv.foreign-target"));
    lab.upgo(["rollback"]).succeeds();
    lab.upgo(["rollback", "2"]).succeeds();
    assert_eq!(stored(&lab), SICK);
}

#[test]
fn nothing_is_fixed_without_confirmation() {
    let lab = sick();
    let refused = lab.upgo(["doctor", "--fix", "--json"]).exits(2).json();
    fits("error", &refused);
    assert!(refused["error"]["next"].as_str().unwrap().contains("--yes"), "{refused:#}");
    let refused = lab.upgo(["doctor", "--fix", "goenv.pins-toolchain"]).exits(2);
    assert!(refused.output.contains("GOTOOLCHAIN=go1.26.6"), "the plan is shown: {refused}");
    assert_eq!(stored(&lab), SICK);
}

#[test]
fn an_ignored_finding_stays_hidden_until_shown_again() {
    let lab = sick();
    for id in ["goenv.pins-toolchain", "goenv.foreign-target"] {
        fits("doctor-ignore", &lab.upgo(["doctor", "--ignore", id, "--json"]).succeeds().json());
    }
    assert_eq!(finding(&report(&lab), "goenv.pins-toolchain").unwrap()["ignored"], true);
    let words = lab.upgo(["doctor"]).succeeds().output;
    assert!(!words.contains("GOTOOLCHAIN pins Go") && words.contains("Ignored: goenv.pins-toolchain"), "{words}");
    let dry = lab.upgo(["doctor", "--fix", "--dry-run", "--json"]).succeeds().json();
    assert!(!dry["plans"].to_string().contains("goenv."), "{dry:#}");
    lab.upgo(["doctor", "--show-again", "goenv.pins-toolchain"]).succeeds();
    assert_eq!(finding(&report(&lab), "goenv.pins-toolchain").unwrap()["ignored"], false);
}

#[test]
fn an_unknown_check_is_refused() {
    let lab = lab();
    for words in [&["doctor", "--fix", "path.nothing", "--yes"][..], &["doctor", "--ignore", "path.nothing"]] {
        let refused = lab.upgo(words.iter().chain(&["--json"])).exits(2).json();
        assert_eq!(refused["error"]["code"], "UPGO-USAGE", "{refused:#}");
    }
    let nothing = lab.upgo(["doctor", "--fix", "goroot.set", "--yes", "--json"]).succeeds().json();
    assert_eq!(nothing["fixed"], json!([]), "a check that passed has nothing to fix");
    lab.upgo(["doctor", "--ignore", "goroot.set", "--fix"]).exits(2);
}

#[test]
fn the_project_in_the_working_folder_is_checked() {
    let lab = sick();
    fs::write(go_env(&lab), "GOTOOLCHAIN=local\n").unwrap();
    let folder = lab.path("project");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("go.mod"), "module m\n\ngo 1.28.1\n").unwrap();
    let report = lab.upgo(["doctor", "--json"]).within(&folder).succeeds().json();
    let found = finding(&report, "gotoolchain.local-too-old").unwrap();
    assert_eq!(found["fix"]["command"], "upgo env unset GOTOOLCHAIN --scope go", "{found:#}");
}

#[test]
#[cfg(unix)]
fn a_missing_c_compiler_is_named_and_none_is_started() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let id = "cgo.no-compiler";
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let (bin, none, started) = (lab.path("my compilers"), lab.path("empty"), lab.path("started"));
    fs::create_dir_all(&bin).unwrap();
    fs::create_dir_all(&none).unwrap();
    fs::write(bin.join("gcc"), format!("#!/bin/sh\n: > '{}'\n", started.display())).unwrap();
    fs::set_permissions(bin.join("gcc"), fs::Permissions::from_mode(0o755)).unwrap();
    symlink(bin.join("loop"), bin.join("loop")).unwrap();
    let report = |path: &PathBuf, name: &str, value: &OsStr| {
        let report = lab.upgo(["doctor", "--json"]).with("PATH", path).with(name, value).succeeds().json();
        fits("doctor", &report);
        report
    };
    let of_cc = |value: &str| report(&bin, "CC", OsStr::new(value));

    assert!(has_passed(&report(&none, "CGO_ENABLED", OsStr::new("0")), id));
    assert!(has_passed(&report(&none, "UNRELATED", OsStr::new("1")), id), "nothing needs cgo");
    let missing = finding(&report(&none, "CGO_ENABLED", OsStr::new("1")), id).unwrap();
    assert_eq!(missing["title"], "Go finds no C compiler, but cgo needs one");
    assert_eq!(missing["evidence"][1], "No folder on PATH contains gcc");
    assert!(has_passed(&report(&bin, "CGO_ENABLED", OsStr::new("1")), id));

    let gcc = bin.join("gcc").display().to_string();
    assert!(has_passed(&of_cc(&format!("'{gcc}' -O2")), id));
    for gone in ["loop", "gone", ""] {
        let gone = bin.join(gone).display().to_string();
        let found = finding(&of_cc(&format!("\"{gone}\" -O2")), id).unwrap();
        assert_eq!(found["title"], "CC names a program that does not exist");
        assert_eq!(found["evidence"][1], format!("{gone} is not a program"));
        assert_eq!(found["fix"], Value::Null, "Upgo cannot change a variable of one terminal");
    }
    assert!(finding(&of_cc(&gcc), id).is_some(), "Go splits the value at the space");
    let unknown = report(&bin, "CC", OsStr::from_bytes(b"/opt/\xff/gcc"));
    assert_eq!(unknown["notChecked"][0]["id"], id, "{unknown:#}");

    fs::create_dir_all(go_env(&lab).parent().unwrap()).unwrap();
    fs::write(go_env(&lab), "# mine\nCC=gone-cc -O2\n").unwrap();
    let fix = ["doctor", "--fix", id, "--yes"];
    assert!(lab.upgo(fix).with("PATH", &bin).succeeds().output.contains("CC=gone-cc -O2"));
    assert_eq!(stored(&lab), "# mine\n");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(stored(&lab), "# mine\nCC=gone-cc -O2\n");
    assert!(!started.exists(), "a compiler was started");
}

#[test]
#[cfg(unix)] // on Windows, a program is no script
fn the_doctor_starts_a_program_in_the_temporary_folder_once() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let record = lab.path("record");
    let report = lab.upgo(["doctor", "--json"]).with("UPGO_RECORD", &record).succeeds().json();
    assert!(has_passed(&report, "goenv.starts-nothing"), "{report:#}");
    let record = fs::read_to_string(record).unwrap();
    let made = record.lines().filter(|line| line.starts_with("folder\t") && line.contains("upgo-start-"));
    assert_eq!(made.count(), 1, "{record}");
}

#[test]
#[cfg(unix)]
fn a_go_ahead_of_upgos_on_path_is_moved_behind_it() {
    let lab = lab().with_release("go1.27.3").with_variable("UPGO_NO_MODIFY_PATH", "1");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let found = lab.upgo(["doctor", "--json"]).succeeds().json();
    assert_eq!(finding(&found, "path.missing-upgo").unwrap()["fix"], Value::Null, "Upgo may not: {found:#}");
    let fixed = lab
        .upgo(["doctor", "--fix", "path.missing-upgo", "--yes", "--json"])
        .with("UPGO_NO_MODIFY_PATH", "0")
        .succeeds()
        .json();
    assert_eq!(fixed["fixed"][0]["change"]["pathChanged"], true, "{fixed:#}");
    assert!(has_passed(&report(&lab), "path.missing-upgo"));
}
