//! PATH in the registry of Windows: the value as it is stored, and as data.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::change::{Change, Write};
use super::lossless::units_from_bytes;
use super::search_path::{End, SearchPath};
use super::syntax::{Lookup, Syntax};
use super::{EnvironmentError, PathEdit, search_path};
use crate::platform;

/// The name of the value. Windows does not care about its letter case.
pub(super) const PATH: &str = "Path";
const REG_SZ: u32 = 1;
const REG_EXPAND_SZ: u32 = 2;

/// A value of the registry exactly as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct RegistryValue {
    /// The number of its kind: 1 is `REG_SZ`, 2 `REG_EXPAND_SZ`.
    pub kind: u32,
    /// UTF-16, little-endian, for a text usually with a NUL at the end.
    pub bytes: Vec<u8>,
}

/// Where Windows keeps the environment of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryEnvironment {
    /// The user's variables, `HKCU\Environment`. Tests give a key of their own.
    pub user_key: String,
    /// The machine's, which come first in a new terminal's PATH. It is only read.
    pub machine_key: String,
    /// The variables that every session has and that are in neither key.
    pub session: BTreeMap<String, OsString>,
}

/// The user's variables.
pub const USER_KEY: &str = r"HKCU\Environment";
/// The machine's variables.
pub const MACHINE_KEY: &str = r"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment";

/// What Windows sets at log-on, so that it is in no registry key which a program may read.
const SESSION: [&str; 22] = [
    "ALLUSERSPROFILE",
    "APPDATA",
    "CommonProgramFiles",
    "CommonProgramFiles(x86)",
    "CommonProgramW6432",
    "COMPUTERNAME",
    "HOMEDRIVE",
    "HOMEPATH",
    "LOCALAPPDATA",
    "LOGONSERVER",
    "ProgramData",
    "ProgramFiles",
    "ProgramFiles(x86)",
    "ProgramW6432",
    "PUBLIC",
    "SystemDrive",
    "SystemRoot",
    "USERDOMAIN",
    "USERNAME",
    "USERPROFILE",
    "windir",
    "OneDrive",
];

impl RegistryEnvironment {
    /// The keys of this user and this machine. `variables` is asked for what Windows sets at log-on.
    pub fn of_user(variables: Lookup<'_>) -> Self {
        Self::at(USER_KEY, MACHINE_KEY, variables)
    }

    /// Other keys, for tests.
    pub fn at(user_key: impl Into<String>, machine_key: impl Into<String>, variables: Lookup<'_>) -> Self {
        let session = SESSION.iter().filter_map(|name| Some((name.to_uppercase(), variables(name)?)));
        Self { user_key: user_key.into(), machine_key: machine_key.into(), session: session.collect() }
    }

    /// The value of a variable in a new terminal of this user. PATH itself is not answered.
    pub fn variable(&self, name: &str) -> Option<OsString> {
        if name.eq_ignore_ascii_case(PATH) {
            return None;
        }
        let stored = |key: &str| read_text(key, name).ok().flatten();
        match stored(&self.user_key).or_else(|| stored(&self.machine_key)) {
            // What a variable refers to is looked up among the session's only: enough for `%USERPROFILE%\go`, and it ends.
            Some((kind, units)) => Some(platform::from_units(&expand(kind, &units, &|name| self.session(name)))),
            None => self.session(name),
        }
    }

    /// The entries of PATH at `key`, expanded.
    pub(super) fn path_at(&self, key: &str) -> Result<SearchPath, EnvironmentError> {
        let Some((kind, units)) = read_text(key, PATH)? else {
            return Ok(SearchPath::from_units(Syntax::Windows, &[]));
        };
        Ok(SearchPath::from_units(Syntax::Windows, &expand(kind, &units, &|name| self.variable(name))))
    }

    /// The text of a variable at `key`, and what it stands for; `None` where there is none.
    pub(super) fn text_at(&self, key: &str, name: &str) -> Result<Option<Text>, EnvironmentError> {
        let text = |(kind, units): (u32, Vec<u16>)| Text {
            value: platform::from_units(&expand(kind, &units, &|name| self.variable(name))),
            expands: kind == REG_EXPAND_SZ,
            units,
        };
        Ok(read_text(key, name)?.map(text))
    }

