//! The parts of the environment that two changes may both make: entries of PATH, and variables.
use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Write};
use super::editor_settings::EditorSetting;
use super::go_env::value_in;
use super::registry_value::{self, RegistryValue};
use super::script::{PathEnd, Script, ShellLanguage, comparable};
use super::syntax::Lookup;
use super::{EnvironmentError, Result, SearchPath, Syntax, UserEnvironment, editors, registry};
use crate::base::words::Value;
use crate::machine::effect::user_file;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EnvPart {
    /// The key of the registry or the script, and the common form of all entries that name the folder.
    Folder { place: String, folder: Vec<u16> },
    /// The key of the registry or the file.
    Variable { place: String, name: String },
}

struct Entry {
    /// The form in which it is compared.
    folder: Vec<u16>,
    written: (Option<PathEnd>, String),
}

type Entries = Vec<Entry>;

impl Change {
    pub fn parts(&self, environment: &UserEnvironment) -> BTreeMap<EnvPart, Value> {
        let mut parts = BTreeMap::new();
        for write in &self.writes {
            let place = write.place_of_parts();
            match write {
                Write::Value { before, after, .. } if write.is_path() => {
                    let lists = [before, after].map(|value| of_value(environment, value.as_ref()));
                    self.folders_between(Syntax::Windows, &place, &lists, &mut parts);
                }
                Write::Value { name, .. } => {
                    parts.insert(variable(&place, name), name.as_str().into());
                }
                Write::GoEnv { variables, .. } => {
                    let names = variables.iter().map(|one| one.name.as_str());
                    parts.extend(names.map(|name| (variable(&place, name), name.into())));
                }
                // The script for the other shell has the same content.
                Write::Script { path, before, after } if ShellLanguage::of(path) == ShellLanguage::Posix => {
                    let scripts = [before, after].map(|text| script(text.as_deref()));
                    self.folders_between(Syntax::Unix, &place, &scripts.each_ref().map(of_script), &mut parts);
                    let names = scripts[0].names_of_difference(&scripts[1]).into_iter().filter(|name| name != "PATH");
                    parts.extend(names.map(|name| (variable(&place, &name), name.into())));
                }
                Write::Editor { settings, .. } => {
                    let labels = settings.iter().map(EditorSetting::label);
                    parts.extend(labels.map(|label| (variable(&place, &label), label.into())));
                }
                Write::Script { .. } | Write::Profile { .. } => {}
            }
        }
        parts
    }

    /// The folders whose entries differ, and those that the edits name and have moved.
    fn folders_between(
        &self,
        syntax: Syntax,
        place: &str,
        [before, after]: &[Entries; 2],
        parts: &mut BTreeMap<EnvPart, Value>,
    ) {
        let is_same = |folder: &Vec<u16>| of(before, folder).eq(of(after, folder));
        let folders: BTreeSet<&Vec<u16>> = before.iter().chain(after).map(|entry| &entry.folder).collect();
        let (same, other): (BTreeSet<_>, BTreeSet<_>) = folders.into_iter().partition(|folder| is_same(folder));
        let places = |entries: &Entries, folder: &Vec<u16>| -> Vec<usize> {
            let others = entries.iter().filter(|entry| same.contains(&entry.folder)).enumerate();
            others.filter(|(_, entry)| entry.folder == *folder).map(|(place, _)| place).collect()
        };
        let named: BTreeSet<Vec<u16>> = self.folders.iter().map(|dir| syntax.comparable_dir(dir)).collect();
        let is_moved = |folder: &Vec<u16>| named.contains(folder) && places(before, folder) != places(after, folder);
        for folder in other.into_iter().chain(same.iter().copied().filter(|folder| is_moved(folder))) {
            let written = of(after, folder).chain(of(before, folder)).next();
            let name = written.map(|(_, text)| say!(EntryOfPath { folder: text.as_str() }));
            let part = EnvPart::Folder { place: place.to_owned(), folder: folder.clone() };
            parts.extend(name.map(|name| (part, name.into())));
        }
    }

    /// The change as if it had left these parts alone.
    #[must_use]
    pub fn without(mut self, parts: &BTreeSet<EnvPart>, environment: &UserEnvironment) -> Self {
        if parts.is_empty() {
            return self;
        }
        self.writes.retain_mut(|write| write.leave(parts, environment));
        // A profile has its line for what the scripts set: if nothing of that is left, the lines are left alone, too.
        let is_script = |write: &&Write| matches!(write, Write::Script { .. });
        let is_idle = |write: &Write| matches!(write, Write::Script { before, after, .. } if before == after);
        let mut scripts = self.writes.iter().filter(is_script).peekable();
        if scripts.peek().is_some() && scripts.all(is_idle) {
            self.writes.retain(|write| !matches!(write, Write::Script { .. } | Write::Profile { .. }));
        }
        self
    }

