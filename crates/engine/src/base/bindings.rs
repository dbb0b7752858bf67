//! The TypeScript names of types from other crates. Nothing here exists at run time.
#![expect(dead_code, reason = "only their TypeScript names are used")]

/// A point in time, RFC 3339 in UTC.
#[derive(specta::Type)]
#[specta(type = String)]
pub struct Timestamp;

#[derive(serde::Serialize, specta::Type)]
#[serde(untagged)]
pub(crate) enum SettingValue {
    None,
    Choice(bool),
    Number(u32),
    Text(String),
    List(Vec<String>),
}
