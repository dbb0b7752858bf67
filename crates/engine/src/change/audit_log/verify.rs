//! Whether the chain of the audit log is whole, and where it is not. Pure.
use std::collections::BTreeSet;
use std::io::{self, BufRead, Read as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::chain::{self, AuditLine};
use super::entry::{AuditEntry, AuditEvent, AuditLink, AuditTorn};
use crate::base::digest::Hasher;
use crate::change::log::word;

/// The longest line that may be an entry, in bytes. Upgo writes shorter ones.
const LONGEST: u64 = 1 << 20;

/// The most findings that are reported. A file of another program has one for each line.
const MOST: usize = 100;

/// The result of checking the audit log.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AuditVerdict {
    /// The current file; older ones are next to it.
    pub log: PathBuf,
    /// Whether every entry matches its hash and follows the one before it.
    pub ok: bool,
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
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AuditEnd {
    pub number: u64,
    pub time: Timestamp,
    pub hash: String,
}

/// Something that is wrong with the audit log, and where.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AuditFinding {
    /// What it is.
    pub kind: AuditFindingKind,
    /// The file; `null` for the log as a whole.
    pub file: Option<PathBuf>,
    /// The line in the file, from 1; `null` for the whole file.
    pub line: Option<u64>,
    /// An explanation in English.
    pub text: String,
}

/// What is wrong with the audit log.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub enum AuditFindingKind {
    /// A line does not match its hash.
    Damaged,
    /// An entry does not follow the one before it: entries are missing, repeated or in another order.
    Broken,
    /// The beginning of the log is missing, and no later entry says that it was deleted because the log is bounded.
    Beginning,
    /// An expected entry is missing: the requested one, or one that the history names.
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

#[derive(Default)]
struct AuditCheck {
    entries: u64,
    first: Option<AuditEntry>,
    last: Option<AuditEntry>,
    /// The lines after `last` that are in no chain.
    strays: Strays,
    /// The entries that the history names, by number and hash, and that were not found yet.
    noted: BTreeSet<(u64, String)>,
    pruned: Vec<AuditLink>,
    findings: Vec<AuditFinding>,
    notes: Vec<AuditFinding>,
}

#[derive(Clone)]
struct LogPlace {
    file: PathBuf,
    line: u64,
}

/// Lines that do not match their hashes. They may be all of a large file, so only what is needed of them is kept.
struct Strays {
    /// Where they are; at most one more than is shown.
    places: Vec<LogPlace>,
    count: u64,
    /// All bytes, without the last line ending.
    hasher: Hasher,
    bytes: u64,
    /// Whether each may have been left by a power cut.
    is_torn: bool,
    /// The last one, its length in bytes, and whether it has its line ending.
    last: Option<(LogPlace, u64, bool)>,
}

impl Default for Strays {
    fn default() -> Self {
        Self { places: Vec::new(), count: 0, hasher: Hasher::default(), bytes: 0, is_torn: true, last: None }
    }
}

impl Strays {
    /// Adds a line, or the next part of a line that is too long for an entry.
    fn add(&mut self, place: &LogPlace, bytes: &[u8], part: LinePart) {
        if part.begins {
            if self.count > 0 {
                self.put(b"\n");
            }
            self.count += 1;
            if self.places.len() <= MOST {
                self.places.push(place.clone());
            }
        }
        self.put(bytes);
        self.is_torn &= part.is_whole() && chain::is_torn(bytes);
        self.last = Some((place.clone(), bytes.len() as u64, part.has_ending));
    }

