//! PATH as data: entries that are compared whole, and edits that leave every other entry as it is written.
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::syntax::{Lookup, Syntax, bytes};
use crate::platform;

/// The value of a PATH, entry by entry. Writing it gives exactly the text that was read, whatever that was.
#[derive(Clone, PartialEq, Eq)]
pub struct SearchPath {
    syntax: Syntax,
    entries: Vec<Vec<u16>>,
}

/// Why an edit was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The folder's name cannot be one entry.
    #[error("the folder {dir} has {what} in its name, which PATH cannot hold")]
    Name {
        /// The folder.
        dir: String,
        /// What is in the way, in words.
        what: &'static str,
    },
    /// The folder depends on where a program was started.
    #[error("the folder {dir} is not a full path")]
    Relative {
        /// The folder.
        dir: String,
    },
    /// The new value is longer than Windows allows.
    #[error("the value would have {length} characters; {limit} are possible")]
    TooLong {
        /// UTF-16 units of the new value.
        length: usize,
        /// UTF-16 units that are possible.
        limit: usize,
    },
    /// There is no order of single entries.
    #[error("a profile puts folders first or last, and {dir} at no place between")]
    NoPlace {
        /// The folder.
        dir: String,
    },
    /// What is to be moved is not there.
    #[error("the folder {dir} is not in the PATH that was to be edited")]
    Missing {
        /// The folder.
        dir: String,
    },
    /// A quotation mark is open, so that what follows the value would belong to its last entry.
    #[error("PATH has a quotation mark that is never closed")]
    OpenQuote,
}

impl SearchPath {
    /// Reads a value in units of `syntax`.
    pub fn from_units(syntax: Syntax, units: &[u16]) -> Self {
        Self { syntax, entries: syntax.split(units) }
    }

    /// Reads a text.
    pub fn from_text(syntax: Syntax, text: &str) -> Self {
        Self::from_units(syntax, &syntax.units(text.as_ref()))
    }

    /// The value in units of its syntax.
    pub fn to_units(&self) -> Vec<u16> {
        self.entries.join(&self.syntax.separator())
    }

    /// The value as a Unix process gets it.
    pub fn to_bytes(&self) -> Vec<u8> {
        bytes(&self.to_units())
    }

    /// Its entries as a program takes them: quotes are gone, and an empty one is the working folder on Unix and
    /// nothing on Windows.
    pub fn folders(&self) -> Vec<PathBuf> {
        let quote = u16::from(b'"');
        let folder = |entry: &Vec<u16>| match self.syntax {
            Syntax::Unix if entry.is_empty() => Some(PathBuf::from(".")),
            Syntax::Unix => Some(self.os_string(entry).into()),
            Syntax::Windows => {
                let bare: Vec<u16> = entry.iter().copied().filter(|unit| *unit != quote).collect();
                (!bare.is_empty()).then(|| self.os_string(&bare).into())
            }
        };
        self.entries.iter().filter_map(folder).collect()
    }

    /// Whether `dir` is one of the entries.
    pub fn contains(&self, dir: &Path, variables: Lookup<'_>) -> bool {
        let wanted = self.syntax.comparable_dir(dir);
        self.entries.iter().any(|entry| self.comparable(entry, variables) == wanted)
    }

    /// Its entries as they are written, for people, each with the folders that it stands for: on Windows none where it is
    /// empty, and several where a variable in it holds a list.
    pub(super) fn entries_with_folders(&self, variables: Lookup<'_>) -> Vec<(String, Vec<PathBuf>)> {
        let expanded = |entry: &[u16]| Self::from_units(self.syntax, &self.syntax.expand(entry, variables));
        let folders = |entry: &[u16]| match self.syntax {
            Syntax::Windows => expanded(entry).folders(),
            Syntax::Unix => Self { syntax: self.syntax, entries: vec![entry.to_vec()] }.folders(),
        };
        self.entries.iter().map(|entry| (self.syntax.display(entry), folders(entry))).collect()
    }

    /// Its entries as they are written, for people.
    pub fn shown(&self) -> Vec<String> {
        self.entries.iter().map(|entry| self.syntax.display(entry)).collect()
    }

