//! What the window shows, for a machine in a temporary folder. The toolchains are scripts that pass their test.
mod plans;

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::{Timestamp, ToSpan as _};
use serde_json::json;
use tempfile::TempDir;
use upgo_engine::base::report::{Cancel, Code, Problem, ignore};
use upgo_engine::base::system::{System, SystemVersion};
use upgo_engine::base::target::Target;
use upgo_engine::base::version::Version;
use upgo_engine::cases::{Changed, Clock, Engine, Overview, PlanView, Round, Setup};
use upgo_engine::change::elevation::NoElevation;
use upgo_engine::change::plan::{Action, Then};
use upgo_engine::change::request::{ChangeRequest, InstallFrom};
use upgo_engine::environment::SystemRegistry;
use upgo_engine::guidance::assessment::Situation;
use upgo_engine::guidance::watch::{Notice, Topic};
use upgo_engine::machine::home::Home;
use upgo_engine::machine::platform::Condition;
use upgo_engine::released::catalog::ReleaseRequest;
use upgo_engine::store::{ProofLevel, Receipt};
use upgo_engine::which_go::inventory::Origin;
use upgo_testkit::release::go_script;
use upgo_testkit::vulns::Vulns;

const NOTHING: [&str; 0] = [];

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
fn going_back_undoes_the_last_switch() {
    let machine = Machine::new().installed(&["go1.26.6", "go1.27.2", "go1.27.3"]).uses("go1.26.6");
    let first = machine.overview();
    assert_eq!(first.back, None, "there was no Go before the first one");
    assert_eq!(first.last_change.unwrap().action, Action::Use);
    let machine = machine.uses("go1.27.3");
    let remove = ChangeRequest::remove(&[version("go1.27.2")]);
    machine.changed(&remove).unwrap();
    let overview = machine.overview();
    let back = overview.back.unwrap();
    assert_eq!((back.id, back.version), (2, version("go1.26.6")), "a removal is not a switch");
    let last = overview.last_change.unwrap();
    assert_eq!((last.id, last.action, last.in_effect), (3, Action::Remove, true));
    machine.changed(&rollback(2)).unwrap();
    let undone = machine.overview();
    assert_eq!(undone.current, Some(version("go1.26.6")));
    assert_eq!(undone.back.unwrap().version, version("go1.27.3"), "an undo can be undone");
    machine.changed(&ChangeRequest::remove(&[version("go1.27.3")])).unwrap();
    assert_eq!(machine.overview().back, None, "a removed version cannot be restored this way");
}

#[test]
fn the_history_shows_what_is_in_effect_and_changes_of_path() {
    let machine = Machine::new().installed(&["go1.26.6", "go1.27.3"]).uses("go1.26.6").uses("go1.27.3");
    machine.changed(&rollback(2)).unwrap();
    let entries = machine.engine().history().unwrap().entries;
    let in_effect: Vec<_> = entries.iter().map(|entry| (entry.id, entry.in_effect)).collect();
    assert_eq!(in_effect, [(3, true), (2, false), (1, true)]);
    assert!(entries[2].diff.0.iter().any(|line| line.text.contains("home/bin")), "{:?}", entries[2].diff);
    assert!(entries[0].diff.0.is_empty());
    assert!(entries.iter().all(|entry| entry.milliseconds.is_some()));
}

#[test]
fn the_history_is_exported_as_json_lines() {
    let machine = Machine::new().installed(&["go1.26.6"]).uses("go1.26.6");
    let file = machine.path("history.jsonl");
    std::fs::write(&file, "what was there is replaced").unwrap();
    machine.engine().export_history(&file).unwrap();
    let exported = std::fs::read_to_string(&file).unwrap();
    let lines: Vec<serde_json::Value> = exported.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let report = serde_json::to_value(machine.engine().history().unwrap()).unwrap();
    assert_eq!(serde_json::Value::Array(lines), report["entries"]);
    assert_eq!(machine.engine().export_history(&machine.path("no such folder/h")).unwrap_err().code, Code::DiskFailed);
}

