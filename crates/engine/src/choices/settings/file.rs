//! The settings file: reading never fails, and writing keeps other programs' edits.
use std::io;
use std::path::Path;
use std::time::Duration;

use fs_err as fs;
use toml_edit::{Item, Value as Toml};

use super::document::{self, FileEntry, TextPosition};
use super::{Key, SettingEdit, Settings, SettingsError, edit, key};
use crate::base::encoding;
use crate::base::report::{Explain as _, Problem};
use crate::base::words::{Sentence, Statement};
use crate::machine::effect;
use crate::machine::effect::user_file::{self, Readers};
use crate::machine::home::{OwnHome, WrongAccount};
use crate::machine::platform::FileLock;

/// Far larger than any settings file that a person writes.
const FILE_MAX: u64 = 1 << 20;
/// The unknown keys that are reported one by one. A file of another program may have any number.
const UNKNOWN_MAX: usize = 20;
const NAME_MAX: usize = 100;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    pub settings: Settings,
    /// The first part that cannot be understood; its last good value stays in effect.
    pub problem: Option<Problem>,
    /// Further notes for the user: unknown keys (kept, in case another version knows them) and more invalid values.
    pub warnings: Vec<Problem>,
    own: Option<Box<Settings>>,
    pub(super) managed: Vec<&'static str>,
    pub(super) keys_in_file: Vec<&'static str>,
    text: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteOutcome {
    Changed,
    Unchanged,
}

/// Values that cannot be understood are taken from `last_good`.
pub fn load(path: &Path, last_good: &Settings) -> Loaded {
    match read_own(path) {
        Ok(Some(text)) => understood(path, text, last_good),
        Ok(None) => Loaded::default(),
        Err(error) => given_up(path, &error, last_good),
    }
}

/// Like [`load`] for the settings of a home, with the copy of the last valid ones there.
pub fn load_or_kept(home: OwnHome<'_>) -> Loaded {
    let (path, kept) = (&home.settings(), &home.last_good_settings());
    // The copy is read only if there is a problem.
    let loaded = load(path, &Settings::default());
    if loaded.problem.is_none() && loaded.text.as_deref() != Some("") {
        return loaded;
    }
    let last_good = load(kept, &Settings::default());
    if loaded.problem.is_some() || last_good.keys_in_file.is_empty() {
        return load(path, &last_good.settings);
    }
    // A power cut or an editor can leave a file without its content.
    let emptied = SettingsError::Broken { line: 1, column: 1, why: Sentence::FileEmpty.into() };
    given_up(path, &emptied, &last_good.settings)
}

pub(super) fn understood(path: &Path, text: String, last_good: &Settings) -> Loaded {
    let document = match document::parse(&text) {
        Ok(document) => document,
        Err(error) => return given_up(path, &error, last_good),
    };
    let mut loaded = Loaded::default();
    let mut problems = Vec::new();
    let mut unknown = 0;
    for FileEntry { name, item, start } in document::said(&document) {
        let place = || TextPosition::of(text.as_bytes(), start);
        let why = match Settings::KEYS.iter().find(|key| key.name == name) {
            Some(key) => match loaded.take(key, item) {
                Ok(()) => continue,
                Err(why) => {
                    (key.copy)(&mut loaded.settings, last_good);
                    say!(NameAnd { name: name.as_str(), why: Statement::quoted(why) })
                }
            },
            None if key::is_table(&name) => {
                let inside = |key: &&Key| key.name.split_once('.').is_some_and(|(table, _)| table == name);
                Settings::KEYS.iter().filter(inside).for_each(|key| (key.copy)(&mut loaded.settings, last_good));
                if item.is_value() { say!(TableNotValue { name: &name }) } else { say!(TableNotList { name: &name }) }
            }
            None => {
                unknown += 1;
                if unknown <= UNKNOWN_MAX {
                    loaded.warnings.push(problem(path, &place().broken(unknown_key(&name))));
                }
                continue;
            }
        };
        problems.push(problem(path, &place().broken(why)));
    }
    if unknown > UNKNOWN_MAX {
        let why = say!(MoreNoSettings { count: (unknown - UNKNOWN_MAX).to_string() });
        loaded.warnings.push(problem(path, &TextPosition::of(text.as_bytes(), text.len()).broken(why)));
    }
    let mut problems = problems.into_iter();
    loaded.problem = problems.next();
    loaded.warnings.extend(problems);
    Loaded { text: Some(text), ..loaded }
}

