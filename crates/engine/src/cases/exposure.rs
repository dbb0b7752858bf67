//! How long this machine has run a Go whose security fix was out.
use super::Engine;
use super::overview::OverviewFacts;
use crate::base::version::Version;
use crate::change::journal::{self, JournalEntry, Outcome};
use crate::guidance::exposure::{Exposure, ExposureFacts, RanGo, RanGos};
use crate::guidance::watch::Memory;
use crate::released::advisories::Concerning;

/// Only the newest ones: a command must not read a history of years.
pub(super) const MOST_CHANGES: usize = 100;

impl Engine {
    /// From the history, the dates of releases and the advisories. `None` if there is none, or nothing is known.
    pub(super) fn exposure(&self, seen: &OverviewFacts, concerning: Option<&Concerning<'_>>) -> Option<Exposure> {
        let (in_use, advisories) = (seen.active_version()?, concerning?);
        let releases: Vec<_> = seen.catalog.as_ref()?.releases.iter().map(|release| release.version.clone()).collect();
        let memory = Memory::read(self.home());
        let ran = &self.ran(memory.ran.clone(), in_use).lines;
        let first_seen = &|version: &_| memory.seen.get(version).copied();
        ExposureFacts { in_use, ran, releases: &releases, advisories, first_seen, now: self.now() }.exposure()
    }

    /// What new terminals ran until `in_use`, after what is remembered.
    fn ran(&self, mut ran: RanGos, in_use: &Version) -> RanGos {
        let (known, now) = (ran.change, self.now());
        let newest = journal::newest_first(self.home()).into_iter().flatten();
        let mut new: Vec<_> = newest.take_while(|entry| entry.id > known).take(MOST_CHANGES).collect();
        new.reverse();
        for entry in new.iter().take_while(|entry| entry.seal.is_some()) {
            ran.change = entry.id;
            if let Some(change) = go_change(entry) {
                ran.add(change, now);
            }
        }
        ran.add(RanGo { at: Some(now), go: Some(in_use.clone()), by_upgo: false }, now);
        ran
    }

    /// A failure to write is ignored.
    pub(super) fn remember_ran(&self, in_use: Option<&Version>) {
        let Some(in_use) = in_use.filter(|_| self.home().root().is_dir()) else { return };
        let ran = self.ran(Memory::read(self.home()).ran, in_use);
        self.remember(|memory| memory.ran = ran).ok();
    }
}

/// The change of the Go in use that an entry of the history made, even if it was undone later.
pub(super) fn go_change(entry: &JournalEntry) -> Option<RanGo> {
    let seal = entry.seal.as_ref().filter(|seal| seal.in_effect || seal.outcome == Outcome::Undone)?;
    if !entry.plan.has_hooks_around() {
        return None;
    }
    let go = entry.plan.switches().map_or(entry.plan.to.as_ref(), |(_, to)| to).cloned();
    Some(RanGo { at: Some(seal.at), go, by_upgo: true })
}
