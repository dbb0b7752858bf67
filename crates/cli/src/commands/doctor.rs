//! `doctor`.
use std::path::{Path, PathBuf};

use clap::Args;
use upgo_engine::answers::{
    DoctorChange, DoctorChanges, DoctorIgnored, DoctorPlan, DoctorPlans, NamedFile, PlanReport,
};
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, Code, Problem};
use upgo_engine::cases::{Engine, Planned};
use upgo_engine::change::fix::Fix;
use upgo_engine::guidance::doctor::{DoctorReport, Finding, Severity};
use upgo_engine::machine::platform::ProbeGroup;

use super::shared::outcome;
use super::{CommandResult, Run, Start};
use crate::arguments::ChangeOptions;
use crate::output::{Output, ask, bad, bold, caution, dim, error_line, good};
use crate::progress::ProgressPrinter;
use crate::words;

/// The exit status if something was found.
const FOUND: u8 = 10;

/// Find problems in the Go setup of this machine, and fix them
#[derive(Args, Debug)]
pub(crate) struct Doctor {
    /// Fix every finding that Upgo can fix, or only this one; shows each plan first
    #[arg(long, value_name = "ID")]
    #[expect(clippy::option_option, reason = "the option is absent, or given with or without a value")]
    fix: Option<Option<String>>,
    /// Exit with status 10 if something is found
    #[arg(long)]
    exit_code: bool,
    /// Ignore this finding from now on
    #[arg(long, value_name = "ID", conflicts_with_all = ["fix", "exit_code", "dry_run"])]
    ignore: Option<String>,
    /// Stop ignoring this finding
    #[arg(long, value_name = "ID", conflicts_with_all = ["fix", "exit_code", "dry_run", "ignore"])]
    show_again: Option<String>,
    /// Report as JSON what only a real Windows can answer, for a bug report (Windows)
    ///
    /// Takes about 20 seconds. Everything that it makes is deleted, nothing is sent, and the report names neither the
    /// user nor the machine.
    #[arg(long, conflicts_with_all = ["fix", "exit_code", "dry_run", "ignore", "show_again"])]
    windows_probe: bool,
    /// Write the report of --windows-probe to this file
    #[arg(long, value_name = "FILE", requires = "windows_probe")]
    out: Option<PathBuf>,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Doctor {
    fn only_reads(&self) -> bool {
        let looks = self.fix.is_none() && self.ignore.is_none() && self.show_again.is_none();
        looks || self.change.dry_run
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, output) = (start.engine()?, start.output);
        if let Some(only) = &self.fix {
            self.fix(engine, only.as_deref(), start)
        } else if let Some(id) = &self.ignore {
            ignore(engine, id, true, output)
        } else if let Some(id) = &self.show_again {
            ignore(engine, id, false, output)
        } else if self.windows_probe {
            ask_windows(engine, self.out.as_deref(), start.cancel(), output)
        } else {
            let report = look(engine)?;
            output.answer(&report, describe);
            output.warnings(&report.warnings);
            Ok(status(&report, self.exit_code))
        }
    }
}

impl Doctor {
    /// Makes one plan after the other, because the first fix may change the next plan.
    fn fix(&self, engine: &Engine, only: Option<&str>, start: &Start<'_>) -> CommandResult {
        let (cancel, output) = (start.cancel(), start.output);
        let fixes = fixes(&look(engine)?, only)?;
        if self.change.dry_run {
            return show(engine, &fixes, cancel, output);
        }
        let progress = ProgressPrinter::new(output);
        let mut made = Vec::new();
        for (id, fix) in fixes {
            let Some(planned) = wanted(engine, &id, &fix, self.change.yes, cancel, output)? else { continue };
            let changed = engine.apply(planned, cancel, &|event| progress.event(&event))?;
            engine.note_mended(&id, changed.id);
            if !output.is_json() {
                output.line(&outcome::describe(&changed));
                output.warnings(&changed.warnings);
                outcome::remarks(engine, &fix.request, &changed, output);
            }
            made.push(DoctorChange { id, change: changed });
        }
        let left = look(engine)?;
        let ids = left.open().map(|finding| finding.id.clone()).collect();
        output.answer(&DoctorChanges { fixed: made, left: ids }, summary);
        Ok(status(&left, self.exit_code))
    }
}

fn ignore(engine: &Engine, id: &str, ignore: bool, output: &Output) -> CommandResult {
    engine.ignore_finding(id, ignore)?;
    let words = if ignore { format!("{id} is now ignored.") } else { format!("{id} is no longer ignored.") };
    output.answer(&DoctorIgnored { id: id.to_owned(), ignored: ignore }, |_| words);
    Ok(0)
}

/// Asks what only a real Windows answers, and prints or writes the report.
fn ask_windows(engine: &Engine, out: Option<&Path>, cancel: &Cancel, output: &Output) -> CommandResult {
    let is_shown = !output.quiet && !output.is_json();
    let report = engine.windows_probe(cancel, &|group| {
        if is_shown {
            error_line(&dim(format!("Asking Windows about {}…", subject(group))));
        }
    })?;
    for left in report.left.iter().filter(|_| is_shown) {
        error_line(&format!("Please delete it yourself: {}", one_line(left)));
    }
    let Some(out) = out else {
        output.document(&report);
        return Ok(0);
    };
    engine.write_windows_probe(&report, out)?;
    output.answer(&NamedFile { path: out.to_owned() }, |file| {
        format!("Wrote {}. Nothing was sent.", bold(one_line(file.path.display())))
    });
    Ok(0)
}

