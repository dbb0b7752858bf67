//! `bisect`: finds the first release that breaks a command. Missing releases are installed, and removed at the end, by
//! ordinary plans. The journal knows these toolchains: the newest change of each is an installation by `upgo bisect`.
//! So the next run removes what a killed one left, and keeps what the user has chosen since.
mod search;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::Engine;
use super::exec::not_started;
use super::snapshot::disk;
use crate::base::bounded;
use crate::base::report::{Cancel, Cancelled, Code, Events, Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Sentence, Value};
use crate::change::apply::Confirmed;
use crate::change::journal::{self, JournalEntry};
use crate::change::plan::{Action, Then};
use crate::change::request::{ChangeRequest, InstallFrom};
use crate::machine::effect;
use crate::machine::platform::FileLock;
use crate::released::catalog::{Catalog, Day, ReleaseRequest, notes_url, released_on};
use crate::store::{self, StoreError};
use search::BisectSearch;

/// The exit status of a command that cannot judge a release, as for `git bisect run`.
const SKIP: i32 = 125;

/// How long another search that is ending may still hold the lock.
const MOMENT: Duration = Duration::from_millis(500);

/// How often a running command is looked at.
const PAUSE: Duration = Duration::from_millis(5);

const ASKED_BY: &str = "upgo bisect";

pub struct BisectRequest<'a> {
    /// A release where the command succeeds.
    pub good: ReleaseRequest,
    pub bad: ReleaseRequest,
    pub include_prereleases: bool,
    pub command: &'a [OsString],
    pub output: &'a dyn Fn() -> Stdio,
    pub confirmed: Confirmed,
}

/// The output of `bisect`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BisectReport {
    /// The first release where the command fails; `null` if releases before it could not be judged.
    pub first_bad: Option<BisectRelease>,
    /// The candidates for the first bad release, oldest first: only that one, if it is known.
    pub suspects: Vec<BisectRelease>,
    /// The newest release before them where the command succeeds.
    pub last_good: BisectRelease,
    /// The command that makes the last good release the current one.
    pub use_last_good: String,
    /// Every release that was tried, in this order.
    pub tried: Vec<BisectTrial>,
    /// The releases between the two ends about which the search says nothing, oldest first: later patches of other lines.
    pub not_tried: Vec<Version>,
    /// The toolchains that were installed for the search and are removed again.
    pub removed: Vec<Version>,
    pub warnings: Vec<Problem>,
}

/// A release with its date and notes.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BisectRelease {
    pub version: Version,
    /// Its release date, if known.
    pub released_on: Option<Day>,
    /// The address of its release notes.
    pub notes: String,
}

/// A run of the command with one release.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BisectTrial {
    pub version: Version,
    pub verdict: Verdict,
    /// The exit status of the command.
    pub exit_code: i32,
    /// How long it ran.
    pub milliseconds: u64,
}

/// What a run of the command says about a release.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub enum Verdict {
    Good,
    Bad,
    /// It could not judge the release.
    Skipped,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BisectStep {
    /// The release may have to be installed first.
    Begins {
        version: Version,
        /// The number of this run, from 1.
        step: u32,
        /// About how many runs there are.
        about: u32,
    },
    Ended(BisectTrial),
}

struct BisectRun<'a> {
    engine: &'a Engine,
    request: &'a BisectRequest<'a>,
    cancel: &'a Cancel,
    events: Events<'a>,
    steps: &'a dyn Fn(&BisectStep),
    tried: Vec<BisectTrial>,
    warnings: Vec<Problem>,
}

struct Narrowed {
    last_good: Version,
    suspects: Vec<Version>,
    not_tried: Vec<Version>,
}

impl Engine {
    /// `steps` receives what is tried; `events`, the events of the installations.
    pub fn bisect(
        &self,
        request: &BisectRequest<'_>,
        cancel: &Cancel,
        steps: &dyn Fn(&BisectStep),
        events: Events<'_>,
    ) -> Result<BisectReport> {
        self.own_home()?.create().map_err(StoreError::from)?;
        let _lock = self.bisect_lock()?;
        let mut run = BisectRun { engine: self, request, cancel, events, steps, tried: vec![], warnings: vec![] };
        let found = run.search();
        let BisectRun { tried, mut warnings, .. } = run;
        let removed = self.remove_bisected(events);
        let Narrowed { last_good, suspects, not_tried } = match (found, &removed) {
            (Ok(found), _) => found,
            (Err(problem), Ok(_)) => return Err(problem),
            (Err(problem), Err(left)) => {
                let causes = [problem.causes, vec![left.message.to_string()]].concat();
                return Err(Problem { causes, ..problem });
            }
        };
        let removed = removed.unwrap_or_else(|left| {
            warnings.push(left);
            Vec::new()
        });
        let is_here = store::is_whole(&self.home().toolchain(&last_good));
        let number = last_good.number();
        Ok(BisectReport {
            first_bad: if let [only] = suspects.as_slice() { Some(only.clone().into()) } else { None },
            suspects: suspects.into_iter().map(BisectRelease::from).collect(),
            use_last_good: if is_here { format!("upgo use {number}") } else { format!("upgo install {number} --use") },
            last_good: last_good.into(),
            tried,
            not_tried,
            removed,
            warnings,
        })
    }

