//! The older changes, many in one file, so that no command opens a file for each change that was ever made.
//!
//! Once there are enough ended changes, the oldest are moved in batches into files `older/NNNNNNNN.jsonl`, named after
//! their newest change. Such a file is written once, atomically and flushed, before the moved files are deleted. Its
//! first line is an [`Index`]. Then follows each change: a line with its number and length ([`Divider`]), and its file,
//! byte for byte. If the index is damaged, the dividers replace it, so no damage costs more than one change.
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{ENDED, JournalEntry, Reading, entry};
use crate::base::version::Version;
use crate::base::{bounded, own_json};
use crate::change::plan::{Action, Step};
use crate::machine::home::{Home, OwnHome};
use crate::machine::{effect, platform};
use crate::projects::rehearsal;
use crate::store::StoreLock;

/// The format that this version of Upgo writes.
const FORMAT: u32 = 1;
/// A batch ends once it has this many bytes.
const FULL: usize = 4 << 20;
/// The size limit of a file in bytes: a full batch, and one more change as large as a journal file can be.
const LARGEST: u64 = 32 << 20;
/// The size limit of its first line.
const LONGEST_INDEX: u64 = 1 << 20;
/// How many batches are moved before one change. Only a journal of an earlier version has more.
const BATCHES: usize = 16;

/// How many changes have a file of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// So many ended changes always have one.
    pub(crate) keep: usize,
    /// So many are moved at once.
    pub(crate) batch: usize,
}

impl Limits {
    pub(crate) const USUAL: Self = Self { keep: 64, batch: 64 };
}

/// The first line of a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Index {
    format: u32,
    past: Past,
    changes: Vec<Row>,
}

impl Index {
    /// Reads a line; `None` if it is damaged, or of a newer Upgo.
    fn read(line: &[u8]) -> Option<Self> {
        let index: Self = own_json::from_slice(line.trim_ascii_end())?;
        let is_known = index.format == FORMAT && index.changes.is_sorted_by(|one, next| one.id < next.id);
        is_known.then_some(index)
    }
}

/// Facts about the changes of a file and of all earlier ones, so that a question about the past is answered by the newest
/// file alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Past {
    /// The versions that passed a smoke test in a change that is or was in effect.
    pub(super) tested: BTreeSet<Version>,
    /// Whether a change replaced Upgo's own programs, or was to.
    pub(super) own: bool,
}

impl Past {
    fn add(&mut self, entry: &JournalEntry) {
        self.tested.extend(tested(entry).cloned());
        self.own |= replaces_upgo(entry);
    }
}

/// The versions that an entry tested, or switched to and found that they work, if it is in effect.
pub(super) fn tested(entry: &JournalEntry) -> impl Iterator<Item = &Version> {
    entry.plan.steps.iter().filter(move |_| entry.is_in_effect()).filter_map(|step| match step {
        Step::Test { version } | Step::Switch { to: Some(version), .. } => Some(version),
        _ => None,
    })
}

fn replaces_upgo(entry: &JournalEntry) -> bool {
    entry.plan.action == Action::UpdateSelf || entry.plan.steps.iter().any(|step| step.kind().replaces_upgo())
}

/// One change of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    /// Its number.
    pub(super) id: u64,
    /// Where its record begins, counted from the end of the index.
    at: u64,
    /// The length of its record.
    bytes: u64,
    /// The change that it undid, if it is or was in effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) undoes: Option<u64>,
    /// Whether it replaced Upgo's own programs, or was to.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) own: bool,
}

/// The line before each change.
#[derive(Debug, Serialize, Deserialize)]
struct Divider {
    change: u64,
    bytes: u64,
}

/// A file of older changes.
#[derive(Debug)]
pub(super) struct OlderFile {
    path: PathBuf,
    /// Its changes, oldest first.
    pub(super) rows: Vec<Row>,
    /// What its index says of the past; `None` if the index is damaged, or of a newer Upgo.
    pub(super) past: Option<Past>,
    /// Whether the index is damaged, so that changes may be missing.
    pub(super) is_damaged: bool,
    /// Where the positions of the rows are counted from.
    base: usize,
    text: OnceCell<Vec<u8>>,
}

impl OlderFile {
    /// Reads the index only, if it is intact.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut line = Vec::new();
        match bounded::open_if(path, platform::require_own_private) {
            Ok(file) => {
                BufReader::new(file).take(LONGEST_INDEX).read_until(b'\n', &mut line)?;
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => {} // a folder, a pipe, or of another account
            Err(error) => return Err(error),
        }
        match Index::read(&line) {
            Some(index) => Ok(Self::indexed(path, index, line.len(), OnceCell::new())),
            None => Ok(Self::scanned(path, read_up_to(path, LARGEST)?, !own_json::is_intact(line.trim_ascii_end()))),
        }
    }

