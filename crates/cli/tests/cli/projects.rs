//! *Does the upgrade concern my projects?* The answer, and that it comes true.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;

use crate::lab;
use crate::schemas::fits;

/// A user of go1.26.6, for whom go1.27.3 is available.
fn user(setting: &str) -> Lab {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3").with_variable("GOTOOLCHAIN", setting);
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab
}

/// Writes files into a folder of the sandbox.
fn write(lab: &Lab, folder: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = lab.path(folder);
    for (name, text) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

fn report(lab: &Lab, folder: &Path) -> Value {
    let ran = lab.upgo(["projects".as_ref(), "--json".as_ref(), folder.as_os_str()]).succeeds();
    let report = ran.json();
    fits("projects", &report);
    report
}

#[test]
fn each_project_says_what_asks_for_which_go_and_whether_the_upgrade_concerns_it() {
    let lab = user("auto");
    let root = write(
        &lab,
        "my repo",
        &[
            (".git/HEAD", "ref: refs/heads/main\n"),
            ("go.mod", "module example.com/repo\n\ngo 1.26\n"),
            ("tools/go.mod", "module example.com/repo/tools\n\ngo 1.26\n\ntoolchain go1.26.6\n"),
            (
                ".github/workflows/ci.yml",
                "jobs:\n  a:\n    steps:\n      - uses: actions/setup-go@v6\n        with:\n          go-version: '1.25'\n",
            ),
            (".config/mise.toml", "[tools]\ngo = '1.26'\n"),
            ("Dockerfile", "FROM golang:1.26-alpine\n"),
            ("node_modules/x/go.mod", "module x\n"),
            ("vendor/y/go.mod", "module y\n"),
        ],
    );
    let report = report(&lab, &root);
    assert_eq!((&report["runs"], &report["offered"]), (&json!("go1.26.6"), &json!("go1.27.3")), "{report:#}");
    let projects = report["projects"].as_array().unwrap();
    let modules: Vec<_> = projects.iter().map(|project| &project["module"]).collect();
    assert_eq!(modules, ["example.com/repo", "example.com/repo/tools"]);
    assert_eq!(report["concerned"], 2);
    let first = &projects[0];
    assert_eq!((&first["today"]["version"], &first["after"]["version"]), (&json!("go1.26.6"), &json!("go1.27.3")));
    assert_eq!((&first["concern"], &first["go"]), (&json!("changes"), &json!("1.26")), "{first:#}");
    let asked: Vec<_> =
        first["asked"].as_array().unwrap().iter().map(|one| (&one["by"], &one["line"], &one["version"])).collect();
    assert_eq!(
        asked,
        [
            (&json!("goMod"), &json!(3), &json!("go1.26")),
            (&json!("gotoolchain"), &json!(0), &Value::Null),
            (&json!("mise"), &json!(2), &json!("go1.26")),
            (&json!("setupGo"), &json!(6), &json!("go1.25")),
            (&json!("dockerfile"), &json!(1), &json!("go1.26")),
        ]
    );
    assert_eq!(first["findings"][0]["kind"], "ci-too-old", "{first:#}");
    let told = lab.upgo(["projects".as_ref(), root.as_os_str()]).succeeds().output;
    let lines: Vec<&str> = told.lines().collect();
    assert!(
        lines[0].contains("my repo") && lines[0].contains("The upgrade moves it from go1.26.6 to go1.27.3"),
        "{told}"
    );
    assert_eq!(lines.len(), 4, "a line for each project, one for all, and what raises them: {told}");
    assert!(lines[2].contains("the upgrade to go1.27.3 affects 2"), "{told}");
}

#[test]
fn the_predicted_go_is_the_one_that_the_upgrade_brings() {
    for setting in ["auto", "local", "go1.26.6+auto", "path"] {
        let lab = user(setting);
        let root = write(
            &lab,
            "projects",
            &[
                ("plain/go.mod", "module m\n\ngo 1.26\n"),
                ("newer/go.mod", "module m\n\ngo 1.27.3\n"),
                ("pinned/go.mod", "module m\n\ngo 1.26\n\ntoolchain go1.26.6\n"),
                ("pinned newer/go.mod", "module m\n\ngo 1.26\n\ntoolchain go1.27.3\n"),
                ("future/go.mod", "module m\n\ngo 1.99\n"),
                ("broken/go.mod", "module m\n\nnonsense\n"),
                ("old/go.mod", "module m\n"),
                ("work/go.work", "go 1.27\n\nuse ./a\n"),
                ("work/a/go.mod", "module a\n\ngo 1.26\n"),
            ],
        );
        let report = report(&lab, &root);
        let projects = report["projects"].as_array().unwrap();
        assert_eq!(projects.len(), 8, "{report:#}");
        let is_pinned = setting == "go1.26.6+auto"; // then terminals go on with the older Go
        lab.upgo(["upgrade"]).exits(if is_pinned { 12 } else { 0 });
        for project in projects {
            let folder = PathBuf::from(project["folder"].as_str().unwrap());
            let why = lab.upgo(["why", "--json"]).within(&folder).succeeds().json();
            let after = &project["after"];
            assert_eq!(after["works"], why["works"], "{setting}: {project:#} {why:#}");
            let version = why["toolchain"].get("version").cloned().unwrap_or_default();
            assert_eq!(after["version"], version, "{setting}: {project:#} {why:#}");
        }
    }
}

#[test]
fn folders_are_added_and_removed_by_a_plan_that_can_be_undone() {
    let lab = user("auto");
    let root = write(&lab, "a, b", &[("m/go.mod", "module m\n\ngo 1.26\n")]);
    let listed = |lab: &Lab| lab.upgo(["settings", "get", "projects", "--json"]).succeeds().json()["value"].clone();
    let run = |action: &str| lab.upgo(["projects".as_ref(), action.as_ref(), root.as_os_str()]);
    run("add").succeeds();
    assert_eq!(listed(&lab), json!([root]));
    let told = lab.upgo(["projects"]).succeeds().output;
    assert!(told.contains("1 project; the upgrade to go1.27.3 affects 1"), "{told}");
    let again = run("add").succeeds().output;
    assert!(again.contains("Nothing to change."), "{again}");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(listed(&lab), json!([]));
    run("remove").exits(2);
    run("add").succeeds();
    std::fs::remove_dir_all(&root).unwrap();
    let warned = lab.upgo(["projects", "--json"]).succeeds().json();
    assert_eq!(warned["warnings"][0]["code"], "UPGO-PROJECT-FILE", "{warned:#}");
    run("remove").succeeds();
    assert_eq!(listed(&lab), json!([]));
    let none = lab.upgo(["projects"]).succeeds().output;
    assert!(none.starts_with("No folders to search."), "{none}");
}

#[test]
fn a_folder_inside_of_a_repository_has_the_files_above_it() {
    let lab = user("auto");
    let root = write(
        &lab,
        "repo",
        &[
            (".git/HEAD", ""),
            (".gitlab-ci.yml", "test:\n  image: golang:1.26\n"),
            (".tool-versions", "golang 1.25.1\n"),
            ("go.mod", "module m\n\ngo 1.26\n"),
            ("cmd/x/main.go", "package main\n"),
        ],
    );
    let report = report(&lab, &root.join("cmd").join("x"));
    let project = &report["projects"][0];
    assert_eq!((&project["folder"], &project["repository"]), (&json!(root), &json!(root)), "{report:#}");
    let by: Vec<_> = project["asked"].as_array().unwrap().iter().map(|asked| &asked["by"]).collect();
    assert_eq!(by, ["goMod", "gotoolchain", "toolVersions", "gitlabCi"]);
    assert_eq!(project["findings"][0]["kind"], "version-file-too-old", "{project:#}");
    // a single project has its details
    let told = lab.upgo(["projects".as_ref(), root.as_os_str()]).succeeds().output;
    for line in
        ["Today: go1.26.6", "After the upgrade: go1.27.3", "go.mod:3: go 1.26", ".gitlab-ci.yml:2: image golang:1.26"]
    {
        assert!(told.contains(line), "{line}: {told}");
    }
}

/// Every file below a folder.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            all.extend(tree(&entry.path()));
        } else {
            all.insert(entry.path(), kind.is_file().then(|| std::fs::read(entry.path()).ok()).flatten());
        }
    }
    all
}

