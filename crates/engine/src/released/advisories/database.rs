//! Queries to the database, and the cache of its answers.
use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::cache::{LastRefresh, StoredDatabase, is_future};
use super::fetch::{self, WantedAdvisory};
use super::index::{self, DatabaseIndex};
use super::{Advisories, Advisory, AdvisoryError, DatabaseStamp, Result};
use crate::base::report::{Cancel, Problem};
use crate::machine::home::Home;
use crate::net::http::{Get, Http, HttpError, Purpose, file_in};

/// The Go team's database. Source: <https://go.dev/doc/security/vuln/database>.
pub const OFFICIAL: &str = "https://vuln.go.dev/";
/// How old the data may be if the last refresh failed. A server that is silent for an hour makes no answer wrong.
const GRACE: SignedDuration = SignedDuration::from_hours(24);
/// The size limit in bytes; the real file is 40 bytes long.
pub(super) const INDEX_LIMIT: usize = 64 << 10;
/// The size limit in bytes. The real file, which lists every module of the database, is less than 1 MB.
pub(super) const MODULES_LIMIT: usize = 8 << 20;

#[derive(Clone, Copy, Debug)]
pub struct VulnerabilityDatabase<'a> {
    pub home: &'a Home,
    /// Ends with `/`.
    pub url: &'a Url,
    /// Whether answers may be written to the cache; false in a home that belongs to another account.
    pub keep: bool,
}

