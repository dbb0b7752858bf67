//! The one table of keys. The struct, the list, `get`, `set` and the documentation are generated from it.
use toml_edit::Value as Toml;

use super::{Settings, SettingsError};
use crate::base::likeness;
use crate::base::words::{Language, Sentence};

#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub kind: &'static str,
    pub doc: Sentence,
    /// Whether it decides whom Upgo trusts: where bytes come from, who reads the traffic, which proof is enough, and
    /// whether the files of a folder choose the Go. Such a key changes only by a plan.
    pub decides_trust: bool,
    /// Reads the value from the file, or says what is wrong with it.
    pub(crate) read: fn(&mut Settings, &Toml) -> Result<(), String>,
    /// Checks things outside the settings that the current value refers to.
    pub(super) is_usable: fn(&Settings) -> Result<(), String>,
    pub(crate) copy: fn(&mut Settings, &Settings),
    /// Converts text from a command line to a value of the file, or says what is wrong with it.
    pub(super) parse: fn(&str) -> Result<Toml, String>,
    /// The current value; `None` if there is none.
    pub value: fn(&Settings) -> Option<Toml>,
}

impl Key {
    pub(crate) fn alone(&self, value: &Toml) -> Result<Settings, String> {
        let mut settings = Settings::default();
        (self.read)(&mut settings, value)?;
        Ok(settings)
    }
}

macro_rules! settings {
    (@decides_trust) => { false };
    (@decides_trust trust) => { true };
    ($($($mark:ident)? $name:literal, $field:ident: $type:ty = $default:expr, $doc:ident;)+) => {
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Settings {
            $(#[doc = concat!("The setting `", $name, "`. Its purpose is in `text/en/settings.ftl`.")] pub $field: $type,)+
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
                kind: <$type as $crate::choices::settings::value::SettingType>::KIND,
                doc: $crate::base::words::Sentence::$doc,
                decides_trust: $crate::choices::settings::key::settings!(@decides_trust $($mark)?),
                read: |settings, toml| {
                    settings.$field = $crate::choices::settings::value::SettingType::from_toml(toml)?;
                    Ok(())
                },
                is_usable: |settings| $crate::choices::settings::value::SettingType::is_usable(&settings.$field),
                copy: |settings, other| settings.$field = other.$field.clone(),
                parse: |text| {
                    let value: $type = $crate::choices::settings::value::SettingType::from_text(text)?;
                    $crate::choices::settings::value::SettingType::to_toml(&value).ok_or("a value is missing".into())
                },
                value: |settings| $crate::choices::settings::value::SettingType::to_toml(&settings.$field),
            }),+];
        }
    };
}
pub(super) use settings;

pub fn find(name: &str) -> Result<&'static Key, SettingsError> {
    Settings::KEYS.iter().find(|key| key.name == name).ok_or_else(|| SettingsError::Unknown { name: name.to_owned() })
}

pub(super) fn nearest(name: &str) -> Option<&'static Key> {
    find(likeness::nearest(name, Settings::KEYS.iter().map(|key| key.name))?).ok()
}

pub(crate) fn is_table(name: &str) -> bool {
    Settings::KEYS.iter().any(|key| key.name.split_once('.').is_some_and(|(table, _)| table == name))
}

/// The text of a file that sets nothing yet and describes every key.
pub(super) fn template() -> String {
    let section = |key: &Key| {
        let default = (key.value)(&Settings::default()).map_or(String::new(), |value| format!(" {value}"));
        format!("\n# {}\n# Value: {}.\n# {} ={default}\n", key.doc.say(Language::English), key.kind, key.name)
    };
    let sections: String = Settings::KEYS.iter().map(section).collect();
    format!(
        "# Upgo settings. To change one, remove the # in front of it or run `upgo settings set KEY VALUE`.\n\
         # Keys with a dot may also be written in a table: interval = \"12h\" below a line with [check].\n{sections}"
    )
}

/// Supports only the kinds of values that [`Key::value`] returns.
pub(super) fn to_json(value: &Toml) -> serde_json::Value {
    match value {
        Toml::Integer(number) => (*number.value()).into(),
        Toml::Boolean(yes) => (*yes.value()).into(),
        Toml::Array(items) => items.iter().map(to_json).collect(),
        other => other.as_str().unwrap_or_default().into(),
    }
}
