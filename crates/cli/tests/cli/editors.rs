//! `doctor --fix editor.pins-go`: what selects a Go leaves the user's settings of editors, every other byte stays, and
//! a rollback restores it. `faults` ends it at any point.
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use upgo_testkit::lab::{Lab, Ran};

use crate::lab;
use crate::schemas::fits;

/// Settings files: the editor, the text, and the text without what selects a Go.
pub(crate) const FILES: &[(&str, &str, &str)] = &[
    (
        "Code",
        "{\n  // mine\n  \"go.goroot\": \"/opt/go1.26.5\", // why\n  \"http.proxy\": \"http://me:hunter2@proxy\",\n  \
         \"go.alternateTools\": {\n    \"dlv\": \"/opt/dlv\",\n    \"go\": \"/opt/go1.26.5/bin/go\"\n  },\n}",
        "{\n  // mine\n  // why\n  \"http.proxy\": \"http://me:hunter2@proxy\",\n  \
         \"go.alternateTools\": {\n    \"dlv\": \"/opt/dlv\"\n  },\n}",
    ),
    (
        "Cursor",
        "\u{feff}{\r\n\t\"a\": 1,\r\n\t\"go.toolsEnvVars\": { \"GOROOT\": \"/opt/go\" }\r\n}\r\n",
        "\u{feff}{\r\n\t\"a\": 1,\r\n\t\"go.toolsEnvVars\": { }\r\n}\r\n",
    ),
];

pub(crate) fn file(lab: &Lab, editor: &str) -> PathBuf {
    let config = if cfg!(windows) { lab.user().join("roaming") } else { lab.user().join(".config") };
    config.join(editor).join("User").join("settings.json")
}

pub(crate) fn put(lab: &Lab) {
    for (editor, old, _) in FILES {
        write(lab, editor, old);
    }
}

fn write(lab: &Lab, editor: &str, text: impl AsRef<[u8]>) {
    fs::create_dir_all(file(lab, editor).parent().unwrap()).unwrap();
    fs::write(file(lab, editor), text).unwrap();
}

fn read(lab: &Lab, editor: &str) -> String {
    fs::read_to_string(file(lab, editor)).unwrap()
}

fn are_old(lab: &Lab) -> bool {
    FILES.iter().all(|(editor, old, _)| read(lab, editor) == *old)
}

fn are_new(lab: &Lab) -> bool {
    FILES.iter().all(|(editor, _, new)| read(lab, editor) == *new)
}

fn fix(lab: &Lab) -> Ran {
    lab.upgo(["doctor", "--fix", "editor.pins-go", "--yes", "--json"]).succeeds()
}

fn finding(lab: &Lab) -> Option<Value> {
    let report = lab.upgo(["doctor", "--json"]).succeeds().json();
    fits("doctor", &report);
    report["findings"].as_array().unwrap().iter().find(|finding| finding["id"] == "editor.pins-go").cloned()
}

#[test]
fn what_selects_a_go_is_shown_removed_and_restored_byte_for_byte() {
    let lab = lab();
    put(&lab);
    let found = finding(&lab).unwrap();
    assert_eq!(found["title"], "An editor is pinned to one Go");
    assert_eq!(found["fix"]["command"], "upgo doctor --fix editor.pins-go");
    assert_eq!(found["fix"]["request"], json!({ "kind": "unpinEditors" }));
    let dry = lab.upgo(["doctor", "--fix", "editor.pins-go", "--dry-run", "--json"]).succeeds().json();
    fits("doctor-dry-run", &dry);
    let lines: Vec<&str> = dry["plans"][0]["plan"]["steps"][0]["diff"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["text"].as_str().unwrap())
        .collect();
    assert_eq!(
        lines,
        ["go.goroot=/opt/go1.26.5", "go.alternateTools.go=/opt/go1.26.5/bin/go", "go.toolsEnvVars.GOROOT=/opt/go"]
    );
    assert!(are_old(&lab), "a dry run changes nothing");
    let made = fix(&lab).json();
    fits("doctor-fix", &made);
    assert!(are_new(&lab));
    assert_eq!(finding(&lab), None);
    assert_eq!(made["left"].as_array().unwrap().iter().find(|id| *id == "editor.pins-go"), None);
    let journal =
        fs::read_dir(lab.home().join("journal")).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
    assert!(journal.into_iter().all(|text| !String::from_utf8_lossy(&text).contains("hunter2")), "only what changed");
    lab.upgo(["rollback"]).succeeds();
    assert!(are_old(&lab));
    lab.upgo(["rollback"]).succeeds(); // the undo is undone
    assert!(are_new(&lab));
    let history = lab.upgo(["history"]).succeeds().output;
    assert!(history.contains("Remove the fixed Go from editors"), "{history}");
}

#[test]
fn a_rollback_restores_what_is_still_missing_in_a_file_that_has_changed_since() {
    let lab = lab();
    let old =
        "{\n  \"go.goroot\": \"/opt/go\",\n  \"go.alternateTools\": { \"go\": \"/opt/go/bin/go\" },\n  \"a\": 1\n}\n";
    write(&lab, "Code", old);
    fix(&lab);
    let mine = "{\n  \"b\": 2,\n  \"go.goroot\": \"/mine\",\n  \"go.alternateTools\": {}\n}\n";
    write(&lab, "Code", mine);
    lab.upgo(["rollback"]).succeeds();
    let restored =
        "{\n  \"b\": 2,\n  \"go.goroot\": \"/mine\",\n  \"go.alternateTools\": {\"go\": \"/opt/go/bin/go\"}\n}\n";
    assert_eq!(read(&lab, "Code"), restored, "the user's own value stays");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(read(&lab, "Code"), mine);
}

