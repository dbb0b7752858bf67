//! The toolchains that Go downloaded into its module cache: `list --sizes` and `remove --downloaded`. `real_go` tests that
//! a real Go downloads one again.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::{Value, json};
use upgo_testkit::lab::{EXE, Lab, names_in};
use upgo_testkit::limit::{InTime as _, lines_in_time};
use upgo_testkit::release::Release;

use crate::caches::folders;
use crate::lab;
use crate::schemas::fits;

/// Where Go has a toolchain in the module cache.
pub(crate) struct Places {
    pub(crate) root: PathBuf,
    /// The folder with the files of its download.
    pub(crate) downloads: PathBuf,
    module_version: String,
}

impl Places {
    pub(crate) fn of(lab: &Lab, version: &str) -> Self {
        let [_, modules] = folders(lab);
        let module_version = format!("v0.0.1-{}", Release::sample(version, &lab.sample_go()).toolchain());
        Self {
            root: modules.join("golang.org").join(format!("toolchain@{module_version}")),
            downloads: modules.join("cache/download/golang.org/toolchain/@v"),
            module_version,
        }
    }

    /// What is left of it: its folder, a renamed one, and the files of its download.
    pub(crate) fn left(&self) -> Vec<String> {
        let folders =
            names_in(self.root.parent().unwrap()).into_iter().filter(|name| name.contains(&self.module_version));
        let files = names_in(&self.downloads).into_iter().filter(|name| name.starts_with(&self.module_version));
        folders.chain(files).collect()
    }

    fn file(&self, ending: &str) -> PathBuf {
        self.downloads.join(format!("{}.{ending}", self.module_version))
    }
}

/// Puts a toolchain into the module cache, as Go does: files and folders are read-only.
pub(crate) fn put(lab: &Lab, version: &str) -> Places {
    let places = put_archive(lab, version);
    let bin = places.root.join("bin");
    fs::create_dir_all(&bin).unwrap();
    fs::write(places.root.join("VERSION"), version).unwrap();
    fs::copy(lab.sample_go(), bin.join(format!("go{EXE}"))).unwrap();
    for path in [places.root.join("VERSION"), bin.join(format!("go{EXE}")), bin, places.root.clone()] {
        read_only(&path);
    }
    places
}

/// The files of a download whose tree is gone. `go mod download` also writes `info` and `mod`.
fn put_archive(lab: &Lab, version: &str) -> Places {
    let places = Places::of(lab, version);
    fs::create_dir_all(&places.downloads).unwrap();
    for (ending, text) in [("lock", ""), ("zip", "a zip"), ("ziphash", "h1:hash"), ("info", "{}"), ("mod", "module x")]
    {
        fs::write(places.file(ending), text).unwrap();
    }
    places
}

fn read_only(path: &Path) {
    let mut permissions = path.metadata().unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path, permissions).unwrap();
}

/// A user of go1.26.6, for whose project Go has downloaded go1.27.3.
fn user() -> (Lab, Places) {
    user_with(put)
}

fn user_with(put: fn(&Lab, &str) -> Places) -> (Lab, Places) {
    let lab = lab().with_release("go1.26.6");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let places = put(&lab, "go1.27.3");
    (lab, places)
}

fn refused(lab: &Lab, what: impl AsRef<std::ffi::OsStr>) -> String {
    let words = ["remove".as_ref(), "--downloaded".as_ref(), what.as_ref(), "--yes".as_ref(), "--json".as_ref()];
    let failure = lab.upgo(words).exits(1).json();
    fits("error", &failure);
    assert_eq!(failure["error"]["code"], "UPGO-CACHE-REFUSED", "{failure:#}");
    failure["error"]["message"].as_str().unwrap().to_owned()
}

