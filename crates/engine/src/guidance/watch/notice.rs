//! The content of notifications, and the conditions under which a release is mentioned.
use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp, ZonedDateTime};

use super::tries::after;
use super::{AutomaticChange, Memory, NoticeLevel, Tries};
use crate::base::report::Problem;
use crate::base::version::Version;
use crate::choices::settings::{ReleaseKind, Settings};
use crate::guidance::assessment::{Offer, Situation};
use crate::machine::platform::Condition;
use crate::released::catalog::Day;
use crate::released::upgo::UpgoVersion;

/// How long a notification waits for the automatic download or installation of its release.
const PATIENCE: SignedDuration = SignedDuration::from_hours(24);

#[derive(Clone, Copy, Debug)]
pub struct WatchFacts<'a> {
    pub settings: &'a Settings,
    pub news: News<'a>,
    /// The record of earlier notifications, requests and changes, after [`Memory::settle`].
    pub memory: &'a Memory,
    pub machine: &'a Condition,
    /// Whether checks run by themselves: a program with the tray icon or the system starts them.
    pub runs_in_background: bool,
    pub now: &'a ZonedDateTime,
}

#[derive(Clone, Copy, Debug)]
pub struct News<'a> {
    pub situation: &'a Situation,
    /// The releases that the user could upgrade to: the offer, then the smallest upgrade.
    pub offers: &'a [&'a Offer],
    /// The version that a new terminal runs.
    pub from: Option<&'a Version>,
    /// The ids of its known vulnerabilities.
    pub known: &'a BTreeSet<String>,
    pub asks_advisories: bool,
    pub installed: &'a BTreeSet<Version>,
    /// The offers whose verified archives are in the cache.
    pub cached: &'a BTreeSet<Version>,
    /// A newer version of Upgo itself that the user was not notified of yet.
    pub upgo: Option<&'a UpgoVersion>,
    /// Whether Upgo may download and install automatically: not for a machine-wide Go, nor in another user's home.
    pub may_install: bool,
}

/// The first topic leads.
#[answer(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    pub topics: Vec<Topic>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, tag = "kind")]
pub enum Topic {
    Release {
        offer: Offer,
        level: NoticeLevel,
        /// The version that a new terminal runs now; `null` if it cannot be read.
        from: Option<Version>,
        unsupported: bool,
        /// How many of its known vulnerabilities the release fixes. If any, this is a security release.
        fixes: u32,
        /// Whether new terminals would find another Go first, or none, even after the upgrade.
        out_of_reach: bool,
    },
    Done(AutomaticChange),
    Upgo {
        version: UpgoVersion,
    },
    Failing {
        what: FailingAction,
        /// The time of the first failure.
        since: Timestamp,
        /// The whole days since then.
        days: u32,
        problem: Option<Problem>,
    },
}

impl Topic {
    pub fn version(&self) -> Option<&Version> {
        match self {
            Self::Release { offer, .. } => Some(&offer.version),
            Self::Done(AutomaticChange { version, .. })
            | Self::Failing { what: FailingAction::Bring { version }, .. } => Some(version),
            Self::Failing { what: FailingAction::Check, .. } | Self::Upgo { .. } => None,
        }
    }
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, tag = "kind")]
pub enum FailingAction {
    Check,
    Bring { version: Version },
}

/// A release that the user could upgrade to, with the automatic action that the settings allow for its kind.
pub(super) struct Candidate<'a> {
    pub(super) offer: &'a Offer,
    pub(super) kind: ReleaseKind,
    pub(super) level: NoticeLevel,
    /// How far the settings let Upgo prepare it automatically.
    pub(super) goal: NoticeLevel,
}

