//! `tools rebuild`, with a sample Go that builds instantly. `real_go` tests a real one.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::{Value, json};
use upgo_engine::machine::acts;
use upgo_testkit::lab::{EXE, Lab};
use upgo_testkit::limit::{InTime as _, lines_in_time};
use upgo_testkit::program::{Format, Program};

use crate::schemas::fits;
use crate::tools::{put_tool, user, usual};

/// The build info of a program of `example.com/NAME`.
pub(crate) fn module(name: &str) -> String {
    format!("path\texample.com/{name}/cmd/{name}\nmod\texample.com/{name}\tv1.2.3\th1:sum=\n")
}

/// The programs `one` and `two` as built by this Go.
pub(crate) fn whole(go: &str) -> [Vec<u8>; 2] {
    ["one", "two"].map(|name| Program::new(Format::here(), go, &module(name)).bytes())
}

/// The names in the folder of programs.
pub(crate) fn files(lab: &Lab) -> Vec<String> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    content(&usual(lab)).iter().map(|(path, _)| name(path)).collect()
}

/// A user of go1.27.3 with programs that go1.26.6 built.
fn user_with(names: &[&str]) -> Lab {
    let lab = user();
    for name in names {
        put_tool(&usual(&lab), name, "go1.26.6", &module(name));
    }
    lab
}

fn program(lab: &Lab, name: &str) -> PathBuf {
    usual(lab).join(format!("{name}{EXE}"))
}

/// Each program's name and the Go that built it.
fn built_with(lab: &Lab) -> Vec<(String, String)> {
    let report = lab.upgo(["tools", "--json"]).succeeds().json();
    let text = |tool: &Value, field: &str| tool[field].as_str().unwrap().to_owned();
    let tools = report["tools"].as_array().unwrap();
    tools.iter().map(|tool| (text(tool, "name"), text(tool, "builtWith"))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, go)| ((*name).to_owned(), (*go).to_owned())).collect()
}

/// Every file in a folder, with its content.
fn content(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = paths.map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    files.sort();
    files
}

#[test]
fn programs_of_an_older_release_line_are_rebuilt_and_undo_restores_each_byte() {
    let lab = user_with(&["a", "b"]);
    put_tool(&usual(&lab), "new", "go1.27.1", &module("new"));
    let before = content(&usual(&lab));
    let plan = lab.upgo(["tools", "rebuild", "--dry-run", "--json"]).succeeds().json();
    fits("dry-run", &plan);
    let steps: Vec<&str> =
        plan["plan"]["steps"].as_array().unwrap().iter().map(|step| step["description"].as_str().unwrap()).collect();
    let asks = "Go may download from proxy.golang.org, example.com";
    let build = |name: &str| format!("Rebuild {name} v1.2.3 with go1.27.3; {asks}");
    assert_eq!(steps, [build("a"), build("b")]);
    assert_eq!(plan["plan"]["steps"][0]["host"], "proxy.golang.org, example.com");
    assert_eq!(content(&usual(&lab)), before, "a plan changes nothing");

    let changed = lab.upgo(["tools", "rebuild", "--yes", "--json"]).succeeds().json();
    fits("change", &changed);
    assert_eq!((&changed["programs"], &changed["action"]), (&json!(["a", "b"]), &json!("rebuildTools")));
    assert_eq!(built_with(&lab), pairs(&[("a", "go1.27.3"), ("b", "go1.27.3"), ("new", "go1.27.1")]));
    assert_eq!(lab.names_in("staging"), [""; 0]);
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    fits("history", &history);
    assert_eq!(history["entries"][0]["programs"], json!(["a", "b"]));
    assert_eq!(lab.upgo(["tools", "rebuild"]).succeeds().output, "Nothing to rebuild.\n");

    let undone = lab.upgo(["rollback"]).succeeds().output;
    assert_eq!(undone, format!("Undid change {}.\n", changed["id"]));
    assert_eq!(content(&usual(&lab)), before);
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(built_with(&lab)[0].1, "go1.27.3", "undoing the undo");
    assert_eq!(lab.names_in("replaced").len(), 2, "one kept file per program");
}

#[test]
fn programs_of_an_older_patch_are_rebuilt_when_named() {
    let lab = user_with(&["a"]);
    put_tool(&usual(&lab), "patch", "go1.27.1", &module("patch"));
    put_tool(&usual(&lab), "same", "go1.27.3", &module("same"));
    let told = lab.upgo(["tools", "rebuild", "patch", "same"]).succeeds().output;
    assert_eq!(told, "Rebuilt patch.\n");
    assert_eq!(built_with(&lab), pairs(&[("a", "go1.26.6"), ("patch", "go1.27.3"), ("same", "go1.27.3")]));
}

