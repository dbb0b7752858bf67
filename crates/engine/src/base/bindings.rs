//! What types of other crates are called in TypeScript. Nothing here exists at run time.
#![allow(dead_code)]

/// A moment, RFC 3339 in UTC.
#[derive(specta::Type)]
#[specta(type = String)]
pub(crate) struct Timestamp;

/// A value of a setting.
#[derive(serde::Serialize, specta::Type)]
#[serde(untagged)]
pub(crate) enum SettingValue {
    None,
    Choice(bool),
    Number(u32),
    Text(String),
    List(Vec<String>),
}
