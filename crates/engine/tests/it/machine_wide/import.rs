//! Importing several Go installations as one change.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use upgo_engine::base::report::Code;
use upgo_engine::cases::{FoundGo, Refusal};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::which_go::inventory::Origin;

use super::lab::{Machine, rollback, tree};

const OUT: &[&str] = &["go1.28rc1", "go1.27.3", "go1.26.6"];

const DISTRIBUTED: &[(&str, &str)] = &[
    ("user/mine", "go1.26.6"),
    ("user/.goenv/versions/1.27.3", "go1.27.3"),
    ("user/sdk/go1.27.3", "go1.27.3"),
    ("user/sdk/go1.28rc1", "go1.28rc1"),
    ("user/sdk/gotip", "devel go1.29-abcdef"),
    ("user/.gvm/gos/go1.25.77", "go1.25.77"),
    ("user/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.26.6.linux-amd64", "go1.26.6"),
];

/// A machine with a Go from nearly everywhere, the one unpacked by hand first on PATH.
fn machine() -> Machine {
    let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Program Files/Go").on_path("user/mine");
    for (folder, version) in DISTRIBUTED {
        tree(&machine.path(folder), version);
        fs::write(machine.path(folder).join(".unpacked-success"), "").unwrap();
    }
    machine
}

fn everything() -> ChangeRequest {
    ChangeRequest::Import { roots: Vec::new() }
}

/// Every file of the old trees, with its contents.
fn old_trees(machine: &Machine) -> BTreeMap<PathBuf, Vec<u8>> {
    fn add(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                add(&entry.path(), files);
            } else {
                files.insert(entry.path(), fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    for folder in DISTRIBUTED.iter().map(|(folder, _)| *folder).chain(["Program Files/Go"]) {
        add(&machine.path(folder), &mut files);
    }
    files
}

fn stored(machine: &Machine) -> Vec<String> {
    let toolchains = fs::read_dir(machine.path("home/toolchains")).into_iter().flatten().flatten();
    let mut names: Vec<String> = toolchains
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| name.starts_with("go"))
        .collect();
    names.sort();
    names
}

fn current(machine: &Machine) -> Option<String> {
    machine.engine().status().unwrap().current.map(|current| current.version.to_string())
}

#[test]
fn one_plan_imports_each_version_once_and_names_the_rest() {
    let machine = machine();
    let before = old_trees(&machine);
    // the real machine may have a Go, too
    assert!(machine.engine().overview().unwrap().to_import >= 4);
    let says = machine.says(&everything());
    for version in OUT {
        let downloads = says.iter().filter(|step| step.starts_with(&format!("Download {version}")));
        assert_eq!(downloads.count(), 1, "{says:?}");
    }
    assert!(!says.iter().any(|step| step.contains("Uninstall") || step.contains("aside")), "{says:?}");

    let planned = machine.plan(&everything()).unwrap();
    let reasons: Vec<String> = planned.warnings.iter().map(|warning| warning.message.to_string()).collect();
    for reason in ["version cannot be read", "go1.25.77 is not an official release", "in its module cache"] {
        assert_eq!(reasons.iter().filter(|told| told.contains(reason)).count(), 1, "{reason}: {reasons:#?}");
    }

    let changed = machine.change(&everything()).unwrap();
    assert!(changed.change.switched && changed.changed);
    assert_eq!(stored(&machine), ["go1.26.6", "go1.27.3", "go1.28rc1"]);
    assert_eq!(current(&machine).as_deref(), Some("go1.26.6"), "the one that ran before");
    assert_eq!(old_trees(&machine), before);
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.26.6"));
    assert_eq!(machine.windows(|windows| windows.prompts), 0);
    assert_eq!(machine.engine().overview().unwrap().to_import, 0, "only a first run offers it");

    machine.change(&rollback()).unwrap();
    assert_eq!(current(&machine), None);
    assert_eq!(old_trees(&machine), before);
}

#[test]
fn an_import_that_fails_in_the_middle_leaves_everything_as_it_was() {
    let machine = machine();
    let before = old_trees(&machine);
    fs::remove_file(machine.path("feed/go1.26.6.linux-amd64.tar.gz")).unwrap();
    let says = machine.says(&everything());
    let place = |what: &str| says.iter().position(|step| step.starts_with(what)).unwrap();
    assert!(place("Download go1.28rc1") < place("Download go1.26.6"), "the last download fails: {says:?}");
    machine.change(&everything()).unwrap_err();
    assert!(stored(&machine).is_empty(), "{:?}", stored(&machine));
    assert_eq!(current(&machine), None);
    assert_eq!(old_trees(&machine), before);
    assert!(machine.engine().list().unwrap().installed.iter().any(|found| found.active));
}

#[test]
fn only_the_chosen_ones_are_imported_and_a_later_import_keeps_the_current_one() {
    let machine = machine();
    let chosen =
        |folders: &[&str]| ChangeRequest::Import { roots: folders.iter().map(|folder| machine.path(folder)).collect() };
    machine.change(&chosen(&["user/.goenv/versions/1.27.3", "user/sdk/go1.28rc1"])).unwrap();
    assert_eq!(stored(&machine), ["go1.27.3", "go1.28rc1"]);
    assert_eq!(current(&machine).as_deref(), Some("go1.27.3"), "no pre-release");
    machine.change(&chosen(&["Program Files/Go"])).unwrap();
    assert_eq!(current(&machine).as_deref(), Some("go1.27.3"));
    let refused = machine.plan(&chosen(&["user/sdk/gotip"])).unwrap_err();
    assert_eq!(refused.code, Code::GoManaged, "{refused:?}");
}

#[test]
fn a_chosen_folder_is_looked_at() {
    let machine = machine();
    let look = |folder: &str| machine.engine().found_in(&machine.path(folder));
    let said = |found: FoundGo| (found.root, found.version.map(|version| version.to_string()), found.origin);

    tree(&machine.path("Downloads/go"), "go1.27.3");
    let unpacked = (machine.path("Downloads/go"), Some("go1.27.3".to_owned()), Origin::Zip);
    for folder in ["Downloads", "Downloads/go", "Downloads/go/bin"] {
        assert_eq!(said(look(folder).unwrap()), unpacked, "{folder}");
    }
    let active = look("user/mine").unwrap();
    assert!(active.active && !active.damaged && !active.stored && active.refusal.is_none(), "{active:?}");
    assert_eq!(look("user/.goenv/versions/1.27.3").unwrap().origin, Origin::Goenv);
    assert_eq!(look("user/sdk/gotip").unwrap().refusal, Some(Refusal::VersionUnknown));
    fs::create_dir_all(machine.path("photos")).unwrap();
    assert_eq!(look("photos").unwrap_err().code, Code::VersionUnknown);

    fs::remove_file(machine.path("Downloads/go/bin/go")).unwrap();
    assert!(look("Downloads").unwrap().damaged);
    machine.change(&ChangeRequest::Import { roots: vec![machine.path("Downloads")] }).unwrap();
    assert_eq!(stored(&machine), ["go1.27.3"], "whole again: no old file is used");
    let own = look("home/toolchains/go1.27.3").unwrap();
    assert_eq!((own.stored, own.refusal), (true, Some(Refusal::Upgo)));
    assert!(look("Downloads").unwrap().stored);
    tree(&machine.path("Downloads/patched/go"), "go1.27.99");
    assert_eq!(
        look("Downloads/patched").unwrap().refusal,
        Some(Refusal::VersionUnknown),
        "the list has no such release"
    );
}
