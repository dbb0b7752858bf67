use crate::machine::platform::{Condition, Network};
use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp, ToSpan as _, ZonedDateTime};

use super::*;
use crate::base::version::Version;
use crate::choices::settings::{self, Settings};
use crate::guidance::assessment::Situation;
use crate::machine::home::Home;
use crate::released::catalog::{Channel, Support};
use crate::released::upgo::UpgoVersion;

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
        decide(&WatchFacts {
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

/// Each rule in the world that it is about, with the expected decision.
macro_rules! check {
    ($($rule:literal: $make:expr => $expected:expr;)+) => {
        check(&[$(($rule, $make, $expected)),+])
    };
}

mod checks; // these two use the macro, so they come after it
mod notices;

type WatchRow = (&'static str, fn(&mut World) -> &mut World, &'static str);

fn check(rows: &[WatchRow]) {
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