#[test]
fn an_unknown_program_and_one_that_cannot_be_rebuilt_are_errors() {
    let lab = user_with(&["a"]);
    put_tool(&usual(&lab), "own", "go1.26.6", "path\texample.com/own\nmod\texample.com/own\t(devel)\t\n");
    let unknown = lab.upgo(["tools", "rebuild", "a", "nobody", "--json"]).exits(7).json();
    fits("error", &unknown);
    assert_eq!(unknown["error"]["code"], "UPGO-TOOL-UNKNOWN");
    let refused = lab.upgo(["tools", "rebuild", "own", "--json"]).exits(1).json();
    assert_eq!(refused["error"]["code"], "UPGO-TOOL-REFUSED");
    let message = "own is not rebuilt: it was built from a local checkout; rebuild it there";
    assert_eq!(refused["error"]["message"], message);
    let changed = lab.upgo(["tools", "rebuild", "--json"]).succeeds().json();
    assert_eq!((&changed["programs"], &changed["warnings"][0]["message"]), (&json!(["a"]), &json!(message)));
    put_tool(&usual(&lab), "a", "go1.26.6", &module("a"));
    let changed = lab.upgo(["tools", "rebuild", "a", "own", "--json"]).exits(1).json();
    assert_eq!(changed["programs"], json!(["a"]), "somebody asked for the other one, too");
}