#[test]
fn bad_files_stop_nothing_and_no_file_is_changed() {
    let lab = user("auto");
    let huge = format!("module m\n\ngo 1.26\n\n{}", "// x\n".repeat(300_000));
    let bomb =
        "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\njobs: &c {x: {steps: [*b,*b,*b]}, y: *b}\n";
    let root = write(
        &lab,
        "bad",
        &[
            (".git/HEAD", ""),
            ("good/go.mod", "module good\n\ngo 1.26\n"),
            ("huge/go.mod", &huge),
            ("empty/go.mod", ""),
            ("binary/go.mod", "\u{0}\u{1}\u{fffd}go 1.26"),
            (".github/workflows/bomb.yml", bomb),
            (".github/workflows/deep.yml", &"[".repeat(100_000)),
            (".github/workflows/huge.yml", &"# x\n".repeat(300_000)),
            ("Dockerfile", "FROM \\\n\\\n\\"),
            (".gitlab-ci.yml", "image: [golang"),
            ("mise.toml", "[tools\n"),
        ],
    );
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        std::os::unix::fs::symlink(&root, root.join("circle")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", root.join("good").join(".go-version")).unwrap();
        let odd = root.join(std::ffi::OsStr::from_bytes(b"not \xff unicode"));
        if std::fs::create_dir(&odd).is_ok() {
            fs::write(odd.join("go.mod"), "module odd\n\ngo 1.26\n").unwrap();
        }
    }
    let before = tree(&root);
    let report = report(&lab, &root);
    assert_eq!(tree(&root), before);
    let projects = report["projects"].as_array().unwrap();
    assert!(projects.len() >= 4, "{report:#}");
    let good = projects.iter().find(|project| project["module"] == "good").unwrap();
    assert_eq!((&good["today"]["works"], &good["concern"]), (&json!(true), &json!("changes")), "{good:#}");
    let codes: Vec<_> = report["warnings"].as_array().unwrap().iter().map(|warning| &warning["code"]).collect();
    let expected = vec!["UPGO-PROJECT-FILE"; if cfg!(unix) { 5 } else { 4 }];
    assert_eq!(codes, expected, "what is too large, too deep or invalid, mise.toml, and a link: {report:#}");
    let unread: Vec<_> = report["unread"].as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect();
    for name in ["bomb.yml", "deep.yml", "huge.yml", ".gitlab-ci.yml"] {
        let is_bomb = name == "bomb.yml"; // which is well-formed, and short enough
        assert_eq!(unread.iter().any(|file| file.ends_with(name)), !is_bomb, "{name}: {unread:?}");
    }
    lab.upgo(["projects".as_ref(), root.as_os_str()]).succeeds();
}