    /// The lock that one search at a time holds, so that none removes the toolchains of another.
    fn bisect_lock(&self) -> Result<FileLock> {
        let lock = effect::lock_within(&self.home().bisect_lock(), MOMENT).map_err(disk)?;
        lock.ok_or_else(|| Problem::new(Code::Busy, Sentence::AnotherBisect).with_next(Sentence::WaitForIt))
    }

    /// Works even after the user has cancelled.
    fn remove_bisected(&self, events: Events<'_>) -> Result<Vec<Version>> {
        let versions = self.installed_by_bisect()?;
        if versions.is_empty() {
            return Ok(versions);
        }
        let left = |problem: Problem| {
            let message = say!(NotRemoved { names: Value::all_of(&versions), why: problem.message });
            Problem { causes: problem.causes, ..Problem::new(problem.code, message) }
                .with_next(Sentence::NextBisectRemoves)
        };
        let request = ChangeRequest::remove(&versions);
        self.change(&request, &Cancel::default(), events).map_err(left)?;
        Ok(versions)
    }

    /// The toolchains whose newest change is an installation by a search. The current one is the user's.
    fn installed_by_bisect(&self) -> Result<Vec<Version>> {
        let current = self.current()?;
        let is_there = |version: &Version| store::is_whole(&self.home().toolchain(version));
        let others = self.toolchains()?.into_iter().filter(|version| Some(version) != current.as_ref());
        let mut open: BTreeSet<Version> = others.filter(is_there).collect();
        let mut own = Vec::new();
        let mut changes = journal::newest_first(self.home()).map_err(disk)?.filter(JournalEntry::is_in_effect);
        while let Some(change) = if open.is_empty() { None } else { changes.next() } {
            for removed in change.plan.removed() {
                open.remove(&removed);
            }
            let is_search = change.plan.action == Action::Install && change.by == ASKED_BY;
            if let Some(to) = &change.plan.to
                && open.remove(to)
                && is_search
            {
                own.push(to.clone());
            }
        }
        own.sort();
        Ok(own)
    }

    /// The toolchains that a killed search has left; none while one is running. Changes nothing.
    pub(super) fn left_by_bisect(&self) -> Result<Vec<Version>> {
        // without a lock there was no search
        let Ok(file) = bounded::open(&self.home().bisect_lock()) else { return Ok(Vec::new()) };
        match FileLock::try_acquire(&file) {
            Ok(Some(_)) => self.installed_by_bisect(),
            Ok(None) | Err(_) => Ok(Vec::new()),
        }
    }
}

