//! The head that was seen last.
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Head, Key};
use crate::effect;
use crate::home::Home;

/// Raised when the meaning of the file changes; a file of another format counts as none.
const FORMAT: u32 = 1;

/// What this machine remembers of databases: the newest tree head of each that was found to continue the one before.
///
/// Deleting the file forgets them: then nothing is known to compare the next head with, and the database counts as
/// never reached.
#[derive(Clone, Debug)]
pub struct Memory {
    file: PathBuf,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Stored {
    format: u32,
    /// By the key, as GOSUMDB writes it.
    databases: BTreeMap<String, Seen>,
}

/// What is remembered of one database.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Seen {
    /// The signed tree head; believed again only with its signature.
    head: String,
    /// When it came.
    at: Timestamp,
    /// Who answered last.
    place: Url,
}

impl Memory {
    /// What the user of a home remembers.
    pub fn of(home: &Home) -> Self {
        Self { file: home.root().join("checksum-database.json") }
    }

    /// What a file remembers.
    pub fn in_file(file: PathBuf) -> Self {
        Self { file }
    }

    /// The head that was seen last; `None` where the database was never reached.
    pub fn head(&self, key: &Key) -> Option<Head> {
        key.open(&self.seen(key)?.head).ok()
    }

    /// Whether any database was ever reached.
    pub fn knows_any(&self) -> bool {
        !self.read().databases.is_empty()
    }

    /// Who answered last.
    pub(super) fn place(&self, key: &Key) -> Option<Url> {
        self.seen(key).map(|seen| seen.place)
    }

    /// Remembers a head, unless a newer one is known by now, and who gave it.
    pub(super) fn keep(&self, key: &Key, note: &str, head: Head, place: &Url, now: Timestamp) -> io::Result<()> {
        let known = self.seen(key).filter(|seen| key.open(&seen.head).is_ok_and(|known| known.size >= head.size));
        let note = known.map_or_else(|| note.to_owned(), |known| known.head);
        let mut stored = self.read();
        let same = |seen: &Seen| seen.head == note && seen.place == *place;
        if stored.databases.get(key.as_str()).is_some_and(same) {
            return Ok(());
        }
        stored.databases.insert(key.as_str().to_owned(), Seen { head: note, at: now, place: place.clone() });
        effect::create_dir_all(effect::parent(&self.file))?;
        effect::replace(&self.file, &serde_json::to_vec_pretty(&Stored { format: FORMAT, ..stored })?)
    }

    fn seen(&self, key: &Key) -> Option<Seen> {
        self.read().databases.remove(key.as_str())
    }

    /// A missing, damaged or foreign file says nothing.
    fn read(&self) -> Stored {
        let stored = fs_err::read(&self.file).ok().and_then(|text| serde_json::from_slice::<Stored>(&text).ok());
        stored.filter(|stored| stored.format == FORMAT).unwrap_or_default()
    }
}
