//! Terminals that are open during a change, and those that are opened after it.
use std::io::Write as _;
use std::process::{Child, Stdio};

use serde_json::json;
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::{InTime as _, Lines, lines_in_time};
use upgo_testkit::real_go;
use upgo_testkit::release::Release;
use upgo_testkit::server::{Act, Server};

use super::{go, go_of, module, quick_lab, real_lab};

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
    answers: Lines<std::process::ChildStdout>,
}

impl Shell {
    fn open(lab: &Lab) -> Self {
        let path = upgo_testkit::system::path_after(&lab.home().join("bin"));
        let mut child =
            lab.command("sh").env("PATH", path).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let answers = lines_in_time(child.stdout.take().unwrap());
        Self { child, answers }
    }

    fn says(&mut self, command: &str) -> String {
        writeln!(self.child.stdin.as_mut().unwrap(), "{command}").unwrap();
        self.answers.next().unwrap().unwrap().trim().to_owned()
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        self.child.status_in_time().unwrap();
    }
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
    let mut compiled = lines_in_time(build.stderr.take().unwrap());
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
        let run = lab
            .upgo(["exec", version, "--"].iter().chain(words))
            .within(&folder)
            .with("PATH", upgo_testkit::system::path());
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
    let run = lab
        .upgo(words)
        .within(&folder)
        .with("PATH", upgo_testkit::system::path())
        .with("GOPROXY", "off")
        .with("GOFLAGS", "");
    let ran = run.with("CGO_ENABLED", "0").with("GOCACHE", real_go::build_cache()).succeeds();
    assert!(ran.errors.contains("it fails since Go 1.27"), "{ran}");
    let report = ran.json();
    assert_eq!(report["firstBad"]["version"], "go1.27.2", "{report:#}");
    assert_eq!(report["lastGood"]["version"], "go1.26.6");
    assert_eq!(report["removed"], json!(["go1.26.6", "go1.27.2"]));
    assert_eq!(lab.toolchains(), ["go1.27.3"]);
}

/// What `why` says about the values in a new terminal is what a real Go does in one.
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
        let ran = shell.env("PATH", upgo_testkit::system::path()).env("GOPROXY", "off").output_in_time().unwrap();
        let why = lab.upgo(["why", "--json"]).within(&folder).with("GOPROXY", "off").succeeds().json();
        let says = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(why["works"], ran.status.success(), "{name}={value}: {says}\n{why:#}");
        let status = lab.upgo(["status", "--json"]).with("GOPROXY", "off").succeeds().json();
        assert_eq!(status["problem"].is_null(), ran.status.success(), "{name}={value}: {says}\n{status:#}");
    }
}