impl<'a> WatchFacts<'a> {
    /// The releases that may be mentioned or installed now. The times at which others become due are added to `until`.
    pub(super) fn candidates(&self, until: &mut Vec<Timestamp>) -> Vec<Candidate<'a>> {
        use Situation::{
            Checking, Current, NoGo, NotOnPath, NotPermitted, Postponed, Security, Shadowed, Skipped, Stale,
            Unsupported, Unsure, Update,
        };
        let may_be_mentioned = match self.news.situation {
            Security { .. } | Update | Unsupported | Postponed { .. } | NotOnPath | Shadowed { .. } => true,
            // what the policy requires is not news, and may be older: the window, the tray and every command say so
            NotPermitted | NoGo | Unsure | Stale { .. } | Checking | Skipped { .. } | Current => false,
        };
        if !may_be_mentioned {
            return Vec::new();
        }
        let postponed = self.memory.postponed(self.news.known, self.now.timestamp());
        let now = self.now.timestamp();
        let mut all: Vec<Candidate<'a>> = Vec::new();
        for offer in self.news.offers.iter().filter(|offer| self.memory.skipped.as_ref() != Some(&offer.version)) {
            let kind = ReleaseKind::told(offer);
            let put_off = postponed.filter(|(version, _)| **version == offer.version).map(|(_, until)| until);
            let waits = self.first_moment(offer, kind).max(put_off.unwrap_or(Timestamp::MIN));
            if waits > now {
                until.push(waits);
                continue;
            }
            let highest = all.iter().map(|one| one.goal).max().unwrap_or(NoticeLevel::Available);
            // a release that was installed automatically and is gone was removed by the user
            let brought = self.memory.brought.get(&offer.version).copied();
            // a user who stays on a release line leaves it only by a decision
            let goal = (!offer.leaves_line).then(|| self.goal(ReleaseKind::brought(offer, self.news.from)));
            let goal = goal.filter(|goal| *goal > highest && brought.is_none_or(|it| it < *goal));
            let goal = goal.unwrap_or(NoticeLevel::Available);
            all.push(Candidate { offer, kind, level: self.level(&offer.version), goal });
        }
        all
    }

    /// When it was first seen, and its cool-down has passed. A security release has no cool-down.
    fn first_moment(&self, offer: &Offer, kind: ReleaseKind) -> Timestamp {
        let seen = self.memory.seen.get(&offer.version).copied().unwrap_or(self.now.timestamp());
        let out = offer.released_on.map_or(seen, Day::begins);
        if kind == ReleaseKind::Security { seen } else { after(out, self.settings.check_cool_down.get()).max(seen) }
    }

    fn goal(&self, kind: ReleaseKind) -> NoticeLevel {
        match self.settings {
            _ if !self.news.may_install => NoticeLevel::Available,
            settings if settings.install_automatic.contains(&kind) => {
                if settings.install_switch {
                    NoticeLevel::InUse
                } else {
                    NoticeLevel::Installed
                }
            }
            settings if settings.download_automatic.contains(&kind) => NoticeLevel::Ready,
            _ => NoticeLevel::Available,
        }
    }

    fn level(&self, version: &Version) -> NoticeLevel {
        if self.news.installed.contains(version) {
            NoticeLevel::Installed
        } else if self.news.cached.contains(version) {
            NoticeLevel::Ready
        } else {
            NoticeLevel::Available
        }
    }

    /// The notification that is due, regardless of quiet hours and pauses.
    pub(super) fn notice(&self, candidates: &[Candidate<'_>], until: &mut Vec<Timestamp>) -> Option<Notice> {
        if !self.settings.notifications {
            return None;
        }
        let mut releases: Vec<&Candidate<'_>> =
            candidates.iter().filter(|candidate| self.is_told_now(candidate, until)).collect();
        // releases that are already downloaded lead, because installing them takes only a moment
        releases.sort_by_key(|candidate| {
            (
                candidate.kind != ReleaseKind::Security,
                candidate.kind == ReleaseKind::Prerelease,
                Reverse(candidate.level),
            )
        });
        let split = releases.iter().take_while(|candidate| candidate.kind == ReleaseKind::Security).count();
        let mut topics: Vec<Topic> = releases.into_iter().map(|candidate| self.topic(candidate)).collect();
        let results = self.memory.done.iter().filter(|_| self.settings.notify_results).cloned().map(Topic::Done);
        topics.splice(split..split, results);
        topics.extend(self.news.upgo.map(|version| Topic::Upgo { version: version.clone() }));
        topics.extend(self.failures());
        (!topics.is_empty()).then_some(Notice { topics })
    }

    /// Whether the candidate is mentioned now: its kind must be enabled, and it must be news. A release that Upgo
    /// prepares automatically is mentioned once it is prepared, or after [`PATIENCE`]; a security release at once.
    fn is_told_now(&self, candidate: &Candidate<'_>, until: &mut Vec<Timestamp>) -> bool {
        let Candidate { offer, kind, level, goal } = *candidate;
        if !self.settings.notify_releases.contains(&kind) || !self.is_news(offer, kind, level) {
            return false;
        }
        let patience = if kind == ReleaseKind::Security || level >= goal { SignedDuration::ZERO } else { PATIENCE };
        let at = after(self.first_moment(offer, kind), patience);
        until.extend((at > self.now.timestamp()).then_some(at));
        at <= self.now.timestamp()
    }

    /// An installation is announced by the program that made it, not here.
    fn is_news(&self, offer: &Offer, kind: ReleaseKind, level: NoticeLevel) -> bool {
        let Some(told) = self.memory.told.get(&offer.version) else { return true };
        let was_put_off = self.memory.later.contains_key(&offer.version);
        let highest = told.iter().filter(|level| **level != NoticeLevel::Security).max();
        let is_further = level < NoticeLevel::Installed && highest.is_none_or(|highest| *highest < level);
        was_put_off || is_further || (kind == ReleaseKind::Security && !told.contains(&NoticeLevel::Security))
    }

    fn topic(&self, candidate: &Candidate<'_>) -> Topic {
        Topic::Release {
            offer: candidate.offer.clone(),
            level: candidate.level,
            from: self.news.from.cloned(),
            unsupported: *self.news.situation == Situation::Unsupported,
            fixes: candidate.offer.fixes.unwrap_or(0),
            out_of_reach: matches!(self.news.situation, Situation::NotOnPath | Situation::Shadowed { .. }),
        }
    }

    fn failures(&self) -> Vec<Topic> {
        let (memory, now) = (self.memory, self.now.timestamp());
        let failing = |what, tries: &Tries, problem| {
            let since = tries.failing_since?;
            let days = u32::try_from(now.duration_since(since).as_hours() / 24).unwrap_or_default();
            Some(Topic::Failing { what, since, days, problem })
        };
        let check = Some(&memory.releases).filter(|tries| tries.is_worth_a_word(now));
        let check = check.and_then(|tries| failing(FailingAction::Check, tries, memory.check_problem.clone()));
        let offers = || self.news.offers.iter().map(|offer| &offer.version);
        let bringing = memory
            .bringing
            .iter()
            .filter(|(version, tries)| tries.is_worth_a_word(now) && offers().any(|offer| offer == *version));
        let bringing = bringing
            .filter_map(|(version, tries)| failing(FailingAction::Bring { version: version.clone() }, tries, None));
        check.into_iter().chain(bringing).filter(|_| self.settings.notify_errors).collect()
    }
}
