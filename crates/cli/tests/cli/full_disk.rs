//! A disk without a free byte: what frees space works, and so does going back to an installed Go.
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use upgo_testkit::lab::{Lab, SmallDisk};

use crate::lab;

/// A home with two versions on a separate disk, and a file that can fill it.
struct Machine {
    /// Dropped first, because it is mounted in the sandbox.
    disk: SmallDisk,
    lab: Lab,
}

impl Machine {
    /// `None` if no disk can be mounted.
    fn new() -> Option<Self> {
        let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
        let Some(disk) = lab.small_disk("64m") else {
            println!("SKIPPED: no small disk can be mounted here");
            return None;
        };
        let home = disk.path().join("home");
        let lab = lab.with_variable("UPGO_HOME", &home);
        lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        lab.upgo(["install", "1.27.3", "--use"]).succeeds();
        Some(Self { disk, lab })
    }

    fn home(&self) -> PathBuf {
        self.disk.path().join("home")
    }

    /// Takes each free byte of the disk.
    fn fill(&self) {
        let name = format!("ballast-{}", fs::read_dir(self.disk.path()).unwrap().count());
        let mut ballast = File::create_new(self.disk.path().join(name)).unwrap();
        while ballast.write_all(&[1; 4096]).is_ok() {}
        assert!(fs::write(self.disk.path().join("one more"), "x").is_err(), "the disk is full");
        fs::remove_file(self.disk.path().join("one more")).unwrap();
    }

    fn has(&self, version: &str) -> bool {
        self.home().join("toolchains").join(version).exists()
    }

    fn reserve(&self) -> u64 {
        size(&self.home().join("reserve"))
    }
}

fn size(path: &Path) -> u64 {
    path.metadata().map_or(0, |metadata| metadata.len())
}

#[test]
fn a_removal_works_on_a_full_disk_and_makes_the_reserve_again() {
    let Some(machine) = Machine::new() else { return };
    assert_eq!(machine.reserve(), 64 << 10);
    machine.fill();
    machine.lab.upgo(["remove", "1.26.6"]).succeeds();
    assert!(!machine.has("go1.26.6") && machine.has("go1.27.3"));
    assert_eq!(machine.reserve(), 64 << 10);
}

#[test]
fn going_back_works_on_a_full_disk_several_times() {
    let Some(machine) = Machine::new() else { return };
    machine.fill();
    let version = || machine.lab.upgo(["status", "--json"]).succeeds().json()["current"]["version"].clone();
    machine.lab.upgo(["rollback"]).succeeds();
    assert_eq!(version(), "go1.26.6");
    machine.lab.upgo(["use", "1.27.3"]).succeeds();
    assert_eq!(version(), "go1.27.3");
    assert!(machine.reserve() > 0, "it takes what is left");
    machine.lab.upgo(["use", "1.26.6"]).succeeds();
    machine.lab.upgo(["cache", "clean"]).succeeds();
    machine.lab.upgo(["remove", "1.27.3"]).succeeds();
    assert_eq!(machine.reserve(), 64 << 10);
}

#[test]
fn settings_can_be_changed_on_a_full_disk_several_times() {
    let Some(machine) = Machine::new() else { return };
    machine.fill();
    let value = || machine.lab.upgo(["settings", "get", "channels"]).succeeds().output;
    let before = value();
    machine.lab.upgo(["settings", "set", "channels", "rc"]).succeeds();
    assert_ne!(value(), before);
    assert!(machine.reserve() > 0, "it takes what is left");
    machine.lab.upgo(["settings", "set", "check.interval", "3d"]).succeeds();
    machine.lab.upgo(["settings", "unset", "channels"]).succeeds();
    assert_eq!(value(), before);
    machine.lab.upgo(["remove", "1.26.6"]).succeeds();
    assert_eq!(machine.reserve(), 64 << 10);
}

#[test]
fn a_choice_about_notifications_is_kept_on_a_full_disk() {
    let Some(machine) = Machine::new() else { return };
    let ignored = || fs::read_to_string(machine.home().join("watch.json")).unwrap_or_default();
    machine.fill();
    machine.lab.upgo(["doctor", "--ignore", "goenv.pins-toolchain"]).succeeds();
    assert!(ignored().contains("goenv.pins-toolchain"));
    assert!(machine.reserve() > 0, "it takes what is left");
    machine.lab.upgo(["doctor", "--show-again", "goenv.pins-toolchain"]).succeeds();
    assert!(!ignored().contains("goenv.pins-toolchain"));
    machine.lab.upgo(["remove", "1.26.6"]).succeeds();
    assert_eq!(machine.reserve(), 64 << 10);
}

#[test]
fn everything_can_be_removed_from_a_full_disk() {
    let Some(machine) = Machine::new() else { return };
    machine.fill();
    machine.lab.upgo(["purge", "--yes"]).succeeds();
    assert!(!machine.home().exists());
}

#[test]
fn an_installation_still_reports_a_full_disk_and_leaves_everything_as_it_was() {
    let Some(machine) = Machine::new() else { return };
    machine.lab.upgo(["remove", "1.26.6"]).succeeds();
    machine.fill();
    let refused = machine.lab.upgo(["install", "1.26.6", "--json"]).exits(8).json();
    assert_eq!(refused["error"]["code"], "UPGO-DISK-FULL");
    assert!(!machine.has("go1.26.6") && machine.has("go1.27.3"));
}