#[cfg(unix)]
#[test]
fn recent_folders_of_editors_are_searched_only_if_the_user_says_so() {
    let lab = user("auto");
    let root = write(&lab, "recent", &[("go.mod", "module recent\n\ngo 1.26\n")]);
    let config = lab.path("config");
    let workspace = config.join("Code/User/workspaceStorage/1");
    std::fs::create_dir_all(&workspace).unwrap();
    let address =
        format!("{{\"folder\": \"file://{}\"}}", root.display().to_string().replace(' ', "%20").replace('ü', "%C3%BC"));
    std::fs::write(workspace.join("workspace.json"), address).unwrap();
    let modules = || {
        let report = lab.upgo(["projects", "--json"]).with("XDG_CONFIG_HOME", &config).succeeds().json();
        report["projects"].as_array().unwrap().iter().map(|project| project["module"].clone()).collect::<Vec<_>>()
    };
    assert!(modules().is_empty());
    lab.upgo(["settings", "set", "projects-from-editors", "true"]).succeeds();
    let expected = if cfg!(target_os = "macos") { Vec::new() } else { vec![json!("recent")] };
    assert_eq!(modules(), expected, "macOS has no variable for the folder");
}

/// Go reads it, so "there is no go.mod" alone would be untrue.
#[cfg(unix)]
#[test]
fn a_linked_go_mod_is_not_said_to_be_missing() {
    let lab = user("auto");
    let root = write(&lab, "linked", &[("real.mod", "module m\n\ngo 1.26\n")]);
    std::os::unix::fs::symlink("real.mod", root.join("go.mod")).unwrap();
    let told = lab.upgo(["projects".as_ref(), root.as_os_str()]).succeeds();
    assert!(
        told.output.contains(&format!("There is no go.mod in {}. A link does not count.", root.display())),
        "{told}"
    );
}

