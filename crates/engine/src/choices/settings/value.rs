use std::collections::BTreeSet;
use std::fmt::Display;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use toml_edit::{Array, Value as Toml};
use url::{Host, Url};

use crate::base::report::Problem;
use crate::base::secret::{self, without_secrets};
use crate::net::http;
use crate::released::catalog::Channel;

use super::named::{Channels, Named};

/// A type that a setting can have. Each error is the end of a sentence that says what is wrong.
pub(super) trait SettingType: Sized {
    /// The possible values, in words.
    const KIND: &'static str;

    /// Reads the value from the file, where most types are a text.
    fn from_toml(toml: &Toml) -> Result<Self, String> {
        Self::from_text(text_of::<Self>(toml)?)
    }

    fn from_text(text: &str) -> Result<Self, String>;

    /// Checks things outside the settings that the value refers to. This runs when a value is set or imported, and not
    /// when the file is read, because a file may come and go.
    fn is_usable(&self) -> Result<(), String> {
        Ok(())
    }

    /// The value as written to the file; `None` if there is no value.
    fn to_toml(&self) -> Option<Toml>;
}

impl<T: Named> SettingType for T {
    const KIND: &'static str = T::ONE;

    fn from_text(text: &str) -> Result<Self, String> {
        Self::named(text).ok_or_else(|| expected::<Self>(&format!("{text:?}")))
    }

    fn to_toml(&self) -> Option<Toml> {
        Some(Toml::from(self.name()))
    }
}

impl SettingType for NonZeroU32 {
    const KIND: &'static str = "a whole number of at least 1";

    fn from_toml(toml: &Toml) -> Result<Self, String> {
        let number = toml.as_integer().and_then(|number| u32::try_from(number).ok()).and_then(Self::new);
        number.ok_or_else(|| expected::<Self>(&shown(toml)))
    }

    fn from_text(text: &str) -> Result<Self, String> {
        text.trim().parse().map_err(|_| expected::<Self>(&format!("{text:?}")))
    }

    fn to_toml(&self) -> Option<Toml> {
        Some(Toml::from(i64::from(self.get())))
    }
}

impl SettingType for bool {
    const KIND: &'static str = "true or false";

    fn from_toml(toml: &Toml) -> Result<Self, String> {
        toml.as_bool().ok_or_else(|| expected::<Self>(&shown(toml)))
    }

    fn from_text(text: &str) -> Result<Self, String> {
        text.trim().parse().map_err(|_| expected::<Self>(&format!("{text:?}")))
    }

    fn to_toml(&self) -> Option<Toml> {
        Some(Toml::from(*self))
    }
}

trait ListItem: Sized {
    /// The possible lists, in words.
    const LIST: &'static str;

    fn from_text(text: &str) -> Result<Self, String>;

    fn to_text(&self) -> String;
}

impl<T: ListItem> SettingType for Vec<T> {
    const KIND: &'static str = T::LIST;

    fn from_toml(toml: &Toml) -> Result<Self, String> {
        let items = toml.as_array().ok_or_else(|| expected::<Self>(&shown(toml)))?;
        items.iter().map(|item| T::from_text(text_of::<Self>(item)?)).collect()
    }

    fn from_text(text: &str) -> Result<Self, String> {
        // A list may also be written as in the file, for an item with a comma. `[::1]` is a host.
        if let Ok(list @ Toml::Array(_)) = text.parse() {
            return Self::from_toml(&list);
        }
        text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(T::from_text).collect()
    }

    fn to_toml(&self) -> Option<Toml> {
        Some(Toml::Array(self.iter().map(|item| string(&item.to_text())).collect::<Array>()))
    }
}

/// Each item at most once, in their own order.
impl<T: ListItem + Ord> SettingType for BTreeSet<T> {
    const KIND: &'static str = T::LIST;

    fn from_toml(toml: &Toml) -> Result<Self, String> {
        Vec::from_toml(toml).map(Self::from_iter)
    }

    fn from_text(text: &str) -> Result<Self, String> {
        Vec::from_text(text).map(Self::from_iter)
    }

    fn to_toml(&self) -> Option<Toml> {
        Some(Toml::Array(self.iter().map(|item| string(&item.to_text())).collect::<Array>()))
    }
}

/// Not empty.
impl SettingType for Channels {
    const KIND: &'static str = Channel::LIST;

    fn from_toml(toml: &Toml) -> Result<Self, String> {
        BTreeSet::from_toml(toml).and_then(Self::of)
    }

    fn from_text(text: &str) -> Result<Self, String> {
        BTreeSet::from_text(text).and_then(Self::of)
    }

    fn to_toml(&self) -> Option<Toml> {
        self.0.to_toml()
    }
}

