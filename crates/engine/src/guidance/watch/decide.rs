use std::time::Duration;

use jiff::{SignedDuration, Timestamp, ZonedDateTime};

use super::next_check::{self, Ask, NextCheck, Why};
use super::notice::{Candidate, Notice};
use super::tries::after;
use super::{Memory, NoticeLevel, Tries, WatchFacts};
use crate::base::version::Version;
use crate::choices::settings::Settings;
use crate::machine::platform::Network;

/// The polling interval for conditions whose time is not known in advance, such as the return of the network.
const POLL: SignedDuration = SignedDuration::from_mins(10);
/// The shortest time until the next decision.
const SHORTEST: SignedDuration = SignedDuration::from_mins(1);
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The action to carry out now, before deciding again. `None` if there is nothing to do.
    pub first: Option<Todo>,
    /// Unless an event comes first: a network change, a wake-up, a change of settings.
    pub look_again: Timestamp,
    pub next_check: NextCheck,
    /// Whether nothing on the machine prevents an installation that nobody waits for.
    pub is_undisturbed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Todo {
    /// Fetch the release list and the vulnerability database.
    CheckReleases,
    CheckAdvisories,
    Download(Version),
    Install(Version),
    /// Install a release if it is missing, and make new terminals run it.
    InstallAndSwitch(Version),
    Tell(Notice),
}

pub fn decide(question: &WatchFacts<'_>) -> Decision {
    let now = question.now.timestamp();
    let (next_check, ask) = next_check::next_check(question);
    let mut until = Vec::new();
    let candidates = question.candidates(&mut until);
    let check = || {
        next_check.at.filter(|at| *at <= now).map(|_| match ask {
            Ask::Releases => Todo::CheckReleases,
            Ask::Advisories => Todo::CheckAdvisories,
        })
    };
    let waits = matches!(next_check.why, Why::Offline | Why::Metered | Why::BatterySaver);
    until.extend(next_check.at.or(waits.then(|| after(now, POLL))));
    let mut bring = Vec::new();
    for candidate in &candidates {
        match question.bring(candidate) {
            Some(Ok(todo)) => bring.push(todo),
            Some(Err(later)) => until.push(later),
            None => {}
        }
    }
    let first = check().or_else(|| bring.into_iter().next()).or_else(|| {
        let notice = question.notice(&candidates, &mut until)?;
        match question.not_a_word_before() {
            None => Some(Todo::Tell(notice)),
            Some(end) => {
                until.push(end);
                None
            }
        }
    });
    let soonest = until.into_iter().filter(|at| *at > now).min().unwrap_or(Timestamp::MAX);
    let look_again = match first {
        Some(_) => now,
        None => soonest.clamp(after(now, SHORTEST), after(now, LONGEST)),
    };
    Decision { first, look_again, next_check, is_undisturbed: question.machine_free_at().is_none() }
}

impl WatchFacts<'_> {
    /// The next action towards the goal of a candidate, or the time at which it is allowed. `None` once it is reached.
    fn bring(&self, candidate: &Candidate<'_>) -> Option<Result<Todo, Timestamp>> {
        let Candidate { offer, level, goal, .. } = candidate;
        if level >= goal {
            return None;
        }
        let version = offer.version.clone();
        let again = self.memory.bringing.get(&version).and_then(Tries::again);
        let waits = match level {
            NoticeLevel::Available => self.no_download_before(),
            _ => silenced_until(self.settings, self.memory, self.now).max(self.machine_free_at()),
        };
        let now = self.now.timestamp();
        if let Some(later) = again.filter(|again| *again > now).max(waits) {
            return Some(Err(later));
        }
        Some(Ok(match (level, goal) {
            (NoticeLevel::Available, _) => Todo::Download(version),
            (_, NoticeLevel::InUse) => Todo::InstallAndSwitch(version),
            _ => Todo::Install(version),
        }))
    }

    /// The rules are those for checks, and a network that may be metered counts as metered.
    fn no_download_before(&self) -> Option<Timestamp> {
        let now = self.now.timestamp();
        let time = next_check::network_time(self.settings, self.now).map_or(Timestamp::MAX, |(at, _)| at.timestamp());
        let off = !self.settings.check_automatic;
        match time {
            time if time > now => Some(time),
            _ if off => Some(Timestamp::MAX),
            _ if self.machine.network == Some(Network::Unanswered) && self.settings.check_unmetered_only => {
                Some(after(now, POLL))
            }
            _ => next_check::hindrance(self).map(|_| after(now, POLL)),
        }
    }

    /// `None` if it is free: the user is idle, no `go` runs, on mains power, and online to request the proof.
    fn machine_free_at(&self) -> Option<Timestamp> {
        let (now, machine) = (self.now.timestamp(), self.machine);
        let is_needed = machine.busy == Some(true)
            || machine.full_screen == Some(true)
            || next_check::hindrance(self).is_some()
            || machine.on_battery == Some(true);
        let needed = Duration::try_from(self.settings.install_idle.get()).unwrap_or_default();
        let missing = machine.idle.map(|idle| needed.saturating_sub(idle)).filter(|missing| !missing.is_zero());
        let missing = missing.map(|it| after(now, SignedDuration::try_from(it).unwrap_or(POLL)));
        is_needed.then(|| after(now, POLL)).max(missing)
    }

    fn not_a_word_before(&self) -> Option<Timestamp> {
        let disturbs = (self.machine.full_screen == Some(true)).then(|| after(self.now.timestamp(), POLL));
        silenced_until(self.settings, self.memory, self.now).max(disturbs)
    }
}

/// The end of the quiet hours or the pause in which the user wants no notification; `None` outside them.
pub fn silenced_until(settings: &Settings, memory: &Memory, now: &ZonedDateTime) -> Option<Timestamp> {
    let paused = memory.paused_until.filter(|until| *until > now.timestamp());
    next_check::end_of_quiet(settings, now).max(paused)
}