    fn indexed(path: &Path, Index { past, changes, .. }: Index, base: usize, text: OnceCell<Vec<u8>>) -> Self {
        Self { path: path.to_owned(), rows: changes, past: Some(past), is_damaged: false, base, text }
    }

    fn scanned(path: &Path, text: Vec<u8>, is_damaged: bool) -> Self {
        Self { path: path.to_owned(), rows: scan(&text), past: None, is_damaged, base: 0, text: OnceCell::from(text) }
    }

    /// Its path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Reads a change.
    pub(super) fn read(&self, row: &Row) -> io::Result<Reading> {
        let start = usize::try_from(row.at).ok().and_then(|at| self.base.checked_add(at));
        let end = start.zip(usize::try_from(row.bytes).ok()).and_then(|(start, bytes)| start.checked_add(bytes));
        let text = self.text()?;
        let record = start.zip(end).and_then(|(start, end)| text.get(start..end));
        Ok(record.map_or(Reading::Damaged, |record| JournalEntry::parse(row.id, record, false)))
    }

    /// The whole file, which is read once.
    fn text(&self) -> io::Result<&[u8]> {
        if let Some(text) = self.text.get() {
            return Ok(text);
        }
        let text = read_up_to(&self.path, LARGEST)?;
        Ok(self.text.get_or_init(|| text))
    }
}

/// Reads a file. One that is larger than `limit`, or no file, counts as empty.
fn read_up_to(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    match bounded::read_if(path, limit, platform::require_own_private) {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput) => {
            Ok(Vec::new())
        }
        read => read,
    }
}

/// The changes of a file without a usable index. A line that is no divider is passed over, and so is a divider that does
/// not fit.
fn scan(text: &[u8]) -> Vec<Row> {
    let (mut rows, mut at) = (Vec::<Row>::new(), 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let line = rest.split_inclusive(|byte| *byte == b'\n').next().unwrap_or(rest);
        at += line.len();
        let Some(Divider { change, bytes }) = own_json::from_slice(line.trim_ascii_end()) else { continue };
        let end = usize::try_from(bytes).ok().and_then(|bytes| at.checked_add(bytes)).filter(|end| *end <= text.len());
        if let Some(end) = end
            && rows.last().is_none_or(|last| last.id < change)
        {
            rows.push(Row { id: change, at: at as u64, bytes, undoes: None, own: false });
            at = end;
        }
    }
    rows
}

/// The changes in the text of a file, for the fuzzer: by its index, and by its dividers.
#[cfg(any(test, feature = "fuzz"))]
pub(crate) fn changes_in(text: &[u8]) -> [Vec<(u64, Reading)>; 2] {
    let line = text.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
    let of = |index| OlderFile::indexed(Path::new(""), index, line.len(), OnceCell::from(text.to_vec()));
    let files = [Index::read(line).map(of), Some(OlderFile::scanned(Path::new(""), text.to_vec(), true))];
    files.map(|file| {
        let mut changes = Vec::new();
        for (file, row) in file.iter().flat_map(|file| file.rows.iter().map(move |row| (file, row))) {
            changes.extend(file.read(row).ok().map(|reading| (row.id, reading)));
        }
        changes
    })
}

/// The files of older changes, oldest first, each with the number of its newest change.
pub(super) fn files(home: &Home) -> io::Result<Vec<(u64, PathBuf)>> {
    let Some(folder) = bounded::if_there(fs_err::read_dir(home.older_changes()))? else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    for entry in folder {
        let entry = entry?;
        let name = entry.file_name();
        let last: Option<u64> = name.to_str().and_then(|name| name.strip_suffix(ENDED)?.parse().ok());
        files.extend(last.map(|last| (last, entry.path())));
    }
    files.sort();
    Ok(files)
}

/// The change `id`, if it was moved and its record is intact.
pub(super) fn read(home: &Home, id: u64) -> io::Result<Option<Reading>> {
    read_in(&files(home)?, id)
}

fn read_in(files: &[(u64, PathBuf)], id: u64) -> io::Result<Option<Reading>> {
    let Some((_, path)) = files.iter().find(|(last, _)| *last >= id) else { return Ok(None) };
    let Some(file) = bounded::if_there(OlderFile::open(path))? else { return Ok(None) };
    let Some(row) = file.rows.iter().find(|row| row.id == id) else { return Ok(None) };
    let reading = file.read(row)?;
    Ok(Some(reading).filter(|reading| matches!(reading, Reading::Entry(_))))
}

/// The facts about all older changes.
pub(super) fn past(home: &Home) -> io::Result<Past> {
    past_of(&files(home)?)
}