    fn session(&self, name: &str) -> Option<OsString> {
        self.session.get(&name.to_uppercase()).cloned()
    }
}

/// A text of the registry.
pub(super) struct Text {
    /// As it is written.
    pub(super) units: Vec<u16>,
    /// Whether Windows replaces `%NAME%` in it.
    pub(super) expands: bool,
    /// What a new terminal gets.
    pub(super) value: OsString,
}

/// Reads a value; `None` if it or its key is missing.
pub(super) fn read(key: &str, name: &str) -> Result<Option<RegistryValue>, EnvironmentError> {
    let failed = |source| EnvironmentError::Registry { key: key.to_owned(), source };
    Ok(platform::registry_get(key, name).map_err(failed)?.map(|(kind, bytes)| RegistryValue { kind, bytes }))
}

/// Writes a value, or deletes it.
pub(super) fn write(key: &str, name: &str, value: Option<&RegistryValue>) -> io::Result<()> {
    let place = place(key, name);
    if let Some(RegistryValue { kind, bytes }) = value {
        crate::fault::reach("registry-set", place.as_ref())?;
        platform::registry_set(key, name, *kind, bytes)
    } else {
        crate::fault::reach("registry-remove", place.as_ref())?;
        platform::registry_remove(key, name)
    }
}

/// What `edits` change in PATH at `key`.
pub(super) fn prepare_path(
    registry: &RegistryEnvironment,
    key: &str,
    edits: &[PathEdit],
) -> Result<Option<Change>, EnvironmentError> {
    let before = read(key, PATH)?;
    let after = edit(key, before.as_ref(), edits, &|name| registry.variable(name))?;
    // A value with nothing in it was made by Upgo, or is as good as none.
    let is_rest =
        |after: &RegistryValue| after.is_empty() && edits.iter().all(|edit| matches!(edit, PathEdit::Remove(_)));
    let (key, name) = (key.to_owned(), PATH.to_owned());
    let write = |after| Write::Value { key, name, before, after: Some(after).filter(|after| !is_rest(after)) };
    Ok(after.map(|after| Change::edit(vec![write(after)])))
}

/// `value` with another text, or none: of the same kind, or where there was none `REG_EXPAND_SZ` for a text with
/// `%NAME%` in it. `place` names it for people.
pub(super) fn with_text(
    place: &str,
    value: Option<&RegistryValue>,
    text: Option<&str>,
) -> Result<Option<RegistryValue>, EnvironmentError> {
    let before = value.map(|value| value.text_in(place)).transpose()?;
    let Some(text) = text else { return Ok(None) };
    let units: Vec<u16> = text.encode_utf16().collect();
    if before.as_ref() == Some(&units) {
        return Ok(value.cloned());
    }
    if let Some(limit) = Syntax::Windows.limit().filter(|limit| units.len() > *limit) {
        return Err(search_path::Refusal::TooLong { length: units.len(), limit }.into());
    }
    let new = if search_path::has_variable(&units) { REG_EXPAND_SZ } else { REG_SZ };
    Ok(Some(RegistryValue::text_of_kind(value.map_or(new, |value| value.kind), text)))
}

/// The value after `edits`; `None` if nothing is to be done.
pub(super) fn edit(
    key: &str,
    value: Option<&RegistryValue>,
    edits: &[PathEdit],
    variables: Lookup<'_>,
) -> Result<Option<RegistryValue>, EnvironmentError> {
    let old = path_of(&place(key, PATH), value)?;
    let literal: Lookup<'_> = &|_| None;
    // Windows expands the variables of a REG_EXPAND_SZ only.
    let variables = if value.is_none_or(|value| value.kind == REG_EXPAND_SZ) { variables } else { literal };
    let mut path = old.clone();
    for edit in edits {
        let edited = match edit {
            PathEdit::PutFirst(dir) => search_path::put_first(&path, dir, variables)?,
            PathEdit::AppendLast(dir) => search_path::append_last(&path, dir, variables)?,
            PathEdit::Remove(dir) => search_path::remove(&path, dir, variables),
            PathEdit::MoveFirst(dir) => search_path::move_to(&path, dir, End::First, variables)?,
            PathEdit::MoveLast(dir) => search_path::move_to(&path, dir, End::Last, variables)?,
            PathEdit::Deduplicate => search_path::deduplicate(&path, variables),
        };
        path = edited.unwrap_or(path);
    }
    Ok((path != old).then(|| with_path(value, &path)))
}

