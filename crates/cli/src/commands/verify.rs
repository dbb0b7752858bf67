//! `verify`.
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use upgo_engine::answers::{
    PlanReport, VerifyAll, VerifyChange, VerifyChanges, VerifyPlan, VerifyPlans, VerifyUnknown,
};
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, Code, Problem};
use upgo_engine::base::version::Version;
use upgo_engine::cases::{Confirmed, Engine, VerifyReport};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::store::ProofLevel;

use super::{CommandResult, change};
use crate::arguments::{ChangeOptions, ProgressStyle};
use crate::output::{self, Output, bad, bold, caution, good};
use crate::progress::{ProgressPrinter, bar_style};

/// The exit status if a toolchain differs from what was published.
const DIFFERENT: u8 = 4;
/// Progress is not shown for shorter work.
const QUICK: Duration = Duration::from_secs(1);
/// How many files of each kind are named; the others are counted.
const SHOWN: usize = 10;

/// What to compare, and what to do then.
pub(super) struct VerifyArguments<'a> {
    /// Only this one.
    pub(super) version: Option<&'a str>,
    pub(super) repair: bool,
    pub(super) without_proof: bool,
    pub(super) flags: ChangeOptions,
}

/// The result for one toolchain: how it differs, or why that is unknown.
type VerifyResult = (Version, Result<VerifyReport, Problem>);

pub(super) fn run(engine: &Engine, wish: &VerifyArguments<'_>, cancel: &Cancel, output: &Output) -> CommandResult {
    if wish.flags.dry_run && !wish.repair {
        return Err(Problem::new(Code::Usage, "--dry-run needs --repair: without it there is no plan to show"));
    }
    let versions = match wish.version {
        Some(version) => vec![engine.find_toolchain(&change::release(version)?)?],
        None => engine.toolchains()?,
    };
    match (wish.repair, wish.flags.dry_run) {
        (true, true) => show(engine, wish, &versions, cancel, output),
        (true, false) => repair(engine, wish, &versions, cancel, output),
        (false, _) => compare(engine, wish, &versions, cancel, output),
    }
}

fn compare(
    engine: &Engine,
    wish: &VerifyArguments<'_>,
    versions: &[Version],
    cancel: &Cancel,
    output: &Output,
) -> CommandResult {
    let mut all: Vec<VerifyResult> = Vec::new();
    for version in versions {
        let bar = Bar::new(output, version);
        match engine.verify_told(version, cancel, &|done, files| bar.tell(done, files)) {
            Err(problem) if wish.version.is_some() || problem.code != Code::VerifyNoManifest => return Err(problem),
            report => all.push((version.clone(), report)),
        }
    }
    let ok = all.iter().all(|(_, report)| report.as_ref().is_ok_and(|report| report.ok));
    match all.as_slice() {
        [(_, Ok(report))] if wish.version.is_some() => output.answer(report, describe),
        all => output.answer(&document(ok, all), |_| describe_all(all)),
    }
    if ok {
        return Ok(0);
    }
    let which = wish.version.map(|_| format!(" {}", all[0].0.number())).unwrap_or_default();
    output.remark(&format!("To repair: {}", bold(format!("upgo verify{which} --repair"))));
    Ok(DIFFERENT)
}

/// The answer if no version was given.
fn document(ok: bool, all: &[VerifyResult]) -> VerifyAll {
    let toolchains = all.iter().filter_map(|(_, report)| report.as_ref().ok()).cloned().collect();
    let unknown = all.iter().filter_map(|(version, report)| {
        Some(VerifyUnknown { version: version.clone(), problem: report.as_ref().err()?.clone() })
    });
    VerifyAll { ok, toolchains, unknown: unknown.collect() }
}

fn repair(
    engine: &Engine,
    wish: &VerifyArguments<'_>,
    versions: &[Version],
    cancel: &Cancel,
    output: &Output,
) -> CommandResult {
    let progress = ProgressPrinter::new(output);
    let mut repaired = Vec::new();
    for version in versions {
        let request = ChangeRequest::RepairFiles { version: version.clone() };
        let confirmed = Confirmed { without_proof: wish.without_proof, ..Confirmed::default() };
        let changed = engine.change_confirmed(&request, confirmed, cancel, &|event| progress.event(&event))?;
        if wish.version.is_some() {
            output.answer(&changed, change::describe);
        } else {
            output.remark(&format!("{}  {}", bold(version), change::describe(&changed)));
        }
        output.warnings(&changed.warnings);
        repaired.push(VerifyChange { version: version.clone(), change: changed });
    }
    if wish.version.is_none() && output.is_json() {
        output.document(&VerifyChanges { repaired });
    }
    Ok(0)
}

