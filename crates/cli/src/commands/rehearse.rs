//! `rehearse`.
use std::path::PathBuf;

use clap::Args;
use jiff::SignedDuration;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem, size};
use upgo_engine::cases::{
    RehearsalDifference, RehearsalDifferenceKind, RehearsalFinding, RehearsalReport, RehearsalVerdict, RehearseRequest,
    RehearsedBinary, RehearsedPhase, RehearsedProject,
};
use upgo_engine::change::plan::Then;
use upgo_engine::change::request::{ChangeRequest, InstallFrom};

use super::shared::change;
use super::shared::releases::release;
use super::{CommandResult, Run, Start};
use crate::arguments::{ChangeOptions, duration};
use crate::output::{bad, bold, caution, dim, good};
use crate::progress::ProgressPrinter;

/// How many lines of a difference are printed. `--json` has the others.
const LINES: usize = 5;

/// How many projects a headline names.
const NAMES: usize = 3;

/// Try another Go on your projects, before you upgrade
///
/// Runs `go build` and `go vet` in each project with the Go in use and with the other one, and reports what differs.
/// Installs the other one first if it is missing, but does not switch to it. No file of a project changes, and
/// modules are not downloaded: those in the module cache are used. What fails with both says nothing about the upgrade,
/// and is listed as such. Exits with status 14 if something breaks.
#[derive(Args, Debug)]
pub(crate) struct Rehearse {
    /// The Go to try: 1.27.3, 1.27 for its newest patch, latest, rc
    #[arg(required_unless_present = "of")]
    version: Option<String>,
    /// Folders of projects; by default, those in the setting `projects`
    #[arg(value_name = "PROJECT")]
    projects: Vec<PathBuf>,
    /// Also run `go test`, which executes the tests of the projects
    #[arg(long)]
    test: bool,
    /// How long the tests of a package may run; those of a project have twice this time and two minutes
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "5m", requires = "test")]
    timeout: SignedDuration,
    /// Show the report that is kept with this change in the history
    #[arg(long = "change", value_name = "N", conflicts_with_all = ["version", "projects", "test", "dry_run"])]
    of: Option<u64>,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Rehearse {
    fn only_reads(&self) -> bool {
        self.of.is_some()
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        let report = match (self.of, &self.version) {
            (Some(change), _) => engine.rehearsal_of(change)?,
            (None, version) => {
                let no_version = || Problem::new(Code::Usage, "there is no version to try");
                let version = release(version.as_ref().ok_or_else(no_version)?)?;
                if self.change.dry_run {
                    let install = ChangeRequest::Install { from: InstallFrom::Release { version }, then: Then::Stay };
                    let planned = engine.plan(&install, cancel)?;
                    change::show_plan(engine, &planned.plan, &planned.warnings, output);
                    return Ok(0);
                }
                let (projects, test_time) = (self.projects.clone(), self.timeout.try_into().ok());
                let request = RehearseRequest { version, projects, tests: self.test, test_time };
                if request.tests {
                    output.remark("The tests of your projects are executed.");
                    output.warnings(engine.unguarded_tests(true).as_slice());
                }
                // its bar disappears before the answer
                let progress = ProgressPrinter::new(output);
                engine.rehearse(&request, cancel, &|event| progress.event(&event))?
            }
        };
        output.answer(&report, describe);
        output.warnings(&report.warnings);
        Ok(if report.verdict == RehearsalVerdict::Breaks { Code::RehearsalBreaks.exit() } else { 0 })
    }
}

fn describe(report: &RehearsalReport) -> String {
    let mut lines = vec![bold(headline(report))];
    for project in &report.projects {
        lines.push(String::new());
        lines.extend(describe_project(project));
    }
    lines.join("\n")
}

fn headline(report: &RehearsalReport) -> String {
    let RehearsalReport { from, to, .. } = report;
    let (broken, all) = (report.broken().count(), report.projects.len());
    let which = if all == 1 { "project".to_owned() } else { format!("{all} projects") };
    match report.verdict {
        RehearsalVerdict::Breaks if all == 1 => format!("{to} breaks this project, which works with {from}."),
        RehearsalVerdict::Breaks => format!("{to} breaks {broken} of {all} projects, compared with {from}."),
        RehearsalVerdict::Unknown if all == 1 => format!("Whether {to} breaks this project is unknown."),
        RehearsalVerdict::FailsWithBoth if all == 1 => {
            format!("This project fails with {from} and with {to}, so it does not show whether the upgrade breaks it.")
        }
        RehearsalVerdict::Unknown | RehearsalVerdict::FailsWithBoth => inconclusive(report),
        RehearsalVerdict::Differs => format!("{to} breaks nothing, but something differs from {from}."),
        RehearsalVerdict::Same if report.has_passing_tests() => {
            format!("With {to}, your {which} and {} tests work as with {from}.", if all == 1 { "its" } else { "their" })
        }
        RehearsalVerdict::Same if report.tests => {
            format!("With {to}, your {which} can be built as with {from}. There was no test to run.")
        }
        RehearsalVerdict::Same => format!("With {to}, your {which} can be built as with {from}. No test was run."),
    }
}