#[test]
fn a_program_that_go_would_build_from_other_modules_is_left_and_named() {
    let lab = user_with(&["a"]);
    let built = "dep\texample.com/dep\tv1.1.0\th1:dep=\n"; // by the sample
    for (modules, would_be) in [
        ("dep\texample.com/dep\tv1.2.0\th1:fixed=\n", Some("example.com/dep v1.2.0 → v1.1.0")),
        ("dep\texample.com/dep\tv1.0.0\th1:old=\n", Some("example.com/dep v1.0.0 → v1.1.0")),
        ("dep\texample.com/dep\tv1.1.0\th1:x=\n", Some("example.com/dep v1.1.0 h1:x= → h1:dep=")),
        ("", Some("example.com/dep v1.1.0")),
        (built, None),
        (&format!("{built}dep\texample.com/in-std\tv1.0.0\th1:std=\n"), None),
    ] {
        put_tool(&usual(&lab), "needy", "go1.26.6", &format!("{}{modules}", module("needy")));
        let before = fs::read(program(&lab, "needy")).unwrap();
        let ran = lab.upgo(["tools", "rebuild", "needy"]).ends();
        assert_eq!(ran.code, Some(i32::from(would_be.is_some())), "{ran}");
        let why = would_be.map(|would_be| {
            format!("needy was not rebuilt: `go install` would build it from other modules: {would_be}\n")
        });
        assert!(why.is_none_or(|why| ran.errors.contains(&why)), "{ran}");
        assert_eq!(fs::read(program(&lab, "needy")).unwrap() == before, would_be.is_some(), "{modules}");
    }
    let other_main = module("needy").replace("h1:sum=", "h1:moved=") + built;
    put_tool(&usual(&lab), "needy", "go1.26.6", &other_main);
    put_tool(&usual(&lab), "broken", "go1.26.6", &module("broken"));
    let ran = lab.upgo(["tools", "rebuild"]).exits(1);
    assert_eq!(ran.output, "Rebuilt a.\n", "{ran}");
    for said in ["example.com/needy v1.2.3 h1:moved= → h1:sum=", "Build it the way it was built before."] {
        assert!(ran.errors.contains(said), "{ran}");
    }
    let told = lab.upgo(["history"]).succeeds().output;
    assert!(told.contains("      broken, needy were left as they are"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_program_keeps_its_owner_permissions_capabilities_and_other_names() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    use std::process::Command;

    let lab = user_with(&["a"]);
    let path = program(&lab, "a");
    let is_root = chown(&path, Some(65534), Some(65534)).is_ok();
    let capable =
        || Command::new("getcap").arg(&path).output_in_time().ok().map(|said| said.stdout).unwrap_or_default();
    for mode in [0o700, 0o555, 0o4750] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let set = Command::new("setcap").args(["cap_net_bind_service=ep".as_ref(), path.as_os_str()]).output_in_time();
        if !set.is_ok_and(|set| set.status.success()) {
            println!("SKIPPED: this account cannot give a program capabilities");
        }
        let second = lab.path(&format!("second-{mode}"));
        fs::hard_link(&path, &second).unwrap();
        let old = fs::read(&second).unwrap();
        let rest = || fs::metadata(&path).map(|now| (now.mode() & 0o7777, now.uid(), now.gid(), capable())).unwrap();
        let before = rest();
        assert_eq!((before.0, before.1 == 65534), (mode, is_root));
        lab.upgo(["tools", "rebuild", "a"]).succeeds();
        assert_eq!((built_with(&lab)[0].1.as_str(), rest()), ("go1.27.3", before.clone()));
        assert_eq!(fs::read(&second).unwrap(), old);
        lab.upgo(["rollback"]).succeeds();
        assert_eq!((fs::read(&path).unwrap(), rest()), (old, before));
    }
}

#[cfg(unix)]
#[test]
fn a_program_that_cannot_be_replaced_as_it_is_stays_and_is_named() {
    use std::os::unix::fs::PermissionsExt as _;

    let lab = user_with(&["a"]);
    let folder = |mode| fs::set_permissions(usual(&lab), fs::Permissions::from_mode(mode)).unwrap();
    folder(0o555);
    if fs::write(usual(&lab).join("probe"), "").is_ok() {
        println!("SKIPPED: root may write to every folder");
    } else {
        let why = "its folder is read-only";
        let listed = lab.upgo(["tools", "--json"]).succeeds().json();
        assert_eq!((&listed["tools"][0]["obstacle"], &listed["tools"][0]["rebuilds"]), (&json!(why), &json!(false)));
        let refused = lab.upgo(["tools", "rebuild", "a", "--json"]).exits(1).json();
        assert_eq!(refused["error"]["message"], format!("a is not rebuilt: {why}"));
    }
    folder(0o755);
}

#[test]
fn a_program_that_does_not_build_is_kept_and_the_others_are_rebuilt() {
    let lab = user_with(&["a", "broken", "c"]);
    let before = fs::read(program(&lab, "broken")).unwrap();
    let ran = lab.upgo(["tools", "rebuild"]).exits(1);
    assert_eq!(ran.output, "Rebuilt a, c.\n");
    for said in [
        "skipped: broken was not rebuilt: `go install example.com/broken/cmd/broken@v1.2.3` failed",
        "because: # example.com/broken/cmd/broken\n    main.go:1:1: it is broken",
        "UPGO-TOOL-BUILD",
    ] {
        assert!(ran.errors.contains(said), "{said}: {ran}");
    }
    assert!(!ran.errors.contains("go: downloading"), "{ran}");
    assert_eq!(fs::read(program(&lab, "broken")).unwrap(), before);
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    let entry = &history["entries"][0];
    assert_eq!((&entry["outcome"], &entry["programs"]), (&json!("done"), &json!(["a", "c"])));
    assert!(entry["problem"]["causes"][0].as_str().unwrap().contains("it is broken"), "{entry:#}");

    let alone = lab.upgo(["tools", "rebuild", "--json"]).exits(1).json();
    fits("error", &alone);
    assert_eq!(alone["error"]["code"], "UPGO-TOOL-BUILD");
    assert!(alone["error"]["causes"][0].as_str().unwrap().contains("main.go:1:1: it is broken"), "{alone:#}");
    let last = lab.upgo(["history", "--json"]).succeeds().json()["entries"][0].clone();
    assert_eq!((&last["outcome"], &last["undoable"]), (&json!("failed"), &json!(false)));
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(built_with(&lab)[0].1, "go1.26.6");
}

#[test]
fn undo_keeps_a_program_that_upgo_did_not_write() {
    let lab = user_with(&["a", "b", "gone"]);
    lab.upgo(["tools", "rebuild"]).succeeds();
    put_tool(&usual(&lab), "a", "go1.27.2", &module("a"));
    fs::remove_file(program(&lab, "gone")).unwrap();
    let ran = lab.upgo(["rollback"]).succeeds();
    assert!(ran.errors.contains("a stays unchanged: it is not the program that Upgo built"), "{ran}");
    assert!(ran.errors.contains("gone stays unchanged: it no longer exists"), "{ran}");
    assert_eq!(built_with(&lab), pairs(&[("a", "go1.27.2"), ("b", "go1.26.6")]));
}

#[test]
fn an_undo_without_intact_kept_programs_is_refused() {
    let lab = user_with(&["a"]);
    lab.upgo(["tools", "rebuild"]).succeeds();
    let kept = lab.home().join("replaced").join(&lab.names_in("replaced")[0]).join("0");
    fs::write(&kept, "damaged").unwrap();
    for _ in 0..2 {
        let refused = lab.upgo(["rollback", "--json"]).exits(1).json();
        assert_eq!(refused["error"]["code"], "UPGO-UNDO-BLOCKED", "{refused:#}");
        assert!(refused["error"]["message"].as_str().unwrap().contains("no longer kept"), "{refused:#}");
        assert_eq!(built_with(&lab), pairs(&[("a", "go1.27.3")]));
        fs::remove_dir_all(lab.home().join("replaced")).ok();
    }
    let last = lab.upgo(["history", "--json"]).succeeds().json()["entries"][0].clone();
    assert_eq!((&last["action"], &last["outcome"]), (&json!("rebuildTools"), &json!("done")));
}

#[test]
fn switching_the_release_line_names_the_programs_left_to_rebuild() {
    let lab = user_with(&["a", "b"]).with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let plain = lab.upgo(["use", "1.27.3"]).succeeds();
    let line = "Built with an older Go release line: a, b. To rebuild: `upgo tools rebuild`.";
    assert!(plain.output.contains(line), "{plain}");
    let debuggers = "\nA debugger or linter may need a newer version for this Go: `upgo tools check`.\n";
    assert!(plain.output.contains(debuggers), "{plain}");
    lab.upgo(["use", "1.26.6"]).succeeds();
    let changed = lab.upgo(["use", "1.27.3", "--json"]).succeeds().json();
    fits("change", &changed);
    assert_eq!(changed["outdatedTools"], json!(["a", "b"]));
    let back = lab.upgo(["rollback", "--json"]).succeeds().json();
    assert_eq!(back["outdatedTools"], json!([]));
}

#[test]
fn a_program_is_replaced_while_it_runs() {
    let lab = user();
    let path = lab.home().join("toolchains").join("go1.27.3").join("bin").join(format!("go{EXE}"));
    let new = lab.path("new");
    let put = |content: &[u8]| {
        fs::write(&new, content).unwrap();
        acts::put_program(&new, &path, &lab.path("no folder").join("running")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), content);
    };
    let mut runs = lab.command(&path).arg("wait").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    assert!(lines_in_time(runs.stdout.take().unwrap()).next().is_some(), "it does not run");
    put(b"first");
    drop(runs.stdin.take());
    assert!(runs.status_in_time().unwrap().success(), "the running program failed");
    put(b"second");
    let beside = path.with_file_name(format!("go{EXE}~"));
    assert_eq!(beside.exists(), cfg!(windows), "the running program's file is deleted by the next replacement");
}