#[test]
fn adding_to_path_also_selects_a_version_if_none_is() {
    let machine = Machine::new().installed(&["go1.28rc1", "go1.26.6", "go1.27.3"]);
    assert_eq!(machine.situation(), Situation::NotOnPath);
    let plan = machine.plan(&ChangeRequest::AddToPath);
    assert_eq!(
        (plan.to.clone(), plan.path_changes),
        (Some(version("go1.27.3")), true),
        "a release is preferred to a pre-release"
    );
    assert!(!plan.routine && !plan.destructive, "the plan shows its edit of PATH first");
    assert_eq!(plan.command, "upgo env path first");
    machine.changed(&ChangeRequest::AddToPath).unwrap();
    let overview = machine.overview();
    assert_eq!(overview.active.unwrap().go.version, Some(version("go1.27.3")));
    assert_eq!(overview.situation, Situation::Checking, "there was no check yet");
    assert!(machine.plan(&ChangeRequest::AddToPath).steps.is_empty());
}

#[test]
fn adding_to_path_does_not_hide_a_working_go() {
    let mut machine = Machine::new().installed(&["go1.27.3"]);
    machine.foreign("other", "go1.26.6");
    machine.changed(&ChangeRequest::AddToPath).unwrap();
    let overview = machine.overview();
    assert_eq!((overview.current, overview.active.unwrap().go.version), (None, Some(version("go1.26.6"))));
}

#[test]
fn another_go_first_on_path_is_shown_with_its_origin_and_folder() {
    let mut machine = Machine::new().installed(&["go1.27.3"]).uses("go1.27.3");
    machine.path.push(machine.home().bin());
    machine.foreign("other", "go1.25.0");
    assert_eq!(machine.situation(), Situation::Checking, "after Upgo's folder it is harmless");
    machine.path.reverse();
    let overview = machine.overview();
    let root = std::fs::canonicalize(machine.path("other")).unwrap();
    let shadowed =
        Situation::Shadowed { chosen: version("go1.27.3"), runs: Some(version("go1.25.0")), root, origin: Origin::Zip };
    assert_eq!(overview.situation, shadowed);
    let gos: Vec<_> = overview.searched.into_iter().filter_map(|searched| searched.go?.version).collect();
    assert_eq!(gos, [version("go1.25.0"), version("go1.27.3")], "in the order of PATH");
}

#[test]
fn only_the_first_go_on_path_is_ever_started() {
    let mut machine = Machine::new();
    let trace = machine.path("trace");
    program(&machine.path("shims/go"), &format!("echo asked >> '{}'; exit 1", trace.display()));
    machine.foreign("other", "go1.27.3");
    machine.path.push(machine.path("shims"));
    let overview = machine.overview();
    assert!(!trace.exists(), "a later one was started");
    let shim = overview.searched.last().unwrap().go.clone().unwrap();
    assert_eq!(shim.version, None);
    machine.path.reverse();
    machine.overview();
    assert_eq!(std::fs::read_to_string(trace).unwrap(), "asked\n");
}

#[test]
fn a_failed_check_is_shown_until_one_succeeds() {
    let mut machine = Machine::new();
    machine.foreign("other", "go1.27.3");
    assert_eq!(machine.situation(), Situation::Checking);
    machine.check().unwrap_err();
    let overview = machine.overview();
    assert_eq!(overview.situation, Situation::Stale { days: None });
    assert!(overview.check_problem.is_some());
    machine.out(&["go1.27.3"]);
    machine.check().unwrap();
    let overview = machine.overview();
    assert_eq!((overview.situation, overview.check_problem), (Situation::Current, None));
}

