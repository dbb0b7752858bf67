use crate::machine::platform::{Condition, Network};
use std::collections::BTreeSet;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp, ToSpan as _, ZonedDateTime};

use super::*;
use crate::base::version::Version;
use crate::choices::settings::{self, Settings};
use crate::guidance::assessment::Situation;
use crate::machine::home::Home;
use crate::released::catalog::{Channel, Support};
use crate::released::upgo::UpgoVersion;

/// The parts of a question.
struct World {
    settings: String,
    situation: Situation,
    offers: Vec<Offer>,
    known: BTreeSet<String>,
    asks_advisories: bool,
    installed: BTreeSet<Version>,
    cached: BTreeSet<Version>,
    upgo: Option<UpgoVersion>,
    may_install: bool,
    memory: Memory,
    machine: Condition,
    now: ZonedDateTime,
}

fn version(name: &str) -> Version {
    name.parse().unwrap()
}

fn shadowed() -> Situation {
    Situation::Shadowed {
        chosen: version("go1.27.0"),
        runs: None,
        root: "/go".into(),
        origin: crate::which_go::inventory::Origin::Msi,
    }
}

fn offer(name: &str) -> Offer {
    let version = version(name);
    let step = match version.is_prerelease() {
        true => OfferStep::Prerelease,
        false if version.is_first_of_line() => OfferStep::Major,
        false => OfferStep::Patch,
    };
    Offer {
        support: Support::of(&version, &version).unwrap(),
        version,
        channel: Channel::Stable,
        step,
        released_on: None,
        download_bytes: None,
        disk_bytes: None,
        fixes: None,
        fixes_in_your_projects: None,
        leaves_line: false,
    }
}

impl World {
    /// A quiet Friday noon: the last check was an hour ago, Go is up to date, and there is no new release.
    fn new() -> Self {
        let now: ZonedDateTime = "2026-11-20T12:00[Europe/Berlin]".parse().unwrap();
        let mut memory = Memory { seed: Some(7), ..Memory::default() };
        memory.releases.went_well(now.timestamp() - 1.hour());
        memory.advisories.went_well(now.timestamp() - 1.hour());
        Self {
            settings: String::new(),
            situation: Situation::Current,
            offers: Vec::new(),
            known: BTreeSet::new(),
            asks_advisories: true,
            installed: BTreeSet::new(),
            cached: BTreeSet::new(),
            upgo: None,
            may_install: true,
            memory,
            machine: Condition::default(),
            now,
        }
    }

    fn set(&mut self, line: &str) -> &mut Self {
        self.settings += line;
        self.settings.push('\n');
        self
    }

    /// Makes a release available.
    fn out(&mut self, name: &str) -> &mut Self {
        self.situation = Situation::Update;
        self.offers.push(offer(name));
        self.memory.seen.insert(version(name), self.now.timestamp());
        self
    }

    /// Makes that release fix a known vulnerability of the running version.
    fn fixes(&mut self) -> &mut Self {
        self.situation = Situation::Security { known: 1 };
        self.known.insert("GO-2026-0001".to_owned());
        self.memory.asked_knowing = self.known.clone();
        self.offers.last_mut().unwrap().fixes = Some(1);
        self
    }

    /// Sets the time since the last checks; `None` means that none has run.
    fn asked(&mut self, ago: Option<SignedDuration>) -> &mut Self {
        for tries in [&mut self.memory.releases, &mut self.memory.advisories] {
            *tries = Tries::default();
            if let Some(ago) = ago {
                tries.went_well(self.now.timestamp() - ago);
            }
        }
        self
    }

    /// Makes the checks for releases fail this often, each after the pause, and the last one just now.
    fn failed(&mut self, times: u32) -> &mut Self {
        self.asked(None);
        let mut at = self.now.timestamp();
        let mut all = Vec::new();
        for failed in (1..times).rev() {
            all.push(at);
            at -= Tries { failed, ..Tries::default() }.pause();
        }
        all.push(at);
        all.into_iter().rev().for_each(|at| self.memory.releases.went_wrong(at));
        self.memory.advisories.went_well(self.now.timestamp());
        self
    }

