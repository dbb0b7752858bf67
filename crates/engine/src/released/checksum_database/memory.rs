//! The last seen tree head.
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use url::Url;

use super::{TreeHead, VerifierKey};
use crate::machine::effect;
use crate::machine::effect::own_file::{self, Stored};
use crate::machine::home::Home;

/// The format version, raised when the meaning of the file changes. A file of another format counts as missing.
const FORMAT: u32 = 1;

/// This machine's memory of databases: for each, the newest tree head that was consistent with the one before. Without
/// the file, there is no head to compare, and a database counts as never reached.
#[derive(Clone, Debug)]
pub struct KnownHeads {
    file: PathBuf,
}

#[answer(Debug, Default, Serialize, Deserialize)]
struct StoredHeads {
    format: u32,
    /// The entries by key, in the notation of GOSUMDB.
    databases: BTreeMap<String, SeenHead>,
}

#[answer(Clone, Debug, Serialize, Deserialize)]
struct SeenHead {
    /// The signed tree head, whose signature is verified each time it is used.
    head: String,
    at: Timestamp,
    place: Url,
}

impl KnownHeads {
    pub fn of(home: &Home) -> Self {
        Self { file: home.root().join("checksum-database.json") }
    }

    pub fn in_file(file: PathBuf) -> Self {
        Self { file }
    }

    /// The last seen head; `None` if the database was never reached.
    pub fn head(&self, key: &VerifierKey) -> Option<TreeHead> {
        key.open(&self.seen(key)?.head).ok()
    }

    pub fn knows_any(&self) -> bool {
        match own_file::read::<StoredHeads>(&self.file) {
            Stored::Missing => false,
            Stored::Damaged => true, // it is written only once a database was reached
            Stored::Found(stored) => !stored.databases.is_empty(),
        }
    }

    pub(super) fn place(&self, key: &VerifierKey) -> Option<Url> {
        self.seen(key).map(|seen| seen.place)
    }

    /// Remembers a head and the address that served it, unless a newer head is already known.
    pub(super) fn keep(
        &self,
        key: &VerifierKey,
        note: &str,
        head: TreeHead,
        place: &Url,
        now: Timestamp,
    ) -> io::Result<()> {
        let known = self.seen(key).filter(|seen| key.open(&seen.head).is_ok_and(|known| known.size >= head.size));
        let note = known.map_or_else(|| note.to_owned(), |known| known.head);
        let mut stored = self.read();
        let same = |seen: &SeenHead| seen.head == note && seen.place == *place;
        if stored.databases.get(key.as_str()).is_some_and(same) {
            return Ok(());
        }
        stored.databases.insert(key.as_str().to_owned(), SeenHead { head: note, at: now, place: place.clone() });
        effect::create_dir_all(effect::parent(&self.file))?;
        own_file::write(&self.file, &StoredHeads { format: FORMAT, ..stored })
    }

    fn seen(&self, key: &VerifierKey) -> Option<SeenHead> {
        self.read().databases.remove(key.as_str())
    }

    /// A missing, damaged or foreign file counts as empty.
    fn read(&self) -> StoredHeads {
        let stored = own_file::read::<StoredHeads>(&self.file).found();
        stored.filter(|stored| stored.format == FORMAT).unwrap_or_default()
    }
}
