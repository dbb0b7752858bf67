//! What there is to tell, and what a release still needs before it is told.
use crate::settings::Kind;
use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::tries::after;
use super::{Done, Level, Question};
use crate::advice::{Offer, Situation};
use crate::catalog::Day;
use crate::report::Problem;
use crate::version::Version;

/// What should be downloaded or installed first, and could not be for as long, is told as it is.
const PATIENCE: SignedDuration = SignedDuration::from_hours(24);

/// What is known of releases and of this machine's Go.
#[derive(Clone, Copy, Debug)]
pub struct News<'a> {
    /// What the user would see.
    pub situation: &'a Situation,
    /// The releases that the user could go to: the one that is offered, then the smallest step.
    pub offers: &'a [&'a Offer],
    /// What a new terminal runs.
    pub from: Option<&'a Version>,
    /// The ids of the known vulnerabilities of that.
    pub known: &'a BTreeSet<String>,
    /// Whether there is a database of vulnerabilities to ask.
    pub asks_advisories: bool,
    /// Which of the offers are in the store.
    pub installed: &'a BTreeSet<Version>,
    /// Which of them are in the cache, verified.
    pub cached: &'a BTreeSet<Version>,
    /// Whether Upgo may install by itself at all: not where that is for everybody, nor in somebody else's home.
    pub may_install: bool,
}

/// What the user is told, as one: the first topic leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// What it is about.
    pub topics: Vec<Topic>,
}

/// One thing that the user is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Topic {
    /// A new release.
    Release {
        /// The release.
        offer: Offer,
        /// How far it has come by itself.
        level: Level,
        /// What a new terminal runs now; `null` where it would not tell.
        from: Option<Version>,
        /// Whether that gets no more fixes.
        unsupported: bool,
        /// How many known vulnerabilities of that the release fixes: it is a security release where there are some.
        fixes: u32,
    },
    /// What Upgo did by itself.
    Done(Done),
    /// What has failed for days.
    Failing {
        /// What.
        what: What,
        /// Since when.
        since: Timestamp,
        /// Why, the last time, where that is known.
        problem: Option<Problem>,
    },
}

impl Topic {
    /// The release that it is about.
    pub fn version(&self) -> Option<&Version> {
        match self {
            Self::Release { offer, .. } => Some(&offer.version),
            Self::Done(Done { version, .. }) | Self::Failing { what: What::Bring { version }, .. } => Some(version),
            Self::Failing { what: What::Check, .. } => None,
        }
    }
}

/// What fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum What {
    /// To ask what is out.
    Check,
    /// To download or install a release by itself.
    Bring {
        /// Which one.
        version: Version,
    },
}

/// A release that the user could go to, and what the user wants of its kind.
pub(super) struct Candidate<'a> {
    pub(super) offer: &'a Offer,
    pub(super) kind: Kind,
    /// How far it has come.
    pub(super) level: Level,
    /// How far it shall come by itself.
    pub(super) goal: Level,
}

