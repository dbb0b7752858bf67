//! The Go in the distributions of WSL. A distribution is a folder here, and a script takes the place of `wsl.exe`: it
//! accepts the words that the real one does, and runs the command that Upgo gives it.
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use upgo_testkit::lab::{Lab, Run};
use upgo_testkit::limit::{InTime as _, lines_in_time};
use upgo_testkit::program::make_executable;
use upgo_testkit::vulns::Vulns;

use crate::lab;
use crate::schemas::fits;

/// Refuses any other words, notes which distribution was started, and shows it the mounts of its folder.
const WSL: &str = r#"#!/bin/sh
[ "$#" = 8 ] && [ "$1 $3 $4 $5 $7" = "--distribution --exec /bin/sh -c upgo-look" ] && [ "$WSL_UTF8" = 1 ] || exit 99
home=$(dirname "$0")/$2
echo "$2" >>"$(dirname "$0")/started"
[ ! -f "$home/hangs" ] || exec sleep 600
[ ! -f "$home/says" ] || { cat "$home/says"; exit 255; }
look=$(printf '%s' "$8" | sed "s|</proc/mounts|<'$home/mounts'|")
exec env -i HOME="$home" SHELL=/bin/sh PATH=/usr/bin:/bin /bin/sh -c "$6" "$7" "$look"
"#;

/// A Windows with these distributions: their names, states and flags.
struct Windows {
    lab: Lab,
    registered: String,
}

impl Windows {
    fn with(distributions: &[&str]) -> Self {
        let windows = Self { lab: lab(), registered: distributions.join("\n") };
        fs::create_dir_all(windows.lab.path("wsl")).unwrap();
        fs::write(windows.lab.path("wsl/wsl.exe"), WSL).unwrap();
        make_executable(&windows.lab.path("wsl/wsl.exe"));
        windows
    }

    /// Writes a file of a distribution.
    fn file(&self, distribution: &str, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.lab.path("wsl").join(distribution).join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        make_executable(&path);
        path
    }

    /// Sets PATH in a distribution, to folders of it.
    fn searches(&self, distribution: &str, folders: &[&str]) {
        let home = self.lab.path("wsl").join(distribution);
        let path: Vec<_> = folders.iter().map(|folder| home.join(folder).display().to_string()).collect();
        let path = path.join(":");
        let system = upgo_testkit::system::path();
        self.file(distribution, ".profile", format!("echo 'Welcome!'\nPATH=\"{path}:{system}\"\n"));
        let drive = home.join("c").display().to_string().replace(' ', "\\040");
        self.file(distribution, "mounts", format!("/dev/sdc / ext4 rw 0 0\nC: {drive} 9p rw,aname=drvfs 0 0\n"));
    }

    fn upgo(&self, words: &[&str]) -> Run {
        let program = self.lab.path("wsl/wsl.exe").display().to_string();
        self.lab.upgo(words).with("UPGO_TEST_WSL", format!("{program}\n{}", self.registered))
    }

    fn report(&self) -> Value {
        let report = self.upgo(&["list", "--wsl", "--json"]).succeeds().json();
        fits("list-wsl", &report);
        report
    }

