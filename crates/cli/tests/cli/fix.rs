//! `projects fix` with real Go: what `go fix` changes is written as it was tried, and nothing else. `faults` ends it at any
//! point.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;

use crate::kill::Victim;
use crate::real_go::quick_lab;
use crate::schemas::fits;

/// One place, of neighbouring lines: `any` and `max`.
const OLD: &str = "package p\n\nfunc Max(a, b int, _ interface{}) int {\n\tm := a\n\tif b > m {\n\t\tm = b\n\t}\n\treturn \
                   m\n}\n";
const FIXED: &str = "package p\n\nfunc Max(a, b int, _ any) int {\n\tm := max(b, a)\n\treturn m\n}\n";
const TEST: &str = "package p\n\nimport \"testing\"\n\nfunc TestMax(t *testing.T) {\n\tif Max(1, 2, nil) != 2 \
                    {\n\t\tt.Fatal(\"wrong\")\n\t}\n}\n";
/// A test that notices a change of the source.
const READS_SOURCE: &str = "package p\n\nimport (\n\t\"bytes\"\n\t\"os\"\n\t\"testing\"\n)\n\nfunc TestSource(t *testing.T) \
                            {\n\tsource, err := os.ReadFile(\"p.go\")\n\tif err != nil || !bytes.Contains(source, \
                            []byte(\"interface{}\")) {\n\t\tt.Fatal(\"changed\", err)\n\t}\n}\n";

fn ready() -> Option<Lab> {
    let lab = quick_lab()?.with_variable("CGO_ENABLED", "0");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    Some(lab)
}

/// A repository with these files.
fn repository(lab: &Lab, name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = lab.user().join("code").join(name);
    fs::create_dir_all(folder.join(".git")).unwrap();
    fs::write(folder.join("go.mod"), "module example.com/m\n\ngo 1.26.0\n").unwrap();
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn code(lab: &Lab) -> String {
    lab.user().join("code").display().to_string()
}

/// The files below a folder, with their texts.
fn seen(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut seen = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            seen.append(&mut self::seen(&entry));
        } else {
            let text = fs::read_to_string(&entry).unwrap();
            seen.insert(entry, text);
        }
    }
    seen
}

fn says(changed: &Value, name: &str, why: &str) {
    let warnings = changed["warnings"].as_array().unwrap();
    let says = |warning: &Value| {
        let said = warning["message"].as_str().unwrap();
        said.contains(&format!("code/{name} is left out")) && said.contains(why)
    };
    assert!(warnings.iter().any(says), "{name}, {why}: {warnings:#?}");
}

#[test]
#[ignore = "long"]
fn what_works_is_written_and_a_rollback_restores_it() {
    let Some(lab) = ready() else { return };
    let good = repository(&lab, "größe und mehr", &[("p.go", OLD), ("p_test.go", TEST)]);
    let inner =
        [("a.go", "package a\n"), ("inner/p.go", OLD), ("inner/go.mod", "module example.com/in\n\ngo 1.26.0\n")];
    let two = repository(&lab, "two", &inner);
    let windows = repository(&lab, "windows", &[("p.go", &OLD.replace('\n', "\r\n"))]);
    repository(&lab, "reads", &[("p.go", OLD), ("p_test.go", READS_SOURCE)]);
    let plain = repository(&lab, "plain", &[("p.go", OLD)]);
    fs::remove_dir(plain.join(".git")).unwrap();
    let mut expected = seen(&lab.user().join("code"));
    let before = expected.clone();
    for file in [good.join("p.go"), two.join("inner/p.go"), plain.join("p.go")] {
        expected.insert(file, FIXED.to_owned());
    }
    expected.insert(windows.join("p.go"), FIXED.replace('\n', "\r\n"));

    let changed = lab.upgo(["projects", "fix", &code(&lab), "--go", "1.27.3", "--test", "--json"]).succeeds().json();
    fits("change", &changed);
    says(&changed, "reads", "1 place in 1 file; then go test fails");
    assert_eq!(seen(&lab.user().join("code")), expected, "{changed:#}");
    let commits = changed["toCommit"].as_array().unwrap();
    let named: Vec<_> = commits.iter().map(|one| (&one["repository"], &one["files"][0])).collect();
    let of = |folder: &Path, file: &str| (json!(folder), json!(file));
    let wanted = [of(&good, "p.go"), of(&two, "inner/p.go"), of(&windows, "p.go")];
    assert_eq!(named, wanted.iter().map(|(folder, file)| (folder, file)).collect::<Vec<_>>());
    assert_eq!(
        (&commits[0]["message"], &commits[0]["branch"]),
        (&json!("Apply go fix of Go 1.27.3"), &json!("upgo/go1.27.3-fix"))
    );

    lab.upgo(["rollback"]).succeeds();
    assert_eq!(seen(&lab.user().join("code")), before);
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(seen(&lab.user().join("code")), expected, "the undo of an undo writes the same");
}