#[test]
fn one_is_removed_by_a_plan_with_its_download_and_the_rest_of_the_cache_stays() {
    let (lab, places) = user();
    let other = put(&lab, "go1.25.9");
    let [_, modules] = folders(&lab);
    let module = modules.join("example.com").join("one@v1.0.0").join("one.go");
    fs::create_dir_all(module.parent().unwrap()).unwrap();
    fs::write(&module, "package one\n").unwrap();

    let told = lab.upgo(["remove", "1.27.3", "--json"]).exits(7).json();
    assert!(told["error"]["next"].as_str().unwrap().contains("upgo remove --downloaded go1.27.3"), "{told:#}");
    let plan = lab.upgo(["remove", "--downloaded", "1.27.3", "--dry-run", "--json"]).succeeds().json();
    fits("dry-run", &plan);
    let step = &plan["plan"]["steps"][0];
    assert_eq!((&step["kind"], &step["place"]), (&json!("deleteDownloaded"), &json!(places.root)));
    let said = step["description"].as_str().unwrap();
    assert!(said.contains("cannot be undone") && said.contains("downloads it again"), "{said}");
    assert!(places.root.is_dir(), "a dry run deletes nothing");
    let asked = lab.upgo(["remove", "--downloaded", "1.27.3", "--json"]).exits(2).json();
    assert!(asked["error"]["next"].as_str().unwrap().contains("--yes"), "{asked:#}");
    assert!(places.root.is_dir(), "nobody was asked");

    let size = fs::metadata(lab.sample_go()).unwrap().len() + 8 + 5 + 7 + 2 + 8; // VERSION, zip, ziphash, info, mod
    let changed = lab.upgo(["remove", "--downloaded", "1.27.3", "--yes", "--json"]).succeeds().json();
    fits("change", &changed);
    assert_eq!((&changed["removed"], &changed["freedBytes"]), (&json!(["go1.27.3"]), &json!(size)));
    // another go command may be waiting for the empty lock file
    assert_eq!(places.left(), [format!("{}.lock", places.module_version)]);
    assert_eq!(other.left().len(), 6);
    assert!(module.exists());

    // the installation before it stays, unless it is named
    for words in [&["rollback", "--json"][..], &["rollback", &changed["id"].to_string(), "--json"]] {
        let undo = lab.upgo(words).exits(1).json();
        assert_eq!(undo["error"]["code"], "UPGO-UNDO-BLOCKED");
        let told = "change number 2 cannot be undone: what it deleted from Go's caches is not kept";
        assert_eq!(undo["error"]["message"], told, "{undo:#}");
        assert_eq!(undo["error"]["next"], "To undo the change before it: `upgo rollback 1`.", "{undo:#}");
        assert_eq!(lab.go_version(), "go1.26.6");
    }
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    let entry = &history["entries"][0];
    assert_eq!((&entry["undoable"], &entry["outcome"]), (&json!(false), &json!("done")));
    let again = lab.upgo(["remove", "--downloaded", "1.27.3", "--yes", "--json"]).exits(7).json();
    assert_eq!(again["error"]["code"], "UPGO-VERSION-UNKNOWN", "{again:#}");
    lab.upgo(["remove", "--downloaded", &other.root.display().to_string(), "--yes"]).succeeds();
    assert_eq!(other.left().len(), 1);
}

#[test]
fn the_list_and_the_plan_name_the_projects_that_need_it() {
    let (lab, places) = user();
    // without a checksum database, Go runs no toolchain from its cache; the sample has no go.env, which sets `auto`
    let lab = lab.with_variable("GOSUMDB", "sum.golang.org http://127.0.0.1:1").with_variable("GOTOOLCHAIN", "auto");
    let project = lab.path("shop");
    fs::create_dir_all(&project).unwrap();
    fs::write(project.join("go.mod"), "module example.com/shop\n\ngo 1.26.0\n\ntoolchain go1.27.3\n").unwrap();
    let needed_by = || -> Value {
        let listed = lab.upgo(["list", "--sizes", "--json"]).succeeds().json();
        fits("list", &listed);
        let all = listed["installed"].as_array().unwrap();
        let found = all.iter().find(|go| go["root"] == json!(places.root)).unwrap();
        assert_eq!(found["ways"], json!(["remove"]));
        assert!(found["sizeBytes"].as_u64().is_some_and(|size| size > 1000), "{found:#}");
        found["neededBy"].clone()
    };
    assert_eq!(needed_by(), json!([]));
    lab.upgo(["projects", "add", project.to_str().unwrap(), "--yes"]).succeeds();
    assert_eq!(needed_by(), json!([project]));
    let said = lab.upgo(["list", "--sizes"]).succeeds().output;
    assert!(said.contains("needed by") && said.contains("shop"), "{said}");
    let quick = lab.upgo(["list", "--json"]).succeeds().json();
    assert!(quick["installed"].as_array().unwrap().iter().all(|go| go["neededBy"].is_null()), "{quick:#}");

    let plan = lab.upgo(["remove", "--downloaded", "1.27.3", "--dry-run", "--json"]).succeeds().json();
    let warning = &plan["warnings"][0];
    assert_eq!(warning["code"], "UPGO-CACHE-COST", "{plan:#}");
    let message = warning["message"].as_str().unwrap();
    assert!(message.contains("shop") && message.contains("go1.27.3"), "{message}");
    lab.upgo(["remove", "--downloaded", "1.27.3", "--yes"]).succeeds();
    assert!(!places.root.exists());
}

#[test]
fn it_is_refused_while_a_program_runs_from_it() {
    if cfg!(target_os = "macos") {
        println!("SKIPPED: this system does not list running programs");
        return;
    }
    let (lab, places) = user();
    let go = places.root.join("bin").join(format!("go{EXE}"));
    let mut running = lab.command(go).arg("wait").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    assert!(lines_in_time(running.stdout.take().unwrap()).next().is_some(), "it does not run");
    let busy = lab.upgo(["remove", "--downloaded", "1.27.3", "--yes", "--json"]).exits(6).json();
    assert_eq!(busy["error"]["code"], "UPGO-FILE-BUSY", "{busy:#}");
    assert_eq!(places.left().len(), 6, "nothing is deleted");
    drop(running.stdin.take());
    running.status_in_time().unwrap();
    lab.upgo(["remove", "--downloaded", "1.27.3", "--yes"]).succeeds();
    assert_eq!(places.left().len(), 1);
}