    pub(super) fn entries(&self) -> &[Vec<u16>] {
        &self.entries
    }

    pub(super) fn with_entries(&self, entries: Vec<Vec<u16>>) -> Self {
        // One empty entry is written like none, and read as none.
        let entries = if matches!(&*entries, [one] if one.is_empty()) { Vec::new() } else { entries };
        Self { syntax: self.syntax, entries }
    }

    pub(super) fn comparable(&self, entry: &[u16], variables: Lookup<'_>) -> Vec<u16> {
        self.syntax.comparable(&self.syntax.expand(entry, variables))
    }

    /// `self`, unless it is longer than a value may be and longer than the one that it replaces.
    pub(super) fn within_limit(self, instead_of: &Self) -> Result<Self, Refusal> {
        let length = self.to_units().len();
        match self.syntax.limit() {
            Some(limit) if length > limit && length > instead_of.to_units().len() => {
                Err(Refusal::TooLong { length, limit })
            }
            _ => Ok(self),
        }
    }

    fn without(&self, dir: &Path, variables: Lookup<'_>) -> Vec<Vec<u16>> {
        let unwanted = self.syntax.comparable_dir(dir);
        self.entries.iter().filter(|entry| self.comparable(entry, variables) != unwanted).cloned().collect()
    }

    fn has_open_quote(&self) -> bool {
        let quote = u16::from(b'"');
        self.syntax == Syntax::Windows && self.entries.iter().flatten().filter(|unit| **unit == quote).count() % 2 == 1
    }

    fn os_string(&self, units: &[u16]) -> OsString {
        match (self.syntax, String::from_utf16(units)) {
            (Syntax::Windows, Ok(text)) => text.into(),
            (Syntax::Windows, Err(_)) | (Syntax::Unix, _) => platform::from_units(units),
        }
    }
}

impl std::fmt::Debug for SearchPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SearchPath({:?})", self.syntax.display(&self.to_units()))
    }
}

/// Puts `dir` first; where it stood before, it is taken away. Returns `None` if it already is first, so that an
/// unchanged value is never rewritten.
///
/// On Windows `dir` is written as `%USERPROFILE%\…` where it lies in the user's profile and `variables` has that.
///
/// Entries are compared whole, by the rules of the path's syntax: on Windows letter case, quotes, the kind of slash and
/// a trailing one do not count, and `%VARS%` are expanded for the comparison only; on Unix a trailing slash does not
/// count. An entry of Windows that is empty names no folder, so one before `dir` does not matter.
pub fn put_first(path: &SearchPath, dir: &Path, variables: Lookup<'_>) -> Result<Option<SearchPath>, Refusal> {
    let entry = new_entry(path.syntax, dir, variables)?;
    let mut named = path.entries.iter().filter(|entry| path.syntax == Syntax::Unix || !entry.is_empty());
    if named.next().is_some_and(|first| path.comparable(first, variables) == path.syntax.comparable_dir(dir)) {
        return Ok(None);
    }
    let mut entries = path.without(dir, variables);
    entries.insert(0, entry);
    path.with_entries(entries).within_limit(path).map(Some)
}

/// Appends `dir`. Returns `None` if it is anywhere in the path.
pub fn append_last(path: &SearchPath, dir: &Path, variables: Lookup<'_>) -> Result<Option<SearchPath>, Refusal> {
    let entry = new_entry(path.syntax, dir, variables)?;
    if path.contains(dir, variables) {
        return Ok(None);
    }
    if path.has_open_quote() {
        return Err(Refusal::OpenQuote);
    }
    let mut entries = path.entries.clone();
    entries.push(entry);
    path.with_entries(entries).within_limit(path).map(Some)
}

/// Takes `dir` away, wherever and however often it is. Returns `None` if it is not there.
pub fn remove(path: &SearchPath, dir: &Path, variables: Lookup<'_>) -> Option<SearchPath> {
    let entries = path.without(dir, variables);
    (entries.len() < path.entries.len()).then(|| path.with_entries(entries))
}

