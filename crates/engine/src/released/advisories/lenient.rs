//! Lenient parsing of foreign JSON. A missing value, `null` or another type is absent, and does not hide the rest.
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::base::display;

/// The value, or its default if it cannot be parsed.
pub(super) fn value<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(from)?).unwrap_or_default())
}

/// The elements of the list that can be parsed.
pub(super) fn list<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Vec<T>, D::Error> {
    let Value::Array(values) = Value::deserialize(from)? else { return Ok(Vec::new()) };
    Ok(values.into_iter().filter_map(|value| serde_json::from_value(value).ok()).collect())
}

/// One line of at most 500 characters. Those that would change the text around them are escaped.
pub(super) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(plain(&value::<D, String>(from)?))
}

pub(super) fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(list::<D, String>(from)?.iter().map(|text| plain(text)).filter(|text| !text.is_empty()).collect())
}

fn plain(text: &str) -> String {
    let line = display::one_line(text.split_whitespace().collect::<Vec<_>>().join(" "));
    let shortened: String = line.chars().take(500).collect();
    shortened.trim_end().to_owned()
}