    /// The names of its parts that are no longer as it left them. An entry may have been moved. Only reads.
    pub fn changed_since(&self, environment: &UserEnvironment) -> Result<Vec<Value>> {
        let mut changed = Vec::new();
        for (part, name) in self.parts(environment) {
            let mut writes = self.writes.iter().filter(|write| write.place_of_parts() == *part.place());
            let is_left = |write: &Write| write.has_left(&part, environment);
            if !writes.try_fold(true, |all, write| Ok::<_, EnvironmentError>(all && is_left(write)?))? {
                changed.push(name);
            }
        }
        Ok(changed)
    }
}

impl EnvPart {
    fn place(&self) -> &String {
        match self {
            Self::Folder { place, .. } | Self::Variable { place, .. } => place,
        }
    }
}

impl Write {
    fn is_path(&self) -> bool {
        matches!(self, Self::Value { name, .. } if name.eq_ignore_ascii_case(registry_value::PATH))
    }

    /// The place of its parts: one key of the registry has several values.
    fn place_of_parts(&self) -> String {
        if let Self::Value { key, .. } = self { key.clone() } else { self.place() }
    }

    /// Returns whether anything else may be left to write.
    fn leave(&mut self, parts: &BTreeSet<EnvPart>, environment: &UserEnvironment) -> bool {
        let (is_path, place) = (self.is_path(), self.place_of_parts());
        let has_folder =
            |place: &str, folder: Vec<u16>| parts.contains(&EnvPart::Folder { place: place.to_owned(), folder });
        match self {
            Self::Value { before, after, .. } if is_path => {
                for value in [&mut *before, &mut *after] {
                    let Some(path) = path_of(value.as_ref()) else { return true };
                    let key = |entry: &Vec<u16>| folder_of(environment, &path, entry);
                    let stays = |entry: &&Vec<u16>| !has_folder(&place, key(entry));
                    let left = path.with_entries(path.entries().iter().filter(stays).cloned().collect());
                    *value = value.as_ref().map(|value| registry::with_path(Some(value), &left));
                }
                // An empty PATH and none are the same to whoever reads it.
                let is_empty = |value: &Option<RegistryValue>| of_value(environment, value.as_ref()).is_empty();
                before != after && !(is_empty(before) && is_empty(after))
            }
            Self::Value { name, .. } => !parts.contains(&variable(&place, name)),
            // A script without a difference stays: a profile keeps its line as long as a script sets something.
            Self::Script { path, before, after } => {
                let language = ShellLanguage::of(path);
                let home = path.parent().unwrap_or(path);
                let place = ShellLanguage::Posix.script(home).display().to_string();
                for text in [before, after] {
                    let mut left = script(text.as_deref());
                    left.folders.retain(|(_, dir)| !has_folder(&place, comparable(dir)));
                    left.variables.retain(|name, _| !parts.contains(&variable(&place, name)));
                    *text = (!left.is_empty()).then(|| left.render(language));
                }
                true
            }
            Self::GoEnv { variables, splices, .. } => {
                let count = variables.len();
                variables.retain(|one| !parts.contains(&variable(&place, &one.name)));
                if variables.len() < count {
                    splices.clear(); // they edit the others, too
                }
                !variables.is_empty()
            }
            Self::Editor { settings, splices, .. } => {
                let count = settings.len();
                settings.retain(|setting| !parts.contains(&variable(&place, &setting.label())));
                if settings.len() < count {
                    splices.clear(); // they edit the others, too
                }
                !settings.is_empty()
            }
            Self::Profile { .. } => true,
        }
    }

