//! Whether the chain of the audit log is whole, and where it is not. Pure.
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::chain::{self, Line};
use super::entry::{AuditEntry, AuditEvent, AuditLink};
use super::file::{ReadFile, torn};
use crate::log::word;

/// The most findings that are reported. A file of another program has one for each line.
const MOST: usize = 100;

/// The result of checking the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditVerdict {
    /// The current file; older ones are next to it.
    #[serde(serialize_with = "crate::paths::shown")]
    pub log: PathBuf,
    /// Whether every entry matches its hash and follows the one before it.
    pub ok: bool,
    /// The number of entries.
    pub entries: u64,
    /// The first entry.
    pub first: Option<AuditEnd>,
    /// The last entry. Keep its hash elsewhere: `verify --contains` then notices if the end of the log is missing.
    pub last: Option<AuditEnd>,
    /// What is wrong, in the order of the files. At most 100 findings are listed.
    pub findings: Vec<AuditFinding>,
    /// What happened to the log without damaging the chain, such as an incomplete line after a power cut.
    pub notes: Vec<AuditFinding>,
}

/// The first or the last entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AuditEnd {
    /// Its number.
    pub number: u64,
    /// Its time.
    #[schemars(with = "String")]
    pub time: Timestamp,
    /// Its hash.
    pub hash: String,
}

/// Something that is wrong with the audit log, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AuditFinding {
    /// What it is.
    pub kind: AuditFindingKind,
    /// The file; `null` for the log as a whole.
    #[serde(serialize_with = "crate::paths::shown")]
    pub file: Option<PathBuf>,
    /// The line in the file, from 1; `null` for the whole file.
    pub line: Option<u64>,
    /// An explanation in English.
    pub text: String,
}

/// What is wrong with the audit log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum AuditFindingKind {
    /// A line does not match its hash.
    Damaged,
    /// An entry does not follow the one before it: entries are missing, repeated or in another order.
    Broken,
    /// The beginning of the log is missing, and no later entry says that it was deleted because the log is bounded.
    Beginning,
    /// The entry that should be there is not.
    Absent,
    /// A file cannot be read.
    Unreadable,
    /// A line that was not written to its end, which the next entry names.
    Mended,
    /// The last line was not written to its end. The next entry ends it.
    Torn,
    /// Older entries were deleted, because the log is bounded.
    Pruned,
}

impl From<&AuditEntry> for AuditEnd {
    fn from(entry: &AuditEntry) -> Self {
        Self { number: entry.number, time: entry.time, hash: entry.hash.clone() }
    }
}

/// How far the files were checked.
#[derive(Default)]
struct Check {
    entries: u64,
    first: Option<AuditEntry>,
    last: Option<AuditEntry>,
    /// Lines after `last` that are in no chain.
    strays: Vec<Stray>,
    /// What later entries say about deleted ones.
    pruned: Vec<AuditLink>,
    findings: Vec<AuditFinding>,
    notes: Vec<AuditFinding>,
}

/// A place in the log.
#[derive(Clone)]
struct Place {
    file: PathBuf,
    line: u64,
}

/// A line that does not match its hash.
struct Stray {
    place: Place,
    bytes: Vec<u8>,
    /// Whether it has its line ending.
    is_ended: bool,
}

/// Whether each line may have been left by a power cut.
fn is_torn(strays: &[Stray]) -> bool {
    strays.iter().all(|stray| chain::is_torn(&stray.bytes))
}

/// The lines as they are in the file, without the last line ending.
fn joined(strays: &[Stray]) -> Vec<u8> {
    strays.iter().map(|stray| stray.bytes.as_slice()).collect::<Vec<_>>().join(&b'\n')
}

