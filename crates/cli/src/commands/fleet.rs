use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use jiff::SignedDuration;
use upgo_engine::answers::NamedFile;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::Code;
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::fleet_metrics;
use upgo_engine::choices::policy::Ring;
use upgo_engine::guidance::fleet::{FleetCounts, FleetReport, FleetRing, FleetVersion};

use super::audit::source;
use super::shared::{CommandResult, Run, Start};
use super::status::MetricsFormat;
use crate::options::duration;
use crate::output::{bold, caution, dim, good};
use crate::{language, words};

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
    /// The folder with the reports; its subfolders are read, too
    #[arg(value_name = "FOLDER", required = true)]
    folder: Option<PathBuf>,
    /// Also write the overview to this file, as one HTML document; an existing file is replaced
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Count a machine as silent after this time without a report, such as 14d or 36h
    #[arg(long, value_name = "TIME", default_value = "14d", value_parser = duration)]
    silent_after: SignedDuration,
    /// Also count the machines that ran a known vulnerability for longer than this after its fix was published, such as
    /// 24h or 3d
    #[arg(long, value_name = "TIME", value_parser = duration)]
    within: Option<SignedDuration>,
    /// With --within: exit with status 10 if a machine is late, or 3 if one cannot be judged
    #[arg(long, requires = "within")]
    exit_code: bool,
    /// Print the overview in another format: openmetrics, for Prometheus textfile collectors
    #[arg(long, value_name = "FORMAT", conflicts_with = "json")]
    format: Option<MetricsFormat>,
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
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        match &self.action {
            Some(FleetAction::Report { to }) => report(to, start),
            None => self.summarize(start),
        }
    }
}

impl Fleet {
    fn summarize(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        let folder = self.folder.as_deref().unwrap_or(Path::new("."));
        let report = engine.fleet(folder, (self.silent_after, self.within), cancel)?;
        if let Some(file) = &self.html {
            let language = engine.settings().language.chosen(language::locale);
            engine.write_fleet_page(&report, language, file)?;
        }
        match self.format {
            Some(MetricsFormat::Openmetrics) => {
                output.verbatim_line(fleet_metrics(&report).trim_end());
            }
            None => output.answer(&report, describe),
        }
        if let Some(file) = &self.html {
            output.remark(&dim(format!("\n{}", say!(FileWritten { file: one_line(file.display()) }))));
        }
        output.warnings(&report.warnings);
        Ok(match report.total {
            _ if !self.exit_code => 0,
            FleetCounts { late: 1.., .. } => 10,
            FleetCounts { late_unknown: 1.., .. } => Code::VulnUnknown.exit(),
            _ => 0,
        })
    }
}

fn report(to: &Path, start: &Start<'_>) -> CommandResult {
    let (engine, output) = (start.engine()?, start.output);
    let report = engine.machine_report()?;
    if to == Path::new("-") {
        output.document(&report);
        return Ok(0);
    }
    let path = engine.write_machine_report(&report, to)?;
    output.answer(&NamedFile { path }, |file| {
        say!(FileWritten { file: bold(one_line(file.path.display())) }).to_string()
    });
    Ok(0)
}

fn describe(report: &FleetReport) -> String {
    let FleetCounts { machines, vulnerable, unknown, behind, failed, silent, late, late_unknown, changing, fine } =
        report.total;
    let mut lines = vec![bold(say!(CountMachines { count: machines }))];
    let since = say!(MachinesSilent { day: words::day(report.silent_before) });
    let within = words::hours(report.within_seconds.unwrap_or(0) / 3_600);
    for (count, what) in [
        (vulnerable, Sentence::MachinesVulnerable.into()),
        (late, say!(MachinesLate { time: &within })),
        (late_unknown, say!(MachinesLateUnknown { time: &within })),
        (failed, Sentence::MachinesFailed.into()),
        (silent, since),
        (behind, Sentence::MachinesBehind.into()),
        (unknown, Sentence::MachinesUnknown.into()),
    ] {
        lines.extend((count > 0).then(|| caution(format!("{count:>9}  {what}"))));
    }
    lines.extend((changing > 0).then(|| format!("{changing:>9}  {}", Sentence::MachinesChanging)));
    lines.extend((fine > 0).then(|| good(format!("{fine:>9}  {}", Sentence::MachinesFine))));
    lines.push(format!("\n{}", bold(Sentence::ByRing)));
    lines.push(dim(columns()));
    lines.extend(report.rings.iter().map(|of| ring(of, report)));
    lines.push(format!("\n{}", bold(Sentence::ByVersion)));
    lines.extend(report.versions.iter().take(VERSIONS).map(version));
    let more = report.versions.len().saturating_sub(VERSIONS);
    lines.extend((more > 0).then(|| dim(format!("  {}", say!(MoreInJson { count: more })))));
    if !report.left_out.is_empty() {
        let files = say!(FilesLeftOut { count: report.files_left_out() });
        lines.push(format!("\n{}", bold(files)));
    }
    for left_out in &report.left_out {
        let why = left_out.why.says();
        let example = left_out.files.first().map(one_line).unwrap_or_default();
        let rest = if left_out.count > 1 { ", …" } else { "" };
        lines.push(format!("{:>9}  {why} {}", left_out.count, dim(format!("({example}{rest})"))));
    }
    lines.extend(report.database.as_ref().map(|database| format!("\n{}", dim(source(database)))));
    lines.join("\n")
}

/// The heads of the numbers of rings.
fn columns() -> String {
    let heads = [Sentence::ColumnVulnerable, Sentence::HasFailed, Sentence::FleetMarkSilent, Sentence::ColumnBehind];
    let first = format!("  {} {}", words::left(Sentence::ColumnRing, 8), words::right(Sentence::ColumnMachines, 9));
    heads.iter().fold(first, |line, head| format!("{line} {}", words::right(head, 10)))
}

fn ring(FleetRing { ring, counts }: &FleetRing, report: &FleetReport) -> String {
    let name = match ring {
        Some(Ring::Canary) => "canary".to_owned(),
        Some(Ring::Early) => "early".to_owned(),
        Some(Ring::Broad) => "broad".to_owned(),
        None => Sentence::NoValue.to_string(),
    };
    let FleetCounts { machines, vulnerable, failed, silent, behind, .. } = counts;
    let (name, unknown) = (words::left(name, 8), Sentence::FleetNotKnown);
    let vulnerable = if report.knows_vulnerabilities() { vulnerable.to_string() } else { unknown.to_string() };
    let vulnerable = words::right(vulnerable, 10);
    format!("  {name} {machines:>9} {vulnerable} {failed:>10} {silent:>10} {behind:>10}")
}

fn version(one: &FleetVersion) -> String {
    let name = one.version.as_ref().map_or_else(|| Sentence::FleetNoKnownGo.to_string(), ToString::to_string);
    let (used, installed) = (one.in_use, one.installed);
    let machines = match one.vulnerable {
        0 => say!(VersionUse { used, installed }),
        count => say!(VersionUseVulnerable { used, installed, vulnerable: caution(say!(CountVulnerable { count })) }),
    };
    format!("  {} {machines}", words::left(name, 15))
}
