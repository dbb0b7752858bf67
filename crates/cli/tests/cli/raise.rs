//! `projects raise` writes files, and says how to commit them. Nothing of Git's data is read or written. `real_go` rehearses
//! real projects first, and `faults` ends it at any point.
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;
use upgo_testkit::vulns::Vulns;

use crate::lab;
use crate::repository::{FILES, make};
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

const RAISE: [&str; 6] = ["projects", "raise", "--go", "1.26.6", "--ci", "--without-rehearsal"];

fn raise(lab: &Lab, more: &[&str]) -> Value {
    let code = lab.user().join("code").display().to_string();
    lab.upgo(RAISE.iter().copied().chain(more.iter().copied()).chain(["--json", &code])).succeeds().json()
}

fn repository(lab: &Lab, name: &str) -> PathBuf {
    let folder = lab.user().join("code").join(name);
    make(&folder);
    folder
}

/// The user's Git, which reads only the configuration in the user's folder.
fn git(lab: &Lab, folder: &Path, arguments: &[&str]) -> String {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(arguments).env("HOME", lab.user()).env("GIT_CONFIG_NOSYSTEM", "1");
    git.env_remove("XDG_CONFIG_HOME");
    let ran = git.output_in_time().unwrap();
    assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap().trim_end().to_owned()
}

/// A repository of the real Git, with one commit.
fn with_commit(lab: &Lab, name: &str) -> PathBuf {
    let folder = repository(lab, name);
    fs::remove_dir_all(folder.join(".git")).unwrap();
    let identity = "[user]\n\tname = Zoë\n\temail = zoe@example.com\n[init]\n\tdefaultBranch = main\n";
    fs::write(lab.user().join(".gitconfig"), identity).unwrap();
    git(lab, &folder, &["init", "-q"]);
    git(lab, &folder, &["add", "."]);
    git(lab, &folder, &["commit", "-q", "-m", "first"]);
    folder
}

/// Runs what the answer says to type, in the user's shell.
fn typed(lab: &Lab, changed: &Value) {
    for one in changed["toCommit"].as_array().unwrap() {
        for command in one["commands"].as_array().unwrap() {
            let mut shell = Command::new("sh");
            shell.args(["-c", command.as_str().unwrap()]).env("HOME", lab.user()).env("GIT_CONFIG_NOSYSTEM", "1");
            let ran = shell.output_in_time().unwrap();
            assert!(ran.status.success(), "{command}: {}", String::from_utf8_lossy(&ran.stderr));
        }
    }
}

fn texts(folder: &Path) -> Vec<String> {
    FILES.iter().map(|(name, ..)| fs::read_to_string(folder.join(name)).unwrap()).collect()
}

fn old() -> Vec<&'static str> {
    FILES.iter().map(|(_, old, _)| *old).collect()
}

fn new() -> Vec<&'static str> {
    FILES.iter().map(|(_, _, new)| *new).collect()
}

#[test]
fn files_are_edited_and_what_to_commit_is_said() {
    let lab = user();
    let folder = with_commit(&lab, "größe und $(touch it\u{2019}s)");
    fs::write(folder.join("notes.txt"), "not Upgo's").unwrap();
    let dry = raise(&lab, &["--dry-run"]);
    fits("dry-run", &dry);
    let patch = dry["plan"]["steps"][0]["patch"].as_str().unwrap();
    for line in ["-go 1.26.5", "+go 1.26.6", "+FROM golang:1.26.6-alpine"] {
        assert!(patch.lines().any(|shown| shown == line), "{line} in {patch}");
    }
    assert_eq!(texts(&folder), old());

    let changed = raise(&lab, &[]);
    fits("change", &changed);
    assert_eq!(texts(&folder), new());
    let commit = &changed["toCommit"][0];
    assert_eq!(commit["files"], json!(["Dockerfile", "go.mod"]), "{changed:#}");
    assert_eq!(commit["branch"], "upgo/go1.26.6");
    let message = commit["message"].as_str().unwrap();
    assert!(
        message.starts_with("Raise Go to 1.26.6, which fixes GO-2026-") && message.lines().count() == 1,
        "{message}"
    );
    typed(&lab, &changed);
    assert_eq!(
        git(&lab, &folder, &["show", "--format=%s%n%an", "--name-only"]),
        format!("{message}\nZoë\n\nDockerfile\ngo.mod")
    );
    assert_eq!(git(&lab, &folder, &["status", "--porcelain", "--branch"]), "## upgo/go1.26.6\n?? notes.txt");

    lab.upgo(["rollback"]).succeeds();
    assert_eq!(texts(&folder), old());
    let said = lab.upgo(RAISE.iter().copied().chain([&*folder.display().to_string()])).succeeds();
    assert!(
        said.output.contains("To commit it:\n  git -C '") && said.output.contains(" -- Dockerfile go.mod"),
        "{said}"
    );
}