#[test]
fn each_release_gives_one_notification_unless_postponed() {
    let machine = Machine::new().installed(&["go1.26.8"]).uses("go1.26.8");
    machine.out(&["go1.27.3", "go1.26.8"]);
    machine.check().unwrap();
    let engine = machine.engine();
    engine.pause_notifications(Some(Timestamp::MAX)).unwrap();
    assert_eq!(machine.told(), NOTHING);
    assert_eq!(machine.overview().paused_until, Some(Timestamp::MAX));
    engine.pause_notifications(None).unwrap();
    assert_eq!(machine.told(), ["go1.27.3 fixes 0"]);
    assert_eq!(machine.told(), NOTHING);
    engine.remind_later(&version("go1.27.3"), Timestamp::now() - 1.minute()).unwrap();
    assert_eq!(machine.told(), ["go1.27.3 fixes 0"], "the postponement is over");
    engine.remind_later(&version("go1.27.3"), Timestamp::now() - 1.minute()).unwrap();
    engine.skip(&version("go1.27.3")).unwrap();
    assert_eq!(machine.told(), NOTHING);
    let overview = machine.overview();
    let skipped = Situation::Skipped { version: version("go1.27.3"), fixes: 0 };
    assert_eq!((overview.situation, overview.offer), (skipped, None));
    assert_eq!(overview.skipped, Some(version("go1.27.3")));
    engine.offer_again().unwrap();
    assert_eq!(machine.overview().situation, Situation::Update);
}

#[test]
fn a_release_with_security_fixes_is_a_security_update_everywhere() {
    let machine = Machine::new().installed(&["go1.26.5"]).uses("go1.26.5");
    machine.out(&["go1.27.0", "go1.26.7", "go1.26.6", "go1.26.5"]);
    let mut vulns = Vulns::real();
    machine.known(&vulns);
    assert_eq!(machine.overview().vulnerabilities, None, "there was no check yet");
    machine.check().unwrap();
    let overview = machine.overview();
    assert_eq!(overview.situation, Situation::Security { known: 10 });
    let sentence = overview.headline.unwrap().words();
    assert_eq!(sentence.title.to_string(), "Security update: go1.27.0");
    assert_eq!(sentence.line.to_string(), "Fixes 10 known vulnerabilities in go1.26.5.");
    assert_eq!(overview.offer.unwrap().fixes, Some(10));
    let patch = overview.patch.unwrap();
    assert_eq!(
        (patch.version, patch.fixes),
        (version("go1.26.6"), Some(10)),
        "the smallest update that fixes everything"
    );
    assert_eq!(overview.vulnerabilities.unwrap().vulnerabilities.len(), 10);
    let versions = machine.engine().versions().unwrap();
    assert_eq!(versions.installed[0].vulnerabilities, Some(10));
    let told: Vec<_> =
        versions.available.iter().map(|release| (release.vulnerabilities, release.smallest_fix)).collect();
    assert_eq!(told, [(Some(0), false), (Some(0), false), (Some(0), true), (Some(10), false)]);

    let engine = machine.engine();
    assert_eq!(machine.told(), ["go1.27.0 fixes 10", "go1.26.6 fixes 10"], "two updates are one notification");
    engine.remind_later(&version("go1.27.0"), Timestamp::MAX).unwrap();
    assert_eq!(machine.told(), NOTHING);
    let overview = machine.overview();
    assert_eq!(overview.situation, Situation::Postponed { until: Timestamp::MAX });
    let sentence = overview.headline.unwrap().words();
    assert_eq!(sentence.line.to_string(), "10 known vulnerabilities in go1.26.5 stay open.");
    let news = Vulns::sample("GO-2026-9999", &[("introduced", "0"), ("fixed", "1.26.6")]);
    machine.known(vulns.put(news, "2026-09-01T00:00:00Z"));
    machine.check().unwrap();
    assert_eq!(machine.told(), ["go1.27.0 fixes 11"], "a new vulnerability ends the postponement");
}