#[test]
fn a_later_fix_keeps_what_it_made_when_an_earlier_one_is_undone() {
    let lab = lab();
    write(&lab, "Code", "{\"go.goroot\": \"/one\", \"go.alternateTools\": {\"go\": \"/one/go\"}}");
    fix(&lab);
    write(&lab, "Code", "{\"go.goroot\": \"/two\", \"go.alternateTools\": {}}");
    fix(&lab);
    let rolled = lab.upgo(["rollback", "1", "--json"]).succeeds().json();
    assert_eq!(read(&lab, "Code"), "{\"go.alternateTools\": {\"go\": \"/one/go\"}}", "{rolled:#}");
    assert!(rolled["warnings"].to_string().contains("go.goroot"), "{rolled:#}");
}

#[test]
fn a_file_that_cannot_be_edited_is_left_alone_with_the_reason() {
    let large = format!("{{\"go.goroot\": \"/x\", \"a\": \"{}\"}}", "x".repeat(50 << 20));
    for (text, reason) in [
        (&b"{\"go.goroot\": \"/x\", \"a\": \"\xff\"}"[..], "it is not text in UTF-8"),
        (b"{\"go.goroot\": \"/x\", \"a\": \"\0\"}", "it is not a text file"),
        (b"{\"go.goroot\": \"/x\" \"a\": 1}", "it is not valid JSON: "),
        (large.as_bytes(), "it is too long"),
    ] {
        let lab = lab();
        write(&lab, "Code", text);
        let found = finding(&lab).unwrap();
        let refused = lab.upgo(["doctor", "--fix", "editor.pins-go", "--yes"]).ends();
        assert_eq!(fs::read(file(&lab, "Code")).unwrap(), text);
        if found["fix"].is_null() {
            assert_eq!(found["title"], "The settings of an editor cannot be read", "{found:#}");
        } else {
            assert!(refused.errors.contains(reason), "{reason}: {}", refused.errors);
        }
        assert_ne!(refused.code, Some(0), "{}", refused.errors);
        // another file is still edited
        write(&lab, "Cursor", FILES[1].1);
        let made = fix(&lab).json();
        assert_eq!(read(&lab, "Cursor"), FILES[1].2);
        assert!(made["fixed"][0]["change"]["warnings"].to_string().contains(reason), "{made:#}");
        assert_eq!(fs::read(file(&lab, "Code")).unwrap(), text);
    }
}

#[test]
fn a_path_of_upgos_own_that_leads_to_the_go_in_use_pins_nothing() {
    let lab = lab();
    let (sdk, go) = (lab.home().join("sdk"), lab.home().join("bin").join(if cfg!(windows) { "go.exe" } else { "go" }));
    write(&lab, "Code", json!({ "go.goroot": sdk, "go.alternateTools": { "go": go } }).to_string());
    assert_eq!(finding(&lab), None);
    let fixed = lab.home().join("toolchains").join("go1.26.6");
    write(&lab, "Code", json!({ "go.goroot": fixed, "go.alternateTools": { "go": go } }).to_string());
    fix(&lab);
    assert_eq!(read(&lab, "Code"), json!({ "go.alternateTools": { "go": go } }).to_string());
}

#[cfg(unix)] // Windows lets only an administrator make links
#[test]
fn a_link_stays_and_its_file_is_edited_if_it_is_in_the_home_folder() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let lab = lab();
    let dotfiles = lab.user().join("dotfiles").join("vscode.json");
    fs::create_dir_all(dotfiles.parent().unwrap()).unwrap();
    fs::write(&dotfiles, FILES[0].1).unwrap();
    fs::set_permissions(&dotfiles, fs::Permissions::from_mode(0o640)).unwrap();
    for editor in ["Code", "VSCodium"] {
        fs::create_dir_all(file(&lab, editor).parent().unwrap()).unwrap();
        symlink(&dotfiles, file(&lab, editor)).unwrap();
    }
    fix(&lab);
    assert!(file(&lab, "Code").is_symlink() && file(&lab, "VSCodium").is_symlink());
    assert_eq!(fs::read_to_string(&dotfiles).unwrap(), FILES[0].2);
    assert_eq!(dotfiles.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(fs::read_to_string(&dotfiles).unwrap(), FILES[0].1);

    let outside = lab.path("shared.json");
    fs::write(&outside, FILES[0].1).unwrap();
    for editor in ["Code", "VSCodium"] {
        fs::remove_file(file(&lab, editor)).unwrap();
        symlink(&outside, file(&lab, editor)).unwrap();
    }
    let refused = lab.upgo(["doctor", "--fix", "editor.pins-go", "--yes"]).ends();
    assert_ne!(refused.code, Some(0));
    assert!(refused.errors.contains("outside your home folder"), "{}", refused.errors);
    assert_eq!(fs::read_to_string(&outside).unwrap(), FILES[0].1);
}
