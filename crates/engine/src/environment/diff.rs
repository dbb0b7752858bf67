//! A change, as shown to the user.
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use super::change::{Change, GoVariable, Write, is_of_machine};
use super::editor_settings::EditorSetting;
use super::registry;
use super::registry_value::{self, RegistryValue};
use super::revert::differences;
use super::script::{PathEnd, Script, ShellLanguage};
use super::{SearchPath, Syntax};
use crate::base::display::sentence;
use crate::base::report::{Diff, DiffKind, Difference};
use crate::base::secret::value_without_secrets;
use crate::base::words::{Sentence, Statement};

impl Change {
    /// A script for a second shell repeats the differences and is left out.
    pub fn diff(&self) -> Diff {
        Diff(self.writes.iter().flat_map(of_write).collect())
    }

    /// `None` unless the change only adds or removes one entry of PATH.
    pub(crate) fn folder_edit(&self) -> Option<Difference> {
        let is_line = |write: &&Write| matches!(write, Write::Profile { .. });
        let all: Vec<Difference> = self.writes.iter().filter(|write| !is_line(write)).flat_map(of_write).collect();
        let [only] = <[Difference; 1]>::try_from(all).ok()?;
        (self.names() == ["PATH"]).then_some(only)
    }
}

fn of_write(write: &Write) -> Vec<Difference> {
    match write {
        Write::Value { name, before, after, .. } if !name.eq_ignore_ascii_case(registry_value::PATH) => {
            let text = |value: &Option<RegistryValue>| value.as_ref().map(RegistryValue::shown);
            of_variable(&write.place(), name, text(before), text(after))
        }
        Write::GoEnv { variables, .. } => {
            let text =
                |value: &Option<Vec<u8>>| value.as_deref().map(|value| String::from_utf8_lossy(value).into_owned());
            let lines = |variable: &GoVariable| {
                of_variable(&write.place(), &variable.name, text(&variable.before), text(&variable.after))
            };
            let folder = |kind, says: Sentence, folder: &Path| Difference {
                kind,
                text: sentence(folder.display()),
                place: says.into(),
                is_entry: false,
            };
            let (new, old) = write.folders();
            let new = new.into_iter().map(|path| folder(DiffKind::Added, Sentence::NewFolder, path));
            let old = old.into_iter().map(|path| folder(DiffKind::Removed, Sentence::DeletedIfEmpty, path));
            variables.iter().flat_map(lines).chain(new).chain(old).collect()
        }
        Write::Value { key, before, after, .. } => {
            let path = if is_of_machine(key) { Sentence::MachinePath } else { Sentence::UserPath };
            of_path(&write.place(), path, before.as_ref(), after.as_ref())
        }
        Write::Script { path, before, after } if ShellLanguage::of(path) == ShellLanguage::Posix => {
            let parse = |text: &Option<Vec<u8>>| Script::parse(text.as_deref().unwrap_or_default());
            of_script(&write.place(), &parse(before), &parse(after))
        }
        Write::Script { .. } => Vec::new(),
        Write::Profile { splice, .. } => {
            let lines = |kind, bytes: &[u8]| {
                let text = String::from_utf8_lossy(bytes).into_owned();
                let lines = text.lines().filter(|line| !line.is_empty());
                lines.map(|line| difference(kind, line, &write.place())).collect::<Vec<_>>()
            };
            [lines(DiffKind::Removed, &splice.removed), lines(DiffKind::Added, &splice.inserted)].concat()
        }
        Write::Editor { settings, removes, .. } => {
            let value = |setting: &EditorSetting, is_there: bool| is_there.then(|| setting.value.clone());
            let lines = |setting: &EditorSetting| {
                let (before, after) = (value(setting, *removes), value(setting, !removes));
                of_variable(&write.place(), &setting.label(), before, after)
            };
            settings.iter().flat_map(lines).collect()
        }
    }
}

fn of_path(
    place: &str,
    shown: Sentence,
    before: Option<&RegistryValue>,
    after: Option<&RegistryValue>,
) -> Vec<Difference> {
    let path = |value| registry::path_of(place, value).unwrap_or_else(|_| SearchPath::from_units(Syntax::Windows, &[]));
    let (before, after) = (path(before), path(after));
    let changed = differences(&before, &after);
    let key = |path: &SearchPath, at: usize| Syntax::Windows.comparable(&path.entries()[at]);
    let keys = |path: &SearchPath, places: &[usize]| places.iter().map(|at| key(path, *at)).collect::<BTreeSet<_>>();
    let (removed, added) = (keys(&before, &changed.removed), keys(&after, &changed.added));
    let (shown_before, shown_after) = (before.shown(), after.shown());
    let mut all: Vec<Difference> = Vec::new();
    for at in &changed.removed {
        if !added.contains(&key(&before, *at)) {
            all.push(entry(DiffKind::Removed, &shown_before[*at], shown.into()));
        }
    }
    for at in &changed.added {
        let kind = if removed.contains(&key(&after, *at)) { DiffKind::Moved } else { DiffKind::Added };
        let count = after.entries().len();
        let position = match *at {
            0 => say!(InPathFirst { path: shown }),
            at if at + 1 == count => say!(InPathLast { path: shown }),
            at => say!(InPathAt { path: shown, at: at + 1, count }),
        };
        all.push(entry(kind, &shown_after[*at], position));
    }
    all
}

fn of_variable(place: &str, name: &str, before: Option<String>, after: Option<String>) -> Vec<Difference> {
    let line =
        |kind, value: String| difference(kind, &format!("{name}={}", value_without_secrets(name, &value)), place);
    let removed = before.map(|value| line(DiffKind::Removed, value));
    removed.into_iter().chain(after.map(|value| line(DiffKind::Added, value))).collect()
}

fn of_script(place: &str, before: &Script, after: &Script) -> Vec<Difference> {
    let shown = |kind, (put, dir): &(PathEnd, Vec<u8>)| {
        let position =
            if *put == PathEnd::First { say!(InPathFirst { path: "PATH" }) } else { say!(InPathLast { path: "PATH" }) };
        let by = say!(InPathBy { place: position, file: sentence(place) });
        entry(kind, &String::from_utf8_lossy(dir), by)
    };
    let entries = |kind, of: &Script, other: &Script| {
        let others: HashSet<_> = other.folders.iter().collect();
        let new = of.folders.iter().filter(|entry| !others.contains(entry));
        new.map(|entry| shown(kind, entry)).collect::<Vec<_>>()
    };
    let variables = before.names_of_difference(after).into_iter().filter(|name| name != "PATH").flat_map(|name| {
        let value = |of: &Script| of.variables.get(&name).cloned();
        of_variable(place, &name, value(before), value(after))
    });
    let removed = entries(DiffKind::Removed, before, after).into_iter().chain(entries(DiffKind::Added, after, before));
    // if only the text differs, an older Upgo wrote it, which moved no folder
    let moved = after.folders.iter().filter(|(put, _)| before == after && *put == PathEnd::First);
    removed.chain(moved.map(|it| shown(DiffKind::Moved, it))).chain(variables).collect()
}

fn entry(kind: DiffKind, text: &str, place: Statement) -> Difference {
    Difference { kind, text: sentence(text), place, is_entry: true }
}

fn difference(kind: DiffKind, text: &str, place: &str) -> Difference {
    Difference { kind, text: sentence(text), place: say!(Named { name: sentence(place) }), is_entry: false }
}
