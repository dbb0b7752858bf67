//! PATH as data: entries that are compared as a whole, and edits that leave every other entry as written.
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::syntax::{Lookup, Syntax};
use crate::base::words::Sentence;
use crate::machine::platform;

/// The value of a PATH, entry by entry. Writing it results in exactly the text that was read.
#[derive(Clone, PartialEq, Eq)]
pub struct SearchPath {
    syntax: Syntax,
    entries: Vec<Vec<u16>>,
}

explain! {
    #[derive(Clone, PartialEq, Eq)]
    pub enum EditRefusal {
        Name { dir: String, what: Sentence } = PathRefused, NameNotForPath { folder: dir, what: *what };
        Relative { dir: String } = PathRefused, FolderNotFull { folder: dir };
        /// Both in UTF-16 units; the length is that of the new value.
        TooLong { length: usize, limit: usize } = PathRefused, ValueTooLong { length, limit };
        /// Profiles cannot order single entries.
        NoPlace { dir: String } = PathRefused, FirstOrLastOnly { folder: dir };
        Missing { dir: String } = PathRefused, FolderNotOnPath { folder: dir }, next SeePath;
        /// A quotation mark is not closed, so that text appended to the value would belong to its last entry.
        OpenQuote = PathRefused, OpenQuote;
    }
}

/// `None` if there is nothing to do.
type Edited = Result<Option<SearchPath>, EditRefusal>;

impl SearchPath {
    pub fn from_units(syntax: Syntax, units: &[u16]) -> Self {
        Self { syntax, entries: syntax.split(units) }
    }

    pub fn to_units(&self) -> Vec<u16> {
        self.entries.join(&self.syntax.separator())
    }

    /// As programs read them: without quotes. An empty one is the current folder on Unix and is ignored on Windows.
    pub fn folders(&self) -> Vec<PathBuf> {
        let folder = |element: PathBuf| match self.syntax {
            _ if !element.as_os_str().is_empty() => Some(element),
            Syntax::Unix => Some(PathBuf::from(".")),
            Syntax::Windows => None,
        };
        self.elements().filter_map(folder).collect()
    }

    /// Including the empty ones.
    pub(super) fn elements(&self) -> impl Iterator<Item = PathBuf> {
        let is_quote = |unit: &u16| self.syntax == Syntax::Windows && *unit == u16::from(b'"');
        let bare = move |entry: &Vec<u16>| entry.iter().copied().filter(|unit| !is_quote(unit)).collect::<Vec<u16>>();
        self.entries.iter().map(move |entry| self.os_string(&bare(entry)).into())
    }

    pub fn contains(&self, dir: &Path, variables: Lookup<'_>) -> bool {
        let wanted = self.syntax.comparable_dir(dir);
        self.entries.iter().any(|entry| self.comparable(entry, variables) == wanted)
    }

    /// Its entries as written, for display, each with the folders that it stands for. On Windows an empty entry has
    /// none, and one that contains a variable with a list has several.
    pub(super) fn entries_with_folders(&self, variables: Lookup<'_>) -> Vec<(String, Vec<PathBuf>)> {
        let expanded = |entry: &[u16]| Self::from_units(self.syntax, &self.syntax.expand(entry, variables));
        let folders = |entry: &[u16]| match self.syntax {
            Syntax::Windows => expanded(entry).folders(),
            Syntax::Unix => Self { syntax: self.syntax, entries: vec![entry.to_vec()] }.folders(),
        };
        self.entries.iter().map(|entry| (self.syntax.display(entry), folders(entry))).collect()
    }

    /// As written, for display.
    pub fn shown(&self) -> Vec<String> {
        self.entries.iter().map(|entry| self.syntax.display(entry)).collect()
    }

    pub(super) fn entries(&self) -> &[Vec<u16>] {
        &self.entries
    }

    pub(super) fn with_entries(&self, entries: Vec<Vec<u16>>) -> Self {
        // A single empty entry is written like no entries, and also read like that.
        let entries = if matches!(&*entries, [one] if one.is_empty()) { Vec::new() } else { entries };
        Self { syntax: self.syntax, entries }
    }

    pub(super) fn comparable(&self, entry: &[u16], variables: Lookup<'_>) -> Vec<u16> {
        self.syntax.comparable(&self.syntax.expand(entry, variables))
    }

