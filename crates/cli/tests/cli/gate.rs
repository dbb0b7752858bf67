//! `--exit-code`, `--baseline` and `--format` of `projects` and `why`: files decide, not the machine or the day.
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;
use upgo_testkit::lab::Lab;

use crate::lab;
use crate::schemas::sarif;

/// A repository whose workflow uses an older Go than its `go.mod` requires.
fn disagreeing(lab: &Lab) -> PathBuf {
    let folder = lab.user().join("src").join("a & b");
    fs::create_dir_all(folder.join(".github/workflows")).unwrap();
    fs::create_dir_all(folder.join(".git")).unwrap();
    fs::write(folder.join("go.mod"), "module example.com/ab\n\ngo 1.26.6\n").unwrap();
    let workflow = "on: push\njobs:\n  a:\n    steps:\n      - uses: actions/setup-go@v6\n        with:\n          go-version: '1.25'\n";
    fs::write(folder.join(".github/workflows/ci.yml"), workflow).unwrap();
    folder
}

#[test]
fn a_gate_fails_on_new_disagreements_only_and_in_the_words_of_build_servers() {
    let lab = lab().with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let folder = disagreeing(&lab);
    let path = folder.to_str().unwrap();
    lab.upgo(["projects", path]).succeeds();
    let found = lab.upgo(["projects", path, "--exit-code"]).exits(10);
    assert!(found.output.contains("ci-too-old") && found.output.contains(".github/workflows/ci.yml:7"), "{found}");
    for command in ["projects", "why"] {
        let sarif = sarif(&lab.upgo([command, path, "--exit-code", "--format", "sarif"]).exits(10).json());
        let result = &sarif["runs"][0]["results"][0];
        assert_eq!((&result["ruleId"], &sarif["version"]), (&"ci-too-old".into(), &"2.1.0".into()), "{sarif:#}");
        let at = &result["locations"][0]["physicalLocation"];
        assert_eq!(at["artifactLocation"]["uri"], ".github/workflows/ci.yml", "{sarif:#}");
        assert_eq!(at["region"]["startLine"], 7, "{sarif:#}");
    }
    let junit = lab.upgo(["projects", path, "--format", "junit"]).succeeds().output;
    assert!(junit.starts_with("<?xml ") && junit.contains("tests=\"2\" failures=\"1\" errors=\"0\""), "{junit}");

    let baseline = lab.path("known.json");
    let known = baseline.to_str().unwrap();
    lab.upgo(["projects", path, "--write-baseline", known]).succeeds();
    fs::write(&baseline, format!("\u{feff}{}", fs::read_to_string(&baseline).unwrap())).unwrap(); // by an editor
    // other lines move it, which makes it no new one
    let fingerprint = || {
        let document = sarif(&lab.upgo(["projects", path, "--format", "sarif"]).succeeds().json());
        document["runs"][0]["results"][0]["partialFingerprints"].as_object().unwrap().clone()
    };
    let before = fingerprint();
    let workflow = folder.join(".github/workflows/ci.yml");
    let moved = format!("# a comment\n{}", fs::read_to_string(&workflow).unwrap());
    fs::write(&workflow, &moved).unwrap();
    assert_eq!(fingerprint(), before);
    let answer = lab.upgo(["projects", path, "--json", "--baseline", known]).succeeds().json();
    assert_eq!(
        (&answer["disagreements"][0]["known"], &answer["disagreements"][0]["kind"]),
        (&true.into(), &"ci-too-old".into())
    );
    assert!(lab.upgo(["projects", path, "--json"]).succeeds().json()["disagreements"].is_null());
    for command in ["projects", "why"] {
        lab.upgo([command, path, "--exit-code", "--baseline", known]).succeeds();
    }
    fs::write(&workflow, moved.replace("1.25", "1.24")).unwrap();
    assert_ne!(fingerprint(), before);
    lab.upgo(["projects", path, "--exit-code", "--baseline", known]).exits(10);
    fs::write(&workflow, moved.replace("1.25", "1.26.6")).unwrap();
    let settled = lab.upgo(["projects", path, "--exit-code", "--baseline", known]).succeeds();
    assert!(settled.output.contains("1 entry of the baseline is not needed any more"), "{settled}");

    for text in ["", "{", "[]", "{\"format\": 2, \"known\": {}}", "\u{0}"] {
        fs::write(&baseline, text).unwrap();
        let refused = lab.upgo(["projects", path, "--exit-code", "--baseline", known, "--json"]).exits(2).json();
        assert_eq!(refused["error"]["code"], "UPGO-USAGE", "{text:?}: {refused:#}");
    }
    lab.upgo(["projects", path, "--baseline", "no/such/file"]).exits(8);
}

