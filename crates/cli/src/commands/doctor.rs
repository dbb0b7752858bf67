mod measure;

use std::path::PathBuf;

use clap::Args;
use upgo_engine::answers::{DoctorChange, DoctorChanges, DoctorIgnored, DoctorPlan, DoctorPlans, PlanReport};
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, Code, Problem};
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::cases::{Engine, Planned};
use upgo_engine::change::offered_fix::Fix;
use upgo_engine::guidance::doctor::{DoctorReport, Finding, Severity};

use super::shared::{CommandResult, Run, Start, cannot_confirm, outcome};
use super::status::here;
use crate::options::{ChangeOptions, Offers};
use crate::output::{Output, bad, bold, caution, dim, good};
use crate::progress::ProgressPrinter;
use crate::words;

/// The exit status if something was found.
const FOUND: u8 = 10;

/// Find problems in the Go setup of this machine, and fix them
#[derive(Args, Debug)]
pub(crate) struct Doctor {
    /// Fix every finding that Upgo can fix, or only this one; shows each plan first
    #[arg(long, value_name = "ID", add = Offers::Check)]
    #[expect(clippy::option_option, reason = "the option is absent, or given with or without a value")]
    fix: Option<Option<String>>,
    /// Exit with status 10 if something is found
    #[arg(long)]
    exit_code: bool,
    /// Ignore this finding from now on
    #[arg(long, value_name = "ID", add = Offers::Check, conflicts_with_all = ["fix", "exit_code", "dry_run"])]
    ignore: Option<String>,
    /// Stop ignoring this finding
    #[arg(long, value_name = "ID", add = Offers::Check, conflicts_with_all = ["fix", "exit_code", "dry_run", "ignore"])]
    show_again: Option<String>,
    /// Measure how long Go takes to build here, on each Dev Drive, and in these folders
    ///
    /// Takes about a minute. Go builds the same small program in each folder, with an empty cache and after a change.
    /// Also shows how much processor time Microsoft Defender uses meanwhile. Nothing is changed, and what the builds
    /// write is deleted.
    #[arg(long, value_name = "FOLDER", num_args = 0.., value_hint = clap::ValueHint::DirPath)]
    #[arg(conflicts_with_all = ["fix", "exit_code", "dry_run", "ignore", "show_again"])]
    measure: Option<Vec<PathBuf>>,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Doctor {
    const ONLY_READS: fn(&Self) -> bool = |doctor| {
        let looks = doctor.fix.is_none() && doctor.ignore.is_none() && doctor.show_again.is_none();
        looks || doctor.change.dry_run
    };

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, output) = (start.engine()?, start.output);
        if let Some(only) = &self.fix {
            self.fix(engine, only.as_deref(), start)
        } else if let Some(id) = &self.ignore {
            ignore(engine, id, true, output)
        } else if let Some(id) = &self.show_again {
            ignore(engine, id, false, output)
        } else if let Some(folders) = &self.measure {
            measure::measure(engine, folders, start.cancel(), output)
        } else {
            let report = engine.doctor_in(here().as_deref())?;
            output.report(&report, &report.warnings, describe);
            Ok(status(&report, self.exit_code))
        }
    }
}

impl Doctor {
    /// Makes one plan after the other, because the first fix may change the next plan.
    fn fix(&self, engine: &Engine, only: Option<&str>, start: &Start<'_>) -> CommandResult {
        let (cancel, output) = (start.cancel(), start.output);
        let fixes = fixes(&engine.doctor_in(here().as_deref())?, only)?;
        if self.change.dry_run {
            return show(engine, &fixes, cancel, output);
        }
        let progress = ProgressPrinter::new(output);
        let mut made = Vec::new();
        for (id, fix) in fixes {
            let Some(planned) = wanted(&id, &fix, self.change.yes, start)? else { continue };
            let changed = engine.apply(planned, cancel, &|event| progress.event(&event))?;
            engine.note_mended(&id, changed.id);
            if !output.is_json() {
                output.line(&outcome::describe(&changed));
                output.warnings(&changed.warnings);
                outcome::remarks(engine, &fix.request, &changed, output);
            }
            made.push(DoctorChange { id, change: changed });
        }
        let left = engine.doctor_in(here().as_deref())?;
        let ids = left.open().map(|finding| finding.id.clone()).collect();
        output.answer(&DoctorChanges { fixed: made, left: ids }, summary);
        Ok(status(&left, self.exit_code))
    }
}

fn ignore(engine: &Engine, id: &str, ignore: bool, output: &Output) -> CommandResult {
    engine.ignore_finding(id, ignore)?;
    let sentence = if ignore { say!(NowIgnored { id }) } else { say!(NoLongerIgnored { id }) };
    output.answer(&DoctorIgnored { id: id.to_owned(), ignored: ignore }, |_| sentence.to_string());
    Ok(0)
}

fn status(report: &DoctorReport, exit_code: bool) -> u8 {
    if exit_code && report.open().next().is_some() { FOUND } else { 0 }
}

/// Each plan once: two findings may have the same one.
fn fixes(report: &DoctorReport, only: Option<&str>) -> Result<Vec<(String, Fix)>, Problem> {
    if let Some(id) = only {
        require_fix(report, id)?;
    }
    let mut fixes: Vec<(String, Fix)> = Vec::new();
    for finding in &report.findings {
        let is_meant = only.map_or(!finding.ignored, |id| finding.id == id);
        if let Some(fix) = finding.fix.as_ref().filter(|_| is_meant)
            && fixes.iter().all(|(_, known)| known != fix)
        {
            fixes.push((finding.id.clone(), fix.clone()));
        }
    }
    Ok(fixes)
}

