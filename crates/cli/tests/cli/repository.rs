//! A Git repository of the user that names an old Go.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde_json::json;
use upgo_engine::base::digest::Sha256;
use upgo_testkit::lab::Lab;

/// The files of a repository, and what a raise to go1.26.6 makes of them.
pub(crate) const FILES: &[(&str, &str, &str)] = &[
    ("go.mod", "module example.com/m // ours\n\ngo 1.26.5\n", "module example.com/m // ours\n\ngo 1.26.6\n"),
    ("Dockerfile", "FROM golang:1.26.5-alpine\r\n", "FROM golang:1.26.6-alpine\r\n"),
    ("main.go", "package main\n\nfunc main() {}\n", "package main\n\nfunc main() {}\n"),
];
/// What the fixes of [`put_fixes`] make of `main.go`.
pub(crate) const FIXED: &str = "package main\n\n// main ends.\nfunc main() {}\n";

/// The folder of the repository of [`put`].
pub(crate) fn place(lab: &Lab) -> PathBuf {
    lab.user().join("repository")
}

/// Makes a repository. What Git keeps in it is of no use to anybody: nothing may read it.
pub(crate) fn make(folder: &Path) {
    fs::create_dir_all(folder.join(".git")).unwrap();
    fs::write(folder.join(".git/HEAD"), "\0nonsense").unwrap();
    for (name, old, _) in FILES {
        fs::write(folder.join(name), old).unwrap();
    }
}

/// Makes a repository for tests of faults.
pub(crate) fn put(lab: &Lab) {
    make(&place(lab));
}

/// The names, sizes and times of the files of a folder, as a trial keeps them.
fn seal(folder: &Path) -> Sha256 {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        let found = entry.metadata().unwrap();
        if found.is_file() {
            let time = found.modified().unwrap().duration_since(UNIX_EPOCH).unwrap();
            files.insert(entry.path(), format!("{}\n{}\n", found.len(), time.as_nanos()));
        }
    }
    let lines: Vec<String> = files.iter().map(|(path, rest)| format!("{}\n{rest}", path.display())).collect();
    Sha256::of(lines.concat().as_bytes())
}

/// Writes the rehearsal that has tried `go fix` of go1.27.3 on [`put`]'s repository, which works with a new comment.
pub(crate) fn put_fixes(lab: &Lab) {
    let folder = place(lab);
    let (before, digest) = (FILES[2].1, |text: &str| Sha256::of(text.as_bytes()));
    let old = "func main() {}\n";
    let lines = json!([{ "removed": old }, { "added": "// main ends.\n" }, { "added": old }]);
    let edit = json!({
        "path": { "text": "main.go" }, "was": digest(before), "becomes": digest(FIXED),
        "hunks": [{ "before": 3, "after": 3, "lines": lines }],
    });
    let at = "2026-08-20T00:00:00Z";
    let fixes = json!({
        "outcome": "works", "says": "works", "places": 1, "files": 1, "passingTests": null, "diff": "",
        "isCut": false, "differences": [],
    });
    let project = json!({
        "folder": folder, "module": "example.com/m", "verdict": "same", "reason": null, "differences": [], "more": 0,
        "failingWithBoth": 0, "phases": [], "binaries": [], "fixes": fixes,
    });
    let report = json!({
        "at": at, "from": "go1.26.6", "to": "go1.27.3", "tests": false, "verdict": "same", "projects": [project],
        "milliseconds": 1, "fixes": { "says": "works", "places": 1, "projects": 1 }, "warnings": [],
    });
    let tried = json!({ "root": { "text": folder }, "seal": seal(&folder), "raised": digest("[]"), "fixes": [edit] });
    let kept = json!({ "at": at, "projects": [{ "folder": { "text": folder }, "tried": tried }] });
    let cache = lab.home().join("cache");
    fs::create_dir_all(&cache).unwrap();
    for (name, value) in [("rehearsal-go1.27.3.json", report), ("rehearsal-go1.27.3.tried.json", kept)] {
        fs::write(cache.join(name), value.to_string()).unwrap();
    }
}