    fn put(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    fn described(&self) -> AuditTorn {
        AuditTorn { bytes: self.bytes, sha256: self.hasher.clone().finish().to_string() }
    }
}

#[derive(Clone, Copy)]
struct LinePart {
    begins: bool,
    ends: bool,
    has_ending: bool,
}

impl LinePart {
    fn is_whole(self) -> bool {
        self.begins && self.ends
    }
}

/// Oldest file first. `known` is the hash of an entry that must be there, as must those in `noted`, by number and hash.
pub(super) fn check<R: BufRead>(
    log: &Path,
    files: impl IntoIterator<Item = (PathBuf, io::Result<R>)>,
    known: Option<&str>,
    noted: BTreeSet<(u64, String)>,
) -> AuditVerdict {
    let mut check = AuditCheck { noted, ..AuditCheck::default() };
    let mut is_there = known.is_none();
    for (file, reader) in files {
        let mut hear = |entry: &AuditEntry| {
            is_there = is_there || known.is_some_and(|known| known.eq_ignore_ascii_case(&entry.hash));
        };
        if let Err(error) = reader.and_then(|reader| check.read(&file, reader, &mut hear)) {
            check.find(AuditFindingKind::Unreadable, Some(file), None, format!("cannot be read: {error}"));
        }
    }
    check.end();
    if !is_there {
        let text = format!("no entry has the hash {}: the end of the log is missing", known.unwrap_or_default());
        check.find(AuditFindingKind::Absent, None, None, text);
    }
    check.end_notes();
    let AuditCheck { entries, first, last, mut findings, notes, .. } = check;
    let ok = findings.is_empty();
    findings.truncate(MOST);
    let end = |entry: Option<AuditEntry>| entry.as_ref().map(AuditEnd::from);
    AuditVerdict { log: log.to_owned(), ok, entries, first: end(first), last: end(last), findings, notes }
}

impl AuditCheck {
    /// `hear` receives each entry that matches its hash.
    fn read(&mut self, file: &Path, mut reader: impl BufRead, hear: &mut dyn FnMut(&AuditEntry)) -> io::Result<()> {
        let (mut place, mut bytes, mut ends) = (LogPlace { file: file.to_owned(), line: 0 }, Vec::new(), true);
        loop {
            let begins = ends;
            bytes.clear();
            if reader.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)? == 0 {
                return Ok(());
            }
            let has_ending = bytes.last() == Some(&b'\n');
            ends = has_ending || (bytes.len() as u64) < LONGEST;
            place.line += u64::from(begins);
            let (line, part) = (bytes.strip_suffix(b"\n").unwrap_or(&bytes), LinePart { begins, ends, has_ending });
            match AuditLine::read(line).filter(|_| part.is_whole()) {
                Some(line) => {
                    hear(&line.entry);
                    self.add(place.clone(), line.entry);
                }
                None => self.strays.add(&place, line, part),
            }
        }
    }

    fn add(&mut self, place: LogPlace, entry: AuditEntry) {
        let strays = std::mem::take(&mut self.strays);
        let mut skipped = 0;
        if let Some(first) = strays.places.first() {
            let is_named = entry.torn.as_ref() == Some(&strays.described());
            if is_named && entry.event == word(&AuditEvent::LineMended) && strays.is_torn {
                let text = format!("an incomplete line, which entry {} names", entry.number);
                self.note(AuditFindingKind::Mended, first.clone(), text);
            } else {
                // An entry that names a damaged end of the log counts only the intact lines.
                skipped = if is_named { 0 } else { strays.count };
                strays.places.into_iter().for_each(|place| self.damaged(place));
            }
        }
        self.noted.remove(&(entry.number, entry.hash.clone()));
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
        match strays.last {
            Some((place, bytes, false)) if strays.is_torn => {
                let text = format!("an incomplete line of {bytes} bytes; the next entry ends it");
                self.note(AuditFindingKind::Torn, place, text);
            }
            _ => strays.places.into_iter().for_each(|place| self.damaged(place)),
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

    /// Entries from before the log begins were deleted, because it is bounded.
    fn end_notes(&mut self) {
        let first = self.first.as_ref().map_or(0, |first| first.number);
        let absent = self.noted.iter().filter(|(number, _)| *number >= first);
        let (count, last) = absent.fold((0_u64, 0), |(count, _), (number, _)| (count + 1, *number));
        if count > 0 {
            let what = if count == 1 { format!("entry {last}") } else { format!("{count} entries up to {last}") };
            let text = format!(
                "the history names {what} of this log, which it does not have: it was cut, emptied or replaced"
            );
            self.find(AuditFindingKind::Absent, None, None, text);
        }
    }

    fn damaged(&mut self, place: LogPlace) {
        let text = "the line does not match its hash".to_owned();
        self.find(AuditFindingKind::Damaged, Some(place.file), Some(place.line), text);
    }

    fn broken(&mut self, place: LogPlace, before: u64, number: u64) {
        let text = format!("entry {number} does not follow entry {before}");
        self.find(AuditFindingKind::Broken, Some(place.file), Some(place.line), text);
    }

    fn find(&mut self, kind: AuditFindingKind, file: Option<PathBuf>, line: Option<u64>, text: String) {
        // one more than is shown
        if self.findings.len() <= MOST {
            self.findings.push(AuditFinding { kind, file, line, text });
        }
    }

    fn note(&mut self, kind: AuditFindingKind, place: LogPlace, text: String) {
        if self.notes.len() < MOST {
            self.notes.push(AuditFinding { kind, file: Some(place.file), line: Some(place.line), text });
        }
    }
}
