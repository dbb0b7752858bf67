//! `purge`.
use upgo_engine::engine::{Engine, Purged};
use upgo_engine::report::{Cancel, Code, Problem};

use super::{Answer, change};
use crate::arguments::{Change, Running, Shared};
use crate::output::{Output, bold};
use crate::progress::Progress;

pub(super) fn run(
    engine: &Engine,
    running: Running,
    flags: Change,
    shared: &Shared,
    cancel: &Cancel,
    output: &Output,
) -> Answer {
    if flags.dry_run {
        change::show_plan(engine, &engine.plan_purge()?, &[], output);
        return Ok(0);
    }
    if !flags.yes {
        return Err(Problem::new(Code::Usage, "every Go that Upgo has installed would be deleted, with its history")
            .with_next("Run `upgo purge --dry-run` to see what goes, then `upgo purge --yes`."));
    }
    let progress = Progress::new(shared);
    let while_running = running.choice().unwrap_or_default();
    let purged = engine.purge(while_running, cancel, &|event| progress.event(&event))?;
    output.answer(&purged, describe);
    Ok(0)
}

fn describe(purged: &Purged) -> String {
    let home = purged.home.display();
    let mut lines: Vec<String> =
        purged.removed.iter().map(|version| format!("{} is removed.", bold(version))).collect();
    if purged.path_changed {
        lines.push("Upgo is no longer on your PATH.".into());
    }
    if purged.left.is_empty() {
        lines.push(format!("{home} is gone."));
    } else {
        lines.push(format!("What stays in {home}:"));
        lines.extend(purged.left.iter().map(|path| format!("  {}", path.display())));
    }
    lines.join("\n")
}
