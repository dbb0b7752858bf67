//! Known vulnerabilities: updated together with the release list, otherwise read from the cache.
use std::collections::BTreeSet;
use std::time::Instant;

use super::Engine;
use super::overview::OverviewFacts;
use crate::base::report::{Cancel, Code, Problem};
use crate::base::version::Version;
use crate::released::advisories::{Advisories, Concerning, KnownVulnerabilities, VulnerabilityDatabase};
use crate::released::catalog::{Catalog, MAX_AGE};

/// The facts about vulnerabilities that a list of releases shows for each release.
#[derive(Default)]
pub struct Marks<'a> {
    concerning: Option<Concerning<'a>>,
    /// The smallest upgrade from the Go that a new terminal runs that fixes all known vulnerabilities.
    pub(super) smallest_fix: Option<Version>,
}

impl<'a> Marks<'a> {
    /// `runs` is the Go that a new terminal runs.
    pub fn new(concerning: Option<Concerning<'a>>, runs: Option<&Version>, catalog: Option<&Catalog>) -> Self {
        let fixed_by = concerning.as_ref().zip(runs).and_then(|(concerning, runs)| concerning.fixed_by(runs, catalog));
        Self { smallest_fix: fixed_by.and_then(|fixed_by| fixed_by.patch), concerning }
    }

    /// `None` if unknown.
    pub(super) fn count(&self, version: &Version) -> Option<u32> {
        self.concerning.as_ref()?.count(version)
    }
}

impl Engine {
    /// The cached vulnerability database, without the network; `None` if it was never fetched.
    pub(crate) fn known_advisories(&self) -> Option<Advisories> {
        self.vulnerability_database()?.cached(self.now(), MAX_AGE)
    }

    /// Updates the vulnerability database. If it is not reachable, returns the cached copy with the problem.
    pub(super) fn ask_advisories(&self, cancel: &Cancel) -> (Option<Advisories>, Option<Problem>) {
        let Some(database) = self.vulnerability_database() else { return (None, None) };
        let begun = Instant::now();
        // A network in which only a GOPROXY answered the last time hardly reaches this database.
        let is_blocked =
            self.site.known_catalog().is_some_and(|known| !self.sources.feeds().contains(&known.stamp.url));
        let brief = is_blocked.then(|| self.http.brief());
        let http = brief.as_ref().unwrap_or(&self.http);
        let (known, problem) = database.refresh_or_cached(http, self.now(), cancel);
        self.note_vulnerabilities(problem.as_ref(), begun.elapsed());
        (known, problem.filter(|problem| problem.code != Code::Cancelled))
    }

    pub(super) fn asks_advisories(&self) -> bool {
        self.vulnerabilities.is_some()
    }

    pub(super) fn vulnerabilities_of(
        &self,
        seen: &OverviewFacts,
        version: Option<&Version>,
    ) -> Option<KnownVulnerabilities> {
        let known = seen.advisories.as_ref()?.on(self.target()).known(version?, seen.catalog.as_ref())?;
        Some(seen.projects.mark(known))
    }

    pub(super) fn concerning<'a>(&'a self, seen: &'a OverviewFacts) -> Option<Concerning<'a>> {
        seen.advisories.as_ref().map(|advisories| advisories.on(self.target()))
    }

    pub(super) fn known_of_active(&self, seen: &OverviewFacts) -> BTreeSet<String> {
        ids_of_active(seen, self.concerning(seen).as_ref())
    }

    pub(super) fn marks<'a>(&'a self, seen: &'a OverviewFacts) -> Marks<'a> {
        Marks::new(self.concerning(seen), seen.active_version(), seen.catalog.as_ref())
    }

    fn vulnerability_database(&self) -> Option<VulnerabilityDatabase<'_>> {
        // The home of another account gets no files of this account.
        let keep = self.own_home().is_ok();
        self.vulnerabilities.as_ref().map(|url| VulnerabilityDatabase { home: &self.home, url, keep })
    }
}

pub(super) fn ids_of_active(seen: &OverviewFacts, concerning: Option<&Concerning<'_>>) -> BTreeSet<String> {
    let ids = || concerning?.ids(seen.active_version()?);
    ids().into_iter().flatten().map(str::to_owned).collect()
}
