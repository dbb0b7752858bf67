//! `purge`.
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, Code, Problem};
use upgo_engine::cases::{Engine, Purged};

use super::{CommandResult, change};
use crate::arguments::{ChangeOptions, RunningOptions};
use crate::output::{Output, bold};
use crate::progress::ProgressPrinter;

pub(super) fn run(
    engine: &Engine,
    running: RunningOptions,
    flags: ChangeOptions,
    cancel: &Cancel,
    output: &Output,
) -> CommandResult {
    if flags.dry_run {
        change::show_plan(engine, &engine.plan_purge()?, &engine.lines_that_stay(), output);
        return Ok(0);
    }
    if !flags.yes {
        return Err(Problem::new(
            Code::Usage,
            "this deletes every Go version that Upgo installed, the settings and the history",
        )
        .with_next("Run `upgo purge --dry-run` to see what it removes, then `upgo purge --yes`."));
    }
    let progress = ProgressPrinter::new(output);
    let while_running = running.choice().unwrap_or_default();
    let purged = engine.purge(while_running, cancel, &|event| progress.event(&event))?;
    output.answer(&purged, describe);
    output.warnings(&purged.warnings);
    Ok(0)
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
