//! Reading the facts that plans are made from.
use std::collections::BTreeSet;
use std::thread;
use std::time::Instant;

use super::{Engine, WhichTerminal};
use crate::base::module;
use crate::base::report::{Cancel, Claim, Code, Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Sentence, Value};
use crate::change::journal;
use crate::change::plan::{Damaged, PathSituation, PlanError, Snapshot};
use crate::change::site::NO_MODIFY_PATH;
use crate::environment::{self, Change, EnvironmentError, PathEdit};
use crate::machine::platform;
use crate::released::advisories::{Advisories, Concerning};
use crate::released::catalog;
use crate::released::catalog::{Catalog, Feeds, Modules, ReleaseRequest, Stamp};
use crate::store;
use crate::store::activate;
use crate::store::{Installed, Receipt};

pub(super) struct Refreshed {
    /// If the list could not be fetched, the cached releases and the problem.
    pub(super) catalog: Result<(Catalog, Option<Problem>)>,
    /// `None` if the database was never fetched.
    pub(super) advisories: Option<Advisories>,
    pub(super) unheard: Option<Problem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asker {
    /// A command, or a button of the window. Its failure does not delay the next automatic check.
    User,
    Schedule,
}

pub(super) struct Planning {
    pub(super) cancel: Cancel,
    pub(super) warnings: Vec<Problem>,
    /// `None` until the network was asked.
    pub(super) asked: Option<Catalog>,
}

impl Planning {
    pub(super) fn new(cancel: &Cancel) -> Self {
        Self { cancel: cancel.clone(), warnings: Vec::new(), asked: None }
    }

    /// Keeps the warnings. Returns the rest of the answer.
    pub(super) fn told<T>(&mut self, (answer, warnings): (T, impl IntoIterator<Item = Problem>)) -> T {
        self.warnings.extend(warnings);
        answer
    }
}

impl Engine {
    /// `catalog` has the known releases.
    pub fn look(&self, catalog: Option<Catalog>) -> Result<Snapshot> {
        let seen = self.look_at(store::installed(&self.home).map_err(disk)?, catalog)?;
        let others = seen
            .installed
            .iter()
            .map(|installed| &installed.version)
            .filter(|other| seen.current.as_ref() != Some(other));
        let tried = journal::tried(&self.home, others.collect()).map_err(disk)?;
        let mut damaged = seen.damaged;
        for Damaged { installed, files, .. } in &mut damaged {
            installed.receipt = Receipt::read(&self.home, &installed.version);
            *files = self.damage(&installed.version, &Cancel::default()).ok().flatten();
        }
        Ok(Snapshot { damaged, tried, ..seen })
    }

    /// The facts for a plan that only switches to an installed toolchain. Reads no receipts, and little of the history.
    pub(super) fn look_to_use(&self, wanted: &ReleaseRequest) -> Result<(Snapshot, Version)> {
        let seen = self.look_at(store::without_receipts(&self.home).map_err(disk)?, None)?;
        let version = pick_installed(&seen, wanted)?;
        let other = Some(&version).filter(|version| seen.current.as_ref() != Some(version));
        let tried = journal::tried(&self.home, other.into_iter().collect()).map_err(disk)?;
        Ok((Snapshot { tried, ..seen }, version))
    }

    fn look_at(&self, installed: Vec<Installed>, catalog: Option<Catalog>) -> Result<Snapshot> {
        let is_published = |version: &&Version| activate::is_published(&self.home, version);
        let damaged: Vec<Damaged> = store::damaged(&self.home)
            .map_err(disk)?
            .into_iter()
            .map(|version| {
                let root = self.home.toolchain(&version);
                Damaged { is_folder: root.is_dir(), installed: Installed { version, root, receipt: None }, files: None }
            })
            .collect();
        let known = installed.iter().chain(damaged.iter().map(|damaged| &damaged.installed));
        let published = known.map(|known| &known.version).filter(is_published).cloned().collect();
        let current = self.selected()?;
        // A plan needs what a terminal runs only if nothing is current.
        let active = if current.is_none() { self.running_go().and_then(|active| active.found.version) } else { None };
        Ok(Snapshot {
            target: self.target().clone(),
            system: self.system().cloned(),
            current,
            active,
            installed,
            damaged,
            published,
            tried: BTreeSet::new(),
            sources: self.sources.bytes(),
            modules: self.module_folders(),
            path: self.path_situation().unwrap_or_default(),
            everybody: self.system_situation(),
            catalog,
        })
    }