    fn started(&self) -> Vec<String> {
        let started = fs::read_to_string(self.lab.path("wsl/started")).unwrap_or_default();
        started.lines().map(str::to_owned).collect()
    }
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn each_distribution_has_its_go_or_why_it_is_unknown() {
    let windows = Windows::with(&[
        "Ubuntu\t1\t15", "Debian\t1\t7", "Gone\t1\t15", "Silent\t1\t15", "docker-desktop\t1\t15", "Half\t3\t15",
        "My Linux 测试\t1\t15",
    ]);
    windows.searches("Ubuntu", &["sdk/bin"]);
    let go = windows.file("Ubuntu", "sdk/bin/go", "");
    windows.file("Ubuntu", "sdk/VERSION", "go1.26.5\n");
    windows.searches("Debian", &["nothing"]);
    windows.file("Gone", "says", utf16("没有使用所提供名称的分发。\r\n\u{1b}[2J\r\n"));
    windows.file("Silent", "says", "");
    let report = windows.report();
    let told: Vec<Value> = report["distributions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|told| json!([told["name"], told["wslVersion"], told["go"], told["version"], told["why"]]))
        .collect();
    assert_eq!(
        told,
        [
            json!(["Debian", 1, "none", null, null]),
            json!(["docker-desktop", 2, "leftAlone", null, "it belongs to a container program"]),
            json!(["Gone", 2, "unknown", null, r"WSL said: 没有使用所提供名称的分发。 \u{1b}[2J"]),
            json!(["Half", 2, "unknown", null, "it is being installed or removed, or that was interrupted"]),
            json!(["My Linux 测试", 2, "unknown", null, "WSL does not accept its name"]),
            json!(["Silent", 2, "unknown", null, "it gave no answer"]),
            json!(["Ubuntu", 2, "linux", "go1.26.5", null]),
        ]
    );
    assert_eq!(report["distributions"][6]["program"], go.to_str().unwrap());
    assert_eq!(windows.started(), ["Debian", "Gone", "Silent", "Ubuntu"]);

    let ran = windows.upgo(&["list", "--wsl"]).succeeds();
    assert!(ran.errors.contains("Starting Ubuntu to look for Go…") && !ran.errors.contains("docker"), "{ran}");
    let line = |name: &str| ran.output.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert!(line("Ubuntu").contains("WSL 2") && line("Ubuntu").contains("go1.26.5"), "{ran}");
    assert!(line("Debian").ends_with("no Go"), "{ran}");
    assert!(line("docker-desktop").ends_with("not started: it belongs to a container program"), "{ran}");
    assert!(!ran.output.contains('\u{1b}'), "{ran}");
}

#[test]
fn a_go_in_a_distribution_is_judged_as_one_for_linux() {
    let windows = Windows::with(&["Ubuntu\t1\t15"]);
    windows.searches("Ubuntu", &["sdk/bin"]);
    windows.file("Ubuntu", "sdk/bin/go", "");
    windows.file("Ubuntu", "sdk/VERSION", "go1.24.1\n");
    let unknown = &windows.report()["distributions"][0];
    assert_eq!(unknown["vulnerabilities"], Value::Null, "no database was asked: {unknown:#}");
    let Windows { lab, registered } = windows;
    let url = Vulns::real().serve(&lab.server);
    let windows = Windows { lab: lab.with_release("go1.27.3").with_variable("UPGO_VULN_URL", url), registered };
    windows.lab.upgo(["check"]).succeeds();
    let known = &windows.report()["distributions"][0];
    assert_eq!(known["supported"], false, "{known:#}");
    assert!(known["vulnerabilities"].as_u64().unwrap() > 0, "{known:#}");
    let said = windows.upgo(&["list", "--wsl"]).succeeds();
    assert!(said.output.contains("(no longer supported, ") && said.output.contains("known vulnerabilities)"), "{said}");
}

#[test]
fn a_script_of_windows_that_a_distribution_would_run_as_go_is_named_and_never_started() {
    let windows = Windows::with(&["Shims\t1\t15", "Calls\t1\t15"]);
    let shim = windows.file("Shims", "c/shims/go", "#!/bin/sh\ntouch \"$HOME/ran\"\n");
    windows.searches("Shims", &["c/shims"]);
    windows.file("Calls", "bin/go", "#!/bin/sh\necho go version go1.27.3 windows/amd64\n");
    windows.searches("Calls", &["bin"]);
    let report = windows.report();
    let [calls, shims] = [&report["distributions"][0], &report["distributions"][1]];
    assert_eq!((&shims["go"], &shims["windowsPrograms"]), (&json!("windows"), &json!([shim])), "{report:#}");
    assert!(!windows.lab.path("wsl/Shims/ran").exists());
    assert_eq!((&calls["go"], &calls["version"]), (&json!("windows"), &Value::Null), "{report:#}");
    let said = windows.upgo(&["list", "--wsl"]).succeeds();
    assert!(said.output.contains("a Windows file runs as `go`"), "{said}");
    assert!(said.output.contains("appendWindowsPath = false"), "{said}");
}

#[test]
fn no_other_command_starts_a_distribution() {
    let windows = Windows::with(&["Ubuntu\t1\t15"]);
    for words in [&["list"][..], &["list", "--sizes"], &["status"], &["doctor"], &["check"], &["why"], &["tools"]] {
        windows.upgo(words).ends();
    }
    assert_eq!(windows.started(), Vec::<String>::new());
}

#[test]
fn ctrl_c_ends_the_look_and_what_it_started() {
    let windows = Windows::with(&["Hangs\t1\t15", "Never\t1\t15"]);
    windows.file("Hangs", "hangs", "");
    let mut command = windows.upgo(&["list", "--wsl"]).into_command();
    let mut child = command.stdin(Stdio::null()).spawn().unwrap();
    let mut lines = lines_in_time(child.stderr.take().unwrap()).map_while(Result::ok);
    assert!(lines.any(|line| line.contains("Starting Hangs")), "it did not start");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status_in_time().unwrap().success());
    assert_eq!(child.status_in_time().unwrap().code(), Some(130), "{:?}", lines.collect::<Vec<_>>());
    assert!(!windows.started().contains(&"Never".to_owned()));
}

#[test]
fn without_a_distribution_or_outside_of_windows_it_says_so() {
    let windows = Windows::with(&[]);
    assert_eq!(windows.report()["distributions"], json!([]));
    let said = windows.upgo(&["list", "--wsl"]).succeeds();
    assert_eq!(said.output, "WSL has no distribution for this user.\n");
    let error = lab().upgo(["list", "--wsl", "--json"]).exits(2).json();
    assert_eq!(error["error"]["code"], "UPGO-USAGE", "{error:#}");
}