/// A build is too old for the modules that it builds, and for no other.
#[test]
fn a_build_counts_for_the_modules_that_it_builds() {
    let lab = lab(); // files alone decide
    let job = |version: &str, steps: &str| {
        format!(
            "jobs:\n  a:\n    steps:\n      - {{uses: actions/setup-go@v6, with: {{go-version: '{version}'}}}}\n{steps}"
        )
    };
    let run = |command: &str, folder: &str| {
        let folder = if folder.is_empty() { String::new() } else { format!(", working-directory: {folder}") };
        format!("      - {{run: {command}{folder}}}\n")
    };
    let workflow = ".github/workflows/ci.yml";
    for (name, file, text, modules) in [
        ("whole", workflow, job("1.26", &run("go test", "")), vec!["api", "new"]),
        ("folder", workflow, job("1.26", &run("go test", "api/cmd")), vec!["api"]),
        ("other", workflow, job("1.26", &run("go test", "old")), vec![]),
        ("folders", workflow, job("1.26", &(run("make", "old") + &run("go vet", "new"))), vec!["new"]),
        ("all", workflow, job("1.26", &(run("make", "old") + &run("go vet", ""))), vec!["api", "new"]),
        ("tool", workflow, job("1.26", &run("go install example.com/tool@latest", "")), vec![]),
        ("old", "api/Dockerfile", "FROM golang:1.26\nCOPY . .\nRUN go build\n".to_owned(), vec!["api"]),
        ("bare", "api/Dockerfile", "FROM golang:1.26\n".to_owned(), vec!["api"]),
        ("tools", "api/Dockerfile", "FROM golang:1.26\nRUN go install example.com/tool@v1\n".to_owned(), vec![]),
        ("runs", "api/Dockerfile", "FROM golang:1.26\nCOPY --from=x /app /\nCMD [\"/app\"]\n".to_owned(), vec![]),
    ] {
        let root = write(
            &lab,
            name,
            &[
                (".git/HEAD", ""),
                ("api/go.mod", "module api\n\ngo 1.27\n"),
                ("new/go.mod", "module new\n\ngo 1.27\n"),
                ("old/go.mod", "module old\n\ngo 1.26\n"),
                (file, &text),
            ],
        );
        let code = if modules.is_empty() { 0 } else { 10 };
        lab.upgo(["projects".as_ref(), root.as_os_str(), "--exit-code".as_ref()]).exits(code);
        let found = report(&lab, &root);
        for project in found["projects"].as_array().unwrap() {
            let findings = project["findings"].as_array().unwrap();
            let is_old = findings.iter().any(|finding| finding["kind"] == "ci-too-old");
            assert_eq!(is_old, modules.contains(&project["name"].as_str().unwrap()), "{name}: {project:#}");
        }
    }
}