/// The value as data. One that is no text is left alone.
pub(super) fn path_of(place: &str, value: Option<&RegistryValue>) -> Result<SearchPath, EnvironmentError> {
    let units = value.map(|value| value.text_in(place)).transpose()?.unwrap_or_default();
    Ok(SearchPath::from_units(Syntax::Windows, &units))
}

/// `value` with another text: of the same kind, or `REG_EXPAND_SZ` where there was none.
pub(super) fn with_path(value: Option<&RegistryValue>, path: &SearchPath) -> RegistryValue {
    let kind = value.map_or(REG_EXPAND_SZ, |value| value.kind);
    RegistryValue { kind, bytes: path.to_units().into_iter().chain([0]).flat_map(u16::to_le_bytes).collect() }
}

/// The text that `name` stands for, and its kind; `None` where there is none.
fn read_text(key: &str, name: &str) -> Result<Option<(u32, Vec<u16>)>, EnvironmentError> {
    let text = |value: RegistryValue| Ok((value.kind, value.text_in(&place(key, name))?));
    read(key, name)?.map(text).transpose()
}

/// A value of the registry, for people.
pub(super) fn place(key: &str, name: &str) -> String {
    format!(r"{key}\{name}")
}

fn expand(kind: u32, units: &[u16], variables: Lookup<'_>) -> Vec<u16> {
    if kind == REG_EXPAND_SZ { Syntax::Windows.expand(units, variables) } else { units.to_vec() }
}

impl RegistryValue {
    /// A text with its NUL, for tests and messages.
    pub fn text_of_kind(kind: u32, text: &str) -> Self {
        Self { kind, bytes: text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect() }
    }

    /// The text, for people.
    pub(super) fn shown(&self) -> String {
        String::from_utf16_lossy(&self.text().unwrap_or_default())
    }

    /// Whether it is a text without a character.
    pub(super) fn is_empty(&self) -> bool {
        self.text().is_ok_and(|units| units.is_empty())
    }

    /// The text without the NULs at its end; `place` names the value where it is none.
    pub(super) fn text_in(&self, place: &str) -> Result<Vec<u16>, EnvironmentError> {
        self.text().map_err(|why| EnvironmentError::NoText { place: place.to_owned(), why })
    }

    /// The same, or why it is none.
    fn text(&self) -> Result<Vec<u16>, String> {
        if !matches!(self.kind, REG_SZ | REG_EXPAND_SZ) {
            return Err(format!("is of the kind {}, not a text", kind_name(self.kind)));
        }
        if self.bytes.len() % 2 == 1 {
            return Err("has half a character at its end".to_owned());
        }
        let mut units = units_from_bytes(&self.bytes, u16::from_le_bytes);
        units.truncate(units.iter().rposition(|unit| *unit != 0).map_or(0, |last| last + 1));
        if units.contains(&0) {
            return Err("has a NUL character in the middle, where most programs stop to read".to_owned());
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

/// As text where exactly the text gives the bytes back.
#[derive(Serialize, Deserialize)]
struct Stored {
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
        Stored { kind: self.kind, text, bytes }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RegistryValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = Stored::deserialize(deserializer)?;
        Ok(match (stored.text, stored.bytes) {
            (Some(text), _) => Self::text_of_kind(stored.kind, &text),
            (None, bytes) => Self { kind: stored.kind, bytes: bytes.unwrap_or_default() },
        })
    }
}
