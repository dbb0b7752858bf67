//! The one decision.
use crate::platform::Condition;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp, Zoned};

use super::notice::{Candidate, News, Notice};
use super::tries::after;
use super::when::{self, Ask, NextCheck, Why};
use super::{Level, Memory, Tries};
use crate::settings::Settings;
use crate::version::Version;

/// What has no time of its own, such as a network that comes back, is looked at again after this.
const POLL: SignedDuration = SignedDuration::from_mins(10);
/// Nobody looks more often.
const SHORTEST: SignedDuration = SignedDuration::from_mins(1);
/// Nobody looks less often.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// What the decision is made from.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The settings in force.
    pub settings: &'a Settings,
    /// What is known of releases.
    pub news: News<'a>,
    /// What was said, asked and done before, settled ([`Memory::settle`]).
    pub memory: &'a Memory,
    /// The condition of the machine.
    pub machine: &'a Condition,
    /// The time, in the zone of the user.
    pub now: &'a Zoned,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What is to be done now, and first; afterwards it is decided anew. `None` where there is nothing.
    pub first: Option<Todo>,
    /// When to decide again where nothing else happens (a network, a wake-up, a change of settings).
    pub look_again: Timestamp,
    /// The next check, for people.
    pub next_check: NextCheck,
}

/// Something that is to be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Todo {
    /// Ask which releases there are, and which vulnerabilities.
    CheckReleases,
    /// Ask which vulnerabilities are known.
    CheckAdvisories,
    /// Download a release into the cache.
    Download(Version),
    /// Install a release beside the others.
    Install(Version),
    /// Install a release where it is not here yet, and let new terminals run it.
    InstallAndSwitch(Version),
    /// Tell the user.
    Tell(Notice),
}

/// Decides what is to be done first, and when to look again.
pub fn decide(question: &Question<'_>) -> Decision {
    let now = question.now.timestamp();
    let (next_check, ask) = when::next_check(question);
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
    Decision { first, look_again, next_check }
}

impl Question<'_> {
    /// What brings a release further towards what the user wants of its kind, or when that can be done.
    fn bring(&self, candidate: &Candidate<'_>) -> Option<Result<Todo, Timestamp>> {
        let Candidate { offer, level, goal, .. } = candidate;
        if level >= goal {
            return None;
        }
        let version = offer.version.clone();
        let again = self.memory.bringing.get(&version).and_then(Tries::again);
        let waits = match level {
            Level::Available => self.no_download_before(),
            _ => self.no_installation_before(),
        };
        let now = self.now.timestamp();
        if let Some(later) = again.filter(|again| *again > now).max(waits) {
            return Some(Err(later));
        }
        Some(Ok(match (level, goal) {
            (Level::Available, _) => Todo::Download(version),
            (_, Level::InUse) => Todo::InstallAndSwitch(version),
            _ => Todo::Install(version),
        }))
    }

    /// Until when nothing is downloaded: by the same rules by which nobody is asked.
    fn no_download_before(&self) -> Option<Timestamp> {
        let now = self.now.timestamp();
        let time = when::network_time(self.settings, self.now).map_or(Timestamp::MAX, |(at, _)| at.timestamp());
        let off = !self.settings.check_automatic;
        match time {
            time if time > now => Some(time),
            _ if off => Some(Timestamp::MAX),
            _ => when::hindrance(self).map(|_| after(now, POLL)),
        }
    }

    /// Until when nothing is installed: while somebody sits there, a `go` runs, or the battery is needed for something else;
    /// and while nobody may be asked, because a proof is asked for once more.
    fn no_installation_before(&self) -> Option<Timestamp> {
        let (now, machine) = (self.now.timestamp(), self.machine);
        let paused = self.memory.paused_until.filter(|until| *until > now);
        let stated = when::end_of_quiet(self.settings, self.now).max(paused);
        let is_needed = machine.busy == Some(true)
            || machine.full_screen == Some(true)
            || when::hindrance(self).is_some()
            || machine.on_battery == Some(true);
        let needed = Duration::try_from(self.settings.install_idle.get()).unwrap_or_default();
        let missing = machine.idle.map(|idle| needed.saturating_sub(idle)).filter(|missing| !missing.is_zero());
        let missing = missing.map(|it| after(now, SignedDuration::try_from(it).unwrap_or(POLL)));
        stated.max(is_needed.then(|| after(now, POLL))).max(missing)
    }

    /// Until when nothing is said.
    fn not_a_word_before(&self) -> Option<Timestamp> {
        let now = self.now.timestamp();
        let paused = self.memory.paused_until.filter(|until| *until > now);
        let disturbs = (self.machine.full_screen == Some(true)).then(|| after(now, POLL));
        when::end_of_quiet(self.settings, self.now).max(paused).max(disturbs)
    }
}
