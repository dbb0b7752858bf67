//! `history`.
use upgo_engine::engine::{Engine, HistoryEntry, HistoryReport};
use upgo_engine::journal::Outcome;
use upgo_engine::plan::Action;
use upgo_engine::store::Level;

use super::Answer;
use crate::output::{Output, dim};
use crate::words;

pub(super) fn run(engine: &Engine, output: &Output) -> Answer {
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
    let problem = entry.problem.as_ref().map(|problem| format!("\n      {}", dim(&problem.message)));
    let digest_only = if entry.proof == Some(Level::DigestOnly) { dim(" (checksum only)") } else { String::new() };
    let what = title(entry) + &digest_only;
    format!("{:>4}  {}  {:<12} {what}{}", entry.id, dim(at), outcome, problem.unwrap_or_default())
}

/// The name of the change, without its outcome.
fn title(entry: &HistoryEntry) -> String {
    let name = |version: &Option<_>| version.as_ref().map_or("Go".to_owned(), ToString::to_string);
    let (from, to) = (name(&entry.from), name(&entry.to));
    let before = entry.from.as_ref().filter(|_| entry.switched && entry.from != entry.to);
    let before = before.map(|from| format!(" (before: {from})")).unwrap_or_default();
    match entry.action {
        Action::Download => format!("Download {to}"),
        Action::Install if entry.switched => format!("Install and use {to}{before}"),
        Action::Install => format!("Install {to}"),
        Action::Use => format!("Use {to}{before}"),
        Action::Upgrade => match &entry.from {
            Some(from) => format!("Upgrade {from} to {to}"),
            None => format!("Upgrade to {to}"),
        },
        Action::Remove if entry.removed.is_empty() => format!("Remove {from}"),
        Action::Remove => format!("Remove {}", words::some_of(&entry.removed)),
        Action::AddToPath => "Add Upgo to PATH".into(),
        Action::Environment if entry.variables.is_empty() => "Edit the environment".into(),
        Action::Environment => format!("Edit {}", words::some_of(&entry.variables)),
        Action::Adopt => format!("Adopt {to}"),
        Action::StepAside => "Put Upgo's Go first on PATH".into(),
        Action::KeepSystem => "Keep the machine-wide Go".into(),
        Action::SystemInstall => match &entry.from {
            Some(from) => format!("Upgrade the machine-wide {from} to {to}"),
            None => format!("Install {to} machine-wide"),
        },
        Action::SystemUninstall => format!("Uninstall the machine-wide {from}"),
        Action::SystemRepair => format!("Repair the machine-wide {to}"),
        Action::RepairFiles => format!("Repair the files of {}", name(&entry.about)),
        Action::RebuildTools => format!("Rebuild {}", words::some_of(&entry.programs)),
        Action::Rollback => {
            let change = entry.undoes.map_or("a change".to_owned(), |id| format!("change {id}"));
            let back = entry.to.as_ref().filter(|to| entry.switched && entry.from.as_ref() != Some(*to));
            let back = back.map(|to| format!(" (back to {to})")).unwrap_or_default();
            format!("Undo {change}{back}")
        }
    }
}