impl BisectRun<'_> {
    /// Searches from the good release to the bad one; between two lines, through the first one's later patches.
    fn search(&mut self) -> Result<Narrowed> {
        let (catalog, told) = self.engine.recent_catalog(self.cancel)?;
        self.warnings.extend(told);
        let [good, bad] = [&self.request.good, &self.request.bad].map(|wanted| self.version_of(wanted, &catalog));
        let (good, bad) = (good?, bad?);
        if good >= bad {
            let what = say!(BisectEnds { bad: bad.as_str(), good: good.as_str() });
            return Err(Problem::new(Code::Usage, what).with_next(Sentence::FindFix));
        }
        self.engine.policy().usable(&good)?;
        self.engine.policy().usable(&bad)?;
        let releases = catalog.releases.iter().filter(|release| release.archive.is_some());
        let releases: Vec<&Version> = releases.map(|release| &release.version).collect();
        let with_prereleases = self.request.include_prereleases;
        let way = search::way(releases.iter().copied(), &good, &bad, with_prereleases);
        let mut ways = vec![way.clone()];
        let mut search = BisectSearch::new(way);
        let about = search.steps_left() + 2;
        self.require(&good, Verdict::Good, about)?;
        self.require(&bad, Verdict::Bad, about)?;
        self.halve(&mut search)?;
        let last_good = search.last_good().unwrap_or(&good);
        if let [first_bad] = search.suspects()
            && let Some(way) = search::later_patches(releases.iter().copied(), last_good, first_bad)
        {
            ways.push(way.clone());
            search = BisectSearch::last_first(way);
            self.halve(&mut search)?;
        }
        let not_tried = search::off_the_ways(releases.iter().copied(), (&good, &bad), with_prereleases, &ways);
        let last_good = search.last_good().cloned().unwrap_or(good);
        Ok(Narrowed { last_good, suspects: search.suspects().to_vec(), not_tried })
    }

    fn halve(&mut self, search: &mut BisectSearch) -> Result<()> {
        while let Some(next) = search.next().cloned() {
            let about = self.count() + search.steps_left();
            let verdict = match self.engine.policy().usable(&next) {
                Ok(_) => self.try_release(&next, about)?.verdict,
                Err(error) => {
                    self.warnings.push(Problem::from(error).with_next(Sentence::NotTried));
                    Verdict::Skipped
                }
            };
            search.judge(&next, verdict);
        }
        Ok(())
    }

    /// A release that no list has may be installed.
    fn version_of(&self, wanted: &ReleaseRequest, catalog: &Catalog) -> Result<Version> {
        let listed = catalog.resolve(wanted).map(|release| release.version.clone());
        let unknown = || Problem::new(Code::VersionUnknown, say!(NoReleaseNamed { wanted: wanted.to_string() }));
        listed.or_else(|| self.engine.find_toolchain(wanted).ok()).ok_or_else(unknown)
    }

    /// Tries an end of the search, which must be as the user says.
    fn require(&mut self, version: &Version, verdict: Verdict, about: u32) -> Result<()> {
        let trial = self.try_release(version, about)?;
        if trial.verdict == verdict {
            return Ok(());
        }
        let ended = match trial.verdict {
            Verdict::Good => Sentence::BisectSucceeded.into(),
            Verdict::Bad => say!(BisectFailed { status: trial.exit_code }),
            Verdict::Skipped => say!(BisectNoJudgment { status: SKIP }),
        };
        let version = version.as_str();
        let (says, next) = match verdict {
            Verdict::Good => (say!(BisectNotGood { version, ended }), Sentence::NameOlderGood),
            _ => (say!(BisectNotBad { version, ended }), Sentence::NameFailingBad),
        };
        Err(Problem::new(Code::Usage, says).with_next(next))
    }

    /// The release is installed first if it is missing.
    fn try_release(&mut self, version: &Version, about: u32) -> Result<BisectTrial> {
        self.check()?;
        (self.steps)(&BisectStep::Begins { version: version.clone(), step: self.count() + 1, about });
        if !store::is_whole(&self.engine.home().toolchain(version)) {
            let from = InstallFrom::Release { version: ReleaseRequest::Exact(version.clone()) };
            let install = ChangeRequest::Install { from, then: Then::Stay };
            let changed = self.engine.change_confirmed(&install, self.request.confirmed, self.cancel, self.events)?;
            for warning in changed.warnings {
                if !self.warnings.contains(&warning) {
                    self.warnings.push(warning);
                }
            }
        }
        let begun = Instant::now();
        let exit_code = self.run(version)?;
        let verdict = match exit_code {
            0 => Verdict::Good,
            SKIP => Verdict::Skipped,
            _ => Verdict::Bad,
        };
        let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let trial = BisectTrial { version: version.clone(), verdict, exit_code, milliseconds };
        (self.steps)(&BisectStep::Ended(trial.clone()));
        self.tried.push(trial.clone());
        Ok(trial)
    }

    /// If the user cancels, the command is ended with all its child processes.
    fn run(&self, version: &Version) -> Result<i32> {
        let none = || Problem::new(Code::Usage, Sentence::NoCommand);
        let (program, arguments) = self.request.command.split_first().ok_or_else(none)?;
        let go = self.engine.variables_of(version)?;
        let mut command = self.engine.command_with(&go, program)?;
        let output = self.request.output;
        command.args(arguments).stdin(Stdio::null()).stdout(output()).stderr(output());
        let failed = |error| not_started(program, &error);
        let (mut child, tree) = effect::spawn_tree(&mut command).map_err(failed)?;
        let status = loop {
            if let Some(status) = child.try_wait().map_err(failed)? {
                break status;
            }
            if let Err(cancelled) = self.check() {
                tree.end();
                child.kill().and_then(|()| child.wait()).ok();
                return Err(cancelled);
            }
            thread::sleep(PAUSE);
        };
        drop(tree);
        status.code().ok_or_else(|| {
            let what = say!(CommandEnded { version: version.as_str(), status: status.to_string() });
            Problem::new(Code::Command, what).with_next(Sentence::SeeWithExec)
        })
    }

    fn check(&self) -> Result<()> {
        self.cancel.check().map_err(|_: Cancelled| Problem::new(Code::Cancelled, Sentence::Cancelled))
    }

    fn count(&self) -> u32 {
        u32::try_from(self.tried.len()).unwrap_or(u32::MAX)
    }
}

impl From<Version> for BisectRelease {
    fn from(version: Version) -> Self {
        Self { released_on: released_on(&version), notes: notes_url(&version), version }
    }
}
