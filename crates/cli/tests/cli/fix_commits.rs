//! `projects fix` with real Go and real Git: what `go fix` changes becomes one commit on a new branch, and nothing else of
//! a repository changes. `faults` ends it at any point.
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;

use crate::kill::Victim;
use crate::real_go::quick_lab;
use crate::repository::{branches, git, make};
use crate::schemas::fits;

const BRANCH: &str = "upgo/go1.27.3-fix";
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

/// A repository whose commit has these files.
fn repository(lab: &Lab, name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = make(lab, name);
    for file in ["Dockerfile", "main.go"] {
        fs::remove_file(folder.join(file)).unwrap();
    }
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let names = folder.file_name().unwrap().to_str().unwrap().replace(|letter: char| !letter.is_ascii(), "x");
    fs::write(folder.join("go.mod"), format!("module example.com/{}\n\ngo 1.26.0\n", names.replace(' ', "-"))).unwrap();
    git(lab, &folder, &["add", "."]);
    git(lab, &folder, &["commit", "-q", "-m", "second"]);
    folder
}

fn code(lab: &Lab) -> String {
    lab.user().join("code").display().to_string()
}

/// Everything that the user sees of a repository, besides the new branch: the files, the index, and the other branches.
fn seen(lab: &Lab, folder: &Path) -> Vec<String> {
    let mut seen = vec![
        git(lab, folder, &["rev-parse", "HEAD", "--abbrev-ref", "HEAD"]),
        git(lab, folder, &["for-each-ref", "--exclude", &format!("refs/heads/{BRANCH}")]),
        format!("{:?}", fs::read(folder.join(".git/index")).unwrap()),
    ];
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() && !entry.ends_with(".git") {
                folders.push(entry);
            } else if entry.is_file() {
                let changed = entry.metadata().unwrap().modified().unwrap();
                seen.push(format!("{} {:?} {changed:?}", entry.display(), fs::read(&entry).unwrap()));
            }
        }
    }
    seen
}

