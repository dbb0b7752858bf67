//! `audit`.
use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::target::Target;
use upgo_engine::base::words::Language;
use upgo_engine::cases::{ATTRIBUTION, AuditReport, AuditRequest, AuditedProgram, ProgramsReport, Sarif};
use upgo_engine::guidance::assessment::Sentence;
use upgo_engine::released::advisories::{DatabaseStamp, Vulnerability};
use upgo_engine::released::catalog::ReleaseRequest;
use upgo_engine::store::ProofLevel;

use super::{CommandResult, Run, Start};
use crate::output::{bold, caution, dim};
use crate::words;

/// Says that there may be vulnerabilities that are not known here.
const OUTDATED: &str = "Newer data is not available.";

/// List known vulnerabilities of a Go version or of programs
///
/// Also lists the releases that fix them, and the affected projects. Uses the Go vulnerability database; if it
/// cannot be reached, uses the cached copy and shows its age.
#[derive(Args, Debug)]
pub(crate) struct Audit {
    /// A version (1.26.5, 1.26 for its newest patch, latest), or programs and folders of programs; by default, the
    /// Go that a new terminal runs
    #[arg(value_name = "VERSION|FILE|FOLDER")]
    what: Vec<OsString>,
    /// Check this target instead of this machine's, such as windows-amd64 or linux-arm64
    #[arg(long, value_name = "OS-ARCH")]
    target: Option<String>,
    /// Show which vulnerabilities affect packages that the Go module in this folder uses
    ///
    /// Overrides the setting `projects`.
    #[arg(long = "module", value_name = "DIR")]
    modules: Vec<PathBuf>,
    /// Use the cached database; do not go online
    #[arg(long)]
    offline: bool,
    /// Print a SARIF 2.1.0 document
    #[arg(long, conflicts_with = "json")]
    sarif: bool,
    /// Exit with status 11 if there is a known vulnerability
    ///
    /// If none is known, exit with status 3 if the data is out of date or a program cannot be judged, or 4 if the data
    /// is disputed.
    #[arg(long)]
    exit_code: bool,
}

/// The subject of an audit.
enum AuditSubject {
    /// A Go version: this one, or the one that a new terminal runs.
    Go(Option<ReleaseRequest>),
    Programs,
}

impl Run for Audit {
    fn only_reads(&self) -> bool {
        true
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let status = match self.about() {
            AuditSubject::Go(version) => self.go(version, start)?,
            AuditSubject::Programs => self.programs(start)?,
        };
        Ok(if self.exit_code { status } else { 0 })
    }
}

impl Audit {
    /// A name that parses as a version means that version; `./1.27` is a file.
    fn about(&self) -> AuditSubject {
        match self.what.as_slice() {
            [] => AuditSubject::Go(None),
            [one] => match one.to_str().map(str::parse) {
                Some(Ok(version)) => AuditSubject::Go(Some(version)),
                _ => AuditSubject::Programs,
            },
            _ => AuditSubject::Programs,
        }
    }

    /// Reports on a Go version. Returns the exit status of `--exit-code`.
    fn go(&self, version: Option<ReleaseRequest>, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        let target = self.target.as_deref().map(str::parse::<Target>).transpose();
        let target = target.map_err(|error| Problem::new(Code::Usage, error.to_string()))?;
        let request = AuditRequest { version, target, modules: self.modules.clone(), offline: self.offline };
        let report = engine.audit(&request, cancel)?;
        if self.sarif {
            output.document(&Sarif::of_go(&report));
        } else {
            output.answer(&report, describe);
        }
        output.warnings(&report.warnings);
        Ok(status(!report.vulnerabilities.is_empty(), &report.database, &report.warnings))
    }

