//! The rules of the assessment, one test each.
use jiff::ToSpan as _;

use upgo_testkit::vulns::Vulns;

use super::*;
use crate::base::target::Target;
use crate::base::words::Sentence;
use crate::choices::policy::Wanted;
use crate::released::advisories::{Advisories, Advisory, DatabaseStamp};
use crate::released::catalog::{Package, Stamp, newest_out, parse};
use crate::store::{DigestSource, Provenance, Receipt, Signature, Vouched};
use crate::which_go::inventory::{self, Installation};

/// A machine that is up to date: Upgo's go1.27.3 runs, and it is the newest release.
struct Machine {
    current: Option<Version>,
    active: Option<ActiveGo>,
    is_chosen_at_startup: bool,
    installed: Vec<Installed>,
    catalog: Option<Catalog>,
    advisories: Advisories,
    check_failed: bool,
    channel: Channel,
    suggest: Suggest,
    policy: Policy,
    skipped: Option<Version>,
    postponed: Option<Version>,
    now: Timestamp,
}

impl Machine {
    fn new() -> Self {
        let out = ["go1.28rc1", "go1.27.3", "go1.27.2", "go1.27.0", "go1.26.8", "go1.26.7", "go1.25.14", "go1.25.0"];
        Self {
            current: None,
            active: None,
            is_chosen_at_startup: false,
            installed: Vec::new(),
            catalog: Some(catalog(&out)),
            advisories: advisories(&[]),
            check_failed: false,
            channel: Channel::Stable,
            suggest: Suggest::Newest,
            policy: Policy::default(),
            skipped: None,
            postponed: None,
            now: asked() + 1.hour(),
        }
        .runs_own("go1.27.3")
    }

    /// Nothing is installed yet.
    fn bare() -> Self {
        Self { current: None, active: None, installed: Vec::new(), ..Self::new() }
    }

    /// Upgo's own `name` is in the store, the switch selects it, and a new terminal runs it.
    fn runs_own(self, name: &str) -> Self {
        let active = ActiveGo { is_upgo_switch: true, ..active(name, Origin::Upgo) };
        let installed = vec![installed(name)];
        Self { current: Some(version(name)), installed, active: Some(active), ..self }
    }

    /// A new terminal runs a `name` that Upgo did not install.
    fn runs_foreign(self, name: &str) -> Self {
        Self { active: Some(active(name, Origin::Msi)), ..self }
    }

    fn assessment(&self) -> Assessment {
        let here = self.installed.iter().map(|installed| &installed.version);
        let active = self.active.as_ref().and_then(|active| active.found.version.as_ref());
        let newest = newest_out(self.catalog.as_ref(), here.chain(active));
        let target = Target::new("linux", "amd64");
        assess(&Facts {
            advisories: Some(&self.advisories.on(&target)),
            projects: &Projects::default(),
            current: self.current.as_ref(),
            active: self.active.as_ref(),
            installed: &self.installed,
            catalog: self.catalog.as_ref(),
            newest_out: newest.as_ref(),
            check_failed: self.check_failed,
            channel: self.channel,
            suggest: self.suggest,
            policy: &self.policy,
            is_chosen_at_startup: self.is_chosen_at_startup,
            skipped: self.skipped.as_ref(),
            postponed: self.postponed.as_ref().map(|version| (version, tomorrow())),
            now: self.now,
        })
    }

    /// The situation, the offer and the patch.
    fn says(&self) -> (Situation, Option<String>, Option<String>) {
        let Assessment { situation, offer, patch, .. } = self.assessment();
        let name = |offer: Option<Offer>| offer.map(|offer| offer.version.to_string());
        (situation, name(offer), name(patch))
    }
}

fn version(name: &str) -> Version {
    name.parse().unwrap()
}

fn asked() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

fn tomorrow() -> Timestamp {
    asked() + 25.hours()
}

fn catalog(versions: &[&str]) -> Catalog {
    let release = |version: &&str| {
        let filename = format!("{version}.linux-amd64.tar.gz");
        let sha256 = "0".repeat(64);
        let file = serde_json::json!({ "filename": filename, "os": "linux", "arch": "amd64", "kind": "archive",
            "sha256": sha256, "size": 1_000_000 });
        serde_json::json!({ "version": version, "files": [file] })
    };
    let feed: Vec<_> = versions.iter().map(release).collect();
    let target = Target::new("linux", "amd64");
    let releases = parse(&serde_json::to_vec(&feed).unwrap(), &target, Package::Archive).unwrap().releases;
    let url = "https://go.dev/dl/".parse().unwrap();
    let stamp = Stamp { url, fetched_at: asked(), stale: false };
    Catalog::new(target, releases, stamp)
}