/// Moves the oldest ended changes into files of many, once enough have a file of their own. The caller holds the store's
/// lock. A change that has not ended, and a record that this version cannot read, keep their files. Wherever this is
/// interrupted, each change is in one of the two places, or in both with the same content.
pub(crate) fn compact(home: OwnHome<'_>, limits: Limits, _held: &StoreLock) -> io::Result<()> {
    let older = files(&home)?;
    let newest = older.last().map_or(0, |(last, _)| *last);
    let mut ended = super::files(&home)?;
    ended.retain(|(id, name)| *name == format!("{id:08}{ENDED}"));
    ended.sort();
    let (left, mut ended): (Vec<_>, Vec<_>) = ended.into_iter().partition(|(id, _)| *id <= newest);
    if ended.len() < limits.keep.saturating_add(limits.batch) {
        return Ok(());
    }
    let folder = home.older_changes();
    effect::create_lasting_dir(&folder)?;
    if folder.is_symlink() {
        return Err(bounded::not_a_file(&folder)); // Upgo deletes files in it
    }
    effect::sweep(&folder);
    // What an interrupted move did not delete. What cannot be deleted now is deleted after the next move.
    for (id, name) in left {
        if read_in(&older, id)?.is_some() {
            effect::remove_file(&home.journal().join(name)).ok();
        }
    }
    let mut past = past_of(&older)?;
    for _ in 0..BATCHES {
        if ended.len() < limits.keep.saturating_add(limits.batch) {
            break;
        }
        let movable = ended.len().saturating_sub(limits.keep);
        let batch = Batch::read(&home, ended.get(..movable).unwrap_or_default(), limits.batch, &mut past)?;
        let Some(last) = batch.rows.last().map(|row| row.id) else { break };
        let path = folder.join(format!("{last:08}{ENDED}"));
        effect::replace_private(&path, &batch.text(&past)?)?;
        for (id, name) in &batch.moved {
            rehearsal::keep_with_older(&home, *id).ok();
            effect::remove_file(&home.journal().join(name)).ok();
        }
        ended.retain(|(id, _)| *id > last);
    }
    Ok(())
}

/// The facts about all changes of these files. If the newest index is damaged, earlier ones and the changes themselves
/// are read.
fn past_of(files: &[(u64, PathBuf)]) -> io::Result<Past> {
    let mut past = Past::default();
    for (_, path) in files.iter().rev() {
        let file = OlderFile::open(path)?;
        if let Some(known) = &file.past {
            past.tested.extend(known.tested.iter().cloned());
            past.own |= known.own;
            break;
        }
        for row in &file.rows {
            if let Reading::Entry(entry) = file.read(row)? {
                past.add(&entry);
            }
        }
    }
    Ok(past)
}

/// Changes that are about to be moved.
#[derive(Debug, Default)]
struct Batch {
    rows: Vec<Row>,
    records: Vec<u8>,
    /// Their numbers and the names of their files.
    moved: Vec<(u64, String)>,
}

impl Batch {
    /// Reads up to `most` of the `ended` files, oldest first, and adds them to the `past`.
    fn read(home: &Home, ended: &[(u64, String)], most: usize, past: &mut Past) -> io::Result<Self> {
        let mut batch = Self::default();
        for (id, name) in ended {
            if batch.rows.len() >= most || batch.records.len() >= FULL {
                break;
            }
            let record = read_up_to(&home.journal().join(name), entry::LARGEST)?;
            if let Reading::Entry(entry) = JournalEntry::parse(*id, &record, false) {
                past.add(&entry);
                batch.add(&entry, &record)?;
                batch.moved.push((*id, name.clone()));
            }
        }
        Ok(batch)
    }

    fn add(&mut self, entry: &JournalEntry, record: &[u8]) -> io::Result<()> {
        let bytes = record.len() as u64;
        self.records.extend(own_json::to_vec(&Divider { change: entry.id, bytes })?);
        self.records.push(b'\n');
        let at = self.records.len() as u64;
        let undoes = entry.plan.undoes.filter(|_| entry.is_in_effect());
        self.rows.push(Row { id: entry.id, at, bytes, undoes, own: replaces_upgo(entry) });
        self.records.extend_from_slice(record);
        if !record.ends_with(b"\n") {
            self.records.push(b'\n'); // so that a scan finds the next divider
        }
        Ok(())
    }

    /// The content of the file.
    fn text(&self, past: &Past) -> io::Result<Vec<u8>> {
        let index = Index { format: FORMAT, past: past.clone(), changes: self.rows.clone() };
        let mut text = own_json::to_vec(&index)?;
        text.push(b'\n');
        text.extend_from_slice(&self.records);
        Ok(text)
    }
}