impl Channels {
    fn of(channels: BTreeSet<Channel>) -> Result<Self, String> {
        if channels.is_empty() {
            Err("must name at least one of stable, rc, beta".to_owned())
        } else {
            Ok(Self(channels))
        }
    }
}

impl<T: Named> ListItem for T {
    const LIST: &'static str = T::SOME;

    fn from_text(text: &str) -> Result<Self, String> {
        Self::named(text).ok_or_else(|| expected::<Vec<Self>>(&format!("{text:?}")))
    }

    fn to_text(&self) -> String {
        self.name().to_owned()
    }
}

/// The address of a mirror, as downloads use it.
impl ListItem for Url {
    const LIST: &'static str = "a list of addresses (https, file, or http on this machine)";

    fn from_text(text: &str) -> Result<Self, String> {
        http::base(text).map_err(|error| refused::<Vec<Self>>(&error))
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

/// The name of a host.
impl ListItem for String {
    const LIST: &'static str = "a list of host names";

    fn from_text(text: &str) -> Result<Self, String> {
        // The target of a redirect is never a pattern.
        let host = Host::parse(text).ok().filter(|_| !text.contains('*'));
        host.map(|host| host.to_string()).ok_or_else(|| expected::<Vec<Self>>(&format!("{text:?}")))
    }

    fn to_text(&self) -> String {
        self.clone()
    }
}

/// A folder, which need not exist.
impl ListItem for PathBuf {
    const LIST: &'static str = "a list of full paths of folders";

    fn from_text(text: &str) -> Result<Self, String> {
        full_path::<Vec<Self>>(text)
    }

    fn to_text(&self) -> String {
        self.to_string_lossy().into_owned()
    }
}

/// A proxy.
impl SettingType for Option<Url> {
    const KIND: &'static str = "an address (http, https, socks5 or socks5h)";

    fn from_text(text: &str) -> Result<Self, String> {
        if secret::is_hidden(text) {
            return Err(secret::REFUSED.to_owned());
        }
        http::parse_proxy(text).map(Some).map_err(|_| expected::<Self>(&format!("{:?}", without_secrets(text))))
    }

    fn to_toml(&self) -> Option<Toml> {
        self.as_ref().map(|url| Toml::from(url.as_str()))
    }
}

/// A file with certificates.
impl SettingType for Option<PathBuf> {
    const KIND: &'static str = "the full path of a file";

    fn from_text(text: &str) -> Result<Self, String> {
        full_path::<Self>(text).map(Some)
    }

    fn is_usable(&self) -> Result<(), String> {
        let Some(path) = self else { return Ok(()) };
        http::check_ca_file(path).map_err(|error| {
            let problem = Problem::from(error);
            refused::<Self>(&[&[problem.message.to_string()][..], &problem.causes].concat().join(": "))
        })
    }

    fn to_toml(&self) -> Option<Toml> {
        self.as_ref().map(|path| string(&path.to_string_lossy()))
    }
}

/// A string on one line. TOML's own form of a text with line breaks takes several.
fn string(text: &str) -> Toml {
    if !text.contains(['\n', '\r']) {
        return Toml::from(text);
    }
    // JSON's escapes are also TOML's; JSON leaves only DEL as it is
    let escaped = serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f");
    escaped.parse().unwrap_or_else(|_| Toml::from(text))
}

/// A path that is absolute, so that it does not depend on the working folder, and that a system can open.
fn full_path<T: SettingType>(text: &str) -> Result<PathBuf, String> {
    let path = Some(Path::new(text)).filter(|path| path.is_absolute() && !text.contains('\0'));
    path.map(Path::to_owned).ok_or_else(|| expected::<T>(&format!("{text:?}")))
}

pub(super) fn text_of<T: SettingType>(toml: &Toml) -> Result<&str, String> {
    toml.as_str().ok_or_else(|| expected::<T>(&shown(toml)))
}

pub(super) fn expected<T: SettingType>(found: &str) -> String {
    format!("must be {}, not {found}", T::KIND)
}

/// Says why another part of Upgo could not use the value.
fn refused<T: SettingType>(why: &impl Display) -> String {
    format!("must be {}: {why}", T::KIND)
}

fn shown(toml: &Toml) -> String {
    match toml {
        Toml::String(text) => format!("{:?}", text.value()),
        Toml::InlineTable(_) => "a table".to_owned(),
        Toml::Array(_) => "a list".to_owned(),
        Toml::Integer(number) => number.value().to_string(),
        Toml::Float(number) => number.value().to_string(),
        Toml::Boolean(yes) => yes.value().to_string(),
        Toml::Datetime(time) => time.value().to_string(),
    }
}
