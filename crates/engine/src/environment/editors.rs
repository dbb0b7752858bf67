//! The settings files of editors, from which a change removes the Go that they select.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::change::{Change, Write};
use super::editor_settings::{self, EditorSetting};
use super::{EnvironmentError, Result, Splice, UserEnvironment, file};
use crate::base::paths::real;
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::user_file;

const FAMILY: [&str; 6] = ["Code", "Code - Insiders", "Code - OSS", "VSCodium", "Cursor", "Windsurf"];

/// The files need not exist.
pub(crate) fn editor_settings_files(config: &Path) -> [PathBuf; 6] {
    FAMILY.map(|name| config.join(file_of(name)))
}

pub(crate) fn is_editor_settings_file(path: &Path) -> bool {
    FAMILY.iter().any(|name| path.ends_with(file_of(name)))
}

fn file_of(name: &str) -> PathBuf {
    [name, "User", "settings.json"].iter().collect()
}

/// The change that removes the settings that select a Go from these files, except for those that lead to Upgo's own Go, as
/// `is_upgos` says of their value; `None` if there is nothing to do. Also returns why files were left alone. Only reads.
pub fn prepare_unpin(
    environment: &UserEnvironment,
    files: &[PathBuf],
    is_upgos: &dyn Fn(&str) -> bool,
) -> (Option<Change>, Vec<EnvironmentError>) {
    let (mut writes, mut left, mut known) = (Vec::new(), Vec::new(), BTreeSet::new());
    // several editors may share one file
    for path in files.iter().filter(|path| known.insert(real(path))) {
        match unpin(environment, path, is_upgos) {
            Ok(write) => writes.extend(write),
            Err(reason) => left.push(EnvironmentError::LeftAlone { path: path.clone(), reason }),
        }
    }
    ((!writes.is_empty()).then(|| Change::edit(writes)), left)
}

fn unpin(
    environment: &UserEnvironment,
    path: &Path,
    is_upgos: &dyn Fn(&str) -> bool,
) -> Result<Option<Write>, Statement> {
    let Some(bytes) = file::read_profile(path)? else { return Ok(None) };
    let text = text_of(&bytes)?;
    let selecting = match editor_settings::selecting(text) {
        Err(_) if !editor_settings::mentions_go(text) => Vec::new(),
        selecting => selecting?,
    };
    let settings: Vec<EditorSetting> = selecting.into_iter().filter(|setting| !is_upgos(&setting.value)).collect();
    if settings.is_empty() {
        return Ok(None);
    }
    file::require_replaceable(path, environment.home().as_deref())?;
    edited(path, text, settings, true)
}

/// The write that removes these settings from the text of the file, or inserts them; `None` if it has no effect.
fn edited(path: &Path, text: &str, settings: Vec<EditorSetting>, removes: bool) -> Result<Option<Write>, Statement> {
    let (mut now, mut made, mut splices) = (text.to_owned(), Vec::new(), Vec::new());
    // The last of two with the same name counts.
    for setting in settings.into_iter().rev() {
        let edit = if removes { editor_settings::without } else { editor_settings::with };
        let Some(next) = edit(&now, &setting)? else { continue };
        splices.push(Splice::between(Some(now.as_bytes()), Some(next.as_bytes())));
        made.push(setting);
        now = next;
    }
    made.reverse();
    Ok((!made.is_empty()).then(|| Write::Editor { path: path.to_owned(), settings: made, removes, splices }))
}

/// For a file that has changed since. Settings that have another value now keep it.
pub(super) fn invert(path: &Path, settings: &[EditorSetting], removed: bool) -> Result<Option<Write>> {
    let left_alone = |reason| EnvironmentError::LeftAlone { path: path.to_owned(), reason };
    let Some(bytes) = user_file::read(path)? else { return Ok(None) };
    let write = text_of(&bytes).and_then(|text| edited(path, text, settings.to_vec(), !removed));
    write.map_err(left_alone)
}

/// Whether a setting is as such a write left it: removed, or with its value. A file that cannot be read is not.
pub(super) fn is_left(path: &Path, setting: &EditorSetting, removed: bool) -> Result<bool> {
    let bytes = user_file::read(path)?.unwrap_or_default();
    let value = text_of(&bytes).and_then(|text| editor_settings::value_of(text, setting));
    let wanted = (!removed).then(|| setting.value.clone());
    Ok(value.is_ok_and(|value| value == wanted))
}

fn text_of(bytes: &[u8]) -> Result<&str, Statement> {
    str::from_utf8(bytes).map_err(|_| Sentence::FileIsNoText.into())
}