#[cfg(target_os = "linux")]
#[test]
fn a_cancelled_build_ends_all_its_processes_and_changes_nothing() {
    use std::process::Command;

    let lab = user_with(&["a", "endless"]);
    let before = content(&usual(&lab));
    let mut rebuild = lab.upgo(["tools", "rebuild", "--progress", "json"]).starts();
    let mut events = lines_in_time(rebuild.stderr.take().unwrap()).map_while(Result::ok);
    assert!(events.any(|event| event.contains("stepStarted") && event.contains("\"step\":1")));
    while running(&lab).len() < 2 {
        std::thread::yield_now();
    }
    let interrupted = Command::new("kill").args(["-INT", &rebuild.id().to_string()]).status_in_time().unwrap();
    assert!(interrupted.success());
    assert!(events.any(|event| event.contains("UPGO-CANCELLED")));
    assert_eq!(rebuild.status_in_time().unwrap().code(), Some(130));
    assert!(all_end(&lab), "{:?}", running(&lab));
    assert_eq!(content(&usual(&lab)), before, "the cancelled rebuild was not rolled back");
    assert_eq!(lab.names_in("replaced"), [""; 0]);
}

/// Waits until no process runs from a toolchain of the sandbox. Returns whether that happened in time.
#[cfg(target_os = "linux")]
pub(crate) fn all_end(lab: &Lab) -> bool {
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while !running(lab).is_empty() && std::time::Instant::now() < patience {
        std::thread::yield_now();
    }
    running(lab).is_empty()
}

/// The processes that run from a toolchain of the sandbox.
#[cfg(target_os = "linux")]
pub(crate) fn running(lab: &Lab) -> Vec<String> {
    let toolchains = lab.home().join("toolchains");
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let of_lab = processes.filter(|process| {
        fs::read_link(process.path().join("exe")).is_ok_and(|program| program.starts_with(&toolchains))
    });
    of_lab.map(|process| process.file_name().to_string_lossy().into_owned()).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_that_times_out_ends_with_all_its_processes() {
    use std::process::Command;
    use std::time::Duration;

    use upgo_engine::base::report::Cancel;
    use upgo_engine::machine::effect;

    let lab = user();
    let go = lab.home().join("toolchains").join("go1.27.3").join("bin").join("go");
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg("\"$0\" hang & wait").arg(go);
    let ended = effect::run(&mut command, Duration::from_millis(300), &Cancel::default());
    assert_eq!(ended.unwrap_err().kind(), std::io::ErrorKind::TimedOut);
    assert!(all_end(&lab), "{:?}", running(&lab));
}
