//! `fleet`.
use std::path::Path;

use jiff::SignedDuration;
use upgo_engine::answers::NamedFile;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::Cancel;
use upgo_engine::base::words::Language;
use upgo_engine::cases::Engine;
use upgo_engine::choices::policy::Ring;
use upgo_engine::guidance::fleet::{FleetCounts, FleetReport, FleetRing, FleetVersion, Word, page};

use super::CommandResult;
use super::audit::source;
use crate::output::{Output, bold, caution, dim, good};
use crate::words;

/// How many Go versions are listed. The JSON has all of them.
const VERSIONS: usize = 12;

/// Prints the report of this machine, or writes it to a folder.
pub(super) fn report(engine: &Engine, to: &Path, output: &Output) -> CommandResult {
    let report = engine.machine_report()?;
    if to == Path::new("-") {
        output.document(&report);
        return Ok(0);
    }
    let path = engine.write_machine_report(&report, to)?;
    output.answer(&NamedFile { path }, |file| format!("Wrote {}.", bold(one_line(file.path.display()))));
    Ok(0)
}

/// Summarizes a folder of reports, and writes the page if one is wanted.
pub(super) fn run(
    engine: &Engine,
    folder: Option<&Path>,
    html: Option<&Path>,
    silent_after: SignedDuration,
    cancel: &Cancel,
    output: &Output,
) -> CommandResult {
    let report = engine.fleet(folder.unwrap_or(Path::new(".")), silent_after, cancel)?;
    if let Some(file) = html {
        let language = engine.settings().language.chosen(sys_locale::get_locale);
        engine.write_fleet_page(&report, language, file)?;
    }
    output.answer(&report, describe);
    if let Some(file) = html {
        output.remark(&dim(format!("\nWrote {}.", one_line(file.display()))));
    }
    output.warnings(&report.warnings);
    Ok(0)
}

fn describe(report: &FleetReport) -> String {
    let FleetCounts { machines, vulnerable, unknown, behind, failed, silent, fine } = report.total;
    let mut lines = vec![bold(words::count(machines, "machine"))];
    let since = format!("not heard of since {}", words::day(report.silent_before));
    for (count, what) in [
        (vulnerable, "run a Go with known vulnerabilities"),
        (failed, "failed at their last change or check"),
        (silent, since.as_str()),
        (behind, "do not have the Go that their policy or settings ask for"),
        (unknown, "run a Go whose vulnerabilities are unknown, or none"),
    ] {
        lines.extend((count > 0).then(|| caution(format!("{count:>9}  {what}"))));
    }
    lines.extend((fine > 0).then(|| good(format!("{fine:>9}  need nothing"))));
    lines.push(format!("\n{}", bold("By ring")));
    lines.push(dim(COLUMNS));
    lines.extend(report.rings.iter().map(ring));
    lines.push(format!("\n{}", bold("By version")));
    lines.extend(report.versions.iter().take(VERSIONS).map(version));
    let more = report.versions.len().saturating_sub(VERSIONS);
    lines.extend((more > 0).then(|| dim(format!("  and {more} more, see --json"))));
    if !report.left_out.is_empty() {
        let files = words::count(report.files_left_out(), "file");
        lines.push(format!("\n{}", bold(format!("{files} left out"))));
    }
    for left_out in &report.left_out {
        let why = page::reason(left_out.why, Language::English);
        let example = left_out.files.first().map(one_line).unwrap_or_default();
        lines.push(format!("{:>9}  {why} {}", left_out.count, dim(format!("({example}{})", rest(left_out.count)))));
    }
    lines.extend(report.database.as_ref().map(|database| format!("\n{}", dim(source(database)))));
    lines.join("\n")
}

/// The heads of the numbers of rings.
const COLUMNS: &str = "  ring      machines vulnerable     failed     silent     behind";

fn ring(FleetRing { ring, counts }: &FleetRing) -> String {
    let name = match ring {
        Some(Ring::Canary) => "canary",
        Some(Ring::Early) => "early",
        Some(Ring::Broad) => "broad",
        None => "none",
    };
    let FleetCounts { machines, vulnerable, failed, silent, behind, .. } = counts;
    format!("  {name:<8} {machines:>9} {vulnerable:>10} {failed:>10} {silent:>10} {behind:>10}")
}

fn version(one: &FleetVersion) -> String {
    let name = one.version.as_ref().map_or("no Go", Word::as_str);
    let vulnerable = match one.vulnerable {
        0 => String::new(),
        count => caution(format!(", {count} vulnerable")),
    };
    format!("  {name:<14} in use on {}{vulnerable}, installed on {}", one.in_use, one.installed)
}

fn rest(count: u64) -> &'static str {
    if count > 1 { ", …" } else { "" }
}