    fn without_database(&mut self) -> &mut Self {
        self.with(|w| w.asks_advisories = false)
    }

    fn network(&mut self, network: Network) -> &mut Self {
        self.with(|w| w.machine.network = Some(network))
    }

    /// Pauses notifications for this long; `None` means until the user resumes them.
    fn paused(&mut self, by: Option<SignedDuration>) -> &mut Self {
        self.memory.paused_until = Some(self.after(by));
        self
    }

    /// Puts off go1.26.7 by this long; `None` means for ever.
    fn put_off(&mut self, by: Option<SignedDuration>) -> &mut Self {
        self.memory.put_off(&version("go1.26.7"), self.after(by), BTreeSet::new());
        self
    }

    fn after(&self, by: Option<SignedDuration>) -> Timestamp {
        by.map_or(Timestamp::MAX, |by| self.now.timestamp() + by)
    }

    fn knows(&mut self, id: &str) -> &mut Self {
        self.known.insert(id.to_owned());
        self
    }

    fn cached(&mut self, name: &str) -> &mut Self {
        self.cached.insert(version(name));
        self
    }

    fn installed(&mut self, name: &str) -> &mut Self {
        self.installed.insert(version(name));
        self
    }

    /// Records that Upgo automatically brought go1.26.7 to this state.
    fn brought(&mut self, level: NoticeLevel) -> &mut Self {
        self.memory.brought.insert(version("go1.26.7"), level);
        self
    }

    /// Records that go1.26.7 was installed, and perhaps switched to.
    fn done(&mut self, switched: bool) -> &mut Self {
        let (id, from) = (Some(7), Some(version("go1.26.6")));
        self.with(|w| w.memory.done.push(AutomaticChange { id, version: version("go1.26.7"), from, switched }))
    }

    fn with(&mut self, change: impl FnOnce(&mut Self)) -> &mut Self {
        change(self);
        self
    }

    fn later(&mut self, by: SignedDuration) -> &mut Self {
        self.now = self.now.checked_add(by).unwrap();
        self
    }

    fn at(&mut self, now: &str) -> &mut Self {
        self.now = now.parse().unwrap();
        self
    }

    fn ask(&self) -> Decision {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        fs_err::write(&file, &self.settings).unwrap();
        let loaded = settings::load(&file, &Settings::default());
        assert_eq!((loaded.problem, loaded.warnings), (None, Vec::new()));
        let mut memory = self.memory.clone();
        let offers: Vec<&Offer> = self.offers.iter().collect();
        let versions: Vec<&Version> = offers.iter().map(|offer| &offer.version).collect();
        memory.settle(self.now.timestamp(), || 7, &versions);
        decide(&Question {
            runs_in_background: true,
            settings: &loaded.settings,
            news: News {
                situation: &self.situation,
                offers: &offers,
                from: Some(&version("go1.26.6")),
                known: &self.known,
                asks_advisories: self.asks_advisories,
                installed: &self.installed,
                cached: &self.cached,
                upgo: self.upgo.as_ref(),
                may_install: self.may_install,
            },
            memory: &memory,
            machine: &self.machine,
            now: &self.now,
        })
    }

    /// The decision in words.
    fn says(&self) -> String {
        let Decision { first, look_again, next_check, .. } = self.ask();
        match first {
            Some(Todo::CheckReleases) => "check releases".to_owned(),
            Some(Todo::CheckAdvisories) => "check advisories".to_owned(),
            Some(Todo::Download(version)) => format!("download {version}"),
            Some(Todo::Install(version)) => format!("install {version}"),
            Some(Todo::InstallAndSwitch(version)) => format!("install and switch to {version}"),
            Some(Todo::Tell(notice)) => {
                format!("tell {}", notice.topics.iter().map(words).collect::<Vec<_>>().join(", "))
            }
            None => {
                let again = look_again.to_zoned_datetime(self.now.time_zone().clone());
                format!("nothing until {} ({:?})", again.strftime("%a %H:%M"), next_check.why)
            }
        }
    }

