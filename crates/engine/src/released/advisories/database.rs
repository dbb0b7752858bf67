//! Queries to the database, and the cache of its answers.
use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::cache::{Heard, Stored};
use super::fetch::{self, Wanted};
use super::index::{self, DatabaseIndex};
use super::{Advisories, AdvisoryError, DatabaseStamp, Entry};
use crate::home::Home;
use crate::http::{Get, Http, HttpError, file_in};
use crate::report::{Cancel, Problem};

/// The Go team's database. Source: <https://go.dev/doc/security/vuln/database>.
pub const OFFICIAL: &str = "https://vuln.go.dev/";
/// The size limit in bytes; the real file is 40 bytes long.
const INDEX_LIMIT: usize = 64 << 10;
/// The size limit in bytes. The real file, which lists every module of the database, is less than 1 MB.
const MODULES_LIMIT: usize = 32 << 20;

/// A database, and its cached copy in a home.
#[derive(Clone, Copy, Debug)]
pub struct Database<'a> {
    /// The home with the cache.
    pub home: &'a Home,
    /// Its address, which ends with `/`.
    pub url: &'a Url,
    /// Whether answers may be written to the cache; false in a home that belongs to another account.
    pub keep: bool,
}

impl Database<'_> {
    /// The cached data, without network access; `None` if it was never complete, or if the file is damaged. It is stale
    /// if it is older than `max_age`, if its date is in the future (the clock was set back), or if the last refresh
    /// failed.
    pub fn cached(&self, now: Timestamp, max_age: SignedDuration) -> Option<Advisories> {
        let stored = Stored::read(self.home, self.url)?;
        let heard = stored.heard?;
        let age = now.duration_since(heard.at);
        let fresh = age <= max_age && age > -max_age && !stored.refresh_failed;
        Some(self.advisories(stored.entries, heard, !fresh))
    }

    /// Checks whether the database has changed, and fetches the changes. Fetched entries are kept even if others fail.
    ///
    /// # Errors
    /// [`AdvisoryError::RolledBack`] if its date is older than before. The cached data is then kept.
    pub fn refresh(&self, http: &Http, now: Timestamp, cancel: &Cancel) -> Result<Advisories, AdvisoryError> {
        let mut stored = Stored::read(self.home, self.url).unwrap_or_else(|| Stored::nothing(self.url));
        let before = stored.clone();
        let asked = self.ask(&mut stored, http, now, cancel);
        stored.refresh_failed = asked.is_err();
        let is_news = stored != before && !matches!(asked, Err(AdvisoryError::Http(HttpError::Cancelled(_))));
        if self.keep && is_news {
            // The answer is valid even if the cache cannot be written (read-only home, full disk).
            stored.write(self.home).ok();
        }
        asked.map(|heard| self.advisories(stored.entries, heard, false))
    }

    /// The same. If it fails, returns the cached data, marked stale, and the problem.
    pub fn refresh_or_cached(
        &self,
        http: &Http,
        now: Timestamp,
        cancel: &Cancel,
    ) -> (Option<Advisories>, Option<Problem>) {
        match self.refresh(http, now, cancel) {
            Ok(advisories) => (Some(advisories), None),
            Err(error) => {
                let stored = Stored::read(self.home, self.url);
                let known = stored.and_then(|stored| Some(self.advisories(stored.entries, stored.heard?, true)));
                (known, Some(Problem::from(error)))
            }
        }
    }

    /// Updates `stored` to the current state of the database.
    fn ask(&self, stored: &mut Stored, http: &Http, now: Timestamp, cancel: &Cancel) -> Result<Heard, AdvisoryError> {
        let index = file_in(self.url, "index/db.json");
        let DatabaseIndex { modified } =
            read(http, &index, INDEX_LIMIT, cancel, |bytes| serde_json::from_slice(bytes).ok())?;
        let heard = Heard { at: now, modified };
        match stored.heard {
            Some(Heard { modified: known, .. }) if modified < known => {
                return Err(AdvisoryError::RolledBack { known, now: modified });
            }
            Some(Heard { modified: known, .. }) if modified == known => {}
            _ => self.ask_for_entries(stored, http, cancel)?,
        }
        stored.heard = Some(heard);
        Ok(heard)
    }

    /// Fetches new and changed entries, and drops those that no longer exist.
    fn ask_for_entries(&self, stored: &mut Stored, http: &Http, cancel: &Cancel) -> Result<(), AdvisoryError> {
        let listed = read(http, &file_in(self.url, "index/modules.json"), MODULES_LIMIT, cancel, index::entries)?;
        let mut known: BTreeMap<String, Entry> =
            stored.entries.drain(..).map(|entry| (entry.id.clone(), entry)).collect();
        let is_known = |id: &str, modified| known.get(id).is_some_and(|entry| entry.modified >= Some(modified));
        let wanted = listed.iter().filter(|(id, modified)| !is_known(id, **modified));
        let wanted = wanted.map(|(id, modified)| {
            let url = file_in(self.url, &format!("ID/{id}.json"));
            Wanted { url, id: id.clone(), modified: *modified }
        });
        let (came, fetched) = fetch::all(&wanted.collect::<Vec<_>>(), http, cancel);
        known.extend(came.into_iter().map(|entry| (entry.id.clone(), entry)));
        if fetched.is_ok() {
            known.retain(|id, _| listed.contains_key(id));
        }
        stored.entries = known.into_values().collect();
        fetched
    }

    fn advisories(&self, entries: Vec<Entry>, heard: Heard, stale: bool) -> Advisories {
        Advisories { entries, stamp: DatabaseStamp { url: self.url.clone(), fetched_at: heard.at, stale } }
    }
}

fn read<T>(
    http: &Http,
    url: &Url,
    limit: usize,
    cancel: &Cancel,
    understand: impl FnOnce(&[u8]) -> Option<T>,
) -> Result<T, AdvisoryError> {
    let (_, body) = http.read(&Get { gzip: true, ..Get::new(url.clone()) }, limit, cancel)?;
    understand(&body).ok_or_else(|| AdvisoryError::NotDatabase { url: url.to_string() })
}
