//! Reads the facts.
use std::thread;
use std::time::Instant;

use super::Engine;
use crate::advisories::Advisories;
use crate::catalog::{Catalog, Feeds, Modules, ReleaseRequest};
use crate::environment::{self, EnvironmentError, PathEdit};
use crate::plan::{PathSituation, Snapshot};
use crate::report::{Cancel, Code, Problem};
use crate::version::Version;
use crate::{activate, journal, store};

/// What was heard of releases and of vulnerabilities.
pub(super) struct Asked {
    /// What is out, and why nobody answered where this is what was known last.
    pub(super) catalog: Result<(Catalog, Option<Problem>), Problem>,
    /// What is known of vulnerabilities; `None` where nobody was ever asked.
    pub(super) advisories: Option<Advisories>,
    /// Why nobody told of vulnerabilities.
    pub(super) unheard: Option<Problem>,
}

impl Engine {
    /// Reads what a plan is made from. `catalog` is what is known of releases.
    pub fn look(&self, catalog: Option<Catalog>) -> Result<Snapshot, Problem> {
        let installed = store::installed(&self.home).map_err(disk)?;
        let is_published = |version: &&Version| activate::is_published(&self.home, version);
        let published = installed.iter().map(|installed| &installed.version).filter(is_published).cloned().collect();
        let current = self.current()?;
        let others =
            installed.iter().map(|installed| &installed.version).filter(|other| current.as_ref() != Some(other));
        let tried = journal::tried(&self.home, others.collect()).map_err(disk)?;
        // Only where nothing is current does a plan ask what a terminal runs.
        let active = if current.is_none() { self.active().and_then(|active| active.found.version) } else { None };
        Ok(Snapshot {
            target: self.target().clone(),
            system: self.system().cloned(),
            current,
            active,
            installed,
            published,
            tried,
            sources: self.sources.bytes(),
            modules: self.module_folders(),
            path: self.path_situation().unwrap_or_default(),
            everybody: self.system_situation(),
            catalog,
        })
    }

    /// The toolchain that the switch names, if it is there.
    pub(crate) fn current(&self) -> Result<Option<Version>, Problem> {
        let named = activate::current(&self.home).map_err(disk)?;
        Ok(named.filter(|version| store::is_whole(&self.home.toolchain(version))))
    }

    /// Asks what is out. Where nobody answers, what was known last, with the problem. Vulnerabilities are asked for at the same
    /// time; that nobody tells of them makes no plan less certain.
    pub(crate) fn ask_catalog(&self, cancel: &Cancel) -> Result<(Catalog, Vec<Problem>), Problem> {
        self.told_by(Asked { unheard: None, ..self.ask(cancel) })
    }

    /// The same for who wants to know what is new: also that nobody told of vulnerabilities.
    pub(super) fn ask_for_news(&self, cancel: &Cancel) -> Result<(Catalog, Vec<Problem>), Problem> {
        self.told_by(self.ask(cancel))
    }

    fn told_by(&self, asked: Asked) -> Result<(Catalog, Vec<Problem>), Problem> {
        let (catalog, problem) = asked.catalog?;
        let held_back = self.held_back(Some(&catalog), asked.advisories.as_ref());
        // Without a network one sentence says it.
        let is_new = |unheard: &Problem| problem.as_ref().is_none_or(|problem| problem.code != unheard.code);
        let unheard = asked.unheard.filter(is_new);
        Ok((catalog, problem.into_iter().chain(unheard).chain(held_back).collect()))
    }

    /// That the official list of releases lacks a fix which the vulnerability database names.
    pub(super) fn held_back(&self, catalog: Option<&Catalog>, advisories: Option<&Advisories>) -> Option<Problem> {
        let fix = advisories?.unlisted_fix(catalog.filter(|_| self.sources.is_official())?)?;
        let said = format!("the vulnerability database names {fix} as a fix, and the official list does not have it");
        Some(Problem::new(Code::NetFeedOlder, said))
    }