/// Prints the output of `--repair --dry-run`.
fn show(
    engine: &Engine,
    wish: &VerifyArguments<'_>,
    versions: &[Version],
    cancel: &Cancel,
    output: &Output,
) -> CommandResult {
    let mut plans = Vec::new();
    for version in versions {
        let planned = engine.plan(&ChangeRequest::RepairFiles { version: version.clone() }, cancel)?;
        if wish.version.is_some() {
            change::show_plan(engine, &planned.plan, &planned.warnings, output);
        } else {
            let steps = change::describe_plan(&planned.plan.titles(engine.home()));
            output.remark(&format!("{}\n{steps}", bold(version)));
        }
        let plan = PlanReport::of(&planned.plan, engine.home());
        plans.push(VerifyPlan { version: version.clone(), plan, warnings: planned.warnings });
    }
    if wish.version.is_none() && output.is_json() {
        output.document(&VerifyPlans { plans });
    }
    Ok(0)
}

fn describe_all(all: &[VerifyResult]) -> String {
    if all.is_empty() {
        return "Upgo has not installed any Go version.".to_owned();
    }
    let describe = |(version, report): &VerifyResult| match report {
        Ok(report) => describe(report),
        Err(problem) => format!("{}  {}.", bold(version), problem.message),
    };
    all.iter().map(describe).collect::<Vec<_>>().join("\n")
}

fn describe(report: &VerifyReport) -> String {
    let version = bold(&report.version);
    if !report.differs() {
        return format!("{version}  {}", matching(report.level, report.files));
    }
    let kinds = [("changed", &report.changed), ("missing", &report.missing), ("added", &report.added)];
    let count: usize = kinds.iter().map(|(_, files)| files.len()).sum();
    let said = if count == 1 { "1 file differs".to_owned() } else { format!("{count} files differ") };
    let from = match report.level {
        ProofLevel::Proven | ProofLevel::DigestOnly => "from the published release",
        ProofLevel::OwnDatabase => "from the release in your own checksum database",
        ProofLevel::Given | ProofLevel::Contradicted | ProofLevel::Unknown => "from what was installed",
    };
    let mut lines = vec![format!("{version}  {}", bad(format!("{said} {from}:")))];
    for (kind, files) in kinds {
        lines.extend(files.iter().take(SHOWN).map(|file| format!("  {kind:<8} {}", one_line(file))));
        lines.extend((files.len() > SHOWN).then(|| format!("  {kind:<8} and {} more", files.len() - SHOWN)));
    }
    lines.join("\n")
}

/// What it means that all files are as they were unpacked: whose files those are.
fn matching(level: ProofLevel, files: u64) -> String {
    match level {
        ProofLevel::Proven | ProofLevel::DigestOnly => good(format!("All {files} files match the published release.")),
        ProofLevel::OwnDatabase => good(format!("All {files} files match the release in your own checksum database.")),
        ProofLevel::Given => {
            caution(format!("All {files} files match what was installed; no published release vouches for them."))
        }
        ProofLevel::Contradicted => bad(format!(
            "All {files} files match what was installed, but the release list has another SHA-256 for this version: \
             they are not those of the published release."
        )),
        ProofLevel::Unknown => {
            caution(format!("All {files} files match what was installed; Upgo has no record of its origin."))
        }
    }
}

/// A progress bar that appears only if the work takes a while.
struct Bar {
    shown: OnceLock<ProgressBar>,
    begun: Instant,
    is_wanted: bool,
    title: String,
}

impl Bar {
    fn new(output: &Output, version: &Version) -> Self {
        let is_wanted = output.progress == ProgressStyle::Auto && !output.quiet && output::is_terminal();
        let title = format!("Checking the files of {version}");
        Self { shown: OnceLock::new(), begun: Instant::now(), is_wanted, title }
    }

    fn tell(&self, done: u64, files: u64) {
        if !self.is_wanted || self.begun.elapsed() < QUICK {
            return;
        }
        let start = || ProgressBar::new(files).with_style(bar_style()).with_message(self.title.clone());
        let bar = self.shown.get_or_init(start);
        bar.set_position(done.max(bar.position()));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = self.shown.get() {
            bar.finish_and_clear();
        }
    }
}