/// Writes a module into a new folder.
fn module(lab: &Lab, folder: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = lab.user().join("src").join(folder);
    for (name, text) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

#[test]
fn the_machine_does_not_decide_what_a_gate_says() {
    let none = lab().with_release("go1.26.6");
    let lab = lab().with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let gate = |lab: &Lab, folder: &Path, variable: (&str, &str)| {
        let run = |command: &str| {
            let words = [command.as_ref(), folder.as_os_str(), "--exit-code".as_ref()];
            lab.upgo(words).with(variable.0, variable.1).ends()
        };
        let (all, one) = (run("projects"), run("why"));
        assert_eq!(all.code, one.code, "{all}{one}");
        // what comes before it is about the machine
        let said = all.output.rfind("\n\n").map_or(String::new(), |at| all.output[at..].to_owned());
        (all.code, said)
    };
    let work = [("go.work", "go 1.26.6\n\nuse ./a\n"), ("a/go.mod", "module a\n\ngo 1.27.3\n")];
    let replaced = "module m\n\ngo 1.24.2\n\nrequire example.com/b v0.0.0\n\nreplace example.com/b => ./b\n";
    for (name, code, files) in [
        ("newer", 0, &[("go.mod", "module m\n\ngo 1.99\n")][..]),
        ("plain", 0, &[("go.mod", "module m\n\ngo 1.26.6\n")]),
        ("two lines", 10, &[("go.mod", "module m\n\ngo 1.26\ngo 1.25\n")]),
        ("replaced", 10, &[("go.mod", replaced), ("b/go.mod", "module example.com/b\n\ngo 1.25.0\n")]),
        ("same", 0, &[("go.mod", replaced), ("b/go.mod", "module example.com/b\n\ngo 1.20\n")]),
        // the go.work above the repository is not part of it
        ("outer", 0, &[("a/.git/HEAD", ""), work[0], work[1]]),
    ] {
        for lab in [&lab, &none] {
            let root = module(lab, name, files);
            let root = if name == "outer" { root.join("a") } else { root };
            let known = gate(lab, &root, ("UNUSED", ""));
            assert_eq!(known.0, Some(code), "{name}: {known:?}");
            for (variable, value) in [
                ("GOTOOLCHAIN", "local"),
                ("GOTOOLCHAIN", "nonsense"),
                ("GOFLAGS", "-bogus"),
                ("GOFLAGS", "-mod=mod"),
                ("GOROOT", "/no/such"),
                ("GOWORK", "/no/such/go.work"),
                ("GO111MODULE", "off"),
            ] {
                assert_eq!(gate(lab, &root, (variable, value)), known, "{name}, {variable}={value}");
            }
        }
    }
    let root = module(&lab, "workspace", &[(".git/HEAD", ""), work[0], work[1]]).join("a");
    for off in ["", "off"] {
        assert_eq!(gate(&lab, &root, ("GOWORK", off)).0, Some(10), "the workspace is too old for its module");
    }
}

#[test]
fn a_baseline_fits_another_machine_and_hides_nothing_else() {
    let lab = lab(); // without any Go
    let known = lab.path("known.json");
    let gate = |folder: &Path, code: i32| {
        let words = ["projects".as_ref(), folder.as_os_str(), "--exit-code".as_ref(), "--baseline".as_ref()];
        lab.upgo(words.into_iter().chain([known.as_os_str()])).exits(code)
    };
    let write = |folder: &Path| {
        lab.upgo(["projects".as_ref(), folder.as_os_str(), "--write-baseline".as_ref(), known.as_os_str()]).succeeds();
        fs::read_to_string(&known).unwrap()
    };
    let fine = module(&lab, "fine", &[("go.mod", "module m\n\ngo 1.26\n")]);
    assert!(write(&fine).contains("\"known\": {}"), "no fault of the machine is recorded");

    let [twice, other] = ["go 1.26\ngo 1.25\n", "go 1.26\nnonsense x\n"];
    let files = |go: &str, nested: &str| {
        [(".git/HEAD", String::new()), ("go.mod", go.to_owned()), ("a/b/go.mod", nested.to_owned())]
    };
    let project = |folder: &str, root: &str, nested: &str| {
        let files = files(&format!("module m\n\n{root}"), &format!("module n\n\n{nested}"));
        module(&lab, folder, &files.each_ref().map(|(name, text)| (*name, &**text)))
    };
    write(&project("checkout", twice, twice));
    gate(&project("s", twice, twice), 0);
    let found = gate(&project("s", other, twice), 10);
    assert!(found.output.contains("go-refuses") && found.output.contains("nonsense"), "{found}");
    let text = fs::read_to_string(&known).unwrap();
    for wrong in [text.replace("\"format\": 1", "\"format\": 0"), text.replace("\"known\"", "\"more\": 1, \"known\"")] {
        fs::write(&known, wrong).unwrap();
        gate(&fine, 2);
    }
}

#[test]
fn a_line_counts_once_for_all_its_modules_and_a_module_by_its_place() {
    let lab = lab();
    let known = lab.path("known.json");
    let go = |folder: &str, version: &str| {
        module(&lab, folder, &[("go.mod", &format!("module example.com/same\n\ngo {version}\n"))]);
    };
    let root = disagreeing(&lab);
    for name in ["b", "c", "d"] {
        go(&format!("a & b/{name}"), "1.26.6");
    }
    let gate = |folder: &Path, more: &[&str]| {
        lab.upgo(["projects".as_ref(), folder.as_os_str()].into_iter().chain(more.iter().map(AsRef::as_ref))).ends()
    };
    let found = gate(&root, &["--exit-code"]);
    assert!(
        found.code == Some(10)
            && found.output.contains("in 1 place")
            && found.output.contains("4 projects: ., b and 2 more"),
        "{found}"
    );
    let document = sarif(&gate(&root, &["--format", "sarif"]).json());
    assert_eq!(document["runs"][0]["results"].as_array().unwrap().len(), 1);
    let answer = gate(&root, &["--exit-code", "--json"]).json();
    assert_eq!(answer["disagreements"][0]["projects"], serde_json::json!([".", "b", "c", "d"]), "{answer:#}");
    assert_eq!(answer["disagreements"][0]["places"].as_array().unwrap().len(), 5, "{answer:#}");
    let judged = |folder: &Path| gate(folder, &["--exit-code", "--baseline", known.to_str().unwrap()]);
    gate(&root, &["--write-baseline", known.to_str().unwrap()]);
    go("a & b/e", "1.26.6");
    assert_eq!(judged(&root).code, Some(0), "one more like the others");
    go("a & b/e", "1.27.0");
    assert_eq!(judged(&root).code, Some(10), "it needs a newer one");

    // two repositories with a project of the same name
    let both = lab.user().join("src/both");
    let old = |one: bool, other: bool| {
        for (name, is_old) in [("r1", one), ("r2", other)] {
            let version = if is_old { "1.25.1" } else { "1.26.6" };
            module(&lab, &format!("both/{name}"), &[(".git/HEAD", ""), ("api/.go-version", version)]);
            go(&format!("both/{name}/api"), "1.26");
        }
    };
    old(true, false);
    let junit = gate(&both, &["--format", "junit"]).output;
    assert!(junit.contains("tests=\"4\" failures=\"1\""), "{junit}");
    assert!(
        junit.contains("name=\"r1/api/.go-version\"><failure ") && junit.contains("name=\"r2/api/.go-version\"></"),
        "{junit}"
    );
    gate(&both, &["--write-baseline", known.to_str().unwrap()]);
    assert_eq!(judged(&both).code, Some(0));
    old(false, true);
    let said = judged(&both);
    assert!(said.code == Some(10) && said.output.contains("1 entry of the baseline is not needed"), "{said}");
}

#[test]
fn only_what_runs_and_builds_in_a_repository_counts() {
    let lab = lab();
    let old = "jobs:\n  a:\n    steps:\n      - uses: actions/setup-go@v6\n        with: {go-version: '1.20'}\n";
    let (new, none) = ("module m\n\ngo 1.26\n", "");
    for (name, code, files) in [
        ("subtree", 0, &[("go.mod", new), ("docs/.github/workflows/lint.yml", old)][..]),
        (
            "action",
            10,
            &[("go.mod", new), ("docs/.github/actions/go/action.yml", &old.replace("jobs:\n  a:", "runs:\n "))],
        ),
        ("above", 10, &[("cmd/go.mod", new), ("dockerfiles/Dockerfile.dev", "FROM golang:1.20\n")]),
        ("named", 10, &[("go.mod", new), (".buildkite/Dockerfile-compile", "FROM golang:1.20\n")]),
        ("other", 0, &[("go.mod", new), ("Dockerfile", "FROM quay.io/prometheus/golang-builder:1.20-base\n")]),
        // left out of the workspace, it is built without
        (
            "left out",
            0,
            &[("go.work", "go 1.26\n\nuse ./a\n"), ("a/go.mod", new), ("b/go.mod", "module b\n\ngo 1.27\n")],
        ),
        ("left out, refused", 10, &[("go.work", "go 1.26\n\nuse ./a\n"), ("a/go.mod", new), ("b/go.mod", "go 1.26\n")]),
        ("end", 0, &[("go.mod", new), ("a/go.mod", none), ("b/go.mod", "// the end\n")]),
        ("missing member", 10, &[("go.work", "go 1.26\n\nuse (\n./a\n./gone\n)\n"), ("a/go.mod", new)]),
    ] {
        let root = module(&lab, name, &[&[(".git/HEAD", "")], files].concat());
        let said = lab.upgo(["projects".as_ref(), root.as_os_str(), "--exit-code".as_ref()]).ends();
        assert_eq!(said.code, Some(code), "{name}: {said}");
    }
    let files = [
        (".git/HEAD", ""),
        ("go.mod", new),
        (
            ".devcontainer/devcontainer.json",
            "{ // Go\n  \"image\": \"mcr.microsoft.com/devcontainers/go:1-1.20\",\n}\n",
        ),
        ("compose.yaml", "services:\n  a:\n    image: golang:1.20\n"),
        (".circleci/config.yml", "jobs:\n  a:\n    docker:\n      - image: cimg/go:1.20\n"),
        ("cloudbuild.yaml", "steps:\n  - name: golang:1.20\n"),
    ];
    let root = module(&lab, "unknown", &files);
    let words = ["projects".as_ref(), root.as_os_str(), "--exit-code".as_ref(), "--json".as_ref()];
    let answer = lab.upgo(words).succeeds().json();
    let asked = answer["projects"][0]["asked"].as_array().unwrap().iter().filter(|one| one["means"] == "unknown");
    let mut texts: Vec<_> = asked.map(|one| one["text"].as_str().unwrap()).collect();
    texts.sort_unstable();
    assert_eq!(texts, ["cimg/go:1.20", "golang:1.20", "golang:1.20", "mcr.microsoft.com/devcontainers/go:1-1.20"]);
}

#[test]
fn the_time_is_linear_in_the_modules_of_a_workspace() {
    let lab = lab();
    let all = 0..200;
    let uses = all.clone().map(|at| format!("use ./m{at}\n")).collect::<Vec<_>>().concat();
    module(&lab, "large", &[("go.work", &format!("go 1.26\n\n{uses}"))]);
    for at in all.clone() {
        let requires = (0..20).map(|other| format!("require example.com/m{other} v1.{at}.0\n"));
        let requires = requires.collect::<Vec<_>>().concat();
        module(
            &lab,
            &format!("large/m{at}"),
            &[("go.mod", &format!("module example.com/m{at}\n\ngo 1.26\n{requires}"))],
        );
    }
    // and one that is refused, as a whole
    module(&lab, "refused", &[("go.work", &format!("go 1.26\n\n{uses}"))]);
    for at in all {
        let go = if at == 199 { "1.27" } else { "1.26" };
        module(&lab, &format!("refused/m{at}"), &[("go.mod", &format!("module example.com/m{at}\n\ngo {go}\n"))]);
    }
    let begun = Instant::now();
    let said = lab.upgo(["projects", lab.user().join("src/refused").to_str().unwrap(), "--exit-code"]).exits(10);
    assert!(said.output.contains("in 2 places") && said.output.contains("199 projects: m0, m1 and 197 more"), "{said}");
    lab.upgo(["projects", lab.user().join("src/large").to_str().unwrap(), "--exit-code"]).succeeds();
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(30), "{took:?}"); // a minute and more if each module has all of them read again
}

