//! A home in which another account has a say gives nothing but what its files show: no setting, no proxy, no program, no
//! change to complete. Each test needs root, to give files away.
mod folders;
mod go;
mod links;
mod own_home;
mod ways;

use std::fs;
use std::io::Write as _;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use serde_json::json;

use crate::every_command::{ROWS, machine, words};
use crate::tracer::{can_trace, trace};

/// An account that does not run Upgo.
const OTHER: u32 = 12345;

/// Whether this is root, who can give files away.
fn is_root() -> bool {
    let is = fs::metadata("/proc/self").unwrap().uid() == 0;
    if !is {
        println!("SKIPPED: only root can give a file away");
    }
    is
}

/// Gives a file or folder, with its content, to an account.
fn give(path: &Path, to: u32) {
    std::os::unix::fs::lchown(path, Some(to), Some(to)).unwrap();
    if path.symlink_metadata().unwrap().is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            give(&entry.unwrap().path(), to);
        }
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// A program that leaves a file when it is started.
fn trap(program: &Path, trace: &Path) {
    fs::create_dir_all(program.parent().unwrap()).unwrap();
    fs::remove_file(program).unwrap_or_default();
    let line = format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\nexit 0\n", trace.to_str().unwrap().replace('\'', r"'\''"));
    fs::File::create(program).unwrap().write_all(line.as_bytes()).unwrap();
    mode(program, 0o755);
}

/// A proxy that nobody should ask.
struct Proxy(TcpListener);

impl Proxy {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    fn url(&self) -> String {
        format!("http://{}", self.0.local_addr().unwrap())
    }

    fn was_asked(&self) -> bool {
        self.0.accept().is_ok()
    }
}

/// The text of a change of this startup file that was interrupted. Taking it back writes `planted`.
fn journal(profile: &Path) -> String {
    let splice = json!({
        "before": null, "after": null, "at": 0, "removed": { "text": "planted\n" }, "inserted": { "text": "" },
    });
    let write = json!({ "kind": "profile", "path": { "text": profile }, "splice": splice });
    let step =
        json!({ "kind": "editEnvironment", "purpose": "asked", "change": { "purpose": "edit", "writes": [write] } });
    let plan = json!({ "action": "environment", "from": null, "to": null, "steps": [step] });
    let intent =
        json!({ "record": "intent", "format": 1, "at": "2026-01-01T00:00:00Z", "by": "upgo env", "plan": plan });
    format!("{intent}\n{}\n", json!({ "record": "begin", "step": 0 }))
}

/// Makes a home with a toolchain into one that does whatever it can to this account.
fn poison(home: &Path, proxy: &Proxy, trace: &Path, project: &Path, profile: &Path) {
    let settings = format!(
        "keep-versions = 7\nproxy = \"{}\"\nca-file = \"{}\"\nprojects = [\"{}\"]\n",
        proxy.url(),
        home.join("ca.pem").display(),
        project.display()
    );
    fs::write(home.join("settings.toml"), &settings).unwrap();
    fs::write(home.join("settings-last-good.toml"), settings).unwrap();
    fs::write(home.join("ca.pem"), "").unwrap();
    trap(&home.join("toolchains/go1.26.6/bin/go"), trace);
    for name in ["go", "gofmt", "go1.26.6", "upgo", "upgo-desktop"] {
        trap(&home.join("bin").join(name), trace);
    }
    fs::create_dir_all(home.join("journal")).unwrap();
    fs::write(home.join("journal/00000099.running.jsonl"), journal(profile)).unwrap();
}

/// Each file below, with its owner, permissions and content.
fn everything_in(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut left = vec![folder.to_owned()];
    while let Some(path) = left.pop() {
        let metadata = path.symlink_metadata().unwrap();
        let content = if metadata.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
        let (owner, mode) = (metadata.uid(), metadata.mode());
        found.push(format!("{} {owner} {mode:o} {}", path.display(), String::from_utf8_lossy(&content).len()));
        if metadata.is_dir() {
            left.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    found.sort();
    found
}

/// Every command, run by root: whatever another account has put into its home and its folders, none of its programs is
/// started, and nothing is written there.
#[test]
#[ignore = "long"]
fn no_command_starts_a_program_of_a_hostile_home_or_writes_there() {
    if !is_root() || !can_trace() {
        return;
    }
    let lab = machine();
    lab.upgo(["install", "1.26.6", "--use", "--without-proof"]).succeeds();
    let (proxy, started, user) = (Proxy::new(), lab.path("started"), lab.user());
    poison(&lab.home(), &proxy, &started, &lab.path("module"), &user.join(".profile"));
    // programs, settings of Go, and startup files that put a folder of theirs first on PATH
    for name in ["go/bin/tool", "evil/go", "evil/upgo-desktop", "evil/sh", "evil/git"] {
        trap(&user.join(name), &started);
    }
    let values = format!("GOFLAGS=-toolexec={}\nGOPROXY={}\n", user.join("evil/go").display(), proxy.url());
    for folder in [".config/go", "config/go"] {
        fs::create_dir_all(user.join(folder)).unwrap();
        fs::write(user.join(folder).join("env"), &values).unwrap();
    }
    for name in [".profile", ".bashrc", ".zshenv", ".bash_profile"] {
        fs::write(user.join(name), format!("export PATH='{}':$PATH\n", user.join("evil").display())).unwrap();
    }
    give(&user, OTHER);
    let before = everything_in(&user);
    for (row, _) in ROWS {
        // the variables of `sudo -E`, then UPGO_HOME alone
        for is_their_home in [true, false] {
            let mut run = lab.upgo(words(&lab, row));
            if !is_their_home {
                fs::create_dir_all(lab.path("root")).unwrap();
                run = run.with("HOME", lab.path("root")).with("XDG_CONFIG_HOME", user.join("config"));
            }
            let traced = trace(&lab, run);
            assert!(traced.programs_in(&user).is_empty(), "{row}: {:#?}", traced.programs);
            let written: Vec<_> = traced.changed.iter().filter(|changed| changed.path.starts_with(&user)).collect();
            assert!(written.is_empty(), "{row}: {written:#?}");
            let outside = traced.changed_outside(&[&lab.path("")]);
            assert!(outside.is_empty(), "{row}: {outside:#?}");
            assert!(!started.exists(), "{row}: {}", fs::read_to_string(&started).unwrap());
            assert!(!proxy.was_asked(), "{row}");
        }
    }
    assert_eq!(everything_in(&user), before);
}
