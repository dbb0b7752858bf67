//! The main job on real Go archives, on Linux. `windows/real_go.rs` is its counterpart.
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use serde_json::json;
use upgo_engine::projects::edit::{GoLines, ToolchainLine, with_go_lines};
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::lab::{Lab, Run};
use upgo_testkit::limit::InTime as _;
use upgo_testkit::real_go;
use upgo_testkit::release::Release;
use upgo_testkit::server::{Act, Server};
use upgo_testkit::vulns::Vulns;

use crate::kill::Victim;
use crate::lab;

/// A sandbox with the real go1.26.6 and go1.27.3 on the server. Prints a line and returns `None` if they are not on
/// this machine.
pub(crate) fn real_lab() -> Option<Lab> {
    let folder = real_go::folder();
    if cfg!(not(all(target_os = "linux", target_arch = "x86_64"))) || !folder.is_dir() {
        println!("SKIPPED: real Go for linux-amd64 is missing; run npm run setup");
        return None;
    }
    // As by default, but nobody answers.
    let mut lab = lab().with_variable("GOSUMDB", "sum.golang.org http://127.0.0.1:1");
    for version in ["go1.26.6", "go1.27.3"] {
        let bytes = std::fs::read(folder.join(format!("{version}.linux-amd64.tar.gz"))).ok();
        let Some(bytes) = bytes else {
            println!("SKIPPED: no archive of {version} in {}", folder.display());
            return None;
        };
        lab.add(Release::with_bytes(version, bytes));
    }
    Some(lab)
}

/// The same, where the trial of a new toolchain and rehearsals begin with what others have built: compiling the runtime
/// takes seconds, and the standard library a minute. The main job is tested without.
pub(crate) fn quick_lab() -> Option<Lab> {
    real_lab().map(|lab| lab.with_variable("UPGO_TEST_BUILD_CACHE", real_go::build_cache()))
}

#[test]
#[ignore = "long"]
fn a_real_go_installed_as_a_module_builds_and_verifies() {
    let Some(mut lab) = real_lab() else { return };
    let (proxy, sums) = (Server::start(), Server::start());
    let archive = lab.release("go1.27.3").bytes().to_vec();
    let module_of = Release::with_tar_gz("go1.27.3", archive);
    let database = ChecksumDatabase::new("sum.example.com").with(&module_of.toolchain(), &module_of.h1());
    database.serve(&sums, "");
    let name = format!("golang.org/toolchain/@v/v0.0.1-{}.zip", module_of.toolchain());
    proxy.file(&name, module_of.module_zip(&[]));
    lab = lab.with_variable("UPGO_TEST_DATABASE", database.gosumdb(&sums));
    lab = lab.with_variable("GOSUMDB", database.gosumdb(&sums)).with_variable("GOPROXY", proxy.url());
    lab.upgo(["settings", "set", "proof-for-own-feed", "true"]).succeeds();
    lab.server.always("go1.27.3.linux-amd64.tar.gz", Act::Status(404));
    let changed = lab.upgo(["install", "1.27.3", "--use", "--json"]).succeeds().json();
    assert_eq!(changed["proof"], "proven");

    let small = module(&lab, "small", "1.27.3", "package main\n\nfunc main() { println(\"hello\") }\n");
    let output = go(&lab, &small, &["build", "-o", "small", "."]).output_in_time().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(go_of(&lab, &small, "small"), "go1.27.3");
    let report = lab.upgo(["verify", "1.27.3", "--json"]).succeeds().json();
    assert_eq!((&report["ok"], &report["proof"]["checksumDatabase"]), (&json!(true), &json!("holds")));

    // Once the archive is available, a repair uses it, and it has more files.
    std::fs::write(lab.home().join("toolchains/go1.27.3/src/builtin/builtin.go"), "broken").unwrap();
    lab.server.always("go1.27.3.linux-amd64.tar.gz", Act::NoValidator);
    lab.upgo(["verify", "1.27.3", "--repair"]).succeeds();
    lab.upgo(["verify", "1.27.3"]).succeeds();
}

/// A shell that stays open, with the PATH of a terminal that was opened after the first installation.
struct Shell {
    child: Child,
    answers: BufReader<std::process::ChildStdout>,
}

impl Shell {
    fn open(lab: &Lab) -> Self {
        let path = format!("{}:/usr/bin:/bin", lab.home().join("bin").display());
        let mut child =
            lab.command("sh").env("PATH", path).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        Self { child, answers }
    }

    fn says(&mut self, command: &str) -> String {
        writeln!(self.child.stdin.as_mut().unwrap(), "{command}").unwrap();
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        self.child.status_in_time().unwrap();
    }
}

fn module(lab: &Lab, name: &str, go_line: &str, program: &str) -> PathBuf {
    let folder = lab.path(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("go.mod"), format!("module example.com/{name}\n\ngo {go_line}\n")).unwrap();
    std::fs::write(folder.join("main.go"), program).unwrap();
    folder
}

/// `go` in Upgo's `bin`, as an offline user runs it.
fn go(lab: &Lab, folder: &Path, words: &[&str]) -> std::process::Command {
    let bin = lab.home().join("bin");
    let mut go = lab.command(bin.join("go"));
    go.args(words).current_dir(folder).env("PATH", format!("{}:/usr/bin:/bin", bin.display()));
    go.env("GOPROXY", "off").env("GOFLAGS", "").env("CGO_ENABLED", "0").env("GOCACHE", real_go::build_cache());
    go
}

#[test]
fn an_open_shell_follows_an_upgrade_and_a_rollback() {
    let Some(lab) = real_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let mut shell = Shell::open(&lab);
    assert_eq!(shell.says("go version"), "go version go1.26.6 linux/amd64");
    let changed = lab.upgo(["upgrade", "--json"]).succeeds().json();
    assert_eq!((&changed["from"], &changed["to"]), (&json!("go1.26.6"), &json!("go1.27.3")));
    assert_eq!(shell.says("go version"), "go version go1.27.3 linux/amd64");
    assert_eq!(shell.says("go1.26.6 version"), "go version go1.26.6 linux/amd64");
    assert_eq!(shell.says("go env GOROOT"), lab.home().join("toolchains/go1.27.3").display().to_string());
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(shell.says("go version"), "go version go1.26.6 linux/amd64");
}

