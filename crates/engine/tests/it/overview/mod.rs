//! What the window shows, for a machine in a temporary folder. The toolchains are scripts that pass their test.
mod changes;
mod news;
mod path;
mod plans;
mod versions;

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::json;
use tempfile::TempDir;
use upgo_engine::base::report::{Cancel, Code, Problem, ignore};
use upgo_engine::base::system::System;
use upgo_engine::base::target::Target;
use upgo_engine::base::version::Version;
use upgo_engine::cases::{Changed, Clock, Engine, Overview, PlanView, Round, Setup};
use upgo_engine::change::elevation::NoElevation;
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::environment::SystemRegistry;
use upgo_engine::guidance::assessment::Situation;
use upgo_engine::guidance::watch::{Notice, Topic};
use upgo_engine::machine::home::Home;
use upgo_engine::machine::platform::Condition;
use upgo_engine::released::catalog::ReleaseRequest;
use upgo_engine::store::Receipt;
use upgo_engine::which_go::inventory::Origin;
use upgo_testkit::release::go_script;
use upgo_testkit::vulns::Vulns;

/// A user's machine.
struct Machine {
    folder: TempDir,
    path: Vec<PathBuf>,
    target: Target,
    system: Option<System>,
}

impl Machine {
    fn new() -> Self {
        let target = Target::new("linux", "amd64");
        Self { folder: tempfile::tempdir().unwrap(), path: Vec::new(), target, system: None }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn engine(&self) -> Engine {
        let path = std::env::join_paths(&self.path).unwrap();
        let variables = BTreeMap::from([
            ("HOME".into(), self.path("user").into()),
            ("SHELL".into(), "/bin/sh".into()),
            ("PATH".into(), path),
            ("UPGO_HOME".into(), self.path("home").into()),
            ("UPGO_FEED_URL".into(), format!("file://{}/", self.path("feed").display()).into()),
            ("UPGO_VULN_URL".into(), format!("file://{}/", self.path("vulnerabilities").display()).into()),
            ("GOSUMDB".into(), "off".into()),
            ("UPGO_TEST_POLICY".into(), self.path("policy.toml").into()),
        ]);
        let (target, system) = (self.target.clone(), self.system.clone());
        let setup = Setup {
            variables,
            target,
            system,
            clock: Clock::default(),
            asked_by: "a test".into(),
            registry: Arc::new(SystemRegistry),
            elevation: Arc::new(NoElevation),
        };
        std::fs::create_dir_all(self.path("user")).unwrap();
        Engine::open(setup).unwrap()
    }

    fn home(&self) -> Home {
        Home::new(self.path("home"))
    }

    /// Sets the available releases. The engine has not checked for them yet.
    fn out(&self, versions: &[&str]) {
        let release = |version: &&str| {
            let file = json!({ "filename": format!("{version}.linux-amd64.tar.gz"), "os": "linux", "arch": "amd64",
                "kind": "archive", "sha256": "0".repeat(64), "size": 70_000_000 });
            json!({ "version": version, "files": [file] })
        };
        let feed: Vec<_> = versions.iter().map(release).collect();
        self.feed(&serde_json::to_vec(&feed).unwrap());
    }

    fn feed(&self, bytes: &[u8]) {
        std::fs::create_dir_all(self.path("feed")).unwrap();
        std::fs::write(self.path("feed/index.json"), bytes).unwrap();
    }

    /// Sets the known vulnerabilities. The engine has not downloaded them yet.
    fn known(&self, vulns: &Vulns) {
        vulns.write(&self.path("vulnerabilities"));
    }

    /// The notifications of a scheduled check, which does not use the network because a check just ran.
    fn told(&self) -> Vec<String> {
        let mut told = Vec::new();
        let mut show = |notice: &Notice| {
            told.extend(notice.topics.iter().map(|topic| match topic {
                Topic::Release { offer, fixes, .. } => format!("{} fixes {fixes}", offer.version),
                other => format!("{other:?}"),
            }));
            true
        };
        let (machine, cancel) = (Condition::default, Cancel::default());
        let mut round = Round { machine: &machine, show: &mut show, cancel: &cancel, events: &ignore };
        self.engine().watch(&mut round).unwrap();
        told
    }

    fn check(&self) -> Result<(), Problem> {
        self.engine().check(&Cancel::default()).map(drop)
    }

    /// Puts toolchains into the store.
    fn installed(self, versions: &[&str]) -> Self {
        self.home().own().unwrap().create().unwrap();
        for name in versions {
            let version = version(name);
            let receipt = json!({ "version": name, "archive": { "filename": format!("{name}.tar.gz"),
                "sha256": "0".repeat(64), "size": 100 }, "source": "", "sizeBytes": 400, "files": 1,
                "installedAt": Timestamp::now(), "proof": { "digest": { "by": "nobody" },
                "checksumDatabase": { "state": "none" }, "signature": { "state": "none" } } });
            tree(&self.home().toolchain(&version), name);
            serde_json::from_value::<Receipt>(receipt).unwrap().write(&self.home()).unwrap();
        }
        self
    }

    /// Writes the proof of an installed toolchain to its receipt.
    fn vouched(&self, name: &str, origin: serde_json::Value) {
        let mut receipt = Receipt::read(&self.home(), &version(name)).unwrap();
        receipt.proof = serde_json::from_value(origin).unwrap();
        receipt.write(&self.home()).unwrap();
    }

    /// Adds a foreign Go at the end of PATH.
    fn foreign(&mut self, folder: &str, version: &str) {
        tree(&self.path(folder), version);
        self.path.push(self.path(folder).join("bin"));
    }

    fn uses(self, version: &str) -> Self {
        self.changed(&ChangeRequest::Use { version: release(version) }).unwrap();
        self
    }

    fn changed(&self, request: &ChangeRequest) -> Result<Changed, Problem> {
        self.engine().change(request, &Cancel::default(), &ignore)
    }

    fn overview(&self) -> Overview {
        self.engine().overview().unwrap()
    }

    fn situation(&self) -> Situation {
        self.overview().situation
    }

    fn plan(&self, request: &ChangeRequest) -> PlanView {
        let engine = self.engine();
        engine.describe(&engine.plan(request, &Cancel::default()).unwrap(), 7)
    }
}

fn version(name: &str) -> Version {
    name.parse().unwrap()
}

fn release(name: &str) -> ReleaseRequest {
    name.parse().unwrap()
}

fn use_of(name: &str) -> ChangeRequest {
    ChangeRequest::Use { version: release(name) }
}

fn rollback(id: u64) -> ChangeRequest {
    ChangeRequest::Rollback { id: Some(id) }
}

fn tree(root: &Path, version: &str) {
    std::fs::create_dir_all(root.join("bin")).unwrap();
    std::fs::write(root.join("VERSION"), format!("{version}\n")).unwrap();
    program(&root.join("bin/go"), &go_script(version));
}

fn program(path: &Path, line: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, format!("#!/bin/sh\n{line}\n")).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_go_that_the_policy_does_not_permit_is_said_once() {
    if !upgo_engine::machine::fault::ARMED {
        return; // only such a build reads a policy from this file
    }
    let machine = Machine::new().installed(&["go1.27.3"]).uses("go1.27.3");
    std::fs::write(machine.path("policy.toml"), "blocked = ['1.27']\n").unwrap();
    let overview = machine.overview();
    assert_eq!(overview.situation, Situation::NotPermitted);
    assert!(overview.warnings.is_empty(), "the headline says it: {:?}", overview.warnings);
    let status = machine.engine().status().unwrap();
    assert_eq!(status.warnings.iter().map(|warning| warning.code).collect::<Vec<_>>(), [Code::PolicyVersion]);
}

#[test]
fn a_machine_without_go_gets_an_offer_after_the_first_check() {
    let mut machine = Machine::new();
    machine.path.push(machine.path("empty"));
    let before = machine.overview();
    assert_eq!((before.situation, before.offer), (Situation::NoGo, None));
    let place = |folder: &str| before.places.iter().find(|place| place.folder == machine.path(folder)).unwrap();
    assert!(before.places.len() > 5, "PATH and the usual places: {:?}", before.places);
    let on_path = place("empty");
    assert!(on_path.on_path && !on_path.exists && on_path.origin.is_none(), "{on_path:?}");
    let usual = place("user/.goenv/versions");
    assert!(!usual.on_path && usual.origin == Some(Origin::Goenv) && usual.found.is_empty(), "{usual:?}");
    assert!(before.feed.fetched_at.is_none() && before.feed.stale);
    assert!(!machine.path("home").exists(), "reading leaves no trace");
    machine.out(&["go1.27.3", "go1.26.8"]);
    machine.check().unwrap();
    let after = machine.overview();
    assert_eq!(after.situation, Situation::NoGo);
    let Some(offer) = after.offer else { panic!("no offer: {after:?}") };
    assert_eq!((offer.version, offer.download_bytes), (version("go1.27.3"), Some(70_000_000)));
    assert_eq!((after.newest, after.current, after.back), (Some(version("go1.27.3")), None, None));
}

#[test]
fn each_place_says_what_was_found_there() {
    let mut machine = Machine::new();
    machine.path.push(machine.path("empty"));
    tree(&machine.path("user/sdk/go1.26.5"), "go1.26.5");
    tree(&machine.path("user/.goenv/versions/1.25.7"), "go1.25.7");
    let overview = machine.overview();
    assert_eq!(overview.situation, Situation::NoGo);
    let found: Vec<_> = overview.places.iter().flat_map(|place| &place.found).map(|found| &found.root).collect();
    let elsewhere: BTreeSet<_> = overview.elsewhere.iter().collect();
    assert_eq!(found.iter().copied().collect::<BTreeSet<_>>(), elsewhere, "each once, as Home says");
    assert_eq!(found.len(), elsewhere.len());
    let of = |folder: &str| overview.places.iter().find(|place| place.folder == machine.path(folder)).unwrap();
    let versions =
        |folder: &str| of(folder).found.iter().map(|found| found.version.clone().unwrap()).collect::<Vec<_>>();
    assert_eq!(versions("user/sdk"), [version("go1.26.5")]);
    assert_eq!(versions("user/.goenv/versions"), [version("go1.25.7")]);
    let machine = machine.installed(&["go1.27.3"]).uses("go1.27.3");
    assert!(machine.overview().places.is_empty(), "there is nothing to look for");
}

#[test]
fn the_overview_has_everything_that_home_shows() {
    let machine = Machine::new().installed(&["go1.26.6", "go1.27.2"]).uses("go1.26.6");
    machine.out(&["go1.28rc1", "go1.27.3", "go1.26.8"]);
    machine.check().unwrap();
    let overview = machine.overview();
    assert_eq!(overview.situation, Situation::Update);
    let active = overview.active.unwrap();
    assert_eq!((active.go.version, active.go.origin), (Some(version("go1.26.6")), Origin::Upgo));
    assert_eq!(active.program, machine.home().bin().join("go"));
    assert_eq!(overview.installed, [version("go1.27.2"), version("go1.26.6")]);
    assert_eq!(overview.support.unwrap().ends.unwrap().line, "1.28");
    let offer = overview.offer.unwrap();
    assert_eq!(
        (offer.version, offer.disk_bytes),
        (version("go1.27.3"), Some(280_000_000)),
        "estimated from the receipts"
    );
    assert_eq!(overview.patch.unwrap().version, version("go1.26.8"));
    assert_eq!(overview.searched.iter().filter(|searched| searched.is_upgo).count(), 1);
    assert!(overview.warnings.is_empty(), "{:?}", overview.warnings);
}

#[test]
fn a_go_for_another_architecture_is_reported() {
    let mut machine = Machine::new();
    machine.foreign("other", "go1.27.3");
    let mut header = vec![0; 64];
    header[..7].copy_from_slice(b"\x7fELF\x02\x01\x01");
    header[18] = 62;
    std::fs::write(machine.path("other/bin/go"), header).unwrap();
    machine.target = Target::new("linux", "arm64");
    let active = machine.overview().active.unwrap();
    assert_eq!((active.go.arch.as_deref(), active.go.native), (Some("amd64"), Some(false)));
    assert_eq!(machine.engine().versions().unwrap().installed[0].toolchain.go.native, Some(false));
    assert_eq!(machine.engine().list().unwrap().installed[0].go.native, Some(false));
    machine.target = Target::new("linux", "amd64");
    assert_eq!(machine.overview().active.unwrap().go.native, Some(true));
}

#[test]
fn the_overview_handles_all_releases_and_many_changes() {
    let machine =
        Machine::new().installed(&["go1.23.1", "go1.24.1", "go1.25.1", "go1.26.6", "go1.27.0"]).uses("go1.26.6");
    machine.feed(include_bytes!("../../data/releases.json"));
    machine.check().unwrap();
    let first = std::fs::read(machine.home().journal().join("00000001.jsonl")).unwrap();
    for id in 2..=400 {
        std::fs::write(machine.home().journal().join(format!("{id:08}.jsonl")), &first).unwrap();
    }
    let engine = machine.engine();
    let begun = std::time::Instant::now();
    let overview = engine.overview().unwrap();
    let (overview_took, begun) = (begun.elapsed(), std::time::Instant::now());
    let report = engine.versions().unwrap();
    println!("overview: {overview_took:?}, versions: {:?}", begun.elapsed());
    assert_eq!(overview.last_change.unwrap().id, 400);
    assert_eq!((overview.installed.len(), report.available.len()), (5, 363));
}
