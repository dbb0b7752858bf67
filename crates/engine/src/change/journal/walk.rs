//! Reading the history, newest first, and no more of it than the question needs.
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use super::older::{self, OlderFile, Row};
use super::{JournalEntry, RUNNING, Reading, read};
use crate::base::bounded;
use crate::machine::home::Home;

/// A record of an ended change that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedRecord {
    /// The change; of a damaged file of older changes, the newest one.
    pub id: u64,
    /// Its file.
    pub path: PathBuf,
    /// Whether the file has the records of many changes.
    pub is_shared: bool,
    /// Whether changes may be missing, because the index of such a file is damaged.
    pub may_lack_others: bool,
}

impl DamagedRecord {
    /// Whether it may be the record of the change `id`.
    pub(super) fn may_be(&self, id: u64) -> bool {
        self.id == id || (self.may_lack_others && id < self.id)
    }
}

/// A record.
#[derive(Debug)]
pub(super) enum Found {
    Entry(Box<JournalEntry>),
    Damaged(DamagedRecord),
}

impl Found {
    pub(super) fn entry(self) -> Option<JournalEntry> {
        match self {
            Self::Entry(entry) => Some(*entry),
            Self::Damaged(_) => None,
        }
    }
}

/// The changes that a caller needs. Others are returned, too, if they have their own file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All.
    All,
    /// Those before this one.
    Before(u64),
    /// Those after this one.
    After(u64),
    /// This one and those after it.
    From(u64),
    /// This one.
    One(u64),
    /// Those with a step for Upgo's own programs.
    OfUpgo,
}

impl Wanted {
    /// The oldest one.
    fn first(self) -> u64 {
        match self {
            Self::All | Self::Before(_) | Self::OfUpgo => 0,
            Self::After(id) => id.saturating_add(1),
            Self::From(id) | Self::One(id) => id,
        }
    }

    fn has(self, row: &Row) -> bool {
        match self {
            Self::All | Self::After(_) | Self::From(_) => true,
            Self::Before(id) => row.id < id,
            Self::One(id) => row.id == id,
            Self::OfUpgo => row.own,
        }
    }

    /// Whether a file of older changes, or an earlier one, may have such a change.
    fn may_be_in(self, file: &OlderFile) -> bool {
        self != Self::OfUpgo || file.past.as_ref().is_none_or(|past| past.own)
    }
}

/// The records, newest first, each read on demand. Files that contain no valid entry are left out.
#[derive(Debug)]
pub(super) struct Walk {
    home: Home,
    wanted: Wanted,
    /// The changes with their own file, newest last.
    files: Vec<(u64, String)>,
    /// The files of older changes that were not opened yet, newest last.
    older: Vec<(u64, PathBuf)>,
    /// The one that was opened last, if any. The rows that were not returned yet are left in it.
    open: Option<OlderFile>,
    /// The changes that were undone by a later one, with that.
    undone: BTreeMap<u64, u64>,
}

impl Walk {
    pub(super) fn begin(home: &Home, wanted: Wanted) -> io::Result<Self> {
        // In this order: a change that is moved meanwhile is in both lists, not in none.
        let (mut files, mut older) = (super::files(home)?, older::files(home)?);
        files.retain(|(id, _)| *id >= wanted.first());
        files.sort();
        files.dedup_by_key(|(id, _)| *id);
        older.retain(|(last, _)| *last >= wanted.first());
        Ok(Self { home: home.clone(), wanted, files, older, open: None, undone: BTreeMap::new() })
    }

    fn row(&self) -> Option<&Row> {
        self.open.as_ref()?.rows.last()
    }

    /// Opens the next file of older changes, if its newest change is the next one. Returns it if it is damaged.
    fn open_next(&mut self) -> io::Result<Option<DamagedRecord>> {
        let newest_file = self.files.last().map(|(id, _)| *id);
        while self.row().is_none()
            && let Some((id, path)) = self.older.pop_if(|(last, _)| newest_file.is_none_or(|id| id <= *last))
        {
            let Some(mut file) = bounded::if_there(OlderFile::open(&path))? else { continue };
            if !self.wanted.may_be_in(&file) {
                self.older.clear();
                break;
            }
            file.rows.retain(|row| row.id >= self.wanted.first());
            let damaged = file.is_damaged.then_some(DamagedRecord { id, path, is_shared: true, may_lack_others: true });
            self.open = Some(file);
            if damaged.is_some() {
                return Ok(damaged);
            }
        }
        Ok(None)
    }

    /// The next of the older changes; `None` if it is not wanted or not of this Upgo.
    fn next_row(&mut self) -> io::Result<Option<Found>> {
        let Some(file) = self.open.as_mut() else { return Ok(None) };
        let Some(row) = file.rows.pop() else { return Ok(None) };
        let is_wanted = file.past.is_none() || self.wanted.has(&row);
        let reading = if is_wanted { file.read(&row)? } else { Reading::Nothing };
        let (path, is_damaged) = (file.path().to_owned(), matches!(reading, Reading::Damaged));
        if let Reading::Entry(entry) = reading {
            return Ok(Some(self.marked(entry)));
        }
        self.mark(row.id, row.undoes);
        let damaged = DamagedRecord { id: row.id, path, is_shared: true, may_lack_others: false };
        Ok(is_damaged.then_some(Found::Damaged(damaged)))
    }

    /// The next change with its own file; `None` if the file has none of this Upgo.
    fn next_file(&mut self) -> io::Result<Option<Found>> {
        let Some((id, name)) = self.files.pop() else { return Ok(None) };
        if let Some(file) = self.open.as_mut() {
            file.rows.pop_if(|row| row.id == id); // an interrupted move has left both
        }
        Ok(match read(&self.home, id, &name)? {
            Some(Reading::Entry(entry)) => Some(self.marked(entry)),
            Some(Reading::Damaged) if !name.ends_with(RUNNING) => {
                let path = self.home.journal().join(name);
                Some(Found::Damaged(DamagedRecord { id, path, is_shared: false, may_lack_others: false }))
            }
            Some(Reading::Damaged | Reading::Nothing) | None => None,
        })
    }

    fn marked(&mut self, mut entry: Box<JournalEntry>) -> Found {
        let undoes = entry.plan.undoes.filter(|_| entry.is_in_effect());
        entry.undone_by = self.mark(entry.id, undoes);
        Found::Entry(entry)
    }

    /// Notes what the change `id` undid. Returns the change that undid it, which is newer and was seen before. An undo
    /// that was itself undone does not count.
    fn mark(&mut self, id: u64, undoes: Option<u64>) -> Option<u64> {
        let undone_by = self.undone.remove(&id);
        if let Some(target) = undoes.filter(|_| undone_by.is_none()) {
            self.undone.entry(target).or_insert(id);
        }
        undone_by
    }
}

impl Iterator for Walk {
    type Item = io::Result<Found>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.open_next() {
                Ok(None) => {}
                Ok(Some(damaged)) => return Some(Ok(Found::Damaged(damaged))),
                Err(error) => return Some(Err(error)),
            }
            let (row, file) = (self.row().map(|row| row.id), self.files.last().map(|(id, _)| *id));
            let found = match (row, file) {
                (None, None) => return None,
                (row, file) if row > file => self.next_row(),
                _ => self.next_file(),
            };
            if let Some(found) = found.transpose() {
                return Some(found);
            }
        }
    }
}