impl<'a> Question<'a> {
    /// The releases that something may be said of or done with now; `until` hears of those that have to wait.
    pub(super) fn candidates(&self, until: &mut Vec<Timestamp>) -> Vec<Candidate<'a>> {
        use Situation::{Security, Unsupported, Update};
        if !matches!(self.news.situation, Security { .. } | Update | Unsupported) {
            return Vec::new();
        }
        let now = self.now.timestamp();
        let mut all: Vec<Candidate<'a>> = Vec::new();
        for offer in self.news.offers.iter().filter(|offer| self.memory.skipped.as_ref() != Some(&offer.version)) {
            let kind = Kind::told(offer);
            let waits = self.first_moment(offer, kind).max(self.put_off(offer).unwrap_or(Timestamp::MIN));
            if waits > now {
                until.push(waits);
                continue;
            }
            let highest = all.iter().map(|one| one.goal).max().unwrap_or(Level::Available);
            // what was brought once and is not here any more was taken away by the user
            let brought = self.memory.brought.get(&offer.version).copied();
            let goal = Some(self.goal(Kind::brought(offer, self.news.from)))
                .filter(|goal| *goal > highest && brought.is_none_or(|it| it < *goal));
            let goal = goal.unwrap_or(Level::Available);
            all.push(Candidate { offer, kind, level: self.level(&offer.version), goal });
        }
        all
    }

    /// When the release was seen, and is no longer fresh.
    fn first_moment(&self, offer: &Offer, kind: Kind) -> Timestamp {
        let seen = self.memory.seen.get(&offer.version).copied().unwrap_or(self.now.timestamp());
        let out = offer.released_on.map_or(seen, Day::begins);
        if kind == Kind::Security { seen } else { after(out, self.settings.check_cool_down.get()).max(seen) }
    }

    /// When the user wants to hear of it; what becomes known meanwhile ends that.
    fn put_off(&self, offer: &Offer) -> Option<Timestamp> {
        let until = self.memory.later.get(&offer.version).copied()?;
        let is_same = self.news.known.is_subset(&self.memory.known_when_put_off);
        (is_same && until > self.now.timestamp()).then_some(until)
    }

    fn goal(&self, kind: Kind) -> Level {
        match self.settings {
            _ if !self.news.may_install => Level::Available,
            settings if settings.install_automatic.contains(&kind) => {
                if settings.install_switch {
                    Level::InUse
                } else {
                    Level::Installed
                }
            }
            settings if settings.download_automatic.contains(&kind) => Level::Ready,
            _ => Level::Available,
        }
    }

    fn level(&self, version: &Version) -> Level {
        if self.news.installed.contains(version) {
            Level::Installed
        } else if self.news.cached.contains(version) {
            Level::Ready
        } else {
            Level::Available
        }
    }

    /// All that there is to tell, whether or not this is the moment for it.
    pub(super) fn notice(&self, candidates: &[Candidate<'_>], until: &mut Vec<Timestamp>) -> Option<Notice> {
        if !self.settings.notifications {
            return None;
        }
        let mut releases: Vec<&Candidate<'_>> =
            candidates.iter().filter(|candidate| self.is_told_now(candidate, until)).collect();
        // what is here already leads, so that its button takes a moment
        releases.sort_by_key(|candidate| {
            (candidate.kind != Kind::Security, candidate.kind == Kind::Prerelease, Reverse(candidate.level))
        });
        let split = releases.iter().take_while(|candidate| candidate.kind == Kind::Security).count();
        let mut topics: Vec<Topic> = releases.into_iter().map(|candidate| self.topic(candidate)).collect();
        let results = self.memory.done.iter().filter(|_| self.settings.notify_results).cloned().map(Topic::Done);
        topics.splice(split..split, results);
        topics.extend(self.failures());
        (!topics.is_empty()).then_some(Notice { topics })
    }

    /// Whether it is news for the user who wants to hear of its kind. What shall come further by itself is told when it has, or
    /// when that takes too long; a security release at once.
    fn is_told_now(&self, candidate: &Candidate<'_>, until: &mut Vec<Timestamp>) -> bool {
        let Candidate { offer, kind, level, goal } = *candidate;
        let wanted = match kind {
            Kind::Security => self.settings.notify_security,
            Kind::Patch | Kind::Major => self.settings.notify_stable,
            Kind::Prerelease => self.settings.notify_rc,
        };
        if !wanted || !self.is_news(offer, kind, level) {
            return false;
        }
        let patience = if kind == Kind::Security || level >= goal { SignedDuration::ZERO } else { PATIENCE };
        let at = after(self.first_moment(offer, kind), patience);
        until.extend((at > self.now.timestamp()).then_some(at));
        at <= self.now.timestamp()
    }

    /// Whether it was not told yet as what it is now. That it was installed is told by who did that.
    fn is_news(&self, offer: &Offer, kind: Kind, level: Level) -> bool {
        let Some(told) = self.memory.told.get(&offer.version) else { return true };
        let was_put_off = self.memory.later.contains_key(&offer.version);
        let highest = told.iter().filter(|level| **level != Level::Security).max();
        let is_further = level < Level::Installed && highest.is_none_or(|highest| *highest < level);
        was_put_off || is_further || (kind == Kind::Security && !told.contains(&Level::Security))
    }

    fn topic(&self, candidate: &Candidate<'_>) -> Topic {
        Topic::Release {
            offer: candidate.offer.clone(),
            level: candidate.level,
            from: self.news.from.cloned(),
            unsupported: *self.news.situation == Situation::Unsupported,
            fixes: candidate.offer.fixes.unwrap_or(0),
        }
    }

    fn failures(&self) -> Vec<Topic> {
        let (memory, now) = (self.memory, self.now.timestamp());
        let check = Some(&memory.releases).filter(|tries| tries.is_worth_a_word(now));
        let check = check.and_then(|tries| {
            Some(Topic::Failing {
                what: What::Check,
                since: tries.failing_since?,
                problem: memory.check_problem.clone(),
            })
        });
        let offers = || self.news.offers.iter().map(|offer| &offer.version);
        let bringing = memory
            .bringing
            .iter()
            .filter(|(version, tries)| tries.is_worth_a_word(now) && offers().any(|offer| offer == *version));
        let bringing = bringing.filter_map(|(version, tries)| {
            let what = What::Bring { version: version.clone() };
            Some(Topic::Failing { what, since: tries.failing_since?, problem: None })
        });
        check.into_iter().chain(bringing).filter(|_| self.settings.notify_errors).collect()
    }
}