/// Refuses an unknown check, and a finding without a plan.
fn require_fix(report: &DoctorReport, id: &str) -> Result<(), Problem> {
    match report.findings.iter().find(|finding| finding.id == id) {
        Some(finding) if finding.fix.is_none() => {
            let problem = Problem::new(Code::Usage, say!(CannotFixItself { id }));
            Err(problem.with_next(finding.explanation.clone()))
        }
        None if !report.passed.iter().any(|passed| passed.id == id)
            && !report.not_checked.iter().any(|check| check.id == id) =>
        {
            Err(Problem::new(Code::Usage, say!(NoSuchCheck { id })).with_next(Sentence::SeeFindings))
        }
        _ => Ok(()),
    }
}

/// The plan, if the user agreed to it after seeing it.
fn wanted(id: &str, fix: &Fix, yes: bool, start: &Start<'_>) -> Result<Option<Planned>, Problem> {
    let (engine, output) = (start.engine()?, start.output);
    let planned = engine.plan(&fix.request, start.cancel())?;
    if planned.plan.is_empty() {
        return Ok(None); // an earlier fix included it
    }
    let steps = outcome::describe_plan(&planned.plan.titles(engine.home()));
    output.remark(&format!("{} {}\n{steps}", bold(id), dim(one_line(format!("({})", fix.command)))));
    output.warnings(&planned.warnings);
    let is_wanted = if yes { Some(true) } else { output.ask(Sentence::MakeThisChange) };
    is_wanted.map(|yes| yes.then_some(planned)).ok_or_else(|| cannot_confirm(Sentence::SeeFixes))
}

/// Prints the output of `--fix --dry-run`.
fn show(engine: &Engine, fixes: &[(String, Fix)], cancel: &Cancel, output: &Output) -> CommandResult {
    let (mut plans, mut words) = (Vec::new(), Vec::new());
    for (id, fix) in fixes {
        let planned = engine.plan(&fix.request, cancel)?;
        let plan = PlanReport::of(&planned.plan, engine.home());
        let steps = outcome::describe_plan(&plan.steps);
        plans.push(DoctorPlan { id: id.clone(), plan, warnings: planned.warnings });
        words.push(format!("{} {}\n{steps}", bold(id), dim(one_line(format!("({})", fix.command)))));
    }
    let nothing = || Sentence::CanFixNone.to_string();
    output.answer(&DoctorPlans { plans }, |_| if words.is_empty() { nothing() } else { words.join("\n\n") });
    Ok(0)
}

fn summary(DoctorChanges { fixed, left }: &DoctorChanges) -> String {
    let fixed = match fixed.len() {
        0 => Sentence::ClaimUntouched.into(),
        count => say!(FixesMade { count }),
    };
    let left = match left.as_slice() {
        [] => Sentence::NoFindingsLeft.into(),
        ids => say!(StillOpen { ids: words::names(ids) }),
    };
    fixed.and(left).to_string()
}

fn describe(report: &DoctorReport) -> String {
    let open: Vec<&Finding> = report.open().collect();
    let has_go = report.warnings.iter().all(|warning| warning.code != Code::GoMissing);
    let mut parts = vec![headline(open.len(), report.passed.len(), has_go)];
    parts.extend(open.iter().map(|finding| describe_finding(finding)));
    let ignored: Vec<&str> =
        report.findings.iter().filter(|finding| finding.ignored).map(|finding| finding.id.as_str()).collect();
    if !ignored.is_empty() {
        parts.push(dim(say!(IgnoredFindings { ids: words::names(ignored) })));
    }
    let unknown =
        report.not_checked.iter().map(|check| dim(say!(NotChecked { id: &check.id, why: check.why.clone() })));
    parts.push(unknown.collect::<Vec<_>>().join("\n"));
    parts.retain(|part| !part.is_empty());
    let mendable = open.iter().filter(|finding| finding.fix.is_some()).count();
    if mendable > 0 {
        parts.push(fixes_them(mendable, open.len()).to_string());
    }
    parts.join("\n\n")
}

fn headline(found: usize, passed: usize, has_go: bool) -> String {
    match found {
        0 if !has_go => say!(ChecksPassed { passed }).to_string(),
        0 => {
            let passed = good(say!(ChecksPassed { passed }));
            words::after(passed, Sentence::SetupIsOk.to_string()).to_string()
        }
        count => {
            let findings = bold(say!(Findings { count }));
            say!(FindingsAndPassed { findings, passed }).to_string()
        }
    }
}

fn fixes_them(some: usize, all: usize) -> Statement {
    let command = bold("upgo doctor --fix");
    match (some, all) {
        (1, 1) => say!(FixesTheOne { command }),
        (some, all) if some == all => say!(FixesAll { command }),
        (some, _) => say!(FixesSome { command, count: some }),
    }
}

fn describe_finding(finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Problem => bad(Sentence::SeverityProblem),
        Severity::Caution => caution(Sentence::SeverityCaution),
        Severity::Hint => dim(Sentence::SeverityHint),
    };
    let mut lines = vec![format!("{severity}  {}  {}", bold(&finding.title), dim(&finding.id))];
    lines.extend(finding.evidence.iter().map(|evidence| format!("    {}", one_line(evidence))));
    lines.push(words::wrapped(&finding.explanation.to_string(), "  "));
    let fix = finding.fix.as_ref().map(|fix| say!(ToFixIt { command: bold(one_line(&fix.command)) }));
    lines.extend(fix.map(|fix| format!("  {fix}")));
    lines.join("\n")
}
