//! `verify VERSION --rebuild`.
use std::sync::Mutex;

use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, size};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::cases::{Engine, REBUILD_SPACE, RebuildStep, RebuiltRelease};

use super::{DIFFERENT, differing};
use crate::commands::shared::CommandResult;
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
    output.report(&report, &report.warnings, describe);
    if report.ok {
        return Ok(0);
    }
    if report.installed.differs() {
        let command = bold(format!("upgo verify {} --repair", version.number()));
        output.remark(&say!(VerifyToRepair { command }).to_string());
    }
    Ok(DIFFERENT)
}

fn describe_step(version: &Version, step: &RebuildStep) -> String {
    let said: Statement = match step {
        RebuildStep::Verify => say!(VerifyChecking { version: version.as_str() }),
        RebuildStep::Download(archive) => say!(RebuildDownloading { file: archive.filename.as_str() }),
        RebuildStep::Unpack => Sentence::RebuildUnpacking.into(),
        RebuildStep::Build(builder) => {
            say!(RebuildBuilding { version: version.as_str(), builder: builder.as_str(), size: size(REBUILD_SPACE) })
        }
        RebuildStep::Line(line) => return dim(format!("  {}", one_line(line))),
        RebuildStep::Compare => Sentence::RebuildComparing.into(),
    };
    said.to_string()
}

fn describe(report: &RebuiltRelease) -> String {
    let version = bold(&report.version);
    let indent = " ".repeat(report.version.as_str().len());
    let (file, builder) = (report.source.filename.as_str(), report.built_with.as_str());
    let how = dim(say!(RebuildHow { file, builder, time: time(report.milliseconds) }));
    let mut lines = vec![super::describe(&report.installed)];
    if report.differs() {
        let count = report.changed.len() + report.missing.len() + report.added.len();
        lines.push(format!("{version}  {}", bad(say!(RebuildDiffer { count }))));
        lines.extend(differing([&report.changed, &report.missing, &Vec::new(), &report.added]));
        lines.push(format!("{indent}  {how}"));
        lines.push(caution(Sentence::RebuildDifferMeans));
    } else {
        lines.push(format!("{version}  {}", good(say!(RebuildMatch { count: report.files }))));
        lines.push(format!("{indent}  {how}"));
        lines.push(say!(RebuildProves { version: report.version.as_str(), builder }).to_string());
    }
    lines.join("\n")
}

fn time(milliseconds: u64) -> Statement {
    match milliseconds / 1000 {
        seconds @ ..120 => say!(TimeSeconds { count: seconds }),
        seconds => say!(TimeMinutes { count: (seconds + 30) / 60 }),
    }
}
