//! A value as a place gives it, and the conversions that the table of keys needs.
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use toml_edit::Value as Toml;
use url::Url;

use super::key::PolicyKind;
use super::{VersionLock, VersionRule};
use crate::base::target::{NotTarget, Target};
use crate::choices::settings::{self, Named};
use crate::net::http;
use crate::released::catalog::ReleaseRequest;

/// The longest text that is read. Far longer than any value that a person writes.
pub(super) const TEXT_MAX: usize = 32_766;
pub(super) const LIST_MAX: usize = 1_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Raw {
    Text(String),
    Number(i64),
    Flag(bool),
    List(Vec<String>),
    Other(&'static str),
}

/// A value of the kind that its key has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// A text, or one of a few.
    Text(String),
    Number(u32),
    Flag(bool),
    List(Vec<String>),
}

impl Raw {
    pub(super) fn of_toml(toml: &Toml) -> Self {
        match toml {
            Toml::String(text) => Self::Text(text.value().clone()),
            Toml::Integer(number) => Self::Number(*number.value()),
            Toml::Boolean(yes) => Self::Flag(*yes.value()),
            Toml::Datetime(time) => Self::Text(time.value().to_string()),
            Toml::Array(items) => {
                let items: Option<Vec<_>> = items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
                items.map_or(Self::Other("a list of something other than text"), Self::List)
            }
            Toml::Float(_) => Self::Other("a fraction"),
            Toml::InlineTable(_) => Self::Other("a table"),
        }
    }

    /// The value in the form of `kind`, or the end of a sentence about what is wrong with it. The registry has no types
    /// for lists and flags, so a text with commas is also a list, and 0 and 1 are flags.
    pub(super) fn given(self, kind: &PolicyKind) -> Result<Given, String> {
        let given = match (kind, self) {
            (_, Self::Text(text)) if text.len() > TEXT_MAX => return Err("is far too long".to_owned()),
            (_, Self::List(items)) if items.len() > LIST_MAX || items.iter().any(|item| item.len() > TEXT_MAX) => {
                return Err("is far too long".to_owned());
            }
            (PolicyKind::Text, Self::Text(text)) if !text.trim().is_empty() => Given::Text(text.trim().to_owned()),
            (PolicyKind::Choice(choices), Self::Text(text)) if choices.iter().any(|one| one.value == text.trim()) => {
                Given::Text(text.trim().to_owned())
            }
            (PolicyKind::Flag, Self::Flag(yes)) => Given::Flag(yes),
            (PolicyKind::Flag, Self::Number(number @ 0..=1)) => Given::Flag(number == 1),
            (PolicyKind::Number { min, max }, Self::Number(number)) => {
                let number = u32::try_from(number).ok().filter(|number| (min..=max).contains(&number));
                Given::Number(number.ok_or_else(|| format!("must be {}", kind.words()))?)
            }
            (PolicyKind::List, Self::List(items)) => Given::List(trimmed(items.iter().map(String::as_str))),
            (PolicyKind::List, Self::Text(text)) => Given::List(trimmed(text.split(','))),
            (_, raw) => return Err(format!("must be {}, not {}", kind.words(), raw.shown())),
        };
        Ok(given)
    }

    fn shown(&self) -> String {
        match self {
            Self::Text(text) => format!("{:?}", text.chars().take(80).collect::<String>()),
            Self::Number(number) => number.to_string(),
            Self::Flag(yes) => yes.to_string(),
            Self::List(_) => "a list".to_owned(),
            Self::Other(what) => (*what).to_owned(),
        }
    }
}

fn trimmed<'a>(items: impl Iterator<Item = &'a str>) -> Vec<String> {
    items.map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

impl Given {
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Flag(yes) => yes.to_string(),
            Self::List(items) => items.join(", "),
        }
    }

    pub(super) fn to_toml(&self) -> Toml {
        match self {
            Self::Text(text) => Toml::from(text.as_str()),
            Self::Number(number) => Toml::from(i64::from(*number)),
            Self::Flag(yes) => Toml::from(*yes),
            Self::List(items) => Toml::Array(items.iter().map(String::as_str).collect()),
        }
    }

    fn text(self) -> Result<String, String> {
        match self {
            Self::Text(text) => Ok(text),
            other => Err(format!("must be text, not {}", other.shown())),
        }
    }

    fn number(&self) -> Result<u32, String> {
        match self {
            Self::Number(number) => Ok(*number),
            other => Err(format!("must be a number, not {}", other.shown())),
        }
    }

    fn items(self) -> Vec<String> {
        match self {
            Self::List(items) => items,
            Self::Text(text) => vec![text],
            other => vec![other.shown()],
        }
    }
}

/// A type that a field of the policy can have. Each error is the end of a sentence that says what is wrong.
pub(super) trait Field: Sized {
    fn from_given(given: Given) -> Result<Self, String>;
}

impl Field for String {
    fn from_given(given: Given) -> Result<Self, String> {
        given.text()
    }
}

impl Field for bool {
    fn from_given(given: Given) -> Result<Self, String> {
        Ok(given == Given::Flag(true))
    }
}

impl Field for u16 {
    fn from_given(given: Given) -> Result<Self, String> {
        Self::try_from(given.number()?).map_err(|_| "is too large".to_owned())
    }
}

impl Field for NonZeroU32 {
    fn from_given(given: Given) -> Result<Self, String> {
        Self::new(given.number()?).ok_or_else(|| "must be at least 1".to_owned())
    }
}

impl Field for Date {
    fn from_given(given: Given) -> Result<Self, String> {
        let text = given.text()?;
        text.parse().map_err(|_| format!("must be a date like 2027-01-31, not {text:?}"))
    }
}

impl Field for Url {
    fn from_given(given: Given) -> Result<Self, String> {
        http::base(&given.text()?).map_err(|error| error.to_string())
    }
}

impl Field for PathBuf {
    fn from_given(given: Given) -> Result<Self, String> {
        let text = given.text()?;
        let is_full = Path::new(&text).is_absolute() && !text.contains('\0');
        if is_full { Ok(Self::from(text)) } else { Err(format!("must be a full path, not {text:?}")) }
    }
}

impl Field for VersionLock {
    fn from_given(given: Given) -> Result<Self, String> {
        let text = given.text()?;
        match text.parse() {
            Ok(ReleaseRequest::Latest) => Ok(Self::Latest),
            Ok(ReleaseRequest::Line(line)) => Ok(Self::Line(line)),
            Ok(ReleaseRequest::Exact(version)) => Ok(Self::Exact(version)),
            _ => Err(format!("must be latest, a line or a release, not {text:?}")),
        }
    }
}

impl<T: Named> Field for T {
    fn from_given(given: Given) -> Result<Self, String> {
        let text = given.text()?;
        Self::named(&text).ok_or_else(|| format!("must be {}, not {text:?}", Self::ONE))
    }
}

impl Field for Vec<VersionRule> {
    fn from_given(given: Given) -> Result<Self, String> {
        given.items().iter().map(|item| item.parse()).collect()
    }
}

impl Field for Vec<Target> {
    fn from_given(given: Given) -> Result<Self, String> {
        let of_item = |item: &String| item.parse().map_err(|error: NotTarget| error.to_string());
        given.items().iter().map(of_item).collect()
    }
}

/// The names of settings.
impl Field for Vec<&'static str> {
    fn from_given(given: Given) -> Result<Self, String> {
        let of_item = |name: &String| settings::find(name).map(|key| key.name).map_err(|error| error.to_string());
        given.items().iter().map(of_item).collect()
    }
}
