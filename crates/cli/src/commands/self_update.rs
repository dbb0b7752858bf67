//! `self`: Upgo's own updates.
use std::path::PathBuf;

use clap::{Args, Subcommand};
use upgo_engine::base::display::one_line;
use upgo_engine::base::words::{Language, Sentence, spoken};
use upgo_engine::cases::{Changed, Engine, SelfReport, SelfState};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::released::upgo::UpgoVersion;

use super::purge::Purge;
use super::shared::{CommandResult, NewChange, Run, Start};
use crate::options::ChangeOptions;
use crate::output::{bold, dim};
use crate::progress::ProgressPrinter;
use crate::words;

/// Update, restore or uninstall Upgo itself
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
    /// Verifies the signature of the release, starts the new version once, and keeps the current one. If the new
    /// version does not work, the current one is restored.
    Update(ChangeOptions),
    /// Return to the version of Upgo before the last update
    Rollback(ChangeOptions),
    Uninstall(Purge),
    /// Show whether this program works here
    #[command(hide = true)]
    Trial {
        /// Where to write the launcher for Upgo's folder on PATH
        #[arg(long, value_name = "FILE")]
        launcher: Option<PathBuf>,
    },
}

impl Run for SelfUpdate {
    const ONLY_READS: fn(&Self) -> bool = |upgo| match &upgo.action {
        SelfAction::Check => true,
        SelfAction::Uninstall(purge) => Purge::ONLY_READS(purge),
        SelfAction::Update(_) | SelfAction::Rollback(_) | SelfAction::Trial { .. } => false,
    };

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let output = start.output;
        match &self.action {
            SelfAction::Check => {
                let report = start.engine()?.check_self(start.cancel())?;
                Ok(output.report(&report, &report.warnings, describe))
            }
            SelfAction::Update(change) => make(start.engine()?, &ChangeRequest::UpdateSelf, *change, start),
            SelfAction::Rollback(change) => {
                let engine = start.engine_without_sources()?;
                make(engine, &engine.self_rollback()?, *change, start)
            }
            SelfAction::Uninstall(purge) => purge.run(start),
            SelfAction::Trial { launcher } => {
                output.document(&start.engine_without_sources()?.self_trial(launcher.as_deref())?);
                Ok(0)
            }
        }
    }
}

/// Lets the tray icon start again in the version that is then there.
fn make(engine: &Engine, request: &ChangeRequest, flags: ChangeOptions, start: &Start<'_>) -> CommandResult {
    let (cancel, output) = (start.cancel(), start.output);
    if flags.dry_run {
        return NewChange::new(request.clone(), flags).make(engine, cancel, output);
    }
    let desktop = engine.running_desktop();
    let progress = ProgressPrinter::new(output);
    let changed = engine.change(request, cancel, &|event| progress.event(&event))?;
    output.report(&changed, &changed.warnings, |changed| describe_change(changed, &engine.self_status()));
    if changed.changed && !desktop.is_empty() && !engine.restart_desktop(desktop) {
        output.remark(&Sentence::SelfWindowIsOld.to_string());
    }
    Ok(0)
}

fn describe_change(changed: &Changed, report: &SelfReport) -> String {
    let now = report.replaced_by.as_ref().unwrap_or(&report.version);
    match (changed.changed, changed.undid) {
        (false, None) => say!(IsUpToDate { to: upgo(now) }),
        (_, None) => say!(SelfUpdated { version: bold(now) }),
        (_, Some(_)) => say!(SelfRestored { version: bold(now) }),
    }
    .to_string()
}

/// `Upgo 1.4.0`.
fn upgo(version: &UpgoVersion) -> String {
    format!("Upgo {}", bold(version))
}

fn describe(report: &SelfReport) -> String {
    let version = bold(&report.version);
    let said = match (report.state, &report.latest, report.owner) {
        (SelfState::Available, Some(latest), _) => {
            say!(NewerAvailable { latest: upgo(&latest.version), current: version }).and(words::run("upgo self update"))
        }
        (SelfState::Current | SelfState::Available, ..) => say!(IsUpToDate { to: upgo(&report.version) }),
        (SelfState::Unknown, ..) => say!(SelfUnknown { version }),
        (SelfState::Off, ..) => say!(SelfOff { version }),
        (SelfState::NoKey, ..) => say!(SelfNoKey { version }),
        (SelfState::Managed, _, None) => say!(SelfVersion { version }),
        (SelfState::Managed, _, Some(owner)) => {
            let what = say!(AtStart { text: owner.what() });
            say!(SelfManaged { version, What: what, next: owner.next() })
        }
    };
    let mut lines = vec![said.to_string()];
    if let Some(latest) = report.latest.as_ref().filter(|_| report.state == SelfState::Available) {
        let notes = latest.notes.iter().flat_map(|notes| match spoken() {
            Language::Chinese if !notes.zh.is_empty() => &notes.zh,
            Language::English | Language::Chinese => &notes.en,
        });
        lines.extend(notes.map(|note| format!("  - {}", one_line(note))));
    }
    if let Some(back) = report.back {
        lines.push(dim(say!(SelfBack { id: back })));
    }
    lines.join("\n")
}
