//! The one line that a startup file gets: placed where the shell reaches it, found again, and removed without a trace.
use std::path::Path;

use super::Splice;
use super::script::{MARK, ShellLanguage};
use super::startup_scan::reached;
use crate::base::digest::Sha256;

/// The parts that were created together with the line. This note follows the line, so that removing one removes both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Created {
    Nothing,
    LineBreak,
    /// The file, and this many folders above it.
    File(usize),
}

impl Created {
    fn note(self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::LineBreak => " (with the line break before it)".to_owned(),
            Self::File(0) => " (with this file)".to_owned(),
            Self::File(folders) => format!(" (with this file and {folders} of its folders)"),
        }
    }

    fn of(note: &[u8]) -> Option<Self> {
        let folders = || {
            let number = note.strip_prefix(b" (with this file and ")?.strip_suffix(b" of its folders)")?;
            str::from_utf8(number).ok()?.parse().ok().map(Self::File)
        };
        let known = [Self::Nothing, Self::LineBreak, Self::File(0)].into_iter();
        known.clone().find(|made| made.note().as_bytes() == note).or_else(folders)
    }

    /// The note in `text`, a line of a file, if the line is `line`.
    fn in_line(text: &[u8], line: &[u8]) -> Option<Self> {
        Self::of(text.trim_ascii().strip_prefix(line)?)
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Without {
    /// The remaining content; `None` if the file is deleted, too.
    pub(super) rest: Option<Vec<u8>>,
}

/// The file with the line at the last place that the shell reaches; `None` if the line exists already. A missing file
/// is created, with as many folders above it as `missing_folders` says.
pub(super) fn add_line(
    file: Option<&[u8]>,
    line: &[u8],
    language: ShellLanguage,
    missing_folders: usize,
) -> Option<Vec<u8>> {
    let Some(text) = file else {
        return Some([line, Created::File(missing_folders).note().as_bytes(), b"\n"].concat());
    };
    if takes_effect(text, line, language) {
        return None;
    }
    let (at, added) = last(text, line, language);
    Some([&text[..at], &added, &text[at..]].concat())
}

/// The last place that the shell reaches, and the line with what it needs there.
fn last(text: &[u8], line: &[u8], language: ShellLanguage) -> (usize, Vec<u8>) {
    let at = last_place(text, language);
    let needs_break = at == text.len() && !text.is_empty() && !text.ends_with(b"\n");
    let (gap, made): (&[u8], _) = if needs_break { (b"\n", Created::LineBreak) } else { (b"", Created::Nothing) };
    (at, [gap, line, made.note().as_bytes(), b"\n"].concat())
}

/// Moves the line to the last place that the shell reaches. `None` if it has no effect, or no command follows it.
pub(super) fn move_last(text: &[u8], line: &[u8], language: ShellLanguage) -> Option<Splice> {
    let at = effective_at(text, line, language)?;
    let end = text[at..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |length| at + length + 1);
    let behind = text.get(end..last_place(text, language))?;
    let is_command = |line: &[u8]| !matches!(line.trim_ascii_start().first(), None | Some(b'#'));
    if !behind.split(|byte| *byte == b'\n').any(is_command) {
        return None;
    }
    let rest = [&text[..at], &text[end..]].concat();
    let (to, inserted) = last(&rest, line, language);
    let after = [&rest[..to], &inserted, &rest[to..]].concat();
    let (before, after) = (Some(Sha256::of(text)), Some(Sha256::of(&after)));
    Some(Splice { before, after, at, removed: text[at..end].to_vec(), inserted, to: Some(to) })
}

/// `None` if the file does not contain the line.
pub(super) fn remove_line(text: &[u8], line: &[u8]) -> Option<Without> {
    let mut rest = Vec::with_capacity(text.len());
    let mut removed = None;
    let mut gap_at = None;
    for it in text.split_inclusive(|byte| *byte == b'\n') {
        let Some(made) = Created::in_line(it, line) else {
            rest.extend_from_slice(it);
            continue;
        };
        gap_at = (made == Created::LineBreak).then_some(rest.len()).or(gap_at);
        removed = removed.filter(|first| matches!(first, Created::File(_))).or(Some(made));
    }
    // If something was appended since, the line break is needed.
    if gap_at == Some(rest.len()) && rest.ends_with(b"\n") {
        rest.pop();
    }
    let is_whole_file = matches!(removed?, Created::File(_)) && rest.is_empty();
    Some(Without { rest: (!is_whole_file).then_some(rest) })
}

/// Whether the file contains the line, even where no shell reaches it.
pub(super) fn has_line(text: &[u8], line: &[u8]) -> bool {
    text.split(|byte| *byte == b'\n').any(|it| Created::in_line(it, line).is_some())
}

pub(super) fn takes_effect(text: &[u8], line: &[u8], language: ShellLanguage) -> bool {
    effective_at(text, line, language).is_some()
}

/// The offset in bytes of the last occurrence that the shell reaches.
pub(super) fn effective_at(text: &[u8], line: &[u8], language: ShellLanguage) -> Option<usize> {
    if !has_line(text, line) {
        return None;
    }
    let line_at = |at: usize| text[at..].split(|byte| *byte == b'\n').next().unwrap_or_default();
    places(text, language).into_iter().rfind(|at| Created::in_line(line_at(*at), line).is_some())
}

pub(super) fn missing_folders(path: &Path) -> usize {
    path.ancestors().skip(1).take_while(|folder| !folder.exists()).count()
}

/// The number of folders that were created with a file, according to the line, if that is its only content.
pub(super) fn folders_made(content: &[u8]) -> usize {
    let line = content.trim_ascii();
    let mark = line.windows(MARK.len()).rposition(|window| window == MARK);
    let made = mark.and_then(|at| Created::of(&line[at + MARK.len()..]));
    if let Some(Created::File(folders)) = made { folders } else { 0 }
}

fn last_place(text: &[u8], language: ShellLanguage) -> usize {
    places(text, language).pop().unwrap_or(text.len())
}

/// The places where a separate line is run. fish reads nothing of a file that ends within a construct.
fn places(text: &[u8], language: ShellLanguage) -> Vec<usize> {
    match language {
        ShellLanguage::Posix => reached(text),
        ShellLanguage::Fish => {
            let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
            let mut places: Vec<usize> = std::iter::once(0).chain(ends).chain([text.len()]).collect();
            places.dedup();
            // a backslash continues the line before
            places.retain(|at| !text[..*at].strip_suffix(b"\n").unwrap_or(&text[..*at]).ends_with(b"\\"));
            places
        }
    }
}
