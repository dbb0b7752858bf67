//! The text of the file: where things are in it, and the change of one value that leaves every other byte.
use std::ops::Range;

use toml_edit::{Document, Item, Value as Toml};

use super::SettingsError;
use super::table::to_json;

/// A place in the file, counted from 1; columns are characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    /// The place of the byte `at`.
    pub(super) fn of(text: &[u8], at: usize) -> Self {
        let before = &text[..at.min(text.len())];
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.split(|byte| *byte == b'\n').count(),
            column: String::from_utf8_lossy(&before[line_start..]).chars().count() + 1,
        }
    }
}

/// A text that is TOML, with the places of its parts.
pub(super) fn parse(text: &str) -> Result<Document<&str>, SettingsError> {
    Document::parse(text).map_err(|error| {
        let place = Place::of(text.as_bytes(), error.span().map_or(0, |span| span.start));
        let why = error.message().lines().collect::<Vec<_>>().join("; ");
        SettingsError::Broken { line: place.line, column: place.column, why }
    })
}

/// The text with another value for `name`, or without one.
pub(super) fn edited(text: &str, name: &str, value: Option<&Toml>) -> Result<String, SettingsError> {
    let document = parse(text)?;
    let place = document.as_table().get_key_value(name).map(|(key, item)| (key.span(), item));
    let candidates = match (place, value) {
        (None, None) => return Ok(text.to_owned()),
        (None, Some(value)) => insertions(text, &document, &format!("{name} = {value}")),
        (Some((Some(key), Item::Value(old))), _) => {
            let Some(old) = old.span() else { return Err(unclear(text, key.start)) };
            vec![match value {
                Some(value) => replaced(text, old, &value.to_string()),
                None => replaced(text, lines_of(text, key.start..old.end), ""),
            }]
        }
        (Some((key, item)), _) => return Err(unclear(text, key.or(item.span()).map_or(0, |span| span.start))),
    };
    // A comment that looks like a place for the key may be the inside of a text: only what reads right is written.
    candidates.into_iter().find(|edited| differs_only_in(text, edited, name, value)).ok_or_else(|| unclear(text, 0))
}

/// The text with a new line: behind a comment that shows the key, else behind the last key, else where keys may be.
fn insertions(text: &str, document: &Document<&str>, line: &str) -> Vec<String> {
    let name = line.split(' ').next().unwrap_or_default();
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let shows_key = |line: &str| {
        let comment = line.trim_start().strip_prefix('#').map(str::trim_start);
        comment.and_then(|comment| comment.strip_prefix(name)).is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    let mut ends = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        ends.extend(shows_key(line).then_some(at));
    }
    let plain = document.iter().filter_map(|(_, item)| item.as_value()?.span());
    ends.extend(plain.map(|span| lines_of(text, span).end).max());
    ends.extend([text.len(), text.len() - text.trim_start_matches('\u{feff}').len()]);
    let insertion = |at: usize| {
        let gap = if at == 0 || text[..at].ends_with(['\n', '\u{feff}']) { "" } else { newline };
        replaced(text, at..at, &format!("{gap}{line}{newline}"))
    };
    ends.into_iter().map(insertion).collect()
}

fn replaced(text: &str, range: Range<usize>, new: &str) -> String {
    [&text[..range.start], new, &text[range.end..]].concat()
}

/// The whole lines that hold `range`.
fn lines_of(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let start = if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { start };
    start..text[range.end..].find('\n').map_or(text.len(), |newline| range.end + newline + 1)
}

fn differs_only_in(old: &str, new: &str, name: &str, value: Option<&Toml>) -> bool {
    let parse = |text: &str| toml_edit::de::from_str::<serde_json::Map<String, serde_json::Value>>(text);
    let (Ok(mut old), Ok(mut new)) = (parse(old), parse(new)) else { return false };
    old.remove(name);
    new.remove(name) == value.map(to_json) && old == new
}

fn unclear(text: &str, at: usize) -> SettingsError {
    let Place { line, column } = Place::of(text.as_bytes(), at);
    SettingsError::Broken { line, column, why: "this is not a plain value that can be exchanged".to_owned() }
}
