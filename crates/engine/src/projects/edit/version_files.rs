//! The files of goenv and asdf. Sources: <https://github.com/go-nv/goenv/blob/master/COMMANDS.md>,
//! <https://asdf-vm.com/manage/configuration.html>, <https://github.com/asdf-community/asdf-golang>.
use std::ops::Range;

use super::VersionPlace;

/// `.go-version`: the first word that is not a comment.
pub(super) fn in_go_version(text: &str) -> Vec<VersionPlace> {
    let mut words = lines(text).filter_map(|(at, line)| words(at, line).next());
    words.next().into_iter().map(VersionPlace::plain).collect()
}

/// `.tool-versions`: the first version behind `golang` (asdf) or `go` (mise). The others are what it falls back to.
pub(super) fn in_tool_versions(text: &str) -> Vec<VersionPlace> {
    let version = |(at, line)| {
        let mut words = words(at, line);
        let name = text.get(words.next()?)?;
        if matches!(name, "golang" | "go") { words.next() } else { None }
    };
    lines(text).filter_map(version).map(VersionPlace::plain).collect()
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.split('#').next().unwrap_or_default())
    })
}

fn words(at: usize, line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = line.get(from..)?;
        let start = from + rest.find(|character: char| !is_space(character))?;
        let rest = line.get(start..)?;
        from = start + rest.find(is_space).unwrap_or(rest.len());
        Some(at + start..at + from)
    })
}

/// A byte order mark is not part of a word.
fn is_space(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}
