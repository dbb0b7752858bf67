//! `projects raise --commit`: each repository gets the raised lines as one commit on a new branch, and nothing else of it
//! changes. `real_go` rehearses real projects first, and `faults` ends it at any point.
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;
use upgo_testkit::vulns::Vulns;

use crate::lab;
use crate::repository::{FILES, branches, git, make};
use crate::schemas::fits;

/// A user of go1.26.5, who has go1.26.6, too, and knows the vulnerabilities of August 2026.
fn user() -> Lab {
    let lab = lab();
    let url = Vulns::real().serve(&lab.server);
    let lab = lab.with_variable("UPGO_VULN_URL", url).with_release("go1.26.5").with_release("go1.26.6");
    lab.upgo(["install", "1.26.6"]).succeeds();
    lab.upgo(["install", "1.26.5", "--use"]).succeeds();
    lab.upgo(["check"]).succeeds();
    lab
}

const RAISE: [&str; 7] = ["projects", "raise", "--go", "1.26.6", "--ci", "--commit", "--without-rehearsal"];

fn raise(lab: &Lab, more: &[&str]) -> Value {
    let code = lab.user().join("code").display().to_string();
    lab.upgo(RAISE.iter().copied().chain(more.iter().copied()).chain(["--json", &code])).succeeds().json()
}

/// Everything that the user sees of a repository: the files with their times, what is checked out, and its branches.
fn seen(lab: &Lab, folder: &Path) -> Vec<String> {
    let mut seen: Vec<String> = vec![
        git(lab, folder, &["rev-parse", "HEAD", "--abbrev-ref", "HEAD"]),
        git(lab, folder, &["for-each-ref"]),
        format!("{:?}", fs::read(folder.join(".git/index")).unwrap()),
    ];
    for (name, ..) in FILES {
        let file = folder.join(name);
        seen.push(format!("{name} {:?} {:?}", fs::read(&file).unwrap(), file.metadata().unwrap().modified().unwrap()));
    }
    seen
}

#[test]
fn a_repository_gets_one_commit_on_a_new_branch_and_a_rollback_removes_it() {
    let lab = user();
    let folder = make(&lab, "größe und mehr");
    let before = seen(&lab, &folder);
    let dry = raise(&lab, &["--dry-run"]);
    fits("dry-run", &dry);
    let step = &dry["plan"]["steps"][0];
    assert_eq!((&step["kind"], dry["plan"]["steps"].as_array().unwrap().len()), (&json!("editProject"), 1), "{dry:#}");
    let patch = step["patch"].as_str().unwrap();
    for line in ["    Raise Go to 1.26.6", "-go 1.26.5", "+go 1.26.6", "+FROM golang:1.26.6-alpine"] {
        assert!(patch.lines().any(|shown| shown == line), "{line} in {patch}");
    }
    assert_eq!(seen(&lab, &folder), before, "a dry run changes nothing");

    let changed = raise(&lab, &[]);
    fits("change", &changed);
    assert_eq!(changed["branch"], "upgo/go1.26.6", "{changed:#}");
    assert_eq!(branches(&lab, &folder), "main upgo/go1.26.6");
    for (name, _, new) in FILES {
        let mut show = Command::new("git");
        show.arg("-C").arg(&folder).args(["cat-file", "blob", &format!("upgo/go1.26.6:{name}")]);
        assert_eq!(String::from_utf8(show.output_in_time().unwrap().stdout).unwrap(), *new, "{name}");
    }
    assert_eq!(
        git(&lab, &folder, &["log", "-1", "--format=%an <%ae> %cn %s", "upgo/go1.26.6"]),
        "Zoë <zoe@example.com> Zoë Raise Go to 1.26.6"
    );
    assert_eq!(git(&lab, &folder, &["rev-parse", "upgo/go1.26.6^"]), git(&lab, &folder, &["rev-parse", "main"]));
    assert_eq!(git(&lab, &folder, &["diff", "--name-only", "main", "upgo/go1.26.6"]), "Dockerfile\ngo.mod");
    git(&lab, &folder, &["fsck", "--strict"]);
    let commit = git(&lab, &folder, &["rev-parse", "upgo/go1.26.6"]);

    lab.upgo(["rollback"]).succeeds();
    assert_eq!(seen(&lab, &folder), before);
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(
        git(&lab, &folder, &["rev-parse", "upgo/go1.26.6"]),
        commit,
        "the undo of an undo makes the same commit"
    );
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(seen(&lab, &folder), before);
}

