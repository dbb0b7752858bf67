//! The answer as SARIF 2.1.0, a format for the results of analysis tools.
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>. Every result is a `warning`, because the
//! Go team assigns no severity, and every one has a place in the checkout, without which GitHub takes no document:
//! <https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>.
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::super::gate::{Disagreement, Gate, KINDS as DISAGREEMENTS, relative};
use super::{ATTRIBUTION, AuditReport, ProgramsReport};
use crate::base::digest::Sha256;
use crate::base::display::one_line;
use crate::projects::{self, FileKind, repository_around};
use crate::released::advisories::{DatabaseStamp, Vulnerability};
use crate::which_go::toolchain::{Disk, Files as _};

#[answer(Clone, Debug, Serialize)]
pub struct Sarif(Value);

impl Sarif {
    /// A result for each vulnerability, at the modules in the checkout around `folder` that use it, or else at what asks
    /// for a Go there.
    pub fn of_go(report: &AuditReport, folder: &Path) -> Self {
        let checkout = Checkout::around(folder);
        let found = |(index, one): (usize, &Vulnerability)| {
            let modules = one.used_by.iter().filter_map(|folder| checkout.file(&folder.join("go.mod")));
            let mut locations: Vec<_> = modules.collect();
            if locations.is_empty() {
                locations = checkout.stands_for(&report.version.to_string());
            }
            let what = format!("{} has {}: {}{}", report.version, name(one), one.summary, fixed(one));
            result(&one.id, index, &what, locations)
        };
        let results = report.vulnerabilities.iter().enumerate().map(found).collect();
        let mut sarif = of_vulnerabilities(&report.vulnerabilities, results, outdated(&report.database));
        if let Some(proof) = report.proof {
            sarif["runs"][0]["properties"] = object([("proof", serde_json::to_value(proof).unwrap_or_default())]); // SARIF has no word for it
        }
        Self(sarif)
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
                let stands_for = || checkout.stands_for(&one_line(program.path.display()));
                let locations = checkout.file(&program.path).map_or_else(stands_for, |file| vec![file]);
                Some(result(id, index, &what, locations))
            })
        });
        let notes = outdated(&report.database).into_iter().chain(unknown(report));
        Self(of_vulnerabilities(rules, results.collect(), notes))
    }

    /// A result for each new disagreement, at its lines in the repository.
    pub fn of_gate(gate: &Gate) -> Self {
        let rules = DISAGREEMENTS.iter().map(|(_, kind, meaning)| rule(kind, meaning)).collect();
        let of_one = |(key, one): (&String, &Disagreement)| {
            let index = DISAGREEMENTS.iter().position(|(kind, ..)| *kind == one.kind).unwrap_or(0);
            let locations = one.places.iter().map(|place| at(&place.file, place.line)).collect();
            let mut result = result(one.name(), index, &one.text, locations);
            // by which it is the same in another commit
            result["partialFingerprints"] = object([("upgo/v1", Sha256::of(key.as_bytes()).to_string().into())]);
            result
        };
        let results = gate.new_ones().map(of_one).collect();
        Self(document("What the files of projects disagree on about Go.", rules, results, None))
    }
}

fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

/// `notes` say what was old or not judged: without them, no results would look like a clean bill.
fn document(about: &str, rules: Vec<Value>, results: Vec<Value>, notes: impl IntoIterator<Item = String>) -> Value {
    let version = env!("CARGO_PKG_VERSION");
    let about = object([("text", about.into())]);
    let driver =
        [("name", "upgo".into()), ("version", version.into()), ("fullDescription", about), ("rules", rules.into())];
    let tool = object([("driver", object(driver))]);
    let mut run = object([("tool", tool), ("results", results.into())]);
    let error = |text: String| object([("level", "error".into()), ("message", object([("text", text.into())]))]);
    let notes: Vec<_> = notes.into_iter().map(error).collect();
    if !notes.is_empty() {
        let notes = [("executionSuccessful", false.into()), ("toolExecutionNotifications", notes.into())];
        run["invocations"] = vec![object(notes)].into();
    }
    let schema = "https://json.schemastore.org/sarif-2.1.0.json".into();
    object([("$schema", schema), ("version", "2.1.0".into()), ("runs", vec![run].into())])
}