#[test]
fn only_what_go_downloaded_into_its_own_module_cache_is_removed() {
    let (lab, places) = user();
    let own = lab.home().join("toolchains").join("go1.26.6");
    let failure = lab.upgo(["remove", "--downloaded", "1.26.6", "--yes", "--json"]).exits(7).json();
    assert_eq!(failure["error"]["code"], "UPGO-VERSION-UNKNOWN", "{failure:#}");
    assert!(own.exists());
    // an sdk of golang.org/dl is no module
    let sdk = lab.user().join("sdk").join("go1.25.9");
    fs::create_dir_all(sdk.join("bin")).unwrap();
    fs::write(sdk.join("VERSION"), "go1.25.9").unwrap();
    fs::copy(lab.sample_go(), sdk.join("bin").join(format!("go{EXE}"))).unwrap();
    assert!(refused(&lab, &sdk).contains("not in the module cache"));
    assert!(refused(&lab, "1.25.9").contains("did not download it"));
    // a tree whose content is another Go
    let mislabelled = put(&lab, "go1.24.9");
    let mut permissions = mislabelled.root.join("VERSION").metadata().unwrap().permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "a test changes its own file")]
    permissions.set_readonly(false);
    fs::set_permissions(mislabelled.root.join("VERSION"), permissions).unwrap();
    fs::write(mislabelled.root.join("VERSION"), "go1.23.1").unwrap();
    assert!(refused(&lab, &mislabelled.root).contains("it is not go1.24.9"));
    // the usual module cache is not the one that Go uses
    let elsewhere = lab.with_variable("GOMODCACHE", places.root.parent().unwrap());
    assert!(refused(&elsewhere, &places.root).contains("not in the module cache that Go uses"));
    assert_eq!((places.left().len(), mislabelled.left().len()), (6, 6));
}

#[cfg(unix)]
#[test]
fn nothing_is_removed_through_a_link() {
    use std::os::unix::fs::symlink;

    let (lab, places) = user();
    let elsewhere = lab.path("elsewhere");
    let swap = |path: &Path| {
        fs::rename(path, &elsewhere).unwrap();
        symlink(&elsewhere, path).unwrap();
        let message = refused(&lab, "1.27.3");
        assert!(message.contains("is a link"), "{}: {message}", path.display());
        fs::remove_file(path).unwrap();
        fs::rename(&elsewhere, path).unwrap();
    };
    let [_, modules] = folders(&lab);
    swap(&places.root);
    swap(places.root.parent().unwrap());
    swap(&places.downloads);
    swap(&modules.join("cache"));
    swap(&modules);
    assert_eq!(places.left().len(), 6);
    lab.upgo(["remove", "--downloaded", "1.27.3", "--yes"]).succeeds();
}

/// A killed removal leaves nothing that Go takes for complete, and the next command completes it. `faults` kills it at
/// each effect.
#[test]
fn a_removal_that_is_killed_after_the_rename_is_completed() {
    if !cfg!(feature = "faults") {
        println!("SKIPPED: this build has no fault points (feature faults)");
        return;
    }
    for (put, whole) in [(put as fn(&Lab, &str) -> Places, 6), (put_archive, 5)] {
        let mut was_between = false;
        for point in 1.. {
            let (lab, places) = user_with(put);
            let words = ["remove", "--downloaded", "1.27.3", "--yes"];
            let ran = lab.upgo(words).with("UPGO_FAULT", format!("abort@{point}")).ends();
            let killed = places.left();
            was_between |= (2..whole).contains(&killed.len());
            lab.upgo(["status"]).succeeds();
            let left = places.left();
            assert!(left.len() == whole || left.len() == 1, "killed at {point}: {killed:?}, then {left:?}");
            if ran.code == Some(0) {
                break;
            }
            assert!(point < 200, "it is never removed: {}", ran.output);
        }
        assert!(was_between, "no kill came between the rename and the end");
    }
}

#[test]
fn an_archive_without_its_tree_is_removed_unless_go_uses_it() {
    let (lab, places) = user_with(put_archive);
    let told = lab.upgo(["cache", "clean-go", "modules", "--dry-run", "--json"]).succeeds().json();
    assert!(told["warnings"].to_string().contains("go1.27.3"), "{told:#}");
    let unknown = lab.upgo(["remove", "--downloaded", "1.25.9", "--yes", "--json"]).exits(7).json();
    assert_eq!(unknown["error"]["code"], "UPGO-VERSION-UNKNOWN", "{unknown:#}");

    let lock = fs::OpenOptions::new().write(true).open(places.file("lock")).unwrap();
    lock.lock().unwrap();
    assert!(refused(&lab, "1.27.3").contains("is downloading"), "a go command unpacks it");
    assert_eq!(places.left().len(), 5);
    drop(lock);
    let changed = lab.upgo(["remove", "--downloaded", "1.27.3", "--yes", "--json"]).succeeds().json();
    assert_eq!((&changed["removed"], &changed["freedBytes"]), (&json!(["go1.27.3"]), &json!(5 + 7 + 2 + 8)));
    assert_eq!(places.left(), [format!("{}.lock", places.module_version)]);
}
