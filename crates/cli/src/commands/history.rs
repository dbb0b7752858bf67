//! `history`.
use upgo_engine::display::one_line;
use upgo_engine::engine::{Engine, HistoryEntry, HistoryReport, RehearsalSummary, RehearsalVerdict};
use upgo_engine::journal::Outcome;
use upgo_engine::plan::Subject;
use upgo_engine::store::ProofLevel;

use super::CommandResult;
use crate::output::{Output, dim};

pub(super) fn run(engine: &Engine, output: &Output) -> CommandResult {
    let report = engine.history()?;
    output.answer(&report, describe);
    output.warnings(&report.warnings);
    Ok(0)
}

fn describe(report: &HistoryReport) -> String {
    if report.entries.is_empty() {
        return "Nothing has been changed yet.".into();
    }
    report.entries.iter().map(describe_entry).collect::<Vec<_>>().join("\n")
}

fn describe_entry(entry: &HistoryEntry) -> String {
    let at = entry.at.strftime("%Y-%m-%d %H:%M");
    let outcome = match entry.outcome {
        Some(Outcome::Done) => "done".into(),
        Some(Outcome::Undone) => entry.undone_by.map_or("undone".into(), |by| format!("undone by {by}")),
        Some(Outcome::Failed) => "failed".into(),
        Some(Outcome::Cancelled) => "cancelled".into(),
        Some(Outcome::Recovered) if entry.in_effect => "recovered".into(),
        Some(Outcome::Recovered) => "interrupted".into(),
        Some(Outcome::Overtaken) => "overtaken".into(),
        None => "running".into(),
    };
    let problem = entry.problem.as_ref().map(|problem| format!("\n      {}", dim(one_line(&problem.message))));
    let digest_only = if entry.proof == Some(ProofLevel::DigestOnly) { dim(" (checksum only)") } else { String::new() };
    let tried = entry.rehearsal.as_ref().map(|rehearsal| dim(tried(rehearsal))).unwrap_or_default();
    let what = one_line(Subject::from(entry).line()) + &digest_only + &tried;
    format!("{:>4}  {}  {:<12} {what}{}", entry.id, dim(at), outcome, problem.unwrap_or_default())
}

/// The result of a rehearsal. `rehearse --change` shows its report.
fn tried(rehearsal: &RehearsalSummary) -> String {
    let projects = match rehearsal.projects {
        1 => "1 project".to_owned(),
        count => format!("{count} projects"),
    };
    match rehearsal.verdict {
        RehearsalVerdict::Breaks => format!(" (tried on {projects}: breaks {})", one_line(rehearsal.broken.join(", "))),
        RehearsalVerdict::Unknown => format!(" (tried on {projects}: not all could be built)"),
        RehearsalVerdict::Same | RehearsalVerdict::Differs => format!(" (tried on {projects}: breaks nothing)"),
    }
}