    fn has_left(&self, part: &EnvPart, environment: &UserEnvironment) -> Result<bool> {
        let has = |entries: &Entries, folder: &Vec<u16>| of(entries, folder).next().is_some();
        Ok(match (self, part) {
            (Self::Value { key, name, after, .. }, EnvPart::Folder { folder, .. }) if self.is_path() => {
                let now = registry_value::read(key, name)?;
                let [now, after] = [now.as_ref(), after.as_ref()].map(|value| of_value(environment, value));
                has(&now, folder) == has(&after, folder)
            }
            (Self::Value { key, name, after, .. }, EnvPart::Variable { name: wanted, .. }) => {
                !name.eq_ignore_ascii_case(wanted) || registry_value::read(key, name)? == *after
            }
            (Self::GoEnv { path, variables, .. }, EnvPart::Variable { name: wanted, .. }) => {
                let now = user_file::read(path)?.unwrap_or_default();
                let mut same = variables.iter().filter(|one| one.name.eq_ignore_ascii_case(wanted));
                same.all(|one| value_in(&now, &one.name) == one.after.as_deref())
            }
            (Self::Editor { path, settings, removes, .. }, EnvPart::Variable { .. }) => {
                let same = settings.iter().find(|setting| variable(part.place(), &setting.label()) == *part);
                same.map_or(Ok(true), |setting| editors::is_left(path, setting, *removes))?
            }
            (Self::Script { path, after, .. }, _) => {
                let (now, after) = (script(user_file::read(path)?.as_deref()), script(after.as_deref()));
                match part {
                    EnvPart::Folder { folder, .. } => has(&of_script(&now), folder) == has(&of_script(&after), folder),
                    EnvPart::Variable { .. } => {
                        let value = |script: &Script| {
                            let mut all = script.variables.iter();
                            all.find(|(name, _)| variable(part.place(), name) == *part).map(|(_, value)| value.clone())
                        };
                        value(&now) == value(&after)
                    }
                }
            }
            _ => true,
        })
    }
}

fn of<'a>(entries: &'a Entries, folder: &Vec<u16>) -> impl Iterator<Item = &'a (Option<PathEnd>, String)> {
    entries.iter().filter(move |entry| entry.folder == *folder).map(|entry| &entry.written)
}

/// Windows ignores the case of names, and no other system has two that differ only in it among Go's.
fn variable(place: &str, name: &str) -> EnvPart {
    EnvPart::Variable { place: place.to_owned(), name: name.to_uppercase() }
}

fn script(text: Option<&[u8]>) -> Script {
    Script::parse(text.unwrap_or_default())
}

fn of_script(script: &Script) -> Entries {
    let entry = |(end, dir): &(PathEnd, Vec<u8>)| Entry {
        folder: comparable(dir),
        written: (Some(*end), String::from_utf8_lossy(dir).into_owned()),
    };
    script.folders.iter().map(entry).collect()
}

/// The entries of a value that is PATH. A value that is not text has none; no edit is made in it.
fn of_value(environment: &UserEnvironment, value: Option<&RegistryValue>) -> Entries {
    let Some(path) = path_of(value) else { return Vec::new() };
    let named = path.entries().iter().zip(path.shown()).filter(|(entry, _)| !entry.is_empty());
    named.map(|(entry, shown)| Entry { folder: folder_of(environment, &path, entry), written: (None, shown) }).collect()
}

fn path_of(value: Option<&RegistryValue>) -> Option<SearchPath> {
    let units = value.map_or(Ok(Vec::new()), RegistryValue::text).ok()?;
    Some(SearchPath::from_units(Syntax::Windows, &units))
}