#[test]
#[ignore = "long"]
fn go_finds_the_toolchain_of_a_module_and_a_build_survives_a_switch() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();

    let small = module(&lab, "small", "1.27.3", "package main\n\nfunc main() { println(\"hello\") }\n");
    let output = go(&lab, &small, &["build", "-o", "small", "."]).output_in_time().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(go_of(&lab, &small, "small"), "go1.27.3", "bin/go is 1.26.6, the module requires 1.27.3");

    let program = "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println() }\n"; // sixty packages
    let large = module(&lab, "large", "1.26.0", program);
    let mut build = go(&lab, &large, &["build", "-v", "-o", "large", "."]);
    build.env("GOCACHE", lab.path("go cache")); // an empty cache makes the build slow
    let mut build = build.stderr(Stdio::piped()).spawn().unwrap();
    let mut compiled = BufReader::new(build.stderr.take().unwrap()).lines();
    assert!(compiled.next().is_some(), "the build did not start");
    lab.upgo(["use", "1.27.3"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
    let rest: Vec<String> = compiled.map(Result::unwrap).collect();
    assert!(build.status_in_time().unwrap().success(), "{rest:#?}");
    assert!(rest.len() > 10, "the switch came too late: {} packages were left", rest.len());
    assert_eq!(go_of(&lab, &large, "large"), "go1.26.6");
}

#[test]
#[ignore = "long"]
fn exec_runs_the_chosen_go_where_others_come_first() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let folder = module(&lab, "small", "1.26", "package main\n\nfunc main() { println(\"hello\") }\n");
    let exec = |version: &str, words: &[&str]| {
        let run = lab.upgo(["exec", version, "--"].iter().chain(words)).within(&folder).with("PATH", "/usr/bin:/bin");
        run.with("GOPROXY", "off").with("GOFLAGS", "").with("CGO_ENABLED", "0").with("GOCACHE", real_go::build_cache())
    };
    // A startup file or a version manager puts another Go first: that one starts the chosen one.
    let line = |other: &str| {
        let other = lab.home().join("toolchains").join(other).join("bin");
        format!("PATH=\"{}:$PATH\" go version", other.display())
    };
    for (version, other) in [("1.26.6", "go1.27.3"), ("1.27.3", "go1.26.6")] {
        let ran = exec(version, &["sh", "-c", &line(other)]).succeeds();
        assert_eq!(ran.output, format!("go version go{version} linux/amd64\n"), "{ran}");
    }
    // A GOROOT that a go command sets for what it runs, or that is stored, belongs to another tree.
    let generate = format!("//go:generate \"{}\" exec 1.27.3 -- go build -o out .\n", lab.program().display());
    std::fs::write(folder.join("generate.go"), format!("package main\n\n{generate}")).unwrap();
    exec("1.26.6", &["go", "generate", "."]).succeeds();
    assert_eq!(go_of(&lab, &folder, "out"), "go1.27.3");
    let config = lab.path("config");
    std::fs::create_dir_all(config.join("go")).unwrap();
    let stale = lab.home().join("toolchains/go1.26.6");
    std::fs::write(config.join("go/env"), format!("GOROOT={}\n", stale.display())).unwrap();
    let root = exec("1.27.3", &["go", "env", "GOROOT"]).with("XDG_CONFIG_HOME", config).succeeds().output;
    assert_eq!(root.trim(), lab.home().join("toolchains/go1.27.3").display().to_string());
    // A project that needs a newer Go is not built with it silently.
    std::fs::write(folder.join("go.mod"), "module example.com/small\n\ngo 1.27.3\n").unwrap();
    let refused = exec("1.26.6", &["go", "build", "."]).exits(1);
    let why = "go.mod requires go >= 1.27.3 (running go 1.26.6; GOTOOLCHAIN=go1.26.6)";
    assert!(refused.errors.contains(why), "{refused}");
    exec("project", &["go", "build", "-o", "small", "."]).succeeds();
    assert_eq!(go_of(&lab, &folder, "small"), "go1.27.3");
}

#[test]
#[ignore = "long"]
fn bisect_finds_the_release_with_which_a_real_test_fails() {
    let Some(mut lab) = quick_lab() else { return };
    let Ok(bytes) = std::fs::read(real_go::folder().join("go1.27.2.linux-amd64.tar.gz")) else {
        println!("SKIPPED: no archive of go1.27.2 in {}", real_go::folder().display());
        return;
    };
    lab.add(Release::with_bytes("go1.27.2", bytes));
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let folder = module(&lab, "small", "1.26", "package main\n\nfunc main() {}\n");
    let test = "//go:build go1.27\n\npackage main\n\nimport \"testing\"\n\n\
                func TestNew(t *testing.T) { t.Fatal(\"it fails since Go 1.27\") }\n";
    std::fs::write(folder.join("new_test.go"), test).unwrap();
    std::fs::write(folder.join("old_test.go"), "package main\n").unwrap();
    let words = ["bisect", "--good", "1.26.6", "--bad", "1.27", "--json", "--", "go", "test", "./..."];
    let run = lab.upgo(words).within(&folder).with("PATH", "/usr/bin:/bin").with("GOPROXY", "off").with("GOFLAGS", "");
    let ran = run.with("CGO_ENABLED", "0").with("GOCACHE", real_go::build_cache()).succeeds();
    assert!(ran.errors.contains("it fails since Go 1.27"), "{ran}");
    let report = ran.json();
    assert_eq!(report["firstBad"]["version"], "go1.27.2", "{report:#}");
    assert_eq!(report["lastGood"]["version"], "go1.26.6");
    assert_eq!(report["removed"], json!(["go1.26.6", "go1.27.2"]));
    assert_eq!(lab.toolchains(), ["go1.27.3"]);
}

/// The Go that a program was built with.
fn go_of(lab: &Lab, folder: &Path, program: &str) -> String {
    let told = go(lab, folder, &["version", program]).env("GOTOOLCHAIN", "local").output_in_time().unwrap();
    String::from_utf8_lossy(&told.stdout).trim().rsplit(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn the_prediction_for_a_project_is_what_real_go_does() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let folder = lab.path("project");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("m.go"), "package m\n").unwrap();
    let path = format!("{}:/usr/bin:/bin", lab.home().join("bin").display());
    for (lines, toolchain) in [
        ("go 1.26", ""),
        ("go 1.27.3", ""),
        ("go 1.27.3", "local"),
        ("go 1.26\ntoolchain go1.27.3", "path"),
        ("go 1.26\ntoolchain go1.27", "auto"),
        ("go 1.27.3\ntoolchain default", "auto"),
        ("go 1.26", "go1.27.3"),
        ("go 1.26", "go1.27.3+nonsense"),
    ] {
        std::fs::write(folder.join("go.mod"), format!("module m\n\n{lines}\n")).unwrap();
        let why = lab.upgo(["why", "--json"]).within(&folder).with("PATH", &path).with("GOTOOLCHAIN", toolchain);
        let why = why.succeeds().json();
        let real = |words: &[&str]| {
            let mut go = go(&lab, &folder, words);
            go.env("PATH", &path).env("GOTOOLCHAIN", toolchain).output_in_time().unwrap()
        };
        let version = String::from_utf8(real(&["version"]).stdout).unwrap();
        assert_eq!(why["toolchain"]["version"].as_str(), version.split(' ').nth(2), "{lines} {toolchain}: {why:#}");
        let lists = real(&["list", "."]);
        assert_eq!(why["works"], lists.status.success(), "{lines} {toolchain}: {lists:?} {why:#}");
    }
}

