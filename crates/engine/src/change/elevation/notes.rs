//! What the elevated copy remembers in a place that only administrators can write, so that it need not believe anybody
//! who asks for something to be given back.
use std::io;
use std::path::PathBuf;

use super::system::Windows;
use crate::environment::RegistryValue;

/// `REG_MULTI_SZ`: texts, each with a NUL at its end.
const TEXTS: u32 = 7;
const REG_SZ: u32 = 1;
/// `REG_NONE`: no value was there.
const NOTHING: u32 = 0;
/// The entries of PATH that were taken off.
const PATH_ENTRIES: &str = "PathEntries";
/// More than anybody takes off; the oldest are forgotten.
const ENTRIES: usize = 200;

/// The notes of this machine.
pub(super) struct Notes<'a> {
    pub(super) windows: &'a dyn Windows,
    pub(super) key: &'a str,
}

impl Notes<'_> {
    /// The entries that were taken off PATH, as they were written.
    pub(super) fn path_entries(&self) -> Vec<Vec<u16>> {
        let stored = self.windows.value(self.key, PATH_ENTRIES).ok().flatten().filter(|value| value.kind == TEXTS);
        let units: Vec<u16> = stored
            .map(|value| value.bytes.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect())
            .unwrap_or_default();
        units.split(|unit| *unit == 0).filter(|entry| !entry.is_empty()).map(<[u16]>::to_vec).collect()
    }

    /// Remembers that these were taken off.
    pub(super) fn add_path_entries(&self, taken: &[Vec<u16>]) -> io::Result<()> {
        let mut all = self.path_entries();
        let known = all.len();
        all.extend(taken.iter().filter(|entry| !entry.contains(&0)).cloned());
        for entry in taken {
            // The newest mention counts.
            if let Some(older) = all[..known.min(all.len())].iter().position(|other| other == entry) {
                all.remove(older);
            }
        }
        let surplus = all.len().saturating_sub(ENTRIES);
        let units = all[surplus..].iter().flat_map(|entry| entry.iter().copied().chain([0])).chain([0]);
        let bytes = units.flat_map(u16::to_le_bytes).collect();
        self.windows.set_value(self.key, PATH_ENTRIES, &RegistryValue { kind: TEXTS, bytes })
    }

    /// The value that a variable had before it was changed last, if `today` is still what that change has left.
    pub(super) fn value_before(&self, name: &str, today: Option<&RegistryValue>) -> Option<RegistryValue> {
        let note = |word: &str| self.windows.value(self.key, &format!("{word}.{name}")).ok().flatten();
        (note("After")? == or_nothing(today)).then(|| note("Before"))?
    }

    /// Remembers a change.
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

    /// Where the family was installed when it was last changed.
    pub(super) fn folder_of(&self, arch: &str) -> Option<PathBuf> {
        let value = self.windows.value(self.key, &format!("InstallFolder.{arch}")).ok().flatten()?;
        value.text().ok().map(|units| String::from_utf16_lossy(&units).into())
    }

    /// Remembers it.
    pub(super) fn set_folder_of(&self, arch: &str, folder: &std::path::Path) -> io::Result<()> {
        let text = folder.display().to_string();
        self.windows.set_value(self.key, &format!("InstallFolder.{arch}"), &RegistryValue::text_of_kind(REG_SZ, &text))
    }
}

fn or_nothing(value: Option<&RegistryValue>) -> RegistryValue {
    value.cloned().unwrap_or(RegistryValue { kind: NOTHING, bytes: vec![0, 0] })
}