fn folder_of(environment: &UserEnvironment, path: &SearchPath, entry: &[u16]) -> Vec<u16> {
    let variables: Lookup<'_> = &|name| match environment {
        UserEnvironment::Registry(registry) => registry.variable(name),
        UserEnvironment::Profiles(_) => None,
    };
    path.comparable(entry, variables)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::{PathEdit, RegistryEnvironment};
    use super::*;

    const USER: &str = r"HKCU\Environment";
    const MACHINE: &str = r"HKLM\Environment";

    fn windows() -> UserEnvironment {
        let variables: Lookup<'_> = &|name| (name == "USERPROFILE").then(|| r"C:\Users\me".into());
        UserEnvironment::Registry(RegistryEnvironment::at(USER, MACHINE, variables))
    }

    fn write(key: &str, name: &str, before: &str, after: &str) -> Write {
        let value = |text: &str| (!text.is_empty()).then(|| RegistryValue::text_of_kind(registry_value::REG_SZ, text));
        Write::Value { key: key.into(), name: name.into(), before: value(before), after: value(after) }
    }

    fn names(change: &Change) -> Vec<String> {
        let name = |name: Value| match name {
            Value::Text(text) => text,
            Value::Statement(statement) => statement.to_string(),
            Value::List(_) | Value::EnglishOr { .. } => String::new(),
        };
        change.parts(&windows()).into_values().map(name).collect()
    }

    #[test]
    fn the_parts_of_an_edit_of_path_are_the_folders_that_it_adds_removes_or_moves() {
        let (a, b) = (PathBuf::from(r"c:\A\"), PathBuf::from(r"C:\b"));
        for (before, after, edits, expected) in [
            (r"C:\a;C:\b", r"C:\b", vec![PathEdit::Remove(a.clone())], vec![r"C:\a on PATH"]),
            (r"C:\b", r"C:\b;C:\a", vec![PathEdit::AppendLast(a.clone())], vec![r"C:\a on PATH"]),
            ("", r"%USERPROFILE%\go\bin", vec![], vec![r"%USERPROFILE%\go\bin on PATH"]),
            // Which of two entries was moved does not follow from the values.
            (r"C:\a;C:\b", r"C:\b;C:\a", vec![PathEdit::MoveLast(a.clone())], vec![r"C:\a on PATH"]),
            (r"C:\a;C:\b", r"C:\b;C:\a", vec![PathEdit::MoveFirst(b.clone())], vec![r"C:\b on PATH"]),
            // A folder that is named, but stays where it was.
            (
                r"C:\a;C:\b",
                r"C:\a",
                vec![PathEdit::PutFirst(a.clone()), PathEdit::Remove(b.clone())],
                vec![r"C:\b on PATH"],
            ),
            (r"C:\a;C:\A\;C:\b", r"C:\a;C:\b", vec![PathEdit::Deduplicate], vec![r"C:\a on PATH"]),
        ] {
            let change = Change::edit(vec![write(USER, "Path", before, after)]).by(&edits);
            assert_eq!(names(&change), expected, "{before} {after}");
        }
    }

    #[test]
    fn the_same_name_in_another_place_is_another_part() {
        let part = |change: &Change| change.parts(&windows()).into_keys().collect::<BTreeSet<_>>();
        let user = part(&Change::edit(vec![write(USER, "GoProxy", "", "off")]));
        assert_eq!(user, part(&Change::edit(vec![write(USER, "GOPROXY", "off", "direct")])));
        assert_ne!(user, part(&Change::edit(vec![write(MACHINE, "GOPROXY", "", "off")])));
        let folder = |key, text| part(&Change::edit(vec![write(key, "Path", "", text)]));
        assert_eq!(folder(USER, r"C:\Users\me\bin"), folder(USER, r#""c:/users/ME/bin""#));
        assert_ne!(folder(USER, r"C:\bin"), folder(MACHINE, r"C:\bin"));
    }

    #[test]
    fn a_part_that_is_left_alone_is_left_out_of_both_values() {
        let add = |folder| Change::edit(vec![write(USER, "Path", "", folder)]).parts(&windows()).into_keys();
        let change =
            Change::edit(vec![write(USER, "Path", r"C:\x;C:\a", r"C:\x;C:\b;C:\c"), write(USER, "GOPROXY", "", "off")]);
        let parts: BTreeSet<EnvPart> = add(r"C:\a").chain(add(r"C:\b")).collect();
        let left = change.clone().without(&parts, &windows());
        assert_eq!(left.writes[0], write(USER, "Path", r"C:\x", r"C:\x;C:\c"));
        assert_eq!(left.writes[1], change.writes[1]);
        assert_eq!(names(&left), [r"C:\c on PATH", "GOPROXY"]);
        let all = change.parts(&windows()).into_keys().collect();
        assert_eq!(change.without(&all, &windows()).writes, []);
        // The value was deleted with its only entry.
        let last = Change::edit(vec![write(USER, "Path", r"C:\a", "")]);
        assert_eq!(last.without(&add(r"C:\a").collect(), &windows()).writes, []);
    }

    #[cfg(unix)] // the paths are those of a script
    #[test]
    fn the_parts_of_a_script_are_its_folders_and_variables() {
        let text = |script: &Script| Some(script.render(ShellLanguage::Posix));
        let before = Script::default().with_variable("GOPROXY", Some("off"));
        let mut after = before.with_variable("GOPRIVATE", Some("x"));
        after.folders.push((PathEnd::First, b"/opt/a/".to_vec()));
        let path = PathBuf::from("/home/me/upgo/env");
        let change = Change::edit(vec![Write::Script { path, before: text(&before), after: text(&after) }]);
        assert_eq!(names(&change), ["/opt/a/ on PATH", "GOPRIVATE"]);
        let parts = change.parts(&windows()).into_keys().collect();
        let left = change.without(&parts, &windows());
        assert_eq!(left.writes, []);
    }
}
