//! `audit-log`.
use jiff::Timestamp;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::Code;
use upgo_engine::cases::Engine;
use upgo_engine::change::audit_log::{AuditFinding, AuditVerdict};

use crate::arguments::AuditLogAction;
use crate::output::{Output, bad, dim, good};

pub(super) fn run(engine: &Engine, action: &AuditLogAction, output: &Output) -> u8 {
    match action {
        AuditLogAction::Verify { contains } => verify(engine, contains.as_deref(), output),
        AuditLogAction::Export { since } => {
            export(engine, *since, output);
            0
        }
    }
}

fn verify(engine: &Engine, known: Option<&str>, output: &Output) -> u8 {
    let verdict = engine.verify_audit_log(known);
    output.answer(&verdict, describe);
    if verdict.ok { 0 } else { Code::AuditLogDamaged.exit() }
}

/// Prints the lines of the file, which other programs read without --json, too.
fn export(engine: &Engine, since: Option<Timestamp>, output: &Output) {
    let report = engine.audit_log(since);
    if output.is_json() {
        output.document(&report);
    } else if report.lines.iter().any(|line| !output.line(line)) {
        return; // the reader is gone
    }
    output.warnings(&report.warnings);
}

fn describe(verdict: &AuditVerdict) -> String {
    let (Some(first), Some(last)) = (&verdict.first, &verdict.last) else {
        let none = format!("The audit log has no entries ({}).", one_line(verdict.log.display()));
        return lines(none, verdict);
    };
    let count = if verdict.entries == 1 { "1 entry".to_owned() } else { format!("{} entries", verdict.entries) };
    let (from, to) = (first.time.strftime("%Y-%m-%d"), last.time.strftime("%Y-%m-%d"));
    let head = if verdict.ok {
        format!("{} {count} from {from} to {to}, each following the one before", good("ok"))
    } else {
        format!("{} {count} from {from} to {to}", bad("damaged"))
    };
    let end = format!("{head}\n{}", dim(format!("last entry: {}, hash {}", last.number, last.hash)));
    lines(end, verdict)
}

/// A text, followed by the findings and notes.
fn lines(text: String, verdict: &AuditVerdict) -> String {
    let findings = verdict.findings.iter().map(|finding| format!("{} {}", bad("damaged"), place(finding)));
    let notes = verdict.notes.iter().map(|note| format!("{} {}", dim("note"), place(note)));
    [text].into_iter().chain(findings).chain(notes).collect::<Vec<_>>().join("\n")
}

fn place(finding: &AuditFinding) -> String {
    let file = finding.file.as_ref().map(|file| one_line(file.display())).unwrap_or_default();
    let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
    let place = format!("{file}{line}");
    let text = one_line(&finding.text);
    if place.is_empty() { text } else { format!("{place}: {text}") }
}
