//! Reading the history, newest first, and no more of it than the question needs.
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use super::{JournalEntry, RUNNING, Reading, read};
use crate::machine::home::Home;

/// A record of an ended change that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedRecord {
    pub id: u64,
    pub path: PathBuf,
}

#[derive(Debug)]
pub(super) enum FoundRecord {
    Entry(Box<JournalEntry>),
    Damaged(DamagedRecord),
}

impl FoundRecord {
    pub(super) fn entry(self) -> Option<JournalEntry> {
        match self {
            Self::Entry(entry) => Some(*entry),
            Self::Damaged(_) => None,
        }
    }
}

/// The records, newest first, each read on demand. Files that contain no valid entry are left out.
#[derive(Debug)]
pub(super) struct Walk {
    home: Home,
    /// The changes that were not returned yet, newest last.
    files: Vec<(u64, String)>,
    /// The changes that were undone by a later one, with that.
    undone: BTreeMap<u64, u64>,
}

impl Walk {
    pub(super) fn begin(home: &Home, first: u64) -> io::Result<Self> {
        let mut files = super::files(home)?;
        files.retain(|(id, _)| *id >= first);
        files.sort();
        files.dedup_by_key(|(id, _)| *id);
        Ok(Self { home: home.clone(), files, undone: BTreeMap::new() })
    }

    /// The entry, with the newer change that undid it. An undo that was itself undone does not count.
    fn marked(&mut self, mut entry: Box<JournalEntry>) -> FoundRecord {
        entry.undone_by = self.undone.remove(&entry.id);
        if let Some(target) = entry.plan.undoes.filter(|_| entry.is_in_effect() && entry.undone_by.is_none()) {
            self.undone.entry(target).or_insert(entry.id);
        }
        FoundRecord::Entry(entry)
    }
}

impl Iterator for Walk {
    type Item = io::Result<FoundRecord>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some((id, name)) = self.files.pop() {
            match read(&self.home, id, &name) {
                Ok(Some(Reading::Entry(entry))) => return Some(Ok(self.marked(entry))),
                Ok(Some(Reading::Damaged)) if !name.ends_with(RUNNING) => {
                    return Some(Ok(FoundRecord::Damaged(DamagedRecord { id, path: self.home.journal().join(name) })));
                }
                Ok(Some(Reading::Damaged | Reading::Nothing) | None) => {}
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}