fn of_vulnerabilities(all: &[Vulnerability], results: Vec<Value>, notes: impl IntoIterator<Item = String>) -> Value {
    let of_one = |one: &Vulnerability| {
        let mut rule = rule(&one.id, &one.summary);
        one.links.first().inspect(|link| rule["helpUri"] = link.as_str().into());
        rule
    };
    let about = format!("Known vulnerabilities of Go itself. {ATTRIBUTION}");
    document(&about, all.iter().map(of_one).collect(), results, notes)
}

fn outdated(DatabaseStamp { url, fetched_at, stale, .. }: &DatabaseStamp) -> Option<String> {
    let old = || format!("The data of {url} is from {fetched_at} and out of date. Newer vulnerabilities are missing.");
    stale.then(old)
}

fn unknown(ProgramsReport { unknown, .. }: &ProgramsReport) -> Option<String> {
    let text = || format!("{unknown} programs could not be judged: their Go version is unknown or unreadable.");
    (*unknown > 0).then(text)
}

fn rule(id: &str, means: &str) -> Value {
    let text = object([("text", means.into())]);
    object([("id", id.into()), ("shortDescription", text.clone()), ("fullDescription", text.clone()), ("help", text)])
}

/// Brackets would be a link in the message.
fn result(rule: &str, rule_index: usize, what: &str, locations: Vec<Value>) -> Value {
    let message = object([("text", what.replace('[', "\\[").replace(']', "\\]").into())]);
    let [id, index, level] = [rule.into(), rule_index.into(), "warning".into()];
    let fields = [("ruleId", id), ("ruleIndex", index), ("level", level), ("message", message)];
    object(fields.into_iter().chain([("locations", locations.into())]))
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
    fn file(&self, file: &Path) -> Option<Value> {
        let is_module = file.ends_with("go.mod");
        let text = Some(file).filter(|_| is_module).and_then(|file| Disk.read(file)).unwrap_or_default();
        let asked = projects::asked(FileKind::GoMod, file, &text);
        let path = relative(file.strip_prefix(&self.root).ok()?, Path::new(""));
        Some(at(&path, asked.last().map_or(0, |asked| asked.line)))
    }

    /// Something that is not in it, at the `go.mod` that asks for a Go.
    fn stands_for(&self, name: &str) -> Vec<Value> {
        let logical = object([("fullyQualifiedName", name.into()), ("kind", "module".into())]);
        let Some(mut place) = self.file(&self.asks) else { return Vec::new() };
        place["logicalLocations"] = vec![logical].into();
        vec![place]
    }
}

/// A path in the checkout, with slashes. Line 0 is the whole file, which begins in line 1.
fn at(path: &str, line: u32) -> Value {
    let encoded = |byte: u8| match byte {
        b'/' | b'-' | b'.' | b'_' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    let uri: String = path.bytes().map(encoded).collect();
    let (file, line) = (object([("uri", uri.into())]), object([("startLine", line.max(1).into())]));
    object([("physicalLocation", object([("artifactLocation", file), ("region", line)]))])
}

fn name(vulnerability: &Vulnerability) -> String {
    let names: Vec<_> = std::iter::once(&vulnerability.id).chain(&vulnerability.aliases).map(String::as_str).collect();
    names.join(", ")
}

fn fixed(vulnerability: &Vulnerability) -> String {
    let fixed = vulnerability.fixed_in.as_ref().or(vulnerability.first_fixed.as_ref());
    fixed.map(|fixed| format!(". Fixed in {fixed}.")).unwrap_or_default()
}
