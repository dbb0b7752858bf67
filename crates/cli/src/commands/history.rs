//! `history`.
use upgo_engine::engine::{Engine, HistoryEntry, HistoryReport};
use upgo_engine::journal::Outcome;
use upgo_engine::plan::Action;
use upgo_engine::proof::Level;

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
        Some(Outcome::Recovered) => "recovered".into(),
        None => "running".into(),
    };
    let problem = entry.problem.as_ref().map(|problem| format!("\n      {}", dim(&problem.message)));
    let digest_only = if entry.proof == Some(Level::DigestOnly) { dim(" (digest only)") } else { String::new() };
    let what = sentence(entry) + &digest_only;
    format!("{:>4}  {}  {:<12} {what}{}", entry.id, dim(at), outcome, problem.unwrap_or_default())
}

fn sentence(entry: &HistoryEntry) -> String {
    let name = |version: &Option<_>| version.as_ref().map_or("no Go".to_owned(), ToString::to_string);
    match entry.action {
        Action::Download => format!("downloaded {}", name(&entry.to)),
        Action::Install => format!("installed {}", name(&entry.to)),
        Action::Use => format!("switched from {} to {}", name(&entry.from), name(&entry.to)),
        Action::Upgrade => format!("upgraded from {} to {}", name(&entry.from), name(&entry.to)),
        Action::Remove if entry.removed.is_empty() => format!("removed {}", name(&entry.from)),
        Action::Remove => format!("removed {}", words::some_of(&entry.removed)),
        Action::AddToPath => "put Upgo on PATH".into(),
        Action::Environment if entry.variables.is_empty() => "edited the environment".into(),
        Action::Environment => format!("edited {}", words::some_of(&entry.variables)),
        Action::Adopt => format!("took {} over", name(&entry.to)),
        Action::StepAside => "let another Go come behind Upgo's".into(),
        Action::KeepSystem => "kept Go with the official installer".into(),
        Action::SystemInstall => match &entry.from {
            Some(from) => format!("upgraded from {from} to {} for everybody", name(&entry.to)),
            None => format!("installed {} for everybody", name(&entry.to)),
        },
        Action::SystemUninstall => format!("uninstalled {} for everybody", name(&entry.from)),
        Action::SystemRepair => format!("repaired {} for everybody", name(&entry.to)),
        Action::RepairFiles => format!("repaired files of {}", name(&entry.to)),
        Action::RebuildTools => format!("built {} again", words::some_of(&entry.programs)),
        Action::Rollback => match entry.undoes {
            Some(id) if entry.from == entry.to => format!("took change {id} back"),
            Some(id) => format!("took change {id} back: {} to {}", name(&entry.from), name(&entry.to)),
            None => "took a change back".into(),
        },
    }
}
