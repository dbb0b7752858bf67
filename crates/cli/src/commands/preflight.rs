use clap::Args;
use upgo_engine::base::display::one_line;
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::{PreflightCheck, PreflightOutcome, PreflightReport};
use upgo_engine::change::request::ChangeRequest;

use super::shared::{CommandResult, Run, Start, release};
use crate::options::Offers;
use crate::output::{bad, bold, caution, dim, good, with_note};
use crate::words;

/// The exit status if the upgrade would fail.
const NOT_READY: u8 = 10;

/// Check whether an unattended upgrade would succeed
///
/// Checks the release list, the policy, the plan, the system, the rights, the disk space, the download sources, the
/// proof, running programs, a pending restart and projects. Changes nothing.
#[derive(Args, Debug)]
pub(crate) struct Preflight {
    /// Check the upgrade to this version instead of the newest
    #[arg(long, value_name = "VERSION", conflicts_with = "patch", add = Offers::Version)]
    to: Option<String>,
    /// Check the upgrade to the newest patch of the current release line
    #[arg(long)]
    patch: bool,
    /// Exit with status 10 if the upgrade would fail
    #[arg(long)]
    exit_code: bool,
}

impl Run for Preflight {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel) = (start.engine()?, start.cancel());
        let to = self.to.as_deref().map(release).transpose()?;
        let report = engine.preflight(&ChangeRequest::Upgrade { to, patch: self.patch }, cancel)?;
        start.output.report(&report, &report.warnings, describe);
        Ok(if self.exit_code && !report.ready { NOT_READY } else { 0 })
    }
}

fn describe(report: &PreflightReport) -> String {
    let head = match (report.ready, report.upgrades) {
        (true, true) => Sentence::PreflightReady,
        (true, false) => Sentence::PreflightNothing,
        (false, _) => Sentence::PreflightNotReady,
    };
    std::iter::once(bold(head)).chain(report.checks.iter().map(line)).collect::<Vec<_>>().join("\n")
}

fn line(check: &PreflightCheck) -> String {
    let mark = match check.outcome {
        PreflightOutcome::Pass => good(padded(Sentence::MarkOk)),
        PreflightOutcome::Warn => caution(padded(Sentence::Warning)),
        PreflightOutcome::Fail => bad(padded(Sentence::PreflightFails)),
        PreflightOutcome::Unknown => dim(padded(Sentence::IsUnknown)),
    };
    let next = check.problem.as_ref().filter(|_| check.outcome != PreflightOutcome::Pass);
    let next = next.map(|problem| dim(with_note(one_line(&problem.next), problem.code)));
    let next = next.map(|next| format!("\n           {next}"));
    let said = words::labelled(check.id.title(), one_line(&check.detail));
    format!("  {mark}  {said}{}", next.unwrap_or_default())
}

fn padded(mark: Sentence) -> String {
    words::left(mark, 7)
}
