//! Where the `go` and `toolchain` lines of a file are, for an edit that keeps all other bytes.
use std::ops::Range;

use super::ModFileError;
use super::syntax::{self, Line, ModStatement};

/// A line with one word and its value, by its bytes in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LinePlace {
    /// As it is written.
    pub(crate) value: Range<usize>,
    pub(crate) start: usize,
    /// Before its line end.
    pub(crate) end: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LinePlaces {
    pub(crate) module: Option<LinePlace>,
    pub(crate) go: Option<LinePlace>,
    pub(crate) toolchain: Option<LinePlace>,
}

/// Fails where Go's own parser fails, and if one of the lines is not a single line with one value.
pub(crate) fn line_places(text: &str, name: &str) -> Result<LinePlaces, ModFileError> {
    let mut places = LinePlaces::default();
    for statement in &syntax::statements(text, name)? {
        let (line, is_block) = match statement {
            ModStatement::Line(line) => (line, false),
            ModStatement::Block(opening, _) => (opening, true),
        };
        let word = line.words.first().map(String::as_str).unwrap_or_default();
        let bad = |what: String| Err(ModFileError { at: line.at, what });
        let slot = match word {
            "module" if is_block => continue,
            "module" => &mut places.module,
            "go" => &mut places.go,
            "toolchain" => &mut places.toolchain,
            _ => continue,
        };
        if is_block {
            return bad(format!("unknown block type: {word}"));
        }
        if slot.is_some() {
            return bad(format!("repeated {word} statement"));
        }
        match place(text, line) {
            Some(place) => *slot = Some(place),
            None => return bad(format!("{word} directive expects exactly one argument")),
        }
    }
    Ok(places)
}

fn place(text: &str, line: &Line) -> Option<LinePlace> {
    let [word, value] = line.words.as_slice() else { return None };
    let start: usize = text.split_inclusive('\n').take(line.at.line.checked_sub(1)?).map(str::len).sum();
    let full = text.get(start..)?.split('\n').next()?;
    let column = full.char_indices().nth(line.at.column.checked_sub(1)?).map(|(at, _)| at)?;
    let behind = full.get(column..)?.strip_prefix(word.as_str())?;
    let rest = behind.trim_start_matches([' ', '\t', '\r']);
    let from = start + full.len() - rest.len();
    let end = start + full.strip_suffix('\r').unwrap_or(full).len();
    rest.starts_with(value.as_str()).then(|| LinePlace { value: from..from + value.len(), start, end })
}