/// Why each repository is left out, and one that is not.
#[test]
fn a_repository_that_is_not_as_its_commit_is_left_out_and_named() {
    let lab = user();
    let make = |name: &str| make(&lab, name);
    let good = make("good");
    fs::write(good.join("notes.txt"), "what Go does not read may be untracked").unwrap();
    fs::write(make("edited").join("main.go"), "package main\n\nfunc main() { println() }\n").unwrap();
    fs::write(make("new file").join("other.go"), "package main\n").unwrap();
    let staged = make("staged");
    fs::write(staged.join("main.go"), "package main\n\nfunc main() { println() }\n").unwrap();
    git(&lab, &staged, &["add", "."]);
    git(&lab, &make("detached"), &["checkout", "-q", "--detach"]);
    git(&lab, &make("taken"), &["branch", "upgo/go1.26.6"]);
    git(&lab, &make("prevented"), &["branch", "upgo"]);
    let unfinished = make("unfinished");
    fs::write(unfinished.join(".git/MERGE_HEAD"), git(&lab, &unfinished, &["rev-parse", "HEAD"]) + "\n").unwrap();
    let unborn = make("unborn");
    git(&lab, &unborn, &["checkout", "-q", "--orphan", "empty"]);
    let other_hash = make("sha256");
    fs::remove_dir_all(other_hash.join(".git")).unwrap();
    git(&lab, &other_hash, &["init", "-q", "--object-format=sha256"]);
    git(&lab, &other_hash, &["add", "."]);
    git(&lab, &other_hash, &["commit", "-q", "-m", "first"]);
    let broken = make("broken");
    fs::write(broken.join(".git/HEAD"), "nonsense").unwrap();
    fs::create_dir_all(lab.user().join("code/none")).unwrap();
    fs::write(lab.user().join("code/none/go.mod"), "module example.com/none\n\ngo 1.26.5\n").unwrap();
    git(
        &lab,
        &make("around"),
        &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../good", "inner"],
    );
    git(&lab, &lab.user().join("code/around"), &["commit", "-q", "-m", "inner"]);

    let changed = raise(&lab, &[]);
    let warnings: Vec<String> =
        changed["warnings"].as_array().unwrap().iter().map(|it| it["message"].to_string()).collect();
    let says = |name: &str, why: &str| {
        let found =
            warnings.iter().any(|said| said.contains(&format!("code/{name} is left out")) && said.contains(why));
        assert!(found, "{name}, {why}: {warnings:#?}");
    };
    says("edited", "main.go is not committed");
    says("new file", "other.go is not committed");
    says("staged", "main.go is not committed");
    says("detached", "no branch");
    says("taken", "already has a branch upgo/go1.26.6");
    says("prevented", "already has a branch upgo\"");
    says("unfinished", "unfinished");
    says("unborn", "no branch");
    says("sha256", "Git's data cannot be read");
    says("broken", "Git's data cannot be read");
    says("none", "in no Git repository");
    says("around/inner", "another folder");
    assert_eq!(branches(&lab, &good), "main upgo/go1.26.6");
    assert_eq!(branches(&lab, &lab.user().join("code/around")), "main upgo/go1.26.6");
    assert_eq!(branches(&lab, &staged), "main");
}

#[test]
fn without_a_name_and_address_nothing_is_committed() {
    let lab = user();
    let folder = make(&lab, "m");
    fs::remove_file(lab.user().join(".gitconfig")).unwrap();
    let changed = raise(&lab, &[]);
    assert_eq!(changed["changed"], false, "{changed:#}");
    assert!(changed["warnings"][0]["message"].as_str().unwrap().contains("user.name"), "{changed:#}");
    assert_eq!(branches(&lab, &folder), "main");
}

#[test]
fn a_branch_on_which_somebody_built_stays() {
    let lab = user();
    let (built_on, checked_out, gone) = (make(&lab, "a"), make(&lab, "b"), make(&lab, "c"));
    raise(&lab, &["--branch", "go/fix"]);
    for folder in [&built_on, &checked_out] {
        git(&lab, folder, &["checkout", "-q", "go/fix"]);
    }
    git(&lab, &built_on, &["commit", "-q", "--allow-empty", "-m", "more"]);
    git(&lab, &built_on, &["checkout", "-q", "main"]);
    git(&lab, &gone, &["branch", "-q", "-D", "go/fix"]);
    let blocked = lab.upgo(["rollback", "--json"]).exits(1).json();
    assert_eq!(blocked["error"]["code"], "UPGO-UNDO-BLOCKED", "{blocked:#}");
    assert_eq!([&built_on, &checked_out].map(|it| branches(&lab, it)), ["go/fix main", "go/fix main"]);
    git(&lab, &checked_out, &["checkout", "-q", "main"]);
    let undone = lab.upgo(["rollback", "--json"]).succeeds().json();
    assert_eq!(undone["warnings"].as_array().unwrap().len(), 2, "{undone:#}");
    assert_eq!([&built_on, &checked_out].map(|it| branches(&lab, it)), ["go/fix main", "main"]);
}

