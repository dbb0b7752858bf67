use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::{Sentence, Statement, Value};
use upgo_engine::cases::{AuditReport, AuditRequest, AuditedProgram, ProgramsReport, Sarif};
use upgo_engine::guidance::assessment::{Headline, HeadlineWords};
use upgo_engine::released::advisories::{DatabaseStamp, Vulnerability};
use upgo_engine::released::catalog::ReleaseRequest;
use upgo_engine::store::ProofLevel;

use super::shared::{CommandResult, Run, Start, refuse_version, target};
use super::status::here;
use crate::options::Offers;
use crate::output::{bold, caution, dim};
use crate::words;

/// List known vulnerabilities of a Go version or of programs
///
/// Also lists the releases that fix them, and the affected projects. Uses the Go vulnerability database; if it
/// cannot be reached, uses the cached copy and shows its age.
#[derive(Args, Debug)]
pub(crate) struct Audit {
    /// A version (1.26.5, 1.26 for its newest patch, latest), or programs and folders of programs; by default, the
    /// Go that a new terminal runs
    #[arg(value_name = "VERSION|FILE|FOLDER", add = Offers::Version)]
    what: Vec<PathBuf>,
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

impl Run for Audit {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let status = match self.what.as_slice() {
            [] => self.go(None, start)?,
            // a name that parses as a version means that version; `./1.27` is a file
            [one] if let Some(Ok(version)) = one.to_str().map(str::parse) => self.go(Some(version), start)?,
            what => {
                let named = what.iter().try_for_each(|path| refuse_version(path, ""));
                named.map_err(|problem| problem.with_next(Sentence::AuditOneVersion))?;
                self.programs(start)?
            }
        };
        Ok(if self.exit_code { status } else { 0 })
    }
}

impl Audit {
    /// With the version that a new terminal runs if none is given. Returns the exit status of `--exit-code`.
    fn go(&self, version: Option<ReleaseRequest>, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        let target = self.target.as_deref().map(target).transpose()?;
        let request = AuditRequest { version, target, modules: self.modules.clone(), offline: self.offline };
        let report = engine.audit(&request, cancel)?;
        if self.sarif {
            let here = here().unwrap_or_default();
            output.document(&Sarif::of_go(&report, &here));
        } else {
            output.answer(&report, describe);
        }
        output.warnings(&report.warnings);
        Ok(status(!report.vulnerabilities.is_empty(), &report.database, &report.warnings))
    }

