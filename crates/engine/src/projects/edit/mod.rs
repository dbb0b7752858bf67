//! Edits of the lines that name a Go in a project's files: `go.mod` and `go.work`, version-manager files, and those of
//! build servers. An editor replaces a version, or adds or removes one line, and keeps every other byte. [`FileEdit`]
//! is such an edit as data, with the file before and after it.
mod change;
mod file;
mod form;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod go_lines;
mod refused;
#[cfg(test)]
mod tests;

use std::ops::Range;

use toml_edit::Document;

use super::{Place, ProjectText, found};
use crate::base::display::line_number;

pub use change::{CREATED, FileEdit, Hunk, HunkLine};
pub(crate) use file::is_source;
pub use file::{FileKind, is_editable, read};
pub use form::{in_the_form_of, number_in, pinned};
pub use go_lines::{GoLines, ToolchainLine, go_lines, with_go_lines};
pub use refused::NotEdited;

/// The text with another value for each version that is read; `new` returns `None` to keep one. `go.mod` and `go.work`
/// have [`with_go_lines`].
pub(crate) fn with_versions(
    source: ProjectText<'_>,
    new: &dyn Fn(&str) -> Option<String>,
) -> Result<String, NotEdited> {
    let text = source.text;
    Ok(spliced(text, places(source)?.iter().filter_map(|place| place.replaced(text, new)).collect()))
}

/// In order, as they are written.
pub(crate) fn versions(source: ProjectText<'_>) -> Result<Vec<&str>, NotEdited> {
    Ok(places(source)?.into_iter().filter_map(|place| source.text.get(place.range)).collect())
}

/// Where the versions stand, each once.
fn places(source: ProjectText<'_>) -> Result<Vec<Place>, NotEdited> {
    if source.kind == FileKind::Mise {
        Document::parse(source.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = line_number(source.text, at);
            NotEdited::Syntax(line, error.message().lines().collect::<Vec<_>>().join("; "))
        })?;
    }
    let mut places = found(source).places;
    places.sort_by_key(|place| place.range.start);
    places.dedup_by(|next, kept| {
        let is_same = next.range.start < kept.range.end;
        if is_same {
            kept.variants.append(&mut next.variants);
        }
        is_same
    });
    Ok(places)
}

/// A text whose lines end as those of another one do: all with a carriage return and a line feed, or as they are.
pub(crate) fn with_line_ends_of(other: &str, text: String) -> String {
    let ends = other.matches('\n').count();
    let is_of_windows = ends > 0 && other.matches("\r\n").count() == ends;
    if is_of_windows { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text }
}

/// The text with other bytes in these places, which are in order and do not overlap.
fn spliced(text: &str, edits: Vec<(Range<usize>, String)>) -> String {
    let (mut all, mut at) = (String::with_capacity(text.len() + 64), 0);
    for (range, new) in edits {
        let Some(before) = text.get(at..range.start) else { continue };
        all.push_str(before);
        all.push_str(&new);
        at = range.end;
    }
    all.push_str(text.get(at..).unwrap_or_default());
    all
}
