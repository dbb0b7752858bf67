//! `upgo` without a command: the state, and what to do next.
use upgo_engine::base::words::{Pattern, Sentence, Statement};
use upgo_engine::cases::{Engine, StatusReport};
use upgo_engine::which_go::inventory::Origin;

use super::shared::{CommandResult, ListedCommand, Run, Start};
use super::status::{describe_state, here, newest_own};
use crate::output::{bold, dim};
use crate::words;

#[derive(Debug)]
pub(crate) struct Overview;

impl ListedCommand for Overview {}

impl Run for Overview {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        start.leaves_settings();
        let engine = start.engine()?;
        let report = engine.status_in(here().as_deref())?;
        Ok(start.output.report(&report, &report.warnings, |report| describe(engine, report)))
    }
}

fn describe(engine: &Engine, report: &StatusReport) -> String {
    let mut lines = describe_state(engine, report);
    lines.push(format!("\n{}", bold(Sentence::OverviewNext)));
    let next = next(report);
    let width = next.iter().map(|(command, _)| words::width(command)).max().unwrap_or_default();
    lines.extend(next.iter().map(|(command, purpose)| format!("  {}  {purpose}", words::left(command, width))));
    lines.push(format!("\n{}", dim(Sentence::OverviewHelp)));
    lines.join("\n")
}

/// The commands that make sense now, the most useful one first, each with its purpose.
fn next(report: &StatusReport) -> [(String, Statement); 3] {
    let vulnerable = report.vulnerabilities.as_ref().is_some_and(|known| known.count > 0);
    let step = |command: &str, purpose: Sentence| (command.to_owned(), purpose.into());
    let (why, doctor) = (step("upgo why", Sentence::NextWhy), step("upgo doctor", Sentence::NextDoctor));
    let check = step("upgo check", Sentence::NextCheckNow);
    match (&report.active, &report.update) {
        // it does not work, is hidden by another one, or is unknown
        _ if report.problem.is_some() => [why, doctor, step("upgo status", Sentence::NextStatus)],
        (None, _) if report.current.is_some() => [step("upgo env path first", Sentence::NextPath), doctor, why],
        (None, _) if is_damaged(report) => [doctor, why, step("upgo list", Sentence::NextList)],
        (None, _) if let Some(version) = newest_own(report) => {
            let to_use = say!(NextUse { version: version.as_str() });
            [(format!("upgo use {}", version.number()), to_use), step("upgo list", Sentence::NextList), doctor]
        }
        (None, _) => [
            step("upgo install latest --use", Sentence::NextInstall),
            step("upgo list --available", Sentence::NextAvailable),
            doctor,
        ],
        (Some(_), Some(update)) => [
            ("upgo upgrade".to_owned(), say!(NextUpgrade { version: update.version.as_str() })),
            step("upgo whatsnew", Sentence::NextWhatsnew),
            step("upgo rehearse", Sentence::NextRehearse),
        ],
        (Some(_), None) if vulnerable => [step("upgo audit", Sentence::NextAudit), check, doctor],
        (Some(active), None) if active.go.origin != Origin::Upgo => {
            [check, step("upgo adopt", Sentence::NextAdopt), doctor]
        }
        (Some(_), None) => [check, step("upgo projects", Sentence::NextProjects), doctor],
    }
}

/// Whether the switch selects a toolchain whose files are gone. The line above says which command restores them.
fn is_damaged(report: &StatusReport) -> bool {
    report.unjudged.as_ref().is_some_and(|why| why.message.sentence == Pattern::SelectedIsDamaged.into())
}
