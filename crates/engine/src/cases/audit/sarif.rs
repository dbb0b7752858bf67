//! The answer as SARIF 2.1.0, a format for the results of analysis tools.
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>. Every result is a `warning`, because the
//! Go team assigns no severity, and every one has a place in the checkout, without which GitHub takes no document:
//! <https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>.
use std::path::{Path, PathBuf};

use url::Url;

use super::super::gate::{Disagreement, Gate, KINDS as DISAGREEMENTS, relative};
use super::{ATTRIBUTION, AuditReport, ProgramsReport};
use crate::base::display::one_line;
use crate::projects::{self, FileKind, repository_around};
use crate::released::advisories::{DatabaseStamp, Vulnerability};
use crate::store::ProofLevel;
use crate::which_go::toolchain::{Disk, Files as _};

#[answer(Clone, Debug, Serialize)]
pub struct Sarif {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [SarifRun; 1],
}

#[answer(Clone, Debug, Serialize)]
struct SarifRun {
    tool: SarifTool,
    /// How the run went, if data was old or a program not judged: no results would look like a clean bill.
    #[serde(skip_serializing_if = "Option::is_none")]
    invocations: Option<[Invocation; 1]>,
    results: Vec<SarifResult>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<SarifProperties>,
}

/// What SARIF has no word for.
#[answer(Clone, Debug, Serialize)]
struct SarifProperties {
    proof: ProofLevel,
}

#[answer(Clone, Debug, Serialize)]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[answer(Clone, Debug, Serialize)]
struct Notification {
    level: &'static str,
    message: SarifText,
}

#[answer(Clone, Debug, Serialize)]
struct SarifTool {
    driver: Driver,
}

#[answer(Clone, Debug, Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    full_description: SarifText,
    rules: Vec<SarifRule>,
}

#[answer(Clone, Debug, Serialize)]
struct SarifRule {
    id: String,
    short_description: SarifText,
    full_description: SarifText,
    help: SarifText,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<Url>,
}

#[answer(Clone, Debug, Serialize)]
struct SarifText {
    text: String,
}

#[answer(Clone, Debug, Serialize)]
struct SarifResult {
    rule_id: String,
    rule_index: usize,
    level: &'static str,
    message: SarifText,
    locations: Vec<SarifLocation>,
}

#[answer(Clone, Debug, Serialize)]
struct SarifLocation {
    physical_location: PhysicalLocation,
    /// What a file in the checkout stands for, if the result is about something else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
}

#[answer(Clone, Debug, Serialize)]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[answer(Clone, Debug, Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[answer(Clone, Debug, Serialize)]
struct Region {
    start_line: u32,
}

#[answer(Clone, Debug, Serialize)]
struct LogicalLocation {
    fully_qualified_name: String,
    kind: &'static str,
}

impl Sarif {
    /// A result for each vulnerability, at the modules in the checkout around `folder` that use it, or else at what asks
    /// for a Go there.
    pub fn of_go(report: &AuditReport, folder: &Path) -> Self {
        let checkout = Checkout::around(folder);
        let found = |(index, one): (usize, &Vulnerability)| {
            let modules = one.used_by.iter().filter_map(|folder| checkout.file(&folder.join("go.mod")));
            let mut locations: Vec<_> = modules.collect();
            if locations.is_empty() {
                locations = checkout.stands_for(report.version.to_string());
            }
            let what = format!("{} has {}: {}{}", report.version, name(one), one.summary, fixed(one));
            found(one, index, what, locations)
        };
        let rules = report.vulnerabilities.iter().map(SarifRule::of).collect();
        let results = report.vulnerabilities.iter().enumerate().map(found).collect();
        let mut sarif = Self::of(rules, results, outdated(&report.database));
        let [run] = &mut sarif.runs;
        run.properties = report.proof.map(|proof| SarifProperties { proof });
        sarif
    }

    /// A result for each program and each vulnerability from the Go that built it.
    pub fn of_programs(report: &ProgramsReport, folder: &Path) -> Self {
        let checkout = Checkout::around(folder);
        let rules = &report.vulnerabilities;
        let results = report.programs.iter().flat_map(|program| {
            let (version, checkout) = (one_line(&program.built_with), &checkout);
            program.vulnerabilities.iter().filter_map(move |id| {
                let index = rules.iter().position(|rule| rule.id == *id)?;
                let rule = &rules[index];
                let what = format!("Built with {version}, which has {}: {}", name(rule), rule.summary);
                let stands_for = || checkout.stands_for(one_line(program.path.display()));
                Some(found(rule, index, what, checkout.file(&program.path).map_or_else(stands_for, |file| vec![file])))
            })
        });
        let notifications = outdated(&report.database).into_iter().chain(unknown(report));
        Self::of(rules.iter().map(SarifRule::of).collect(), results.collect(), notifications)
    }

    /// A result for each new disagreement, at its lines in the repository.
    pub fn of_gate(gate: &Gate) -> Self {
        let rules = DISAGREEMENTS.iter().map(|(_, kind, meaning)| SarifRule::new(kind, meaning, None));
        let result = |one: &Disagreement| {
            let index = DISAGREEMENTS.iter().position(|(_, kind, _)| *kind == one.kind).unwrap_or(0);
            let locations = one.places.iter().map(|(file, line)| at(relative_uri(file), *line)).collect();
            let message = SarifText { text: format!("{}: {}", one.project, one.text) };
            SarifResult { rule_id: one.kind.to_owned(), rule_index: index, level: "warning", message, locations }
        };
        let mut sarif = Self::of(rules.collect(), gate.new_ones().map(result).collect(), []);
        let [run] = &mut sarif.runs;
        let text = "What the files of projects disagree on about Go.".to_owned();
        run.tool.driver.full_description = SarifText { text };
        sarif
    }

