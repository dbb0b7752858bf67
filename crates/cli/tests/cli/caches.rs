//! `cache` and `cache clean-go`, with a sample Go. `real_go` tests a real one.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::{Value, json};
use upgo_testkit::lab::{EXE, Lab, Run};
use upgo_testkit::limit::{InTime as _, lines_in_time};

use crate::lab;
use crate::schemas::fits;

/// The folders of the build cache and of the module cache.
pub(crate) fn folders(lab: &Lab) -> [PathBuf; 2] {
    let cache = match std::env::consts::OS {
        "windows" => lab.user().join("local"),
        "macos" => lab.user().join("Library").join("Caches"),
        _ => lab.user().join(".cache"),
    };
    [cache.join("go-build"), lab.user().join("go").join("pkg").join("mod")]
}

/// Puts two entries and an input of a fuzz test into the build cache, and one module into the module cache.
pub(crate) fn put(lab: &Lab) {
    let [build, modules] = folders(lab);
    let write = |path: PathBuf, text: &str| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(build.join("README"), "This directory holds cached build artifacts from the Go build system.\n");
    write(build.join("00").join("00ab-d"), &"x".repeat(1000));
    write(build.join("ff").join("ffab-d"), &"x".repeat(1000));
    write(build.join("fuzz").join("input"), "seed");
    write(modules.join("cache").join("download").join("example.com").join("one.zip"), &"x".repeat(500));
    write(modules.join("example.com").join("one@v1.0.0").join("one.go"), "package one\n");
}

/// A user of go1.27.3 with content in both caches.
fn user() -> Lab {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    put(&lab);
    lab
}

fn report(lab: &Lab) -> Value {
    let report = lab.upgo(["cache", "--json"]).succeeds().json();
    fits("cache", &report);
    report
}

/// Cleans although go commands of other tests may be running.
fn clean(lab: &Lab, words: &[&str]) -> Run {
    let all = ["cache", "clean-go"].iter().chain(words).chain(&["--yes", "--even-if-running", "--json"]);
    lab.upgo(all)
}

fn refused(lab: &Lab, cache: &str) -> Value {
    let failure = clean(lab, &[cache]).exits(1).json();
    fits("error", &failure);
    assert_eq!(failure["error"]["code"], "UPGO-CACHE-REFUSED", "{failure:#}");
    failure["error"]["message"].clone()
}

#[test]
fn each_cache_has_its_folder_and_size() {
    let lab = user();
    let [build, modules] = folders(&lab);
    let report = report(&lab);
    let [first, second] = [&report["caches"][0], &report["caches"][1]];
    assert_eq!((&first["cache"], &first["variable"]), (&json!("build"), &json!("GOCACHE")));
    assert_eq!((&second["cache"], &second["variable"]), (&json!("modules"), &json!("GOMODCACHE")));
    assert_eq!((&first["folder"], &second["folder"]), (&json!(build), &json!(modules)));
    // with the README, but without the input of a fuzz test
    assert_eq!(first["size"], json!({ "bytes": 2070, "files": 3, "complete": true }));
    assert_eq!(second["size"], json!({ "bytes": 512, "files": 2, "complete": true }));
    assert_eq!((&first["state"], &first["obstacle"]), (&json!("present"), &Value::Null));
    let said = lab.upgo(["cache"]).succeeds().output;
    assert!(said.contains("upgo cache clean-go build modules"), "{said}");
}

#[test]
fn cleaning_shows_its_plan_first_and_cannot_be_undone() {
    let lab = user();
    let [build, modules] = folders(&lab);
    let plan = lab.upgo(["cache", "clean-go", "build", "modules", "--dry-run", "--json"]).succeeds().json();
    fits("dry-run", &plan);
    let steps = &plan["plan"]["steps"];
    assert_eq!([&steps[0]["kind"], &steps[1]["kind"]], ["cleanBuildCache", "cleanModuleCache"]);
    assert_eq!([&steps[0]["place"], &steps[1]["place"]], [&json!(build), &json!(modules)]);
    for step in 0..2 {
        let told = steps[step]["description"].as_str().unwrap();
        assert!(told.contains("this cannot be undone"), "{told}");
    }
    let unasked = lab.upgo(["cache", "clean-go", "build", "--json"]).exits(2).json();
    assert_eq!(unasked["error"]["code"], "UPGO-USAGE");
    assert!(build.join("00").exists() && modules.exists(), "nothing is deleted without consent");

    let changed = clean(&lab, &["build", "modules"]).succeeds().json();
    fits("change", &changed);
    assert_eq!((&changed["action"], &changed["freedBytes"]), (&json!("cleanCaches"), &json!(2582)));
    assert!(!build.join("00").exists() && !modules.exists());
    assert!(build.join("fuzz").join("input").exists(), "go clean -cache keeps the inputs of fuzz tests");
    assert_eq!(lab.names_in("staging"), [""; 0]);

    let id = changed["id"].to_string();
    let undo = lab.upgo(["rollback", &id, "--json"]).exits(1).json();
    assert_eq!(undo["error"]["code"], "UPGO-UNDO-BLOCKED");
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    fits("history", &history);
    assert_eq!(
        (&history["entries"][0]["undoable"], &history["entries"][0]["outcome"]),
        (&json!(false), &json!("done"))
    );
    let again = lab.upgo(["cache", "clean-go", "build", "modules"]).succeeds().output;
    assert_eq!(again, "There is nothing to clean.\n");
}

