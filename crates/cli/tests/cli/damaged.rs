//! Damaged files in the home: every command still works, says so, and Go stays as it is. The tests of the engine
//! (`it/damaged.rs`) damage every byte; here are a few damages of each kind of file, and the whole program.
use std::fs;
use std::path::{Path, PathBuf};

use upgo_testkit::lab::{Lab, Ran};

use crate::lab;

/// A home with two toolchains: change 1 installed go1.26.6, 2 installed go1.27.3, and 3 switched to it.
fn home() -> Lab {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    lab.upgo(["use", "1.27.3"]).succeeds();
    lab.upgo(["check"]).succeeds();
    lab.upgo(["settings", "set", "keep-versions", "7"]).succeeds();
    lab.upgo(["status"]).succeeds();
    lab
}

/// What happens to a file: its second half is lost, it is empty, it contains only zeros, or one bit changes.
fn damages(whole: &[u8]) -> [Vec<u8>; 4] {
    let middle = whole.len() / 2;
    let mut flipped = whole.to_vec();
    flipped[middle] ^= 1;
    [whole[..middle].to_vec(), Vec::new(), vec![0; whole.len()], flipped]
}

/// Whether the doctor names a file.
fn is_told(lab: &Lab, name: &str) -> bool {
    let report = lab.upgo(["doctor", "--json"]).ends().json();
    let findings = report["findings"].as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["id"] == "home.damaged");
    finding.is_some_and(|finding| finding["evidence"].to_string().contains(name))
}

fn ended_well(ran: &Ran, codes: &[i32]) {
    assert!(ran.code.is_some_and(|code| codes.contains(&code)) && !ran.errors.contains("panicked"), "{ran}");
}

/// The one file of a folder of the home whose name begins like this.
fn file(lab: &Lab, folder: &str, start: &str) -> PathBuf {
    let name = lab.names_in(folder).into_iter().find(|name| name.starts_with(start)).unwrap();
    lab.home().join(folder).join(name)
}

#[test]
fn every_command_works_with_a_damaged_file_in_the_home() {
    let lab = home();
    lab.keep("before");
    let kinds: [(&str, &str); 6] = [
        ("receipts", "go1.27.3.json"),
        ("receipts", "go1.27.3.manifest"),
        ("journal", "00000001"),
        ("journal", "00000003"),
        ("cache", "feed-"),
        ("", "watch.json"),
    ];
    for (folder, start) in kinds {
        lab.go_back("before");
        let path = file(&lab, folder, start);
        for (index, damaged) in damages(&fs::read(&path).unwrap()).into_iter().enumerate() {
            let what = format!("{start}, damage {index}");
            lab.go_back("before");
            fs::write(&path, &damaged).unwrap();
            assert!(is_told(&lab, start), "{what}");
            for command in ["status", "list", "history", "doctor"] {
                ended_well(&lab.upgo([command]).ends(), &[0, 1]);
            }
            lab.upgo(["status"]).succeeds();
            let history = lab.upgo(["history", "--json"]).succeeds();
            assert_eq!(history.output.contains("UPGO-HOME-DAMAGED"), folder == "journal", "{what}: {history}");
            assert_eq!(lab.go_version(), "go1.27.3", "{what}");
            assert_eq!(fs::read(&path).unwrap(), damaged, "{what}: reading has changed it");
            let rollback = lab.upgo(["rollback"]).ends();
            if start == "00000003" {
                ended_well(&rollback, &[1]);
                assert!(rollback.errors.contains("change number 3 is damaged"), "{rollback}");
                assert_eq!(lab.go_version(), "go1.27.3", "{what}: another change was undone");
            } else {
                ended_well(&rollback, &[0]);
                assert_eq!(lab.go_version(), "go1.26.6", "{what}");
            }
            lab.upgo(["use", "1.26.6"]).succeeds();
            lab.upgo(["check"]).succeeds();
            lab.upgo(["upgrade"]).succeeds();
            assert_eq!(lab.go_version(), "go1.27.3", "{what}");
            assert!(folder != "cache" || !is_told(&lab, start), "{what}: it was not written again");
        }
    }
}