fn unknown_key(name: &str) -> Statement {
    let short: String = name.chars().take(NAME_MAX).collect();
    let written = short.strip_prefix('"').map_or(format!("{short:?}"), |_| short.clone());
    match key::nearest(name) {
        Some(key) => say!(NoSettingMeant { name: written, meant: key.name }),
        None => say!(NoSetting { name: written }),
    }
}

/// Keeps a copy of entirely valid settings, for [`load_or_kept`]. Without write access nothing changes.
pub(crate) fn keep(loaded: &Loaded, kept: &Path) -> io::Result<()> {
    if loaded.problem.is_some() || read_own(kept).is_ok_and(|kept| kept == loaded.text) {
        return Ok(());
    }
    match &loaded.text {
        Some(text) => effect::replace_private(kept, text.as_bytes()),
        None => effect::remove_file(kept),
    }
}

/// Sets a key to the value of `text`, written as on a command line (list items separated by commas). Comments, order
/// and everything else in the file stay. If there is no file, one with every key's description is created.
pub fn set(path: &Path, name: &str, text: &str) -> Result<WriteOutcome, SettingsError> {
    let key = key::find(name)?;
    change(path, key, Some(&usable(key, text)?))
}

/// The value of `text`, written as on a command line, if it can be used now.
pub(super) fn usable(key: &Key, text: &str) -> Result<Toml, SettingsError> {
    let refused = |why| SettingsError::Value { name: key.name, why };
    let value = (key.parse)(text).map_err(refused)?;
    key.alone(&value).and_then(|settings| (key.is_usable)(&settings)).map_err(refused)?;
    Ok(value)
}

pub fn unset(path: &Path, name: &str) -> Result<WriteOutcome, SettingsError> {
    change(path, key::find(name)?, None)
}

/// The value of a key as the file at `path` writes it, valid or not; `None` if the file does not set it.
pub(crate) fn said(path: &Path, name: &str) -> Result<Option<String>, SettingsError> {
    let text = read_own(path).map_err(|error| at_file(path, error))?.unwrap_or_default();
    let value = document::written(&text, key::find(name)?.name).map_err(|error| at_file(path, error))?;
    Ok(value.map(str::to_owned))
}

/// Whether the file at `path` sets a key to `value`, which is in the notation of the file; `None` means not at all.
pub(crate) fn is_said(path: &Path, name: &str, value: Option<&str>) -> bool {
    let (Ok(key), Ok(now)) = (key::find(name), said(path, name)) else { return false };
    let read = |value: &String| key.alone(&value.parse().ok()?).ok();
    let value = value.map(str::to_owned);
    now == value || now.as_ref().and_then(read).is_some_and(|now| value.as_ref().and_then(read) == Some(now))
}

/// `value` is in the notation of the file; an invalid one is written, too, because it may have been there before.
pub(crate) fn say(path: &Path, name: &str, value: Option<&str>) -> Result<(), SettingsError> {
    let key = key::find(name)?;
    let invalid =
        |error: toml_edit::TomlError| SettingsError::Value { name: key.name, why: error.message().to_owned() };
    let value = value.map(|value| value.parse::<Toml>().map_err(invalid)).transpose()?;
    change(path, key, value.as_ref()).map(drop)
}

/// The file as it is, or a template that explains every key. It may contain a proxy password.
pub fn text(path: &Path) -> Result<String, SettingsError> {
    Ok(read_own(path).map_err(|error| at_file(path, error))?.unwrap_or_else(key::template))
}

/// Writes the text of the settings to the file `to`, which only this account can read, whoever made a file there before.
pub fn export(path: &Path, to: &Path) -> Result<(), SettingsError> {
    Ok(effect::replace_private(&user_file::target_of(to)?, text(path)?.as_bytes())?)
}

fn change(path: &Path, key: &Key, value: Option<&Toml>) -> Result<WriteOutcome, SettingsError> {
    if value.is_none() && read_own(path).map_err(|error| at_file(path, error))?.is_none() {
        return Ok(WriteOutcome::Unchanged);
    }
    rewrite(path, |old| {
        let text = old.map_or_else(key::template, str::to_owned);
        if old.is_some() && says(&text, key, value)? { Ok(text) } else { document::edited(&text, key.name, value) }
    })
}

