mod rebuild;

use clap::Args;
use indicatif::ProgressBar;
use upgo_engine::answers::{
    PlanReport, VerifyAll, VerifyChange, VerifyChanges, VerifyPlan, VerifyPlans, VerifyUnknown,
};
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, Code, Problem};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::{Confirmed, Engine, VerifyReport};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::store::ProofLevel;
use upgo_engine::store::proof::{ProofChain, ProofLink, ProofState};

use super::shared::{CommandResult, Run, Start, outcome, release, show_plan};
use crate::options::{ChangeOptions, Offers, Proof};
use crate::output::{Output, bad, bold, caution, dim, good};
use crate::progress::{LateBar, ProgressPrinter, bar_style};
use crate::words;

/// The exit status if a toolchain differs from what was published.
const DIFFERENT: u8 = 4;
/// How many files of each kind are named; the others are counted.
const SHOWN: usize = 10;

/// Compare installed files with the published ones, or repair them
#[derive(Args, Debug)]
pub(crate) struct Verify {
    /// An installed version: 1.27.3, 1.27; by default, every version that Upgo manages
    #[arg(add = Offers::Installed)]
    version: Option<String>,
    /// Restore changed and missing files from the verified archive, and remove files that are not part of it
    #[arg(long)]
    repair: bool,
    /// Show the evidence that this version is the published one, instead of comparing files
    #[arg(long, requires = "version", conflicts_with = "repair")]
    why: bool,
    /// Build this version from its published source with another installed Go, and compare every file
    #[arg(long, requires = "version", conflicts_with_all = ["repair", "why"])]
    rebuild: bool,
    #[command(flatten)]
    proof: Proof,
    #[command(flatten)]
    change: ChangeOptions,
}

/// The result for one toolchain: how it differs, or why that is unknown.
type VerifyResult = (Version, Result<VerifyReport, Problem>);

impl Run for Verify {
    const ONLY_READS: fn(&Self) -> bool = |verify| !(verify.repair || verify.rebuild) || verify.change.dry_run;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel) = (start.engine()?, start.cancel());
        if let (Some(version), true) = (&self.version, self.why) {
            let version = engine.find_toolchain(&release(version)?)?;
            start.output.answer(&engine.proof(&version)?, describe_proof);
            return Ok(0);
        }
        if self.change.dry_run && !self.repair {
            return Err(Problem::new(Code::Usage, Sentence::VerifyPlanNeedsRepair));
        }
        if let (Some(version), true) = (&self.version, self.rebuild) {
            let version = engine.find_toolchain(&release(version)?)?;
            return rebuild::rebuild(engine, &version, cancel, start.output);
        }
        let versions = match &self.version {
            Some(version) => vec![engine.find_toolchain(&release(version)?)?],
            None => engine.toolchains()?,
        };
        match (self.repair, self.change.dry_run) {
            (true, true) => self.show(engine, &versions, cancel, start.output),
            (true, false) => self.repair(engine, &versions, cancel, start.output),
            (false, _) => self.compare(engine, &versions, cancel, start.output),
        }
    }
}

impl Verify {
    fn compare(&self, engine: &Engine, versions: &[Version], cancel: &Cancel, output: &Output) -> CommandResult {
        let mut all: Vec<VerifyResult> = Vec::new();
        for version in versions {
            let bar = LateBar::new(output);
            let title = || say!(VerifyChecking { version: version.as_str() }).to_string();
            let new = |files| ProgressBar::new(files).with_style(bar_style()).with_message(title());
            let tell = |done, files| bar.tell(|| new(files), |bar| bar.set_position(bar.position().max(done)));
            match engine.verify_told(version, cancel, &tell) {
                Err(problem) if self.version.is_some() || problem.code != Code::VerifyNoManifest => {
                    return Err(problem);
                }
                report => all.push((version.clone(), report)),
            }
        }
        let ok = all.iter().all(|(_, report)| report.as_ref().is_ok_and(|report| report.ok));
        match all.as_slice() {
            [(_, Ok(report))] if self.version.is_some() => output.answer(report, describe),
            all => output.answer(&document(ok, all), |_| describe_all(all)),
        }
        if ok {
            return Ok(0);
        }
        let which = self.version.as_ref().map(|_| format!(" {}", all[0].0.number())).unwrap_or_default();
        let command = bold(format!("upgo verify{which} --repair"));
        output.remark(&say!(VerifyToRepair { command }).to_string());
        Ok(DIFFERENT)
    }

    fn repair(&self, engine: &Engine, versions: &[Version], cancel: &Cancel, output: &Output) -> CommandResult {
        let progress = ProgressPrinter::new(output);
        let mut repaired = Vec::new();
        for version in versions {
            let request = ChangeRequest::RepairFiles { version: version.clone() };
            let confirmed = Confirmed { without_proof: self.proof.without_proof, ..Confirmed::default() };
            let changed = engine.change_confirmed(&request, confirmed, cancel, &|event| progress.event(&event))?;
            if self.version.is_some() {
                output.answer(&changed, outcome::describe);
            } else {
                output.remark(&format!("{}  {}", bold(version), outcome::describe(&changed)));
            }
            output.warnings(&changed.warnings);
            repaired.push(VerifyChange { version: version.clone(), change: changed });
        }
        if self.version.is_none() && output.is_json() {
            output.document(&VerifyChanges { repaired });
        }
        Ok(0)
    }