impl VulnerabilityDatabase<'_> {
    /// The cached data, without network access; `None` if it was never complete, or if the file is damaged. It is stale
    /// if it is older than `max_age`, if its date is in the future (the clock was set back), if the last refresh failed
    /// and it is older than a day, or if the servers contradict it.
    pub fn cached(&self, now: Timestamp, max_age: SignedDuration) -> Option<Advisories> {
        let stored = StoredDatabase::read(self.home, self.url, now)?;
        let fresh = is_fresh(stored.heard?.at, (stored.refresh_failed, stored.disputed), now, max_age);
        self.advisories(stored, !fresh)
    }

    /// What was fetched is kept for the next refresh even if the rest fails, but counts only once it is complete.
    /// [`AdvisoryError::RolledBack`], [`AdvisoryError::Future`] or [`AdvisoryError::Withheld`] if the answer cannot
    /// follow the last one: then the cached data stays.
    pub fn refresh(&self, http: &Http, now: Timestamp, cancel: &Cancel) -> Result<Advisories> {
        let mut stored =
            StoredDatabase::read(self.home, self.url, now).unwrap_or_else(|| StoredDatabase::nothing(self.url));
        let state =
            |stored: &StoredDatabase| (stored.heard, stored.refresh_failed, stored.disputed, stored.fetched.len());
        let before = state(&stored);
        let asked = self.ask(&mut stored, http, now, cancel);
        stored.refresh_failed = asked.is_err();
        stored.disputed = asked.as_ref().map_or_else(|error| stored.disputed || error.is_dispute(), |()| false);
        let is_news = state(&stored) != before && !matches!(asked, Err(AdvisoryError::Http(HttpError::Cancelled(_))));
        if self.keep && is_news {
            // The answer is valid even if the cache cannot be written (read-only home, full disk).
            stored.write(self.home).ok();
        }
        asked?;
        self.advisories(stored, false).ok_or_else(|| AdvisoryError::NotDatabase { url: self.url.to_string() })
    }

    /// Refreshes the data. If that fails, returns the cached data and the problem.
    pub fn refresh_or_cached(
        &self,
        http: &Http,
        now: Timestamp,
        cancel: &Cancel,
    ) -> (Option<Advisories>, Option<Problem>) {
        match self.refresh(http, now, cancel) {
            Ok(advisories) => (Some(advisories), None),
            Err(error) => {
                let stored = StoredDatabase::read(self.home, self.url, now);
                let known = stored.and_then(|stored| {
                    let fresh = is_fresh(stored.heard?.at, (true, stored.disputed || error.is_dispute()), now, GRACE);
                    self.advisories(stored, !fresh)
                });
                (known, Some(Problem::from(error)))
            }
        }
    }

    fn ask(&self, stored: &mut StoredDatabase, http: &Http, now: Timestamp, cancel: &Cancel) -> Result<()> {
        let index = file_in(self.url, index::DATABASE);
        let DatabaseIndex { modified } =
            read(http, &index, INDEX_LIMIT, cancel, |bytes| serde_json::from_slice(bytes).ok())?;
        require_past(modified, now)?;
        match stored.heard {
            Some(LastRefresh { modified: known, .. }) if modified < known => {
                return Err(AdvisoryError::RolledBack { known, now: modified });
            }
            Some(LastRefresh { modified: known, .. }) if modified == known && !stored.disputed => {}
            _ => self.ask_for_entries(stored, http, now, cancel)?,
        }
        stored.heard = Some(LastRefresh { at: now, modified });
        Ok(())
    }

    fn ask_for_entries(&self, stored: &mut StoredDatabase, http: &Http, now: Timestamp, cancel: &Cancel) -> Result<()> {
        let listed = read(http, &file_in(self.url, index::MODULES), MODULES_LIMIT, cancel, index::entries)?;
        listed.values().try_for_each(|modified| require_past(*modified, now))?;
        let gone = stored.entries.iter().filter(|entry| !listed.contains_key(&entry.id));
        let missing: Vec<String> = gone.map(|entry| entry.id.clone()).collect();
        if !missing.is_empty() {
            return Err(AdvisoryError::Withheld { missing });
        }
        let is_current =
            |entry: &Advisory| listed.get(&entry.id).is_some_and(|modified| entry.modified >= Some(*modified));
        stored.fetched.retain(is_current);
        let here: BTreeSet<&str> = stored
            .entries
            .iter()
            .filter(|entry| is_current(entry))
            .chain(&stored.fetched)
            .map(|entry| entry.id.as_str())
            .collect();
        let wanted = listed.iter().filter(|(id, _)| !here.contains(id.as_str())).map(|(id, modified)| {
            let url = file_in(self.url, &index::entry_path(id));
            WantedAdvisory { url, id: id.clone(), modified: *modified }
        });
        let (came, fetched) = fetch::all(&wanted.collect::<Vec<_>>(), http, now, cancel);
        stored.fetched.extend(came.into_iter().map(|came| came.entry));
        fetched?;
        let new = std::mem::take(&mut stored.fetched);
        let replaced: BTreeSet<String> = new.iter().map(|entry| entry.id.clone()).collect();
        stored.entries.retain(|entry| !replaced.contains(&entry.id));
        stored.entries.extend(new);
        stored.entries.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(())
    }

    /// The data; `None` if there was no complete refresh.
    fn advisories(&self, stored: StoredDatabase, stale: bool) -> Option<Advisories> {
        let stamp = DatabaseStamp { url: self.url.clone(), fetched_at: stored.heard?.at, stale };
        Some(Advisories::new(stored.entries, stored.disputed, stamp))
    }
}

/// Refuses a date of the database, or of an entry, that is in the future.
pub(super) fn require_past(modified: Timestamp, now: Timestamp) -> Result<()> {
    if is_future(modified, now) { Err(AdvisoryError::Future { modified, now }) } else { Ok(()) }
}

pub(super) fn read<T>(
    http: &Http,
    url: &Url,
    limit: usize,
    cancel: &Cancel,
    understand: impl FnOnce(&[u8]) -> Option<T>,
) -> Result<T> {
    let (_, body) = http.read(&Get { gzip: true, ..Get::new(Purpose::Vulnerabilities, url.clone()) }, limit, cancel)?;
    understand(&body).ok_or_else(|| AdvisoryError::NotDatabase { url: url.to_string() })
}

/// Whether data of `at` is up to date, given whether the last refresh failed, and whether its answer contradicted it.
fn is_fresh(at: Timestamp, (failed, disputed): (bool, bool), now: Timestamp, max_age: SignedDuration) -> bool {
    let age = now.duration_since(at);
    let limit = if failed { max_age.min(GRACE) } else { max_age };
    age <= limit && age > -max_age && !disputed
}
