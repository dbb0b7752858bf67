//! `purge`.
use clap::Args;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::cases::Purged;

use super::shared::change;
use super::{CommandResult, Run, Start};
use crate::arguments::{ChangeOptions, RunningOptions};
use crate::output::bold;
use crate::progress::ProgressPrinter;

/// Remove all of Upgo's files, settings and PATH entries
///
/// This includes every toolchain that Upgo installed, and the history.
#[derive(Args, Debug)]
pub(crate) struct Purge {
    #[command(flatten)]
    running: RunningOptions,
    #[command(flatten)]
    change: ChangeOptions,
}

impl Run for Purge {
    fn only_reads(&self) -> bool {
        self.change.dry_run
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        if self.change.dry_run {
            change::show_plan(engine, &engine.plan_purge()?, &engine.lines_that_stay(), output);
            return Ok(0);
        }
        if !self.change.yes {
            return Err(Problem::new(
                Code::Usage,
                "this deletes every Go version that Upgo installed, the settings and the history",
            )
            .with_next("Run `upgo purge --dry-run` to see what it removes, then `upgo purge --yes`."));
        }
        let progress = ProgressPrinter::new(output);
        let while_running = self.running.choice().unwrap_or_default();
        let purged = engine.purge(while_running, cancel, &|event| progress.event(&event))?;
        output.answer(&purged, describe);
        output.warnings(&purged.warnings);
        Ok(0)
    }
}

fn describe(purged: &Purged) -> String {
    let mut lines: Vec<String> =
        purged.removed.iter().map(|version| format!("{} was removed.", bold(version))).collect();
    lines.extend(purged.restored.iter().map(|path| format!("{} has its own name again.", one_line(path.display()))));
    if purged.path_changed {
        lines.push("Upgo's folder was removed from your PATH.".into());
    }
    if purged.left.is_empty() {
        lines.push(format!("{} was removed.", one_line(purged.home.display())));
    } else {
        lines.push("Left in place, because Upgo did not create it or it is in use:".into());
        lines.extend(purged.left.iter().map(|path| format!("  {}", one_line(path.display()))));
    }
    lines.join("\n")
}