    fn of(rules: Vec<SarifRule>, results: Vec<SarifResult>, notes: impl IntoIterator<Item = Notification>) -> Self {
        let driver = Driver {
            name: "upgo",
            version: env!("CARGO_PKG_VERSION"),
            full_description: SarifText { text: format!("Known vulnerabilities of Go itself. {ATTRIBUTION}") },
            rules,
        };
        let schema = "https://json.schemastore.org/sarif-2.1.0.json";
        let notifications: Vec<Notification> = notes.into_iter().collect();
        let invocation = Invocation { execution_successful: false, tool_execution_notifications: notifications };
        let invocations = Some([invocation]).filter(|[one]| !one.tool_execution_notifications.is_empty());
        Self {
            schema,
            version: "2.1.0",
            runs: [SarifRun { tool: SarifTool { driver }, invocations, results, properties: None }],
        }
    }
}

impl Notification {
    fn error(text: String) -> Self {
        Self { level: "error", message: SarifText { text } }
    }
}

fn outdated(DatabaseStamp { url, fetched_at, stale, .. }: &DatabaseStamp) -> Option<Notification> {
    let text = format!("The data of {url} is from {fetched_at} and out of date. Newer vulnerabilities are missing.");
    stale.then(|| Notification::error(text))
}

fn unknown(report: &ProgramsReport) -> Option<Notification> {
    let text = format!("{} programs could not be judged: their Go version is unknown or unreadable.", report.unknown);
    (report.unknown > 0).then(|| Notification::error(text))
}

impl SarifRule {
    fn of(vulnerability: &Vulnerability) -> Self {
        Self::new(&vulnerability.id, &vulnerability.summary, vulnerability.links.first().cloned())
    }

    fn new(id: &str, means: &str, help_uri: Option<Url>) -> Self {
        let text = || SarifText { text: means.to_owned() };
        Self { id: id.to_owned(), short_description: text(), full_description: text(), help: text(), help_uri }
    }
}

/// The repository around a folder, or else the folder, and the line in it that asks for a Go.
struct Checkout {
    root: PathBuf,
    asks: PathBuf,
}

impl Checkout {
    fn around(folder: &Path) -> Self {
        let root = repository_around(folder).unwrap_or(folder).to_owned();
        let above = folder.ancestors().take_while(|above| above.starts_with(&root));
        let asks = above.map(|above| above.join("go.mod")).find(|file| file.is_file());
        Self { asks: asks.unwrap_or_else(|| root.join("go.mod")), root }
    }

    /// A file in it, at the last line that asks for a Go, which is that of a toolchain if there is one.
    fn file(&self, file: &Path) -> Option<SarifLocation> {
        let is_module = file.ends_with("go.mod");
        let text = Some(file).filter(|_| is_module).and_then(|file| Disk.read(file)).unwrap_or_default();
        let asked = projects::asked(FileKind::GoMod, file, &text, &|_| None);
        let uri = relative_uri(&relative(file.strip_prefix(&self.root).ok()?, Path::new("")));
        Some(at(uri, asked.last().map_or(0, |asked| asked.line)))
    }

    /// Something that is not in it, at the `go.mod` that asks for a Go.
    fn stands_for(&self, fully_qualified_name: String) -> Vec<SarifLocation> {
        let logical = LogicalLocation { fully_qualified_name, kind: "module" };
        let place = self.file(&self.asks);
        place.map(|place| SarifLocation { logical_locations: vec![logical], ..place }).into_iter().collect()
    }
}

fn found(vulnerability: &Vulnerability, rule_index: usize, what: String, locations: Vec<SarifLocation>) -> SarifResult {
    let (rule_id, message) = (vulnerability.id.clone(), SarifText { text: what });
    SarifResult { rule_id, rule_index, level: "warning", message, locations }
}

/// Line 0 is the whole file, which begins in line 1.
fn at(uri: String, line: u32) -> SarifLocation {
    let (artifact_location, region) = (ArtifactLocation { uri }, Region { start_line: line.max(1) });
    let physical_location = PhysicalLocation { artifact_location, region };
    SarifLocation { physical_location, logical_locations: Vec::new() }
}

/// A path in a repository as a reference that is relative to it.
fn relative_uri(path: &str) -> String {
    let Ok(mut url) = Url::parse("file:///") else { return path.to_owned() };
    url.set_path(path);
    url.path().trim_start_matches('/').to_owned()
}

fn name(vulnerability: &Vulnerability) -> String {
    let names: Vec<_> = std::iter::once(&vulnerability.id).chain(&vulnerability.aliases).map(String::as_str).collect();
    names.join(", ")
}

fn fixed(vulnerability: &Vulnerability) -> String {
    let fixed = vulnerability.fixed_in.as_ref().or(vulnerability.first_fixed.as_ref());
    fixed.map(|fixed| format!(". Fixed in {fixed}.")).unwrap_or_default()
}