#[test]
fn a_change_whose_record_is_damaged_is_neither_continued_nor_forgotten() {
    let lab = home();
    lab.keep("before");
    let (ended, running) =
        (lab.home().join("journal/00000003.jsonl"), lab.home().join("journal/00000003.running.jsonl"));
    let aside = lab.home().join("journal/00000003.running.jsonl.damaged");
    let text = fs::read_to_string(&ended).unwrap();
    for command in [&["status", "--json"][..], &["history", "--json"], &["use", "1.26.6", "--json"]] {
        lab.go_back("before");
        fs::remove_file(&ended).unwrap();
        // one digit of the version that the switch came from
        let damaged = text.replacen("go1.26.6", "go1.26.7", 1);
        fs::write(&running, &damaged).unwrap();
        let told = lab.upgo(command).ends();
        ended_well(&told, &[0, 12]);
        assert!(told.output.contains("UPGO-HOME-DAMAGED"), "{told}");
        assert!(told.output.contains("00000003.running.jsonl.damaged"), "{told}");
        assert_eq!(fs::read_to_string(&aside).unwrap(), damaged);
        assert!(!running.exists() && is_told(&lab, "00000003.running.jsonl.damaged"));
        let again = lab.upgo(["status", "--json"]).succeeds();
        assert!(!again.output.contains("UPGO-HOME-DAMAGED"), "it is reported once: {again}");
        assert!(lab.go_version().starts_with("go1.2"));
        lab.upgo(["use", "1.27.3"]).succeeds();
        lab.upgo(["purge", "--yes"]).succeeds();
        assert_eq!(lab.names_in(""), [""; 0]);
    }
}

#[test]
fn a_damaged_receipt_proves_nothing_and_a_manifest_is_written_again() {
    let lab = home();
    lab.keep("before");
    let receipt = lab.home().join("receipts/go1.27.3.json");
    let text = fs::read_to_string(&receipt).unwrap();
    fs::write(&receipt, text.replacen("go1.27.3", "go1.27.2", 1)).unwrap();
    let chain = lab.upgo(["verify", "1.27.3", "--why", "--json"]).ends().json();
    assert_eq!(chain["level"], "unknown", "{chain:#}");
    lab.go_back("before");
    let manifest = lab.home().join("receipts/go1.27.3.manifest");
    let whole = fs::read(&manifest).unwrap();
    for damaged in damages(&whole) {
        fs::write(&manifest, damaged).unwrap();
        let refused = lab.upgo(["verify", "1.27.3"]).ends();
        assert!(refused.code != Some(0) && refused.errors.contains("UPGO-VERIFY-NO-MANIFEST"), "{refused}");
        lab.upgo(["verify", "1.27.3", "--repair"]).succeeds();
        lab.upgo(["verify", "1.27.3"]).succeeds();
        assert_eq!(fs::read(&manifest).unwrap(), whole);
    }
}

#[test]
fn settings_that_a_power_cut_has_emptied_are_those_of_before() {
    let lab = home();
    let settings = lab.home().join("settings.toml");
    let kept = lab.home().join("settings-last-good.toml");
    let whole = fs::read(&kept).unwrap();
    for lost in [Vec::new(), vec![0; 100]] {
        fs::write(&settings, lost).unwrap();
        let status = lab.upgo(["status"]).succeeds();
        assert!(status.errors.contains("settings.toml"), "{status}");
        let value = lab.upgo(["settings", "get", "keep-versions"]).succeeds();
        assert_eq!(value.output.trim(), "7", "{value}");
        assert_eq!(fs::read(&kept).unwrap(), whole);
        assert_eq!(lab.go_version(), "go1.27.3");
    }
}

#[test]
fn the_content_of_the_marker_and_of_locks_means_nothing() {
    let lab = home();
    let names = lab.names_in("");
    assert!(names.contains(&"upgo-home.txt".to_owned()), "{names:?}");
    for name in names
        .iter()
        .filter(|name| *name == "upgo-home.txt" || Path::new(name).extension().is_some_and(|end| end == "lock"))
    {
        fs::write(lab.home().join(name), [0; 8]).unwrap();
    }
    lab.upgo(["use", "1.26.6"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
    lab.upgo(["purge", "--yes"]).succeeds();
    assert_eq!(lab.names_in(""), [""; 0]);
}
