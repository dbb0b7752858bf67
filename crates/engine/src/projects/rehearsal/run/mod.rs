//! A rehearsal: each project with both Go versions in turn, and the comparison.
mod fixes;
mod flaky;
mod outcome;
mod project;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::command::{CommandSurroundings, Folders};
use super::error::Result;
use super::pace::PhasePace;
use super::tried::RaisedFile;
use super::{FixesSummary, RehearsalReport, RehearsalVerdict as Verdict};
use crate::base::report::{Cancel, Event, RehearsalPhase as Phase};
use crate::base::version::Version;
use crate::projects::rebuild::UsableGo;
use project::ProjectRehearsal;

pub(crate) struct Rehearsal<'a> {
    /// The Go in use.
    pub(crate) from: UsableGo<'a>,
    pub(crate) to: UsableGo<'a>,
    pub(crate) projects: &'a [PathBuf],
    pub(crate) tests: bool,
    /// How long the tests of a package may run.
    pub(crate) test_time: Duration,
    /// Whether `go fix` of the other one is tried in copies.
    pub(crate) fixes: bool,
    /// The files with raised lines that the other one is tried with, by the folder of the module.
    pub(crate) raised: &'a BTreeMap<PathBuf, Arc<Vec<RaisedFile>>>,
    pub(crate) surroundings: CommandSurroundings<'a>,
    /// An empty folder, which is deleted afterwards.
    pub(crate) work: &'a Path,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RehearsalProgress {
    pub(crate) project: PathBuf,
    pub(crate) phase: Phase,
    pub(crate) version: Version,
    /// How many commands have ended.
    pub(crate) done: u64,
    /// How many there are, at most.
    pub(crate) total: u64,
    /// From those that have ended; `None` if none has.
    pub(crate) remaining: Option<Duration>,
}

impl RehearsalProgress {
    pub(crate) fn event(self, step: usize) -> Event {
        let Self { project, phase, version, done, total, remaining } = self;
        let project = project.to_string_lossy().into_owned();
        let remaining_seconds = remaining.map(|remaining| remaining.as_secs());
        Event::Rehearsing { step, project, phase, version, done, total, remaining_seconds }
    }
}

impl Rehearsal<'_> {
    /// Nothing outside of its folder is written, as far as the system holds the go commands to it.
    pub(crate) fn run(
        &self,
        at: Timestamp,
        cancel: &Cancel,
        hear: &dyn Fn(RehearsalProgress),
    ) -> Result<RehearsalReport> {
        let begun = Instant::now();
        let folders = Folders::create(self.work, self.surroundings.build_cache.as_deref())?;
        let (mut projects, pace) = (Vec::new(), RefCell::new(PhasePace::default()));
        for (index, folder) in self.projects.iter().enumerate() {
            let step =
                ProjectRehearsal { rehearsal: self, folders: &folders, index, folder, cancel, hear, pace: &pace };
            projects.push(step.rehearse()?);
        }
        Ok(RehearsalReport {
            at,
            from: self.from.version().clone(),
            to: self.to.version().clone(),
            tests: self.tests,
            fixes: if self.fixes { FixesSummary::of(self.to.version(), &projects) } else { None },
            verdict: projects.iter().map(|project| project.verdict).max().unwrap_or(Verdict::Same),
            projects,
            milliseconds: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            warnings: Vec::new(),
        })
    }

    /// The commands for one project, in order: each phase with both, then those in the copy.
    fn commands(&self) -> Vec<Phase> {
        let (phases, fix) = (self.phases(), if self.fixes { &[Phase::Fix][..] } else { &[] });
        let in_copy = if self.fixes { phases } else { &[] };
        let with_both = phases.iter().flat_map(|phase| [phase; 2]);
        with_both.chain(fix).chain(in_copy).copied().collect()
    }

    fn phases(&self) -> &'static [Phase] {
        if self.tests { &[Phase::Build, Phase::Vet, Phase::Test] } else { &[Phase::Build, Phase::Vet] }
    }
}
