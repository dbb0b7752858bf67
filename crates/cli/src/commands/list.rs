//! `list`.
use upgo_engine::base::report::{Cancel, Code, Problem, size};
use upgo_engine::cases::{AvailableReport, AvailableVersion, ChannelFilter, Engine, ListReport};

use super::CommandResult;
use super::status::{describe_feed, describe_installed};
use crate::output::{Output, dim, good};

pub(super) fn installed(engine: &Engine, sizes: bool, cancel: &Cancel, output: &Output) -> CommandResult {
    let mut report = engine.list()?;
    if sizes {
        engine.measure(&mut report.installed, cancel)?;
    }
    output.answer(&report, |ListReport { installed, .. }| {
        if installed.is_empty() {
            return "Go is not installed yet. Run `upgo install latest --use`.".into();
        }
        installed.iter().map(describe_installed).collect::<Vec<_>>().join("\n")
    });
    output.warnings(&report.warnings);
    Ok(0)
}

pub(super) fn available(engine: &Engine, channel: Option<&str>, cancel: &Cancel, output: &Output) -> CommandResult {
    let filter = match channel {
        None => ChannelFilter::default(),
        Some(word) => word.parse().map_err(|error| Problem::new(Code::Usage, format!("{error}")))?,
    };
    let report = engine.available(filter, cancel)?;
    output.answer(&report, |report| describe(engine, report));
    output.warnings(&report.warnings);
    Ok(0)
}

fn describe(engine: &Engine, report: &AvailableReport) -> String {
    let mut lines: Vec<String> = report.releases.iter().map(describe_release).collect();
    lines.push(dim(describe_feed(engine, &report.feed)));
    lines.join("\n")
}

fn describe_release(release: &AvailableVersion) -> String {
    let mark = if release.installed { good("*") } else { " ".into() };
    let channel = serde_json::to_value(release.channel).ok();
    let channel = channel.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let bytes = release.file.as_ref().and_then(|file| file.size).map(size).unwrap_or_default();
    let support = match (&release.file, &release.unmet) {
        (None, _) => "not available for this machine".to_owned(),
        (Some(_), Some(unmet)) => unmet.to_string(),
        (Some(_), None) if release.supported => "supported".to_owned(),
        (Some(_), None) => String::new(),
    };
    format!("{mark} {:<12} {channel:<9} {bytes:>9}  {support}", release.version).trim_end().to_owned()
}
