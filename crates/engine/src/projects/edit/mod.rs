//! Edits of the lines that name a Go in a project's files: `go.mod` and `go.work`, version-manager files, and those of
//! build servers. An editor replaces a version, or adds or removes one line, and keeps every other byte. [`FileEdit`]
//! is such an edit as data, with the file before and after it.
mod change;
mod container;
mod file;
mod form;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod go_lines;
mod refused;
#[cfg(test)]
mod tests;
mod version_files;
mod workflow;
mod yaml;

use std::ops::Range;

pub use change::{CREATED, FileEdit, Hunk, HunkLine};
pub(crate) use file::is_source;
pub use file::{FileKind, is_editable, read};
pub use form::{in_the_form_of, number_in, pinned};
pub use go_lines::{GoLines, ToolchainLine, go_lines, with_go_lines};
pub use refused::NotEdited;

/// The text with another value for each version; `new` returns `None` to keep one. `go.mod` and `go.work` have
/// [`with_go_lines`].
pub(crate) fn with_versions(
    kind: FileKind,
    text: &str,
    new: &dyn Fn(&str) -> Option<String>,
) -> Result<String, NotEdited> {
    let places = match kind {
        FileKind::GoMod | FileKind::GoWork | FileKind::Images => Vec::new(),
        FileKind::GoVersion | FileKind::ToolVersions | FileKind::Mise => version_files::places(kind, text)?,
        FileKind::Workflow => workflow::places(text),
        FileKind::Dockerfile => container::in_dockerfile(text),
        FileKind::GitlabCi => container::in_yaml(text),
    };
    Ok(spliced(text, places.into_iter().filter_map(|place| place.replaced(text, new)).collect()))
}

/// In order, as they are written.
pub fn versions(kind: FileKind, text: &str) -> Result<Vec<String>, NotEdited> {
    let found = std::cell::RefCell::new(Vec::new());
    with_versions(kind, text, &|version| {
        found.borrow_mut().push(version.to_owned());
        None
    })?;
    Ok(found.into_inner())
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct VersionPlace {
    /// Without quotes.
    range: Range<usize>,
    writing: Writing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writing {
    Plain,
    /// A YAML scalar without quotes: `1.30` would be the number 1.3, so it gets quotes.
    BareYaml,
}

impl VersionPlace {
    fn plain(range: Range<usize>) -> Self {
        Self { range, writing: Writing::Plain }
    }

    /// The bytes to replace, and their replacement; `None` if they stay.
    fn replaced(&self, text: &str, new: &dyn Fn(&str) -> Option<String>) -> Option<(Range<usize>, String)> {
        let old = text.get(self.range.clone())?;
        let new = new(old).filter(|new| new != old)?;
        let is_number = new.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let loses_zero =
            self.writing == Writing::BareYaml && is_number && new.ends_with('0') && new.matches('.').count() == 1;
        Some((self.range.clone(), if loses_zero { format!("'{new}'") } else { new }))
    }
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
