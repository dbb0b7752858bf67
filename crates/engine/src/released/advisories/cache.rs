//! The cached database in compact form: one file for each address.
use std::io;
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::Advisory;
use crate::base::bounded;
use crate::base::own_json;
use crate::machine::effect;
use crate::machine::home::Home;

/// The format version, raised when the meaning of the file changes. A file of another format counts as missing.
const FORMAT: u32 = 1;
const PREFIX: &str = "vulnerabilities-";
/// The maximum size of the file in bytes. That of August 2026 has 0.2 MB.
const LARGEST: usize = 4 << 20;
/// How far a clock may be ahead of ours.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredDatabase {
    format: u32,
    url: Url,
    pub(super) heard: Option<LastRefresh>,
    pub(super) refresh_failed: bool,
    /// Whether the last answer contradicted these entries, and was therefore not believed.
    #[serde(default)]
    pub(super) disputed: bool,
    /// Its entries about Go at the time of `heard`.
    pub(super) entries: Vec<Advisory>,
    /// Entries that an interrupted refresh fetched. They count once a refresh is complete.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) fetched: Vec<Advisory>,
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LastRefresh {
    /// By our clock.
    pub(super) at: Timestamp,
    /// When the database last changed, by its own clock.
    pub(super) modified: Timestamp,
}

impl StoredDatabase {
    pub(super) fn nothing(url: &Url) -> Self {
        Self {
            format: FORMAT,
            url: url.clone(),
            heard: None,
            refresh_failed: false,
            disputed: false,
            entries: Vec::new(),
            fetched: Vec::new(),
        }
    }

    /// A missing, damaged, foreign or oversized file yields `None`.
    pub(super) fn read(home: &Home, url: &Url, now: Timestamp) -> Option<Self> {
        let bytes = bounded::read(&path(home, url), LARGEST as u64).ok()?;
        let stored: Self = own_json::from_slice(&bytes)?;
        (stored.format == FORMAT && stored.url == *url).then(|| stored.without_future(now))
    }

    /// Drops what is dated in the future, which would make every honest answer look outdated. If there was any, the
    /// rest is stale, and the next refresh reads the whole list again.
    pub(super) fn without_future(mut self, now: Timestamp) -> Self {
        let is_of_now = |entry: &Advisory| entry.modified.is_none_or(|at| !is_future(at, now));
        let count = self.entries.len();
        self.entries.retain(is_of_now);
        self.fetched.retain(is_of_now);
        let has_lost = self.entries.len() < count;
        if let Some(heard) = self.heard.as_mut().filter(|heard| has_lost || is_future(heard.modified, now)) {
            heard.modified = Timestamp::UNIX_EPOCH;
            (self.refresh_failed, self.disputed) = (true, true);
        }
        self
    }

    /// Replaces the file, unless it would be too large to be read again.
    pub(super) fn write(&self, home: &Home) -> io::Result<()> {
        let text = own_json::to_vec(self)?;
        if text.len() > LARGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        home.make(&home.cache())?;
        effect::replace(&path(home, &self.url), &text)
    }
}

/// Whether a time is later than any clock can show now.
pub(super) fn is_future(at: Timestamp, now: Timestamp) -> bool {
    at.duration_since(now) > AHEAD
}

/// Whether a file of the cache is the copy of a database.
pub(crate) fn is_copy(name: &str) -> bool {
    name.strip_suffix(".json").is_some_and(|name| name.starts_with(PREFIX))
}

fn path(home: &Home, url: &Url) -> PathBuf {
    home.cache().join(format!("{PREFIX}{}.json", own_json::name_of(url)))
}