#[test]
fn work_trees_of_one_repository_get_branches_of_their_own() {
    let lab = user();
    let folder = with_commit(&lab, "app");
    let second = lab.user().join("code/app 2");
    git(&lab, &folder, &["worktree", "add", "-q", "-b", "topic", &second.display().to_string()]);
    let changed = raise(&lab, &[]);
    assert_eq!([texts(&folder), texts(&second)], [new(), new()]);
    typed(&lab, &changed);
    assert_eq!(git(&lab, &folder, &["rev-parse", "--abbrev-ref", "HEAD"]), "upgo/go1.26.6");
    assert_eq!(git(&lab, &second, &["rev-parse", "--abbrev-ref", "HEAD"]), "upgo/go1.26.6-app2");
}

/// Git's data is a trap: a link, a pipe, an endless file. Nobody looks at it.
#[test]
fn nothing_of_gits_data_is_opened() {
    let lab = user();
    let bashrc = lab.user().join(".bashrc");
    fs::write(&bashrc, "# mine\n").unwrap();
    let pipe = |file: PathBuf| {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(&file).status_in_time().unwrap().success());
    };
    let folders: Vec<PathBuf> = ["linked", "pipes", "endless", "lying"].map(|name| repository(&lab, name)).to_vec();
    for branch in ["upgo/go1.26.6", "upgo/go1.26"] {
        let log = folders[0].join(".git/logs/refs/heads").join(branch);
        fs::create_dir_all(log.parent().unwrap()).unwrap();
        symlink(&bashrc, log).unwrap();
    }
    symlink(lab.user(), folders[0].join(".git/refs")).unwrap();
    for name in ["config", "index", "packed-refs", "commondir", "info/exclude", "objects/info/alternates"] {
        pipe(folders[1].join(".git").join(name));
    }
    fs::remove_file(folders[2].join(".git/HEAD")).unwrap();
    symlink("/dev/zero", folders[2].join(".git/HEAD")).unwrap();
    symlink("/dev/zero", folders[2].join(".git/config")).unwrap();
    fs::remove_dir_all(folders[3].join(".git")).unwrap();
    fs::write(folders[3].join(".git"), format!("gitdir: {}/.git\n", folders[0].display())).unwrap();

    let changed = raise(&lab, &[]);
    assert!(folders.iter().all(|folder| texts(folder) == new()), "{changed:#}");
    lab.upgo(["status"]).succeeds();
    lab.upgo(["rollback"]).succeeds();
    assert!(folders.iter().all(|folder| texts(folder) == old()));
    assert_eq!(fs::read_to_string(bashrc).unwrap(), "# mine\n");
}

/// What is not a plain file of the project, or cannot be written, stays and is named.
#[test]
fn links_and_files_that_cannot_be_written_are_left_out() {
    let lab = user();
    let (good, linked, work) = (repository(&lab, "good"), repository(&lab, "linked"), repository(&lab, "work"));
    let elsewhere = lab.user().join("elsewhere.mod");
    fs::rename(linked.join("go.mod"), &elsewhere).unwrap();
    symlink(&elsewhere, linked.join("go.mod")).unwrap();
    // one line decides for all modules of a workspace
    fs::create_dir(work.join("inner")).unwrap();
    fs::write(work.join("inner/go.mod"), "module example.com/inner\n\ngo 1.26.5\n").unwrap();
    fs::write(work.join("go.work"), "go 1.26.5\n\nuse (\n\t.\n\t./inner\n)\n").unwrap();
    fs::set_permissions(work.join("inner/go.mod"), std::os::unix::fs::PermissionsExt::from_mode(0o444)).unwrap();
    let changed = raise(&lab, &[]);
    assert_eq!(texts(&good), new());
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), FILES[0].1);
    assert_eq!(fs::read_to_string(work.join("go.mod")).unwrap(), FILES[0].1, "{changed:#}");
    let warnings = changed["warnings"].to_string();
    for said in ["code/work is left out", "code/work/inner is left out"] {
        assert!(warnings.contains(said), "{said}: {warnings}");
    }
}

