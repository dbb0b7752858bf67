//! `log audit`.
use clap::{Args, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::Code;
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::Engine;
use upgo_engine::change::audit_log::{AuditFinding, AuditVerdict};

use super::shared::{CommandResult, Run, Start};
use crate::output::{Output, bad, dim, good};
use crate::words::{day, labelled};

/// Verify or export the audit log of all changes and refusals
///
/// Each entry contains the hash of the previous one, so changed or missing entries are detected.
#[derive(Args, Debug)]
pub(crate) struct AuditLog {
    #[command(subcommand)]
    action: AuditLogAction,
}

#[derive(Debug, Subcommand)]
enum AuditLogAction {
    /// Check that no entry was changed, removed or moved
    ///
    /// Exits with status 4 and names the lines if one was. The entries that Upgo's history names must be there, too.
    /// Prints the hash of the last entry. Keep it elsewhere: --contains then detects a truncated log even if the history
    /// was changed.
    Verify {
        /// The hash of an entry that must be there, from an earlier run or from the log of the system
        #[arg(long, value_name = "HASH", value_parser = hash)]
        contains: Option<String>,
    },
    /// Print the entries as JSON lines, exactly as in the file
    Export {
        /// Only entries from this time on: 2026-11-01, or 2026-11-01T08:00:00Z
        #[arg(long, value_name = "TIME", value_parser = time)]
        since: Option<Timestamp>,
    },
}

fn hash(text: &str) -> Result<String, String> {
    let is_hash = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hash {
        Ok(text.to_owned())
    } else {
        Err("not the hash of an entry, which has 64 hexadecimal digits".to_owned())
    }
}

/// A time, or the beginning of a day here.
fn time(text: &str) -> Result<Timestamp, String> {
    let of_day = |day: Date| day.to_zoned_datetime(TimeZone::system()).map(|start| start.timestamp());
    let read = text.parse::<Timestamp>().or_else(|_| text.parse::<Date>().and_then(of_day));
    read.map_err(|_| "not a day such as 2026-11-01, or a time such as 2026-11-01T08:00:00Z".to_owned())
}

impl Run for AuditLog {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let engine = start.engine_without_sources()?;
        match &self.action {
            AuditLogAction::Verify { contains } => Ok(verify(engine, contains.as_deref(), start.output)),
            AuditLogAction::Export { since } => {
                export(engine, *since, start.output);
                Ok(0)
            }
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
    } else if report.lines.iter().any(|line| !output.verbatim_line(line)) {
        return; // the reader is gone
    }
    output.warnings(&report.warnings);
}

fn describe(verdict: &AuditVerdict) -> String {
    let (Some(first), Some(last)) = (&verdict.first, &verdict.last) else {
        let none = say!(AuditLogEmpty { path: one_line(verdict.log.display()) });
        return lines(none.to_string(), verdict);
    };
    let (count, from, to) = (verdict.entries, day(first.time), day(last.time));
    let (mark, entries) = if verdict.ok {
        (good(Sentence::MarkOk), say!(AuditEntriesChained { count, from, to }))
    } else {
        (bad(Sentence::IsDamaged), say!(AuditEntries { count, from, to }))
    };
    let end = say!(LastEntry { number: last.number, hash: &last.hash });
    lines(format!("{mark} {entries}\n{}", dim(end)), verdict)
}

fn lines(text: String, verdict: &AuditVerdict) -> String {
    let findings = verdict.findings.iter().map(|finding| format!("{} {}", bad(Sentence::IsDamaged), place(finding)));
    let notes = verdict.notes.iter().map(|note| format!("{} {}", dim(Sentence::AuditNote), place(note)));
    [text].into_iter().chain(findings).chain(notes).collect::<Vec<_>>().join("\n")
}

fn place(finding: &AuditFinding) -> String {
    let file = finding.file.as_ref().map(|file| one_line(file.display())).unwrap_or_default();
    let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
    let place = format!("{file}{line}");
    let text = one_line(&finding.text);
    if place.is_empty() { text } else { labelled(place, text).to_string() }
}
