//! Tries a Go on the user's projects, before or after the switch to it.
use std::path::PathBuf;

use super::super::context::Context;
use super::super::error::BrokenProjects;
use super::super::{ApplyError, Result};
use crate::base::report::{Code, Problem};
use crate::base::version::Version;
use crate::change::site::TrialPlan;
use crate::projects::rebuild::Builder;
use crate::projects::rehearsal::{self, RehearsalProgress, RehearsalReport, RehearsalVerdict, RehearsedProject};

/// Keeps the report with the change. If a project breaks, the plan fails.
pub(super) fn rehearse(
    context: &mut Context<'_>,
    (from, to): (&Builder, &Version),
    projects: &[PathBuf],
    tests: bool,
) -> Result<()> {
    let (site, events, step) = (context.site, context.events, context.step);
    let trials = TrialPlan { tests: tests.then_some(rehearsal::TEST_TIME), ..TrialPlan::default() };
    let builds = site.builder_in_store(to);
    let pair = (site.usable(from)?, site.usable(&builds)?);
    let hear = |progress: RehearsalProgress| events(progress.event(step));
    let report = site.rehearse(pair, projects, &trials, context.cancel, &hear)?;
    rehearsal::keep_with(site.home(), context.id, &report)?;
    context.warnings.extend(report.warnings.iter().cloned());
    context.warnings.extend(unknown(&report));
    let names: Vec<String> = report.broken().map(RehearsedProject::name).collect();
    if report.verdict == RehearsalVerdict::Breaks {
        return Err(ApplyError::Breaks(Box::new(BrokenProjects { version: to.clone(), names, change: context.id })));
    }
    Ok(())
}

/// The warnings about projects without a clear result.
fn unknown(report: &RehearsalReport) -> impl Iterator<Item = Problem> {
    let unknown = [RehearsalVerdict::Unknown, RehearsalVerdict::FailsWithBoth].map(|verdict| report.with(verdict));
    unknown.into_iter().flatten().filter_map(|project| {
        let why = project.reason.clone()?;
        let says = say!(RehearsalUnknown { name: project.name(), why });
        Some(Problem::new(Code::RehearsalLimited, says))
    })
}
