//! A value of the registry, byte for byte: reading and writing it.
use std::io;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::lossless::units_from_bytes;
use super::{EnvironmentError, Result};
use crate::base::words::{Sentence, Statement};
use crate::machine::platform;

/// Windows ignores the letter case of this name.
pub(super) const PATH: &str = "Path";

pub(super) const REG_SZ: u32 = 1;
pub(super) const REG_EXPAND_SZ: u32 = 2;

/// Exactly as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct RegistryValue {
    /// The number of its type: 1 is `REG_SZ`, 2 is `REG_EXPAND_SZ`.
    pub kind: u32,
    /// For text: UTF-16, little-endian, usually with a NUL at the end.
    pub bytes: Vec<u8>,
}

/// `None` if the value or its key is missing.
pub(super) fn read(key: &str, name: &str) -> Result<Option<RegistryValue>> {
    let failed = |source| EnvironmentError::Registry { key: key.to_owned(), source };
    Ok(platform::registry_get(key, name).map_err(failed)?.map(|(kind, bytes)| RegistryValue { kind, bytes }))
}

/// `None` deletes the value.
pub(super) fn write(key: &str, name: &str, value: Option<&RegistryValue>) -> io::Result<()> {
    let place = place(key, name);
    if let Some(RegistryValue { kind, bytes }) = value {
        crate::machine::fault::reach("registry-set", place.as_ref())?;
        platform::registry_set(key, name, *kind, bytes)
    } else {
        crate::machine::fault::reach("registry-remove", place.as_ref())?;
        platform::registry_remove(key, name)
    }
}

pub(super) fn place(key: &str, name: &str) -> String {
    format!(r"{key}\{name}")
}

impl RegistryValue {
    /// Text with a final NUL, for tests and messages.
    pub fn text_of_kind(kind: u32, text: &str) -> Self {
        Self { kind, bytes: text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect() }
    }

    pub(super) fn shown(&self) -> String {
        String::from_utf16_lossy(&self.text().unwrap_or_default())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text().is_ok_and(|units| units.is_empty())
    }

    /// The text without the NULs at its end. If it is not text, the error names the value with `place`.
    pub(super) fn text_in(&self, place: &str) -> Result<Vec<u16>> {
        self.text().map_err(|why| EnvironmentError::NoText { place: place.to_owned(), why })
    }

    /// The text without the NULs at its end, or the reason why it is not text.
    pub(crate) fn text(&self) -> Result<Vec<u16>, Statement> {
        if !matches!(self.kind, REG_SZ | REG_EXPAND_SZ) {
            return Err(say!(HasType { type: kind_name(self.kind) }));
        }
        if self.bytes.len() % 2 == 1 {
            return Err(Sentence::EndsInHalf.into());
        }
        let mut units = units_from_bytes(&self.bytes, u16::from_le_bytes);
        units.truncate(units.iter().rposition(|unit| *unit != 0).map_or(0, |last| last + 1));
        if units.contains(&0) {
            return Err(Sentence::HasNul.into());
        }
        Ok(units)
    }
}

fn kind_name(kind: u32) -> String {
    match kind {
        0 => "REG_NONE".to_owned(),
        3 => "REG_BINARY".to_owned(),
        4 => "REG_DWORD".to_owned(),
        7 => "REG_MULTI_SZ".to_owned(),
        11 => "REG_QWORD".to_owned(),
        other => format!("number {other}"),
    }
}

impl std::fmt::Debug for RegistryValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = String::from_utf16_lossy(&units_from_bytes(&self.bytes, u16::from_le_bytes));
        write!(f, "RegistryValue({}, {text:?})", self.kind)
    }
}

/// Stored as text if the text can be converted back to exactly the same bytes.
#[answer(Serialize, Deserialize)]
struct StoredValue {
    kind: u32,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default, with = "super::lossless::bytes_or_none")]
    bytes: Option<Vec<u8>>,
}

impl Serialize for RegistryValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let units = units_from_bytes(&self.bytes, u16::from_le_bytes);
        let text = String::from_utf16(units.strip_suffix(&[0]).unwrap_or(&units)).ok();
        let text = text.filter(|text| Self::text_of_kind(self.kind, text) == *self);
        let bytes = text.is_none().then(|| self.bytes.clone());
        StoredValue { kind: self.kind, text, bytes }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RegistryValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = StoredValue::deserialize(deserializer)?;
        Ok(match (stored.text, stored.bytes) {
            (Some(text), _) => Self::text_of_kind(stored.kind, &text),
            (None, bytes) => Self { kind: stored.kind, bytes: bytes.unwrap_or_default() },
        })
    }
}
