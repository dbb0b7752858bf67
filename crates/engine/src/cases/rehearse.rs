//! `rehearse`: whether another Go breaks the user's projects, before it is in use; and the rehearsals of an upgrade.
use std::path::PathBuf;
use std::time::Duration;

use super::snapshot::disk;
use super::{Engine, ProjectsRequest};
use crate::base::report::{Cancel, Code, Events, Problem, Result};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::plan::{self, Plan, Step, Then};
use crate::change::request::{ChangeRequest, InstallFrom};
use crate::change::site::{TrialPlan, unguarded};
use crate::choices::settings::RehearseWith;
use crate::projects::rebuild::{Builder, NotUsable};
use crate::projects::rehearsal::{self, NotRehearsed, RehearsalReport, RehearsedFor};
use crate::released::catalog::ReleaseRequest;

/// Go's own limit is about 300 years.
const LONGEST_TEST_TIME: Duration = Duration::from_hours(10_000);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RehearseRequest {
    /// Installed first if it is missing.
    pub version: ReleaseRequest,
    /// Without any, those of the settings.
    pub projects: Vec<PathBuf>,
    /// Executes the tests of the projects.
    pub tests: bool,
    /// How long the tests of a package may run; without it, five minutes.
    pub test_time: Option<Duration>,
    /// Whether `go fix` of the Go to try is tried on copies of the projects.
    pub fixes: bool,
}

impl Engine {
    /// Builds projects with the Go in use and with another one, in turn, and reports what differs. The other one is
    /// installed by a normal plan if it is missing; nothing is switched. If the one to try is in use already, it is
    /// compared with the newest older one. No file of a project is written: tests and `go fix`, on request, write in copies.
    /// Nothing is executed except their tests. The report is kept until an upgrade takes it into the history.
    pub fn rehearse(&self, request: &RehearseRequest, cancel: &Cancel, events: Events<'_>) -> Result<RehearsalReport> {
        self.own_home()?;
        let mut warnings = Vec::new();
        let projects = self.modules_to_rehearse(&request.projects, &mut warnings, cancel)?;
        let tests = request.tests.then(|| request.test_time.unwrap_or(rehearsal::TEST_TIME).min(LONGEST_TEST_TIME));
        let trials = TrialPlan { tests, fixes: request.fixes, ..TrialPlan::default() };
        let report =
            self.rehearse_modules((&request.version, RehearsedFor::Upgrade), &projects, &trials, cancel, events)?;
        Ok(RehearsalReport { warnings: [warnings, report.warnings.clone()].concat(), ..report })
    }