    /// Prints the output of `--repair --dry-run`.
    fn show(&self, engine: &Engine, versions: &[Version], cancel: &Cancel, output: &Output) -> CommandResult {
        let mut plans = Vec::new();
        for version in versions {
            let planned = engine.plan(&ChangeRequest::RepairFiles { version: version.clone() }, cancel)?;
            if self.version.is_some() {
                show_plan(engine, &planned.plan, &planned.warnings, cancel, output);
            } else {
                let steps = outcome::describe_plan(&planned.plan.titles(engine.home()));
                output.remark(&format!("{}\n{steps}", bold(version)));
            }
            let plan = PlanReport::of(&planned.plan, engine.home());
            plans.push(VerifyPlan { version: version.clone(), plan, warnings: planned.warnings });
        }
        if self.version.is_none() && output.is_json() {
            output.document(&VerifyPlans { plans });
        }
        Ok(0)
    }
}

/// The answer if no version was given.
fn document(ok: bool, all: &[VerifyResult]) -> VerifyAll {
    let toolchains = all.iter().filter_map(|(_, report)| report.as_ref().ok()).cloned().collect();
    let unknown = all.iter().filter_map(|(version, report)| {
        Some(VerifyUnknown { version: version.clone(), problem: report.as_ref().err()?.clone() })
    });
    VerifyAll { ok, toolchains, unknown: unknown.collect() }
}

fn describe_all(all: &[VerifyResult]) -> String {
    if all.is_empty() {
        return Sentence::VerifyNoneInstalled.to_string();
    }
    let describe = |(version, report): &VerifyResult| match report {
        Ok(report) => describe(report),
        Err(problem) => format!("{}  {}", bold(version), words::sentence(&problem.message)),
    };
    all.iter().map(describe).collect::<Vec<_>>().join("\n")
}

fn describe(report: &VerifyReport) -> String {
    let version = bold(&report.version);
    if !report.differs() {
        return format!("{version}  {}", matching(report.level, report.files));
    }
    let files = [&report.changed, &report.missing, &report.not_executable, &report.added];
    let count = files.iter().map(|files| files.len()).sum::<usize>();
    let differs = match report.level {
        ProofLevel::Proven | ProofLevel::DigestOnly => say!(VerifyDiffersPublished { count }),
        ProofLevel::OwnDatabase => say!(VerifyDiffersOwnDatabase { count }),
        ProofLevel::Given | ProofLevel::Contradicted | ProofLevel::Unknown => say!(VerifyDiffersInstalled { count }),
    };
    let mut lines = vec![format!("{version}  {}", bad(differs))];
    lines.extend(differing(files));
    lines.join("\n")
}

/// A line for each of the changed files, the missing ones, those that lost the right to run, and the added ones.
fn differing(files: [&Vec<String>; 4]) -> Vec<String> {
    let mut lines = Vec::new();
    let kinds = [Sentence::VerifyChanged, Sentence::IsGone, Sentence::VerifyNotExecutable, Sentence::VerifyAdded];
    for (kind, files) in kinds.into_iter().zip(files) {
        let kind = words::left(kind, 8);
        lines.extend(files.iter().take(SHOWN).map(|file| format!("  {kind} {}", one_line(file))));
        let more = files.len().saturating_sub(SHOWN);
        lines.extend((more > 0).then(|| format!("  {kind} {}", say!(MoreFiles { count: more }))));
    }
    lines
}

/// What it means that all files are as they were unpacked: whose files those are.
fn matching(level: ProofLevel, files: u64) -> String {
    match level {
        ProofLevel::Proven | ProofLevel::DigestOnly => good(say!(VerifyMatchPublished { count: files })),
        ProofLevel::OwnDatabase => good(say!(VerifyMatchOwnDatabase { count: files })),
        ProofLevel::Given => caution(say!(VerifyMatchGiven { count: files })),
        ProofLevel::Contradicted => bad(say!(VerifyMatchContradicted { count: files })),
        ProofLevel::Unknown => caution(say!(VerifyMatchUnknown { count: files })),
    }
}

fn describe_proof(chain: &ProofChain) -> String {
    let means = chain.level.means();
    let level = match chain.level {
        ProofLevel::Proven => good(means),
        ProofLevel::OwnDatabase | ProofLevel::DigestOnly | ProofLevel::Given => caution(means),
        ProofLevel::Contradicted | ProofLevel::Unknown => bad(means),
    };
    let links = chain.links.iter().map(describe_link);
    std::iter::once(format!("{}  {level}", bold(&chain.version))).chain(links).collect::<Vec<_>>().join("\n")
}

fn describe_link(link: &ProofLink) -> String {
    let state = match link.state {
        ProofState::Holds => good(Sentence::ProofValid),
        ProofState::Missing => bad(Sentence::ProofUnavailable),
        ProofState::NotAsked => caution(Sentence::ProofNotChecked),
        ProofState::None => dim(Sentence::ProofNotPublished),
        ProofState::Contradicts => bad(Sentence::ProofContradicted),
    };
    let widths = link.evidence.iter().map(|evidence| words::width(&evidence.name.to_string()));
    let width = widths.max().unwrap_or_default();
    let evidence = link.evidence.iter().map(|evidence| {
        let name = words::left(&evidence.name, width);
        format!("\n      {}  {}", dim(name), one_line(&evidence.value))
    });
    let said = words::labelled(state, link.says.clone());
    format!("  {said}{}", evidence.collect::<String>())
}
