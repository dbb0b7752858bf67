//! For fuzzing: PATH in both forms, the files of variables, and the files of shells.
use crate::fuzz_tests::{read_back, same_again};
use std::ffi::OsString;
use std::path::Path;

use super::editor_settings::{selecting, value_of, with, without};
use super::profile_line::{Without, add_line, has_line, move_last, remove_line, takes_effect};
use super::registry_value::RegistryValue;
use super::script::{Script, ShellLanguage};
use super::{End, SearchPath, Syntax, append_last, deduplicate, go_env, move_to, put_first, remove};

pub(crate) fn path_on_unix(bytes: &[u8]) {
    let units: Vec<u16> = bytes.iter().copied().map(u16::from).collect();
    path(Syntax::Unix, &units, Path::new("/home/me/.upgo/bin"));
}

pub(crate) fn path_on_windows(bytes: &[u8]) {
    let units = match str::from_utf8(bytes) {
        Ok(text) => text.encode_utf16().collect(),
        Err(_) => super::lossless::units_from_bytes(bytes, u16::from_le_bytes),
    };
    path(Syntax::Windows, &units, Path::new(r"C:\Users\me\upgo\bin"));
}

/// What is read is written as it was, and an edit changes the entries of one folder only.
fn path(syntax: Syntax, units: &[u16], dir: &Path) {
    let variables = |name: &str| -> Option<OsString> {
        match name.to_ascii_uppercase().as_str() {
            "USERPROFILE" => Some(r"C:\Users\me".into()),
            "GOROOT" => Some(r"%GOROOT%;C:\Go".into()),
            _ => None,
        }
    };
    let read = |path: &SearchPath| SearchPath::from_units(syntax, &path.to_units());
    let others = |path: &SearchPath| -> Vec<Vec<u16>> {
        let own = syntax.comparable_dir(dir);
        path.entries().iter().filter(|entry| path.comparable(entry, &variables) != own).cloned().collect()
    };
    let path = SearchPath::from_units(syntax, units);
    assert_eq!(path.to_units(), units);
    assert!(path.folders().len() <= path.shown().len());
    assert_eq!(path.entries_with_folders(&variables).len(), path.entries().len());
    let edits = [
        put_first(&path, dir, &variables, &variables),
        append_last(&path, dir, &variables, &variables),
        move_to(&path, dir, End::Last, &variables),
        move_to(&path, dir, End::At(2), &variables),
    ];
    // Without any entry, and with a single empty one, the value is the same.
    let is_empty = |entries: &[Vec<u16>]| entries.iter().all(Vec::is_empty) && entries.len() < 2;
    for edited in edits.into_iter().flatten().flatten() {
        assert!(edited.contains(dir, &variables), "{edited:?}");
        assert_eq!(others(&edited), others(&path), "{path:?} {edited:?}");
        assert_eq!(read(&edited), edited);
        assert_ne!(edited, path);
    }
    if let Ok(Some(first)) = put_first(&path, dir, &variables, &variables) {
        assert!(matches!(put_first(&first, dir, &variables, &variables), Ok(None)), "{first:?}");
        assert!(matches!(append_last(&first, dir, &variables, &variables), Ok(None)), "{first:?}");
    }
    if let Some(removed) = remove(&path, dir, &variables) {
        assert!(!removed.contains(dir, &variables), "{removed:?}");
        assert!(others(&removed) == others(&path) || (is_empty(&others(&path)) && is_empty(removed.entries())));
        assert_eq!(read(&removed), removed);
    }
    if let Some(once) = deduplicate(&path, &variables) {
        assert!(deduplicate(&once, &variables).is_none(), "{once:?}");
        assert_eq!(read(&once), once);
    }
}

/// A value of the registry: its type, and its bytes.
pub(crate) fn registry_value(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let value = RegistryValue { kind: u32::from(*kind), bytes: bytes.to_vec() };
    same_again(&value);
    if let Ok(units) = value.text() {
        assert!(!units.contains(&0));
        let path = SearchPath::from_units(Syntax::Windows, &units);
        assert_eq!(path.to_units(), units);
    }
    read_back::<RegistryValue>(bytes);
}

/// The file of `go env -w`: an edit changes one value only.
pub(crate) fn go_env(bytes: &[u8]) {
    const NAME: &str = "GOBIN";
    let others = |file: &[u8]| {
        let mut values = go_env::values_in(file);
        values.remove(NAME);
        values
    };
    let set = go_env::with_value(bytes, NAME, Some(b"/x y"));
    assert_eq!(go_env::value_in(&set, NAME), Some(&b"/x y"[..]));
    let unset = go_env::with_value(&set, NAME, None);
    assert_eq!(go_env::value_in(&unset, NAME), None);
    assert_eq!(others(&set), others(bytes));
    assert_eq!(others(&unset), others(bytes));
    assert_eq!(go_env::with_value(&set, NAME, Some(b"/x y")), set);
}

/// The settings of an editor: what selects a Go is removed, and an edit changes nothing else.
pub(crate) fn editor_settings(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let Ok(settings) = selecting(text) else { return };
    let mut rest = text.to_owned();
    for setting in settings.iter().rev() {
        let next = without(&rest, setting).ok().flatten().unwrap_or_default();
        assert!(!next.is_empty() && next.len() < rest.len(), "{setting:?} stays in {rest:?}: {next:?}");
        rest = next;
    }
    assert_eq!(selecting(&rest), Ok(Vec::new()), "{rest:?}");
    if let Some(setting) = settings.first()
        && let Ok(Some(again)) = with(&rest, setting)
    {
        assert_eq!(value_of(&again, setting), Ok(Some(setting.value.clone())), "{again:?}");
        assert!(without(&again, setting).is_ok_and(|text| text.is_some()), "{again:?}");
    }
}

/// A script in the home: what it says is written so that it is read again.
pub(crate) fn script(bytes: &[u8]) {
    let script = Script::parse(bytes);
    for language in [ShellLanguage::Posix, ShellLanguage::Fish] {
        assert_eq!(Script::parse(&script.render(language)), script, "{language:?}");
    }
    assert_eq!(script.revert(&script, &script), script);
    assert_eq!(script.with_variable("GOBIN", Some("x")).with_variable("GOBIN", None).folders, script.folders);
}

/// A startup file: the line takes effect in it, and leaves no trace when it is removed.
pub(crate) fn profile(bytes: &[u8]) {
    for language in [ShellLanguage::Posix, ShellLanguage::Fish] {
        let line = language.line(Path::new("/home/me/.upgo"));
        let Some(added) = add_line(Some(bytes), &line, language, 0) else {
            assert!(takes_effect(bytes, &line, language));
            continue;
        };
        assert!(takes_effect(&added, &line, language));
        assert_eq!(add_line(Some(&added), &line, language, 0), None);
        let behind = [&added[..], b"echo\n"].concat();
        if let Some(splice) = move_last(&behind, &line, language) {
            let moved = splice.apply(Some(&behind)).ok().flatten().unwrap_or_default();
            assert_eq!(move_last(&moved, &line, language), None);
            assert_eq!(splice.reversed().apply(Some(&moved)).ok().flatten(), Some(behind));
        }
        if !has_line(bytes, &line) {
            assert_eq!(remove_line(&added, &line), Some(Without { rest: Some(bytes.to_vec()) }));
        }
    }
}
