//! `self`: Upgo's own updates.
use std::path::PathBuf;

use clap::{Args, Subcommand};
use upgo_engine::base::display::{at_start, one_line};
use upgo_engine::base::report::Cancel;
use upgo_engine::cases::{Changed, Engine, SelfReport, SelfState};
use upgo_engine::change::request::ChangeRequest;

use super::shared::change;
use super::{CommandResult, Run, Start};
use crate::arguments::ChangeOptions;
use crate::output::{Output, bold, dim};
use crate::progress::ProgressPrinter;

/// Check for a newer Upgo, install it, or go back
#[derive(Args, Debug)]
pub(crate) struct SelfUpdate {
    #[command(subcommand)]
    action: SelfAction,
}

#[derive(Debug, Subcommand)]
enum SelfAction {
    /// Check for a newer version of Upgo, and show what is new
    ///
    /// Where a package manager or an administrator updates Upgo, says who and how.
    Check,
    /// Update Upgo to its newest version
    ///
    /// Verifies the signature of the release, starts the new version once, and keeps the present one. If the new version
    /// does not work, the present one is restored.
    Update {
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Return to the version of Upgo before the last update
    Rollback {
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Show whether this program works here
    #[command(hide = true)]
    Trial {
        /// Where to write the launcher for Upgo's folder on PATH
        #[arg(long, value_name = "FILE")]
        launcher: Option<PathBuf>,
    },
}

impl Run for SelfUpdate {
    fn only_reads(&self) -> bool {
        matches!(self.action, SelfAction::Check)
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let output = start.output;
        match &self.action {
            SelfAction::Check => {
                let report = start.engine()?.check_self(start.cancel())?;
                output.answer(&report, describe);
                output.warnings(&report.warnings);
                Ok(0)
            }
            SelfAction::Update { change } => {
                let engine = start.engine()?;
                make(engine, &ChangeRequest::UpdateSelf, *change, start.cancel(), output)
            }
            SelfAction::Rollback { change } => {
                let engine = start.engine_without_sources()?;
                let cancel = start.cancel();
                make(engine, &engine.self_rollback()?, *change, cancel, output)
            }
            SelfAction::Trial { launcher } => {
                output.document(&start.engine_without_sources()?.self_trial(launcher.as_deref())?);
                Ok(0)
            }
        }
    }
}

/// Makes a change of Upgo itself, and lets the tray icon start again in the version that is then there.
fn make(
    engine: &Engine,
    request: &ChangeRequest,
    flags: ChangeOptions,
    cancel: &Cancel,
    output: &Output,
) -> CommandResult {
    if flags.dry_run {
        let planned = engine.plan(request, cancel)?;
        change::show_plan(engine, &planned.plan, &planned.warnings, output);
        return Ok(0);
    }
    let desktop = engine.running_desktop();
    let progress = ProgressPrinter::new(output);
    let changed = engine.change(request, cancel, &|event| progress.event(&event))?;
    output.answer(&changed, |changed| describe_change(changed, &engine.self_status()));
    output.warnings(&changed.warnings);
    if changed.changed && !desktop.is_empty() && !engine.restart_desktop(desktop) {
        output.remark("Quit and open Upgo's window: it uses the version before until then.");
    }
    Ok(0)
}

fn describe_change(changed: &Changed, report: &SelfReport) -> String {
    let now = report.replaced_by.as_ref().unwrap_or(&report.version);
    match (changed.changed, changed.undid) {
        (false, None) => format!("Upgo {} is up to date.", bold(now)),
        (_, None) => format!("Updated Upgo to {}. To go back: `upgo self rollback`.", bold(now)),
        (_, Some(_)) => format!("Upgo {} is restored.", bold(now)),
    }
}

fn describe(report: &SelfReport) -> String {
    let version = bold(&report.version);
    let mut lines = vec![match (report.state, &report.latest) {
        (SelfState::Available, Some(latest)) => {
            format!("Upgo {} is available; you have {version}. Run `upgo self update`.", bold(&latest.version))
        }
        (SelfState::Current | SelfState::Available, _) => format!("Upgo {version} is up to date."),
        (SelfState::Unknown, _) => format!("Upgo {version}. No newer version is known."),
        (SelfState::Off, _) => format!("Upgo {version}. Its own updates are turned off."),
        (SelfState::NoKey, _) => format!("Upgo {version}. This build has no release key, so it cannot update itself."),
        (SelfState::Managed, _) => {
            let owner = report.owner.map(|owner| format!(" {}. {}", at_start(owner.what()), owner.next()));
            format!("Upgo {version}.{}", owner.unwrap_or_default())
        }
    }];
    if let Some(latest) = report.latest.as_ref().filter(|_| report.state == SelfState::Available) {
        lines.extend(latest.notes.iter().flat_map(|notes| &notes.en).map(|note| format!("  - {}", one_line(note))));
    }
    if let Some(back) = report.back {
        lines.push(dim(format!("`upgo self rollback` undoes the last update (change {back}).")));
    }
    lines.join("\n")
}