#[test]
fn a_pinned_module_has_the_bytes_that_real_go_writes() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    for (index, lines) in [
        "go 1.26\n",
        "go 1.26 // why\n\n// the usual one\ntoolchain go1.26.6\n",
        "go 1.26\n\nrequire (\n\texample.com/a v1.0.0 // indirect\n\texample.com/b v1.0.0\n)\n",
        "// our language\ngo 1.26\n\ngodebug panicnil=1\n",
    ]
    .into_iter()
    .enumerate()
    {
        let [ours, theirs] = ["ours", "theirs"].map(|name| {
            let folder = lab.path(&format!("{name}-{index}"));
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join("go.mod"), format!("module m\n\n{lines}")).unwrap();
            folder
        });
        lab.upgo(["pin", "1.27.3"]).within(&ours).succeeds();
        let edited =
            go(&lab, &theirs, &["mod", "edit", "-toolchain=go1.27.3"]).env("GOTOOLCHAIN", "local").output_in_time();
        assert!(edited.as_ref().unwrap().status.success(), "{edited:?}");
        let read = |folder: &Path| std::fs::read_to_string(folder.join("go.mod")).unwrap();
        assert_eq!(read(&ours), read(&theirs), "{lines:?}");
        let version = go(&lab, &ours, &["version"]).output_in_time().unwrap();
        assert_eq!(String::from_utf8_lossy(&version.stdout).trim(), "go version go1.27.3 linux/amd64", "{lines:?}");
    }
}

/// The `go.mod` files in the scripts with which Go tests itself.
fn modules_of_go(lab: &Lab) -> BTreeSet<String> {
    let scripts = lab.home().join("toolchains/go1.27.3/src/cmd/go/testdata/script");
    let mut modules = BTreeSet::new();
    for script in std::fs::read_dir(scripts).unwrap() {
        let text = std::fs::read_to_string(script.unwrap().path()).unwrap_or_default();
        for part in text.split("\n-- ").skip(1) {
            if let Some((_, content)) = part.split_once(" --\n").filter(|(name, _)| name.ends_with("go.mod")) {
                modules.insert(format!("{}\n", content.trim_end_matches('\n')));
            }
        }
    }
    modules
}

#[test]
#[ignore = "long"]
fn the_lines_of_hundreds_of_modules_are_edited_as_real_go_does() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let (folder, wish) = (lab.path("edited"), ["-go=1.27", "-toolchain=go1.27.3"]);
    std::fs::create_dir_all(&folder).unwrap();
    let edited = |text: &str, flags: &[&str]| {
        std::fs::write(folder.join("go.mod"), text).unwrap();
        let words: Vec<&str> = ["mod", "edit"].iter().chain(flags).copied().collect();
        let ran = go(&lab, &folder, &words).env("GOTOOLCHAIN", "local").output_in_time().unwrap();
        ran.status.success().then(|| std::fs::read_to_string(folder.join("go.mod")).unwrap())
    };
    let (mut all, mut same) = (0, 0);
    for text in modules_of_go(&lab).iter().step_by(3) {
        let Some(theirs) = edited(text, &wish) else { continue };
        let lines = GoLines { go: Some("1.27"), toolchain: ToolchainLine::Set("go1.27.3") };
        let Ok(ours) = with_go_lines(text, lines) else { continue };
        all += 1;
        if ours == theirs {
            same += 1;
            continue;
        }
        assert_eq!(edited(&ours, &wish).as_ref(), Some(&theirs), "the content of {text:?}");
        // The go command formats a file anew, and sorts what it excludes.
        let is_formatted = edited(text, &["-fmt"]).as_ref() == Some(text);
        assert!(!is_formatted || text.contains("exclude"), "{text:?}: {ours:?} {theirs:?}");
    }
    assert!(all > 200 && same * 2 > all, "{same} of {all} have the same bytes");
}

#[test]
fn the_error_for_a_broken_go_mod_or_go_work_is_that_of_real_go() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let folder = lab.path("work/m");
    for name in ["m", "n"] {
        let module = lab.path("work").join(name);
        std::fs::create_dir_all(&module).unwrap();
        std::fs::write(module.join("m.go"), format!("package {name}\n")).unwrap();
        std::fs::write(module.join("go.mod"), format!("module {name}\n\ngo 1.20\n")).unwrap();
    }
    let path = format!("{}:/usr/bin:/bin", lab.home().join("bin").display());
    let modules = [
        "",
        "go 1.20\ngo 1.20\n",
        "go 1.20 // x\n",
        "/* x */\n",
        "go 1.20\ntoolchain\n",
        "go 1.20\ntoolchain //\n",
        "go (\n1.20\n)\n",
        "go \"1.20\"\n",
        "go 1.20\nunknown x\n",
        "go 1.20\nrequire (\n",
        "go 1.20\nmodule x\n",
        "go 1.20\nrequire example.com/x v2.0.0\n",
        "go 1.20\ntool m/cmd\n",
        "go 1.20\ntool ./cmd\n",
        "go 1.20\n\0\n",
        "go 1.20\ngodebug panicnil=1\n",
        "go 1.20\ngodebug unknown=1\n",
        "go 1.20\ngodebug asynctimerchan=1\n",
        "go 1.20\nretract [v1.0.0, v1.1.0]\n",
        "go 1.20\nretract [v1.0.0\n",
        "go 1.20\nreplace x => ./n\n",
        "go 1.20\nreplace x => n\n",
        "go 1.20\nignore x\n",
        "go 1.20\nexclude x v1.0.0\n",
        "\u{a0}go 1.20\n",
    ];
    let works = [
        "go 1.20\nuse ./m\n",
        "go 1.20\nuse (\n\t./m\n\t\"../work/n\"\n)\n",
        "go 1.20\nuse ./m ./n\n",
        "go 1.20\nuse ./m\nuse m\n",
        "go 1.20\nuse ./n\n",
        "go 1.20\n",
        "go 1.20\nuse ./missing\n",
        "go 1.20\ngo 1.20\nuse ./m\n",
        "go 1.20\nuse (\n\t./m\n",
        "go 1.20\nuse ./m\nreplace m => ./n\n",
        "go 1.20\nuse ./m\nrequire x v1.0.0\n",
        "go 1.20\nuse ./m // x\n",
    ];
    let file = |name: &str, text: &str| std::fs::write(lab.path("work").join(name), text).unwrap();
    let compare = |text: &str| {
        let why = lab.upgo(["why", "--json"]).within(&folder).with("PATH", &path).with("GOPROXY", "off");
        let why = why.succeeds().json();
        let build = go(&lab, &folder, &["build", "."]).env("PATH", &path).output_in_time().unwrap();
        assert_eq!(why["works"], build.status.success(), "{text:?}: {build:?} {why:#}");
        if let Some(told) = why["problem"]["causes"][0].as_str() {
            let said = String::from_utf8_lossy(&build.stderr).replace("go: ", "");
            assert!(said.contains(told.trim_start_matches("go: ")), "{text:?}: {said:?} {told:?}");
        }
    };
    for lines in modules {
        file("m/go.mod", &format!("module m\n\n{lines}"));
        compare(lines);
    }
    file("m/go.mod", "module m\n\ngo 1.20\n");
    for text in works {
        file("go.work", text);
        compare(text);
    }
}

