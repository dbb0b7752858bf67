//! The main job on real Go archives (Linux; the Windows twin is beside it).
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use serde_json::json;
use upgo_testkit::lab::Lab;
use upgo_testkit::real_go;
use upgo_testkit::release::Release;

use crate::lab;

/// A sandbox with the real go1.26.6 and go1.27.3 on the server; `None`, and a line that says so, where they are not
/// on this machine.
fn real_lab() -> Option<Lab> {
    let folder = real_go::folder();
    if cfg!(not(all(target_os = "linux", target_arch = "x86_64"))) || !folder.is_dir() {
        println!("SKIPPED: real Go for linux-amd64 is not here; npm run setup makes it");
        return None;
    }
    let mut lab = lab();
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
        self.child.wait().unwrap();
    }
}

fn module(lab: &Lab, name: &str, go_line: &str, program: &str) -> PathBuf {
    let folder = lab.path(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("go.mod"), format!("module example.com/{name}\n\ngo {go_line}\n")).unwrap();
    std::fs::write(folder.join("main.go"), program).unwrap();
    folder
}

/// `go` in Upgo's `bin` as a user without network runs it.
fn go(lab: &Lab, folder: &Path, words: &[&str]) -> std::process::Command {
    let bin = lab.home().join("bin");
    let mut go = lab.command(bin.join("go"));
    go.args(words).current_dir(folder).env("PATH", format!("{}:/usr/bin:/bin", bin.display()));
    go.env("GOPROXY", "off").env("GOFLAGS", "").env("CGO_ENABLED", "0").env("GOCACHE", lab.path("go cache"));
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
fn go_finds_the_toolchain_that_a_module_asks_for_in_the_store_and_a_build_survives_a_switch() {
    let Some(lab) = real_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();

    let small = module(&lab, "small", "1.27.3", "package main\n\nfunc main() { println(\"hello\") }\n");
    let output = go(&lab, &small, &["build", "-o", "small", "."]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(go_of(&lab, &small, "small"), "go1.27.3", "bin/go is at 1.26.6, the module asks for 1.27.3");

    let program = "package main\n\nimport \"net/http\"\n\nfunc main() { println(http.StatusOK) }\n";
    let large = module(&lab, "large", "1.26.0", program);
    let mut build = go(&lab, &large, &["build", "-v", "-o", "large", "."]).stderr(Stdio::piped()).spawn().unwrap();
    let mut compiled = BufReader::new(build.stderr.take().unwrap()).lines();
    assert!(compiled.next().is_some(), "the build has begun");
    lab.upgo(["use", "1.27.3"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
    let rest: Vec<String> = compiled.map(Result::unwrap).collect();
    assert!(build.wait().unwrap().success(), "{rest:#?}");
    assert!(rest.len() > 10, "the switch came in the middle: {} packages were left", rest.len());
    assert_eq!(go_of(&lab, &large, "large"), "go1.26.6");
}

/// The Go that a program was built with.
fn go_of(lab: &Lab, folder: &Path, program: &str) -> String {
    let told = go(lab, folder, &["version", program]).env("GOTOOLCHAIN", "local").output().unwrap();
    String::from_utf8_lossy(&told.stdout).trim().rsplit(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn what_is_told_of_a_project_is_what_real_go_then_does() {
    let Some(lab) = real_lab() else { return };
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
            go.env("PATH", &path).env("GOTOOLCHAIN", toolchain).output().unwrap()
        };
        let version = String::from_utf8(real(&["version"]).stdout).unwrap();
        assert_eq!(why["toolchain"]["version"].as_str(), version.split(' ').nth(2), "{lines} {toolchain}: {why:#}");
        let lists = real(&["list", "."]);
        assert_eq!(why["works"], lists.status.success(), "{lines} {toolchain}: {lists:?} {why:#}");
    }
}

/// A folder that serves the module `example.com/tool` to `go install`.
fn module_proxy(lab: &Lab) -> String {
    let folder = lab.path("proxy");
    let versions = folder.join("example.com/tool/@v");
    std::fs::create_dir_all(&versions).unwrap();
    let go_mod = "module example.com/tool\n\ngo 1.26.0\n";
    std::fs::write(versions.join("list"), "v1.2.3\n").unwrap();
    std::fs::write(versions.join("v1.2.3.info"), r#"{"Version":"v1.2.3","Time":"2026-11-01T00:00:00Z"}"#).unwrap();
    std::fs::write(versions.join("v1.2.3.mod"), go_mod).unwrap();
    let mut archive = zip::ZipWriter::new(std::fs::File::create(versions.join("v1.2.3.zip")).unwrap());
    for (name, text) in [("go.mod", go_mod), ("cmd/tool/main.go", "package main\n\nfunc main() {}\n")] {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(format!("example.com/tool@v1.2.3/{name}"), options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
    format!("file://{}", folder.display())
}

#[test]
fn tools_are_told_as_go_tells_them_and_are_built_again_by_the_command_that_is_named() {
    let Some(lab) = real_lab() else { return };
    let proxy = module_proxy(&lab);
    let here = lab.path("tmp");
    let gobin = lab.path("programs");
    let go = |folder: &Path, words: &[&str]| {
        let mut go = go(&lab, folder, words);
        go.env("GOPROXY", &proxy).env("GOSUMDB", "off").env("GOFLAGS", "-modcacherw").env("GOBIN", &gobin);
        let output = go.output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let tools = || lab.upgo(["tools", "--json"]).with("GOBIN", &gobin).succeeds().json()["tools"].clone();
    let is_as_told_by_go = |tool: &serde_json::Value| {
        let said = go(&here, &["version", "-m", "-json", tool["program"].as_str().unwrap()]);
        let said: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert_eq!((&tool["builtWith"], &tool["package"]), (&said["GoVersion"], &said["Path"]));
        assert_eq!((&tool["module"], &tool["version"]), (&said["Main"]["Path"], &said["Main"]["Version"]));
        assert_eq!(tool["source"] == "module", said["Main"]["Sum"].is_string(), "{said:#}");
    };

    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    go(&here, &["install", "example.com/tool/cmd/tool@v1.2.3"]);
    let own = module(&lab, "own", "1.26.0", "package main\n\nfunc main() {}\n");
    let program = gobin.join("own").display().to_string();
    go(&own, &["build", "-ldflags=-s -w -X 'main.v=1 2'", "-o", &program, "."]);
    lab.upgo(["upgrade"]).succeeds();
    let before = tools();
    for tool in before.as_array().unwrap() {
        is_as_told_by_go(tool);
    }
    assert_eq!((&before[0]["name"], &before[0]["source"]), (&json!("own"), &json!("checkout")), "{before:#}");
    assert_eq!((&before[1]["name"], &before[1]["source"]), (&json!("tool"), &json!("module")));
    assert_eq!((&before[1]["builtWith"], &before[1]["outdated"]), (&json!("go1.26.6"), &json!(true)));

    let told = lab.upgo(["tools"]).with("GOBIN", &gobin).succeeds().output;
    let command = told.split('`').nth(1).unwrap();
    assert_eq!(command, "go install example.com/tool/cmd/tool@v1.2.3", "{told}");
    go(&here, &command.split(' ').skip(1).collect::<Vec<_>>());
    let after = tools();
    is_as_told_by_go(&after[1]);
    assert_eq!((&after[1]["builtWith"], &after[1]["outdated"]), (&json!("go1.27.3"), &json!(false)));
    assert_eq!(after[0], before[0]);
}

#[test]
fn asking_a_go_leaves_no_trace() {
    let Some(lab) = real_lab() else { return };
    lab.upgo(["install", "1.27.3"]).succeeds();
    // A `go` without a tree beside it: only asking tells which one it is.
    let wrapper = lab.path("wrapper");
    std::fs::create_dir_all(&wrapper).unwrap();
    let go = lab.home().join("toolchains/go1.27.3/bin/go");
    let script = format!("#!/bin/sh\nexec '{}' \"$@\"\n", go.display().to_string().replace('\'', r"'\''"));
    std::fs::write(wrapper.join("go"), script).unwrap();
    let made = std::process::Command::new("chmod").arg("+x").arg(wrapper.join("go")).status();
    assert!(made.unwrap().success());
    let before = tree(&lab.user());
    let status = lab
        .upgo(["status", "--json"])
        .with("PATH", format!("{}:/usr/bin:/bin", wrapper.display()))
        .with("GOFLAGS", "-bogus")
        .succeeds()
        .json();
    assert_eq!(status["active"]["version"], "go1.27.3", "{status:#}");
    assert_eq!(tree(&lab.user()), before, "nothing of the user's was written");
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

#[test]
fn a_killed_upgrade_of_real_go_leaves_a_working_one_and_the_next_command_goes_on() {
    let Some(lab) = real_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    for moment in ["\"transferred\"", "\"unpacked\"", "\"step\":2", "\"step\":3", "\"step\":4"] {
        lab.server.limit(60_000_000);
        let mut upgrade = lab.upgo(["upgrade", "--progress", "json"]).starts();
        let mut events = BufReader::new(upgrade.stderr.take().unwrap()).lines().map_while(Result::ok);
        assert!(events.any(|event| event.contains(moment)), "{moment} was not reached");
        upgrade.kill().unwrap();
        upgrade.wait().unwrap();
        assert!(["go1.26.6", "go1.27.3"].contains(&lab.go_version().as_str()), "killed at {moment}");
        let status = lab.upgo(["status", "--json"]).succeeds().json();
        assert_eq!(status["current"]["version"], lab.go_version());
        assert_eq!(lab.names_in("staging"), [""; 0], "killed at {moment}");
        lab.upgo(["use", "1.26.6"]).succeeds();
        if lab.toolchains().len() > 1 {
            lab.upgo(["remove", "1.27.3"]).succeeds();
        }
    }
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}