    /// Returns the exit status of `--exit-code`.
    fn programs(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        if self.target.is_some() || !self.modules.is_empty() {
            return Err(Problem::new(Code::Usage, Sentence::OptionsNeedVersion));
        }
        let report = engine.audit_programs(&self.what, self.offline, cancel)?;
        if self.sarif {
            let here = here().unwrap_or_default();
            output.document(&Sarif::of_programs(&report, &here));
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
        lines.push(
            say!(KnownAndUsed { known: report.vulnerabilities.len(), used, projects: report.projects.len() })
                .to_string(),
        );
    }
    lines.extend(support(report).map(|support| support.to_string()));
    lines.extend(report.exposure.as_ref().and_then(words::exposure).map(|exposure| exposure.to_string()));
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
    Some(caution(say!(AboutThePublished { version: report.version.as_str(), why: level.means() })))
}

fn headline(report: &AuditReport) -> String {
    match (&report.headline, report.vulnerabilities.len()) {
        (_, 0) if report.database.stale => {
            let (version, target) = (report.version.to_string(), report.target.to_string());
            let day = words::day(report.database.fetched_at);
            caution(say!(NoneKnownOfThen { version, target, day }).and(Sentence::NewerDataMissing))
        }
        (_, 0) => say!(HasNoneKnown { version: bold(&report.version), target: report.target.to_string() }).to_string(),
        (Some(headline), _) => {
            let HeadlineWords { title, line } = headline.words();
            words::sentence(caution(title)).and(line).to_string()
        }
        (None, known) => {
            say!(HasKnown { version: bold(&report.version), target: report.target.to_string(), count: known })
                .to_string()
        }
    }
}

fn support(report: &AuditReport) -> Option<Statement> {
    let until = report.supported_until.as_deref();
    let language = report.version.language();
    let line = language.as_str();
    let support = match (report.supported?, until) {
        (true, None) => say!(LineSupported { line }),
        (true, Some(date)) => say!(LineSupportedUntil { line, date }),
        (false, None) => say!(LineUnsupported { line }),
        (false, Some(date)) => say!(LineUnsupportedSince { line, date }),
    };
    let named = [report.headline.as_ref().and_then(Headline::to), report.fixed_by.newest.as_ref()];
    let patch = report.fixed_by.patch.as_ref().filter(|patch| !named.contains(&Some(*patch)));
    let patch = patch.map(|patch| say!(PatchFixesToo { version: patch.as_str(), line }));
    Some(patch.into_iter().fold(support, Statement::and))
}

pub(super) fn vulnerability(one: &Vulnerability) -> Vec<String> {
    let fixed = match (&one.fixed_in, &one.first_fixed) {
        (Some(fixed), _) | (None, Some(fixed)) => say!(IsFixedIn { version: fixed.as_str() }),
        (None, None) => Sentence::NotFixedYet.into(),
    };
    let packages: Vec<&str> = one.packages.iter().map(|package| package.path.as_str()).collect();
    let head = format!("{:<14} {:<17} {fixed}", one.id, one.aliases.first().map_or("", String::as_str));
    let mut lines = vec![bold(head), words::wrapped(&one.summary, "  ")];
    lines.extend((!packages.is_empty()).then(|| dim(words::wrapped(&packages.join(", "), "  "))));
    lines
}

pub(super) fn used_by(one: &Vulnerability) -> Option<String> {
    let folders: Vec<_> = one.used_by.iter().map(|folder| one_line(folder.display())).collect();
    let names = || say!(Named { name: Value::some_of(&folders) }).to_string();
    (!folders.is_empty()).then(|| format!("  {}", words::after(caution(Sentence::UsedBy), names())))
}

fn describe_programs(report: &ProgramsReport) -> String {
    let mut lines: Vec<String> = judged(report).into_iter().collect();
    lines.extend((report.unknown > 0).then(|| caution(say!(ProgramsNotJudged { count: report.unknown }))));
    lines.extend(report.programs.iter().map(program));
    let tools: Vec<&str> = report.programs.iter().filter_map(|program| program.tool.as_deref()).collect();
    if !tools.is_empty() {
        lines.push(one_line(words::run(&format!("upgo tools rebuild {}", tools.join(" ")))));
    }
    lines.push(format!("\n{}", dim(source(&report.database))));
    lines.join("\n")
}

/// The sentence about the programs whose Go is known.
fn judged(report: &ProgramsReport) -> Option<String> {
    let all = report.programs.len();
    let judged = report.programs.iter().filter(|program| program.version.is_some()).count();
    Some(match (judged, report.rebuild) {
        (0, _) if all == 0 => Sentence::NoProgramsFound.to_string(),
        (0, _) => return None,
        (_, 0) if report.database.stale => {
            let known = say!(NoneKnownOfBuilders { day: words::day(report.database.fetched_at) });
            caution(known.and(Sentence::NewerDataMissing))
        }
        (1, 0) if all == 1 => Sentence::ProgramIsFine.to_string(),
        (judged, 0) if judged == all => say!(ProgramsAreFine { all }).to_string(),
        (judged, 0) => say!(SomeProgramsAreFine { count: judged, all }).to_string(),
        (_, _) if all == 1 => caution(Sentence::RebuildProgram),
        (_, rebuild) => caution(say!(RebuildPrograms { count: rebuild, all })),
    })
}

fn program(program: &AuditedProgram) -> String {
    let (mark, known) = match program.vulnerabilities.len() {
        0 if program.version.is_none() => (caution("?"), Sentence::IsUnknown.into()),
        0 => (" ".to_owned(), Sentence::KnownNone.into()),
        known => (caution("!"), say!(KnownSome { count: known })),
    };
    let (built_with, path) = (one_line(&program.built_with), one_line(program.path.display()));
    format!("{mark} {} {} {path}", words::left(built_with, 12), words::left(known, 12))
}

pub(super) fn source(database: &DatabaseStamp) -> Statement {
    let (source, ago) = (database.url.to_string(), words::ago(database.fetched_at, Timestamp::now()));
    if database.stale { say!(VulnerabilityDataOld { source, ago }) } else { say!(VulnerabilityData { source, ago }) }
}
