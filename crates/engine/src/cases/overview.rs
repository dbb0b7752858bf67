//! The overview for the Home page and the tray. Never goes online.
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;

use super::advisories::ids_of_active;
use super::foreign_go::require_set_aside;
use super::policy::why_without_file;
use super::searched_places::searched_places;
use super::{Active, Engine, Feed, HistoryEntry, SearchedPlace, WhichTerminal, history};
use crate::base::report::{Code, Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::journal::{self, JournalEntry};
use crate::environment::{SearchFolder, Source, VariableScope};
use crate::guidance::assessment::{self, Assessment, Headline, Offer, Situation, SituationFacts};
use crate::guidance::watch::{Memory, NextCheck};
use crate::released::advisories::{Advisories, Concerning, KnownVulnerabilities, Projects};
use crate::released::catalog::{Catalog, Channel, Support, newest_out};
use crate::store::{self, Installed};
use crate::which_go::inventory::{self, Installation, Origin};
use crate::which_go::resolve::{self, Searched};

/// The content of the Home page.
#[answer(Clone, Debug, Serialize, Type)]
pub struct Overview {
    /// The most important thing for the user to know.
    pub situation: Situation,
    /// The sentence about it, as facts; `null` if the situation is not about releases.
    pub headline: Option<Headline>,
    /// The Go that a new terminal runs.
    pub active: Option<Active>,
    /// Why that Go works in no folder, or why it is unknown which Go it is; `null` if it works, or there is none.
    pub problem: Option<Problem>,
    /// Whether the offer, as the first Go, would be added to PATH.
    pub adds_to_path: bool,
    /// The toolchain that the switch selects.
    pub current: Option<Version>,
    /// The toolchains in Upgo's store, newest first.
    pub installed: Vec<Version>,
    /// The support of the Go that a new terminal runs.
    pub support: Option<Support>,
    /// The known vulnerabilities of the Go that a new terminal runs; `null` if the database was never fetched, or has
    /// no answer for it.
    pub vulnerabilities: Option<KnownVulnerabilities>,
    /// The newest known stable release.
    pub newest: Option<Version>,
    /// The release that the main button installs, even if there is no Go yet.
    pub offer: Option<Offer>,
    /// The smallest upgrade, if it is not the offer: the first release of the same line that fixes all known
    /// vulnerabilities, otherwise the newest release of that line.
    pub patch: Option<Offer>,
    /// The release that would be offered if the user had not skipped it.
    pub skipped: Option<Version>,
    /// The folders that a new terminal searches, in order.
    pub searched: Vec<SearchedFolder>,
    /// The places where Upgo looked for a Go, and what it found there. Empty if a terminal finds a Go.
    pub places: Vec<SearchedPlace>,
    /// The folders of Go installations in these places, which no terminal finds. Filled only if there is no other Go.
    pub elsewhere: Vec<PathBuf>,
    /// The number of versions that an import would bring. Counted only while Upgo has none.
    pub to_import: usize,
    /// The newest change that is in effect.
    pub last_change: Option<HistoryEntry>,
    /// The undo of the last switch, if it is possible and selects a Go.
    pub back: Option<Back>,
    /// The source of the release list, and its age.
    pub feed: Feed,
    /// The time of the next automatic check and the reason for that time, or why there is none.
    pub next_check: NextCheck,
    /// Why the last check failed; `null` if it succeeded, or there was none.
    pub check_problem: Option<Problem>,
    /// The end of a pause of notifications.
    pub paused_until: Option<Timestamp>,
    pub warnings: Vec<Problem>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SearchedFolder {
    pub folder: PathBuf,
    /// Whether it is Upgo's own.
    pub is_upgo: bool,
    /// Whose PATH contains it; `null` if unknown.
    pub source: Option<Source>,
    pub go: Option<SearchedGo>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct SearchedGo {
    /// Its version; `null` if it could not be read, or was not asked for.
    pub version: Option<Version>,
    pub origin: Origin,
}

/// A change whose undo returns to another Go.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Back {
    /// Its number, for `rollback`.
    pub id: u64,
    /// The version that the switch will select.
    pub version: Version,
}

/// The facts for both the overview and the list of versions.
#[derive(Default)]
pub(super) struct OverviewFacts {
    pub(super) searched: Vec<Searched>,
    pub(super) active: Option<resolve::RunningGo>,
    /// The Go of the other kind of terminal, a login or a window, if it is another one.
    pub(super) other: Option<resolve::RunningGo>,
    /// Why it is unknown which Go a new terminal runs, if none was found.
    pub(super) unsure: Option<Problem>,
    pub(super) installed: Vec<Installed>,
    pub(super) current: Option<Version>,
    /// The version that the switch names, even if its files are gone.
    pub(super) chosen: Option<Version>,
    pub(super) catalog: Option<Catalog>,
    pub(super) newest_out: Option<Version>,
    pub(super) advisories: Option<Advisories>,
    pub(super) projects: Projects,
    pub(super) other_is_worse: bool,
}

impl Engine {
    /// Stays offline. Reads files, and the machine's condition if a check is due; may ask a shell for its Go.
    pub fn overview(&self) -> Result<Overview> {
        let mut warnings = self.recover_and_warn();
        let seen = self.see()?;
        let concerning = self.concerning(&seen);
        warnings.extend(self.doubts(seen.catalog.as_ref(), concerning.as_ref()));
        warnings.extend(seen.advisories.as_ref().and_then(Advisories::dispute));
        let memory = Memory::read(self.home());
        let assessment = self.assess_on(&seen, concerning.as_ref(), &memory);
        let runs = seen.active_version();
        let headline = runs.and_then(|runs| Headline::of(&assessment, runs));
        warnings.extend(seen.catalog.as_ref().and_then(|catalog| why_without_file(&assessment, catalog)));
        let known = ids_of_active(&seen, concerning.as_ref());
        let next_check = self.next_check(&seen, &assessment, (&known, true), memory.clone(), || self.machine());
        let Assessment { situation, offer, patch, skipped, .. } = assessment;
        if situation == Situation::NotPermitted {
            warnings.retain(|warning| warning.code != Code::PolicyVersion); // the headline says it
        }
        if !matches!(situation, Situation::Shadowed { .. }) && !self.is_system_wide() {
            // before anything is downloaded in vain
            warnings.extend(offer.as_ref().and_then(|offer| self.foretold(&offer.version)));
        }
        let (last_change, back) = self.last_changes(&seen)?;
        let path = self.search_path(WhichTerminal::New);
        let is_first = seen.installed.is_empty() && !self.is_system_wide();
        let has_none = situation == Situation::NoGo;
        let (mut others, mut places) = (Vec::new(), Vec::new());
        if is_first || has_none {
            self.with_surroundings(|around| {
                // without starting any program that no terminal runs
                let on_path = seen.searched.iter().filter_map(|searched| Some(searched.go.clone()?.1));
                others = inventory::foreign(on_path.chain(inventory::in_usual_places(around)));
                if has_none {
                    places = searched_places(around, &seen.searched, &others);
                }
            });
        }
        Ok(Overview {
            problem: match seen.active {
                Some(_) => self.why_it_fails(&self.machine_in(WhichTerminal::New, None)?)?,
                None => seen.unsure.clone(),
            },
            adds_to_path: has_none && self.path_lacks_upgo(),
            to_import: if is_first { self.versions_to_import(&others) } else { 0 },
            elsewhere: if has_none { others.into_iter().map(|found| found.root).collect() } else { Vec::new() },
            situation,
            headline,
            support: seen.support(runs),
            vulnerabilities: self.vulnerabilities_of(&seen, runs),
            newest: seen.catalog.as_ref().and_then(Catalog::newest).map(|release| release.version.clone()),
            offer,
            patch,
            skipped,
            places,
            last_change,
            back,
            feed: self.feed(seen.catalog.as_ref()),
            next_check,
            check_problem: memory.check_problem,
            paused_until: memory.paused_until.filter(|until| *until > self.now()),
            warnings,
            active: self.describe_active(seen.active, seen.other),
            current: seen.current,
            installed: seen.installed.into_iter().map(|installed| installed.version).collect(),
            searched: seen.searched.into_iter().map(|searched| SearchedFolder::new(searched, &path)).collect(),
        })
    }

    pub(super) fn see(&self) -> Result<OverviewFacts> {
        let (searched, active) = self.searched_and_running();
        Ok(OverviewFacts { searched, ..self.see_with(active)? })
    }

    /// The release that is judged, or why there is none.
    pub fn judged_version(&self) -> Result<Version> {
        let seen = self.see_with(self.running_go())?;
        self.judged_release(&seen).cloned()
    }

    /// The release that is judged: see [`OverviewFacts::judged`]. Without one, the problem says why in the words of every
    /// command, with the way out: a new terminal finds no Go, or one that is no release, or it is unknown which one.
    pub(super) fn judged_release<'a>(&self, seen: &'a OverviewFacts) -> Result<&'a Version> {
        if let Some(version) = seen.active_version() {
            return Ok(version);
        }
        if let Some(running) = seen.judged() {
            let message = say!(GoNotJudged { folder: &*running.found.root });
            return Err(Problem::new(Code::VersionUnknown, message).with_next(Sentence::UseARelease));
        }
        let missing = |message: Statement, next: Statement| Problem::new(Code::GoMissing, message).with_next(next);
        Err(match (&seen.unsure, &seen.current) {
            (Some(unsure), _) => unsure.clone(),
            (None, Some(current)) => {
                let next = self.still_other(None).map(|warning| warning.next);
                let next = next.unwrap_or_else(|| Sentence::AddToPathAndOpen.into());
                missing(say!(SelectedButNone { to: current.as_str() }), next)
            }
            (None, None) => {
                let message = match &seen.chosen {
                    Some(gone) => say!(SelectedIsDamaged { to: gone.as_str() }),
                    None if seen.installed.is_empty() => Sentence::GoNotInstalled.into(),
                    None => Sentence::TerminalsFindNone.into(),
                };
                missing(message, say!(RunCommand { command: self.able()?.choose().command }))
            }
        })
    }

    /// For when the Go of a new terminal is known already. Without the searched folders.
    pub(super) fn see_with(&self, active: Option<resolve::RunningGo>) -> Result<OverviewFacts> {
        let installed = store::installed(self.home()).map_err(super::snapshot::disk)?;
        let catalog = self.known_catalog();
        let here = installed.iter().map(|installed| &installed.version);
        let active_version = active.as_ref().and_then(|active| active.found.version.as_ref());
        let newest_out = newest_out(catalog.as_ref(), here.chain(active_version));
        let seen = OverviewFacts {
            current: self.current()?,
            chosen: self.chosen()?,
            searched: Vec::new(),
            unsure: if active.is_none() { self.unsure_of_terminal() } else { None },
            other: self.running_otherwise(active.as_ref()),
            active,
            installed,
            catalog,
            newest_out,
            advisories: self.known_advisories(),
            projects: self.known_projects(),
            other_is_worse: false,
        };
        let other_is_worse = self.is_other_worse(&seen);
        Ok(OverviewFacts { other_is_worse, ..seen })
    }

    /// Whether the other kind of terminal runs a Go with more vulnerabilities, or one that is not permitted or older.
    fn is_other_worse(&self, seen: &OverviewFacts) -> bool {
        let concerning = self.concerning(seen);
        let worth = |go: &Option<resolve::RunningGo>| {
            let version = go.as_ref()?.found.version.as_ref()?;
            let is_permitted = self.policy().policy.permits_use(version).is_ok();
            let known = concerning.as_ref().and_then(|concerning| concerning.count(version)).unwrap_or(0);
            let is_supported = seen.support(Some(version)).is_none_or(|support| support.supported);
            Some((is_permitted, Reverse(known), is_supported, version.clone()))
        };
        worth(&seen.other).zip(worth(&seen.active)).is_some_and(|(other, own)| other < own)
    }

    pub(super) fn assess(&self, seen: &OverviewFacts, memory: &Memory) -> Assessment {
        self.assess_on(seen, self.concerning(seen).as_ref(), memory)
    }

    pub(super) fn assess_on(
        &self,
        seen: &OverviewFacts,
        concerning: Option<&Concerning<'_>>,
        memory: &Memory,
    ) -> Assessment {
        let is_system_wide = self.is_system_wide();
        let known = if memory.later.is_empty() { BTreeSet::new() } else { ids_of_active(seen, concerning) };
        assessment::assess(&SituationFacts {
            // The switch does not matter to a user who manages Go with the official installer.
            current: seen.current.as_ref().filter(|_| !is_system_wide),
            chosen: seen.chosen.as_ref().filter(|_| !is_system_wide),
            active: seen.judged(),
            is_chosen_at_startup: seen.unsure.is_some(),
            installed: &seen.installed,
            catalog: seen.catalog.as_ref(),
            newest_out: seen.newest_out.as_ref(),
            advisories: concerning,
            projects: &seen.projects,
            check_failed: memory.check_problem.is_some(),
            channel: if is_system_wide { Channel::Stable } else { self.settings().channels.widest() },
            suggest: self.suggest(),
            policy: &self.policy().policy,
            skipped: memory.skipped.as_ref(),
            postponed: memory.postponed(&known, self.now()),
            now: self.now(),
        })
    }

    /// The newest change that is in effect, and the undo of the last switch.
    fn last_changes(&self, seen: &OverviewFacts) -> Result<(Option<HistoryEntry>, Option<Back>)> {
        let mut in_effect =
            journal::newest_first(self.home()).map_err(super::snapshot::disk)?.filter(JournalEntry::stands).peekable();
        let last = in_effect.peek().cloned().map(|entry| history::described(self.home(), entry));
        let back = in_effect.find_map(|entry| {
            let back = seen.way_back(entry.id, entry.plan.switches()?); // a clean-up moves no switch
            Some(back.filter(|_| require_set_aside(&entry).is_ok()))
        });
        Ok((last, back.flatten()))
    }
}

