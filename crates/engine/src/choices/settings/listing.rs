use std::path::Path;

use serde_json::Value;

use super::key::{find, to_json};
use super::{Key, Loaded, Settings, SettingsError, shown};
use crate::base::secret::{without_secrets, words_without_secrets};
use crate::base::words::Statement;

/// A key with its value, as listed.
#[answer(Clone, Debug, PartialEq, Serialize, JsonSchema, Type)]
pub struct SettingEntry {
    pub key: &'static str,
    /// The current value, without a login; `null` if there is none.
    #[cfg_attr(feature = "specta", specta(type = crate::base::bindings::SettingValue))]
    pub value: Value,
    /// The value that applies if the file does not set the key.
    #[cfg_attr(feature = "specta", specta(type = crate::base::bindings::SettingValue))]
    pub default: Value,
    /// Whether the file sets it.
    pub is_set: bool,
    /// The possible values, in words.
    pub kind: &'static str,
    /// Its purpose, as a sentence.
    pub doc: Statement,
    /// Whether it decides whom Upgo trusts, so that it changes only by a plan.
    pub decides_trust: bool,
    /// Whether the organization's policy sets it, so that the user cannot change it.
    pub is_managed: bool,
}

impl Key {
    /// Its value as people read it, without a login; `None` if there is none.
    pub(crate) fn shown(&self, settings: &Settings) -> Option<String> {
        Some(shown(&(self.value)(settings)?.to_string()))
    }
}

impl Loaded {
    pub fn list(&self) -> Vec<SettingEntry> {
        Settings::KEYS.iter().map(|key| self.entry(key)).collect()
    }

    pub fn get(&self, name: &str) -> Result<SettingEntry, SettingsError> {
        find(name).map(|key| self.entry(key))
    }

    fn entry(&self, key: &Key) -> SettingEntry {
        let json = |settings: &Settings| (key.value)(settings).map_or(Value::Null, |value| to_json(&value));
        SettingEntry {
            key: key.name,
            value: without_login(json(&self.settings)),
            default: json(&Settings::default()),
            is_set: self.keys_in_file.contains(&key.name),
            kind: key.kind,
            doc: key.doc.into(),
            decides_trust: key.decides_trust,
            is_managed: self.managed.contains(&key.name),
        }
    }
}

/// Only `proxy` and the arguments of a hook can contain a login; an `@` in a path is none.
fn without_login(value: Value) -> Value {
    match value {
        Value::String(text) if !Path::new(&text).is_absolute() => without_secrets(&text).into(),
        Value::Array(items) => match items.iter().map(Value::as_str).collect::<Option<Vec<_>>>() {
            Some(words) => words_without_secrets(&words).into(),
            None => items.into_iter().map(without_login).collect(),
        },
        other => other,
    }
}