fn subject(group: ProbeGroup) -> &'static str {
    match group {
        ProbeGroup::Machine => "its version and the account",
        ProbeGroup::Folders => "the user's folders",
        ProbeGroup::Guards => "scanners and policies",
        ProbeGroup::Files => "files and locks",
        ProbeGroup::Renames => "renames",
        ProbeGroup::Processes => "processes",
        ProbeGroup::Console => "the console",
        ProbeGroup::Schedule => "the Task Scheduler",
        ProbeGroup::Desktop => "the desktop",
        ProbeGroup::Conditions => "the network and the power",
        ProbeGroup::Environment => "the environment",
        ProbeGroup::Install => "Windows Installer",
    }
}

fn look(engine: &Engine) -> Result<DoctorReport, Problem> {
    // A folder that no longer exists belongs to no project.
    let here = std::env::current_dir().ok().filter(|folder| folder.is_dir());
    engine.doctor_in(here.as_deref())
}

fn status(report: &DoctorReport, exit_code: bool) -> u8 {
    if exit_code && report.open().next().is_some() { FOUND } else { 0 }
}

/// The plans to make, each once: two findings may have the same plan.
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
            let problem = Problem::new(Code::Usage, format!("Upgo cannot fix {id} itself"));
            Err(problem.with_next(finding.explanation.clone()))
        }
        None if !report.passed.iter().any(|passed| passed.id == id)
            && !report.not_checked.iter().any(|check| check.id == id) =>
        {
            Err(Problem::new(Code::Usage, format!("there is no check named {id:?}"))
                .with_next("Run `upgo doctor` to see the findings."))
        }
        _ => Ok(()),
    }
}

/// The plan, if the user agreed to it after seeing it.
fn wanted(
    engine: &Engine,
    id: &str,
    fix: &Fix,
    yes: bool,
    cancel: &Cancel,
    output: &Output,
) -> Result<Option<Planned>, Problem> {
    let planned = engine.plan(&fix.request, cancel)?;
    if planned.plan.is_empty() {
        return Ok(None); // an earlier fix included it
    }
    if !output.is_json() {
        let steps = outcome::describe_plan(&planned.plan.titles(engine.home()));
        output.remark(&format!("{} {}\n{steps}", bold(id), dim(one_line(format!("({})", fix.command)))));
        output.warnings(&planned.warnings);
    }
    if yes {
        return Ok(Some(planned));
    }
    let nobody = || {
        Problem::new(Code::Usage, "cannot ask for confirmation here (not a terminal)")
            .with_next("Run `upgo doctor --fix --dry-run` to see the plans, then pass --yes.")
    };
    let answer = if output.is_json() { None } else { ask("Make this change?") };
    answer.map(|yes| yes.then_some(planned)).ok_or_else(nobody)
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
    let nothing = || "Upgo can fix none of the findings.".to_owned();
    output.answer(&DoctorPlans { plans }, |_| if words.is_empty() { nothing() } else { words.join("\n\n") });
    Ok(0)
}

fn summary(DoctorChanges { fixed, left }: &DoctorChanges) -> String {
    let fixed = match fixed.len() {
        0 => "Nothing was changed.".to_owned(),
        1 => "1 change was made. `upgo rollback` undoes it.".to_owned(),
        many => format!("{many} changes were made. `upgo rollback` undoes them one at a time."),
    };
    let left =
        if left.is_empty() { "No findings are left.".to_owned() } else { format!("Still open: {}.", left.join(", ")) };
    format!("{fixed} {left}")
}

/// The number of findings, each finding, and how to fix them.
fn describe(report: &DoctorReport) -> String {
    let open: Vec<&Finding> = report.open().collect();
    let mut parts = vec![headline(open.len(), report.passed.len())];
    parts.extend(open.iter().map(|finding| describe_finding(finding)));
    let ignored: Vec<&str> =
        report.findings.iter().filter(|finding| finding.ignored).map(|finding| finding.id.as_str()).collect();
    if !ignored.is_empty() {
        parts.push(dim(format!("Ignored: {} (to show one again: `upgo doctor --show-again ID`)", ignored.join(", "))));
    }
    let unknown = report.not_checked.iter().map(|check| dim(format!("Not checked: {}: {}.", check.id, check.why)));
    parts.push(unknown.collect::<Vec<_>>().join("\n"));
    parts.retain(|part| !part.is_empty());
    let mendable = open.iter().filter(|finding| finding.fix.is_some()).count();
    if mendable > 0 {
        parts.push(format!(
            "{} fixes {}, after showing each plan.",
            bold("upgo doctor --fix"),
            of(mendable, open.len())
        ));
    }
    parts.join("\n\n")
}

fn headline(found: usize, passed: usize) -> String {
    match found {
        0 => format!("{} Your Go setup is OK.", good(format!("{passed} checks passed."))),
        1 => format!("{}, {passed} checks passed.", bold("1 finding")),
        many => format!("{}, {passed} checks passed.", bold(format!("{many} findings"))),
    }
}

fn of(some: usize, all: usize) -> String {
    match (some, all) {
        (1, 1) => "it".to_owned(),
        (some, all) if some == all => "them".to_owned(),
        (some, _) => format!("{some} of them"),
    }
}

fn describe_finding(finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Problem => bad("problem"),
        Severity::Caution => caution("caution"),
        Severity::Hint => dim("hint"),
    };
    let mut lines = vec![format!("{severity}  {}  {}", bold(&finding.title), dim(&finding.id))];
    lines.extend(finding.evidence.iter().map(|evidence| format!("    {}", one_line(evidence))));
    lines.push(words::wrapped(&finding.explanation, "  "));
    lines.extend(finding.fix.as_ref().map(|fix| format!("  To fix it: {}", bold(one_line(&fix.command)))));
    lines.join("\n")
}