#[test]
#[ignore = "long"]
fn the_godebug_defaults_that_change_are_those_of_both_real_toolchains() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["settings", "set", "keep-archives", "true"]).succeeds();
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let folder = module(&lab, "defaults", "1.26", "package main\n\nfunc main() {}\n");
    let listed = |version: &str| {
        let program = lab.home().join("toolchains").join(version).join("bin/go");
        let mut list = lab.command(program);
        list.args(["list", "-f", "{{.DefaultGODEBUG}}", "."]).current_dir(&folder).env("GOTOOLCHAIN", "local");
        list.env("GOPROXY", "off").env("GOFLAGS", "-mod=readonly").env("GOCACHE", real_go::build_cache());
        let output = list.output_in_time().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let values = String::from_utf8(output.stdout).unwrap();
        let pairs = values.trim().split(',').filter_map(|pair| pair.split_once('='));
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<BTreeMap<_, _>>()
    };
    let told = || {
        let words = ["whatsnew", "1.26.6", "1.27.3", "--json", "--project"].map(OsStr::new);
        let report = lab.upgo(words.into_iter().chain([folder.as_os_str()])).succeeds().json();
        assert_eq!(report["unknownDefaults"], json!([]), "{report:#}");
        report["projects"][0].clone()
    };
    let lines = [
        "",
        "go 1.16",
        "go 1.20",
        "go 1.21",
        "go 1.21.0",
        "go 1.22.5",
        "go 1.23",
        "go 1.24",
        "go 1.25rc1",
        "go 1.26",
        "go 1.26.6",
        "go 1.23\ngodebug default=go1.25",
        "go 1.25\ngodebug panicnil=1",
    ];
    for line in lines {
        std::fs::write(folder.join("go.mod"), format!("module example.com/defaults\n\n{line}\n")).unwrap();
        let (before, after) = (listed("go1.26.6"), listed("go1.27.3"));
        let project = told();
        let settings = project["settings"].as_array().unwrap();
        let names = before.keys().chain(after.keys()).collect::<BTreeSet<_>>();
        for name in names {
            let setting = settings.iter().find(|setting| setting["name"] == name.as_str());
            let (old, new) = (before.get(name), after.get(name));
            assert_eq!(setting.is_some(), old != new, "{line:?}: {name}: {project:#}");
            if let Some(setting) = setting {
                assert_eq!((&setting["before"], &setting["after"]), (&json!(old), &json!(new)), "{line:?}: {name}");
            }
        }
    }
    // The same from the archive, without the toolchain.
    let installed = told();
    lab.upgo(["remove", "1.27.3"]).succeeds();
    assert_eq!(told(), installed);
}

/// Makes a GOPROXY folder for `go install`, with `example.com/NAME` at v1.2.3 and its program `cmd/NAME`.
fn module_proxy(lab: &Lab, modules: &[(&str, &str)]) -> String {
    let folder = lab.path("proxy");
    for (name, program) in modules {
        publish(&folder, name, &["v1.2.3"], "", program);
    }
    format!("file://{}", folder.display())
}