/// Database entries, made from the versions in which each vulnerability was introduced and fixed.
fn advisories(faults: &[&[(&str, &str)]]) -> Advisories {
    let entry = |(number, events): (usize, &&[(&str, &str)])| {
        let id = format!("GO-2026-{number:04}");
        let entry = Vulns::sample(&id, events).to_string();
        Advisory::parse(entry.as_bytes(), &id).unwrap()
    };
    let url = "https://vuln.go.dev/".parse().unwrap();
    let stamp = DatabaseStamp { url, fetched_at: asked(), stale: false };
    Advisories::new(faults.iter().enumerate().map(entry).collect(), false, stamp)
}

fn installed(name: &str) -> Installed {
    Installed { version: version(name), root: format!("/home/toolchains/{name}").into(), receipt: None }
}

fn active(name: &str, origin: Origin) -> ActiveGo {
    let found = Installation { origin, ..inventory::own(version(name), "/elsewhere/go".into()) };
    let program = "/elsewhere/go/bin/go".into();
    ActiveGo {
        program,
        folder: "/elsewhere/go/bin".into(),
        found,
        why: Sentence::Nothing.into(),
        is_upgo_switch: false,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "keeps the call sites short")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn the_newest_release_is_current() {
    assert_eq!(Machine::new().says(), (Situation::Current, None, None));
}

#[test]
fn without_any_go_the_newest_release_is_offered() {
    let machine = Machine::bare();
    assert_eq!(machine.says(), (Situation::NoGo, some("go1.27.3"), None));
    let unasked = Machine { catalog: None, ..Machine::bare() };
    assert_eq!(unasked.says(), (Situation::NoGo, None, None), "an unknown release is not offered");
}

#[test]
fn a_go_that_no_terminal_finds_is_not_on_path() {
    let mut machine = Machine { active: None, ..Machine::new() };
    assert_eq!(machine.says().0, Situation::NotOnPath);
    machine.current = None;
    assert_eq!(machine.says().0, Situation::NotOnPath, "even if the switch selects none");
}

#[test]
fn another_go_first_on_path_shadows_the_chosen_one() {
    let shadowed = Situation::Shadowed {
        chosen: version("go1.27.3"),
        runs: Some(version("go1.25.0")),
        root: "/elsewhere/go".into(),
        origin: Origin::Msi,
    };
    assert_eq!(
        Machine::new().runs_foreign("go1.25.0").says().0,
        shadowed,
        "it precedes every other problem of that Go"
    );
}

#[test]
fn the_own_folder_of_the_chosen_go_does_not_shadow_it() {
    let mut machine = Machine::new().runs_foreign("go1.27.3");
    machine.active.as_mut().unwrap().found.root = "/home/toolchains/go1.27.3".into();
    assert_eq!(machine.says().0, Situation::Current);
}

#[test]
fn a_foreign_go_is_reported_as_it_is_if_none_is_chosen() {
    let foreign = |name| Machine::bare().runs_foreign(name).says();
    assert_eq!(foreign("go1.27.3"), (Situation::Current, None, None));
    assert_eq!(foreign("go1.27.2"), (Situation::Update, some("go1.27.3"), None));
    assert_eq!(foreign("go1.25.0"), (Situation::Unsupported, some("go1.27.3"), some("go1.25.14")));
    let kept = Machine { installed: vec![installed("go1.26.8")], ..Machine::bare().runs_foreign("go1.27.2") };
    assert_eq!(kept.says().0, Situation::Update, "a toolchain that was never chosen is not shadowed");
}

#[test]
fn an_older_line_is_offered_the_newest_release_and_its_own_patch() {
    let machine = Machine::new().runs_own("go1.26.7");
    assert_eq!(machine.says(), (Situation::Update, some("go1.27.3"), some("go1.26.8")));
    let newest_of_its_line = Machine::new().runs_own("go1.26.8");
    assert_eq!(newest_of_its_line.says(), (Situation::Update, some("go1.27.3"), None));
    let same_line = Machine::new().runs_own("go1.27.2");
    assert_eq!(same_line.says(), (Situation::Update, some("go1.27.3"), None), "the smallest upgrade is the offer");
}

#[test]
fn who_stays_on_a_line_is_offered_its_newest_release_as_long_as_it_is_supported() {
    let staying = |runs| Machine { suggest: Suggest::Line, ..Machine::new().runs_own(runs) };
    assert_eq!(staying("go1.26.7").says(), (Situation::Update, some("go1.26.8"), None));
    assert_eq!(staying("go1.26.8").says(), (Situation::Current, None, None));
    assert_eq!(staying("go1.27.2").says(), (Situation::Update, some("go1.27.3"), None));
    assert_eq!(
        staying("go1.25.0").says(),
        (Situation::Unsupported, some("go1.27.3"), some("go1.25.14")),
        "a line without fixes is left"
    );
    assert_eq!(staying("go1.27rc1").says().1, some("go1.27.3"));
    let rc = Machine { channel: Channel::Rc, ..staying("go1.27.3") };
    assert_eq!(rc.says().0, Situation::Current, "a pre-release is of another line");
    let rc = Machine { channel: Channel::Rc, ..staying("go1.28rc1") };
    assert_eq!(rc.says().0, Situation::Current, "a pre-release in use has no line yet");
    let without_go = Machine { suggest: Suggest::Line, ..Machine::bare() };
    assert_eq!(without_go.says(), (Situation::NoGo, some("go1.27.3"), None));
}

#[test]
fn who_stays_on_a_line_gets_and_skips_its_security_releases() {
    let staying = |skipped: Option<&str>| Machine {
        suggest: Suggest::Line,
        advisories: two_faults(),
        skipped: skipped.map(version),
        ..Machine::new().runs_own("go1.26.6")
    };
    assert_eq!(staying(None).says(), (Situation::Security { known: 2 }, some("go1.26.8"), None));
    let skipped = Situation::Skipped { version: version("go1.26.8"), fixes: 2 };
    assert_eq!(staying(Some("go1.26.8")).says().0, skipped, "no release of another line takes its place");
}

#[test]
fn an_unsupported_line_precedes_an_update() {
    let machine = Machine::new().runs_own("go1.25.14");
    assert_eq!(machine.says(), (Situation::Unsupported, some("go1.27.3"), None));
    let pre_release = Machine::new().runs_own("go1.25rc1");
    assert_eq!(pre_release.says(), (Situation::Unsupported, some("go1.27.3"), some("go1.25.14")));
}

#[test]
fn a_skipped_release_is_ignored() {
    let skipping = |runs| Machine { skipped: Some(version("go1.27.3")), ..Machine::new().runs_own(runs) };
    let skipped = Situation::Skipped { version: version("go1.27.3"), fixes: 0 };
    assert_eq!(skipping("go1.27.2").says(), (skipped, None, None), "it is not up to date");
    assert_eq!(skipping("go1.27.2").assessment().skipped, Some(version("go1.27.3")));
    assert_eq!(
        skipping("go1.26.7").says(),
        (Situation::Update, some("go1.26.8"), None),
        "its own line still has a newer release"
    );
    assert_eq!(
        skipping("go1.25.14").says(),
        (Situation::Unsupported, None, None),
        "an unsupported line stays unsupported"
    );
    let older = Machine { skipped: Some(version("go1.27.2")), ..Machine::new().runs_own("go1.26.8") };
    assert_eq!(older.says(), (Situation::Update, some("go1.27.3"), None), "the next release ends the skipping");
    assert_eq!(older.assessment().skipped, None);
    assert_eq!(skipping("go1.27.3").assessment().skipped, None, "it is installed now");
}

#[test]
fn a_pre_release_is_offered_only_on_its_channel() {
    let rc = Machine { channel: Channel::Rc, ..Machine::new() };
    assert_eq!(rc.says(), (Situation::Update, some("go1.28rc1"), None));
    assert_eq!(rc.assessment().offer.unwrap().step, OfferStep::Prerelease);
    let beta = Machine { channel: Channel::Beta, ..Machine::new() };
    assert_eq!(beta.says().1, some("go1.28rc1"));
}

#[test]
fn a_pre_release_in_use_is_current_until_there_is_a_newer_release() {
    assert_eq!(Machine::new().runs_own("go1.28rc1").says(), (Situation::Current, None, None));
    assert_eq!(Machine::new().runs_own("go1.27rc1").says(), (Situation::Update, some("go1.27.3"), None));
}

#[test]
fn a_version_newer_than_every_known_release_is_current() {
    assert_eq!(Machine::new().runs_own("go1.27.9").says(), (Situation::Current, None, None));
    assert_eq!(Machine::new().runs_own("go1.30.0").says(), (Situation::Current, None, None));
}

#[test]
fn a_go_of_unknown_version_is_offered_the_newest_release() {
    let mut machine = Machine::bare().runs_foreign("go1.27.3");
    machine.active.as_mut().unwrap().found.version = None;
    assert_eq!(machine.says(), (Situation::Update, some("go1.27.3"), None));
}

#[test]
fn without_a_check_it_is_checking_and_after_a_failed_one_stale() {
    let unasked = Machine { catalog: None, ..Machine::new().runs_own("go1.20.1") };
    assert_eq!(unasked.says(), (Situation::Checking, None, None));
    let unanswered = Machine { check_failed: true, ..unasked };
    assert_eq!(unanswered.says(), (Situation::Stale { days: None }, None, None));
}

#[test]
fn a_release_list_is_stale_after_a_week() {
    let after = |now| Machine { now, ..Machine::new() }.says().0;
    assert_eq!(after(asked() + MAX_AGE), Situation::Current);
    assert_eq!(after(asked() + (9 * 24 + 5).hours()), Situation::Stale { days: Some(9) });
    assert_eq!(after(asked() - 400.hours()), Situation::Current, "the clock was set back");
    let failed = Machine { check_failed: true, ..Machine::new() };
    assert_eq!(failed.says().0, Situation::Current, "a single failed check makes nothing stale");
    let outdated = Machine { now: asked() + 400.hours(), ..Machine::new().runs_own("go1.27.2") };
    assert_eq!(outdated.says().0, Situation::Update, "a known update stays one");
}

#[test]
fn a_release_without_an_archive_is_not_offered() {
    let mut machine = Machine::new().runs_own("go1.26.8");
    for release in &mut machine.catalog.as_mut().unwrap().releases {
        release.archive = None;
    }
    assert_eq!(machine.says(), (Situation::Current, None, None));
}

#[test]
fn an_offer_has_its_download_and_disk_size() {
    let offer = Machine::bare().assessment().offer.unwrap();
    assert_eq!((offer.download_bytes, offer.disk_bytes), (Some(1_000_000), Some(3_330_000)));
    assert_eq!((offer.step, offer.support.line.as_str()), (OfferStep::Patch, "1.27"));
    let mut machine = Machine::new().runs_own("go1.26.8");
    machine.installed.insert(0, installed("go1.27.3"));
    let offer = machine.assessment().offer.unwrap();
    assert_eq!((offer.download_bytes, offer.disk_bytes), (Some(0), Some(0)), "it is already in the store");
}

#[test]
fn the_disk_size_is_estimated_from_installed_toolchains_if_possible() {
    let archive = |size| Archive { filename: "go1.27.3.windows-amd64.zip".into(), sha256: None, size };
    assert_eq!(unpacked_size(&archive(Some(100)), &[]), Some(307));
    assert_eq!(unpacked_size(&archive(None), &[]), None);
    let receipt = Receipt {
        reused: None,
        version: version("go1.26.8"),
        archive: archive(Some(50)),
        source: String::new(),
        size_bytes: 200,
        files: 1,
        installed_at: asked(),
        lag_ms: None,
        proof: Provenance {
            digest: DigestSource::Nobody,
            checksum_database: Vouched::None,
            signature: Signature::None,
        },
    };
    let here = [installed("go1.27.2"), Installed { receipt: Some(receipt), ..installed("go1.26.8") }];
    assert_eq!(unpacked_size(&archive(Some(100)), &here), Some(400));
}

/// Two vulnerabilities: one is fixed in go1.26.7 and go1.27.1, the other in go1.26.8 and go1.27.2.
fn two_faults() -> Advisories {
    let line = |patch: &'static str, next: &'static str| {
        [("introduced", "0"), ("fixed", patch), ("introduced", "1.27.0-0"), ("fixed", next)]
    };
    advisories(&[&line("1.26.7", "1.27.1"), &line("1.26.8", "1.27.2")])
}

#[test]
fn a_release_that_fixes_vulnerabilities_of_the_running_go_is_a_security_update() {
    let machine = |runs| Machine { advisories: two_faults(), ..Machine::new().runs_own(runs) };
    let says = |runs, known, offer, patch: Option<&str>| {
        let expected = (Situation::Security { known }, some(offer), patch.map(str::to_owned));
        assert_eq!(machine(runs).says(), expected, "{runs}");
    };
    says("go1.26.6", 2, "go1.27.3", Some("go1.26.8"));
    says("go1.26.7", 1, "go1.27.3", Some("go1.26.8"));
    says("go1.27.0", 2, "go1.27.3", Some("go1.27.2"));
    says("go1.25.14", 2, "go1.27.3", None);
    assert_eq!(machine("go1.26.6").assessment().offer.unwrap().fixes, Some(2));
    assert_eq!(machine("go1.26.8").says(), (Situation::Update, some("go1.27.3"), None), "it has no vulnerabilities");
    assert_eq!(machine("go1.26.8").assessment().offer.unwrap().fixes, Some(0));
}

#[test]
fn an_unfixed_vulnerability_is_not_a_reason_to_upgrade() {
    let open = Machine { advisories: advisories(&[&[("introduced", "0")]]), ..Machine::new().runs_own("go1.27.2") };
    assert_eq!(open.says(), (Situation::Update, some("go1.27.3"), None));
    let newest = Machine { advisories: advisories(&[&[("introduced", "0")]]), ..Machine::new() };
    assert_eq!(newest.says(), (Situation::Current, None, None));
}

#[test]
fn if_only_the_same_line_has_the_fix_its_patch_is_offered() {
    let fault: &[_] = &[("introduced", "0"), ("fixed", "1.26.7"), ("introduced", "1.27.0-0")];
    let machine = Machine { advisories: advisories(&[fault]), ..Machine::new().runs_own("go1.26.6") };
    assert_eq!(machine.says(), (Situation::Security { known: 1 }, some("go1.26.7"), None));
}

#[test]
fn a_skipped_security_release_is_ignored() {
    let skipping = |runs| Machine {
        skipped: Some(version("go1.27.3")),
        advisories: two_faults(),
        ..Machine::new().runs_own(runs)
    };
    assert_eq!(skipping("go1.26.6").says(), (Situation::Security { known: 2 }, some("go1.26.8"), None));
    assert_eq!(skipping("go1.25.14").says(), (Situation::Unsupported, None, None));
}

#[test]
fn another_go_first_on_path_precedes_a_security_update() {
    let machine = Machine { advisories: two_faults(), ..Machine::new().runs_foreign("go1.26.6") };
    assert!(matches!(machine.says().0, Situation::Shadowed { .. }));
}

#[test]
fn a_skipped_release_of_the_same_line_says_what_stays_open() {
    let machine = Machine {
        skipped: Some(version("go1.27.3")),
        advisories: advisories(&[&[("introduced", "1.27.0-0"), ("fixed", "1.27.3")]]),
        ..Machine::new().runs_own("go1.27.2")
    };
    assert_eq!(machine.says().0, Situation::Skipped { version: version("go1.27.3"), fixes: 1 });
}

#[test]
fn a_postponed_release_waits_but_can_be_installed() {
    let postponing = |runs| Machine { postponed: Some(version("go1.27.3")), ..Machine::new().runs_own(runs) };
    let waits = || Situation::Postponed { until: tomorrow() };
    assert_eq!(postponing("go1.27.2").says(), (waits(), some("go1.27.3"), None));
    assert_eq!(postponing("go1.25.14").says().0, waits(), "even if support has ended");
    assert_eq!(postponing("go1.27.3").says().0, Situation::Current, "it is installed now");
    let vulnerable = Machine { advisories: two_faults(), ..postponing("go1.26.6") };
    assert_eq!(vulnerable.says(), (waits(), some("go1.27.3"), None));
    assert_eq!(vulnerable.assessment().offer.unwrap().fixes, Some(2), "the number that stays open is known");
    let newer = Machine { postponed: Some(version("go1.27.2")), ..Machine::new().runs_own("go1.27.0") };
    assert_eq!(newer.says().0, Situation::Update, "a newer release does not wait");
}

fn policy(version: Option<Wanted>, blocked: &[&str]) -> Policy {
    let blocked = blocked.iter().map(|rule| rule.parse().unwrap()).collect();
    Policy { version, blocked: Some(blocked), ..Policy::default() }
}

/// A machine under this policy, whose list marks what the policy withholds.
fn managed(runs: &str, policy: Policy) -> Machine {
    let mut machine = Machine { policy, ..Machine::new().runs_own(runs) };
    let catalog = machine.catalog.as_mut().unwrap();
    let versions = catalog.releases.iter().map(|release| release.version.clone());
    catalog.held_back = versions.filter(|version| machine.policy.permits_use(version).is_err()).collect();
    machine
}

#[test]
fn a_go_that_the_policy_does_not_permit_gives_way_to_an_older_one() {
    let line = || Some(Wanted::Line(version("go1.26")));
    let leads = |machine: &Machine| machine.assessment().upgrade.map(|to| to.version.to_string());
    let wanted = managed("go1.27.3", policy(line(), &[]));
    assert_eq!(wanted.says(), (Situation::NotPermitted, some("go1.26.8"), None));
    assert_eq!(leads(&wanted), some("go1.26.8"));
    let blocked = managed("go1.27.3", policy(None, &["1.27.3"]));
    assert_eq!(blocked.says(), (Situation::NotPermitted, some("go1.27.2"), None), "the newest that is permitted");
    assert_eq!(leads(&blocked), some("go1.27.2"));
    let staying = Machine { suggest: Suggest::Line, ..managed("go1.27.3", policy(None, &["1.27"])) };
    assert_eq!(leads(&staying), some("go1.26.8"), "nothing of the line is permitted");
    let skipping = Machine { skipped: Some(version("go1.26.8")), ..managed("go1.27.3", policy(line(), &[])) };
    assert_eq!(skipping.says().1, some("go1.26.8"), "what the organization wants cannot be skipped");
    let none = managed("go1.27.3", policy(None, &["1.25", "1.26", "1.27", "1.28"]));
    assert_eq!((none.says(), leads(&none)), ((Situation::NotPermitted, None, None), None));
    let permitted = managed("go1.26.8", policy(line(), &[]));
    assert_eq!((permitted.says().0, leads(&permitted)), (Situation::Current, None));
    let unasked = Machine { catalog: None, ..managed("go1.27.3", policy(line(), &[])) };
    assert_eq!(unasked.says().0, Situation::NotPermitted, "without a release list, too");
}

#[test]
fn who_stays_on_a_line_hears_of_fixes_that_only_another_line_has() {
    let fault: &[_] = &[("introduced", "0"), ("fixed", "1.27.2")];
    let staying =
        |suggest| Machine { suggest, advisories: advisories(&[fault]), ..Machine::new().runs_own("go1.26.8") };
    let assessment = staying(Suggest::Line).assessment();
    assert_eq!(assessment.situation, Situation::Security { known: 1 });
    let offer = assessment.offer.unwrap();
    assert_eq!((offer.version, offer.fixes, offer.leaves_line), (version("go1.27.3"), Some(1), true));
    assert_eq!(assessment.upgrade, None, "the line is left only by a decision");
    let offer = staying(Suggest::Newest).assessment().offer.unwrap();
    assert!(!offer.leaves_line);
    let skipping = Machine { skipped: Some(version("go1.27.3")), ..staying(Suggest::Line) };
    assert_eq!(skipping.says().0, Situation::Current);
}

#[test]
fn a_go_that_a_startup_file_chooses_is_unknown_and_not_missing() {
    let unsure = Machine { is_chosen_at_startup: true, ..Machine::bare() };
    assert_eq!(unsure.says().0, Situation::Unsure);
    let chosen = Machine { active: None, is_chosen_at_startup: true, ..Machine::new() };
    assert_eq!(chosen.says().0, Situation::Unsure);
}

#[test]
fn a_go_that_comes_first_does_not_change_where_an_upgrade_leads() {
    let machine = Machine { advisories: two_faults(), ..Machine::new().runs_foreign("go1.26.6") };
    let assessment = machine.assessment();
    assert_eq!((assessment.offer, assessment.upgrade), (None, None), "the newest release is chosen already");
}
