//! The text of the file: the position of each key and value, and a change of one value that keeps every other byte. A
//! key with a dot, such as `check.interval`, is `interval` in the table `check`, in any of TOML's notations.
use std::ops::Range;

use serde_json::{Map, Value as Json};
use toml_edit::{Document, Item, Key, Table, Value as Toml};

use super::SettingsError;
use super::key::is_table;
use crate::base::words::{Sentence, Statement};

/// A place in the file, counted from 1; columns are characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextPosition {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl TextPosition {
    pub(super) fn of(text: &[u8], at: usize) -> Self {
        let before = &text[..at.min(text.len())];
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.split(|byte| *byte == b'\n').count(),
            column: String::from_utf8_lossy(&before[line_start..]).chars().count() + 1,
        }
    }
}

pub(super) struct FileEntry<'a> {
    pub(super) name: String,
    pub(super) item: &'a Item,
    /// The byte where the entry starts. Only a message needs its line, for which the text is read up to there.
    pub(super) start: usize,
}

pub(crate) fn parse(text: &str) -> Result<Document<&str>, SettingsError> {
    Document::parse(text).map_err(|error| {
        let place = TextPosition::of(text.as_bytes(), error.span().map_or(0, |span| span.start));
        let why = error.message().lines().collect::<Vec<_>>().join("; ");
        SettingsError::Broken { line: place.line, column: place.column, why: Statement::quoted(why) }
    })
}

/// Every entry of the file, in order. A table that holds none of Upgo's keys is returned as one entry.
pub(super) fn said<'a>(document: &'a Document<&str>) -> Vec<FileEntry<'a>> {
    let said = |name: String, key: Option<&Key>, item: &'a Item| {
        let start = item.span().or_else(|| key?.span()).map_or(0, |span| span.start);
        FileEntry { name, item, start }
    };
    let mut all = Vec::new();
    for (name, item) in document.iter() {
        match item.as_table_like().filter(|_| is_table(name)) {
            Some(table) => {
                all.extend(table.iter().map(|(key, item)| said(format!("{name}.{key}"), table.key(key), item)));
            }
            // Within quotes, a dot is an ordinary character.
            None if name.contains('.') => all.push(said(format!("{name:?}"), document.as_table().key(name), item)),
            None => all.push(said(name.to_owned(), document.as_table().key(name), item)),
        }
    }
    all
}

pub(super) fn find<'a>(document: &'a Document<&str>, name: &str) -> Option<(&'a Key, &'a Item)> {
    match name.split_once('.') {
        None => document.get_key_value(name),
        Some((table, name)) => document.get(table)?.as_table_like()?.get_key_value(name),
    }
}

/// The value of `name` as the text writes it; `None` if it sets none.
pub(super) fn written<'a>(text: &'a str, name: &str) -> Result<Option<&'a str>, SettingsError> {
    let document = parse(text)?;
    let Some((key, item)) = find(&document, name) else { return Ok(None) };
    let value = item.as_value().and_then(Toml::span);
    value.map(|span| Some(&text[span])).ok_or_else(|| unclear(text, key.span().map_or(0, |span| span.start)))
}

/// The text with another value for `name`, or without the key.
pub(super) fn edited(text: &str, name: &str, value: Option<&Toml>) -> Result<String, SettingsError> {
    let document = parse(text)?;
    let candidates = match (find(&document, name), value) {
        (None, None) => return Ok(text.to_owned()),
        (None, Some(value)) => insertions(text, &document, name, value),
        (Some((key, item)), value) => {
            let (Some(key), Some(old)) = (key.span(), item.as_value().and_then(Toml::span)) else {
                return Err(unclear(text, key.span().or(item.span()).map_or(0, |span| span.start)));
            };
            match value {
                Some(value) => vec![replaced(text, old, &value.to_string())],
                None => removals(text, key.start..old.end),
            }
        }
    };
    // A comment that looks like a place for the key may be in a string, so the result must parse to the intended value.
    candidates.into_iter().find(|edited| differs_only_in(text, edited, name, value)).ok_or_else(|| unclear(text, 0))
}

/// The texts with a new line at each possible place, the best one first.
fn insertions(text: &str, document: &Document<&str>, name: &str, value: &Toml) -> Vec<String> {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let line = |at: usize, name: &str| {
        let gap = if at == 0 || text[..at].ends_with(['\n', '\u{feff}']) { "" } else { newline };
        replaced(text, at..at, &format!("{gap}{name} = {value}{newline}"))
    };
    let mut all = Vec::new();
    if let Some((table, name)) = name.split_once('.') {
        all.extend(in_table(text, document.get(table), name).into_iter().map(|at| line(at, name)));
        all.extend(in_braces(text, document.get(table), &format!("{name} = {value}")));
    }
    all.extend(behind_comments(text, name).chain(at_the_top(text, document, name)).map(|at| line(at, name)));
    all
}