fn committed(lab: &Lab, folder: &Path, file: &str) -> String {
    git(lab, folder, &["cat-file", "blob", &format!("{BRANCH}:{file}")]) + "\n"
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
fn what_works_is_committed_and_a_rollback_removes_it() {
    let Some(lab) = ready() else { return };
    let good = repository(&lab, "größe und mehr", &[("p.go", OLD), ("p_test.go", TEST)]);
    let inner =
        [("a.go", "package a\n"), ("inner/p.go", OLD), ("inner/go.mod", "module example.com/in\n\ngo 1.26.0\n")];
    let two = repository(&lab, "two", &inner);
    let windows = repository(&lab, "windows", &[("p.go", OLD)]);
    git(&lab, &windows, &["config", "core.autocrlf", "true"]);
    fs::write(windows.join("p.go"), OLD.replace('\n', "\r\n")).unwrap();
    git(&lab, &windows, &["add", "--renormalize", "."]);
    let reads = repository(&lab, "reads", &[("p.go", OLD), ("p_test.go", READS_SOURCE)]);
    let dirty = repository(&lab, "dirty", &[("p.go", OLD)]);
    fs::write(dirty.join("q.go"), "package p\n").unwrap();
    let ignored = repository(&lab, "ignored", &[("p.go", "package p\n"), (".gitignore", "made.go\n")]);
    fs::write(ignored.join("made.go"), OLD).unwrap();
    let plain = lab.user().join("code/plain");
    fs::create_dir_all(&plain).unwrap();
    fs::write(plain.join("go.mod"), "module example.com/plain\n\ngo 1.26.0\n").unwrap();
    fs::write(plain.join("p.go"), OLD).unwrap();
    let all = [&good, &two, &windows, &reads, &dirty, &ignored];
    let before: Vec<_> = all.iter().map(|folder| seen(&lab, folder)).collect();
    let is_untouched = || assert!(all.iter().zip(&before).all(|(folder, before)| seen(&lab, folder) == *before));

    let changed = lab.upgo(["projects", "fix", &code(&lab), "--go", "1.27.3", "--test", "--json"]).succeeds().json();
    fits("change", &changed);
    assert_eq!((&changed["action"], &changed["branch"]), (&json!("fixProjects"), &json!(BRANCH)), "{changed:#}");
    says(&changed, "reads", "1 place in 1 file; then go test fails");
    says(&changed, "dirty", "q.go is not committed");
    says(&changed, "ignored", "made.go is not in its newest commit");
    says(&changed, "plain", "it is in no Git repository");
    let with = format!("main {BRANCH}");
    let expected = [&*with, &*with, &*with, "main", "main", "main"];
    assert_eq!(all.map(|folder| branches(&lab, folder)), expected, "{changed:#}");
    is_untouched();
    assert_eq!(committed(&lab, &good, "p.go"), FIXED);
    assert_eq!(committed(&lab, &two, "inner/p.go"), FIXED);
    assert_eq!(committed(&lab, &windows, "p.go"), FIXED, "Git stores other line ends");
    for folder in [&good, &two, &windows] {
        assert_eq!(git(&lab, folder, &["rev-parse", &format!("{BRANCH}^")]), git(&lab, folder, &["rev-parse", "main"]));
        git(&lab, folder, &["fsck", "--strict"]);
    }
    assert_eq!(git(&lab, &good, &["diff", "--name-only", "main", BRANCH]), "p.go");
    let message = git(&lab, &good, &["log", "-1", "--format=%an%n%B", BRANCH]);
    let expected = "Zoë\nApply go fix of Go 1.27.3\n\n`go fix ./...` of go1.27.3 changes 1 place in 1 file.\n\nIn a copy, \
                    everything still builds with go1.27.3, and 1 test still\npasses.";
    assert_eq!(message, expected);
    let history = lab.upgo(["history", "--json"]).succeeds().output;
    assert!(history.contains("fixProjects"), "{history}");

    let commit = git(&lab, &good, &["rev-parse", BRANCH]);
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(branches(&lab, &good), "main");
    is_untouched();
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(git(&lab, &good, &["rev-parse", BRANCH]), commit, "the undo of an undo makes the same commit");
}

#[test]
#[ignore = "long"]
fn what_was_tried_is_committed_only_if_it_is_still_the_same() {
    let Some(lab) = ready() else { return };
    let folder = repository(&lab, "m", &[("p.go", OLD), ("p_test.go", TEST)]);
    let code = code(&lab);
    let fix = |more: &[&str]| {
        let words = ["projects", "fix", &code, "--go", "1.27.3"];
        lab.upgo(words.iter().chain(more).copied().chain(["--json"])).succeeds().json()
    };
    says(&fix(&["--dry-run"]), "m", "what `go fix` changes in it was not tried");
    let tried = lab.upgo(["rehearse", "1.27.3", &code, "--fixes"]).succeeds().output;
    assert!(tried.contains("`upgo projects fix --tried --go 1.27.3 \""), "{tried}");
    let dry = fix(&["--dry-run"]);
    fits("dry-run", &dry);
    let patch = dry["plan"]["steps"][0]["patch"].as_str().unwrap();
    for line in ["    Apply go fix of Go 1.27.3", "--- a/p.go", "+\tm := max(b, a)"] {
        assert!(patch.lines().any(|shown| shown == line), "{line} in {patch}");
    }
    assert!(patch.contains("The tests were not"), "{patch}");
    assert_eq!(branches(&lab, &folder), "main");

    git(&lab, &folder, &["commit", "-q", "--allow-empty", "-m", "third"]);
    let changed = fix(&["--tried"]);
    says(&changed, "m", "it has changed since `go fix` was tried");
    assert_eq!((&changed["changed"], branches(&lab, &folder)), (&json!(false), "main".to_owned()), "{changed:#}");
    // back on the commit that was tried, but with another branch checked out
    git(&lab, &folder, &["checkout", "-q", "-b", "topic", "HEAD^"]);
    let changed = fix(&["--tried", "--branch", "go/fix"]);
    assert_eq!((&changed["branch"], branches(&lab, &folder)), (&json!("go/fix"), "go/fix main topic".to_owned()));
    let current = repository(&lab, "../current", &[("p.go", "package p\n")]);
    let said = lab.upgo(["projects", "fix", "--go", "1.27.3", &current.display().to_string()]).succeeds().output;
    assert!(said.contains("`go fix` changes nothing in your projects."), "{said}");
    // a rehearsal without the fixes forgets them
    lab.upgo(["rollback"]).succeeds();
    lab.upgo(["rehearse", "1.27.3", &code]).succeeds();
    says(&fix(&["--tried"]), "m", "was not tried");
    assert!(!lab.home().join("cache/fixes-go1.27.3.json").exists());
    // a file that is damaged, or that names something else, is not believed
    lab.upgo(["rehearse", "1.27.3", &code, "--fixes"]).succeeds();
    let file = lab.home().join("cache/fixes-go1.27.3.json");
    let kept = fs::read_to_string(&file).unwrap();
    for text in ["{", &kept.replace("any", "ani"), &kept.replacen("p.go", "../p.go", 1)] {
        let text = text.split(",\"sum\"").next().unwrap().trim_end_matches('}').to_owned() + "}";
        fs::write(&file, text).unwrap();
        let changed = fix(&["--tried"]);
        assert_eq!((&changed["changed"], branches(&lab, &folder)), (&json!(false), "main topic".to_owned()));
    }
}

#[test]
#[ignore = "long"]
fn a_hundred_repositories_are_one_change() {
    let Some(lab) = ready() else { return };
    let names: Vec<String> = (0..100).map(|number| format!("m{number}")).collect();
    let folders: Vec<PathBuf> = names.iter().map(|name| repository(&lab, name, &[("p.go", OLD)])).collect();
    lab.upgo(["projects", "fix", &code(&lab), "--go", "1.27.3"]).succeeds();
    let with = format!("main {BRANCH}");
    assert!(folders.iter().all(|folder| branches(&lab, folder) == with));
    let undone = lab.upgo(["rollback"]).succeeds();
    assert!(folders.iter().all(|folder| branches(&lab, folder) == "main"), "{undone}");
}

#[test]
#[ignore = "long"]
fn a_kill_while_it_tries_leaves_no_copy_and_no_commit() {
    let Some(lab) = ready() else { return };
    let folder = repository(&lab, "m", &[("p.go", OLD), ("p_test.go", TEST)]);
    let before = seen(&lab, &folder);
    let words = ["projects", "fix", &code(&lab), "--go", "1.27.3", "--yes", "--progress", "json"];
    let mut victim = Victim::start(lab.upgo(words));
    assert!(victim.events().any(|event| event.contains("rehearsing") && event.contains("\"phase\":\"fix\"")));
    victim.kill();
    lab.upgo(["upgrade"]).succeeds(); // any change tidies up
    assert!(!lab.home().join("cache/rehearsal").exists());
    assert_eq!((seen(&lab, &folder), branches(&lab, &folder)), (before, "main".to_owned()));
}
