//! When each release came out, and which ones are security releases here: what a policy with rings depends on.
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use url::Url;

use super::Engine;
use crate::base::random::unguessable;
use crate::base::version::Version;
use crate::change::journal::{self, JournalEntry};
use crate::guidance::watch::Memory;
use crate::released::advisories::{Concerning, OFFICIAL, Projects};
use crate::released::catalog::{Catalog, Day, released_on};

/// What a decision about a release depends on, besides the policy.
pub(super) struct Calendar {
    pub(super) today: Date,
    memory: Memory,
    releases: Vec<Version>,
    /// The days that the list of the policy or the first advisory tells, the same on every machine.
    told: BTreeMap<Version, Date>,
    /// The releases that fix a known vulnerability of the Go in use, or did so when a change brought them here.
    pub(super) fixes: BTreeSet<Version>,
    /// The version that the switch names. Its files may be restored.
    pub(super) chosen: Option<Version>,
    /// Whether no Go is in use that a new one could break.
    pub(super) is_first: bool,
}

impl Calendar {
    /// Known from the table, from a later release of the same line, or else from what is told or when this machine first
    /// saw it, whichever was first: an advisory may be about an old release.
    pub(super) fn released(&self, version: &Version) -> Option<Date> {
        let listed = |version: &Version| released_on(version).map(Date::from);
        let shared = |version: &Version| listed(version).or_else(|| self.told.get(version).copied());
        let later = || {
            let later = self.releases.iter().filter(|other| other.same_line(version) && *other > version);
            later.filter_map(shared).min()
        };
        let seen = || self.memory.seen.get(version).map(|seen| Day::of(*seen).into());
        listed(version).or_else(|| shared(version).into_iter().chain(later()).chain(seen()).min())
    }
}

impl Engine {
    /// Records when releases were first seen whose day is unknown, if the policy delays releases.
    pub(super) fn remember_new(&self, catalog: &Catalog) {
        if self.policy().policy.ring.is_none() {
            return;
        }
        let calendar = self.calendar_of(Some(catalog));
        let versions = catalog.releases.iter().map(|release| &release.version);
        let new: Vec<&Version> = versions.filter(|version| calendar.released(version).is_none()).collect();
        if !new.is_empty() {
            let now = self.now();
            // Without the record, the release counts as one of today: later, never earlier.
            self.remember(|memory| memory.settle(now, unguessable, &new)).ok();
        }
    }

    pub(super) fn calendar(&self, catalog: Option<&Catalog>) -> Calendar {
        let (mut calendar, policy) = (self.calendar_of(catalog), &self.policy().policy);
        calendar.chosen = self.chosen().ok().flatten().filter(|_| !self.is_system_wide());
        let depends = policy.ring.is_some() || policy.approved.is_some();
        let known = depends.then(|| self.known_advisories()).flatten();
        // a variable of the user can name any database
        if let Some(known) = known.filter(|known| self.is_vouched_for(&known.stamp.url)) {
            let concerning = known.on(self.target());
            let in_use = calendar.chosen.clone().or_else(|| self.go_in_use());
            calendar.is_first = in_use.is_none();
            calendar.fixes = self.fixes_here(in_use.as_ref(), &calendar.releases, &concerning);
            for version in &calendar.releases {
                if let Some(advised) = concerning.first_published(version) {
                    calendar.told.entry(version.clone()).or_insert(Day::of(advised).into());
                }
            }
        }
        calendar
    }

    /// Without what depends on the vulnerability database, which another thread may be updating.
    fn calendar_of(&self, catalog: Option<&Catalog>) -> Calendar {
        let releases = catalog.map_or(&[][..], |catalog| &catalog.releases);
        // A variable of the user must not move the day, and all machines of an organization change together.
        let is_own = catalog.is_some_and(|catalog| self.policy().policy.feed.as_ref() == Some(&catalog.stamp.url));
        let listed = releases.iter().filter(|_| is_own);
        Calendar {
            today: Day::of(self.now()).into(),
            memory: Memory::read(self.home()),
            releases: releases.iter().map(|release| release.version.clone()).collect(),
            told: listed.filter_map(|release| Some((release.version.clone(), release.listed_on?.into()))).collect(),
            fixes: BTreeSet::new(),
            chosen: None,
            is_first: false,
        }
    }

    /// The security releases: each is the first of its line with the fix of a known vulnerability that the Go in use has;
    /// without a Go, of any. Those of other lines count only if its own line has none, so that a new line is no fix that
    /// cannot wait. What a change brought here as a fix of the Go in use at that time stays one.
    fn fixes_here(
        &self,
        in_use: Option<&Version>,
        releases: &[Version],
        concerning: &Concerning<'_>,
    ) -> BTreeSet<Version> {
        let none = Projects::default();
        let is_fix = |of: Option<&Version>, release: &Version| {
            let fixes = |of: &Version| concerning.fixes(of, release, &none).is_some_and(|(count, _)| count > 0);
            of.is_none_or(|of| release > of) && concerning.is_fix(release) && of.is_none_or(fixes)
        };
        let mut fixes: BTreeSet<_> = releases.iter().filter(|release| is_fix(in_use, release)).cloned().collect();
        if let Some(in_use) = in_use.filter(|in_use| fixes.iter().any(|fix| fix.same_line(in_use))) {
            fixes.retain(|fix| fix.same_line(in_use));
        }
        let changes = journal::newest_first(self.home()).into_iter().flatten().filter(JournalEntry::is_in_effect);
        for plan in changes.map(|change| change.plan) {
            let brought = plan.steps.iter().filter_map(|step| step.facts().brings);
            fixes.extend(brought.filter(|to| plan.from.as_ref().is_some_and(|of| is_fix(Some(of), to))).cloned());
        }
        fixes
    }

    /// Whether the Go team or the policy vouches for a vulnerability database. A variable of the user can name any.
    fn is_vouched_for(&self, database: &Url) -> bool {
        database.as_str() == OFFICIAL || self.policy().policy.vulnerabilities.as_ref() == Some(database)
    }
}
