//! Replacing all settings with those in a file.
use std::path::Path;

use super::file::{self, WriteOutcome};
use super::{Key, Loaded, SettingEdit, Settings, SettingsError, edit};
use crate::base::report::Problem;

/// The settings of a file, all of them valid.
#[derive(Clone, Debug)]
pub struct Imported {
    text: String,
    loaded: Loaded,
}

impl Imported {
    /// Reads the file `from`. An invalid value is an error. Keys that this version does not know are reported and kept.
    pub fn read(from: &Path) -> Result<Self, Problem> {
        let missing = || SettingsError::Missing { path: from.to_owned() };
        let text = file::read(from).map_err(|error| file::problem(from, &error))?.ok_or_else(missing)?;
        let mut loaded = file::understood(from, text.clone(), &Settings::default());
        if let Some(flaw) = loaded.problem.take() {
            return Err(flaw);
        }
        for key in Settings::KEYS.iter().filter(|key| loaded.keys_in_file.contains(&key.name)) {
            let refused = |why| file::problem(from, &SettingsError::Value { name: key.name, why });
            (key.is_usable)(&loaded.settings).map_err(refused)?;
        }
        Ok(Self { text, loaded })
    }

    pub fn warnings(&self) -> &[Problem] {
        &self.loaded.warnings
    }

    /// The edits that turn the settings in effect, `now`, into these, in the order of the table.
    pub fn edits(&self, now: &Settings) -> Vec<SettingEdit> {
        let differs = |key: &&Key| edit::on_command_line(key, now) != edit::on_command_line(key, &self.loaded.settings);
        let edit = |key: &Key| {
            let is_set = self.loaded.keys_in_file.contains(&key.name);
            let value = edit::on_command_line(key, &self.loaded.settings).filter(|_| is_set);
            SettingEdit { key: key.name.to_owned(), value }
        };
        Settings::KEYS.iter().filter(differs).map(edit).collect()
    }

    /// Writes the whole text of the file, including its comments, to the settings at `path`. Refuses to change whom
    /// Upgo trusts, because that is a plan. If the current file cannot be understood, `last_good` is in effect.
    pub fn write(&self, path: &Path, last_good: &Settings) -> Result<WriteOutcome, SettingsError> {
        file::rewrite(path, |old| {
            let now = old.map(|old| file::understood(path, old.to_owned(), last_good).settings).unwrap_or_default();
            let changes_trust = self.edits(&now).iter().any(SettingEdit::decides_trust);
            if changes_trust { Err(SettingsError::Busy { path: path.to_owned() }) } else { Ok(self.text.clone()) }
        })
    }
}