/// `go1.27.3 breaks nothing in 1 of 3 projects; broken fails with both; slow is unknown.`
fn inconclusive(report: &RehearsalReport) -> String {
    let all = report.projects.len();
    let named = |verdict: RehearsalVerdict, one: &str, many: &str| {
        let names: Vec<String> = report.with(verdict).map(RehearsedProject::name).collect();
        match names.as_slice() {
            [] => None,
            [name] => Some(format!("{name} {one}")),
            names if names.len() <= NAMES => Some(format!("{} {many}", names.join(", "))),
            names => Some(format!("{} {many}", names.len())),
        }
    };
    let [both, unknown] = [
        named(RehearsalVerdict::FailsWithBoth, "fails with both versions", "fail with both versions"),
        named(RehearsalVerdict::Unknown, "is unknown", "are unknown"),
    ];
    let clear = [RehearsalVerdict::Same, RehearsalVerdict::Differs].map(|verdict| report.with(verdict).count());
    let clear = format!("{} breaks nothing in {} of {all} projects", report.to, clear.iter().sum::<usize>());
    format!("{}.", [Some(clear), both, unknown].into_iter().flatten().collect::<Vec<_>>().join("; "))
}

fn describe_project(project: &RehearsedProject) -> Vec<String> {
    let (mark, verdict) = match project.verdict {
        RehearsalVerdict::Same => (good("✓"), "no difference"),
        RehearsalVerdict::Differs => (caution("!"), "differs"),
        RehearsalVerdict::FailsWithBoth => (caution("?"), "fails with both"),
        RehearsalVerdict::Unknown => (caution("?"), "unknown"),
        RehearsalVerdict::Breaks => (bad("✗"), "breaks"),
    };
    let mut lines =
        vec![format!("{mark} {}  {verdict}  {}", bold(project.name()), dim(one_line(project.folder.display())))];
    lines.extend(project.reason.as_ref().map(|reason| format!("    {}.", one_line(reason))));
    lines.extend(project.differences.iter().flat_map(describe_difference));
    if project.more > 0 {
        lines.push(format!("    and {} more differences", project.more));
    }
    if project.failing_with_both > 0 {
        lines.push(dim(format!("    fails with both: {}", project.failing_with_both)));
    }
    lines.extend(project.passing_tests.map(|passing| dim(format!("    tests that pass with both: {passing}"))));
    let figures: Vec<String> =
        project.phases.iter().filter_map(times).chain(project.binaries.iter().filter_map(sizes)).collect();
    if !figures.is_empty() {
        lines.push(dim(format!("    {}", figures.join(" · "))));
    }
    lines
}

fn describe_difference(difference: &RehearsalDifference) -> Vec<String> {
    let command = difference.phase.command();
    let place = [difference.package.as_deref(), difference.test.as_deref()].map(|name| name.map(one_line));
    let place: Vec<String> = place.into_iter().flatten().collect();
    let kind = match difference.kind {
        RehearsalDifferenceKind::Breaks => bad("fails now"),
        RehearsalDifferenceKind::NewFinding => caution("new finding"),
        RehearsalDifferenceKind::Flaky => caution("flaky"),
        RehearsalDifferenceKind::Mended => good("works now"),
    };
    let mut lines = vec![format!("    {command}: {kind}  {}", place.join(" ")).trim_end().to_owned()];
    lines.extend(difference.findings.iter().take(LINES).map(|found| format!("      {}", describe_finding(found))));
    if difference.findings.len() > LINES {
        lines.push(format!("      and {} more lines", difference.findings.len() - LINES));
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
    let seconds = |milliseconds: u64| format!("{:.1} s", milliseconds as f64 / 1e3);
    let (from, to) = (phase.from.as_ref()?, phase.to.as_ref()?);
    Some(format!("{} {} → {}", phase.phase.command(), seconds(from.milliseconds), seconds(to.milliseconds)))
}

fn sizes(binary: &RehearsedBinary) -> Option<String> {
    Some(format!("{} {} → {}", one_line(&binary.name), size(binary.from_bytes?), size(binary.to_bytes?)))
}