    /// Reports on programs. Returns the exit status of `--exit-code`.
    fn programs(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        if self.target.is_some() || !self.modules.is_empty() {
            return Err(Problem::new(Code::Usage, "--target and --module work with a version, not with programs"));
        }
        let paths: Vec<PathBuf> = self.what.iter().map(PathBuf::from).collect();
        let report = engine.audit_programs(&paths, self.offline, cancel)?;
        if self.sarif {
            output.document(&Sarif::of_programs(&report));
        } else {
            output.answer(&report, describe_programs);
        }
        output.warnings(&report.warnings);
        let status = status(report.rebuild > 0, &report.database, &report.warnings);
        Ok(if status == 0 && report.unknown > 0 { Code::VulnUnknown.exit() } else { status })
    }
}

/// The exit status of `--exit-code`. Data that is out of date or disputed does not show that there is no vulnerability.
fn status(is_vulnerable: bool, database: &DatabaseStamp, warnings: &[Problem]) -> u8 {
    let is_disputed = warnings.iter().any(|warning| warning.code == Code::VerifyVuln);
    match (is_vulnerable, database.stale) {
        (true, _) => 11,
        (false, false) => 0,
        (false, true) if is_disputed => Code::VerifyVuln.exit(),
        (false, true) => Code::NetVuln.exit(),
    }
}

fn describe(report: &AuditReport) -> String {
    let mut lines = vec![headline(report)];
    if let Some(used) = report.in_your_projects.filter(|_| !report.vulnerabilities.is_empty()) {
        let (known, projects) = (report.vulnerabilities.len(), report.projects.len());
        let which = if projects == 1 { "project uses".to_owned() } else { format!("{projects} projects use") };
        lines.push(format!("{known} known, {used} of them in packages that your {which}."));
    }
    lines.extend(support(report));
    for one in &report.vulnerabilities {
        lines.push(String::new());
        lines.extend(vulnerability(one));
        lines.extend(used_by(one));
    }
    lines.extend(not_published(report));
    lines.push(format!("\n{}", dim(source(&report.database))));
    lines.join("\n")
}

/// The remark that the database says nothing about the installed Go, because it is not known to be the published one.
fn not_published(report: &AuditReport) -> Option<String> {
    let level = report.proof.filter(|level| matches!(level, ProofLevel::Given | ProofLevel::Contradicted))?;
    let version = &report.version;
    let means = level.of(&Language::English.words().proof.means);
    Some(caution(format!("This is about the published {version}. The installed one is not known to be that: {means}")))
}

/// The first sentence of the answer.
fn headline(report: &AuditReport) -> String {
    let AuditReport { version, target, .. } = report;
    match (&report.headline, report.vulnerabilities.len()) {
        (_, 0) if report.database.stale => {
            let day = words::day(report.database.fetched_at);
            caution(format!("No vulnerabilities of {version} on {target} were known on {day}. {OUTDATED}"))
        }
        (_, 0) => format!("{} has no known vulnerabilities on {target}.", bold(version)),
        (Some(headline), _) => {
            let Sentence { title, line } = headline.sentence(Language::English);
            format!("{}. {line}", caution(title))
        }
        (None, 1) => format!("{} has 1 known vulnerability on {target}.", bold(version)),
        (None, known) => format!("{} has {known} known vulnerabilities on {target}.", bold(version)),
    }
}

fn support(report: &AuditReport) -> Option<String> {
    let until = report.supported_until.as_deref().map(|until| format!(" {until}")).unwrap_or_default();
    let line = report.version.language();
    let patch = report.fixed_by.patch.as_ref().filter(|patch| Some(*patch) != report.fixed_by.newest.as_ref());
    let patch = patch.map(|patch| format!(" {patch} also fixes all of them, and stays on {line}.")).unwrap_or_default();
    Some(match report.supported? {
        true if until.is_empty() => format!("{line} is supported.{patch}"),
        true => format!("{line} is supported until about{until}.{patch}"),
        false if until.is_empty() => format!("{line} is no longer supported.{patch}"),
        false => format!("{line} has not been supported since{until}.{patch}"),
    })
}

