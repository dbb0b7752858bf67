//! A change of one setting, before it happens, and how its values are shown.
use std::path::Path;

use toml_edit::Value as Toml;

use super::{Key, Settings, SettingsError, file, key};
use crate::base::display::one_line;
use crate::base::secret::{without_secrets, words_without_secrets};

/// A requested change of one setting.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct SettingEdit {
    pub key: String,
    /// The new value, written as on a command line; `null` for the default.
    pub value: Option<String>,
}

/// A change of one setting, with its values in the notation of the file; `None` if the file does not set it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SettingChange {
    pub key: &'static str,
    pub from: Option<String>,
    pub to: Option<String>,
}

impl SettingEdit {
    /// The edit that gives a setting this value of a file, or what is wrong with the value.
    pub(crate) fn of(key: &'static Key, value: &Toml) -> Result<Self, String> {
        Ok(Self { key: key.name.to_owned(), value: on_command_line(key, &key.alone(value)?) })
    }

    /// Its value in the notation of the file; `None` if it is not valid, or for the default.
    pub(crate) fn in_file(&self) -> Option<String> {
        let key = key::find(&self.key).ok()?;
        let value = (key.parse)(self.value.as_deref()?).ok()?;
        Some(value.to_string())
    }

    /// `None` if the file has this value already. Refuses a value that cannot be used.
    pub(crate) fn change(&self, path: &Path) -> Result<Option<SettingChange>, SettingsError> {
        let key = key::find(&self.key)?;
        let value = self.value.as_deref().map(|text| file::usable(key, text)).transpose()?;
        let to = value.map(|value| value.to_string());
        let from = file::said(path, key.name)?;
        let is_done = file::is_said(path, key.name, to.as_deref());
        Ok((!is_done).then_some(SettingChange { key: key.name, from, to }))
    }

    pub(crate) fn alone(&self) -> Settings {
        let named = key::find(&self.key).ok().zip(self.value.as_deref());
        named.and_then(|(key, value)| key.alone(&(key.parse)(value).ok()?).ok()).unwrap_or_default()
    }

    pub fn decides_trust(&self) -> bool {
        key::find(&self.key).is_ok_and(|key| key.decides_trust)
    }

    /// Its value without a login, as a command line shows it.
    pub(crate) fn shown(&self) -> Option<String> {
        self.value.as_deref().map(without_login)
    }
}

/// A list is written as in the file, because a comma may be part of an item.
pub(super) fn on_command_line(key: &Key, settings: &Settings) -> Option<String> {
    let value = (key.value)(settings)?;
    Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

pub(crate) fn is_value(text: &str) -> bool {
    text.parse::<Toml>().is_ok()
}

/// A value in the notation of the file, as people read it: without quotes, and without a login.
pub(crate) fn shown(value: &str) -> String {
    let one = |value: &Toml| without_login(value.as_str().unwrap_or(value.to_string().trim()));
    match value.parse() {
        Ok(Toml::Array(items)) => match items.iter().map(Toml::as_str).collect::<Option<Vec<_>>>() {
            Some(words) => words_without_secrets(&words).iter().map(one_line).collect::<Vec<_>>().join(", "),
            None => items.iter().map(one).collect::<Vec<_>>().join(", "),
        },
        Ok(value) => one(&value),
        Err(_) => without_login(value),
    }
}

/// The default of a setting, as people read it; `None` if it has none.
pub(crate) fn default_shown(name: &str) -> Option<String> {
    let value = (key::find(name).ok()?.value)(&Settings::default())?;
    Some(shown(&value.to_string())).filter(|text| !text.is_empty())
}

/// A value without the login of an address, and without control characters.
fn without_login(text: &str) -> String {
    // an `@` in a path is not a login
    if Path::new(text).is_absolute() { one_line(text) } else { one_line(without_secrets(text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_shown_without_quotes_and_logins() {
        for (value, text) in [
            ("\"http://zoe:hunter2@proxy.example:3128/\"", "http://…@proxy.example:3128/"),
            ("\"zoe:hunter2@proxy.example\"", "…@proxy.example"),
            (
                "[\"https://a.example/x,y/\", 'https://zoe:hunter2@b.example/']",
                "https://a.example/x,y/, https://…@b.example/",
            ),
            ("true", "true"),
            ("\"a\\u001b[2Jb\"", "a\\u{1b}[2Jb"),
            ("[]", ""),
            ("not TOML", "not TOML"),
        ] {
            assert_eq!(shown(value), text, "{value}");
        }
        let path = if cfg!(windows) { r"C:\a@b\ca.pem" } else { "/a@b/ca.pem" };
        assert_eq!(shown(&Toml::from(path).to_string()), path);
        assert_eq!(default_shown("proof").as_deref(), Some("when-reachable"));
        assert_eq!((default_shown("proxy"), default_shown("mirrors")), (None, None));
    }
}
