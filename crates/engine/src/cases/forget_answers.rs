//! `cache reset`: forgets what servers said.
use std::io;
use std::path::{Path, PathBuf};

use super::Engine;
use super::snapshot::disk;
use crate::base::report::Result;
use crate::machine::effect;
use crate::released::upgo::UpgoMemory;
use crate::released::{advisories, catalog};

/// The result of `cache reset`.
#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Forgotten {
    /// The number of cached release lists: one for each feed, target and kind of file.
    pub release_lists: u32,
    /// The number of cached vulnerability databases: one for each address.
    pub vulnerability_databases: u32,
    /// The number of checksum databases whose cached answers were deleted.
    pub checksum_databases: u32,
    /// The number of cached descriptions of Upgo's newest release. The keys that were revoked stay revoked.
    pub upgo_releases: u32,
}

impl Engine {
    /// Deletes cached release lists, vulnerability databases and answers of checksum databases, so that a false answer
    /// no longer makes honest ones look wrong. Keeps the last signed heads, which cannot be forged, and revocations.
    pub fn reset_cache(&self) -> Result<Forgotten> {
        self.own_home()?;
        let remove = |files: Vec<PathBuf>| {
            let removed = files.iter().try_for_each(|path| effect::remove(path)).map_err(disk);
            removed.map(|()| u32::try_from(files.len()).unwrap_or(u32::MAX))
        };
        let named = |is_one: fn(&str) -> bool| entries(&self.home.cache(), is_one).map_err(disk);
        let is_known = UpgoMemory::read(self.home()).newest.is_some();
        if is_known {
            self.remember_self(|memory| (memory.newest, memory.asked, memory.problem) = (None, None, None))?;
        }
        Ok(Forgotten {
            release_lists: remove(named(catalog::is_copy)?)?,
            vulnerability_databases: remove(named(advisories::is_copy)?)?,
            checksum_databases: remove(entries(&self.home.checksum_databases(), |_| true).map_err(disk)?)?,
            upgo_releases: u32::from(is_known),
        })
    }
}

/// None if there is no such folder, or if it is a link.
fn entries(folder: &Path, is_one: impl Fn(&str) -> bool) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Ok(found);
    }
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        if is_one(&entry.file_name().to_string_lossy()) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}