#[cfg(unix)]
#[test]
fn names_of_others_are_only_names_in_every_format() {
    let lab = lab();
    let hostile = "[Install](https:/evil.example/x)/100%25 done/a%2fb/::error::\n##vso[x]\u{fffe}";
    let files = [("go.mod", "module m\n\ngo 1.26\n"), ("Dockerfile", "FROM golang:1.20\n")];
    let root = module(&lab, "names", &[(".git/HEAD", "")]);
    module(&lab, &format!("names/{hostile}"), &files);
    let path = root.to_str().unwrap();
    let document = sarif(&lab.upgo(["projects", path, "--exit-code", "--format", "sarif"]).exits(10).json());
    let result = &document["runs"][0]["results"][0];
    let text = result["message"]["text"].as_str().unwrap();
    assert!(text.contains("\\[Install\\](https:") && !text.contains('\n'), "{text}");
    let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
    assert!(
        uri.ends_with("/100%2525%20done/a%252fb/%3A%3Aerror%3A%3A%0A%23%23vso%5Bx%5D%EF%BF%BE/Dockerfile"),
        "{uri}"
    );
    let junit = lab.upgo(["projects", path, "--format", "junit"]).succeeds().output;
    assert!(junit.lines().all(|line| !line.starts_with("##") && !line.starts_with("::")), "{junit}");
    assert!(!junit.contains('\u{fffe}') && junit.contains("failures=\"1\""), "{junit}");
}