#[test]
fn the_details_of_a_version_list_its_vulnerabilities_and_what_it_fixes() {
    let machine = Machine::new().installed(&["go1.26.5", "go1.25.7"]).uses("go1.26.5");
    machine.out(&["go1.28rc1", "go1.27.0", "go1.26.7", "go1.26.6", "go1.26.5", "go1.26.4"]);
    machine.known(&Vulns::real());
    let details = |name: &str| machine.engine().version_details(&version(name)).unwrap();
    assert_eq!((details("go1.25.7").vulnerabilities, details("go1.25.7").fixes), (None, None), "no check yet");
    machine.check().unwrap();
    let versions = machine.engine().versions().unwrap();
    for installed in &versions.installed[..2] {
        let Some(version) = &installed.toolchain.go.version else { panic!("{installed:?}") };
        let known = details(version.as_str()).vulnerabilities.unwrap();
        let count = u32::try_from(known.vulnerabilities.len()).ok();
        assert_eq!(count, installed.vulnerabilities, "{version}: one number");
        assert!(!known.vulnerabilities.is_empty(), "{version}");
    }
    let fixes = |name: &str| details(name).fixes.map(|fixes| (fixes.since, fixes.vulnerabilities.len()));
    assert_eq!(fixes("go1.27.0"), Some((version("go1.26.5"), 10)), "since the Go that runs");
    assert_eq!(fixes("go1.26.7"), Some((version("go1.26.5"), 10)));
    assert_eq!(fixes("go1.26.5").unwrap().0, version("go1.26.4"), "the one that runs: since the release before it");
    assert_eq!(fixes("go1.26.4"), None, "the first known release of its line");
}

#[test]
fn the_level_of_proof_says_who_vouches() {
    let machine = Machine::new().installed(&["go1.25.14"]).uses("go1.25.14");
    let record = |is_built_in: bool| {
        json!({ "state": "proven", "database": "sum.example", "isBuiltIn": is_built_in, "treeSize": 2, "record": 1,
            "h1": "h1:x", "place": "https://sum.example/", "history": "first" })
    };
    let missing = || json!({ "state": "missing", "why": "" });
    let signed = json!({ "state": "proven", "primary": "a", "subkey": "b", "signedAt": "2026-01-01T00:00:00Z",
        "place": "https://go.dev/dl/x.asc" });
    let list = json!({ "by": "list", "feed": "https://go.dev/dl/", "isOfficial": true });
    let by = |who: &str| json!({ "by": who });
    for (digest, database, signature, level) in [
        (list.clone(), missing(), None, ProofLevel::DigestOnly),
        (list.clone(), record(true), None, ProofLevel::Proven),
        (list.clone(), missing(), Some(&signed), ProofLevel::Proven),
        (list.clone(), record(false), None, ProofLevel::OwnDatabase),
        (list, record(false), Some(&signed), ProofLevel::Proven),
        (by("given"), missing(), None, ProofLevel::Given),
        (by("given"), record(false), None, ProofLevel::Given),
        (by("given"), record(true), None, ProofLevel::Proven),
        (by("given"), missing(), Some(&signed), ProofLevel::Proven),
        (by("nobody"), record(true), None, ProofLevel::Proven),
        (by("nobody"), record(false), None, ProofLevel::OwnDatabase),
        (by("bundle"), record(true), None, ProofLevel::Proven),
        (by("bundle"), missing(), None, ProofLevel::Unknown),
    ] {
        let signature = signature.cloned().unwrap_or_else(|| json!({ "state": "none" }));
        let origin = json!({ "digest": digest, "checksumDatabase": database, "signature": signature });
        machine.vouched("go1.25.14", origin.clone());
        assert_eq!(machine.engine().versions().unwrap().installed[0].proof, Some(level), "{origin:#}");
    }
}

