//! The main job with real Go, from the official zips.
//!
//! It is a single test, because each build with real Go takes 15 seconds under Wine.
use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use upgo_testkit::lab::{Lab, Ran};
use upgo_testkit::limit::{InTime as _, lines_in_time};
use upgo_testkit::real_go;

use super::{USERS_PATH, machine_path, path_of_a_new_terminal, program, set_path, user_path, users_path_with_upgo};
use crate::kill::Victim;
use crate::lab;

const OLD: &str = "1.26.6";
const NEW: &str = "1.27.3";

/// Prints the Go that built it.
const HELLO: &str = "package main\n\nimport \"runtime\"\n\nfunc main() { println(runtime.Version()) }\n";
/// Takes a while to be built.
const SERVER: &str = "package main

import (
	\"net/http\"
	\"runtime\"
)

func main() {
	http.NewServeMux()
	println(runtime.Version())
}
";

/// Prints its address, and runs until it is killed.
const LISTENER: &str = "package main

import (
	\"net\"
	\"os\"
)

func main() {
	listener, err := net.Listen(\"tcp\", \"127.0.0.1:0\")
	if err != nil {
		panic(err)
	}
	os.Stdout.WriteString(listener.Addr().String() + \"\\n\")
	for {
		listener.Accept()
	}
}
";

/// The folder of the archives, if it has both.
fn archives() -> Option<PathBuf> {
    let is_there = |version: &str| real_go::archive(&format!("go{version}.windows-amd64.zip")).is_some();
    [OLD, NEW].into_iter().all(is_there).then(real_go::folder)
}

/// A server that ends with its test.
struct Server(Child);

impl Server {
    /// Builds a mirror of both versions and serves it. Also returns its URL.
    fn start(lab: &Lab, archives: &Path) -> (Self, String) {
        let folder = lab.path("mirror");
        let versions = format!("{OLD},{NEW}");
        let build = ["mirror".as_ref(), "build".as_ref(), folder.as_os_str(), "--versions".as_ref(), versions.as_ref()];
        let from = ["--from".as_ref(), archives.as_os_str(), "--os".as_ref(), "windows".as_ref()];
        lab.upgo(build.into_iter().chain(from).chain(["--arch".as_ref(), "amd64".as_ref()])).succeeds();
        let mut server = Self(lab.upgo(["mirror".as_ref(), "serve".as_ref(), folder.as_os_str()]).starts());
        let mut output = lines_in_time(server.0.stdout.take().unwrap());
        let url = output.next().unwrap().unwrap();
        (server, url)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.status_in_time().ok();
    }
}

/// A module in the sandbox.
fn module(lab: &Lab, name: &str, go_line: &str, source: &str) -> PathBuf {
    let folder = lab.user().join(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("go.mod"), format!("module {name}\n\ngo {go_line}\n")).unwrap();
    fs::write(folder.join("main.go"), source).unwrap();
    folder
}

/// An offline `go` command.
fn go(lab: &Lab, folder: &Path, arguments: &[&str]) -> std::process::Command {
    let mut command = lab.command(program(lab, "go"));
    command.args(arguments).current_dir(folder).env("GOPROXY", "off").env("GOTELEMETRY", "off");
    // As in a terminal, so that Go looks for other toolchains on PATH.
    command.env("PATH", path_of_a_new_terminal(lab));
    command
}

/// Builds the module and returns the output of the program.
fn build_and_run(lab: &Lab, folder: &Path) -> String {
    let built = go(lab, folder, &["build", "-o", "hello.exe", "."]).output_in_time().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    said_by(lab, &folder.join("hello.exe"))
}

fn said_by(lab: &Lab, program: &Path) -> String {
    let ran = lab.command(program).output_in_time().unwrap();
    String::from_utf8_lossy(&ran.stderr).trim().to_owned()
}

/// Kills an upgrade at the first event for which `is_point` is true.
fn kill_upgrade(lab: &Lab, is_point: impl Fn(&Value) -> bool) {
    let mut upgrade = Victim::start(lab.upgo(["upgrade", "--progress", "json"]));
    let came = upgrade.events().any(|line| is_point(&serde_json::from_str(&line).unwrap()));
    upgrade.kill();
    assert!(came, "it ended before that point");
}

#[test]
fn real_go_is_installed_upgraded_and_rolled_back() {
    let Some(archives) = archives() else { return };
    let lab = lab();
    let (server, url) = Server::start(&lab, &archives);
    let lab = lab.with_variable("UPGO_FEED_URL", url);
    let _server = server; // ends before its folder is removed
    set_path(&lab, "user", USERS_PATH);
    set_path(&lab, "machine", &machine_path());

    lab.upgo(["install", OLD, "--use"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
    assert_eq!(user_path(&lab), Some((true, users_path_with_upgo())));
    assert_eq!(build_and_run(&lab, &module(&lab, "hello", "1.26", HELLO)), "go1.26.6");

    // Killed during unpacking, and then just before the test of the new tree.
    kill_upgrade(&lab, |event| event["type"] == "unpacked" && event["done"].as_u64().unwrap() > 5_000_000);
    assert_eq!(lab.go_version(), "go1.26.6");
    kill_upgrade(&lab, |event| event["type"] == "stepStarted" && event["step"] == 3);
    assert_eq!(lab.go_version(), "go1.26.6");
    lab.upgo(["upgrade"]).succeeds();
    let terminal: Ran = lab.terminal(&path_of_a_new_terminal(&lab), "go version").ends();
    assert!(terminal.output.starts_with("go version go1.27.3 windows/amd64"), "{terminal}");
    assert_eq!(lab.names_in("staging"), [""; 0]);

    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
    let asks_for_the_new_one = module(&lab, "bridge", NEW, HELLO);
    assert_eq!(build_and_run(&lab, &asks_for_the_new_one), "go1.27.3", "bin\\go1.27.3.exe was found");

    let server = module(&lab, "server", "1.26", SERVER);
    let mut build = go(&lab, &server, &["build", "-x", "-o", "server.exe", "."]);
    let mut build = build.stderr(Stdio::piped()).spawn().unwrap();
    let mut steps = lines_in_time(build.stderr.take().unwrap()).map(Result::unwrap);
    assert!(steps.any(|line| line.contains("compile.exe")), "the build does not run");
    lab.upgo(["use", NEW]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
    assert!(build.try_wait().unwrap().is_none(), "the build was over before the switch");
    let rest: Vec<String> = steps.collect();
    assert!(build.status_in_time().unwrap().success(), "{rest:#?}");
    assert!(rest.iter().any(|line| line.contains("compile.exe")), "nothing was compiled after the switch");
    assert_eq!(said_by(&lab, &server.join("server.exe")), "go1.26.6");

    // Its build cache has the packages built above.
    let listener = module(&lab, "listener", "1.26", LISTENER);
    lab.upgo(["use", OLD]).succeeds();
    ends_with_its_launcher(go(&lab, &listener, &["run", "."]));
}

/// Starts a server with `go run` and kills only the launcher.
fn ends_with_its_launcher(mut run: std::process::Command) {
    let mut launcher = run.stdout(Stdio::piped()).spawn().unwrap();
    let address = lines_in_time(launcher.stdout.take().unwrap()).next().unwrap().unwrap();
    let answers = || TcpStream::connect(address.trim()).is_ok();
    assert!(answers(), "the server does not run at {address:?}");
    launcher.kill().unwrap();
    launcher.status_in_time().unwrap();
    let begun = Instant::now();
    while answers() {
        assert!(begun.elapsed() < Duration::from_secs(30), "the server still runs without its launcher");
        std::thread::sleep(Duration::from_millis(20));
    }
}
