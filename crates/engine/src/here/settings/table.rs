//! The one table of keys: the struct, the list, `get`, `set` and the documentation are made from it.
use serde::Serialize;
use toml_edit::Value as Toml;

use super::{Loaded, Settings, SettingsError};

/// What is known of a key.
#[derive(Debug)]
pub struct Key {
    /// Its name in the file.
    pub name: &'static str,
    /// What a value may be, in words.
    pub kind: &'static str,
    /// What it is for, a sentence.
    pub doc: &'static str,
    /// Takes the value out of the file, or says what is wrong with it.
    pub(super) read: fn(&mut Settings, &Toml) -> Result<(), String>,
    /// Checks what the value in force names outside the settings.
    pub(super) is_usable: fn(&Settings) -> Result<(), String>,
    /// Leaves it as it is in another [`Settings`].
    pub(super) copy: fn(&mut Settings, &Settings),
    /// What the text of a command line is in the file, or what is wrong with it.
    pub(super) parse: fn(&str) -> Result<Toml, String>,
    /// The value in force; `None` where there is none.
    pub(super) value: fn(&Settings) -> Option<Toml>,
}

/// A key with its value, as it is listed.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SettingEntry {
    /// The key.
    pub key: &'static str,
    /// The value in force; `null` where there is none.
    #[cfg_attr(feature = "specta", specta(type = crate::bindings::SettingValue))]
    pub value: serde_json::Value,
    /// The value where the file says nothing.
    #[cfg_attr(feature = "specta", specta(type = crate::bindings::SettingValue))]
    pub default: serde_json::Value,
    /// Whether the file says it.
    pub is_set: bool,
    /// What a value may be, in words.
    pub kind: &'static str,
    /// What it is for, a sentence.
    pub doc: &'static str,
}

macro_rules! settings {
    ($($name:literal, $field:ident: $type:ty = $default:expr, $doc:literal;)+) => {
        /// The settings in force.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Settings {
            $(#[doc = $doc] pub $field: $type,)+
        }

        impl Default for Settings {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }

        impl Settings {
            /// Every key, in the order of the documentation.
            pub const KEYS: &[Key] = &[$(Key {
                name: $name,
                kind: <$type as $crate::settings::value::Value>::KIND,
                doc: $doc,
                read: |settings, toml| {
                    settings.$field = $crate::settings::value::Value::from_toml(toml)?;
                    Ok(())
                },
                is_usable: |settings| $crate::settings::value::Value::is_usable(&settings.$field),
                copy: |settings, other| settings.$field = other.$field.clone(),
                parse: |text| {
                    let value: $type = $crate::settings::value::Value::from_text(text)?;
                    $crate::settings::value::Value::to_toml(&value).ok_or_else(|| "a value is missing".to_owned())
                },
                value: |settings| $crate::settings::value::Value::to_toml(&settings.$field),
            }),+];
        }
    };
}
pub(super) use settings;

/// The key with this name.
pub fn find(name: &str) -> Result<&'static Key, SettingsError> {
    Settings::KEYS.iter().find(|key| key.name == name).ok_or_else(|| SettingsError::Unknown { name: name.to_owned() })
}

/// The key whose name is written most like this one, if any is.
pub(super) fn nearest(name: &str) -> Option<&'static Key> {
    let names: Vec<&str> = Settings::KEYS.iter().map(|key| key.name).collect();
    let nearest = similar::get_close_matches(name, &names, 1, 0.7).first().copied()?;
    find(nearest).ok()
}

/// Whether keys lie in a table of this name.
pub(super) fn is_table(name: &str) -> bool {
    Settings::KEYS.iter().any(|key| key.name.split_once('.').is_some_and(|(table, _)| table == name))
}

impl Loaded {
    /// Every key with its value.
    pub fn list(&self) -> Vec<SettingEntry> {
        Settings::KEYS.iter().map(|key| self.entry(key)).collect()
    }

    /// One key with its value.
    pub fn get(&self, name: &str) -> Result<SettingEntry, SettingsError> {
        find(name).map(|key| self.entry(key))
    }

    fn entry(&self, key: &Key) -> SettingEntry {
        let json = |settings: &Settings| (key.value)(settings).map_or(serde_json::Value::Null, |value| to_json(&value));
        SettingEntry {
            key: key.name,
            value: json(&self.settings),
            default: json(&Settings::default()),
            is_set: self.keys_in_file.contains(&key.name),
            kind: key.kind,
            doc: key.doc,
        }
    }
}

/// The reference of all keys, in Markdown.
pub fn reference() -> String {
    let row = |key: &Key| {
        let default = (key.value)(&Settings::default()).map_or("none".to_owned(), |value| format!("`{value}`"));
        format!("| `{}` | {} | {default} | {} |\n", key.name, key.kind, key.doc)
    };
    let rows: String = Settings::KEYS.iter().map(row).collect();
    format!("| key | value | default | what it is for |\n|---|---|---|---|\n{rows}")
}

/// A file that says nothing yet, and all that it could say.
pub(super) fn template() -> String {
    let section = |key: &Key| {
        let default = (key.value)(&Settings::default()).map_or(String::new(), |value| format!(" {value}"));
        format!("\n# {}\n# A value is {}.\n# {} ={default}\n", key.doc, key.kind, key.name)
    };
    let sections: String = Settings::KEYS.iter().map(section).collect();
    format!(
        "# Settings of Upgo. To set one, remove the # in front of it or run `upgo settings set KEY VALUE`.\n\
         # Keys with a dot may also stand in a table: interval = \"12h\" below a line with [check].\n{sections}"
    )
}

/// Only what [`Key::value`] gives.
pub(super) fn to_json(value: &Toml) -> serde_json::Value {
    match value {
        Toml::Integer(number) => (*number.value()).into(),
        Toml::Boolean(yes) => (*yes.value()).into(),
        Toml::Array(items) => items.iter().map(to_json).collect(),
        other => other.as_str().unwrap_or_default().into(),
    }
}
