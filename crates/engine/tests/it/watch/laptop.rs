//! The laptop, its engine and its user.
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp, ToSpan as _, ZonedDateTime};
use serde::Deserialize;
use tempfile::TempDir;
use upgo_engine::base::report::{Cancel, ignore};
use upgo_engine::base::target::Target;
use upgo_engine::cases::{Clock, Engine, Round, Setup};
use upgo_engine::change::elevation::NoElevation;
use upgo_engine::change::plan::Then;
use upgo_engine::change::request::{ChangeRequest, InstallFrom};
use upgo_engine::environment::SystemRegistry;
use upgo_engine::guidance::watch::{Notice, Todo, Topic};
use upgo_engine::machine::home::Home;
use upgo_engine::machine::platform::{self, Network};
use upgo_engine::released::catalog::ReleaseRequest;
use upgo_testkit::release::{Release, go_script};
use upgo_testkit::server::{Act, Server};
use upgo_testkit::vulns::Vulns;

use super::script::{Condition, condition, local};

const HISTORY: &str = include_str!("../../../../testkit/data/release-history.json");
const BEGIN: &str = "2026-02-25T06:00:00Z";
const DAYS: i64 = 180;
/// The day of the first release, and of the first vulnerability.
const FIRST: &str = "2025-12-01";
/// The time of day when releases are published.
const RELEASED_AT: &str = "T17:00:00Z";
/// The resolution of the script.
const GRAIN: SignedDuration = SignedDuration::from_mins(15);

/// How the user reacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum User {
    /// Upgrades in the evening after a notification.
    UpgradesWhenTold,
    DoesNothing,
}

#[derive(Deserialize)]
struct Past {
    version: String,
    date: String,
}

pub(crate) struct Laptop {
    folder: TempDir,
    server: Server,
    user: User,
    now: Arc<Mutex<ZonedDateTime>>,
    /// The coming releases with their dates; the next one is last.
    coming: Vec<(Timestamp, Release)>,
    out: Vec<Release>,
    vulnerabilities: Vulns,
    /// When the database changes; the next time is last.
    moments: Vec<String>,
    /// The user's intended upgrades.
    wishes: Vec<(Timestamp, String)>,
    days: BTreeMap<String, Day>,
    /// Automatic changes.
    pub(crate) requests_unasked: Vec<Timestamp>,
    /// The topics of each notification.
    pub(crate) told: Vec<Vec<String>>,
}

#[derive(Default)]
struct Day {
    asked: Vec<String>,
    events: Vec<String>,
}

fn release(version: &str) -> Release {
    Release::sample_for(version, "linux", "amd64", go_script(version).as_bytes())
}