/// Modules that replace each other get one form of the line, and a version file above both is edited once.
#[test]
fn modules_that_replace_each_other_are_raised_together() {
    let lab = user();
    let folder = repository(&lab, "m");
    let file = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    fs::create_dir(folder.join("part")).unwrap();
    file("go.mod", "module example.com/m\n\ngo 1.25\n\nreplace example.com/part => ./part\n");
    file("part/go.mod", "module example.com/part\n\ngo 1.24.0\n");
    file(".go-version", "1.25.3\n");
    let code = lab.user().join("code").display().to_string();
    lab.upgo(["projects", "raise", "--go", "1.26", "--without-rehearsal", &code]).succeeds();
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert!(read("go.mod").contains("\ngo 1.26.0\n"), "Go orders 1.26 before 1.26.0: {}", read("go.mod"));
    assert_eq!(
        (read("part/go.mod"), read(".go-version")),
        ("module example.com/part\n\ngo 1.26.0\n".to_owned(), "1.26.6\n".to_owned())
    );
}

/// An undo that had to leave a file can be repeated until nothing is left.
#[test]
fn an_undo_goes_on_where_it_had_to_stop() {
    let lab = user();
    let folders = ["a", "b", "c"].map(|name| repository(&lab, name));
    let id = raise(&lab, &[])["id"].to_string();
    let (b, c) = (folders[1].join("go.mod"), folders[2].join("Dockerfile"));
    fs::write(&b, "module example.com/m\n\ngo 1.26.6\n\nrequire example.com/x v1.0.0\n").unwrap();
    fs::remove_file(&c).unwrap();
    let undone = lab.upgo(["rollback", "--json"]).succeeds().json();
    let warnings = undone["warnings"].to_string();
    assert!(
        warnings.contains("b/go.mod stays unchanged") && warnings.contains("c/Dockerfile is not restored"),
        "{undone:#}"
    );
    assert!(warnings.contains(&format!("`upgo rollback {id}`")), "{undone:#}");
    assert_eq!(texts(&folders[0]), old());
    let blocked = lab.upgo(["rollback", &id, "--json"]).exits(1).json();
    assert!(blocked["error"]["message"].to_string().contains("c/Dockerfile is not restored"), "{blocked:#}");

    fs::write(&b, FILES[0].2).unwrap();
    lab.upgo(["rollback", &id]).succeeds();
    assert_eq!(texts(&folders[1]), old());
    fs::write(&c, FILES[1].2).unwrap();
    lab.upgo(["rollback", &id]).succeeds();
    assert_eq!(texts(&folders[2]), old());
    let blocked = lab.upgo(["rollback", &id, "--json"]).exits(1).json();
    assert!(blocked["error"]["message"].to_string().contains("has already been undone"), "{blocked:#}");
}

#[test]
fn a_hundred_repositories_are_one_change() {
    let lab = user();
    let folders: Vec<PathBuf> = (0..100).map(|number| repository(&lab, &format!("m{number}"))).collect();
    let code = lab.user().join("code").display().to_string();
    let said = lab.upgo(RAISE.iter().copied().chain([&*code])).succeeds();
    assert!(said.output.contains("95 more repositories"), "{said}");
    assert!(folders.iter().all(|folder| texts(folder) == new()));
    lab.upgo(["rollback"]).succeeds();
    assert!(folders.iter().all(|folder| texts(folder) == old()));
}

