//! `doctor --measure`.
use std::path::PathBuf;

use upgo_engine::base::display::one_line;
use upgo_engine::base::report::Cancel;
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::cases::{BuildSpeedReport, BuildTimes, Engine, MeasuredPlace, MeasuringStep};
use upgo_engine::machine::platform::HAS_REGISTRY;

use crate::commands::CommandResult;
use crate::output::{Output, bold, dim, good};
use crate::words;

/// The difference of two starts in milliseconds below which nobody notices it.
const NOTICEABLE: u64 = 20;

/// Measures builds in today's folders, on Dev Drives and in these folders, and prints the times.
pub(super) fn measure(engine: &Engine, folders: &[PathBuf], cancel: &Cancel, output: &Output) -> CommandResult {
    let hear = |step: &MeasuringStep| output.step(dim(describe_step(step)));
    let report = engine.measure_builds(folders, cancel, &hear)?;
    output.answer(&report, describe);
    output.warnings(&report.warnings);
    Ok(0)
}

fn describe_step(step: &MeasuringStep) -> Statement {
    let sentence = match step.round {
        0 => Sentence::MeasureWarmingUp.into(),
        round => Sentence::MeasureBuilding.with("round", round),
    };
    sentence.with("place", one_line(step.place.display()))
}

fn describe(report: &BuildSpeedReport) -> String {
    let Some(today) = report.places.first() else { return String::new() };
    let head = Sentence::MeasureHead.with("version", bold(&report.go)).with("count", today.rounds.len());
    let mut parts = vec![head.to_string()];
    parts.extend(report.places.iter().map(describe_place));
    parts.push(wrapped(&match &report.faster {
        Some(faster) => {
            let place = good(one_line(faster.folder.display()));
            let faster_there =
                Sentence::MeasureFaster.with("place", place).with("time", words::seconds(faster.saves_cold));
            faster_there.and(Sentence::MeasureToMove.with("command", bold(one_line(&faster.fix.command))))
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
        lines.push(dim(Sentence::MeasureTemporary.with("folder", one_line(place.temporary.display()))));
    }
    if let Some((cold, warm)) = best(|times| Some(times.cold)).zip(best(|times| Some(times.warm))) {
        lines.push(
            Sentence::MeasureBuilds.with("cold", words::seconds(cold)).with("warm", words::seconds(warm)).to_string(),
        );
    }
    lines.push(match best(|times| times.first_start).zip(best(|times| times.second_start)) {
        Some((first, second)) => {
            let first = milliseconds(first);
            Sentence::MeasureStarts.with("first", first).with("second", milliseconds(second)).to_string()
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
            let used =
                Sentence::MeasureDefender.with("used", words::seconds(used)).with("built", words::seconds(built));
            used.with("percent", percent)
        }
        None if HAS_REGISTRY => Sentence::MeasureDefenderUnseen.into(),
        None => Sentence::MeasureScannerUnknown.into(),
    };
    match today.first_start_costs().filter(|costs| *costs >= NOTICEABLE) {
        Some(costs) => defender.and(Sentence::MeasureStartCosts.with("time", milliseconds(costs))),
        None => defender,
    }
}

fn milliseconds(milliseconds: u64) -> String {
    format!("{milliseconds} ms")
}