#[test]
fn what_was_not_read_is_not_green() {
    let lab = lab();
    let large = format!("# {}\nFROM golang:1.20\n", "x".repeat(600 << 10));
    let deep = format!("jobs: {}{}\n", "[".repeat(70), "]".repeat(70));
    let many = (0..120).map(|patch| format!("FROM golang:1.27.{patch}\n")).collect::<Vec<_>>().concat();
    for (name, text) in [
        ("Dockerfile", &*large),
        (".github/workflows/ci.yml", &deep),
        (".gitlab-ci.yml", "a: ["),
        ("a/Dockerfile", &many),
    ] {
        let folder = module(
            &lab,
            &name.replace('/', "-"),
            &[(".git/HEAD", ""), ("go.mod", "module m\n\ngo 1.26\n"), (name, text)],
        );
        let path = folder.to_str().unwrap();
        for command in ["projects", "why"] {
            let found = lab.upgo([command, path, "--exit-code"]).exits(10);
            assert!(found.output.contains(&format!("unread  {name} cannot be read")), "{found}");
        }
        let document = sarif(&lab.upgo(["projects", path, "--exit-code", "--format", "sarif"]).exits(10).json());
        assert_eq!(document["runs"][0]["results"][0]["ruleId"], "unread");
        let junit = lab.upgo(["projects", path, "--format", "junit"]).succeeds().output;
        assert!(junit.contains(&format!("\n  at {name}\n</failure>")), "a place without a line: {junit}");
        let known = lab.path("known.json");
        lab.upgo(["projects", path, "--write-baseline", known.to_str().unwrap()]).succeeds();
        lab.upgo(["projects", path, "--exit-code", "--baseline", known.to_str().unwrap()]).succeeds();
    }
    let empty = module(&lab, "empty", &[("readme", "")]);
    let green = module(&lab, "green", &[("go.mod", "module m\n"), (".github/workflows/ci.yml", "# nothing\n")]);
    for command in ["projects", "why"] {
        let said = lab.upgo([command, empty.to_str().unwrap(), "--exit-code"]).exits(2);
        assert!(said.errors.contains("no go.mod in"), "{said}");
        lab.upgo([command, green.to_str().unwrap(), "--exit-code"]).succeeds();
    }
    lab.upgo(["projects", "--exit-code"]).exits(2);
}