    /// If the release list is not reachable, returns the cached one with the problem. Updates the vulnerability
    /// database at the same time, but a failure there makes no plan less certain and is not reported.
    pub(crate) fn ask_catalog(&self, cancel: &Cancel) -> Result<(Catalog, Vec<Problem>)> {
        self.told_by(Refreshed { unheard: None, ..self.ask(cancel, Asker::User) })
    }

    /// For callers that report news: also reports that the vulnerability database could not be updated.
    pub(super) fn ask_for_news(&self, cancel: &Cancel, by: Asker) -> Result<(Catalog, Vec<Problem>)> {
        self.told_by(self.ask(cancel, by))
    }

    fn told_by(&self, asked: Refreshed) -> Result<(Catalog, Vec<Problem>)> {
        let (catalog, problem) = asked.catalog?;
        let problem = problem.map(|problem| match problem.code.claim() {
            Claim::Dependents => Problem { means: Sentence::LastListIsUsed.into(), ..problem },
            _ => problem,
        });
        let concerning = asked.advisories.as_ref().map(|advisories| advisories.on(self.target()));
        let doubts = self.doubts(Some(&catalog), concerning.as_ref());
        // Without a network one warning is enough.
        let is_new = |unheard: &Problem| problem.as_ref().is_none_or(|problem| problem.code != unheard.code);
        let unheard = asked.unheard.filter(is_new);
        Ok((catalog, problem.into_iter().chain(unheard).chain(doubts).collect()))
    }

    /// The warnings about the release list. The official one lacks a fix that the vulnerability database names, or has
    /// releases that cannot exist; one of the user's own lacks what it named before.
    pub(super) fn doubts(&self, catalog: Option<&Catalog>, concerning: Option<&Concerning<'_>>) -> Vec<Problem> {
        let Some(catalog) = catalog else { return Vec::new() };
        if !self.sources.is_official() {
            return withdrawn(catalog).into_iter().collect();
        }
        let lacks = |fix: Version| say!(FixNotListed { fix: fix.as_str() });
        let fix = concerning.and_then(|concerning| concerning.unlisted_fix(catalog));
        let held_back = fix.map(|fix| Problem::new(Code::NetFeedOlder, lacks(fix)));
        held_back.into_iter().chain(impossible(catalog)).collect()
    }

    pub(super) fn ask(&self, cancel: &Cancel, by: Asker) -> Refreshed {
        let (catalog, (advisories, unheard)) = thread::scope(|scope| {
            let advisories = scope.spawn(|| self.ask_advisories(cancel));
            (self.ask_feeds(cancel), advisories.join().unwrap_or_default())
        });
        // Whether a release is a fix that need not wait depends on what the other thread has just stored.
        let catalog = catalog.map(|(catalog, problem)| (self.for_store(catalog), problem));
        self.remember_asked(
            by,
            Some(answered(&catalog)),
            self.asks_advisories().then(|| unheard.as_ref().map_or(Ok(()), Err)),
        );
        Refreshed { catalog, advisories, unheard }
    }

    /// For the background check.
    pub(super) fn ask_releases(&self, cancel: &Cancel) -> Result<()> {
        let catalog = self.ask_feeds(cancel);
        self.remember_asked(Asker::Schedule, Some(answered(&catalog)), None);
        answered(&catalog).map_err(Clone::clone)
    }

    /// The catalogue has no marks of the policy.
    fn ask_feeds(&self, cancel: &Cancel) -> Result<(Catalog, Option<Problem>)> {
        let (folders, http) = (self.module_folders(), self.http_for_modules());
        let modules = Some(Modules { folders: &folders, proxy: &self.goproxy(), http: &http });
        let feeds = Feeds { modules, ..self.feeds() };
        let (known, begun) = (self.site.known_catalog(), Instant::now());
        let answer = feeds.refresh_or_cached(&self.http, self.now(), cancel).map_err(Problem::from);
        self.note_releases(known.as_ref(), &answer, begun.elapsed());
        if let Ok((catalog, _)) = &answer {
            self.remember_new(catalog);
        }
        answer
    }