impl Laptop {
    pub(crate) fn new(first: &str, settings: &str, user: User) -> Self {
        let mut coming: Vec<(Timestamp, Release)> = serde_json::from_str::<Vec<Past>>(HISTORY)
            .unwrap()
            .into_iter()
            .filter(|past| past.date.as_str() >= FIRST)
            .map(|past| (format!("{}{RELEASED_AT}", past.date).parse().unwrap(), release(&past.version)))
            .collect();
        coming.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        // Older ones are fixed in each of these releases, and reading them at each check takes a third of the test.
        let vulnerabilities = Vulns::real().changed_since(FIRST);
        let mut moments = vulnerabilities.moments();
        moments.reverse();
        let begin: Timestamp = BEGIN.parse().unwrap();
        let mut laptop = Self {
            // half a year writes thousands of files, and each would be flushed
            folder: tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap(),
            server: Server::start(),
            user,
            now: Arc::new(Mutex::new(local(begin))),
            coming,
            out: Vec::new(),
            vulnerabilities,
            moments,
            wishes: Vec::new(),
            days: BTreeMap::new(),
            requests_unasked: Vec::new(),
            told: Vec::new(),
        };
        laptop.publish_until(begin);
        std::fs::create_dir_all(laptop.home().root()).unwrap();
        std::fs::write(laptop.home().settings(), settings).unwrap();
        // the random offset of the daily check is fixed here
        std::fs::write(laptop.home().watch(), r#"{ "seed": 7 }"#).unwrap();
        laptop.change(&ChangeRequest::Install {
            from: InstallFrom::Release { version: exactly(first) },
            then: Then::Switch,
        });
        std::fs::write(laptop.home().watch(), r#"{ "seed": 7 }"#).unwrap();
        laptop
    }

    fn home(&self) -> Home {
        Home::new(self.folder.path().join("home"))
    }

    fn engine(&self) -> Engine {
        let now = Arc::clone(&self.now);
        let setup = Setup {
            variables: BTreeMap::from([
                ("HOME".into(), self.folder.path().into()),
                ("SHELL".into(), "/bin/sh".into()),
                ("PATH".into(), self.home().bin().into()),
                ("UPGO_HOME".into(), self.home().root().into()),
                ("UPGO_FEED_URL".into(), self.server.url().into()),
                ("UPGO_VULN_URL".into(), format!("{}vuln/", self.server.url()).into()),
                ("UPGO_NO_MODIFY_PATH".into(), "1".into()),
                ("GOSUMDB".into(), "off".into()),
            ]),
            target: Target::new("linux", "amd64"),
            system: None,
            clock: Clock::new(move || now.lock().unwrap().clone()),
            asked_by: "a test".into(),
            registry: Arc::new(SystemRegistry),
            elevation: Arc::new(NoElevation),
        };
        Engine::open(setup).unwrap()
    }

    pub(crate) fn version(&self) -> String {
        self.engine().status().unwrap().current.unwrap().version.to_string()
    }

    fn now(&self) -> Timestamp {
        self.now.lock().unwrap().timestamp()
    }

    /// Moves the clock, and publishes what is due.
    fn advance_to(&mut self, at: Timestamp) {
        *self.now.lock().unwrap() = local(at);
        self.publish_until(at);
        let servers = condition(at).servers;
        for name in ["", "index.json", "vuln/index/db.json"] {
            if servers {
                self.server.well(name);
            } else {
                self.server.always(name, Act::Status(404));
            }
        }
    }

    fn publish_until(&mut self, at: Timestamp) {
        let before = (self.out.len(), self.moments.len());
        while let Some((_, release)) = self.coming.pop_if(|(when, _)| *when <= at) {
            self.server.file(release.filename(), release.bytes().to_vec());
            self.out.push(release);
        }
        while self.moments.pop_if(|moment| moment.parse::<Timestamp>().unwrap() <= at).is_some() {}
        if self.out.len() > before.0 {
            // newest first, like Go's own list
            let newest_first: Vec<Release> = self.out.iter().rev().cloned().collect();
            self.server.feed(Release::feed(&newest_first));
        }
        if self.moments.len() < before.1 {
            self.vulnerabilities.clone().as_of(&at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()).serve(&self.server);
        }
    }

    pub(crate) fn run_half_a_year(&mut self) {
        let begin: Timestamp = BEGIN.parse().unwrap();
        let end = begin + (24 * DAYS).hours();
        let mut look_again = begin;
        while self.now() < end {
            let at = self.now();
            let state = condition(at);
            if state.awake {
                self.user_acts(at);
                // the host starts a check when it is due, and when the machine's condition changes
                look_again = self.round(&state).0;
                if at < begin + (24 * 30).hours() {
                    assert_eq!(self.round(&state).1, [], "a check repeated its work: {at}");
                }
            }
            let changes = (1..4000).map(|step| grid(at) + GRAIN * step).find(|then| condition(*then) != state).unwrap();
            let next = if state.awake { changes.min(look_again) } else { changes };
            self.advance_to(next.max(at + 1.minute()));
        }
    }

    /// Starts another check while a notification is shown. Returns the number of notifications, and what that check
    /// did.
    pub(crate) fn notifies_while_another_check_begins(&self) -> (usize, Vec<Todo>) {
        let (machine, cancel) = (platform::Condition::default, Cancel::default());
        let (mut said, mut other) = (0, Vec::new());
        let mut show = |_: &Notice| {
            said += 1;
            let mut show_again = |_: &Notice| true;
            let mut round = Round { machine: &machine, show: &mut show_again, cancel: &cancel, events: &ignore };
            other = self.engine().watch(&mut round).unwrap().tried.into_iter().map(|(todo, _)| todo).collect();
            true
        };
        let mut round = Round { machine: &machine, show: &mut show, cancel: &cancel, events: &ignore };
        self.engine().watch(&mut round).unwrap();
        (said, other)
    }

    fn round(&mut self, state: &Condition) -> (Timestamp, Vec<Todo>) {
        let engine = self.engine();
        let before = self.server.request_count();
        let at = self.now();
        let mut told = Vec::new();
        let mut show = |notice: &Notice| {
            told.push(notice.clone());
            true
        };
        let (machine, cancel) = (|| state.machine, Cancel::default());
        let mut round = Round { machine: &machine, show: &mut show, cancel: &cancel, events: &ignore };
        let watched = engine.watch(&mut round).unwrap();
        assert!(watched.look_again > at, "{watched:?}");
        let unexpected = watched.problems.iter().find(|problem| state.servers || problem.code.exit() != 3);
        assert_eq!(unexpected, None, "{at}");
        self.record(&watched.tried);
        for notice in &told {
            self.hears(notice, state);
        }
        let requests = self.server.request_count() - before;
        if requests > 0 {
            self.requests_unasked.extend(std::iter::repeat_n(at, requests));
            check_request_rules(&engine, state);
        }
        (watched.look_again, watched.tried.into_iter().map(|(todo, _)| todo).collect())
    }

    fn record(&mut self, tried: &[(Todo, bool)]) {
        let now = self.now.lock().unwrap().clone();
        let clock = now.strftime("%H:%M").to_string();
        let day = self.days.entry(now.strftime("%Y-%m-%d %a").to_string()).or_default();
        for (todo, succeeded) in tried {
            let failed = if *succeeded { "" } else { "!" };
            match todo {
                Todo::CheckReleases => day.asked.push(format!("{clock} releases{failed}")),
                Todo::CheckAdvisories => day.asked.push(format!("{clock} vulnerabilities{failed}")),
                Todo::Download(version) => day.events.push(format!("{clock} downloads {version}")),
                Todo::Install(version) => day.events.push(format!("{clock} installs {version}")),
                Todo::InstallAndSwitch(version) => day.events.push(format!("{clock} installs {version} and switches")),
                Todo::Tell(_) => {}
            }
        }
    }

    fn event(&mut self, event: &str) {
        let now = self.now.lock().unwrap().clone();
        let zone = now.time_zone().iana_name().unwrap().split('/').next_back().unwrap().to_owned();
        let day = self.days.entry(now.strftime("%Y-%m-%d %a").to_string()).or_default();
        day.events.push(format!("{} {event} ({zone})", now.strftime("%H:%M")));
    }

    fn hears(&mut self, notice: &Notice, state: &Condition) {
        assert_ne!(state.machine.full_screen, Some(true), "disturbed at {}", self.now());
        let words: Vec<String> = notice.topics.iter().map(words).collect();
        self.event(&format!("SAYS {}", words.join(" + ")));
        self.told.push(notice.topics.iter().map(what).collect());
        if self.user == User::UpgradesWhenTold
            && let Some(Topic::Release { offer, .. }) = notice.topics.first()
        {
            self.wishes.push((self.now() + 2.hours(), offer.version.to_string()));
        }
    }

    fn user_acts(&mut self, at: Timestamp) {
        let hour = local(at).hour();
        let due = self.wishes.iter().position(|(when, _)| *when <= at && hour >= 20);
        if let Some(due) = due {
            let (_, version) = self.wishes.remove(due);
            let before = self.archive_requests();
            self.change(&ChangeRequest::Upgrade { to: Some(exactly(&version)), patch: false });
            let instant = if self.archive_requests() == before { ", downloaded before" } else { "" };
            self.event(&format!("the user upgrades to {version}{instant}"));
        }
    }

    fn archive_requests(&self) -> usize {
        self.server.requests().iter().filter(|seen| seen.path.ends_with(".tar.gz")).count()
    }

    fn change(&self, request: &ChangeRequest) {
        self.engine().change(request, &Cancel::default(), &ignore).unwrap();
    }

    pub(crate) fn transcript(&self) -> String {
        let mut text = String::new();
        for (name, Day { asked, events }) in &self.days {
            match asked.is_empty() {
                true if events.is_empty() => continue,
                true => writeln!(text, "{name}  asks nobody").unwrap(),
                false => writeln!(text, "{name}  asks for {}", asked.join(", ")).unwrap(),
            }
            for event in events {
                writeln!(text, "    {event}").unwrap();
            }
        }
        writeln!(text, "\n{} requests, {} notices", self.requests_unasked.len(), self.told.len()).unwrap();
        text
    }
}

/// Checks the rules that hold for every request.
fn check_request_rules(engine: &Engine, state: &Condition) {
    let (now, settings) = (engine.clock(), engine.settings());
    assert!(!settings.quiet_hours.is_some_and(|quiet| quiet.contains(now.time())), "in quiet hours: {now}");
    let network = state.machine.network.unwrap();
    assert_ne!(network, Network::None, "{now}");
    let is_metered = network == Network::Metered;
    assert!(!settings.check_unmetered_only || !is_metered, "on a metered network: {now}");
    assert_ne!(state.machine.battery_saver, Some(true), "with battery saver on: {now}");
}

/// The time, rounded down to the script's resolution.
fn grid(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second().div_euclid(900) * 900).unwrap()
}

fn exactly(version: &str) -> ReleaseRequest {
    ReleaseRequest::Exact(version.parse().unwrap())
}

fn words(topic: &Topic) -> String {
    match topic {
        Topic::Release { offer, level, fixes: 0, .. } => format!("{} {level:?}", offer.version),
        Topic::Release { offer, level, fixes, .. } => format!("{} {level:?}, fixes {fixes}", offer.version),
        Topic::Done(done) => format!("{} {}", done.version, if done.switched { "is in use" } else { "is installed" }),
        Topic::Upgo { version } => format!("Upgo {version}"),
        Topic::Failing { what, since, .. } => format!("{what:?} fails since {since}"),
    }
}

/// Identifies what must not be notified twice.
fn what(topic: &Topic) -> String {
    match topic {
        Topic::Release { offer, level, fixes, .. } => {
            format!("{} {level:?}{}", offer.version, if *fixes > 0 { " security" } else { "" })
        }
        other => words(other),
    }
}
