//! `whatsnew`: what an upgrade from one release to another brings. Never goes online.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::overview::OverviewFacts;
use super::{Engine, Feed, WhichTerminal};
use crate::base::bounded;
use crate::base::digest::Sha256;
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::version::Version;
use crate::change::plan::{Action, Plan};
use crate::guidance::watch::Memory;
use crate::guidance::whats_new::{
    self, FixesNews, NewSetting, ProjectFacts, ProjectNews, ReleaseNews, SummaryFacts, TableOf, UnknownDefaults,
    WhatsNewSummary,
};
use crate::net::http::HttpError;
use crate::projects::in_parallel;
use crate::released::catalog::{Catalog, ReleaseRequest, newest_out};
use crate::store;
use crate::store::unpack::{Format, read_one};
use crate::which_go::inventory;
use crate::which_go::toolchain::{
    DebugProgram, GodebugLines, GodebugTable, UnreadLines, answer, cached_toolchain, debug_programs, godebugs_in,
};

/// In bytes. Go 1.27's has 7,000.
const TABLE: u64 = 1 << 20;

#[derive(Clone, Debug, Default)]
pub struct WhatsNewRequest {
    /// Without one, the Go that a new terminal runs.
    pub from: Option<ReleaseRequest>,
    /// Without one, the release that Upgo offers.
    pub to: Option<ReleaseRequest>,
    /// Without any, those in the settings.
    pub projects: Vec<PathBuf>,
}

/// What an upgrade brings.
#[answer(Clone, Debug, Serialize, JsonSchema, Type)]
pub struct WhatsNewReport {
    /// The version before the upgrade.
    pub from: Version,
    pub to: Version,
    /// The report in a few lines.
    pub summary: WhatsNewSummary,
    /// The releases after the old version up to the new one, newest first. Only the new one may be a pre-release.
    pub releases: Vec<ReleaseNews>,
    /// The vulnerabilities that the upgrade fixes; `null` if the database was never fetched, or has no answer.
    pub fixes: Option<FixesNews>,
    /// What the upgrade means for each project, the most important first.
    pub projects: Vec<ProjectNews>,
    /// The settings that the new Go has and the old one lacks, and that no `go` line decides.
    pub new_settings: Vec<NewSetting>,
    /// The versions whose GODEBUG defaults are unknown here.
    pub unknown_defaults: Vec<UnknownDefaults>,
    /// The source of the release list, and its age.
    pub feed: Feed,
    pub warnings: Vec<Problem>,
}

struct SeenProject {
    asked: PathBuf,
    /// The folder of its module, if it has one.
    folder: PathBuf,
    lines: Result<GodebugLines, UnreadLines>,
    /// The names of the Go that builds it before and after the upgrade, or why none does.
    builds: [Result<String, String>; 2],
    programs: Vec<DebugProgram>,
    /// Trees that may be those of the Go that builds it.
    trees: Vec<PathBuf>,
}

/// `None` for a table that is not found here.
type Tables = BTreeMap<Version, Option<GodebugTable>>;

impl Engine {
    /// Reads files only: nothing is executed or built, and the network is not used.
    pub fn whats_new(&self, request: &WhatsNewRequest, cancel: &Cancel) -> Result<WhatsNewReport> {
        let mut warnings = self.recover_and_warn();
        let seen = self.see()?;
        let from = self.upgrade_from(request.from.as_ref(), &seen)?;
        let to = self.upgrade_to(request.to.as_ref(), &from, &seen, &mut warnings)?;
        let folders = if request.projects.is_empty() { &self.settings().projects } else { &request.projects };
        let projects = self.see_projects(&self.modules_in(folders, cancel)?, [&from, &to], cancel)?;
        let tables = self.tables(&seen, &projects, [&from, &to], cancel)?;

        let concerning = seen.advisories.as_ref().map(|advisories| advisories.on(self.target()));
        let releases = whats_new::releases(&from, &to, seen.catalog.as_ref(), concerning.as_ref());
        let fixes = seen.advisories.as_ref().and_then(|advisories| {
            whats_new::fixes(&from, &to, self.target(), advisories, seen.catalog.as_ref(), &seen.projects)
        });
        let new_settings = match (table(&tables, &from), table(&tables, &to)) {
            (Some(before), Some(after)) => whats_new::new_settings(before, after),
            _ => Vec::new(),
        };
        let unknown = BTreeSet::from([&from, &to]);
        let unknown = unknown.into_iter().filter(|version| table(&tables, version).is_none());
        let unknown_defaults: Vec<_> = unknown
            .map(|version| UnknownDefaults { version: version.clone(), says: whats_new::unknown(version) })
            .collect();
        let mut projects: Vec<ProjectNews> = projects
            .into_iter()
            .map(|project| {
                let fixes = fixes.as_ref().and_then(|fixes| used_by(&project.asked, fixes, &seen));
                project.news(&tables, fixes)
            })
            .collect();
        projects.sort_by(|one, other| (one.outlook, &one.folder).cmp(&(other.outlook, &other.folder)));
        let summary = whats_new::summary(SummaryFacts {
            from: &from,
            to: &to,
            releases: &releases,
            fixes: fixes.as_ref(),
            projects: &projects,
            unknown: &unknown_defaults,
        });
        let feed = self.feed(seen.catalog.as_ref());
        Ok(WhatsNewReport {
            from,
            to,
            summary,
            releases,
            fixes,
            projects,
            new_settings,
            unknown_defaults,
            feed,
            warnings,
        })
    }

