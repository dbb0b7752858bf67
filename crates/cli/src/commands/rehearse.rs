use std::path::{Path, PathBuf};

use clap::Args;
use jiff::SignedDuration;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::{Engine, RehearsalVerdict, RehearseRequest};
use upgo_engine::change::plan::Then;
use upgo_engine::change::request::{ChangeRequest, InstallFrom};
use upgo_engine::released::catalog::ReleaseRequest;

use super::shared::{CommandResult, NewChange, Run, Start, release};
use crate::options::{ChangeOptions, Offers, change_number, duration};
use crate::output::{Output, dim};
use crate::progress::ProgressPrinter;
use crate::rows;

/// Try another Go on your projects, before you upgrade
///
/// Runs `go build` and `go vet` in each project with the Go in use and with the other one, and reports what differs.
/// Installs the other one first if it is missing, but does not switch to it. No file of a project changes, and modules
/// are not downloaded: those in the module cache are used. Failures with both versions say nothing about the upgrade,
/// and are listed separately. Tests run in copies, without the data of Git. Exits with status 14 if something breaks.
///
/// With --fixes, runs `go fix` of the other version on a copy of each project, and shows what it changes. The copy is then
/// built, vetted and, with --test, tested. Go 1.26 and later can do that.
#[derive(Args, Debug)]
pub(crate) struct Rehearse {
    /// The Go to try: 1.27.3, 1.27 for its newest patch, latest, rc; by default, the newest release
    #[arg(add = Offers::Version)]
    version: Option<String>,
    /// Folders of projects; by default, those in the setting `projects`
    #[arg(value_name = "PROJECT", add = Offers::Project)]
    projects: Vec<PathBuf>,
    /// Also run `go test`, which executes the tests of the projects
    #[arg(long)]
    test: bool,
    /// How long the tests of a package may run; those of a project may take twice this time plus two minutes
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "5m", requires = "test")]
    timeout: SignedDuration,
    /// Also show what `go fix` of the other version changes, tried on a copy of each project
    #[arg(long)]
    fixes: bool,
    /// Show the report that the history keeps for this change
    #[arg(long = "change", value_name = "N", conflicts_with_all = ["version", "projects", "test", "fixes", "dry_run"])]
    #[arg(value_parser = change_number, add = Offers::Change)]
    of: Option<u64>,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Rehearse {
    const ONLY_READS: fn(&Self) -> bool = |rehearse| rehearse.of.is_some();

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        let mut tried = None;
        let report = match (self.of, &self.version) {
            (Some(change), _) => engine.rehearsal_of(change)?,
            (None, version) => {
                let (version, projects) = self.wanted(version.as_deref())?;
                if self.change.dry_run {
                    let install = ChangeRequest::Install { from: InstallFrom::Release { version }, then: Then::Stay };
                    return NewChange::new(install, self.change).make(engine, cancel, output);
                }
                let test_time = self.timeout.try_into().ok();
                tried = Some(projects.clone());
                let request = RehearseRequest { version, projects, tests: self.test, test_time, fixes: self.fixes };
                if request.tests {
                    warn_of_tests(engine, output);
                }
                // its bar disappears before the answer
                let progress = ProgressPrinter::new(output);
                engine.rehearse(&request, cancel, &|event| progress.event(&event))?
            }
        };
        output.answer(&report, |report| rows::report(&report.row()));
        if let Some(projects) = tried.filter(|_| report.fixed().next().is_some()) {
            let go = ReleaseRequest::Exact(report.to.clone());
            let command = ChangeRequest::FixProjects { go, projects }.command();
            output.remark(&dim(say!(RehearseApplyFixes { command })));
        }
        output.warnings(&report.warnings);
        Ok(if report.verdict == RehearsalVerdict::Breaks { Code::RehearsalBreaks.exit() } else { 0 })
    }
}

impl Rehearse {
    /// A folder in place of the version is the first project.
    fn wanted(&self, first: Option<&str>) -> Result<(ReleaseRequest, Vec<PathBuf>), Problem> {
        let Some(first) = first else { return Ok((ReleaseRequest::Latest, self.projects.clone())) };
        match release(first) {
            Err(_) if Path::new(first).is_dir() => {
                let folders = std::iter::once(first.into()).chain(self.projects.iter().cloned());
                Ok((ReleaseRequest::Latest, folders.collect()))
            }
            version => Ok((version?, self.projects.clone())),
        }
    }
}

/// Says that tests will be executed, and what this system cannot keep them from.
pub(super) fn warn_of_tests(engine: &Engine, output: &Output) {
    output.remark(&Sentence::RehearseRunsTests.to_string());
    output.warnings(engine.unguarded_tests(true).as_slice());
}