    /// `self`, unless it is longer than the limit and longer than the value that it replaces.
    pub(super) fn within_limit(self, instead_of: &Self) -> Result<Self, EditRefusal> {
        let length = self.to_units().len();
        match self.syntax.limit() {
            Some(limit) if length > limit && length > instead_of.to_units().len() => {
                Err(EditRefusal::TooLong { length, limit })
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

/// Puts `dir` first and removes its other entries. `None` if it is first already: an unchanged value is not rewritten.
/// On Windows it is written as `%USERPROFILE%\…` if it is in the user's profile and `written`, the variables that an
/// entry may contain, has that.
///
/// Entries are compared as a whole, by the rules of the path's syntax. Windows ignores letter case, quotes, 8.3 names,
/// the kind of slash and a trailing one, and `%VARS%` are expanded for the comparison only; Unix ignores a trailing
/// slash. An empty entry on Windows names no folder, so one before `dir` does not matter.
pub fn put_first(path: &SearchPath, dir: &Path, variables: Lookup<'_>, written: Lookup<'_>) -> Edited {
    let entry = new_entry(path.syntax, dir, written)?;
    let mut named = path.entries.iter().filter(|entry| path.syntax == Syntax::Unix || !entry.is_empty());
    if named.next().is_some_and(|first| path.comparable(first, variables) == path.syntax.comparable_dir(dir)) {
        return Ok(None);
    }
    let mut entries = path.without(dir, variables);
    entries.insert(0, entry);
    path.with_entries(entries).within_limit(path).map(Some)
}

/// `None` if the path contains `dir` already. `written` as for [`put_first`].
pub fn append_last(path: &SearchPath, dir: &Path, variables: Lookup<'_>, written: Lookup<'_>) -> Edited {
    let entry = new_entry(path.syntax, dir, written)?;
    if path.contains(dir, variables) {
        return Ok(None);
    }
    if path.has_open_quote() {
        return Err(EditRefusal::OpenQuote);
    }
    let mut entries = path.entries.clone();
    entries.push(entry);
    path.with_entries(entries).within_limit(path).map(Some)
}

pub fn remove(path: &SearchPath, dir: &Path, variables: Lookup<'_>) -> Option<SearchPath> {
    let entries = path.without(dir, variables);
    (entries.len() < path.entries.len()).then(|| path.with_entries(entries))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    First,
    Last,
    /// At this position among all entries, counted from 1; after all others if there are fewer.
    At(usize),
}

/// Moves the entries as written. Returns `None` if they are there already.
pub fn move_to(path: &SearchPath, dir: &Path, end: End, variables: Lookup<'_>) -> Edited {
    let wanted = path.syntax.comparable_dir(dir);
    let is_own = |entry: &&Vec<u16>| path.comparable(entry, variables) == wanted;
    let (own, others): (Vec<_>, Vec<_>) = path.entries.iter().partition(is_own);
    if own.is_empty() {
        return Err(EditRefusal::Missing { dir: dir.display().to_string() });
    }
    if path.has_open_quote() {
        return Err(EditRefusal::OpenQuote);
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

/// Removes every entry whose folder is named by an earlier one. Returns `None` if there is none. Empty entries stay.
pub fn deduplicate(path: &SearchPath, variables: Lookup<'_>) -> Option<SearchPath> {
    let mut seen = BTreeSet::new();
    let stays = |entry: &&Vec<u16>| entry.is_empty() || seen.insert(path.comparable(entry, variables));
    let entries: Vec<_> = path.entries.iter().filter(stays).cloned().collect();
    (entries.len() < path.entries.len()).then(|| path.with_entries(entries))
}

/// Below the user's profile, the entry is written with [`PROFILE`], if that is one of `written`.
fn new_entry(syntax: Syntax, dir: &Path, written: Lookup<'_>) -> Result<Vec<u16>, EditRefusal> {
    let units = syntax.units(dir.as_os_str());
    let refuse = |what| Err(EditRefusal::Name { dir: dir.display().to_string(), what });
    let has = |letter: u8| units.contains(&u16::from(letter));
    if !syntax.is_full(dir) {
        return Err(EditRefusal::Relative { dir: dir.display().to_string() });
    }
    match syntax {
        _ if has(0) || has(b'\n') => refuse(Sentence::ALineBreak),
        // Quotes would hide it from cmd.exe, but not from all programs that search PATH.
        Syntax::Windows if has(b';') => refuse(Sentence::ASemicolon),
        Syntax::Windows if has(b'"') => refuse(Sentence::AQuotationMark),
        Syntax::Windows if has_variable(&units) => refuse(Sentence::AVariable),
        Syntax::Unix if has(b':') => refuse(Sentence::AColon),
        Syntax::Windows => Ok(below_profile(&units, written).unwrap_or(units)),
        Syntax::Unix => Ok(units),
    }
}

/// A roaming profile has another path on another machine, where an entry with this variable is still correct.
const PROFILE: &str = "USERPROFILE";

/// `%USERPROFILE%\…`; `None` if it is elsewhere, or if a new terminal would find another folder.
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