    /// Records that the user was notified of everything due now.
    fn tell(&mut self) -> &mut Self {
        let Some(Todo::Tell(notice)) = self.ask().first else { panic!("{}", self.says()) };
        self.memory.tell(&notice);
        self
    }
}

fn words(topic: &Topic) -> String {
    match topic {
        Topic::Release { offer, level, fixes, .. } => {
            format!("{} {level:?}{}", offer.version, if *fixes > 0 { " security" } else { "" })
        }
        Topic::Done(done) => format!("{} {}", done.version, if done.switched { "is in use" } else { "is installed" }),
        Topic::Upgo { version } => format!("Upgo {version}"),
        Topic::Failing { what: FailingAction::Check, days, .. } => format!("checks fail for {days} days"),
        Topic::Failing { what: FailingAction::Bring { version }, .. } => format!("{version} cannot be brought"),
    }
}

const fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

const fn days(days: i64) -> SignedDuration {
    hours(24 * days)
}

/// Nothing to do until the next check for vulnerabilities.
const REST: &str = "nothing until Fri 16:30 (Security)";

/// Upgo downloads patch releases by itself.
const PATCHES: &str = "download.automatic = [\"patch\"]";

/// Each rule in the world that it is about, with the expected decision.
macro_rules! check {
    ($($rule:literal: $make:expr => $expected:expr;)+) => {
        check(&[$(($rule, $make, $expected)),+])
    };
}

/// A rule, the world that it is about, and the expected decision.
type Row = (&'static str, fn(&mut World) -> &mut World, &'static str);

