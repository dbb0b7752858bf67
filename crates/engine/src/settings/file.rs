//! The file itself: read without fail, written with care.
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use fs_err as fs;
use toml_edit::Value as Toml;

use super::document::{self, Place};
use super::{Key, Settings, SettingsError, table};
use crate::effect;
use crate::environment::file as user_file;
use crate::platform::FileLock;
use crate::report::{Explain as _, Problem};

/// No settings that a person writes are as long.
const FILE_MAX: u64 = 1 << 20;

/// The settings in force, and what is wrong with the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The settings in force.
    pub settings: Settings,
    /// What cannot be understood; the last good value stays in force for it.
    pub problem: Option<Problem>,
    /// What else the user should know: unknown keys (kept, in case another version knows them), further bad values.
    pub warnings: Vec<Problem>,
    /// The keys that the file sets.
    pub(super) keys_in_file: Vec<&'static str>,
}

/// Whether a file was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was.
    Changed,
    /// It says so already.
    Unchanged,
}

/// Reads the settings at `path`. Where they cannot be understood, those of `last_good` stay in force.
pub fn load(path: &Path, last_good: &Settings) -> Loaded {
    let mut loaded =
        Loaded { settings: Settings::default(), problem: None, warnings: Vec::new(), keys_in_file: Vec::new() };
    let text = match read(path) {
        Ok(text) => text.unwrap_or_default(),
        Err(error) => return loaded.given_up(path, &error, last_good),
    };
    let document = match document::parse(&text) {
        Ok(document) => document,
        Err(error) => return loaded.given_up(path, &error, last_good),
    };
    let mut problems = Vec::new();
    for (name, item) in document.iter() {
        let span = item.span().or_else(|| document.as_table().key(name)?.span());
        let place = Place::of(text.as_bytes(), span.map_or(0, |span| span.start));
        let Some(key) = Settings::KEYS.iter().find(|key| key.name == name) else {
            let why = format!("there is no setting {name:?}");
            loaded.warnings.push(problem(path, &SettingsError::Broken { line: place.line, column: place.column, why }));
            continue;
        };
        let read = item.as_value().map_or_else(
            || Err(format!("must be {}, not a table", key.kind)),
            |value| (key.read)(&mut loaded.settings, value),
        );
        match read {
            Ok(()) => loaded.keys_in_file.push(key.name),
            Err(why) => {
                (key.copy)(&mut loaded.settings, last_good);
                let why = format!("{name} {why}");
                problems.push(problem(path, &SettingsError::Broken { line: place.line, column: place.column, why }));
            }
        }
    }
    let mut problems = problems.into_iter();
    loaded.problem = problems.next();
    loaded.warnings.extend(problems);
    loaded
}

/// Sets a key to the value that `text` means, as on a command line (a list with commas between its items). Comments,
/// order and all else in the file stay; where there is no file, one with every key's description is made.
pub fn set(path: &Path, name: &str, text: &str) -> Result<Outcome, SettingsError> {
    let key = table::find(name)?;
    let value = (key.parse)(text).map_err(|why| SettingsError::Value { name: key.name, why })?;
    change(path, key, Some(&value))
}

/// Takes a key out of the file, so that its default is in force.
pub fn unset(path: &Path, name: &str) -> Result<Outcome, SettingsError> {
    change(path, table::find(name)?, None)
}

/// What the file at `path` says of a key, as on a command line; `None` where it says nothing.
pub fn said(path: &Path, name: &str) -> Option<String> {
    let entry = load(path, &Settings::default()).get(name).ok().filter(|entry| entry.is_set)?;
    Some(entry.value.as_str().map_or_else(|| entry.value.to_string(), str::to_owned))
}

/// Makes the file say that of a key.
pub fn say(path: &Path, name: &str, text: Option<&str>) -> Result<(), SettingsError> {
    text.map_or_else(|| unset(path, name), |text| set(path, name, text)).map(drop)
}

fn change(path: &Path, key: &Key, value: Option<&Toml>) -> Result<Outcome, SettingsError> {
    let at_file = |source: SettingsError| match source {
        SettingsError::Disk(_) => source,
        source => SettingsError::File { path: path.to_owned(), source: Box::new(source) },
    };
    if value.is_none() && read(path).map_err(at_file)?.is_none() {
        return Ok(Outcome::Unchanged);
    }
    effect::create_dir_all(effect::parent(path))?;
    let _lock = lock(path)?;
    for _ in 0..10 {
        let old = read(path).map_err(at_file)?;
        let text = old.clone().unwrap_or_else(table::template);
        if old.is_some() && says(&text, key, value).map_err(at_file)? {
            return Ok(Outcome::Unchanged);
        }
        let new = document::edited(&text, key.name, value).map_err(at_file)?;
        // An editor knows nothing of the lock.
        if read(path).map_err(at_file)? == old {
            user_file::write(path, Some(new.as_bytes()))?;
            return Ok(Outcome::Changed);
        }
    }
    Err(SettingsError::Busy { path: path.to_owned() })
}

/// Whether the file has this value already, however it is written.
fn says(text: &str, key: &Key, value: Option<&Toml>) -> Result<bool, SettingsError> {
    let document = document::parse(text)?;
    let Some(item) = document.get(key.name) else { return Ok(value.is_none()) };
    let read = |value: &Toml| {
        let mut settings = Settings::default();
        (key.read)(&mut settings, value).ok().map(|()| settings)
    };
    let now = item.as_value().and_then(read);
    Ok(now.is_some() && now == value.and_then(read))
}

/// Two copies of Upgo change the file one after the other.
fn lock(path: &Path) -> Result<FileLock, SettingsError> {
    let file = effect::open_or_create(&path.with_extension("lock"))?;
    for _ in 0..500 {
        if let Some(lock) = FileLock::try_acquire(&file)? {
            return Ok(lock);
        }
        thread::sleep(Duration::from_millis(10));
    }
    Err(SettingsError::Busy { path: path.to_owned() })
}

fn read(path: &Path) -> Result<Option<String>, SettingsError> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.len() > FILE_MAX => return Err(SettingsError::TooLong { limit: FILE_MAX }),
        Ok(metadata) if !metadata.is_file() => {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{} is not a file", path.display())).into());
        }
        _ => {}
    }
    let Some(bytes) = user_file::read(path)? else { return Ok(None) };
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let Place { line, column } = Place::of(error.as_bytes(), error.utf8_error().valid_up_to());
        SettingsError::Broken { line, column, why: "this is not UTF-8 text".to_owned() }
    })
}

fn problem(path: &Path, error: &SettingsError) -> Problem {
    Problem::new(error.code(), format!("{}, {error}", path.display())).with_next(error.next())
}

impl Loaded {
    fn given_up(mut self, path: &Path, error: &SettingsError, last_good: &Settings) -> Self {
        self.settings = last_good.clone();
        self.problem = Some(problem(path, error));
        self
    }
}