/// What a gate still says afterwards is in the plan, with the reason; all else that was read is raised.
#[test]
fn a_plan_names_what_stays_too_old() {
    let lab = user();
    let folder = repository(&lab, "m");
    let file = |name: &str, text: &str| {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), text).unwrap();
    };
    let workflow = |variable: &str, only: &str| {
        format!(
            "env: {{GO: {variable}}}\njobs:\n  a:\n    strategy: {{matrix: {{go: [1.24.1, 1.25.1], one: [{only}]}}}}\n    \
             steps:\n      -\n        uses: actions/setup-go@v6\n        with:\n          go-version: ${{{{ env.GO }}}}\n      \
             - {{uses: actions/setup-go@v6, with: {{go-version: '${{{{ matrix.go }}}}'}}}}\n      \
             - {{uses: actions/setup-go@v6, with: {{go-version: '${{{{ matrix.one }}}}'}}}}\n      \
             - {{uses: actions/setup-go@v6, with: {{go-version-file: .ci-go}}}}\n"
        )
    };
    let image = |version: &str| {
        format!(
            "ARG GO={version}\nARG IMAGE=golang:${{GO}}-alpine\nFROM $IMAGE AS a\nFROM golang:1.25.1-alpine3.17 AS b\n\
             FROM golang:1.25.1@sha256:00 AS c\n"
        )
    };
    file(".github/workflows/ci.yml", &workflow("1.25.1", "1.25.1"));
    file(".ci-go", "1.25.1\n");
    file("Dockerfile", &image("1.25.1"));
    let said = |changed: &Value| -> Vec<String> {
        let warnings = changed["warnings"].as_array().unwrap();
        warnings.iter().map(|warning| warning["message"].as_str().unwrap().to_owned()).collect()
    };
    let names = "names go1.25.1, but go.mod:3 requires Go 1.26.6";
    let matrix = "it stays, because the matrix has several versions";
    let stays = [
        format!(".github/workflows/ci.yml:4 {}; {matrix}", names.replace("go1.25.1", "go1.24.1")),
        format!(".github/workflows/ci.yml:4 {names}; {matrix}"),
        format!(".github/workflows/ci.yml:12 {names}; it stays, because the version is in another file"),
        format!("Dockerfile:4 {names}; it stays, because Upgo knows of no such image for go1.26.6"),
        format!("Dockerfile:5 {names}; it stays, because the image has a digest"),
    ];
    let dry = raise(&lab, &["--dry-run"]);
    assert_eq!(said(&dry), stays, "{dry:#}");
    let changed = raise(&lab, &[]);
    assert_eq!(said(&changed), stays);
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(read(".github/workflows/ci.yml"), workflow("1.26.6", "1.26.6"));
    assert_eq!(read("Dockerfile"), image("1.26.6"));
    let gate = lab.upgo(["projects", "--exit-code", &folder.display().to_string()]).exits(10);
    let sentences = stays.map(|said| said.split(';').next().unwrap().to_owned());
    assert!(sentences.iter().all(|sentence| gate.output.contains(sentence)), "{gate}");
}

/// The action, the workflow and the Dockerfile are where the version is not: a caller passes it, and the default counts for
/// nobody else.
#[test]
fn what_one_file_passes_to_another_is_judged_and_raised_there() {
    let lab = user();
    let folder = repository(&lab, "m");
    let action = "inputs: {go: {default: 1.25.2}}\nruns:\n  steps:\n    - uses: actions/setup-go@v6\n      \
                  with: {go-version: '${{ inputs.go }}'}\n";
    let workflow = |passed: &str| {
        format!(
            "jobs:\n  a:\n    steps:\n      - uses: ./.github/actions/go\n        with: {{go: {passed}}}\n      \
             - {{run: docker build --build-arg GO={passed} img}}\n"
        )
    };
    let files = [
        (".github/actions/go/action.yml", action.to_owned(), action.replace("1.25.2", "1.26.6")),
        (".github/workflows/ci.yml", workflow("1.25.1"), workflow("1.26.6")),
        ("img/Dockerfile", "ARG GO=1.25\nFROM golang:$GO\n".to_owned(), "ARG GO=1.26\nFROM golang:$GO\n".to_owned()),
    ];
    for (name, text, _) in &files {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), text).unwrap();
    }
    fs::remove_file(folder.join("Dockerfile")).unwrap();
    fs::write(folder.join("go.mod"), "module example.com/m\n\ngo 1.26.0\n").unwrap();
    let gate = ["projects", "--exit-code", "--json"].map(str::to_owned).into_iter();
    let gate: Vec<_> = gate.chain([folder.display().to_string()]).collect();
    let before = lab.upgo(&gate).exits(10).json();
    let places = |report: &Value| -> Vec<String> {
        let places = report["disagreements"].as_array().unwrap().iter().map(|one| &one["places"][0]);
        let mut places: Vec<_> = places.map(|at| format!("{}:{}", at["file"].as_str().unwrap(), at["line"])).collect();
        places.sort();
        places
    };
    let found = places(&before);
    assert!(found.contains(&".github/workflows/ci.yml:5".to_owned()), "{before:#}");
    assert!(found.contains(&".github/workflows/ci.yml:6".to_owned()), "{before:#}");
    assert!(!found.iter().any(|place| place.contains("action.yml") || place.contains("img/")), "{before:#}");
    let changed = raise(&lab, &[]);
    for (name, _, raised) in &files {
        assert_eq!(&fs::read_to_string(folder.join(name)).unwrap(), raised, "{name}");
    }
    assert_eq!(changed["warnings"], json!([]), "{changed:#}");
    let after = lab.upgo(&gate).ends().json();
    assert_eq!(after["disagreements"], json!([]), "{after:#}");
}
