//! The machine-wide Go, with the real Windows Installer, the real registry and a second copy of the program.
//!
//! These tests change the machine, so they run only under Wine, where scripts/windows/go-msi.sh built packages like
//! Go's.
use std::os::windows::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use upgo_engine::environment::SystemRegistry;
use upgo_engine::environment::{MACHINE_KEY, USER_KEY};
use upgo_engine::machine::platform;
use upgo_engine::which_go::inventory::{UninstallKeys, products};
use upgo_testkit::go_msi::{self, Kind};
use upgo_testkit::lab::{Lab, Run};
use upgo_testkit::limit::InTime as _;
use upgo_testkit::policy::Policy;
use upgo_testkit::registry;
use upgo_testkit::release::Release;

use crate::lab;

/// A realistic PATH: the folder of `go install` in the middle, and a duplicate entry.
const USERS_PATH: &str = "C:\\first;%USERPROFILE%\\go\\bin;;C:\\last\\;C:\\first\0";
const USERS_GOPATH: &str = "D:\\work\0";

/// A machine with the real registry, and packages of go1.26.6 and go1.27.3.
struct Machine {
    lab: Lab,
    packages: Vec<PathBuf>,
    /// The previous machine-wide PATH, and the user's PATH and GOPATH.
    before: [Option<(u32, Vec<u8>)>; 3],
    _policy: Policy,
}

const VALUES: [(&str, &str); 3] = [(MACHINE_KEY, "Path"), (USER_KEY, "Path"), (USER_KEY, "GOPATH")];
/// The installation folders of the tests.
const PLACES: [&str; 2] = [r"C:\my go", r"C:\Program Files\Go"];

impl Machine {
    fn begin() -> Option<Self> {
        let policy = Policy::begin()?;
        let packages = ["go1.26.6", "go1.27.3"].map(|version| go_msi::package(Kind::Good, version));
        let packages: Vec<PathBuf> = packages.into_iter().collect::<Option<_>>()?;
        let lab = lab();
        policy.set("FeedUrl", &lab.server.url()).set("MsiSigner", go_msi::SIGNER);
        // Under Wine, everything belongs to a single user.
        policy.set("TestAdministrator", &platform::guard(&lab.path("")).unwrap().owner);
        clear();
        let before = VALUES.map(|(key, name)| platform::registry_get(key, name).unwrap());
        let machine = Self { lab, packages, before, _policy: policy };
        machine.offers(Kind::Good);
        Some(machine)
    }

    /// Offers archives, and packages, with go1.27.3 of this kind.
    fn offers(&self, newest: Kind) {
        let mut releases: Vec<Release> =
            ["go1.26.6", "go1.27.3"].map(|version| Release::sample(version, &self.lab.sample_go())).into();
        for (version, kind) in [("go1.26.6", Kind::Good), ("go1.27.3", newest)] {
            let bytes = std::fs::read(go_msi::package(kind, version).unwrap()).unwrap();
            releases.push(Release::installer(version, "amd64", bytes));
        }
        for release in &releases {
            self.lab.server.file(release.filename(), release.bytes().to_vec());
        }
        self.lab.server.feed(Release::feed(&releases));
    }

    /// A run of `upgo` that sees the real registry.
    fn upgo(&self, arguments: &[&str]) -> Run {
        let run = self.lab.upgo(arguments).with("UPGO_TEST_REGISTRY", "").with("ProgramFiles", r"C:\Program Files");
        run.with("USERPROFILE", platform::own_profile().unwrap())
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let arguments: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
        self.upgo(&arguments).ends().json()
    }

    /// The Go of the official installer in `list`: version and folder.
    fn msi(&self) -> Option<(String, PathBuf)> {
        let list = self.json(&["list"]);
        let found = list["installed"].as_array().unwrap().iter().find(|found| found["origin"] == "msi")?.clone();
        Some((found["version"].as_str()?.to_owned(), found["root"].as_str()?.into()))
    }

    /// The version that a new terminal runs, by the PATH in the registry.
    fn terminal(&self) -> String {
        let environment = self.json(&["env"]);
        let entries = environment["path"]["entries"].as_array().unwrap().clone();
        let folders = entries.iter().flat_map(|entry| entry["folders"].as_array().unwrap().clone());
        let path: Vec<String> = folders.map(|folder| folder.as_str().unwrap().to_owned()).collect();
        let ran = self.lab.terminal(&path.join(";"), "go version").ends();
        ran.output.split(' ').nth(2).unwrap_or_default().to_owned()
    }

