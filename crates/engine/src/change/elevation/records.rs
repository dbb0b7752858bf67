//! The elevated copy's records, which only administrators can write, verify requests to restore something.
use std::io;
use std::path::PathBuf;

use super::system::Windows;
use crate::environment::RegistryValue;

/// `REG_MULTI_SZ`: texts, each with a NUL at its end.
const TEXTS: u32 = 7;
const REG_SZ: u32 = 1;
/// `REG_NONE`: there was no value.
const NOTHING: u32 = 0;
const PATH_ENTRIES: &str = "PathEntries";
/// The number of entries that are recorded, more than will ever be removed. The oldest are dropped.
const ENTRIES: usize = 200;

pub(super) struct Notes<'a> {
    pub(super) windows: &'a dyn Windows,
    pub(super) key: &'a str,
}

impl Notes<'_> {
    /// The entries that were removed from PATH, as they were written.
    pub(super) fn path_entries(&self) -> Vec<Vec<u16>> {
        let stored = self.windows.value(self.key, PATH_ENTRIES).ok().flatten().filter(|value| value.kind == TEXTS);
        let units: Vec<u16> = stored
            .map(|value| value.bytes.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect())
            .unwrap_or_default();
        units.split(|unit| *unit == 0).filter(|entry| !entry.is_empty()).map(<[u16]>::to_vec).collect()
    }

    pub(super) fn add_path_entries(&self, taken: &[Vec<u16>]) -> io::Result<()> {
        let mut all = self.path_entries();
        let known = all.len();
        all.extend(taken.iter().filter(|entry| !entry.contains(&0)).cloned());
        for entry in taken {
            // An entry counts as of its last removal.
            if let Some(older) = all[..known.min(all.len())].iter().position(|other| other == entry) {
                all.remove(older);
            }
        }
        let surplus = all.len().saturating_sub(ENTRIES);
        let units = all[surplus..].iter().flat_map(|entry| entry.iter().copied().chain([0])).chain([0]);
        let bytes = units.flat_map(u16::to_le_bytes).collect();
        self.windows.set_value(self.key, PATH_ENTRIES, &RegistryValue { kind: TEXTS, bytes })
    }

    /// The value that a variable had before its last change, if `today` is still the result of that change.
    pub(super) fn value_before(&self, name: &str, today: Option<&RegistryValue>) -> Option<RegistryValue> {
        let note = |word: &str| self.windows.value(self.key, &format!("{word}.{name}")).ok().flatten();
        (note("After")? == or_nothing(today)).then(|| note("Before"))?
    }

    pub(super) fn set_change(
        &self,
        name: &str,
        before: Option<&RegistryValue>,
        after: Option<&RegistryValue>,
    ) -> io::Result<()> {
        for (word, value) in [("Before", before), ("After", after)] {
            self.windows.set_value(self.key, &format!("{word}.{name}"), &or_nothing(value))?;
        }
        Ok(())
    }

    /// The folder of the family when it was last changed.
    pub(super) fn folder_of(&self, arch: &str) -> Option<PathBuf> {
        let value = self.windows.value(self.key, &format!("InstallFolder.{arch}")).ok().flatten()?;
        value.text().ok().map(|units| String::from_utf16_lossy(&units).into())
    }

    pub(super) fn set_folder_of(&self, arch: &str, folder: &std::path::Path) -> io::Result<()> {
        let text = folder.display().to_string();
        self.windows.set_value(self.key, &format!("InstallFolder.{arch}"), &RegistryValue::text_of_kind(REG_SZ, &text))
    }
}

fn or_nothing(value: Option<&RegistryValue>) -> RegistryValue {
    value.cloned().unwrap_or(RegistryValue { kind: NOTHING, bytes: vec![0, 0] })
}
