//! `doctor --measure`.
use std::path::PathBuf;

use upgo_engine::base::display::one_line;
use upgo_engine::base::report::Cancel;
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::cases::{BuildSpeedReport, BuildTimes, Engine, MeasuredPlace, MeasuringStep};
use upgo_engine::machine::platform::HAS_REGISTRY;

use crate::commands::shared::CommandResult;
use crate::output::{Output, bold, dim, good};
use crate::words;

/// The difference of two starts in milliseconds below which nobody notices it.
const NOTICEABLE: u64 = 20;

/// Measures builds in today's folders, on Dev Drives and in these folders, and prints the times.
pub(super) fn measure(engine: &Engine, folders: &[PathBuf], cancel: &Cancel, output: &Output) -> CommandResult {
    let hear = |step: &MeasuringStep| output.step(dim(describe_step(step)));
    let report = engine.measure_builds(folders, cancel, &hear)?;
    Ok(output.report(&report, &report.warnings, describe))
}

fn describe_step(step: &MeasuringStep) -> Statement {
    let place = one_line(step.place.display());
    match step.round {
        0 => say!(MeasureWarmingUp { place }),
        round => say!(MeasureBuilding { round, place }),
    }
}

fn describe(report: &BuildSpeedReport) -> String {
    let Some(today) = report.places.first() else { return String::new() };
    let head = say!(MeasureHead { version: bold(&report.go), count: today.rounds.len() });
    let mut parts = vec![head.to_string()];
    parts.extend(report.places.iter().map(describe_place));
    parts.push(wrapped(&match &report.faster {
        Some(faster) => {
            let place = good(one_line(faster.folder.display()));
            let faster_there = say!(MeasureFaster { place, time: words::seconds(faster.saves_cold) });
            faster_there.and(say!(MeasureToMove { command: bold(one_line(&faster.fix.command)) }))
        }
        None if report.places.len() == 1 => Sentence::MeasureNothingElse.into(),
        None => Sentence::MeasureNoneFaster.into(),
    }));
    parts.push(wrapped(&scanner(today)));
    parts.push(dim(wrapped(&Sentence::MeasureMethod.into())));
    parts.join("\n\n")
}

fn wrapped(statement: &Statement) -> String {
    words::wrapped(&statement.to_string(), "")
}

fn describe_place(place: &MeasuredPlace) -> String {
    let best = |kind: fn(&BuildTimes) -> Option<u64>| place.best(kind);
    let mut lines = vec![bold(one_line(place.cache.display()))];
    if place.temporary != place.cache {
        lines.push(dim(say!(MeasureTemporary { folder: one_line(place.temporary.display()) })));
    }
    if let Some((cold, warm)) = best(|times| Some(times.cold)).zip(best(|times| Some(times.warm))) {
        lines.push(say!(MeasureBuilds { cold: words::seconds(cold), warm: words::seconds(warm) }).to_string());
    }
    lines.push(match best(|times| times.first_start).zip(best(|times| times.second_start)) {
        Some((first, second)) => {
            let first = milliseconds(first);
            say!(MeasureStarts { first, second: milliseconds(second) }).to_string()
        }
        None => Sentence::MeasureNotStarted.to_string(),
    });
    lines.join("\n  ")
}

/// What a scanner costs in today's folders, as far as it is known.
fn scanner(today: &MeasuredPlace) -> Statement {
    let defender = match today.defender() {
        Some((built, used)) => {
            let percent = (used * 100 + built / 2).checked_div(built).unwrap_or_default();
            say!(MeasureDefender { used: words::seconds(used), built: words::seconds(built), percent })
        }
        None if HAS_REGISTRY => Sentence::MeasureDefenderUnseen.into(),
        None => Sentence::MeasureScannerUnknown.into(),
    };
    match today.first_start_costs().filter(|costs| *costs >= NOTICEABLE) {
        Some(costs) => defender.and(say!(MeasureStartCosts { time: milliseconds(costs) })),
        None => defender,
    }
}

fn milliseconds(milliseconds: u64) -> String {
    format!("{milliseconds} ms")
}
