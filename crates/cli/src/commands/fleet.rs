//! `fleet`.
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use jiff::SignedDuration;
use upgo_engine::answers::NamedFile;
use upgo_engine::base::display::one_line;
use upgo_engine::base::words::Language;
use upgo_engine::choices::policy::Ring;
use upgo_engine::guidance::fleet::{FleetCounts, FleetReport, FleetRing, FleetVersion, Word, page};

use super::audit::source;
use super::{CommandResult, Run, Start};
use crate::arguments::duration;
use crate::output::{bold, caution, dim, good};
use crate::words;

/// How many Go versions are listed. The JSON has all of them.
const VERSIONS: usize = 12;

/// Summarize the reports of many machines
///
/// Each machine writes its report with `upgo fleet report`, for example to a share. This command reads a folder of such
/// reports, and shows the Go versions, and which machines are vulnerable, behind their policy, failing, or silent.
/// Never goes online: vulnerabilities are those in this machine's own copy of the database, so run `upgo check` first.
/// Files that are not valid reports are counted and named.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Fleet {
    /// The folder with the reports; folders in it are read, too
    #[arg(value_name = "FOLDER", required = true)]
    folder: Option<PathBuf>,
    /// Also write the overview to this file, as one HTML document; an existing file is replaced
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Count a machine as silent after this time without a report, such as 14d or 36h
    #[arg(long, value_name = "TIME", default_value = "14d", value_parser = duration)]
    silent_after: SignedDuration,
    #[command(subcommand)]
    action: Option<FleetAction>,
}

#[derive(Debug, Subcommand)]
enum FleetAction {
    /// Print the report of this machine, or write it to a folder
    ///
    /// The report has a fixed list of fields: versions, times, codes of problems, and a random number that stands for the
    /// machine. It contains no user, folder or project names. The name of the machine is included only if the policy says
    /// so. Never goes online.
    Report {
        /// Write it to this folder, which must exist; - prints it
        #[arg(long, value_name = "FOLDER", default_value = "-", hide_default_value = true)]
        to: PathBuf,
    },
}

impl Run for Fleet {
    fn only_reads(&self) -> bool {
        true
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        match &self.action {
            Some(FleetAction::Report { to }) => report(to, start),
            None => self.summarize(start),
        }
    }
}

impl Fleet {
    /// Summarizes a folder of reports, and writes the page if one is wanted.
    fn summarize(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        let folder = self.folder.as_deref().unwrap_or(Path::new("."));
        let report = engine.fleet(folder, self.silent_after, cancel)?;
        if let Some(file) = &self.html {
            let language = engine.settings().language.chosen(sys_locale::get_locale);
            engine.write_fleet_page(&report, language, file)?;
        }
        output.answer(&report, describe);
        if let Some(file) = &self.html {
            output.remark(&dim(format!("\nWrote {}.", one_line(file.display()))));
        }
        output.warnings(&report.warnings);
        Ok(0)
    }
}

/// Prints the report of this machine, or writes it to a folder.
fn report(to: &Path, start: &Start<'_>) -> CommandResult {
    let (engine, output) = (start.engine()?, start.output);
    let report = engine.machine_report()?;
    if to == Path::new("-") {
        output.document(&report);
        return Ok(0);
    }
    let path = engine.write_machine_report(&report, to)?;
    output.answer(&NamedFile { path }, |file| format!("Wrote {}.", bold(one_line(file.path.display()))));
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
