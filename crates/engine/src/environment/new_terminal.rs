//! The stored environment of a new terminal: PATH, and the variables. Only reads.
use std::collections::{BTreeSet, VecDeque};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::reading::{PathEntry, PathReading, PathValue, Setting, Source};
use super::registry::RegistryEnvironment;
use super::registry_value::{self, REG_EXPAND_SZ, RegistryValue};
use super::script::{PathEnd, Script, ShellLanguage};
use super::search::{StoredEnvironment, StoredPlace};
use super::{EnvironmentError, Lookup, ProfileEnvironment, Result, SearchPath, Syntax, UserEnvironment};

impl UserEnvironment {
    /// The PATH of a new terminal of this user, read without running a program: on Windows the machine's and then the
    /// user's, from the registry; on Unix `caller_path`, that of the calling process, with the additions of Upgo's
    /// profiles. Also returns the errors of unreadable values.
    pub fn read_path(&self, caller_path: Option<&OsStr>) -> (PathReading, Vec<EnvironmentError>) {
        let is_folder = |folder: &Path| folder.is_dir();
        match self {
            Self::Registry(registry) => {
                let of = |(source, key): (Source, &str)| {
                    let value = registry_value::read(key, registry_value::PATH)?;
                    Ok(value.map(|value| StoredPath {
                        source,
                        place: registry_value::place(key, registry_value::PATH),
                        value,
                    }))
                };
                let (values, mut problems) = apart(registry.keys().into_iter().rev().map(of));
                let (reading, unread) = PathReading::of_values(&values, &|name| registry.variable(name), &is_folder);
                problems.extend(unread);
                (reading, problems)
            }
            Self::Profiles(profiles) => {
                let (pieces, problems) = apart([pieces_of_profiles(profiles, caller_path)]);
                (PathReading::of(pieces, &is_folder), problems)
            }
        }
    }
}

impl StoredEnvironment<'_> {
    /// Also returns the errors. That a startup file cannot be read is an error of PATH, and not of each variable.
    pub fn kept(&self, name: &str) -> (Vec<Setting>, Vec<EnvironmentError>) {
        match &self.0 {
            StoredPlace::Registry(registry) => {
                let of = |(source, key): (Source, &str)| {
                    Ok(Setting::of(source, registry.value_at(key, name)?, Some(key.to_owned())))
                };
                apart(registry.keys().into_iter().map(of))
            }
            StoredPlace::Script(profiles, script) => {
                let value = script.as_ref().ok().and_then(|script| script.variables.get(name)).map(OsString::from);
                let place = ShellLanguage::Posix.script(&profiles.upgo_home).display().to_string();
                (Setting::of(Source::User, value, Some(place)).into_iter().collect(), Vec::new())
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPath {
    pub source: Source,
    /// The key and the name, for display.
    pub place: String,
    pub value: RegistryValue,
}

struct Piece {
    value: PathValue,
    entries: Vec<(Source, String, Vec<PathBuf>)>,
}

impl RegistryEnvironment {
    /// The keys that store variables. The first one wins, but in PATH it comes last.
    fn keys(&self) -> [(Source, &str); 2] {
        [(Source::User, &self.user_key), (Source::Machine, &self.machine_key)]
    }
}

fn piece_of(stored: &StoredPath, variables: Lookup<'_>) -> Result<Option<Piece>> {
    let StoredPath { source, place, value } = stored;
    let (units, expands) = (value.text_in(place)?, value.kind == REG_EXPAND_SZ);
    let path = SearchPath::from_units(Syntax::Windows, &units);
    let entries = path.entries_with_folders(if expands { variables } else { &|_| None }).into_iter();
    let entries = entries.map(|(text, folders)| (*source, text, folders)).collect();
    let (place, limit) = (Some(place.clone()), Syntax::Windows.limit());
    Ok(Some(Piece { value: PathValue { source: *source, place, length: units.len(), limit, expands }, entries }))
}

fn pieces_of_profiles(profiles: &ProfileEnvironment, caller_path: Option<&OsStr>) -> Result<Option<Piece>> {
    let script = profiles.script_in_force()?;
    let path = script.path_after(caller_path.unwrap_or_default());
    let own: Vec<Vec<u8>> = script.folders.into_iter().map(|(_, dir)| dir).collect();
    let source = |entry: &[u16]| {
        let is_own = own.iter().any(|dir| dir.iter().copied().map(u16::from).eq(entry.iter().copied()));
        if is_own { Source::User } else { Source::Process }
    };
    let texts = path.entries_with_folders(&|_| None).into_iter();
    let entries = texts.zip(path.entries()).map(|((text, folders), entry)| (source(entry), text, folders));
    let entries = entries.collect();
    let value =
        PathValue { source: Source::Process, place: None, length: path.to_units().len(), limit: None, expands: false };
    Ok(Some(Piece { value, entries }))
}

impl Script {
    /// The PATH of a process in which this script was read, if the process had `caller_path` before.
    pub(super) fn path_after(&self, caller_path: &OsStr) -> SearchPath {
        let path = SearchPath::from_units(Syntax::Unix, &Syntax::Unix.units(caller_path));
        let mut entries: VecDeque<Vec<u16>> = path.entries().iter().cloned().collect();
        for (place, dir) in &self.folders {
            // The script compares the literal text only.
            let dir: Vec<u16> = dir.iter().copied().map(u16::from).collect();
            match place {
                PathEnd::First => {
                    entries.retain(|entry| *entry != dir);
                    entries.push_front(dir);
                }
                PathEnd::Last if entries.contains(&dir) => {}
                PathEnd::Last => entries.push_back(dir),
            }
        }
        path.with_entries(entries.into())
    }
}

impl PathReading {
    /// On Windows, from the values in search order. Also returns the errors of values that are not text.
    pub fn of_values(
        values: &[StoredPath],
        variables: Lookup<'_>,
        is_folder: &dyn Fn(&Path) -> bool,
    ) -> (Self, Vec<EnvironmentError>) {
        let (pieces, problems) = apart(values.iter().map(|value| piece_of(value, variables)));
        (Self::of(pieces, is_folder), problems)
    }

    fn of(pieces: Vec<Piece>, is_folder: &dyn Fn(&Path) -> bool) -> Self {
        let mut seen = BTreeSet::new();
        let mut reading = Self::default();
        for piece in pieces {
            let syntax = if piece.value.limit.is_some() { Syntax::Windows } else { Syntax::Unix };
            reading.values.push(piece.value);
            for (source, text, folders) in piece.entries {
                let missing = folders.iter().any(|folder| !is_folder(folder));
                let new = folders.iter().filter(|folder| seen.insert(syntax.comparable_dir(folder))).count();
                let duplicate = new == 0 && !folders.is_empty();
                reading.entries.push(PathEntry { text, folders, source, duplicate, missing });
            }
        }
        reading
    }
}

fn apart<T>(results: impl IntoIterator<Item = Result<Option<T>>>) -> (Vec<T>, Vec<EnvironmentError>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(it) => found.extend(it),
            Err(error) => problems.push(error),
        }
    }
    (found, problems)
}
