//! PATH in the registry of Windows: the stored value, and the value as data.
use std::collections::BTreeMap;
use std::ffi::OsString;

use super::change::{Change, Write};
use super::registry_value::{PATH, REG_EXPAND_SZ, REG_SZ, RegistryValue, place, read};
use super::search_path::{End, SearchPath};
use super::syntax::{Lookup, Syntax};
use super::{PathEdit, Result, search_path};
use crate::machine::platform;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryEnvironment {
    /// The user's variables, `HKCU\Environment`. Tests use their own key.
    pub user_key: String,
    /// The machine-wide variables, which come first in a new terminal's PATH. Only an administrator may write them.
    pub machine_key: String,
    /// The variables that every session has, but that are in neither key.
    pub session: BTreeMap<String, OsString>,
}

pub const USER_KEY: &str = r"HKCU\Environment";
pub const MACHINE_KEY: &str = r"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment";

/// The variables that Windows sets at sign-in, and that are in no registry key that a program may read.
const SESSION: [&str; 22] = [
    "ALLUSERSPROFILE", "APPDATA", "CommonProgramFiles", "CommonProgramFiles(x86)", "CommonProgramW6432",
    "COMPUTERNAME", "HOMEDRIVE", "HOMEPATH", "LOCALAPPDATA", "LOGONSERVER", "ProgramData", "ProgramFiles",
    "ProgramFiles(x86)", "ProgramW6432", "PUBLIC", "SystemDrive", "SystemRoot", "USERDOMAIN", "USERNAME",
    "USERPROFILE", "windir", "OneDrive",
];

impl RegistryEnvironment {
    /// `variables` provides the values that Windows sets at sign-in.
    pub fn of_user(variables: Lookup<'_>) -> Self {
        // A shell may have another USERPROFILE, which a new terminal does not get.
        let session = |name: &str| match name {
            "USERPROFILE" => platform::own_profile().or_else(|| variables(name)),
            _ => variables(name),
        };
        Self::at(USER_KEY, MACHINE_KEY, &session)
    }

    pub fn at(user_key: impl Into<String>, machine_key: impl Into<String>, variables: Lookup<'_>) -> Self {
        let session = SESSION.iter().filter_map(|name| Some((name.to_uppercase(), variables(name)?)));
        Self { user_key: user_key.into(), machine_key: machine_key.into(), session: session.collect() }
    }

    /// The value in a new terminal of this user. PATH itself is not supported.
    pub fn variable(&self, name: &str) -> Option<OsString> {
        if name.eq_ignore_ascii_case(PATH) {
            return None;
        }
        let stored = |key: &str| self.stored(key, name);
        stored(&self.user_key).or_else(|| stored(&self.machine_key)).or_else(|| self.session(name))
    }

    /// The value is expanded.
    pub(super) fn stored(&self, key: &str, name: &str) -> Option<OsString> {
        let (kind, units) = read_text(key, name).ok().flatten()?;
        // Only the session's variables are resolved: enough for `%USERPROFILE%\go`, and no recursion.
        Some(platform::from_units(&expand(kind, &units, &|name| self.session(name))))
    }

    /// The entries are expanded.
    pub(super) fn path_at(&self, key: &str) -> Result<SearchPath> {
        let Some((kind, units)) = read_text(key, PATH)? else {
            return Ok(SearchPath::from_units(Syntax::Windows, &[]));
        };
        Ok(SearchPath::from_units(Syntax::Windows, &expand(kind, &units, &|name| self.variable(name))))
    }

    /// The value of the variable at `key` in a new terminal; `None` if there is none.
    pub(super) fn value_at(&self, key: &str, name: &str) -> Result<Option<OsString>> {
        let value =
            |(kind, units): (u32, Vec<u16>)| platform::from_units(&expand(kind, &units, &|name| self.variable(name)));
        Ok(read_text(key, name)?.map(value))
    }

    fn session(&self, name: &str) -> Option<OsString> {
        self.session.get(&name.to_uppercase()).cloned()
    }
}

pub(super) fn prepare_path(registry: &RegistryEnvironment, key: &str, edits: &[PathEdit]) -> Result<Option<Change>> {
    let before = read(key, PATH)?;
    let after = edit(key, key == registry.user_key, before.as_ref(), edits, &|name| registry.variable(name))?;
    // An empty value was created by Upgo, or counts as missing.
    let is_rest =
        |after: &RegistryValue| after.is_empty() && edits.iter().all(|edit| matches!(edit, PathEdit::Remove(_)));
    let (key, name) = (key.to_owned(), PATH.to_owned());
    let write = |after| Write::Value { key, name, before, after: Some(after).filter(|after| !is_rest(after)) };
    Ok(after.map(|after| Change::edit(vec![write(after)]).by(edits)))
}

/// `value` with another text, or none. The type stays the same. A new value has the type `REG_EXPAND_SZ` if its text
/// contains `%NAME%`. `place` names the value in messages.
pub(super) fn with_text(
    place: &str,
    value: Option<&RegistryValue>,
    text: Option<&str>,
) -> Result<Option<RegistryValue>> {
    let before = value.map(|value| value.text_in(place)).transpose()?;
    let Some(text) = text else { return Ok(None) };
    let units: Vec<u16> = text.encode_utf16().collect();
    if before.as_ref() == Some(&units) {
        return Ok(value.cloned());
    }
    if let Some(limit) = Syntax::Windows.limit().filter(|limit| units.len() > *limit) {
        return Err(search_path::EditRefusal::TooLong { length: units.len(), limit }.into());
    }
    let new = if search_path::has_variable(&units) { REG_EXPAND_SZ } else { REG_SZ };
    Ok(Some(RegistryValue::text_of_kind(value.map_or(new, |value| value.kind), text)))
}

