//! What a setting may be.
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use toml_edit::{Array, Value as Toml};
use url::{Host, Url};

use crate::catalog::Channel;
use crate::proof::Requirement;

/// A type that a setting can have. Errors say what is wrong, as the end of a sentence.
pub(super) trait Value: Sized {
    /// What a value may be, in words.
    const KIND: &'static str;

    /// From the file.
    fn from_toml(toml: &Toml) -> Result<Self, String>;

    /// From a command line.
    fn from_text(text: &str) -> Result<Self, String>;

    /// As it is written into the file; `None` where there is no value.
    fn to_toml(&self) -> Option<Toml>;
}

/// The colours of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Those of the system.
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The language of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// That of the system, where Upgo speaks it, else English.
    System,
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

/// A type with a few values, each of which has a name.
macro_rules! choice {
    ($type:ty, $kind:literal, $($name:literal = $value:expr),+) => {
        impl Value for $type {
            const KIND: &'static str = $kind;

            fn from_toml(toml: &Toml) -> Result<Self, String> {
                Self::from_text(text_of::<Self>(toml)?)
            }

            fn from_text(text: &str) -> Result<Self, String> {
                match text {
                    $($name => Ok($value),)+
                    other => Err(expected::<Self>(&format!("{other:?}"))),
                }
            }

            fn to_toml(&self) -> Option<Toml> {
                [$(($name, $value)),+].iter().find(|(_, value)| value == self).map(|(name, _)| Toml::from(*name))
            }
        }
    };
}

// An archived release is never the newest of a channel, so nobody can choose it.
choice!(Channel, "one of stable, rc, beta", "stable" = Self::Stable, "rc" = Self::Rc, "beta" = Self::Beta);
choice!(
    Requirement,
    "one of digest, when-reachable, required",
    "digest" = Self::Digest,
    "when-reachable" = Self::WhenReachable,
    "required" = Self::Required
);
choice!(Theme, "one of system, light, dark", "system" = Self::System, "light" = Self::Light, "dark" = Self::Dark);
choice!(Language, "one of system, en, zh-CN", "system" = Self::System, "en" = Self::English, "zh-CN" = Self::Chinese);

impl Value for NonZeroU32 {
    const KIND: &'static str = "a whole number from 1 on";

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

impl Value for bool {
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

/// What a list may hold.
trait Item: Sized {
    /// What a list of them may be, in words.
    const LIST: &'static str;

    fn from_text(text: &str) -> Result<Self, String>;

    fn to_text(&self) -> String;
}

impl<T: Item> Value for Vec<T> {
    const KIND: &'static str = T::LIST;

    fn from_toml(toml: &Toml) -> Result<Self, String> {
        let items = toml.as_array().ok_or_else(|| expected::<Self>(&shown(toml)))?;
        items.iter().map(|item| T::from_text(text_of::<Self>(item)?)).collect()
    }

    fn from_text(text: &str) -> Result<Self, String> {
        text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(T::from_text).collect()
    }

    fn to_toml(&self) -> Option<Toml> {
        Some(Toml::Array(self.iter().map(T::to_text).collect::<Array>()))
    }
}

/// The address of a mirror.
impl Item for Url {
    const LIST: &'static str = "a list of addresses (https, http or file)";

    fn from_text(text: &str) -> Result<Self, String> {
        address::<Vec<Self>>(text, &["https", "http", "file"])
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

/// The name of a host.
impl Item for String {
    const LIST: &'static str = "a list of host names";

    fn from_text(text: &str) -> Result<Self, String> {
        let host = Host::parse(text).map_err(|_| expected::<Vec<Self>>(&format!("{text:?}")))?;
        Ok(host.to_string())
    }

    fn to_text(&self) -> String {
        self.clone()
    }
}

/// A folder; it need not exist.
impl Item for PathBuf {
    const LIST: &'static str = "a list of full paths of folders";

    fn from_text(text: &str) -> Result<Self, String> {
        let path = Path::new(text);
        if path.is_absolute() { Ok(path.to_owned()) } else { Err(expected::<Vec<Self>>(&format!("{text:?}"))) }
    }

    fn to_text(&self) -> String {
        self.to_string_lossy().into_owned()
    }
}

/// A proxy.
impl Value for Option<Url> {
    const KIND: &'static str = "an address (http, https, socks5 or socks5h)";

    fn from_toml(toml: &Toml) -> Result<Self, String> {
        Self::from_text(text_of::<Self>(toml)?)
    }

    fn from_text(text: &str) -> Result<Self, String> {
        address::<Self>(text, &["http", "https", "socks5", "socks5h"]).map(Some)
    }

    fn to_toml(&self) -> Option<Toml> {
        self.as_ref().map(|url| Toml::from(url.as_str()))
    }
}

/// A file; it need not exist yet.
impl Value for Option<PathBuf> {
    const KIND: &'static str = "the full path of a file";

    fn from_toml(toml: &Toml) -> Result<Self, String> {
        Self::from_text(text_of::<Self>(toml)?)
    }

    fn from_text(text: &str) -> Result<Self, String> {
        let path = Path::new(text);
        if path.is_absolute() { Ok(Some(path.to_owned())) } else { Err(expected::<Self>(&format!("{text:?}"))) }
    }

    fn to_toml(&self) -> Option<Toml> {
        self.as_ref().map(|path| Toml::from(path.to_string_lossy().into_owned()))
    }
}

fn address<T: Value>(text: &str, schemes: &[&str]) -> Result<Url, String> {
    let url = Url::parse(text).ok().filter(|url| schemes.contains(&url.scheme()));
    let url = url.filter(|url| url.scheme() == "file" || url.host_str().is_some_and(|host| !host.is_empty()));
    url.ok_or_else(|| expected::<T>(&format!("{text:?}")))
}

fn text_of<T: Value>(toml: &Toml) -> Result<&str, String> {
    toml.as_str().ok_or_else(|| expected::<T>(&shown(toml)))
}

fn expected<T: Value>(found: &str) -> String {
    format!("must be {}, not {found}", T::KIND)
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
