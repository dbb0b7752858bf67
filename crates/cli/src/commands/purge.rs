//! `self uninstall`.
use std::path::Path;

use clap::Args;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::Purged;

use super::shared::{CommandResult, Run, Start, show_plan};
use crate::options::{ChangeOptions, RunningOptions};
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
    const ONLY_READS: fn(&Self) -> bool = |purge| purge.change.dry_run;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        if self.change.dry_run {
            show_plan(engine, &engine.plan_purge()?, &engine.lines_that_stay(), cancel, output);
            let home = engine.home().root();
            output.remark(&say!(PurgeThenHome { home: one_line(home.display()) }).to_string());
            if let Some(program) = program_outside(home) {
                output.remark(&program);
            }
            return Ok(0);
        }
        if !self.change.yes {
            return Err(Problem::new(Code::Usage, Sentence::PurgeDeletes).with_next(Sentence::PurgeFirstLook));
        }
        let progress = ProgressPrinter::new(output);
        let while_running = self.running.choice().unwrap_or_default();
        let purged = engine.purge(while_running, cancel, &|event| progress.event(&event))?;
        output.answer(&purged, describe);
        if let Some(program) = program_outside(&purged.home) {
            output.remark(&program);
        }
        output.warnings(&purged.warnings);
        Ok(0)
    }
}

/// Says that this program stays, because it is not in Upgo's home.
fn program_outside(home: &Path) -> Option<String> {
    let program = std::env::current_exe().ok().filter(|program| !program.starts_with(home))?;
    Some(say!(PurgeProgramStays { file: one_line(program.display()) }).to_string())
}

fn describe(purged: &Purged) -> String {
    let removed = |what: String| say!(PurgeRemoved { what }).to_string();
    let restored = |path: String| say!(PurgeRestored { path }).to_string();
    let mut lines: Vec<String> = purged.removed.iter().map(|version| removed(bold(version))).collect();
    lines.extend(purged.restored.iter().map(|path| restored(one_line(path.display()))));
    if purged.path_changed {
        lines.push(Sentence::PurgeOffPath.to_string());
    }
    if purged.left.is_empty() {
        lines.push(removed(one_line(purged.home.display())));
    } else {
        lines.push(Sentence::PurgeLeft.to_string());
        lines.extend(purged.left.iter().map(|path| format!("  {}", one_line(path.display()))));
    }
    lines.join("\n")
}