    /// What the plan of an upgrade brings, in a few lines. `None` for another plan, and if that is unknown.
    pub fn whats_new_in(&self, plan: &Plan, cancel: &Cancel) -> Option<WhatsNewSummary> {
        let to = plan.to.clone().filter(|_| matches!(plan.action, Action::Upgrade | Action::SystemInstall))?;
        let from = plan.from.clone().map(ReleaseRequest::Exact);
        let request = WhatsNewRequest { from, to: Some(ReleaseRequest::Exact(to)), projects: Vec::new() };
        let report = self.whats_new(&request, cancel).ok()?;
        (report.from < report.to).then_some(report.summary)
    }

    fn upgrade_from(&self, asked: Option<&ReleaseRequest>, seen: &OverviewFacts) -> Result<Version> {
        let Some(asked) = asked else {
            return self.judged_release(seen).or_else(|none| seen.current.as_ref().ok_or(none)).cloned();
        };
        let installed = seen.installed.iter().map(|installed| &installed.version);
        let here = asked.pick(installed).cloned();
        here.map_or_else(|| published(asked, seen.catalog.as_ref()), Ok)
    }

    /// By default, the release that Upgo offers, even if the user skips it. If there is none, `from`.
    fn upgrade_to(
        &self,
        asked: Option<&ReleaseRequest>,
        from: &Version,
        seen: &OverviewFacts,
        warnings: &mut Vec<Problem>,
    ) -> Result<Version> {
        let to = if let Some(asked) = asked {
            published(asked, seen.catalog.as_ref())?
        } else {
            let assessment = self.assess(seen, &Memory::read(self.home()));
            warnings.extend(seen.catalog.iter().flat_map(|catalog| self.why_not_newer(&assessment, catalog)));
            let offered = assessment.offer.map(|offer| offer.version).or(assessment.skipped);
            let newest = || newest_out(seen.catalog.as_ref(), [from]).filter(|_| seen.catalog.is_none());
            offered.filter(|offered| offered > from).or_else(newest).unwrap_or_else(|| from.clone())
        };
        if to < *from {
            let what = say!(OlderThan { to: to.as_str(), from: from.as_str() });
            let next = say!(WhatsnewReversed { to: to.number(), from: from.number() });
            return Err(Problem::new(Code::Usage, what).with_next(next));
        }
        Ok(to)
    }

    fn see_projects(&self, folders: &[PathBuf], both: [&Version; 2], cancel: &Cancel) -> Result<Vec<SeenProject>> {
        let see = |chunk: &[PathBuf]| chunk.iter().map(|folder| self.see_project(folder, both, cancel)).collect();
        in_parallel(folders, see).into_iter().collect()
    }

    fn see_project(&self, folder: &Path, both: [&Version; 2], cancel: &Cancel) -> Result<SeenProject> {
        cancel.check().map_err(HttpError::from)?;
        let asked = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let machine = self.machine_in(WhichTerminal::New, Some(asked.clone()))?;
        let answer = answer(&machine);
        let builds = both.map(|version| answer.chosen_by(&machine, version).map_err(|refusal| refusal.to_string()));
        let lines = GodebugLines::read(&machine, &answer.project, both[1]);
        let root = answer.project.module.as_ref().and_then(|module| module.path.parent());
        let programs = match root.filter(|_| lines.is_ok() && builds[0] != builds[1]) {
            Some(root) => debug_programs(root, cancel).map_err(HttpError::from)?,
            None => Vec::new(),
        };
        let go = answer.go.as_ref().and_then(|go| go.root.as_deref());
        let names = builds.iter().flatten();
        let cached = names.filter_map(|name| cached_toolchain(&machine, &answer.settings, go, name));
        let runs = answer.toolchain.as_ref().and_then(|toolchain| toolchain.root.clone());
        let trees = runs.into_iter().chain(cached).collect();
        let folder = root.unwrap_or(&asked).to_owned();
        Ok(SeenProject { asked, folder, lines, builds, programs, trees })
    }

