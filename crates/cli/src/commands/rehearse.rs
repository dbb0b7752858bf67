use std::path::{Path, PathBuf};

use clap::Args;
use jiff::SignedDuration;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem, RehearsalPhase, size};
use upgo_engine::base::words::{Sentence, Statement, Value};
use upgo_engine::cases::{
    Engine, FixesOutcome, RehearsalDifference, RehearsalDifferenceKind, RehearsalFinding, RehearsalReport,
    RehearsalVerdict, RehearseRequest, RehearsedBinary, RehearsedFixes, RehearsedPhase, RehearsedProject,
};
use upgo_engine::change::plan::Then;
use upgo_engine::change::request::{ChangeRequest, InstallFrom};
use upgo_engine::released::catalog::ReleaseRequest;

use super::shared::{CommandResult, NewChange, Run, Start, release};
use crate::options::{ChangeOptions, Offers, duration};
use crate::output::{Output, bad, bold, caution, dim, good};
use crate::progress::ProgressPrinter;
use crate::words;

/// How many lines of a difference are printed. `--json` has the others.
const LINES: usize = 5;

/// How many lines of a diff are printed, if it is one of few.
const DIFF_LINES: usize = 12;
const DIFFS: u64 = 3;

const NAMES: usize = 3;

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
    #[arg(add = Offers::Change)]
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
        output.answer(&report, describe);
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

fn describe(report: &RehearsalReport) -> String {
    let mut lines = vec![bold(headline(report))];
    lines.extend(report.fixes.as_ref().map(|fixes| bold(&fixes.says)));
    let most = report.fixes.as_ref().filter(|fixes| fixes.projects <= DIFFS).map_or(0, |_| DIFF_LINES);
    for project in &report.projects {
        lines.push(String::new());
        lines.extend(describe_project(project));
        lines.extend(project.fixes.iter().flat_map(|fixes| describe_fixes(fixes, most)));
    }
    lines.join("\n")
}

fn headline(report: &RehearsalReport) -> Statement {
    let all = report.projects.len();
    let (from, to) = (report.from.to_string(), report.to.to_string());
    match report.verdict {
        RehearsalVerdict::Breaks if all == 1 => say!(RehearseBreaksOne { from, to }),
        RehearsalVerdict::Breaks => say!(RehearseBreaksSome { from, to, broken: report.broken().count(), count: all }),
        RehearsalVerdict::Unknown if all == 1 => say!(RehearseOneUnknown { to }),
        RehearsalVerdict::FailsWithBoth if all == 1 => say!(RehearseOneFails { from, to }),
        RehearsalVerdict::Unknown | RehearsalVerdict::FailsWithBoth => inconclusive(report),
        RehearsalVerdict::Differs => say!(RehearseDiffers { from, to }),
        RehearsalVerdict::Same if report.has_passing_tests() => say!(RehearseTestsWork { from, to, count: all }),
        RehearsalVerdict::Same if report.tests => say!(RehearseBuildsWithoutTests { from, to, count: all }),
        RehearsalVerdict::Same => say!(RehearseBuilds { from, to, count: all }),
    }
}

/// `go1.27.3 breaks nothing in 1 of 3 projects; broken fails with both; slow is unknown.`
fn inconclusive(report: &RehearsalReport) -> Statement {
    let those = |verdict: RehearsalVerdict| report.with(verdict).map(RehearsedProject::name).collect::<Vec<_>>();
    let list = |names: &[String]| Value::List(names.iter().map(Value::from).collect());
    let failing = match those(RehearsalVerdict::FailsWithBoth).as_slice() {
        [] => None,
        [name] => Some(say!(RehearseNamedFails { name })),
        names if names.len() <= NAMES => Some(say!(RehearseNamedFail { names: list(names) })),
        names => Some(say!(RehearseManyFail { count: names.len() })),
    };
    let unknown = match those(RehearsalVerdict::Unknown).as_slice() {
        [] => None,
        [name] => Some(say!(RehearseNameUnknown { name })),
        names if names.len() <= NAMES => Some(say!(RehearseNamedUnknown { names: list(names) })),
        names => Some(say!(RehearseManyUnknown { count: names.len() })),
    };
    let others = [failing, unknown];
    let clear = [RehearsalVerdict::Same, RehearsalVerdict::Differs].map(|verdict| report.with(verdict).count());
    let clear = say!(RehearseBreaksNothing {
        to: report.to.to_string(),
        clear: clear.iter().sum::<usize>(),
        count: report.projects.len()
    });
    let both = |first: Statement, then| say!(FirstThen { first, then });
    say!(FullSentence { text: others.into_iter().flatten().fold(clear, both) })
}

