//! A query to the database, and the checks of its answer.
use std::path::Path;

use jiff::Timestamp;
use url::Url;

use super::note::NotSigned;
use super::tiles::{self, TileSource};
use super::{DatabaseRecord, DatabaseSource, KnownHeads, LookupError, SourceKind, TreeHead, VerifierKey, record, tree};
use crate::base::module::MODULE;
use crate::base::report::Cancel;
use crate::net::http::Http;

#[derive(Clone, Copy)]
pub struct DatabaseQuery<'a> {
    pub key: &'a VerifierKey,
    /// The places to query, in this order, except that the server that answered last precedes the other servers.
    pub places: &'a [DatabaseSource],
    pub memory: &'a KnownHeads,
    /// The folder in which records and tiles are cached, in the layout of a place.
    pub kept: &'a Path,
    pub http: &'a Http,
    pub now: Timestamp,
    pub cancel: &'a Cancel,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedRecord {
    pub database: String,
    pub tree_size: u64,
    /// The number of the record, counted from 0.
    pub record: u64,
    /// The hash of the toolchain's files: `h1:…`.
    pub h1: String,
    pub place: Url,
    pub history: History,
}

/// Whether a tree is consistent with the one seen before.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum History {
    /// No tree was seen before.
    First,
    /// One of the two trees is a prefix of the other.
    Continues,
    /// The tree is older than the one seen before, and no place could prove that they are consistent.
    OlderUnchecked,
    /// The tree is newer, and the place, which has only part of it, could not prove that they are consistent.
    NewerUnchecked,
}

impl DatabaseQuery<'_> {
    /// Each place is queried once. The first answer that passes all checks ends the search.
    pub fn run(&self, version: &str) -> Result<VerifiedRecord, LookupError> {
        let mut failures = Vec::new();
        for place in self.in_order() {
            match self.at(place, version) {
                Ok(found) => return Ok(found),
                Err(error) if error.is_final() => return Err(error),
                Err(_) if place.kind == SourceKind::Own => {} // only another place can help
                Err(error) => failures.push(error),
            }
        }
        Err(LookupError::Nowhere { failures })
    }

    fn in_order(&self) -> Vec<&DatabaseSource> {
        let last = self.memory.place(self.key);
        let mut places: Vec<&DatabaseSource> = self.places.iter().collect();
        places.sort_by_key(|place| place.is_whole() && last.as_ref() != Some(&place.base));
        places
    }

    fn at(&self, place: &DatabaseSource, version: &str) -> Result<VerifiedRecord, LookupError> {
        let path = format!("lookup/{MODULE}@{version}");
        let by = self.http.deadline(); // for all of its files, about ten
        let source = TileSource { place, kept: self.kept, http: self.http, by, cancel: self.cancel };
        let read = |path: &str| tiles::read(&source, path, record::LARGEST);
        if place.kind == SourceKind::Proxy {
            read("supported")?;
        }
        let answer = read(&path)?;
        let not_record = || LookupError::NotRecord { place: Box::new(place.base.clone()) };
        let record = DatabaseRecord::parse(&answer).ok_or_else(not_record)?;
        let head = self.key.open(record.note).map_err(|why| match why {
            NotSigned::Malformed => not_record(),
            NotSigned::Signature => {
                LookupError::Signature { place: Box::new(place.base.clone()), name: self.key.name.clone() }
            }
        })?;
        let h1 = record.h1(version).ok_or_else(not_record)?.to_owned();
        require_included(&record, head, &source)?;
        let history = self.history(head, &source)?;
        if matches!(history, History::First | History::Continues) && place.kind != SourceKind::Own {
            // If it cannot be cached, it is fetched again next time.
            tiles::keep(self.kept, &path, &answer).ok();
            self.memory.keep(self.key, record.note, head, &place.base, self.now).ok();
        }
        let (database, place) = (self.key.name.clone(), place.base.clone());
        Ok(VerifiedRecord { database, tree_size: head.size, record: record.id, h1, place, history })
    }

    /// Compares a signed head with the last seen one. The smaller tree must be a prefix of the larger one.
    fn history(&self, told: TreeHead, source: &TileSource<'_>) -> Result<History, LookupError> {
        let Some(seen) = self.memory.head(self.key) else { return Ok(History::First) };
        let (older, newer) = if told.size <= seen.size { (told, seen) } else { (seen, told) };
        let hash = if older.size == newer.size { Ok(newer.root) } else { source.first(older.size, newer) };
        match hash {
            Ok(hash) if hash == older.root => Ok(History::Continues),
            Ok(_) => {
                let (name, place) = (self.key.name.clone(), Box::new(source.place.base.clone()));
                Err(LookupError::Forked { name, place, seen: Box::new(seen), told: Box::new(told) })
            }
            // Cached answers were compared when they arrived.
            Err(LookupError::NotThere { .. }) if source.place.kind == SourceKind::Own => Ok(History::Continues),
            Err(LookupError::NotThere { .. } | LookupError::Unreachable { .. }) if older == told => {
                Ok(History::OlderUnchecked)
            }
            Err(LookupError::NotThere { .. }) if !source.place.is_whole() => Ok(History::NewerUnchecked),
            Err(error) => Err(error),
        }
    }
}

fn require_included(record: &DatabaseRecord<'_>, head: TreeHead, source: &TileSource<'_>) -> Result<(), LookupError> {
    let wrong = || LookupError::Proof { place: Box::new(source.place.base.clone()) };
    if record.id >= head.size {
        return Err(wrong());
    }
    let hash = source.leaf(record.id, head)?;
    if hash == tree::leaf(record.text.as_bytes()) { Ok(()) } else { Err(wrong()) }
}