#[test]
fn a_second_work_tree_gets_its_own_commit_and_one_of_another_folder_none() {
    let lab = user();
    let folder = make(&lab, "m");
    let second = lab.user().join("second");
    git(&lab, &folder, &["worktree", "add", "-q", "-b", "topic", &second.display().to_string()]);
    let place = second.display().to_string();
    lab.upgo(RAISE.iter().copied().chain([&*place])).succeeds();
    assert_eq!(branches(&lab, &folder), "main topic upgo/go1.26.6");
    git(&lab, &second, &["checkout", "-q", "upgo/go1.26.6"]);
    lab.upgo(["rollback"]).exits(1);
    assert_eq!(branches(&lab, &folder), "main topic upgo/go1.26.6", "the second work tree has it checked out");

    let liar = lab.user().join("code/liar");
    fs::create_dir_all(&liar).unwrap();
    for (name, old, _) in FILES {
        fs::write(liar.join(name), old).unwrap();
    }
    for target in [folder.join(".git"), folder.join(".git/worktrees/second")] {
        fs::write(liar.join(".git"), format!("gitdir: {}\n", target.display())).unwrap();
        let changed = lab.upgo(RAISE.iter().copied().chain(["--branch", "lie", "--json", &liar.display().to_string()]));
        let changed = changed.succeeds().json();
        assert_eq!(changed["changed"], false, "{changed:#}");
        assert_eq!(branches(&lab, &folder), "main topic upgo/go1.26.6");
    }
}

/// A program that a repository names, which leaves a mark if it runs.
#[test]
fn no_program_that_a_repository_names_is_started() {
    let lab = user();
    let folder = make(&lab, "m");
    let (program, mark) = (lab.path("planted.sh"), lab.path("planted-ran"));
    fs::write(&program, format!("#!/bin/sh\ntouch '{}'\ncat\n", mark.display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let planted = program.display().to_string();
    for key in [
        "core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "diff.external", "filter.planted.clean",
        "filter.planted.smudge", "filter.planted.process", "gpg.program", "gpg.ssh.defaultKeyCommand",
        "credential.helper",
    ] {
        git(&lab, &folder, &["config", key, &planted]);
    }
    for (key, value) in
        [("commit.gpgSign", "true"), ("filter.planted.required", "true"), ("core.hooksPath", ".git/hooks")]
    {
        git(&lab, &folder, &["config", key, value]);
    }
    fs::create_dir_all(folder.join(".git/info")).unwrap();
    fs::write(folder.join(".git/info/attributes"), "* filter=planted diff=planted\n").unwrap();
    for hook in
        ["pre-commit", "commit-msg", "post-commit", "reference-transaction", "post-index-change", "fsmonitor-watchman"]
    {
        fs::create_dir_all(folder.join(".git/hooks")).unwrap();
        fs::copy(&program, folder.join(".git/hooks").join(hook)).unwrap();
    }
    // its time is not that of the index, so the content is compared
    fs::write(folder.join("main.go"), FILES[2].1).unwrap();
    raise(&lab, &[]);
    lab.upgo(["rollback"]).succeeds();
    assert!(!mark.exists(), "a program of the repository ran");
    git(&lab, &folder, &["-c", "core.pager=cat", "branch", "x"]);
    assert!(mark.exists(), "Git itself runs it");
}

#[test]
fn a_repository_of_another_account_or_without_the_right_to_write_is_left_out() {
    let lab = user();
    let (good, foreign, closed) = (make(&lab, "good"), make(&lab, "foreign"), make(&lab, "closed"));
    let place = lab.user().join("code").display().to_string();
    let words = || RAISE.iter().copied().chain(["--json", &*place]);
    let run = lab.upgo_without_rights(words()).filter(|_| lab.give_home_to_nobody());
    let Some(run) = run else {
        println!("SKIPPED: setpriv is not installed, and root may write everywhere");
        return;
    };
    let given = Command::new("chown").args(["-R", "0:0"]).arg(&foreign).status_in_time();
    assert!(given.unwrap().success());
    for part in ["objects", "refs/heads"] {
        fs::set_permissions(closed.join(".git").join(part), fs::Permissions::from_mode(0o555)).unwrap();
    }
    let changed = run.succeeds().json();
    let warnings = changed["warnings"].to_string();
    assert!(warnings.contains("code/closed is left out: you cannot write to its Git data"), "{changed:#}");
    assert!(warnings.contains("code/foreign is left out: Git's data cannot be read"), "{changed:#}");
    let heads = |folder: &Path| fs::read_dir(folder.join(".git/refs/heads")).unwrap().count();
    assert_eq!([heads(&good), heads(&foreign), heads(&closed)], [2, 1, 1]);
}