impl OverviewFacts {
    /// What is judged: the Go that a new terminal runs; if logins and windows run different ones, the worse of the two.
    pub(super) fn judged(&self) -> Option<&resolve::RunningGo> {
        if self.other_is_worse { self.other.as_ref() } else { self.active.as_ref() }
    }

    pub(super) fn active_version(&self) -> Option<&Version> {
        self.judged()?.found.version.as_ref()
    }

    pub(super) fn support(&self, version: Option<&Version>) -> Option<Support> {
        Support::known(version?, self.catalog.as_ref(), self.newest_out.as_ref()?)
    }

    fn way_back(&self, id: u64, (from, to): (Option<&Version>, Option<&Version>)) -> Option<Back> {
        let from = from.filter(|from| self.installed.iter().any(|installed| installed.version == **from))?;
        (self.current.as_ref() == to).then(|| Back { id, version: from.clone() })
    }
}

impl SearchedFolder {
    fn new(Searched { folder, is_upgo, go }: Searched, path: &[SearchFolder]) -> Self {
        let source = path.iter().find(|entry| entry.folder == folder).map(|entry| match entry.scope {
            VariableScope::Machine => Source::Machine,
            VariableScope::User => Source::User,
            VariableScope::Terminal => Source::Process,
        });
        Self { folder, is_upgo, source, go: go.map(|(_, found)| SearchedGo::from(found)) }
    }
}

impl From<Installation> for SearchedGo {
    fn from(Installation { version, origin, .. }: Installation) -> Self {
        Self { version, origin }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_searched_folder_says_whose_path_it_is_in() {
        let entry = |folder: &str, scope| SearchFolder { folder: folder.into(), scope };
        let path = [
            entry("/machine", VariableScope::Machine),
            entry("/user", VariableScope::User),
            entry("/terminal", VariableScope::Terminal),
            entry("/machine", VariableScope::User),
        ];
        let source = |folder: &str| {
            let searched = Searched { folder: folder.into(), is_upgo: false, go: None };
            SearchedFolder::new(searched, &path).source
        };
        assert_eq!(source("/machine"), Some(Source::Machine));
        assert_eq!(source("/user"), Some(Source::User));
        assert_eq!(source("/terminal"), Some(Source::Process));
        assert_eq!(source("/elsewhere"), None);
    }
}