    /// The cached catalogue if it answers the request, otherwise a new one; that of the bundle if one is open.
    pub(crate) fn catalog_for(&self, request: &ReleaseRequest, cancel: &Cancel) -> Result<(Catalog, Vec<Problem>)> {
        match self.catalog_here(request)? {
            Some(catalog) => Ok((catalog, Vec::new())),
            None => self.with_module(request, self.ask_catalog(cancel)),
        }
    }

    /// Asks the network only once for a plan, however many releases it is about.
    pub(super) fn catalog_of_plan(&self, request: &ReleaseRequest, planning: &mut Planning) -> Result<Catalog> {
        if let Some(catalog) = planning.asked.clone() {
            return Ok(self.with_module(request, Ok((catalog, Vec::new())))?.0);
        }
        if let Some(catalog) = self.catalog_here(request)? {
            return Ok(catalog);
        }
        let catalog = planning.told(self.with_module(request, self.ask_catalog(&planning.cancel))?);
        planning.asked = Some(catalog.clone());
        Ok(catalog)
    }

    /// If no feed answered, a GOPROXY need not list an exact version, as for `go`: whether that exists, its record in the
    /// checksum database says.
    pub(super) fn with_module(
        &self,
        request: &ReleaseRequest,
        asked: Result<(Catalog, Vec<Problem>)>,
    ) -> Result<(Catalog, Vec<Problem>)> {
        let ReleaseRequest::Exact(version) = request else { return asked };
        let folder = self.module_folders().into_iter().next().filter(|_| module::is_published(version));
        let Some(folder) = folder else { return asked };
        let is_sure = |Catalog { stamp, .. }: &Catalog| !stamp.stale && self.sources.feeds().contains(&stamp.url);
        let (known, warnings) = match asked {
            Ok((known, warnings)) if is_sure(&known) || known.find(version).is_some() => return Ok((known, warnings)),
            Ok(answer) => answer,
            Err(problem) if problem.code.exit() == Code::NetOffline.exit() => {
                let stamp = Stamp { url: folder, fetched_at: self.now(), stale: true };
                let means = Sentence::Nothing.into();
                (Catalog::new(self.target().clone(), Vec::new(), stamp), vec![Problem { means, ..problem }])
            }
            Err(problem) => return Err(problem),
        };
        Ok((self.for_store(known.with_module(version)), warnings))
    }

    /// The catalogue that answers the request without the network.
    fn catalog_here(&self, request: &ReleaseRequest) -> Result<Option<Catalog>> {
        if let Some(bundle) = self.sources.bundle() {
            return self.bundle_catalog(bundle).map(Some);
        }
        let known = self.known_catalog().filter(|_| matches!(request, ReleaseRequest::Exact(_)));
        Ok(known.filter(|catalog| catalog.resolve(request).is_some()))
    }

    /// The warning that PATH cannot be edited although it should be. The change continues without that.
    pub(super) fn path_problem(&self) -> Option<Problem> {
        let refused = || self.path_situation().err().map(Problem::from);
        let problem = if self.modifies_path() { refused() } else { Some(self.may_not_change_path()) };
        // The user may have added it.
        let is_searched = || self.search_path(WhichTerminal::New).iter().any(|one| one.folder == self.home.bin());
        problem.filter(|_| !is_searched())
    }

    /// Refuses a change that only edits PATH if new terminals do not search Upgo's folder and Upgo cannot add it.
    pub(super) fn require_path(&self) -> Result<()> {
        self.path_problem().map_or(Ok(()), Err)
    }