pub(super) fn rewrite(
    path: &Path,
    new: impl Fn(Option<&str>) -> Result<String, SettingsError>,
) -> Result<WriteOutcome, SettingsError> {
    let _lock = lock(path)?;
    for _ in 0..10 {
        let old = read_own(path).map_err(|error| at_file(path, error))?;
        let new = new(old.as_deref()).map_err(|error| at_file(path, error))?;
        if old.as_deref() == Some(&new) {
            return Ok(WriteOutcome::Unchanged);
        }
        // Editors ignore the lock.
        if read_own(path).map_err(|error| at_file(path, error))? == old {
            user_file::write(path, Some(new.as_bytes()), Readers::Owner)?;
            return Ok(WriteOutcome::Changed);
        }
    }
    Err(SettingsError::Busy { path: path.to_owned() })
}

fn at_file(path: &Path, source: SettingsError) -> SettingsError {
    match source {
        SettingsError::Disk(_) | SettingsError::Account(_) => source,
        source => SettingsError::File { path: path.to_owned(), source: Box::new(source) },
    }
}

fn says(text: &str, key: &Key, value: Option<&Toml>) -> Result<bool, SettingsError> {
    let document = document::parse(text)?;
    let Some((_, item)) = document::find(&document, key.name) else { return Ok(value.is_none()) };
    let read = |value: &Toml| key.alone(value).ok();
    let now = item.as_value().and_then(read);
    Ok(now.is_some() && now == value.and_then(read))
}

/// Makes concurrent Upgo processes change the file one after the other.
fn lock(path: &Path) -> Result<FileLock, SettingsError> {
    let lock = effect::lock_within(&path.with_extension("lock"), Duration::from_secs(5))?;
    lock.ok_or_else(|| SettingsError::Busy { path: path.to_owned() })
}

/// No other account may have a say in them.
fn read_own(path: &Path) -> Result<Option<String>, SettingsError> {
    WrongAccount::check_file(path)?;
    read(path)
}

pub(crate) fn read(path: &Path) -> Result<Option<String>, SettingsError> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.len() > FILE_MAX => return Err(SettingsError::TooLong { limit: FILE_MAX }),
        Ok(metadata) if !metadata.is_file() => {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{} is not a file", path.display())).into());
        }
        _ => {}
    }
    let Some(bytes) = user_file::read(path)? else { return Ok(None) };
    if let Some(text) = encoding::from_utf16(&bytes) {
        return Ok(Some(text));
    }
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let TextPosition { line, column } = TextPosition::of(error.as_bytes(), error.utf8_error().valid_up_to());
        SettingsError::Broken { line, column, why: Sentence::NotUtf8.into() }
    })
}

pub(super) fn problem(path: &Path, error: &SettingsError) -> Problem {
    let message = say!(InFile { path, what: error.says() }).shown();
    Problem { message, causes: Vec::new(), ..Problem::of(error) }
}

fn given_up(path: &Path, error: &SettingsError, last_good: &Settings) -> Loaded {
    Loaded { settings: last_good.clone(), problem: Some(problem(path, error)), ..Loaded::default() }
}

impl Loaded {
    pub(crate) fn ignored(why: Problem) -> Self {
        Self { warnings: vec![why], ..Self::default() }
    }

    /// `apply` changes the settings in effect, and gets whether the user's file sets a key. The keys of `managed` stay.
    pub(crate) fn manage(
        &mut self,
        apply: impl FnOnce(&mut Settings, &dyn Fn(&str) -> bool),
        managed: Vec<&'static str>,
    ) {
        let (own, keys) = (self.settings.clone(), &self.keys_in_file);
        apply(&mut self.settings, &|name| keys.contains(&name));
        self.own = Some(Box::new(own));
        self.managed = managed;
    }

    pub fn own(&self) -> &Settings {
        self.own.as_deref().unwrap_or(&self.settings)
    }

    pub(crate) fn own_edits(&self) -> Vec<SettingEdit> {
        let keys = Settings::KEYS.iter().filter(|key| self.is_in_file(key.name));
        keys.map(|key| SettingEdit { key: key.name.to_owned(), value: edit::on_command_line(key, self.own()) })
            .collect()
    }

    pub(crate) fn is_in_file(&self, name: &str) -> bool {
        self.keys_in_file.contains(&name)
    }

    fn take(&mut self, key: &Key, item: &Item) -> Result<(), String> {
        let value = item.as_value().ok_or_else(|| format!("must be {}, not a table", key.kind))?;
        (key.read)(&mut self.settings, value)?;
        self.keys_in_file.push(key.name);
        Ok(())
    }
}

pub(crate) fn broken_at(text: &str, at: usize, why: Statement) -> SettingsError {
    TextPosition::of(text.as_bytes(), at).broken(why)
}

impl TextPosition {
    fn broken(self, why: Statement) -> SettingsError {
        SettingsError::Broken { line: self.line, column: self.column, why }
    }
}
