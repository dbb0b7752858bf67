//! A copy of the database in a folder, which any web server can serve: both indexes, and the entries about Go. An entry
//! is written before the list that names it, and the date of the database last, so a reader finds a whole database at
//! every moment, even after an interrupted update.
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use url::Url;

use super::cache::is_future;
use super::database::{INDEX_LIMIT, MODULES_LIMIT, read, require_past};
use super::fetch::{self, WantedAdvisory};
use super::index::{self, DatabaseIndex};
use super::{Advisory, AdvisoryError};
use crate::base::bounded;
use crate::base::report::Cancel;
use crate::machine::effect;
use crate::net::http::{Http, file_in};

#[derive(Clone, Copy, Debug)]
pub(crate) struct DatabaseCopy<'a> {
    pub(crate) folder: &'a Path,
}

/// A copy that is up to date.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CopiedDatabase {
    /// When the database last changed, by its own clock.
    pub modified: Timestamp,
    /// The number of entries about Go.
    pub entries: u64,
    /// How many of them were new or had changed.
    pub fetched: u64,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckedCopy {
    /// When the database last changed, by its own clock; `null` if the copy does not say it.
    pub modified: Option<Timestamp>,
    /// The number of entries about Go in its list.
    pub entries: u64,
    /// The IDs of entries in the list that are missing, damaged, or older than the list says.
    pub incomplete: Vec<String>,
    /// Whether the list itself is missing or damaged.
    pub is_list_missing: bool,
}

impl CheckedCopy {
    pub fn is_whole(&self) -> bool {
        self.modified.is_some() && !self.is_list_missing && self.incomplete.is_empty()
    }
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum CopyError {
    /// The database gave no trustworthy answer.
    #[error(transparent)]
    Database(#[from] AdvisoryError),
    #[error("{}", say!(NotReadOrWritten { path: path.as_path() }))]
    Disk {
        path: PathBuf,
        #[source]
        error: io::Error,
    },
}

struct Present {
    modified: Option<Timestamp>,
    /// The entries in the list; `None` if the list is missing or damaged.
    listed: Option<BTreeMap<String, Timestamp>>,
}

impl DatabaseCopy<'_> {
    /// Brings the copy up to date with new and changed entries. As a refresh, it keeps a copy that is newer or has more
    /// entries.
    pub(crate) fn update(
        &self,
        from: &Url,
        http: &Http,
        now: Timestamp,
        cancel: &Cancel,
    ) -> Result<CopiedDatabase, CopyError> {
        let present = self.present();
        let (DatabaseIndex { modified }, date) =
            read(http, &file_in(from, index::DATABASE), INDEX_LIMIT, cancel, |bytes| {
                Some((serde_json::from_slice(bytes).ok()?, bytes.to_vec()))
            })?;
        require_past(modified, now)?;
        // A date in the future cannot be that of the database, so it holds nothing back.
        if let Some(known) = present.modified.filter(|known| modified < *known && !is_future(*known, now)) {
            return Err(AdvisoryError::RolledBack { known, now: modified }.into());
        }
        let (listed, list) = read(http, &file_in(from, index::MODULES), MODULES_LIMIT, cancel, |bytes| {
            Some((index::entries(bytes)?, bytes.to_vec()))
        })?;
        listed.values().try_for_each(|modified| require_past(*modified, now))?;
        let known = present.listed.unwrap_or_default();
        let missing: Vec<String> = known.into_keys().filter(|id| !listed.contains_key(id)).collect();
        if !missing.is_empty() {
            return Err(AdvisoryError::Withheld { missing }.into());
        }
        let outdated: BTreeSet<String> = self.incomplete(&listed).into_iter().collect();
        let wanted = listed.iter().filter(|(id, _)| outdated.contains(*id)).map(|(id, modified)| WantedAdvisory {
            url: file_in(from, &index::entry_path(id)),
            id: id.clone(),
            modified: *modified,
        });
        let (came, all_came) = fetch::all(&wanted.collect::<Vec<_>>(), http, now, cancel);
        for came in &came {
            self.write(&index::entry_path(&came.entry.id), &came.body)?;
        }
        all_came?;
        self.write(index::MODULES, &list)?;
        self.write(index::DATABASE, &date)?;
        Ok(CopiedDatabase { modified, entries: listed.len() as u64, fetched: came.len() as u64 })
    }

    /// Checks the copy without the network; `None` if there is none.
    pub(crate) fn check(&self) -> Option<CheckedCopy> {
        if !self.folder.is_dir() {
            return None;
        }
        let Present { modified, listed } = self.present();
        let is_list_missing = listed.is_none();
        let listed = listed.unwrap_or_default();
        let incomplete = self.incomplete(&listed);
        Some(CheckedCopy { modified, entries: listed.len() as u64, incomplete, is_list_missing })
    }

    fn present(&self) -> Present {
        let read = |path: &str, limit: usize| bounded::read(&self.folder.join(path), limit as u64).ok();
        let date = read(index::DATABASE, INDEX_LIMIT);
        let date = date.and_then(|bytes| serde_json::from_slice::<DatabaseIndex>(&bytes).ok());
        let listed = read(index::MODULES, MODULES_LIMIT).and_then(|bytes| index::entries(&bytes));
        Present { modified: date.map(|date| date.modified), listed }
    }

    /// The entries of a list that the folder does not have in the state of the list.
    fn incomplete(&self, listed: &BTreeMap<String, Timestamp>) -> Vec<String> {
        let is_current = |id: &str, modified: Timestamp| {
            let bytes = bounded::read(&self.folder.join(index::entry_path(id)), fetch::LIMIT as u64).ok()?;
            let entry = Advisory::parse(&bytes, id)?.modified_or(modified);
            (entry.modified >= Some(modified)).then_some(())
        };
        let outdated = listed.iter().filter(|(id, modified)| is_current(id, **modified).is_none());
        outdated.map(|(id, _)| id.clone()).collect()
    }

    /// Replaces a document, which a web server serves. One that is the same keeps its time, and so its `ETag`.
    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), CopyError> {
        let path = self.folder.join(path);
        let is_same = bounded::read(&path, bytes.len() as u64).is_ok_and(|old| old == bytes);
        let replace = || effect::create_dir_all(effect::parent(&path)).and_then(|()| effect::replace(&path, bytes));
        let written = if is_same { Ok(()) } else { replace() };
        written.and_then(|()| effect::share(&path)).map_err(|error| CopyError::Disk { path, error })
    }
}
