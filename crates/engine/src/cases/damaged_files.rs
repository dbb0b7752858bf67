//! The damaged files among those that Upgo keeps in its home, and those that were set aside.
use std::path::{Path, PathBuf};

use super::Engine;
use super::doctor::names_in;
use super::snapshot::disk;
use crate::base::report::Result;
use crate::base::version::Version;
use crate::base::{bounded, own_json};
use crate::change::journal;
use crate::machine::effect::own_file;
use crate::machine::home::Home;
use crate::released::{advisories, catalog};
use crate::store::Manifest;

/// In bytes, well above any JSON that Upgo writes.
const LARGEST: u64 = 8 << 20;

impl Engine {
    /// Upgo uses none of them.
    pub(super) fn damaged_files(&self) -> Result<Vec<PathBuf>> {
        let home = self.home();
        let replaced = names_in(&home.replaced());
        let records = replaced.iter().map(|folder| folder.join("replaced.json"));
        // The user may keep other files there.
        let own = names_in(home.root()).into_iter().filter(|path| Home::is_own(path));
        let folders = [home.journal(), home.receipts(), home.cache()];
        let inside = folders.iter().flat_map(|folder| names_in(folder));
        let all = own.chain(inside).chain(records).chain(replaced.iter().cloned());
        let mut damaged: Vec<PathBuf> = all.filter(|path| self.is_damaged(path)).collect();
        damaged.extend(journal::damaged(home).map_err(disk)?.into_iter().map(|record| record.path));
        damaged.sort();
        damaged.dedup();
        Ok(damaged)
    }

    fn is_damaged(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if own_file::before_damage(&name).is_some() {
            return true;
        }
        if let Some(version) = name.strip_suffix(".manifest").and_then(|name| Version::from_name(name).ok()) {
            return path.is_file() && Manifest::read(self.home(), &version).is_none();
        }
        // The cache also has files of releases.
        let is_cached = path.parent() == Some(&self.home().cache());
        let is_copy = || catalog::is_copy(&name) || advisories::is_copy(&name) || name == "imports.json";
        let is_json = name.ends_with(".json") && (!is_cached || is_copy());
        is_json && path.is_file() && !bounded::read(path, LARGEST).is_ok_and(|text| own_json::is_intact(&text))
    }
}