/// `None` if there is nothing to do. Only in the user's own PATH may a folder be named by the variable of the profile.
pub fn edit(
    key: &str,
    is_own: bool,
    value: Option<&RegistryValue>,
    edits: &[PathEdit],
    variables: Lookup<'_>,
) -> Result<Option<RegistryValue>> {
    let old = path_of(&place(key, PATH), value)?;
    let literal: Lookup<'_> = &|_| None;
    // Windows expands variables only in a REG_EXPAND_SZ.
    let variables = if value.is_none_or(|value| value.kind == REG_EXPAND_SZ) { variables } else { literal };
    let written = if is_own { variables } else { literal };
    let mut path = old.clone();
    for edit in edits {
        let edited = match edit {
            PathEdit::PutFirst(dir) => search_path::put_first(&path, dir, variables, written)?,
            PathEdit::AppendLast(dir) => search_path::append_last(&path, dir, variables, written)?,
            PathEdit::Remove(dir) => search_path::remove(&path, dir, variables),
            PathEdit::MoveFirst(dir) => search_path::move_to(&path, dir, End::First, variables)?,
            PathEdit::MoveLast(dir) => search_path::move_to(&path, dir, End::Last, variables)?,
            PathEdit::MoveTo { dir, position } => search_path::move_to(&path, dir, End::At(*position), variables)?,
            PathEdit::Deduplicate => search_path::deduplicate(&path, variables),
        };
        path = edited.unwrap_or(path);
    }
    Ok((path != old).then(|| with_path(value, &path)))
}

/// A value that is not text is left alone.
pub(super) fn path_of(place: &str, value: Option<&RegistryValue>) -> Result<SearchPath> {
    let units = value.map(|value| value.text_in(place)).transpose()?.unwrap_or_default();
    Ok(SearchPath::from_units(Syntax::Windows, &units))
}

/// `value` with another text, of the same type, or `REG_EXPAND_SZ` for a new value.
pub(super) fn with_path(value: Option<&RegistryValue>, path: &SearchPath) -> RegistryValue {
    let kind = value.map_or(REG_EXPAND_SZ, |value| value.kind);
    RegistryValue { kind, bytes: path.to_units().into_iter().chain([0]).flat_map(u16::to_le_bytes).collect() }
}

/// The text that `name` stands for, and its type; `None` if there is none.
fn read_text(key: &str, name: &str) -> Result<Option<(u32, Vec<u16>)>> {
    let text = |value: RegistryValue| Ok((value.kind, value.text_in(&place(key, name))?));
    read(key, name)?.map(text).transpose()
}

fn expand(kind: u32, units: &[u16], variables: Lookup<'_>) -> Vec<u16> {
    if kind == REG_EXPAND_SZ { Syntax::Windows.expand(units, variables) } else { units.to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Services and other accounts have another profile, so the administrator's process refuses a variable.
    #[test]
    fn only_the_path_of_the_user_names_the_profile_by_its_variable() {
        let variables = |name: &str| (name == "USERPROFILE").then(|| r"C:\Users\mei".into());
        let text = |text: &str| RegistryValue::text_of_kind(REG_EXPAND_SZ, text);
        for (is_own, folder) in [(true, r"%USERPROFILE%\go"), (false, r"C:\Users\mei\go")] {
            for (edit_of, expected) in [
                (PathEdit::AppendLast as fn(_) -> _, format!(r"C:\first;{folder}")),
                (PathEdit::PutFirst, format!(r"{folder};C:\first")),
            ] {
                let edits = [edit_of(r"C:\Users\mei\go".into())];
                let after = edit("key", is_own, Some(&text(r"C:\first")), &edits, &variables).unwrap();
                assert_eq!(after, Some(text(&expected)));
            }
        }
    }

    /// An administrator wrote it so: for this user it is the same folder.
    #[test]
    fn a_folder_that_is_named_by_the_variable_is_on_path_once() {
        let variables = |name: &str| name.eq_ignore_ascii_case("USERPROFILE").then(|| r"C:\Users\mei".into());
        let text = |text: &str| RegistryValue::text_of_kind(REG_EXPAND_SZ, text);
        for entry in [r"%USERPROFILE%\go", r"%UserProfile%\GO\", r#""%userprofile%/go""#] {
            for (is_own, folder) in [(true, r"%USERPROFILE%\go"), (false, r"C:\Users\mei\go")] {
                let of = |value: String, edit_of: fn(std::path::PathBuf) -> PathEdit| {
                    let edits = [edit_of(r"C:\Users\mei\go".into())];
                    edit("key", is_own, Some(&text(&value)), &edits, &variables).unwrap()
                };
                assert_eq!(of(format!(r"C:\first;{entry}"), PathEdit::AppendLast), None);
                assert_eq!(of(format!(r"{entry};C:\last"), PathEdit::PutFirst), None);
                let moved = text(&format!(r"{folder};C:\first"));
                assert_eq!(of(format!(r"C:\first;{entry}"), PathEdit::PutFirst), Some(moved));
            }
        }
    }
}