/// Where a folder is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// In front of all others.
    First,
    /// Behind all others.
    Last,
    /// At this place among all, counted from 1; behind all others where there are not so many.
    At(usize),
}

/// Moves the entries for `dir`, as they are written. Returns `None` if they are there.
pub fn move_to(path: &SearchPath, dir: &Path, end: End, variables: Lookup<'_>) -> Result<Option<SearchPath>, Refusal> {
    let wanted = path.syntax.comparable_dir(dir);
    let is_own = |entry: &&Vec<u16>| path.comparable(entry, variables) == wanted;
    let (own, others): (Vec<_>, Vec<_>) = path.entries.iter().partition(is_own);
    if own.is_empty() {
        return Err(Refusal::Missing { dir: dir.display().to_string() });
    }
    if path.has_open_quote() {
        return Err(Refusal::OpenQuote);
    }
    let before = match end {
        End::First => 0,
        End::Last => others.len(),
        End::At(position) => position.saturating_sub(1).min(others.len()),
    };
    let order = [&others[..before], &own, &others[before..]].concat();
    let moved = path.with_entries(order.into_iter().cloned().collect());
    Ok((moved != *path).then_some(moved))
}

/// Takes every entry away whose folder an earlier one names. Returns `None` if there is none. Empty entries stay.
pub fn deduplicate(path: &SearchPath, variables: Lookup<'_>) -> Option<SearchPath> {
    let mut seen = BTreeSet::new();
    let stays = |entry: &&Vec<u16>| entry.is_empty() || seen.insert(path.comparable(entry, variables));
    let entries: Vec<_> = path.entries.iter().filter(stays).cloned().collect();
    (entries.len() < path.entries.len()).then(|| path.with_entries(entries))
}

/// The text for `dir` as an entry. Below the user's profile it is written with [`PROFILE`], where the value expands.
fn new_entry(syntax: Syntax, dir: &Path, variables: Lookup<'_>) -> Result<Vec<u16>, Refusal> {
    let units = syntax.units(dir.as_os_str());
    let refuse = |what| Err(Refusal::Name { dir: dir.display().to_string(), what });
    let has = |letter: u8| units.contains(&u16::from(letter));
    if !syntax.is_full(dir) {
        return Err(Refusal::Relative { dir: dir.display().to_string() });
    }
    match syntax {
        _ if has(0) || has(b'\n') => refuse("a line break"),
        // Quotes would hide it from cmd.exe, but not from every program that searches PATH.
        Syntax::Windows if has(b';') => refuse("a semicolon"),
        Syntax::Windows if has(b'"') => refuse("a quotation mark"),
        Syntax::Windows if has_variable(&units) => refuse("a %NAME% that Windows would replace"),
        Syntax::Unix if has(b':') => refuse("a colon"),
        Syntax::Windows => Ok(below_profile(&units, variables).unwrap_or(units)),
        Syntax::Unix => Ok(units),
    }
}

/// A profile that roams lies elsewhere on another machine: an entry that is written so is right there, too.
const PROFILE: &str = "USERPROFILE";

/// `%USERPROFILE%\…` for a folder in the user's profile; `None` where it is not, or a new terminal would not come to the
/// same folder by that.
fn below_profile(dir: &[u16], variables: Lookup<'_>) -> Option<Vec<u16>> {
    let syntax = Syntax::Windows;
    let profile = syntax.units(&variables(PROFILE)?);
    let slash = |unit: &u16| [u16::from(b'\\'), u16::from(b'/')].contains(unit);
    let rest = dir.get(profile.len()..).filter(|rest| rest.first().is_some_and(slash))?;
    let entry = [&syntax.units(format!("%{PROFILE}%").as_ref()), rest].concat();
    let leads_there = syntax.comparable(&syntax.expand(&entry, variables)) == syntax.comparable(dir);
    leads_there.then_some(entry)
}

pub(super) fn has_variable(units: &[u16]) -> bool {
    let parts: Vec<_> = units.split(|unit| *unit == u16::from(b'%')).collect();
    // The first and the last part are outside of every pair of `%`.
    parts.len() > 2 && parts[1..parts.len() - 1].iter().any(|name| !name.is_empty())
}