/// Checks the chain of all files, oldest first. `known` is the hash of an entry that must be there.
pub(super) fn check(log: &Path, files: &[ReadFile], known: Option<&str>) -> AuditVerdict {
    let mut check = Check::default();
    let mut is_there = known.is_none();
    for (file, bytes) in files {
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) => {
                check.find(AuditFindingKind::Unreadable, Some(file.clone()), None, format!("cannot be read: {error}"));
                continue;
            }
        };
        for (index, (line, is_ended)) in chain::lines(bytes).enumerate() {
            let place = Place { file: file.clone(), line: index as u64 + 1 };
            match Line::read(line) {
                Some(line) => {
                    is_there = is_there || known.is_some_and(|known| known.eq_ignore_ascii_case(&line.entry.hash));
                    check.add(place, line.entry);
                }
                None => check.strays.push(Stray { place, bytes: line.to_vec(), is_ended }),
            }
        }
    }
    check.end();
    if !is_there {
        let text = format!("no entry has the hash {}: the end of the log is missing", known.unwrap_or_default());
        check.find(AuditFindingKind::Absent, None, None, text);
    }
    let Check { entries, first, last, mut findings, notes, .. } = check;
    let ok = findings.is_empty();
    findings.truncate(MOST);
    let end = |entry: Option<AuditEntry>| entry.as_ref().map(AuditEnd::from);
    AuditVerdict { log: log.to_owned(), ok, entries, first: end(first), last: end(last), findings, notes }
}

impl Check {
    /// Adds an entry that matches its hash.
    fn add(&mut self, place: Place, entry: AuditEntry) {
        let strays = std::mem::take(&mut self.strays);
        let mut skipped = 0;
        if let Some(first) = strays.first() {
            let is_named = entry.torn == Some(torn(&joined(&strays)));
            if is_named && entry.event == word(&AuditEvent::LineMended) && is_torn(&strays) {
                let text = format!("an incomplete line, which entry {} names", entry.number);
                self.note(AuditFindingKind::Mended, first.place.clone(), text);
            } else {
                // An entry that names a damaged end of the log counts only the intact lines.
                skipped = if is_named { 0 } else { strays.len() as u64 };
                for stray in strays {
                    self.damaged(stray.place);
                }
            }
        }
        let follows = self.last.as_ref().is_none_or(|before| {
            let next = before.number.saturating_add(1);
            // The hash of a damaged line is unknown, so only the number of the entry after it is checked.
            let is_next = next == entry.number && before.hash == entry.previous;
            is_next || (skipped > 0 && (next..=next.saturating_add(skipped)).contains(&entry.number))
        });
        if !follows {
            let before = self.last.as_ref().map_or(0, |before| before.number);
            self.broken(place.clone(), before, entry.number);
        }
        if let Some(pruned) = entry.pruned.clone().filter(|_| entry.event == word(&AuditEvent::Pruned)) {
            self.note(AuditFindingKind::Pruned, place, entry.what.clone());
            self.pruned.push(pruned);
        }
        self.entries += 1;
        if self.first.is_none() {
            self.first = Some(entry.clone());
        }
        self.last = Some(entry);
    }

    /// Ends the check: what no entry follows, and whether the log has its beginning.
    fn end(&mut self) {
        let strays = std::mem::take(&mut self.strays);
        if let Some(last) = strays.last() {
            if !last.is_ended && is_torn(&strays) {
                let text = format!("an incomplete line of {} bytes; the next entry ends it", last.bytes.len());
                self.note(AuditFindingKind::Torn, last.place.clone(), text);
            } else {
                for stray in strays {
                    self.damaged(stray.place);
                }
            }
        }
        let Some(first) = &self.first else { return };
        let before = AuditLink { number: first.number.saturating_sub(1), sha256: first.previous.clone() };
        if before != chain::start() && !self.pruned.contains(&before) {
            let text = format!(
                "the log begins with entry {}, and no entry says that the ones before were deleted",
                first.number
            );
            self.find(AuditFindingKind::Beginning, None, None, text);
        }
    }

    fn damaged(&mut self, place: Place) {
        let text = "the line does not match its hash".to_owned();
        self.find(AuditFindingKind::Damaged, Some(place.file), Some(place.line), text);
    }

    fn broken(&mut self, place: Place, before: u64, number: u64) {
        let text = format!("entry {number} does not follow entry {before}");
        self.find(AuditFindingKind::Broken, Some(place.file), Some(place.line), text);
    }

    fn find(&mut self, kind: AuditFindingKind, file: Option<PathBuf>, line: Option<u64>, text: String) {
        // one more than is shown
        if self.findings.len() <= MOST {
            self.findings.push(AuditFinding { kind, file, line, text });
        }
    }

    fn note(&mut self, kind: AuditFindingKind, place: Place, text: String) {
        if self.notes.len() < MOST {
            self.notes.push(AuditFinding { kind, file: Some(place.file), line: Some(place.line), text });
        }
    }
}
