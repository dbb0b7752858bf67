//! `verify VERSION --rebuild`.
use std::sync::Mutex;

use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, size};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::cases::{Engine, REBUILD_SPACE, RebuildStep, RebuiltRelease};

use super::{DIFFERENT, differing};
use crate::commands::CommandResult;
use crate::output::{Output, bad, bold, caution, dim, good};
use crate::progress::ProgressPrinter;

pub(super) fn rebuild(engine: &Engine, version: &Version, cancel: &Cancel, output: &Output) -> CommandResult {
    // its bar disappears when the download is done
    let download = Mutex::new(Some(ProgressPrinter::new(output)));
    let hear = |step: &RebuildStep| {
        if !matches!(step, RebuildStep::Verify | RebuildStep::Download(_))
            && let Ok(mut download) = download.lock()
        {
            *download = None;
        }
        output.step(describe_step(version, step));
    };
    let report = engine.rebuild_release(version, cancel, &hear, &|event| {
        if let Ok(Some(download)) = download.lock().as_deref() {
            download.event(&event);
        }
    })?;
    output.answer(&report, describe);
    output.warnings(&report.warnings);
    if report.ok {
        return Ok(0);
    }
    if report.installed.differs() {
        let command = bold(format!("upgo verify {} --repair", version.number()));
        output.remark(&Sentence::VerifyToRepair.with("command", command).to_string());
    }
    Ok(DIFFERENT)
}

fn describe_step(version: &Version, step: &RebuildStep) -> String {
    let said: Statement = match step {
        RebuildStep::Verify => Sentence::VerifyChecking.with("version", version.as_str()),
        RebuildStep::Download(archive) => Sentence::RebuildDownloading.with("file", archive.filename.as_str()),
        RebuildStep::Unpack => Sentence::RebuildUnpacking.into(),
        RebuildStep::Build(builder) => {
            let building = Sentence::RebuildBuilding.with("version", version.as_str());
            building.with("builder", builder.as_str()).with("size", size(REBUILD_SPACE))
        }
        RebuildStep::Line(line) => return dim(format!("  {}", one_line(line))),
        RebuildStep::Compare => Sentence::RebuildComparing.into(),
    };
    said.to_string()
}

fn describe(report: &RebuiltRelease) -> String {
    let version = bold(&report.version);
    let indent = " ".repeat(report.version.as_str().len());
    let how = Sentence::RebuildHow.with("file", report.source.filename.as_str());
    let how = dim(how.with("builder", report.built_with.as_str()).with("time", time(report.milliseconds)));
    let mut lines = vec![super::describe(&report.installed)];
    if report.differs() {
        let count = report.changed.len() + report.missing.len() + report.added.len();
        lines.push(format!("{version}  {}", bad(Sentence::RebuildDiffer.with("count", count))));
        lines.extend(differing([&report.changed, &report.missing, &Vec::new(), &report.added]));
        lines.push(format!("{indent}  {how}"));
        lines.push(caution(Sentence::RebuildDifferMeans));
    } else {
        lines.push(format!("{version}  {}", good(Sentence::RebuildMatch.with("count", report.files))));
        lines.push(format!("{indent}  {how}"));
        let proves = Sentence::RebuildProves.with("version", report.version.as_str());
        lines.push(proves.with("builder", report.built_with.as_str()).to_string());
    }
    lines.join("\n")
}

fn time(milliseconds: u64) -> Statement {
    match milliseconds / 1000 {
        seconds @ ..120 => Sentence::TimeSeconds.with("count", seconds),
        seconds => Sentence::TimeMinutes.with("count", (seconds + 30) / 60),
    }
}
