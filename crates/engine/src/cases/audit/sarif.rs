//! The answer as SARIF 2.1.0, a format for the results of analysis tools.
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>. Every result is a `warning`, because the
//! Go team assigns no severity.
use std::path::Path;

use url::Url;

use super::super::gate::{Disagreement, Gate, KINDS as DISAGREEMENTS};
use super::{ATTRIBUTION, AuditReport, ProgramsReport};
use crate::base::display::one_line;
use crate::released::advisories::{DatabaseStamp, Vulnerability};
use crate::store::ProofLevel;

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

#[answer(Clone, Debug, Serialize, untagged)]
enum SarifLocation {
    File { physical_location: PhysicalLocation },
    Release { logical_locations: [LogicalLocation; 1] },
}

#[answer(Clone, Debug, Serialize)]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
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
    /// A result for each vulnerability, at the modules that use it or else at the release.
    pub fn of_go(report: &AuditReport) -> Self {
        let release = || SarifLocation::Release {
            logical_locations: [LogicalLocation { fully_qualified_name: report.version.to_string(), kind: "module" }],
        };
        let found = |(index, one): (usize, &Vulnerability)| {
            let mut locations: Vec<_> = one.used_by.iter().filter_map(|folder| file(&folder.join("go.mod"))).collect();
            if locations.is_empty() {
                locations.push(release());
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
    pub fn of_programs(report: &ProgramsReport) -> Self {
        let rules = &report.vulnerabilities;
        let results = report.programs.iter().flat_map(|program| {
            let version = one_line(&program.built_with);
            program.vulnerabilities.iter().filter_map(move |id| {
                let index = rules.iter().position(|rule| rule.id == *id)?;
                let rule = &rules[index];
                let what = format!("Built with {version}, which has {}: {}", name(rule), rule.summary);
                Some(found(rule, index, what, file(&program.path).into_iter().collect()))
            })
        });
        let notifications = outdated(&report.database).into_iter().chain(unknown(report));
        Self::of(rules.iter().map(SarifRule::of).collect(), results.collect(), notifications)
    }

    /// A result for each new disagreement, at its lines in the repository.
    pub fn of_gate(gate: &Gate) -> Self {
        let rule = |(kind, meaning): &(&'static str, &'static str)| SarifRule {
            id: (*kind).to_owned(),
            short_description: SarifText { text: (*meaning).to_owned() },
            help_uri: None,
        };
        let result = |one: &Disagreement| {
            let index = DISAGREEMENTS.iter().position(|(kind, _)| *kind == one.kind).unwrap_or(0);
            let locations = one.places.iter().map(|(file, line)| at(relative_uri(file), *line)).collect();
            let message = SarifText { text: format!("{}: {}", one.project, one.text) };
            SarifResult { rule_id: one.kind.to_owned(), rule_index: index, level: "warning", message, locations }
        };
        let mut sarif = Self::of(DISAGREEMENTS.iter().map(rule).collect(), gate.new_ones().map(result).collect(), []);
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
        Self {
            id: vulnerability.id.clone(),
            short_description: SarifText { text: vulnerability.summary.clone() },
            help_uri: vulnerability.links.first().cloned(),
        }
    }
}

fn found(vulnerability: &Vulnerability, rule_index: usize, what: String, locations: Vec<SarifLocation>) -> SarifResult {
    let (rule_id, message) = (vulnerability.id.clone(), SarifText { text: what });
    SarifResult { rule_id, rule_index, level: "warning", message, locations }
}

fn file(path: &Path) -> Option<SarifLocation> {
    Some(at(Url::from_file_path(path).ok()?.to_string(), 0))
}

/// Line 0 is the whole file.
fn at(uri: String, line: u32) -> SarifLocation {
    let region = (line > 0).then_some(Region { start_line: line });
    SarifLocation::File { physical_location: PhysicalLocation { artifact_location: ArtifactLocation { uri }, region } }
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