#[test]
#[ignore = "long"]
fn what_was_tried_is_written_only_if_it_is_still_the_same() {
    let Some(lab) = ready() else { return };
    let folder = repository(&lab, "m", &[("p.go", OLD), ("p_test.go", TEST)]);
    let (code, file) = (code(&lab), folder.join("p.go"));
    let text = || fs::read_to_string(&file).unwrap();
    let fix = |more: &[&str]| {
        let words = ["projects", "fix", &code, "--go", "1.27.3"];
        lab.upgo(words.iter().chain(more).copied().chain(["--json"])).succeeds().json()
    };
    says(&fix(&["--dry-run"]), "m", "what `go fix` changes in it was not tried");
    let tried = lab.upgo(["rehearse", "1.27.3", &code, "--fixes"]).succeeds().output;
    assert!(tried.contains("`upgo projects fix --tried --go 1.27.3 "), "{tried}");
    let dry = fix(&["--dry-run"]);
    fits("dry-run", &dry);
    let patch = dry["plan"]["steps"][0]["patch"].as_str().unwrap();
    for line in ["--- a/p.go", "+\tm := max(b, a)"] {
        assert!(patch.lines().any(|shown| shown == line), "{line} in {patch}");
    }
    assert_eq!(text(), OLD);

    // another file of the module decides whether the fixes work, too
    let other = folder.join("q.go");
    fs::write(&other, "package p\n").unwrap();
    let changed = fix(&["--tried"]);
    says(&changed, "m", "it has changed since it was tried");
    assert_eq!((&changed["changed"], text()), (&json!(false), OLD.to_owned()), "{changed:#}");
    fs::remove_file(&other).unwrap();
    // an editor may save its own settings meanwhile
    fs::create_dir(folder.join(".idea")).unwrap();
    fs::write(folder.join(".idea/workspace.xml"), "<x/>").unwrap();
    assert_eq!((&fix(&["--tried"])["changed"], text()), (&json!(true), FIXED.to_owned()));
    lab.upgo(["rollback"]).succeeds();
    // a rehearsal without the fixes forgets them
    lab.upgo(["rehearse", "1.27.3", &code]).succeeds();
    says(&fix(&["--tried"]), "m", "was not tried");
    // a file that is damaged, or that names something else, is not believed
    lab.upgo(["rehearse", "1.27.3", &code, "--fixes"]).succeeds();
    let kept = lab.home().join("cache/rehearsal-go1.27.3.tried.json");
    let whole = fs::read_to_string(&kept).unwrap();
    for damaged in ["{", &whole.replace("any", "ani"), &whole.replacen("p.go", "../p.go", 1)] {
        let damaged = damaged.split(",\"sum\"").next().unwrap().trim_end_matches('}').to_owned() + "}";
        fs::write(&kept, damaged).unwrap();
        assert_eq!((&fix(&["--tried"])["changed"], text()), (&json!(false), OLD.to_owned()));
    }
}

#[test]
#[ignore = "long"]
fn a_kill_while_it_tries_leaves_no_copy_and_no_edit() {
    let Some(lab) = ready() else { return };
    let folder = repository(&lab, "m", &[("p.go", OLD), ("p_test.go", TEST)]);
    let before = seen(&folder);
    let words = ["projects", "fix", &code(&lab), "--go", "1.27.3", "--yes", "--progress", "json"];
    let mut victim = Victim::start(lab.upgo(words));
    assert!(victim.events().any(|event| event.contains("rehearsing") && event.contains("\"phase\":\"fix\"")));
    victim.kill();
    lab.upgo(["upgrade"]).succeeds(); // any change tidies up
    assert!(!lab.home().join("cache/rehearsal").exists());
    assert_eq!(seen(&folder), before);
}