/// Publishes the versions of `example.com/NAME`, all with the same program.
fn publish(proxy: &Path, name: &str, versions: &[&str], retract: &str, program: &str) {
    let folder = proxy.join(format!("example.com/{name}/@v"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("list"), versions.join("\n") + "\n").unwrap();
    let go_mod = format!("module example.com/{name}\n\ngo 1.26.0\n{retract}");
    for version in versions {
        let info = format!(r#"{{"Version":"{version}","Time":"2026-11-01T00:00:00Z"}}"#);
        std::fs::write(folder.join(format!("{version}.info")), info).unwrap();
        std::fs::write(folder.join(format!("{version}.mod")), &go_mod).unwrap();
        let mut archive = zip::ZipWriter::new(std::fs::File::create(folder.join(format!("{version}.zip"))).unwrap());
        for (file, text) in [("go.mod".to_owned(), go_mod.as_str()), (format!("cmd/{name}/main.go"), program)] {
            let options = zip::write::SimpleFileOptions::default();
            archive.start_file(format!("example.com/{name}@{version}/{file}"), options).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap();
    }
}

const EMPTY: &str = "package main\n\nfunc main() {}\n";

/// A user of real Go with programs installed from a proxy on disk.
struct RealTools {
    lab: Lab,
    proxy: String,
    gobin: PathBuf,
}

impl RealTools {
    /// With go1.26.6 as the current one.
    fn new(modules: &[(&str, &str)]) -> Option<Self> {
        let lab = quick_lab()?;
        lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        let (proxy, gobin) = (module_proxy(&lab, modules), lab.path("programs"));
        Some(Self { lab, proxy, gobin })
    }

    fn variables(&self) -> [(&'static str, OsString); 5] {
        [
            ("GOPROXY", self.proxy.clone().into()),
            ("GOSUMDB", "off".into()),
            ("GOFLAGS", "-modcacherw".into()),
            ("GOBIN", self.gobin.clone().into()),
            ("GOCACHE", real_go::build_cache().into()),
        ]
    }

    fn go(&self, folder: &Path, words: &[&str]) -> String {
        let output = go(&self.lab, folder, words).envs(self.variables()).output_in_time().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn upgo(&self, words: &[&str]) -> Run {
        self.variables().into_iter().fold(self.lab.upgo(words), |run, (name, value)| run.with(name, value))
    }

    /// The build information of each program, after checking that `go version -m` agrees.
    fn tools(&self) -> Vec<serde_json::Value> {
        let tools = self.upgo(&["tools", "--json"]).succeeds().json()["tools"].clone();
        for tool in tools.as_array().unwrap() {
            let program = tool["program"].as_str().unwrap();
            let said = self.go(&self.lab.path("tmp"), &["version", "-m", "-json", program]);
            let said: serde_json::Value = serde_json::from_str(&said).unwrap();
            assert_eq!((&tool["builtWith"], &tool["package"]), (&said["GoVersion"], &said["Path"]));
            assert_eq!((&tool["module"], &tool["version"]), (&said["Main"]["Path"], &said["Main"]["Version"]));
            assert_eq!(tool["source"] == "module", said["Main"]["Sum"].is_string(), "{said:#}");
        }
        tools.as_array().unwrap().clone()
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.gobin.join(name)).unwrap()
    }
}

#[test]
#[ignore = "long"]
fn real_tools_are_rebuilt_with_their_settings_and_restored_by_undo() {
    let tagged = "//go:build special\n\npackage main\n\nvar name string\n\nfunc main() { println(name) }\n";
    let Some(real) = RealTools::new(&[("tool", EMPTY), ("tagged", tagged), ("gone", EMPTY)]) else {
        return;
    };
    let here = real.lab.path("tmp");
    for name in ["tool", "gone"] {
        real.go(&here, &["install", &format!("example.com/{name}/cmd/{name}@v1.2.3")]);
    }
    let flags = ["-tags=special", "-ldflags=-s -w -X 'main.name=a b'"];
    real.go(&here, &["install", flags[0], flags[1], "example.com/tagged/cmd/tagged@v1.2.3"]);
    let own = module(&real.lab, "own", "1.26.0", EMPTY);
    real.go(&own, &["build", "-o", &real.gobin.join("own").display().to_string(), "."]);
    real.lab.upgo(["upgrade"]).with("GOBIN", &real.gobin).succeeds();
    let before = real.tools();
    let told: Vec<_> = before.iter().map(|tool| (tool["name"].clone(), tool["rebuilds"].clone())).collect();
    let expected = json!([["gone", true], ["own", false], ["tagged", true], ["tool", true]]);
    assert_eq!(json!(told), expected, "{before:#?}");
    let all = || ["gone", "own", "tagged", "tool"].map(|name| real.bytes(name));
    let old = all();
    std::fs::remove_dir_all(real.lab.path("proxy").join("example.com").join("gone")).unwrap();
    real.go(&here, &["clean", "-modcache"]);

    // Stray settings, a project and another Go's folder have no influence.
    std::fs::write(here.join("go.mod"), "module stray\n\ngo 1.99\n").unwrap();
    let rebuild = real.upgo(&["tools", "rebuild", "--json"]).within(&here).with("GOTOOLCHAIN", "go1.26.6");
    let changed = rebuild.with("GOROOT", "/nowhere").with("GO111MODULE", "off").succeeds().json();
    assert_eq!(changed["programs"], json!(["tagged", "tool"]), "{changed:#}");
    let after = real.tools();
    let built: Vec<_> = after.iter().map(|tool| (tool["builtWith"].clone(), tool["version"].clone())).collect();
    let (old_go, new_go) = (["go1.26.6", "v1.2.3"], ["go1.27.3", "v1.2.3"]);
    assert_eq!(json!(built), json!([old_go, ["go1.26.6", "(devel)"], new_go, new_go]));
    let warnings = changed["warnings"].as_array().unwrap();
    let failed = warnings.iter().find(|warning| warning["code"] == "UPGO-TOOL-BUILD").unwrap();
    assert!(failed["causes"][0].as_str().unwrap().starts_with("go: example.com/gone/cmd/gone@v1.2.3: "), "{failed:#}");
    let said = real.go(&here, &["version", "-m", &real.gobin.join("tagged").display().to_string()]);
    assert!(said.contains("-tags=special") && said.contains(r#"-ldflags="-s -w -X 'main.name=a b'""#), "{said}");
    let ran = real.lab.command(real.gobin.join("tagged")).output_in_time().unwrap();
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "a b\n");

    real.upgo(&["rollback"]).succeeds();
    assert_eq!(all(), old);
    assert_eq!(real.tools(), before);
}

#[test]
fn a_real_tool_is_updated_to_the_version_that_go_calls_latest() {
    let Some(real) = RealTools::new(&[("tool", EMPTY)]) else { return };
    let here = real.lab.path("tmp");
    real.go(&here, &["install", "example.com/tool/cmd/tool@v1.2.3"]);
    let old = real.bytes("tool");
    let versions = ["v1.2.3", "v1.3.0", "v1.4.0", "v1.5.0-rc.1"];
    publish(&real.lab.path("proxy"), "tool", &versions, "\nretract v1.4.0\n", EMPTY);
    let latest = real.go(&here, &["list", "-m", "-f", "{{.Version}}", "example.com/tool@latest"]);
    assert_eq!(latest.trim(), "v1.3.0");
    real.upgo(&["tools", "check"]).succeeds();
    assert_eq!(real.tools()[0]["latest"], latest.trim());
    let changed = real.upgo(&["tools", "update", "--json"]).succeeds().json();
    assert_eq!(changed["programs"], json!(["tool"]), "{changed:#}");
    assert_eq!((&real.tools()[0]["version"], &real.tools()[0]["update"]), (&json!("v1.3.0"), &json!("current")));
    real.upgo(&["rollback"]).succeeds();
    assert_eq!(real.bytes("tool"), old);
}

#[test]
#[ignore = "long"]
fn a_killed_or_cancelled_rebuild_keeps_the_old_program_and_can_be_repeated() {
    let Some(real) = RealTools::new(&[("tool", EMPTY)]) else { return };
    real.go(&real.lab.path("tmp"), &["install", "example.com/tool/cmd/tool@v1.2.3"]);
    let old = real.bytes("tool");
    real.lab.upgo(["upgrade"]).succeeds();
    for signal in ["-KILL", "-INT"] {
        // The build cache is empty, so the build takes a while.
        let run = real.upgo(&["tools", "rebuild", "--progress", "json"]).with("GOCACHE", real.lab.path(signal));
        let mut rebuild = run.starts();
        let mut events = BufReader::new(rebuild.stderr.take().unwrap()).lines().map_while(Result::ok);
        assert!(events.any(|event| event.contains("stepStarted")));
        let sent = std::process::Command::new("kill").args([signal, &rebuild.id().to_string()]).status_in_time();
        assert!(sent.unwrap().success());
        assert!(!rebuild.status_in_time().unwrap().success());
        assert_eq!(real.bytes("tool"), old, "{signal}");
        let history = real.upgo(&["history", "--json"]).succeeds().json();
        assert_eq!(history["entries"][0]["inEffect"], false, "{signal}: {history:#}");
        assert_eq!(real.tools()[0]["rebuilds"], true);
    }
    real.upgo(&["tools", "rebuild"]).succeeds();
    assert_eq!(real.tools()[0]["builtWith"], "go1.27.3");
    assert_eq!(real.lab.names_in("staging"), [""; 0]);
}

#[test]
fn asking_a_go_for_its_version_leaves_no_trace() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3"]).succeeds();
    // A `go` without its tree: its version is known only by asking it.
    let wrapper = lab.path("wrapper");
    std::fs::create_dir_all(&wrapper).unwrap();
    let go = lab.home().join("toolchains/go1.27.3/bin/go");
    let script = format!("#!/bin/sh\nexec '{}' \"$@\"\n", go.display().to_string().replace('\'', r"'\''"));
    std::fs::write(wrapper.join("go"), script).unwrap();
    let made = std::process::Command::new("chmod").arg("+x").arg(wrapper.join("go")).status_in_time();
    assert!(made.unwrap().success());
    let before = tree(&lab.user());
    let status = lab
        .upgo(["status", "--json"])
        .with("PATH", format!("{}:/usr/bin:/bin", wrapper.display()))
        .with("GOFLAGS", "-bogus")
        .succeeds()
        .json();
    assert_eq!(status["active"]["version"], "go1.27.3", "{status:#}");
    assert_eq!(tree(&lab.user()), before, "the user's files were changed");
}

/// Every file below a folder, with its length.
fn tree(folder: &Path) -> Vec<(PathBuf, u64)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            files.extend(tree(&entry.path()));
        } else {
            files.push((entry.path(), entry.metadata().unwrap().len()));
        }
    }
    files.sort();
    files
}

/// Each program that a build starts, in each way that a machine may fail to run it, is found before the switch.
#[test]
#[ignore = "long"]
fn a_go_of_which_a_program_does_not_run_here_is_not_switched_to() {
    use std::os::unix::fs::PermissionsExt;
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let tools = lab.home().join("toolchains/go1.27.3/pkg/tool/linux_amd64");
    for tool in ["compile", "asm", "link"] {
        let (path, aside) = (tools.join(tool), lab.home().join(tool));
        std::fs::rename(&path, &aside).unwrap();
        for kind in ["missing", "blocked", "of another architecture"] {
            if kind != "missing" {
                let mut bytes = std::fs::read(&aside).unwrap();
                bytes[18..20].copy_from_slice(if kind == "blocked" { &[62, 0] } else { &[183, 0] }); // e_machine
                std::fs::write(&path, bytes).unwrap();
                let mode = if kind == "blocked" { 0o644 } else { 0o755 };
                std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
            }
            let failed = lab.upgo(["use", "1.27.3", "--json"]).exits(1).json();
            assert_eq!(failed["error"]["code"], "UPGO-SMOKE-FAILED", "{tool}, {kind}: {failed:#}");
            assert_eq!(failed["error"]["became"], "untouched", "{tool}, {kind}: {failed:#}");
            assert_eq!(lab.go_version(), "go1.26.6", "{tool}, {kind}");
            assert_eq!(lab.names_in("staging"), [""; 0], "{tool}, {kind}");
        }
        std::fs::rename(&aside, &path).unwrap();
    }
    lab.upgo(["use", "1.27.3"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn a_new_go_is_tested_without_compiling_its_runtime() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3"]).succeeds();
    std::fs::write(lab.home().join("toolchains/go1.27.3/src/runtime/proc.go"), "this is not Go").unwrap();
    lab.upgo(["use", "1.27.3"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}

/// A later linker may ask more of a runtime than the small program has.
#[test]
fn a_go_that_cannot_build_the_small_program_is_tested_with_a_complete_one() {
    use std::os::unix::fs::PermissionsExt;
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3"]).succeeds();
    let tools = lab.home().join("toolchains/go1.27.3/pkg/tool/linux_amd64");
    let (link, real) = (tools.join("link"), tools.join("real")); // it prints the name by which it is started
    std::fs::create_dir(&real).unwrap();
    std::fs::rename(&link, real.join("link")).unwrap();
    let script = "#!/bin/sh\ncase \" $* \" in *' -E '*) exit 1 ;; esac\nexec \"${0%/*}/real/link\" \"$@\"\n";
    std::fs::write(&link, script).unwrap();
    std::fs::set_permissions(&link, PermissionsExt::from_mode(0o755)).unwrap();
    lab.upgo(["use", "1.27.3"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
#[ignore = "long"]
fn a_killed_upgrade_of_real_go_leaves_a_working_go_and_can_be_repeated() {
    let Some(lab) = real_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    for moment in ["\"transferred\"", "\"unpacked\"", "\"step\":2", "\"step\":3", "\"step\":4"] {
        lab.server.limit(60_000_000);
        let mut upgrade = Victim::start(lab.upgo(["upgrade", "--progress", "json"]));
        assert!(upgrade.events().any(|event| event.contains(moment)), "{moment} was not reached");
        upgrade.kill();
        assert!(["go1.26.6", "go1.27.3"].contains(&lab.go_version().as_str()), "killed at {moment}");
        let status = lab.upgo(["status", "--json"]).succeeds().json();
        assert_eq!(status["current"]["version"], lab.go_version());
        assert_eq!(lab.names_in("staging"), [""; 0], "killed at {moment}");
        lab.upgo(["use", "1.26.6"]).succeeds();
        if lab.toolchains().len() > 1 {
            // a build that the killed process started may still be running
            lab.upgo(["remove", "1.27.3", "--wait"]).succeeds();
        }
    }
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
#[ignore = "long"]
fn vulnerabilities_are_matched_to_the_imports_of_real_projects_without_writing() {
    let Some(real) = RealTools::new(&[(
        "lib",
        "package main\n\nimport \"encoding/xml\"\n\nfunc main() { xml.EscapeText(nil, nil) }\n",
    )]) else {
        return;
    };
    let lab = &real.lab;
    let url = Vulns::real().serve(&lab.server);
    let program = |package: &str, what: &str| {
        format!("package main\n\nimport \"{package}\"\n\nfunc main() {{ println({what}) }}\n")
    };
    let server = module(lab, "server", "1.26.0", &program("net/http", "http.StatusOK"));
    let small = module(lab, "small", "1.26.0", &program("os", "os.Args[0]"));
    let newer = module(lab, "newer", "1.30.0", EMPTY);
    let partly =
        module(lab, "partly", "1.26.0", "package partly\n\nimport _ \"example.org/missing\"\nimport _ \"net/url\"\n");
    // One module is found only through a workspace, another one only in the module cache.
    let part = module(lab, "part", "1.26.0", "package part\n\nimport _ \"crypto/tls\"\n");
    let whole = module(lab, "whole", "1.26.0", "package main\n\nimport _ \"example.com/part\"\n\nfunc main() {}\n");
    std::fs::write(lab.path("go.work"), "go 1.26.0\n\nuse ./part\nuse ./whole\n").unwrap();
    for alone in [&server, &small, &newer, &partly] {
        // outside the workspace
        std::fs::write(alone.join("go.work"), "go 1.26.0\n\nuse .\n").unwrap();
    }
    let folders = [&server, &small, &newer, &partly, &part, &whole];
    let projects = || folders.map(|folder| tree(folder)).concat();
    let of_user =
        || tree(&lab.user()).into_iter().filter(|(path, _)| !path.starts_with(lab.home())).collect::<Vec<_>>();
    let before = (projects(), of_user());
    let mut words = vec!["audit".to_owned(), "1.26.5".into(), "--target".into(), "linux-amd64".into(), "--json".into()];
    words.extend(folders.iter().flat_map(|folder| ["--module".to_owned(), folder.display().to_string()]));
    let run = || lab.upgo(&words).with("UPGO_VULN_URL", &url).with("GOFLAGS", "-mod=mod").with("GOTOOLCHAIN", "auto");
    let report = run().succeeds().json();
    crate::schemas::fits("audit", &report);
    let warned: Vec<_> = report["warnings"].as_array().unwrap().iter().map(|warning| &warning["message"]).collect();
    let expected = [("newer", "1.30"), ("only some imports", "provides package example.org/missing")];
    assert_eq!(warned.len(), expected.len(), "{warned:#?}");
    for (said, (what, why)) in warned.into_iter().zip(expected) {
        assert!(said.as_str().unwrap().contains(what) && said.as_str().unwrap().contains(why), "{said}");
    }
    let uses = |folder: &Path| -> Vec<&str> {
        let all = report["vulnerabilities"].as_array().unwrap().iter();
        let used = all.filter(|one| one["usedBy"].as_array().unwrap().contains(&json!(folder)));
        used.map(|one| one["id"].as_str().unwrap()).collect()
    };
    assert_eq!(report["vulnerabilities"].as_array().unwrap().len(), 10);
    assert_eq!(uses(&server).len(), 6, "{report:#}");
    assert_eq!(uses(&small), [""; 0]);
    assert_eq!(uses(&partly), ["GO-2026-6218"], "net/url is imported, too");
    assert!(uses(&part).contains(&"GO-2026-6090") && uses(&whole).contains(&"GO-2026-6090"), "crypto/tls");
    assert_eq!(report["inYourProjects"], 6);
    assert_eq!((projects(), of_user()), before, "files outside Upgo's folder were written");

    lab.upgo(["settings", "set", "projects", &small.display().to_string()]).succeeds();
    let said = lab.upgo(["audit", "1.26.5"]).with("UPGO_VULN_URL", &url).succeeds().output;
    assert!(said.contains("10 known, 0 of them in packages that your project uses."), "{said}");

    // Commands that start no program show the cached result.
    let folders = [&server, &small].map(|folder| folder.display().to_string()).join(",");
    lab.upgo(["settings", "set", "projects", &folders]).succeeds();
    let fault = Vulns::sample("GO-2026-9999", &[("introduced", "0"), ("fixed", "1.27.3")]);
    let other = Server::start();
    let url = Vulns::empty().put(fault, "2026-09-01T00:00:00Z").serve(&other);
    lab.upgo(["check"]).with("UPGO_VULN_URL", &url).succeeds();
    let status = lab.upgo(["status"]).with("UPGO_VULN_URL", &url).succeeds().output;
    let sentence = "Fixes 1 known vulnerability in go1.26.6, 1 in packages that your projects use.";
    assert!(status.contains(sentence), "{status}");
    let report = lab.upgo(["projects", "--json"]).with("UPGO_VULN_URL", &url).succeeds().json();
    crate::schemas::fits("projects", &report);
    let of = |folder: &Path| {
        let all = report["projects"].as_array().unwrap().iter();
        all.clone().find(|project| project["folder"] == json!(folder)).unwrap()
    };
    // A folder of the setting stands for all modules in it.
    let nested = ["nested/a", "nested/deep/b"].map(|name| {
        let folder = module(lab, name, "1.26.0", &program("os", "os.Args[0]"));
        std::fs::write(folder.join("go.work"), "go 1.26.0\n\nuse .\n").unwrap();
        folder
    });
    lab.upgo(["settings", "set", "projects", &lab.path("nested").display().to_string()]).succeeds();
    let audited = lab.upgo(["audit", "1.26.5", "--json"]).with("UPGO_VULN_URL", &url).succeeds().json();
    assert_eq!(audited["projects"], json!(nested), "{audited:#}");
    let id = json!(["GO-2026-9999"]);
    assert_eq!((&of(&server)["fixed"], &of(&server)["concern"]), (&id, &json!("secures")), "{report:#}");
    assert_eq!((&of(&small)["vulnerabilities"], &of(&small)["concern"]), (&json!([]), &json!("changes")), "{report:#}");
}

#[test]
#[ignore = "long"]
fn programs_of_real_go_are_audited_by_the_go_that_built_them() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let mut vulns = Vulns::empty();
    vulns.put(Vulns::sample("GO-2026-9999", &[("introduced", "0"), ("fixed", "1.27.3")]), "2026-09-01T00:00:00Z");
    let url = vulns.serve(&lab.server);
    let old = module(&lab, "old", "1.26.0", EMPTY);
    let built = go(&lab, &old, &["build", "-trimpath", "-ldflags=-s -w", "-o", "old", "."]).output_in_time().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let report =
        lab.upgo(["audit".as_ref(), old.as_os_str(), "--json".as_ref()]).with("UPGO_VULN_URL", &url).succeeds().json();
    assert_eq!(
        (&report["rebuild"], &report["programs"][0]["target"]),
        (&json!(1), &json!("linux-amd64")),
        "{report:#}"
    );
    lab.upgo(["upgrade"]).succeeds();
    let built = go(&lab, &old, &["build", "-o", "old", "."]).output_in_time().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let report =
        lab.upgo(["audit".as_ref(), old.as_os_str(), "--json".as_ref()]).with("UPGO_VULN_URL", &url).succeeds().json();
    assert_eq!(report["rebuild"], 0);
}

#[test]
#[ignore = "long"]
fn a_changed_a_missing_and_an_added_file_in_a_real_tree_are_found_and_repaired() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let tree = lab.home().join("toolchains/go1.27.3");
    let whole = crate::verify::content(&tree);
    // Using Go does not change its own tree.
    let program = module(&lab, "program", "1.27.0", "package main\n\nfunc main() { println(\"hello\") }\n");
    for words in [&["build", "-o", "program", "."][..], &["install", "fmt"], &["vet", "."]] {
        let ran = go(&lab, &program, words).output_in_time().unwrap();
        assert!(ran.status.success(), "{words:?}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    let report = lab.upgo(["verify", "1.27.3", "--json"]).succeeds().json();
    assert_eq!((&report["ok"], report["files"].as_u64()), (&json!(true), Some(whole.len() as u64)));

    let compile = tree.join("pkg/tool/linux_amd64/compile");
    let mut bytes = std::fs::read(&compile).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&compile, &bytes).unwrap();
    std::fs::remove_file(tree.join("src/fmt/print.go")).unwrap();
    std::fs::write(tree.join("src/fmt/evil.go"), "package fmt\n").unwrap();
    let damaged = crate::verify::content(&tree);
    let report = lab.upgo(["verify", "1.27.3", "--json"]).exits(4).json();
    assert_eq!(report["changed"], json!(["pkg/tool/linux_amd64/compile"]));
    assert_eq!(report["missing"], json!(["src/fmt/print.go"]));
    assert_eq!(report["added"], json!(["src/fmt/evil.go"]));
    lab.upgo(["verify", "1.27.3", "--repair"]).succeeds();
    assert!(crate::verify::content(&tree) == whole, "the repaired tree differs");
    let ran = go(&lab, &program, &["run", "."]).output_in_time().unwrap();
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "hello\n");
    lab.upgo(["rollback"]).succeeds();
    assert!(crate::verify::content(&tree) == damaged, "the undo did not restore each byte");
}

/// Each variable of a row is set, or written by `go env -w` if its name starts with `-w `.
#[test]
fn the_caches_are_those_of_a_real_go_which_cleans_them() {
    use std::os::unix::fs::PermissionsExt as _;

    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let [one, two] = ["cache one", "cache two"].map(|name| lab.path(name).to_str().unwrap().to_owned());
    let rows: [&[(&str, &str)]; 6] = [
        &[],
        &[("XDG_CACHE_HOME", &one)],
        &[("GOPATH", &one)],
        &[("GOCACHE", &one), ("GOMODCACHE", &two)],
        &[("-w GOCACHE", &two), ("-w GOMODCACHE", &one)],
        &[("XDG_CACHE_HOME", "relative")],
    ];
    let place = lab.path("tmp");
    let real = |row: &[(&str, &str)], words: &[&str]| {
        let mut command = go(&lab, &place, words);
        command.env_remove("GOCACHE").envs(row.iter().filter(|(name, _)| !name.contains(' ')).copied());
        command.output_in_time().unwrap()
    };
    for row in rows {
        let written = row.iter().filter_map(|(name, value)| Some(format!("{}={value}", name.strip_prefix("-w ")?)));
        for setting in written {
            assert!(real(&[], &["env", "-w", &setting]).status.success());
        }
        let said = String::from_utf8(real(row, &["env", "GOCACHE", "GOMODCACHE"]).stdout).unwrap();
        let report = row
            .iter()
            .filter(|(name, _)| !name.contains(' '))
            .fold(lab.upgo(["cache", "--json"]), |run, own| run.with(own.0, own.1));
        let report = report.succeeds().json();
        let folder = |index: usize| report["caches"][index]["folder"].as_str().unwrap_or("off").to_owned();
        assert_eq!(said.lines().collect::<Vec<_>>(), [folder(0), folder(1)], "{row:?}");
        real(&[], &["env", "-u", "GOCACHE", "GOMODCACHE"]);
    }

    assert!(real(&[], &["build", "internal/goarch"]).status.success());
    let modules = lab.user().join("go/pkg/mod");
    let module = modules.join("example.com/one@v1.0.0");
    std::fs::create_dir_all(modules.join("cache/download/example.com")).unwrap();
    std::fs::create_dir_all(&module).unwrap();
    std::fs::write(module.join("one.go"), "package one\n").unwrap();
    // as Go unpacks modules
    std::fs::set_permissions(module.join("one.go"), std::fs::Permissions::from_mode(0o444)).unwrap();
    std::fs::set_permissions(&module, std::fs::Permissions::from_mode(0o555)).unwrap();
    let words = ["cache", "clean-go", "build", "modules", "--yes", "--even-if-running", "--json"];
    let changed = lab.upgo(words).succeeds().json();
    assert!(changed["freedBytes"].as_u64().unwrap() > 0, "{changed:#}");
    assert!(!modules.exists());
    let report = lab.upgo(["cache", "--json"]).succeeds().json();
    assert_eq!(report["caches"][1]["state"], "missing");
    assert_eq!(lab.upgo(["cache", "clean-go", "build"]).succeeds().output, "There is nothing to clean.\n");
}

/// The table of values that `env set` refuses, and what `why` says about a new terminal, are what a real Go does in one.
#[test]
#[ignore = "long"]
fn a_new_terminal_fails_where_why_says_so() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    // no `main`, which would need a runtime for each target, and the linker for each value
    let folder = module(&lab, "small", "1.21", "package small\n");
    let script = lab.home().join("env");
    let before = std::fs::read_to_string(&script).unwrap();
    let file = lab.path("file");
    std::fs::write(&file, "").unwrap();
    let (file, nowhere) = (file.display().to_string(), lab.path("nowhere").display().to_string());
    for (name, value) in [
        ("GOROOT", nowhere.as_str()),
        ("GOFLAGS", "nonsense"),
        ("GOFLAGS", "-bogus"),
        ("GOFLAGS", "'-ldflags=-s -w"),
        ("GOFLAGS", "'-ldflags=-s -w' -v"),
        ("GOFLAGS", "-ldflags='-s -w'"),
        ("GOFLAGS", "-mod=foo"),
        ("GOFLAGS", "-mod"),
        ("GOFLAGS", "-p=0"),
        ("GOFLAGS", "-race=2"),
        ("GOFLAGS", "-C=/tmp"),
        ("GOFLAGS", "-modfile=x"),
        ("GOFLAGS", "-count=x"),
        ("GOTOOLCHAIN", "local|go1.26.6"),
        ("GOTOOLCHAIN", "go1.26"),
        ("GOTOOLCHAIN", "local+auto"),
        ("GOOS", "Linux"),
        ("GOOS", "windows"),
        ("GOOS", "js"),
        ("GOARCH", "x86_64"),
        ("GOARCH", "386"),
        ("GO111MODULE", "1"),
        ("GOARM64", "v8"),
        ("GOARM64", "v9.5,lse"),
        ("GOMIPS", "hard"),
        ("GOPPC64", "power7"),
        ("GORISCV64", "rv64"),
        ("GOWASM", "simd"),
        ("GOEXPERIMENT", "banana"),
        ("GOEXPERIMENT", "nojsonv2"),
        ("GOPATH", "go"),
        ("GOCACHE", "off"),
        ("GOCACHE", "cache"),
        ("GOCACHE", &file),
        ("GOTMPDIR", &nowhere),
        ("GODEBUG", "fips140=banana"),
        ("GODEBUG", "banana"),
        ("GOFIPS140", "v9"),
        ("GOMEMLIMIT", "1GB"),
        ("GOMEMLIMIT", "1GiB"),
        ("CC", "'gcc"),
        ("CC", "bin/gcc"),
        ("CXX", "'g++"),
        ("CGO_CFLAGS", "'-O2"),
        ("PKG_CONFIG", "'"),
        ("CGO_ENABLED", "2"),
        ("GOPROXY", "banana"),
    ] {
        let line = format!("# upgo set: {name}={value}\n{name}='{}'; export {name}\n", value.replace('\'', r"'\''"));
        std::fs::write(&script, format!("{before}{line}")).unwrap();
        let cache =
            if name == "GOCACHE" { String::new() } else { format!("GOCACHE='{}'", real_go::build_cache().display()) };
        // as a terminal that opens in the folder
        let commands = format!("cd small && export {cache} && go version && go env && go list . && go build -o out .");
        let profile = lab.user().join(".profile").display().to_string().replace('\'', r"'\''");
        let mut shell = lab.command("/bin/sh");
        shell.args(["-c", &format!(". '{profile}'; {commands}")]).current_dir(folder.parent().unwrap());
        let ran = shell.env("PATH", "/usr/bin:/bin").env("GOPROXY", "off").output_in_time().unwrap();
        let why = lab.upgo(["why", "--json"]).within(&folder).with("GOPROXY", "off").succeeds().json();
        let says = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(why["works"], ran.status.success(), "{name}={value}: {says}\n{why:#}");
        let status = lab.upgo(["status", "--json"]).with("GOPROXY", "off").succeeds().json();
        assert_eq!(status["problem"].is_null(), ran.status.success(), "{name}={value}: {says}\n{status:#}");
    }
}