    /// The problem that PATH is left to the user, with the reason.
    pub(super) fn may_not_change_path(&self) -> Problem {
        let why = if self.is_set(NO_MODIFY_PATH) {
            say!(PathByVariable { variable: NO_MODIFY_PATH })
        } else if self.policy().managed("modify-path").is_some() {
            Sentence::PathByPolicy.into()
        } else {
            Sentence::PathBySetting.into()
        };
        Problem::new(Code::PathRefused, Sentence::PathNotAllowed).with_next(why)
    }

    /// Whether Upgo's folder is not first on PATH, and Upgo may put it there.
    pub(super) fn path_lacks_upgo(&self) -> bool {
        self.path_situation().is_ok_and(|situation| situation.go.is_some())
    }

    /// The edit by which Upgo's line is read after those that put another Go first in a new terminal.
    pub(super) fn line_last(&self) -> Option<Change> {
        let running = self.running_go();
        let other = self.running_otherwise(running.as_ref());
        let mut both = running.iter().chain(&other);
        let is_overtaken = self.modifies_path() && both.any(|go| !go.is_upgo_switch && go.pinned_by.is_none());
        if is_overtaken { environment::prepare_last(&self.environment) } else { None }
    }

    /// The edits of PATH that Upgo makes: its own folder first, and the folder of `go install` anywhere.
    pub(super) fn path_edits(&self) -> Vec<PathEdit> {
        let folder = environment::go_install_folder(&|name| self.variable(name));
        // PATH cannot hold every folder, and needs Upgo's own nevertheless.
        let folder = folder.filter(|folder| !folder.to_string_lossy().contains(platform::LIST_SEPARATOR));
        std::iter::once(PathEdit::PutFirst(self.home.bin())).chain(folder.map(PathEdit::AppendLast)).collect()
    }

    /// None if Upgo may not edit PATH.
    fn path_situation(&self) -> Result<PathSituation, EnvironmentError> {
        if !self.modifies_path() {
            return Ok(PathSituation::default());
        }
        let edits = self.path_edits();
        let Some(both) = environment::prepare(&self.environment, &edits)? else { return Ok(PathSituation::default()) };
        let go = environment::prepare(&self.environment, &edits[..1])?;
        let tools = match &go {
            Some(go) => both.rest_after(go),
            None => Some(both),
        };
        Ok(PathSituation { go, tools })
    }
}

fn impossible(catalog: &Catalog) -> Option<Problem> {
    let names = &catalog.left_out;
    let url = catalog.stamp.url.to_string();
    let said = say!(ImpossibleReleases { url, names: Value::all_of(names) });
    let means = Sentence::EntriesIgnored.into();
    (!names.is_empty()).then(|| Problem { means, ..Problem::new(Code::VerifyFeeds, said) })
}

fn withdrawn(catalog: &Catalog) -> Option<Problem> {
    let says = || say!(OwnListLacks { address: &catalog.stamp.url, missing: catalog::named(&catalog.withdrawn) });
    (!catalog.withdrawn.is_empty()).then(|| Problem::new(Code::NetFeedWithdrawn, says()))
}

/// `Ok` if a server answered.
fn answered(catalog: &Result<(Catalog, Option<Problem>)>) -> Result<(), &Problem> {
    catalog.as_ref().and_then(|(_, problem)| problem.as_ref().map_or(Ok(()), Err))
}

pub(super) fn disk(error: std::io::Error) -> Problem {
    Problem::from(store::StoreError::from(error))
}

/// The installed toolchain that the request means, which must not be damaged.
pub(super) fn pick_installed(seen: &Snapshot, wanted: &ReleaseRequest) -> Result<Version, PlanError> {
    let found = wanted.pick(seen.installed.iter().map(|installed| &installed.version));
    let damaged = || wanted.pick(seen.damaged.iter().map(|damaged| &damaged.installed.version));
    let missing = || match wanted {
        ReleaseRequest::Line(version)
        | ReleaseRequest::Exact(version)
        | ReleaseRequest::Since { least: version, .. } => PlanError::NotInstalled(version.clone()),
        ReleaseRequest::Latest | ReleaseRequest::Rc | ReleaseRequest::Beta => {
            PlanError::NoneInstalled(wanted.to_string())
        }
    };
    found.cloned().ok_or_else(|| damaged().cloned().map_or_else(missing, PlanError::Damaged))
}