pub(super) fn vulnerability(one: &Vulnerability) -> Vec<String> {
    let fixed = match (&one.fixed_in, &one.first_fixed) {
        (Some(fixed), _) | (None, Some(fixed)) => format!("fixed in {fixed}"),
        (None, None) => "not fixed yet".to_owned(),
    };
    let packages: Vec<&str> = one.packages.iter().map(|package| package.path.as_str()).collect();
    let head = format!("{:<14} {:<17} {fixed}", one.id, one.aliases.first().map_or("", String::as_str));
    let mut lines = vec![bold(head), words::wrapped(&one.summary, "  ")];
    lines.extend((!packages.is_empty()).then(|| dim(words::wrapped(&packages.join(", "), "  "))));
    lines
}

pub(super) fn used_by(one: &Vulnerability) -> Option<String> {
    let folders: Vec<_> = one.used_by.iter().map(|folder| one_line(folder.display())).collect();
    (!folders.is_empty()).then(|| format!("  {} {}", caution("used by"), Language::English.some_of(&folders)))
}

fn describe_programs(report: &ProgramsReport) -> String {
    let mut lines: Vec<String> = judged(report).into_iter().chain(unjudged(report)).collect();
    lines.extend(report.programs.iter().map(program));
    let tools: Vec<&str> = report.programs.iter().filter_map(|program| program.tool.as_deref()).collect();
    if !tools.is_empty() {
        lines.push(one_line(format!("Run `upgo tools rebuild {}`.", tools.join(" "))));
    }
    lines.push(format!("\n{}", dim(source(&report.database))));
    lines.join("\n")
}

/// The sentence about the programs whose Go is known.
fn judged(report: &ProgramsReport) -> Option<String> {
    let all = report.programs.len();
    let judged = report.programs.iter().filter(|program| program.version.is_some()).count();
    Some(match (judged, report.rebuild) {
        (0, _) if all == 0 => "No Go programs found.".to_owned(),
        (0, _) => return None,
        (_, 0) if report.database.stale => {
            let day = words::day(report.database.fetched_at);
            caution(format!("No vulnerabilities of the Go versions that built them were known on {day}. {OUTDATED}"))
        }
        (1, 0) if all == 1 => "The program was built with a Go version that has no known vulnerabilities.".to_owned(),
        (judged, 0) if judged == all => {
            format!("All {all} programs were built with Go versions that have no known vulnerabilities.")
        }
        (judged, 0) => {
            format!("{judged} of {all} programs were built with Go versions that have no known vulnerabilities.")
        }
        (_, _) if all == 1 => {
            caution("Rebuild the program: it was built with a Go version that has known vulnerabilities.")
        }
        (_, rebuild) => caution(format!(
            "Rebuild {rebuild} of {all} programs: the Go versions that built them have known vulnerabilities."
        )),
    })
}

/// The sentence about the programs that may have vulnerabilities, too.
fn unjudged(report: &ProgramsReport) -> Option<String> {
    match report.unknown {
        0 => None,
        1 => Some(caution("1 program could not be judged: its Go version is unknown or unreadable.")),
        unknown => Some(caution(format!(
            "{unknown} programs could not be judged: their Go versions are unknown or unreadable."
        ))),
    }
}

fn program(program: &AuditedProgram) -> String {
    let (mark, known) = match program.vulnerabilities.len() {
        0 if program.version.is_none() => (caution("?"), "unknown".to_owned()),
        0 => (" ".to_owned(), "none known".to_owned()),
        known => (caution("!"), format!("{known} known")),
    };
    let (built_with, path) = (one_line(&program.built_with), one_line(program.path.display()));
    format!("{mark} {built_with:<12} {known:<12} {path}")
}

pub(super) fn source(database: &DatabaseStamp) -> String {
    let when = words::ago(database.fetched_at, Timestamp::now());
    let stale = if database.stale { ", out of date" } else { "" };
    format!("{ATTRIBUTION}. {}, last updated {when}{stale}.", database.url)
}
