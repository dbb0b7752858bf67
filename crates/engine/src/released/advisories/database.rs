//! Asking the database, and remembering what it said.
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

/// The database of the Go team. Source: <https://go.dev/doc/security/vuln/database>.
pub const OFFICIAL: &str = "https://vuln.go.dev/";
/// The real file has 40 bytes.
const INDEX_LIMIT: usize = 64 << 10;
/// The real file, which lists every module of the database, has less than 1 MB.
const MODULES_LIMIT: usize = 32 << 20;

/// A database, and its copy in a home.
#[derive(Clone, Copy, Debug)]
pub struct Database<'a> {
    /// Whose cache.
    pub home: &'a Home,
    /// Its address, which ends with `/`.
    pub url: &'a Url,
    /// Whether what it says may be written to the cache; not in a home that belongs to another account.
    pub keep: bool,
}

impl Database<'_> {
    /// What was last heard, without the network; `None` where all of it never was, or the file is damaged. It is stale if
    /// it is older than `max_age`, if it comes from the future (the clock was set back), or if it could not be refreshed
    /// the last time.
    pub fn cached(&self, now: Timestamp, max_age: SignedDuration) -> Option<Advisories> {
        let stored = Stored::read(self.home, self.url)?;
        let heard = stored.heard?;
        let age = now.duration_since(heard.at);
        let fresh = age <= max_age && age > -max_age && !stored.refresh_failed;
        Some(self.advisories(stored.entries, heard, !fresh))
    }

    /// Asks whether the database has changed, and for what has. What came is kept, also where not all did.
    ///
    /// # Errors
    /// [`AdvisoryError::RolledBack`] if it says that it is older than it was: what was known stays in force.
    pub fn refresh(&self, http: &Http, now: Timestamp, cancel: &Cancel) -> Result<Advisories, AdvisoryError> {
        let mut stored = Stored::read(self.home, self.url).unwrap_or_else(|| Stored::nothing(self.url));
        let before = stored.clone();
        let asked = self.ask(&mut stored, http, now, cancel);
        stored.refresh_failed = asked.is_err();
        let is_news = stored != before && !matches!(asked, Err(AdvisoryError::Http(HttpError::Cancelled(_))));
        if self.keep && is_news {
            // A cache that cannot be written (read-only home, full disk) changes nothing that was heard.
            stored.write(self.home).ok();
        }
        asked.map(|heard| self.advisories(stored.entries, heard, false))
    }

    /// The same; where it fails, what was last heard, marked stale, and the problem.
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

    /// Brings `stored` to what the database says now.
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

    /// Fetches the entries that are new or have changed, and forgets those that are gone.
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