    /// The tables of both versions, and of those that the projects choose themselves.
    fn tables(
        &self,
        seen: &OverviewFacts,
        projects: &[SeenProject],
        both: [&Version; 2],
        cancel: &Cancel,
    ) -> Result<Tables> {
        let chosen = projects.iter().flat_map(|project| &project.builds).flatten();
        let chosen = chosen.filter_map(|name| Version::from_toolchain(name).ok());
        let wanted: BTreeSet<Version> = both.into_iter().cloned().chain(chosen).collect();
        let mut tables = Tables::new();
        for version in wanted {
            cancel.check().map_err(HttpError::from)?;
            let table = GodebugTable::before_tables(&version)
                .or_else(|| self.table_in_trees(&version, seen, projects))
                .or_else(|| self.table_in_archive(&version, seen, cancel));
            tables.insert(version, table);
        }
        Ok(tables)
    }

    /// The table in a tree of the version on this machine.
    fn table_in_trees(
        &self,
        version: &Version,
        seen: &OverviewFacts,
        projects: &[SeenProject],
    ) -> Option<GodebugTable> {
        let own = self.home().toolchain(version);
        let active = seen.active.as_ref().map(|active| active.found.root.clone());
        let of_projects = projects.iter().flat_map(|project| &project.trees).cloned();
        let near = [own].into_iter().chain(active).chain(of_projects);
        let is_same = |root: &PathBuf| store::read_version(root).as_ref() == Some(version);
        near.filter(is_same).find_map(|root| table_of_tree(&root)).or_else(|| {
            let elsewhere = self.with_surroundings(inventory::in_usual_places);
            let same = elsewhere.into_iter().filter(|found| found.version.as_ref() == Some(version));
            same.map(|found| found.root).find_map(|root| table_of_tree(&root))
        })
    }

    /// The table in the archive in the cache, if that is the published one.
    fn table_in_archive(&self, version: &Version, seen: &OverviewFacts, cancel: &Cancel) -> Option<GodebugTable> {
        let archive = seen.catalog.as_ref()?.find(version)?.archive.as_ref()?;
        let file = self.home().cache().join(&archive.filename);
        let expected = archive.sha256.filter(|_| file.is_file())?;
        let is_published = Sha256::of_file(&file).is_ok_and(|digest| digest == expected);
        let format = Format::of(&archive.filename).filter(|_| is_published)?;
        let bytes = read_one(format, &file, "src/internal/godebugs/table.go", TABLE, cancel)?;
        GodebugTable::parse(&String::from_utf8_lossy(&bytes))
    }
}

/// The release that a user names: an exact one need not be in the list.
pub(super) fn published(asked: &ReleaseRequest, catalog: Option<&Catalog>) -> Result<Version> {
    if let ReleaseRequest::Exact(version) = asked {
        return Ok(version.clone());
    }
    let listed = catalog.and_then(|catalog| catalog.resolve(asked));
    let unknown = || Problem::new(Code::VersionUnknown, say!(NoKnownRelease { wanted: asked.to_string() }));
    listed.map(|release| release.version.clone()).ok_or_else(unknown)
}

impl SeenProject {
    fn news(self, tables: &Tables, fixes: Option<u32>) -> ProjectNews {
        let Self { folder, lines, builds: [before, after], programs, .. } = self;
        let of = |name: &Result<String, String>| table(tables, &Version::from_toolchain(name.as_ref().ok()?).ok()?);
        let tables = (of(&before), of(&after));
        whats_new::news_of(ProjectFacts { folder, lines, before, after, tables, programs, fixes })
    }
}

fn table<'a>(tables: &'a Tables, version: &Version) -> Option<TableOf<'a>> {
    let (version, table) = tables.get_key_value(version)?;
    Some(TableOf { version, table: table.as_ref()? })
}

fn table_of_tree(root: &Path) -> Option<GodebugTable> {
    GodebugTable::parse(&bounded::read_text(&godebugs_in(root), TABLE).ok()?)
}

/// How many of the fixed vulnerabilities are in packages that the project imports; `None` if its imports are unknown.
fn used_by(folder: &Path, fixes: &FixesNews, seen: &OverviewFacts) -> Option<u32> {
    let is_known = seen.projects.0.iter().any(|project| project.folder == folder);
    let used = fixes.vulnerabilities.iter().filter(|one| one.used_by.iter().any(|user| user == folder));
    u32::try_from(used.count()).ok().filter(|_| is_known)
}