    /// Asks both at the same time.
    pub(super) fn ask(&self, cancel: &Cancel) -> Asked {
        let (catalog, (advisories, unheard)) = thread::scope(|scope| {
            let advisories = scope.spawn(|| self.ask_advisories(cancel));
            (self.ask_feeds(cancel), advisories.join().unwrap_or_default())
        });
        self.remember_asked(
            Some(answered(&catalog)),
            self.asks_advisories().then(|| unheard.as_ref().map_or(Ok(()), Err)),
        );
        Asked { catalog, advisories, unheard }
    }

    /// Asks for releases alone.
    pub(super) fn ask_releases(&self, cancel: &Cancel) -> Result<(), Problem> {
        let catalog = self.ask_feeds(cancel);
        self.remember_asked(Some(answered(&catalog)), None);
        answered(&catalog).map_err(Clone::clone)
    }

    fn ask_feeds(&self, cancel: &Cancel) -> Result<(Catalog, Option<Problem>), Problem> {
        let (folders, http) = (self.module_folders(), self.http_for_modules());
        let modules = Some(Modules { folders: &folders, http: &http });
        let feeds = Feeds { modules, ..self.feeds() };
        let (known, begun) = (self.known_catalog(), Instant::now());
        let answer = feeds.refresh_or_cached(&self.http, self.now(), cancel).map_err(Problem::from);
        self.note_releases(known.as_ref(), &answer, begun.elapsed());
        answer
    }

    /// What is known, if that settles the request, else what is out.
    pub(crate) fn catalog_for(
        &self,
        request: &ReleaseRequest,
        cancel: &Cancel,
    ) -> Result<(Catalog, Vec<Problem>), Problem> {
        let known = self.known_catalog().filter(|_| matches!(request, ReleaseRequest::Exact(_)));
        match known.filter(|catalog| catalog.resolve(request).is_some()) {
            Some(catalog) => Ok((catalog, Vec::new())),
            None => self.ask_catalog(cancel),
        }
    }

    /// Why PATH cannot be edited although it should be: the change goes on without it.
    pub(super) fn path_problem(&self) -> Option<Problem> {
        self.path_situation().err().map(Problem::from).filter(|_| !self.is_searched())
    }

    /// Refuses what is about PATH alone, where new terminals do not search Upgo's folder and it cannot be put there.
    pub(super) fn require_path(&self) -> Result<(), Problem> {
        if !self.modifies_path() && !self.is_searched() {
            return Err(may_not_change_path());
        }
        self.path_problem().map_or(Ok(()), Err)
    }

    /// Whether new terminals search Upgo's folder, be it because the user has put it there.
    fn is_searched(&self) -> bool {
        let caller = self.variable("PATH");
        let folders = environment::new_terminal_path(&self.environment, caller.as_deref()).unwrap_or_default();
        folders.contains(&self.home.bin())
    }

    /// Whether PATH lacks Upgo's folder in the first place, and Upgo may put it there.
    pub(super) fn path_lacks_upgo(&self) -> bool {
        self.path_situation().is_ok_and(|situation| situation.go.is_some())
    }

    /// What Upgo wants of PATH: its own folder first, and that of `go install` somewhere.
    pub(super) fn path_edits(&self) -> Vec<PathEdit> {
        let folder = environment::go_install_folder(&|name| self.variable(name));
        std::iter::once(PathEdit::PutFirst(self.home.bin())).chain(folder.map(PathEdit::AppendLast)).collect()
    }

    /// What PATH lacks; nothing where Upgo may not edit it.
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

pub(super) fn may_not_change_path() -> Problem {
    Problem::new(Code::PathRefused, "Upgo may not change PATH here")
        .with_next("Run `upgo settings set modify-path true`, and unset UPGO_NO_MODIFY_PATH if it is set.")
}

/// Whether somebody answered.
fn answered(catalog: &Result<(Catalog, Option<Problem>), Problem>) -> Result<(), &Problem> {
    catalog.as_ref().and_then(|(_, problem)| problem.as_ref().map_or(Ok(()), Err))
}

pub(super) fn disk(error: std::io::Error) -> Problem {
    Problem::from(store::StoreError::from(error))
}
