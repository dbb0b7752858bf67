//! A Git repository of the user that names an old Go. Git is the real one, with the user's own configuration only.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;
use upgo_engine::base::digest::Sha256;
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;

/// The files of a repository, and what its commit makes of them.
pub(crate) const FILES: &[(&str, &str, &str)] = &[
    ("go.mod", "module example.com/m // ours\n\ngo 1.26.5\n", "module example.com/m // ours\n\ngo 1.26.6\n"),
    ("Dockerfile", "FROM golang:1.26.5-alpine\r\n", "FROM golang:1.26.6-alpine\r\n"),
    ("main.go", "package main\n\nfunc main() {}\n", "package main\n\nfunc main() {}\n"),
];

/// The folder of the repository of [`put`].
#[cfg(unix)]
pub(crate) fn place(lab: &Lab) -> PathBuf {
    lab.user().join("repository")
}

/// Makes a repository for tests of faults.
pub(crate) fn put(lab: &Lab) {
    make(lab, "../repository");
}

/// Writes the rehearsal that has tried `go fix` of go1.27.3 on [`put`]'s repository, which works with a new comment.
pub(crate) fn put_fixes(lab: &Lab) {
    let folder = lab.user().join("repository");
    let (old, new) = ("func main() {}\n", "// main ends.\nfunc main() {}\n");
    let (before, digest) = (FILES[2].1, |text: &str| Sha256::of(text.as_bytes()));
    let after = before.replace(old, new);
    let lines = json!([{ "removed": old }, { "added": "// main ends.\n" }, { "added": old }]);
    let edit = json!({
        "path": { "text": "main.go" }, "was": digest(before), "becomes": digest(&after),
        "hunks": [{ "before": 3, "after": 3, "lines": lines }],
    });
    let at = "2026-08-20T00:00:00Z";
    let commit = git(lab, &folder, &["rev-parse", "HEAD"]);
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
    let kept = json!({ "at": at, "projects": [{ "folder": { "text": folder }, "fixes": { "commit": commit, "files": [edit] } }] });
    let cache = lab.home().join("cache");
    fs::create_dir_all(&cache).unwrap();
    for (name, value) in [("rehearsal-go1.27.3.json", report), ("fixes-go1.27.3.json", kept)] {
        fs::write(cache.join(name), value.to_string()).unwrap();
    }
}

/// The user's Git, which reads only the configuration in the user's folder.
pub(crate) fn git(lab: &Lab, folder: &Path, arguments: &[&str]) -> String {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(arguments).env("HOME", lab.user()).env("GIT_CONFIG_NOSYSTEM", "1");
    git.env_remove("XDG_CONFIG_HOME");
    let ran = git.output_in_time().unwrap();
    assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap().trim_end().to_owned()
}

/// A repository of a user whom Git knows, with one commit.
pub(crate) fn make(lab: &Lab, name: &str) -> PathBuf {
    let folder = lab.user().join("code").join(name);
    fs::create_dir_all(&folder).unwrap();
    let identity = "[user]\n\tname = Zoë\n\temail = zoe@example.com\n[init]\n\tdefaultBranch = main\n";
    fs::write(lab.user().join(".gitconfig"), identity).unwrap();
    git(lab, &folder, &["init", "-q"]);
    for (name, old, _) in FILES {
        fs::write(folder.join(name), old).unwrap();
    }
    git(lab, &folder, &["add", "."]);
    git(lab, &folder, &["commit", "-q", "-m", "first"]);
    folder
}

/// The names of the branches.
#[cfg(unix)]
pub(crate) fn branches(lab: &Lab, folder: &Path) -> String {
    git(lab, folder, &["for-each-ref", "--format=%(refname:short)", "refs/heads"]).replace('\n', " ")
}