fn describe_project(project: &RehearsedProject) -> Vec<String> {
    let (mark, verdict) = match project.verdict {
        RehearsalVerdict::Same => (good("✓"), Sentence::RehearseIsSame),
        RehearsalVerdict::Differs => (caution("!"), Sentence::RehearseIsDifferent),
        RehearsalVerdict::FailsWithBoth => (caution("?"), Sentence::RehearseIsFailing),
        RehearsalVerdict::Unknown => (caution("?"), Sentence::IsUnknown),
        RehearsalVerdict::Breaks => (bad("✗"), Sentence::RehearseIsBroken),
    };
    let mut lines =
        vec![format!("{mark} {}  {verdict}  {}", bold(project.name()), dim(one_line(project.folder.display())))];
    let reason = |reason: &Statement| words::sentence(one_line(reason));
    lines.extend(project.reason.as_ref().map(|why| format!("    {}", reason(why))));
    lines.extend(project.differences.iter().flat_map(describe_difference));
    if project.more > 0 {
        lines.push(format!("    {}", say!(RehearseMoreDifferences { count: project.more })));
    }
    if project.failing_with_both > 0 {
        let failing = say!(RehearseFailing { count: project.failing_with_both });
        lines.push(dim(format!("    {failing}")));
    }
    let passing = project.passing_tests.map(|passing| say!(RehearsePassing { count: passing }));
    lines.extend(passing.map(|passing| dim(format!("    {passing}"))));
    let figures: Vec<String> =
        project.phases.iter().filter_map(times).chain(project.binaries.iter().filter_map(sizes)).collect();
    if !figures.is_empty() {
        lines.push(dim(format!("    {}", figures.join(" · "))));
    }
    lines
}

fn describe_fixes(fixes: &RehearsedFixes, most: usize) -> Vec<String> {
    let says = words::labelled(RehearsalPhase::Fix.command(), one_line(&fixes.says));
    let says = match fixes.outcome {
        FixesOutcome::Nothing => dim(says),
        FixesOutcome::Works => says.to_string(),
        FixesOutcome::Fails | FixesOutcome::Unknown => caution(says),
    };
    let mut lines = vec![format!("    {says}")];
    lines.extend(fixes.differences.iter().flat_map(describe_difference));
    lines.extend(fixes.diff.lines().take(most).map(|line| format!("      {}", dim(line))));
    let more = fixes.diff.lines().count().saturating_sub(most);
    if most > 0 && more > 0 {
        lines.push(format!("      {}", say!(RehearseMoreLines { count: more })));
    }
    lines
}

fn describe_difference(difference: &RehearsalDifference) -> Vec<String> {
    let command = difference.phase.command();
    let place = [difference.package.as_deref(), difference.test.as_deref()].map(|name| name.map(one_line));
    let place: Vec<String> = place.into_iter().flatten().collect();
    let kind = match difference.kind {
        RehearsalDifferenceKind::Breaks => bad(Sentence::RehearseFailsNow),
        RehearsalDifferenceKind::NewFinding => caution(Sentence::RehearseNewFinding),
        RehearsalDifferenceKind::Flaky => caution(Sentence::RehearseFlaky),
        RehearsalDifferenceKind::Mended => good(Sentence::RehearseWorksNow),
    };
    let said = words::labelled(command, kind);
    let mut lines = vec![format!("    {said}  {}", place.join(" ")).trim_end().to_owned()];
    lines.extend(difference.findings.iter().take(LINES).map(|found| format!("      {}", describe_finding(found))));
    if difference.findings.len() > LINES {
        let more = say!(RehearseMoreLines { count: difference.findings.len() - LINES });
        lines.push(format!("      {more}"));
    }
    lines
}

/// With its full path, which terminals and editors can open.
fn describe_finding(found: &RehearsalFinding) -> String {
    let numbers = [found.line, found.column].into_iter().flatten().map(|number| format!(":{number}"));
    let place =
        found.file.as_ref().map(|file| format!("{}{}: ", one_line(file.display()), numbers.collect::<String>()));
    let analyzer = found.analyzer.as_ref().map(|analyzer| format!(" ({})", one_line(analyzer)));
    format!("{}{}{}", place.unwrap_or_default(), one_line(&found.text), analyzer.unwrap_or_default())
}

fn times(phase: &RehearsedPhase) -> Option<String> {
    let (from, to) = (phase.from.as_ref()?, phase.to.as_ref()?);
    Some(format!(
        "{} {} → {}",
        phase.phase.command(),
        words::seconds(from.milliseconds),
        words::seconds(to.milliseconds)
    ))
}

fn sizes(binary: &RehearsedBinary) -> Option<String> {
    Some(format!("{} {} → {}", one_line(&binary.name), size(binary.from_bytes?), size(binary.to_bytes?)))
}