#[test]
fn a_folder_that_is_not_only_a_cache_is_refused() {
    let lab = user();
    let foreign = lab.path("documents");
    fs::create_dir_all(foreign.join("00")).unwrap();
    fs::write(foreign.join("00").join("letter"), "dear").unwrap();
    let with = |name: &str, value: &Path| user_with(name, value);
    let message = refused(&with("GOCACHE", &foreign), "build");
    assert!(message.as_str().unwrap().contains("README"), "{message}");
    assert!(foreign.join("00").join("letter").exists());

    // A module cache that is also the user's home folder: `go clean -modcache` would delete all of it.
    let careless = user();
    fs::create_dir_all(careless.user().join("cache").join("download")).unwrap();
    fs::write(careless.user().join("cache").join("download").join("x"), "x").unwrap();
    let home = careless.user();
    let careless = careless.with_variable("GOMODCACHE", &home);
    let message = refused(&careless, "modules");
    assert!(message.as_str().unwrap().contains("the folder contains"), "{message}");
    let obstacle = report(&careless)["caches"][1]["obstacle"].clone();
    assert!(obstacle.as_str().unwrap().contains("the folder contains"), "{obstacle}");
    assert!(home.join("go").exists());
}

fn user_with(name: &str, value: &Path) -> Lab {
    user().with_variable(name, value)
}

#[test]
fn a_cache_that_is_off_or_has_no_full_path_is_refused() {
    let off = user().with_variable("GOCACHE", "off");
    assert_eq!(refused(&off, "build"), "the build cache is not cleaned: GOCACHE is off");
    assert_eq!(report(&off)["caches"][0]["state"], "off");
    let relative = user().with_variable("GOCACHE", "cache");
    let message = refused(&relative, "build");
    assert!(message.as_str().unwrap().contains("is not a full path"), "{message}");
    assert_eq!(report(&relative)["caches"][0]["state"], "unusable");
}

#[cfg(unix)]
#[test]
fn a_link_and_a_folder_that_cannot_be_written_are_refused() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let lab = user();
    let [build, _] = folders(&lab);
    let link = lab.path("link");
    symlink(&build, &link).unwrap();
    let lab = lab.with_variable("GOCACHE", &link);
    let message = refused(&lab, "build");
    assert!(message.as_str().unwrap().contains("is a link"), "{message}");
    assert!(build.join("00").exists());

    let lab = user();
    let [build, _] = folders(&lab);
    fs::set_permissions(&build, fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::write(build.join("probe"), "").is_ok();
    if is_root {
        println!("SKIPPED: root may write everywhere");
    } else {
        let message = refused(&lab, "build");
        assert!(message.as_str().unwrap().contains("cannot write"), "{message}");
    }
    fs::set_permissions(&build, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn it_is_refused_while_a_go_command_runs() {
    if cfg!(target_os = "macos") {
        println!("SKIPPED: this system does not list running programs");
        return;
    }
    let lab = user();
    let [build, _] = folders(&lab);
    let go = lab.home().join("toolchains").join("go1.27.3").join("bin").join(format!("go{EXE}"));
    let mut running = lab.command(go).arg("wait").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    assert!(lines_in_time(running.stdout.take().unwrap()).next().is_some(), "it does not run");
    let busy = lab.upgo(["cache", "clean-go", "build", "--yes", "--json"]).exits(6).json();
    fits("error", &busy);
    assert_eq!(busy["error"]["code"], "UPGO-FILE-BUSY");
    assert!(busy["error"]["message"].as_str().unwrap().contains("in use by go"), "{busy:#}");
    assert!(build.join("00").exists());
    clean(&lab, &["build"]).succeeds();
    assert!(!build.join("00").exists());
    running.kill().unwrap();
    running.status_in_time().unwrap();
}

#[test]
fn a_module_cache_that_cannot_be_downloaded_again_is_a_warning() {
    let lab = user().with_variable("GOPROXY", "off").with_variable("GOFLAGS", "-mod=mod");
    let [_, modules] = folders(&lab);
    fs::create_dir_all(modules.join("golang.org").join("toolchain@v0.0.1-go1.26.6.linux-amd64")).unwrap();
    let plan = lab.upgo(["cache", "clean-go", "modules", "--dry-run", "--json"]).succeeds().json();
    let warnings: Vec<&str> =
        plan["warnings"].as_array().unwrap().iter().map(|warning| warning["message"].as_str().unwrap()).collect();
    for (index, part) in ["GOPROXY is off", "-mod=mod", "go1.26.6"].into_iter().enumerate() {
        assert!(warnings[index].contains(part), "{warnings:#?}");
    }
    let build = lab.upgo(["cache", "clean-go", "build", "--dry-run", "--json"]).succeeds().json();
    assert_eq!(build["warnings"], json!([]), "a build needs no network");

    let offline = user();
    offline.upgo(["check"]).with("UPGO_FEED_URL", "http://127.0.0.1:1/").ends();
    let plan = offline.upgo(["cache", "clean-go", "modules", "--dry-run", "--json"]).succeeds().json();
    let told = plan["warnings"][0]["message"].as_str().unwrap();
    assert!(told.contains("found no network"), "{plan:#}");
}

#[test]
fn what_go_could_not_delete_is_an_error_that_promises_no_rollback() {
    let lab = user();
    fs::write(lab.home().join("toolchains").join("go1.27.3").join("broken"), "").unwrap();
    let failure = clean(&lab, &["build"]).exits(8).json();
    fits("error", &failure);
    let error = &failure["error"];
    assert_eq!(error["code"], "UPGO-CACHE-CLEAN", "{failure:#}");
    assert!(error["means"].as_str().unwrap().starts_with("What was deleted stays deleted"), "{failure:#}");
    assert!(error["causes"][0].as_str().unwrap().contains("permission denied"), "{failure:#}");
    assert_eq!(error["became"], Value::Null);
}