#[test]
fn versions_lists_installed_and_available_versions() {
    let mut machine = Machine::new().installed(&["go1.25.14", "go1.27.0"]).uses("go1.27.0");
    machine.foreign("other", "go1.24.1");
    machine.out(&["go1.28rc1", "go1.27.0", "go1.26.8", "go1.25.14"]);
    let unasked = machine.engine().versions().unwrap();
    assert!(unasked.available.is_empty() && unasked.feed.fetched_at.is_none());
    assert_eq!(unasked.installed[0].support, None, "without a feed, support is unknown");
    machine.check().unwrap();
    let list = json!({ "by": "list", "feed": "https://go.dev/dl/", "isOfficial": true });
    let missing = json!({ "state": "missing", "why": "" });
    machine.vouched("go1.25.14", json!({ "digest": list, "checksumDatabase": missing, "signature": missing }));
    let report = machine.engine().versions().unwrap();
    let toolchains = report.installed.iter().map(|go| &go.toolchain);
    let installed: Vec<_> =
        toolchains.map(|go| (go.go.version.as_ref().unwrap().as_str(), go.go.origin, go.current)).collect();
    let expected =
        [("go1.27.0", Origin::Upgo, true), ("go1.25.14", Origin::Upgo, false), ("go1.24.1", Origin::Zip, false)];
    assert_eq!(installed[..3], expected);
    let newest = &report.installed[0];
    assert!(newest.toolchain.active && newest.support.as_ref().unwrap().supported);
    assert_eq!(newest.toolchain.size_bytes, Some(400));
    assert_eq!(newest.released_on.unwrap().to_string(), "2026-08-19");
    let proofs: Vec<_> = report.installed[..3].iter().map(|go| go.proof).collect();
    assert_eq!(proofs, [Some(ProofLevel::Unknown), Some(ProofLevel::DigestOnly), None]);
    let ended = report.installed[1].support.as_ref().unwrap();
    assert_eq!((ended.supported, ended.ended_on.unwrap().to_string().as_str()), (false, "2026-08-19"));
    let available: Vec<_> =
        report.available.iter().map(|release| (release.version.as_str(), release.installed)).collect();
    assert_eq!(available, [("go1.28rc1", false), ("go1.27.0", true), ("go1.26.8", false), ("go1.25.14", true)]);
}

#[test]
fn a_release_that_cannot_run_here_is_listed_with_the_reason_and_not_offered() {
    let mut machine = Machine::new().installed(&["go1.23.1"]).uses("go1.23.1");
    machine.out(&["go1.27.3", "go1.26.8", "go1.23.12"]);
    machine.system = Some(System::new("linux", SystemVersion(2, 6, 32)));
    machine.check().unwrap();
    let overview = machine.overview();
    assert_eq!(overview.situation, Situation::Unsupported, "the lack of support is reported");
    assert_eq!(overview.offer.unwrap().version, version("go1.23.12"));
    assert_eq!((overview.newest, overview.patch), (Some(version("go1.27.3")), None));
    let available = machine.engine().versions().unwrap().available;
    let said = |name| available.iter().find(|release| release.version == version(name)).unwrap().unmet.as_ref();
    assert_eq!(said("go1.23.12"), None);
    assert_eq!(said("go1.27.3").unwrap().to_string(), "needs Linux 3.2 or later, but this is Linux 2.6.32");
    assert_eq!(machine.plan(&ChangeRequest::Upgrade { to: None, patch: false }).to, Some(version("go1.23.12")));
    for name in ["go1.27.3", "1.26"] {
        let from = InstallFrom::Release { version: release(name) };
        let install = ChangeRequest::Install { from, then: Then::Stay };
        let refused = machine.engine().plan(&install, &Cancel::default()).unwrap_err();
        assert_eq!(refused.code, Code::VersionSystem, "{refused:?}");
        assert!(refused.message.to_string().contains("needs Linux 3.2 or later"), "{refused:?}");
        assert!(refused.next.to_string().contains("upgo install go1.23.12 --use"), "{refused:?}");
    }
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
