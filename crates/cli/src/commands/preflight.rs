//! `preflight`.
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::Cancel;
use upgo_engine::cases::{Engine, PreflightCheck, PreflightOutcome, PreflightReport, PreflightSubject};
use upgo_engine::change::request::ChangeRequest;

use super::CommandResult;
use super::change::release;
use crate::output::{Output, bad, bold, caution, dim, good};

/// The exit status if the upgrade would fail.
const NOT_READY: u8 = 10;

pub(super) fn run(
    engine: &Engine,
    to: Option<&str>,
    patch: bool,
    exit_code: bool,
    cancel: &Cancel,
    output: &Output,
) -> CommandResult {
    let request = ChangeRequest::Upgrade { to: to.map(release).transpose()?, patch };
    let report = engine.preflight(&request, cancel)?;
    output.answer(&report, describe);
    output.warnings(&report.warnings);
    Ok(if exit_code && !report.ready { NOT_READY } else { 0 })
}

fn describe(report: &PreflightReport) -> String {
    let head = match (report.ready, report.upgrades) {
        (true, true) => "An unattended upgrade would succeed.",
        (true, false) => "There is nothing to upgrade.",
        (false, _) => "An unattended upgrade would fail.",
    };
    std::iter::once(bold(head)).chain(report.checks.iter().map(line)).collect::<Vec<_>>().join("\n")
}

fn line(check: &PreflightCheck) -> String {
    let mark = match check.outcome {
        PreflightOutcome::Pass => good("ok     "),
        PreflightOutcome::Warn => caution("warning"),
        PreflightOutcome::Fail => bad("fails  "),
        PreflightOutcome::Unknown => dim("unknown"),
    };
    let next = check.problem.as_ref().filter(|_| check.outcome != PreflightOutcome::Pass);
    let next =
        next.map(|problem| format!("\n           {}", dim(format!("{} ({})", one_line(&problem.next), problem.code))));
    format!("  {mark}  {}: {}{}", name(check.id), one_line(&check.detail), next.unwrap_or_default())
}

fn name(subject: PreflightSubject) -> &'static str {
    match subject {
        PreflightSubject::Feed => "Release list",
        PreflightSubject::Policy => "Policy",
        PreflightSubject::Plan => "Plan",
        PreflightSubject::System => "System",
        PreflightSubject::Rights => "Rights",
        PreflightSubject::Disk => "Disk space",
        PreflightSubject::Sources => "Download",
        PreflightSubject::Proof => "Proof",
        PreflightSubject::Running => "Running programs",
        PreflightSubject::Restart => "Restart",
        PreflightSubject::Projects => "Projects",
        PreflightSubject::AppControl => "App Control",
    }
}