fn check(rows: &[Row]) {
    let mut wrong = Vec::new();
    for (rule, make, expected) in rows {
        let said = make(&mut World::new()).says();
        if said != *expected {
            wrong.push(format!("{rule}:\n  expected {expected}\n  decided  {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn when_checks_are_due() {
    check! {
        "never checked: at once": |w| w.asked(None) => "check releases";
        "vulnerabilities more often than releases": |w| w => REST;
        "releases once a day, with a spread": |w| w.without_database() => "nothing until Sat 09:55 (Regular)";
        "overdue at the start": |w| w.asked(Some(hours(27))) => "check releases";
        "vulnerabilities are due, releases not within the hour": |w| w.asked(Some(hours(7))) => "check advisories";
        "releases within the hour: only then":
            |w| w.with(|w| w.memory.releases.went_wrong(w.now.timestamp() - SignedDuration::from_mins(50)))
                .with(|w| w.memory.advisories.went_well(w.now.timestamp() - hours(7)))
            => "nothing until Fri 12:18 (AfterFailure)";
        "no vulnerability database": |w| w.without_database().asked(Some(hours(7)))
            => "nothing until Sat 04:32 (Regular)";
        "a custom interval": |w| w.without_database().asked(Some(days(6))).set("check.interval = \"1w\"")
            => "nothing until Sat 03:50 (Regular)";
        "never more often than hourly":
            |w| w.without_database().asked(Some(SignedDuration::from_mins(59))).set("check.interval = \"1h\"")
            => "nothing until Fri 12:01 (Regular)";
        "a manual check counts": |w| w.asked(Some(days(9))).with(|w| w.memory.releases.went_well(w.now.timestamp()))
            => "check advisories";
        "a machine that was off for weeks": |w| w.asked(Some(days(40))) => "check releases";
        "a vulnerability of the running version became known": |w| w.knows("GO-2026-0009") => "check releases";
        "but not within the hour": |w| w.knows("GO-2026-0009").asked(Some(SignedDuration::from_mins(20)))
            => "nothing until Fri 12:40 (NewlyKnown)";
        "the user wants no checks": |w| w.asked(None).set("check.automatic = false") => "nothing until Sat 12:00 (Off)";
        "nor anything in the background": |w| w.asked(None).set("background = \"off\"")
            => "nothing until Sat 12:00 (Off)";
        "a pause only silences notifications": |w| w.asked(None).paused(None) => "check releases";
    }
}

#[test]
fn when_the_time_of_day_delays_a_check() {
    check! {
        "before the window": |w| w.asked(None).set("check.window = \"18:00-20:00\"")
            => "nothing until Fri 18:00 (Window)";
        "within it": |w| w.asked(None).set("check.window = \"11:00-13:00\"") => "check releases";
        "after it: tomorrow": |w| w.asked(None).set("check.window = \"08:00-12:00\"")
            => "nothing until Sat 08:00 (Window)";
        "across midnight": |w| w.asked(None).set("check.window = \"22:00-12:01\"") => "check releases";
        "in quiet hours": |w| w.asked(None).set("quiet-hours = \"09:00-17:30\"")
            => "nothing until Fri 17:30 (QuietHours)";
        "both": |w| w.asked(None).set("quiet-hours = \"09:00-19:00\"").set("check.window = \"18:00-20:00\"")
            => "nothing until Fri 19:00 (QuietHours)";
        "both leave no time":
            |w| w.asked(None).set("quiet-hours = \"09:00-19:00\"").set("check.window = \"10:00-11:00\"")
            => "nothing until Sat 12:00 (Never)";
        "what is due later waits for the window, too": |w| w.set("check.window = \"18:00-20:00\"")
            => "nothing until Fri 18:00 (Window)";
        "the clock of another time zone":
            |w| w.asked(None).at("2026-11-20T12:00[Asia/Tokyo]").set("quiet-hours = \"22:00-13:00\"")
            => "nothing until Fri 13:00 (QuietHours)";
        "an hour that spring does not have":
            |w| w.asked(None).at("2026-03-29T01:30[Europe/Berlin]").set("check.window = \"02:00-03:00\"")
            => "nothing until Mon 02:00 (Window)";
        "an hour that autumn has twice":
            |w| w.asked(None).at("2026-10-25T02:30+01:00[Europe/Berlin]").set("check.window = \"02:00-03:00\"")
            => "check releases";
        "quiet hours end by the local clock":
            |w| w.asked(None).at("2026-03-29T00:30[Europe/Berlin]").set("quiet-hours = \"22:00-07:00\"")
            => "nothing until Sun 07:00 (QuietHours)";
    }
}

#[test]
fn when_the_machine_delays_a_check() {
    check! {
        "no network": |w| w.asked(None).network(Network::None) => "nothing until Fri 12:10 (Offline)";
        "the network is back": |w| w.asked(Some(days(2))).network(Network::Free) => "check releases";
        "a metered network is fine": |w| w.asked(None).network(Network::Metered) => "check releases";
        "unless the user says no": |w| w.asked(None).set("check.unmetered-only = true").network(Network::Metered)
            => "nothing until Fri 12:10 (Metered)";
        "unknown whether the network is metered": |w| w.asked(None).set("check.unmetered-only = true")
            => "check releases";
        "no answer whether it is metered: a check is small":
            |w| w.asked(None).set("check.unmetered-only = true").network(Network::Unanswered) => "check releases";
        "battery saver is on": |w| w.asked(None).with(|w| w.machine.battery_saver = Some(true))
            => "nothing until Fri 12:10 (BatterySaver)";
        "the machine is on battery": |w| w.asked(None).with(|w| w.machine.on_battery = Some(true)) => "check releases";
        "no network, but no check is due": |w| w.network(Network::None) => REST;
    }
}

#[test]
fn when_checks_fail() {
    check! {
        "an hour after the first failure": |w| w.failed(1).later(SignedDuration::from_mins(59))
            => "nothing until Fri 13:04 (AfterFailure)";
        "then": |w| w.failed(1).later(SignedDuration::from_mins(70)) => "check releases";
        "two hours after the second": |w| w.failed(2).later(hours(1)) => "nothing until Fri 14:14 (AfterFailure)";
        "four after the third": |w| w.failed(3).later(hours(3)) => "nothing until Fri 16:14 (AfterFailure)";
        "never longer than a day": |w| w.failed(30).without_database() => "tell checks fail for 25 days";
        "failures are mentioned once": |w| w.failed(30).without_database().tell()
            => "nothing until Sat 12:00 (AfterFailure)";
        "not if failures are not to be notified": |w| w.failed(30).set("notify.errors = false").without_database()
            => "nothing until Sat 12:00 (AfterFailure)";
        "not on the second day": |w| w.failed(6).without_database() => "nothing until Sat 12:00 (AfterFailure)";
        "a success resets the failures":
            |w| w.failed(30).with(|w| w.memory.releases.went_well(w.now.timestamp())).without_database()
            => "nothing until Sat 10:14 (Regular)";
        "off for weeks after a failure: a new attempt, no notification":
            |w| w.failed(1).later(days(30)).with(|w| w.memory.releases.went_wrong(w.now.timestamp()))
                .with(|w| w.memory.advisories.went_well(w.now.timestamp()))
            => "nothing until Sun 14:19 (AfterFailure)";
    }
}

#[test]
fn what_is_notified() {
    check! {
        "a release": |w| w.out("go1.26.7") => "tell go1.26.7 Available";
        "a newer Upgo": |w| w.with(|w| w.upgo = "0.2.0".parse().ok()) => "tell Upgo 0.2.0";
        "both": |w| w.out("go1.26.7").with(|w| w.upgo = "0.2.0".parse().ok())
            => "tell go1.26.7 Available, Upgo 0.2.0";
        "only security releases are wanted": |w|
            w.with(|w| w.upgo = "0.2.0".parse().ok()).set("notify.stable = false") => REST;
        "once": |w| w.out("go1.26.7").tell() => REST;
        "the next one, too": |w| w.out("go1.26.7").tell().with(|w| w.offers.clear()).out("go1.26.8")
            => "tell go1.26.8 Available";
        "several at once are one notification": |w| w.out("go1.27.0").out("go1.26.7")
            => "tell go1.27.0 Available, go1.26.7 Available";
        "a release already mentioned is not in it": |w| w.out("go1.27.0").tell().out("go1.26.7")
            => "tell go1.26.7 Available";
        "a security release comes first": |w| w.out("go1.27.0").out("go1.26.7").fixes()
            => "tell go1.26.7 Available security, go1.27.0 Available";
        "a stable release before a candidate": |w| w.out("go1.28rc1").out("go1.26.7")
            => "tell go1.26.7 Available, go1.28rc1 Available";
        "a release found to fix vulnerabilities is mentioned again": |w| w.out("go1.26.7").tell().fixes()
            => "tell go1.26.7 Available security";
        "but not twice": |w| w.out("go1.26.7").tell().fixes().tell() => REST;
        "nothing if notifications are off": |w| w.out("go1.26.7").fixes().set("notifications = false") => REST;
        "no stable releases": |w| w.out("go1.27.0").out("go1.26.7").set("notify.stable = false") => REST;
        "but security": |w| w.out("go1.26.7").fixes().set("notify.stable = false")
            => "tell go1.26.7 Available security";
        "no security": |w| w.out("go1.26.7").fixes().set("notify.security = false") => REST;
        "no candidates": |w| w.out("go1.28rc1").set("notify.rc = false") => REST;
        "not in quiet hours": |w| w.out("go1.26.7").fixes().set("quiet-hours = \"11:00-14:00\"")
            => "nothing until Fri 14:00 (Security)";
        "not while something fills the screen": |w| w.out("go1.26.7").with(|w| w.machine.full_screen = Some(true))
            => "nothing until Fri 12:10 (Security)";
        "not while paused": |w| w.out("go1.26.7").paused(Some(hours(2))) => "nothing until Fri 14:00 (Security)";
        "a pause ends": |w| w.out("go1.26.7").paused(Some(hours(0))) => "tell go1.26.7 Available";
        "or does not": |w| w.out("go1.26.7").paused(None) => REST;
        "nothing about a version that is not in use": |w| w.out("go1.26.7").with(|w| w.situation = Situation::NoGo)
            => REST;
        "nor about one that only the policy wants":
            |w| w.out("go1.26.7").with(|w| w.situation = Situation::NotPermitted) => REST;
        "another Go comes first":
            |w| w.out("go1.26.7").fixes().with(|w| w.situation = shadowed()) => "tell go1.26.7 Available security";
        "no terminal finds Go": |w| w.out("go1.26.7").with(|w| w.situation = Situation::NotOnPath)
            => "tell go1.26.7 Available";
        "a skipped release": |w| w.out("go1.26.7").fixes().with(|w| w.memory.skipped = Some(version("go1.26.7")))
            => REST;
        "later": |w| w.out("go1.26.7").tell().put_off(Some(hours(3))) => "nothing until Fri 15:00 (Security)";
        "then": |w| w.out("go1.26.7").tell().put_off(Some(hours(0))) => "tell go1.26.7 Available";
        "once is enough": |w| w.out("go1.26.7").tell().put_off(Some(hours(0))).tell() => REST;
        "a newer one does not wait":
            |w| w.out("go1.26.7").tell().put_off(None).with(|w| w.offers.clear()).out("go1.26.8")
            => "tell go1.26.8 Available";
        "a newly known vulnerability ends the postponement": |w| w.out("go1.26.7").tell().put_off(None).fixes()
            => "tell go1.26.7 Available security";
        "a fresh release cools down": |w| w.out("go1.26.7").set("check.cool-down = \"2h\"")
            => "nothing until Fri 14:00 (Security)";
        "and is mentioned then": |w| w.out("go1.26.7").set("check.cool-down = \"2h\"").later(hours(2))
            => "tell go1.26.7 Available";
        "not a security release": |w| w.out("go1.26.7").fixes().set("check.cool-down = \"3d\"")
            => "tell go1.26.7 Available security";
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn what_is_automatic() {
    const ALL: &str = "install.automatic = [\"security\", \"patch\", \"major\"]";
    check! {
        "download, then notify": |w| w.out("go1.26.7").set(PATCHES) => "download go1.26.7";
        "then it is mentioned as ready": |w| w.out("go1.26.7").set(PATCHES).cached("go1.26.7") => "tell go1.26.7 Ready";
        "once": |w| w.out("go1.26.7").set(PATCHES).cached("go1.26.7").tell() => REST;
        "only that kind": |w| w.out("go1.27.0").set(PATCHES) => "tell go1.27.0 Available";
        "another line is no patch, whatever it fixes":
            |w| w.out("go1.27.3").fixes().set("download.automatic = [\"security\", \"patch\"]")
            => "tell go1.27.3 Available security";
        "nor is a line left by itself":
            |w| w.out("go1.27.3").fixes().set(ALL).with(|w| w.offers[0].leaves_line = true)
            => "tell go1.27.3 Available security";
        "the smallest upgrade if only patches are automatic": |w| w.out("go1.27.0").out("go1.26.7").set(PATCHES)
            => "download go1.26.7";
        "not both":
            |w| w.out("go1.27.0").out("go1.26.7").set("download.automatic = [\"patch\", \"major\"]").cached("go1.27.0")
            => "tell go1.27.0 Ready, go1.26.7 Available";
        "it waits for an unmetered network":
            |w| w.out("go1.26.7").set(PATCHES).set("check.unmetered-only = true").network(Network::Metered)
            => "nothing until Fri 12:10 (Security)";
        "and while the system does not say whether it is":
            |w| w.out("go1.26.7").set(PATCHES).set("check.unmetered-only = true").network(Network::Unanswered)
            => "nothing until Fri 12:10 (Security)";
        "which matters only to who wants that":
            |w| w.out("go1.26.7").set(PATCHES).network(Network::Unanswered) => "download go1.26.7";
        "a system that does not know it is no obstacle":
            |w| w.out("go1.26.7").set(PATCHES).set("check.unmetered-only = true") => "download go1.26.7";
        "but not for ever":
            |w| w.out("go1.26.7").set(PATCHES).set("check.unmetered-only = true").asked(Some(hours(-24)))
                .later(hours(24)).network(Network::Metered)
            => "tell go1.26.7 Available";
        "a security release is mentioned at once":
            |w| w.out("go1.26.7").fixes().set("download.automatic = [\"security\"]").set("check.unmetered-only = true")
                .network(Network::Metered)
            => "tell go1.26.7 Available security";
        "and again when it is ready":
            |w| w.out("go1.26.7").fixes().set("download.automatic = [\"security\"]").network(Network::None).tell()
                .cached("go1.26.7")
            => "tell go1.26.7 Ready security";
        "not in quiet hours": |w| w.out("go1.26.7").set(PATCHES).set("quiet-hours = \"11:00-13:00\"")
            => "nothing until Fri 13:00 (Security)";
        "only in the window": |w| w.out("go1.26.7").set(PATCHES).set("check.window = \"13:00-14:00\"")
            => "nothing until Fri 13:00 (Window)";
        "not during the cool-down": |w| w.out("go1.26.7").set(PATCHES).set("check.cool-down = \"3h\"")
            => "nothing until Fri 15:00 (Security)";
        "a pause after a failure":
            |w| w.out("go1.26.7").set(PATCHES)
                .with(|w| w.memory.bringing.entry(version("go1.26.7")).or_default().went_wrong(w.now.timestamp()))
            => "nothing until Fri 13:00 (Security)";
        "not while it is postponed": |w| w.out("go1.26.7").set(PATCHES).put_off(Some(hours(1)))
            => "nothing until Fri 13:00 (Security)";
        "an installation is downloaded first": |w| w.out("go1.26.7").set(ALL) => "download go1.26.7";
        "then it is installed": |w| w.out("go1.26.7").set(ALL).cached("go1.26.7") => "install go1.26.7";
        "not before the user has been idle long enough":
            |w| w.out("go1.26.7").set(ALL).cached("go1.26.7").with(|w| w.machine.idle = Some(Duration::from_mins(7)))
            => "nothing until Fri 12:03 (Security)";
        "once the user has been idle long enough":
            |w| w.out("go1.26.7").set(ALL).cached("go1.26.7").with(|w| w.machine.idle = Some(Duration::from_mins(10)))
            => "install go1.26.7";
        "not while go runs": |w| w.out("go1.26.7").set(ALL).cached("go1.26.7").with(|w| w.machine.busy = Some(true))
            => "nothing until Fri 12:10 (Security)";
        "nor without a network: the proof is requested":
            |w| w.out("go1.26.7").set(ALL).cached("go1.26.7").network(Network::None)
            => "nothing until Fri 12:10 (Security)";
        "not on battery": |w| w.out("go1.26.7").set(ALL).cached("go1.26.7").with(|w| w.machine.on_battery = Some(true))
            => "nothing until Fri 12:10 (Security)";
        "not while paused": |w| w.out("go1.26.7").set(ALL).cached("go1.26.7").paused(Some(hours(1)))
            => "nothing until Fri 13:00 (Security)";
        "a security release is mentioned meanwhile":
            |w| w.out("go1.26.7").fixes().set(ALL).cached("go1.26.7").with(|w| w.machine.busy = Some(true))
            => "tell go1.26.7 Ready security";
        "switching asks": |w| w.out("go1.26.7").set(ALL).installed("go1.26.7").brought(NoticeLevel::Installed).done(false)
            => "tell go1.26.7 is installed, go1.26.7 Installed";
        "unless switching is automatic": |w| w.out("go1.26.7").set(ALL).set("install.switch = true").cached("go1.26.7")
            => "install and switch to go1.26.7";
        "even if it is installed already":
            |w| w.out("go1.26.7").set(ALL).set("install.switch = true").installed("go1.26.7")
            => "install and switch to go1.26.7";
        "a release that the user rolled back is not installed again":
            |w| w.out("go1.26.7").set(ALL).set("install.switch = true").installed("go1.26.7").brought(NoticeLevel::InUse)
                .done(true).tell()
            => REST;
        "a change is mentioned": |w| w.done(true) => "tell go1.26.7 is in use";
        "after security releases, in one notification": |w| w.done(true).out("go1.26.8").fixes()
            => "tell go1.26.8 Available security, go1.26.7 is in use";
        "unless results are not to be notified": |w| w.done(true).set("notify.results = false") => REST;
        "nothing automatic if machine-wide": |w| w.out("go1.26.7").set(ALL).with(|w| w.may_install = false)
            => "tell go1.26.7 Available";
    }
}

#[test]
fn a_clock_change_neither_stops_nor_multiplies_checks() {
    let mut world = World::new();
    // set back by a year: the last checks count as made now
    world.later(days(-365));
    world.memory.settle(world.now.timestamp(), || 7, &[]);
    assert!(world.says().starts_with("nothing until Thu 1"), "{}", world.says());
    world.later(hours(25));
    assert_eq!(world.says(), "check releases");
    // set forward: one check, and none after the clock is corrected
    world.later(days(1000));
    assert_eq!(world.says(), "check releases");
    world.memory.releases.went_well(world.now.timestamp());
    world.memory.advisories.went_well(world.now.timestamp());
    world.later(days(-1000));
    world.memory.settle(world.now.timestamp(), || 7, &[]);
    assert!(world.says().starts_with("nothing"), "{}", world.says());
    for at in ["-009998-01-01T00:00[UTC]", "9999-12-30T00:00[UTC]"] {
        world.at(at);
        world.ask();
    }
}

#[test]
fn checks_run_daily_on_average_and_are_spread_across_machines() {
    let mut minutes = BTreeSet::new();
    for seed in 0..20 {
        let mut world = World::new();
        world.memory.seed = Some(seed);
        world.asks_advisories = false;
        let (begin, mut checks) = (world.now.clone(), 0);
        while world.now.duration_since(&begin) < days(60) {
            let decision = world.ask();
            if decision.first.is_some() {
                checks += 1;
                let waited = world.now.timestamp().duration_since(world.memory.releases.well.unwrap());
                assert!(hours(22) <= waited && waited <= hours(26), "{waited}");
                world.memory.releases.went_well(world.now.timestamp());
            }
            world.now = world.ask().look_again.to_zoned_datetime(world.now.time_zone().clone());
        }
        assert!((57..=63).contains(&checks), "{checks}");
        minutes.insert(world.memory.releases.well.unwrap().as_second() / 60 % 1440);
    }
    assert!(minutes.len() > 15, "{minutes:?}");
}

#[test]
fn memory_survives_a_restart_and_a_broken_file_counts_as_empty() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path().join("home"));
    assert_eq!(Memory::read(&home), Memory::default());
    let mut world = World::new();
    world.out("go1.26.7").fixes().tell().failed(3);
    let mut memory = Memory { skipped: Some(version("go1.27.1")), ..world.memory };
    memory.put_off(&version("go1.27.2"), Timestamp::MAX, BTreeSet::from(["GO-2026-0001".to_owned()]));
    memory.paused_until = Some(Timestamp::MAX);
    memory.write(&home).unwrap();
    assert_eq!(Memory::read(&home), memory);
    fs_err::write(home.watch(), "{ \"told\": 7").unwrap();
    assert_eq!(Memory::read(&home), Memory::default());
    fs_err::write(home.watch(), r#"{ "skipped": "go1.27.1", "coming": [] }"#).unwrap();
    assert_eq!(Memory::read(&home).skipped, Some(version("go1.27.1")), "a newer version may write more fields");
}
