//! For fuzzing: the files of projects and version managers, and the setting that chooses a toolchain.
use super::modfile::{self, ReadingGo};
use super::{GoFile, GodebugTable, choice, debug_lines, shim};
use crate::base::version::Version;

pub(crate) fn go_mod(bytes: &[u8]) {
    go_file(bytes, "go.mod");
}

pub(crate) fn go_work(bytes: &[u8]) {
    go_file(bytes, "go.work");
}

/// A file as several versions of Go read it. An error is at a place in the file.
fn go_file(bytes: &[u8], name: &str) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let file = GoFile { path: format!("/m/{name}").into(), shown: name.to_owned(), text, is_work: name == "go.work" };
    for word in ["go", "toolchain"] {
        assert!(file.says(word).is_none_or(|said| said.len() <= 200 && !said.contains('\n')));
    }
    for (version, is_lax) in [("go1.20", false), ("go1.21.13", true), ("go1.27.3", false)] {
        let Ok(version) = Version::from_name(version) else { continue };
        let reader = ReadingGo { version: &version, is_windows: is_lax, is_offline: !is_lax, is_lax };
        match modfile::read(&file, reader) {
            Ok(content) => assert!(content.requires.len() <= file.text.len()),
            Err(error) => {
                let lines = file.text.split('\n').count();
                assert!(error.at.line <= lines && !error.what.is_empty(), "{error:?}");
            }
        }
    }
}

/// The table of GODEBUG settings: no default is that of a setting which the table lacks, and a newer `go` line keeps fewer.
pub(crate) fn godebugs(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    debug_lines::settings_of(&text);
    let Some(table) = GodebugTable::parse(&text) else { return };
    let Ok(version) = Version::from_name("go1.27.3") else { return };
    let mut kept = usize::MAX;
    for go in ["1.16", "1.20", "1.21", "1.23.4", "1.26", "1.27"] {
        let defaults = table.defaults(go, &[]);
        assert!(defaults.keys().all(|name| table.get(name).is_some_and(|setting| setting.changed.is_some())));
        assert!(defaults.len() <= kept, "{go}");
        kept = defaults.len();
    }
    for name in table.names() {
        assert_eq!(table.refusal(&version, "godebug", name, "1").is_some(), name == "default");
    }
}

/// The value of GOTOOLCHAIN.
pub(crate) fn setting(bytes: &[u8]) {
    if let Ok((Some(name), _)) = choice::parse(&String::from_utf8_lossy(bytes)) {
        assert!(name == "local" || choice::version_of(&name).is_some());
        assert!(!name.contains(['/', '\\']), "{name}");
    }
}

/// The files that version managers read, and the file next to a shim of Scoop.
pub(crate) fn shim(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for word in ["golang", "go", ""] {
        if let Some(version) = shim::version_after(&text, word) {
            assert!(version.starts_with(|first: char| first.is_ascii_digit()));
            assert!(!version.contains(char::is_whitespace) && !version.contains('#'));
        }
    }
    shim::program_in(&text);
}