    fn installed(&self, place: &Path) {
        let package = self.packages[0].display();
        msiexec(&format!("/i \"{package}\" INSTALLDIR=\"{}\"", place.display()));
        for (name, text) in [("Path", USERS_PATH), ("GOPATH", USERS_GOPATH)] {
            registry::set("Environment", name, (true, text.encode_utf16().flat_map(u16::to_le_bytes).collect()));
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        clear();
        for ((key, name), before) in VALUES.into_iter().zip(&self.before) {
            match before {
                Some((kind, bytes)) => platform::registry_set(key, name, *kind, bytes),
                None => platform::registry_remove(key, name),
            }
            .ok();
        }
    }
}

fn users(name: &str) -> Option<String> {
    let (_, bytes) = registry::get("Environment", name)?;
    let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    Some(String::from_utf16(&units).unwrap())
}

#[track_caller]
fn users_values_are_as_before() {
    let now = [users("Path"), users("GOPATH")];
    assert_eq!(now, [Some(USERS_PATH.to_owned()), Some(USERS_GOPATH.to_owned())]);
}

/// Removes what a test installed, even one that was killed.
fn clear() {
    for product in products(&SystemRegistry, &UninstallKeys::default()) {
        msiexec(&format!("/x {}", product.code));
    }
    // Wine's installer does not revert a failed package.
    for place in PLACES {
        std::fs::remove_dir_all(place).ok();
    }
    let Some((kind, bytes)) = platform::registry_get(MACHINE_KEY, "Path").unwrap() else { return };
    let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    let text = String::from_utf16(&units).unwrap();
    let is_ours = |entry: &&str| PLACES.iter().any(|place| *entry == format!(r"{place}\bin"));
    let left: Vec<&str> = text.trim_end_matches('\0').split(';').filter(|entry| !is_ours(entry)).collect();
    let bytes: Vec<u8> = left.join(";").encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    platform::registry_set(MACHINE_KEY, "Path", kind, &bytes).unwrap();
}

/// Its command line has its own quoting rules.
fn msiexec(line: &str) {
    let ran = Command::new("msiexec.exe").raw_arg(format!("{line} /qn /norestart")).status_in_time().unwrap();
    assert_eq!(ran.code(), Some(0), "{line}");
}

#[test]
fn an_msi_is_found_upgraded_rolled_back_adopted_and_uninstalled() {
    let Some(machine) = Machine::begin() else { return };
    // Wine's installer removes nothing from a folder other than the package's default.
    let place = PathBuf::from(r"C:\Program Files\Go");
    machine.installed(&place);
    let is = |version: &str| assert_eq!(machine.msi(), Some((version.to_owned(), place.clone())));
    is("go1.26.6");
    assert_eq!(machine.terminal(), "go1.26.6");

    // Upgrade in its folder.
    let plan = machine.json(&["system", "upgrade", "--dry-run"]);
    assert_eq!(plan["plan"]["needsAdmin"], true, "{plan:#}");
    let done = machine.json(&["system", "upgrade", "--yes"]);
    assert_eq!((&done["from"], &done["to"]), (&"go1.26.6".into(), &"go1.27.3".into()), "{done:#}");
    is("go1.27.3");
    assert!(!place.join(r"src\builtin\only-go1.26.6.go").exists());
    users_values_are_as_before();
    assert_eq!(machine.terminal(), "go1.27.3");

    // Roll back, with the kept package.
    machine.upgo(&["rollback"]).succeeds();
    is("go1.26.6");
    users_values_are_as_before();

    // Adopt: first Upgo's values, then the user's previous ones.
    let adopted = machine.json(&["adopt", "--yes"]);
    assert_eq!(adopted["action"], "adopt", "{adopted:#}");
    assert_eq!(machine.msi(), None);
    assert!(!place.join(r"bin\go.exe").exists());
    assert_eq!(machine.terminal(), "go1.26.6");
    let bin = machine.lab.home().join("bin").display().to_string();
    let profile = platform::own_profile().unwrap().into_string().unwrap();
    let bin = format!("%USERPROFILE%{}", bin.strip_prefix(&profile).unwrap());
    assert_eq!(users("Path").unwrap(), format!("{bin};{USERS_PATH}"));
    assert_eq!(users("GOPATH").as_deref(), Some(USERS_GOPATH));
    machine.upgo(&["rollback"]).succeeds();
    is("go1.26.6");
    users_values_are_as_before();

    // Repair a missing folder.
    std::fs::remove_dir_all(&place).unwrap();
    machine.upgo(&["system", "repair"]).succeeds();
    is("go1.26.6");

    machine.upgo(&["system", "uninstall", "--yes"]).succeeds();
    assert_eq!(machine.msi(), None);
    users_values_are_as_before();
    assert_eq!(machine.terminal(), "");
}

#[test]
fn a_failed_upgrade_restores_the_old_go_and_a_successful_one_keeps_the_folder() {
    let Some(machine) = Machine::begin() else { return };
    let place = PathBuf::from(r"C:\my go");
    machine.installed(&place);
    machine.offers(Kind::Failing);
    let failed = machine.json(&["system", "install", "--yes"]);
    assert_eq!(failed["error"]["code"], "UPGO-MSI-FAILED", "{failed:#}");
    assert!(
        failed["error"]["message"].as_str().unwrap().ends_with("go1.26.6 is installed again, as before"),
        "{failed:#}"
    );
    assert_eq!(machine.msi(), Some(("go1.26.6".to_owned(), place.clone())));
    users_values_are_as_before();
    assert_eq!(machine.terminal(), "go1.26.6");

    machine.offers(Kind::Good);
    machine.upgo(&["system", "install"]).succeeds();
    assert_eq!(machine.msi(), Some(("go1.27.3".to_owned(), place)));
    users_values_are_as_before();
}

#[test]
fn the_machine_wide_go_steps_aside_and_comes_back() {
    let Some(machine) = Machine::begin() else { return };
    machine.installed(Path::new(r"C:\Program Files\Go"));
    machine.upgo(&["install", "1.27.3", "--use"]).exits(12);
    assert_eq!(machine.terminal(), "go1.26.6", "the system PATH comes first");
    let before = users("Path");
    machine.upgo(&["step-aside", r"C:\Program Files\Go"]).succeeds();
    assert_eq!(machine.terminal(), "go1.27.3");
    assert!(users("Path").unwrap().trim_end_matches('\0').ends_with(r"C:\Program Files\Go\bin"));
    assert_eq!(machine.msi().map(|(version, _)| version).as_deref(), Some("go1.26.6"), "it was uninstalled");
    machine.upgo(&["rollback"]).exits(12);
    assert_eq!(machine.terminal(), "go1.26.6");
    assert_eq!(users("Path"), before);
}