    /// Rehearses these modules, and keeps the report. Without raised lines, a Go is compared with another one.
    pub(super) fn rehearse_modules(
        &self,
        (version, of): (&ReleaseRequest, RehearsedFor),
        projects: &[PathBuf],
        trials: &TrialPlan,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<RehearsalReport> {
        let from = self.builder_to_start()?;
        let from = from.ok_or_else(|| Problem::new(Code::GoMissing, Sentence::NoGoToCompare))?;
        let install = InstallFrom::Release { version: version.clone() };
        let changed = self.change(&ChangeRequest::Install { from: install, then: Then::Stay }, cancel, events)?;
        let to = changed.change.to.ok_or_else(|| Problem::new(Code::GoMissing, Sentence::NothingInstalled))?;
        let from = match of {
            RehearsedFor::Upgrade if from.version == to => self.builder_before(&to)?,
            _ => from,
        };
        let from_go = self.usable(&from)?;
        let to = self.builder_in_store(&to);
        let to_go = self.usable(&to)?;
        let report = self
            .site
            .rehearse((from_go, to_go), projects, trials, cancel, &|progress| events(progress.event(0)))
            .map_err(|error| Problem::of(&error))?;
        rehearsal::keep(&self.home, of, &report).map_err(disk)?;
        Ok(RehearsalReport { warnings: [changed.warnings, report.warnings.clone()].concat(), ..report })
    }

    /// The newest Go in the store that is older than the one in use.
    fn builder_before(&self, to: &Version) -> Result<Builder> {
        let older = self.look(None)?.older_than(to).cloned().ok_or_else(|| {
            let says = say!(RehearsalSameGo { version: to.as_str() });
            Problem::new(Code::Usage, says).with_next(Sentence::NameOtherVersion)
        })?;
        Ok(self.builder_in_store(&older))
    }

    /// What this system cannot keep tests from, as a warning before they run; `None` without tests.
    pub fn unguarded_tests(&self, tests: bool) -> Option<Problem> {
        unguarded(tests)
    }

    /// The last rehearsal of a release that the user asked for, whenever that was.
    pub(crate) fn last_rehearsal(&self, version: &Version) -> Option<RehearsalReport> {
        rehearsal::kept(&self.home, RehearsedFor::Upgrade, version)
    }

    pub fn rehearsal_of(&self, change: u64) -> Result<RehearsalReport> {
        rehearsal::kept_with(&self.home, change)
            .ok_or_else(|| Problem::new(Code::Usage, say!(NoRehearsalOf { change })).with_next(Sentence::SeeRehearsals))
    }

    pub(super) fn with_rehearsals(&self, plan: Plan, warnings: &mut Vec<Problem>, cancel: &Cancel) -> Result<Plan> {
        let wishes = [self.settings().rehearse_before_upgrade, self.settings().rehearse_after_upgrade];
        let Some((_, Some(to))) = plan.switches() else { return Ok(plan) };
        if wishes == [RehearseWith::Off; 2] {
            return Ok(plan);
        }
        let Some(from) = self.builder()?.filter(|from| from.version != *to) else { return Ok(plan) };
        match self.usable(&from) {
            Ok(_) => {}
            // The upgrade leaves that version, which matters more than the comparison.
            Err(NotUsable::Policy(error)) => {
                warnings.push(Problem::from(error).with_next(Sentence::NothingToCompareWith));
                return Ok(plan);
            }
            Err(error) => return Err(error.into()),
        }
        let projects = self.modules_to_rehearse(&[], warnings, cancel);
        let projects = match projects {
            Err(problem) if problem.code == Code::Usage => return Ok(plan), // there is no project
            projects => projects?,
        };
        warnings.extend(unguarded(wishes.contains(&RehearseWith::Test)));
        let to = to.clone();
        let step = |wish: RehearseWith| {
            let tests = wish == RehearseWith::Test;
            let (from, to, projects) = (from.clone(), to.clone(), projects.clone());
            (wish != RehearseWith::Off).then_some(Step::Rehearse { from, to, projects, tests })
        };
        let [before, after] = wishes.map(step);
        Ok(plan::with_rehearsals(plan, before, after))
    }

    /// Takes the last rehearsal of the release that a change switched to into the history, unless the change had its own.
    pub(super) fn keep_rehearsal(&self, plan: &Plan, change: u64) {
        let Some((_, Some(to))) = plan.switches() else { return };
        let has_own = plan.steps.iter().any(|step| matches!(step, Step::Rehearse { .. }));
        let report = self.last_rehearsal(to).filter(|report| !has_own && Some(&report.from) == plan.from.as_ref());
        if let Some(report) = report {
            rehearsal::keep_with(&self.home, change, &report).ok(); // the change itself has succeeded
        }
    }

    /// The modules in the given folders, or in those of the settings.
    fn modules_to_rehearse(
        &self,
        folders: &[PathBuf],
        warnings: &mut Vec<Problem>,
        cancel: &Cancel,
    ) -> Result<Vec<PathBuf>> {
        let report = self.list_projects(&ProjectsRequest { folders: folders.to_vec() }, cancel)?;
        warnings.extend(report.warnings);
        let projects = report.projects.into_iter().map(|project| project.folder);
        let modules: Vec<PathBuf> = projects.filter(|folder| folder.join("go.mod").is_file()).collect();
        match (modules.is_empty(), folders) {
            (false, _) => Ok(modules),
            (true, [folder, ..]) => Err(Problem::of(&NotRehearsed::NoModule(folder.clone()))),
            (true, []) => Err(Problem::of(&NotRehearsed::NoProjects)),
        }
    }
}