/// Where a new line may go in a table with its own header line: after its last key, otherwise after the header.
fn in_table(text: &str, table: Option<&Item>, name: &str) -> Vec<usize> {
    let Some(Item::Table(table)) = table else { return Vec::new() };
    let Some(header) = table.span().filter(|_| !table.is_dotted() && !table.is_implicit()) else { return Vec::new() };
    let end = last_value(text, table).max(Some(lines_of(text, header).end));
    behind_comments(text, name).chain(end).collect()
}

fn in_braces(text: &str, table: Option<&Item>, pair: &str) -> Vec<String> {
    let Some(Item::Value(Toml::InlineTable(table))) = table else { return Vec::new() };
    let Some(end) = table.span().and_then(|span| span.end.checked_sub(1)) else { return Vec::new() };
    let inside = text[..end].trim_end().len();
    vec![replaced(text, inside..end, &format!(", {pair} ")), replaced(text, inside..end, &format!(" {pair} "))]
}

/// The ends of the comment lines that show the key.
fn behind_comments<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let shows_key = move |line: &str| {
        let comment = line.trim_start().strip_prefix('#').map(str::trim_start);
        comment.and_then(|comment| comment.strip_prefix(name)).is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        at += line.len();
        shows_key(line).then_some(at)
    })
}

/// Where a top-level key may go: after related keys, after the last one, or anywhere a key may be.
fn at_the_top(text: &str, document: &Document<&str>, name: &str) -> impl Iterator<Item = usize> {
    let table = |item: &'_ Item| item.as_table().filter(|table| table.is_dotted()).and_then(|it| last_value(text, it));
    let kin = name.split_once('.').and_then(|(name, _)| table(document.get(name)?));
    let dotted = document.iter().filter_map(|(_, item)| table(item)).max();
    let last = last_value(text, document.as_table()).max(dotted);
    kin.into_iter().chain(last).chain([text.len(), text.len() - text.trim_start_matches('\u{feff}').len()])
}

/// The end of the lines of the last value that is directly in the table.
fn last_value(text: &str, table: &Table) -> Option<usize> {
    table.iter().filter_map(|(_, item)| item.as_value()?.span()).map(|span| lines_of(text, span).end).max()
}

/// The text without a key and its value: without their lines or, within braces, without one of the commas around them.
fn removals(text: &str, both: Range<usize>) -> Vec<String> {
    let behind = text[both.end..].trim_start();
    let end = |rest: &str| text.len() - rest.len();
    let with_next = behind.strip_prefix(',').map(|rest| both.start..end(rest.trim_start()));
    let with_last = text[..both.start].trim_end().strip_suffix(',').map(|rest| rest.len()..both.end);
    let all = [Some(lines_of(text, both.clone())), with_next, with_last, Some(both)];
    all.into_iter().flatten().map(|range| replaced(text, range, "")).collect()
}

fn replaced(text: &str, range: Range<usize>, new: &str) -> String {
    [&text[..range.start], new, &text[range.end..]].concat()
}

fn lines_of(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let start = if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { start };
    start..text[range.end..].find('\n').map_or(text.len(), |newline| range.end + newline + 1)
}

fn differs_only_in(old: &str, new: &str, name: &str, value: Option<&Toml>) -> bool {
    let parse = |text: &str| toml_edit::de::from_str::<Map<String, Json>>(text);
    let (Ok(mut old), Ok(mut new)) = (parse(old), parse(new)) else { return false };
    take(&mut old, name);
    let intended = value.and_then(|value| parse(&format!("value = {value}")).ok()?.remove("value"));
    intended.is_some() == value.is_some() && take(&mut new, name) == intended && old == new
}

/// A table that becomes empty is removed, too.
fn take(all: &mut Map<String, Json>, name: &str) -> Option<Json> {
    let Some((table, name)) = name.split_once('.') else { return all.remove(name) };
    let inner = all.get_mut(table)?.as_object_mut()?;
    let taken = inner.remove(name);
    if inner.is_empty() {
        all.remove(table);
    }
    taken
}

fn unclear(text: &str, at: usize) -> SettingsError {
    let TextPosition { line, column } = TextPosition::of(text.as_bytes(), at);
    SettingsError::Broken { line, column, why: Sentence::NotSimpleValue.into() }
}
