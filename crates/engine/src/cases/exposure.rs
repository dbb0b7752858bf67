//! How long this machine has run a Go whose security fix was out.
use super::Engine;
use super::overview::OverviewFacts;
use crate::change::journal::{self, JournalEntry, Outcome};
use crate::guidance::exposure::{Exposure, ExposureFacts, GoChange};
use crate::guidance::watch::Memory;
use crate::released::advisories::Concerning;

/// Only the newest ones: a command must not read a history of years.
pub(super) const MOST_CHANGES: usize = 100;

impl Engine {
    /// From the history, the dates of releases and the advisories. `None` if there is none, or nothing is known.
    pub(super) fn exposure(&self, seen: &OverviewFacts, concerning: Option<&Concerning<'_>>) -> Option<Exposure> {
        let (in_use, advisories) = (seen.active_version()?, concerning?);
        let releases: Vec<_> = seen.catalog.as_ref()?.releases.iter().map(|release| release.version.clone()).collect();
        let newest = journal::newest_first(self.home()).ok()?.take(MOST_CHANGES);
        let changes: Vec<GoChange> = newest.filter_map(|entry| go_change(&entry)).collect();
        let memory = Memory::read(self.home());
        let first_seen = &|version: &_| memory.seen.get(version).copied();
        ExposureFacts { in_use, changes: &changes, releases: &releases, advisories, first_seen, now: self.now() }
            .exposure()
    }
}

/// The change of the Go in use that an entry of the history made, even if it was undone later.
pub(super) fn go_change(entry: &JournalEntry) -> Option<GoChange> {
    let seal = entry.seal.as_ref().filter(|seal| seal.in_effect || seal.outcome == Outcome::Undone)?;
    if !entry.plan.has_hooks_around() {
        return None;
    }
    let (from, to) = match entry.plan.switches() {
        Some((from, to)) => (from.cloned(), to.cloned()),
        None => (entry.plan.from.clone(), entry.plan.to.clone()),
    };
    Some(GoChange { at: seal.at, from, to })
}