#[test]
fn a_build_whose_release_line_has_ended_is_shown_and_does_not_count() {
    let lab = lab().with_release("go1.25.1").with_release("go1.27.3");
    lab.upgo(["check"]).ends();
    let many = (0..30).map(|patch| format!("FROM golang:1.25.{patch}\n")).collect::<Vec<_>>().concat();
    let files = [
        ("go.mod", "module m\n\ngo 1.20\n"),
        ("Dockerfile", &*many),
        (".go-version", "1.26.1"),
        (".tool-versions", "golang 1.26.2"),
    ];
    let folder = module(&lab, "old", &files[..2]);
    let path = folder.to_str().unwrap();
    let said = lab.upgo(["projects", path, "--exit-code"]).succeeds();
    assert!(said.output.contains("Does not count") && said.output.contains("ci-unsupported  Dockerfile:1"), "{said}");
    let document = sarif(&lab.upgo(["projects", path, "--format", "sarif"]).succeeds().json());
    assert_eq!(document["runs"][0]["results"], serde_json::json!([]));
    // what does not count hides nothing that does
    module(&lab, "old", &files);
    let found = lab.upgo(["projects", path, "--exit-code"]).exits(10);
    assert!(found.output.contains("files-disagree"), "{found}");
}

#[test]
fn the_kinds_have_the_same_names_everywhere() {
    let lab = lab();
    let folder = disagreeing(&lab);
    let report = lab.upgo(["projects".as_ref(), folder.as_os_str(), "--json".as_ref()]).succeeds().json();
    assert_eq!(report["projects"][0]["findings"][0]["kind"], "ci-too-old", "{report:#}");
    for (kind, name, _) in upgo_engine::cases::DISAGREEMENTS {
        assert_eq!(serde_json::to_value(kind).unwrap(), Value::from(*name));
    }
}

#[test]
fn every_kind_of_disagreement_is_documented() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/projects.md");
    let text = fs::read_to_string(docs).unwrap();
    for (_, kind, meaning) in upgo_engine::cases::DISAGREEMENTS {
        assert!(text.contains(&format!("| `{kind}` | {meaning} |")), "docs/projects.md: {kind}: {meaning}");
    }
}
