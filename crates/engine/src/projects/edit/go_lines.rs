//! The `go` and `toolchain` lines of `go.mod` and `go.work`, as `go mod edit -go=… -toolchain=…` writes them, except
//! that a file that the go command would reformat keeps its form.
//! Source: <https://github.com/golang/mod/blob/master/modfile/rule.go> (`AddGoStmt`, `AddToolchainStmt`).
use std::ops::Range;

use super::{NotEdited, spliced};
use crate::which_go::toolchain::{LinePlace, ModFileError, line_places};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GoLines<'a> {
    /// The version in the `go` line, such as `1.27`; `None` to keep it.
    pub go: Option<&'a str>,
    pub toolchain: ToolchainLine<'a>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ToolchainLine<'a> {
    /// It stays as it is, even if there is none.
    #[default]
    Keep,
    /// Such as `go1.27.3`.
    Set(&'a str),
    Remove,
}

impl From<ModFileError> for NotEdited {
    fn from(ModFileError { at, what }: ModFileError) -> Self {
        Self::Syntax(at.line, what)
    }
}

/// The values of the `go` and `toolchain` lines, as they are written.
pub fn go_lines(text: &str) -> Result<(Option<&str>, Option<&str>), NotEdited> {
    let places = line_places(text, "go.mod")?;
    let value = |place: Option<LinePlace>| place.and_then(|place| text.get(place.value));
    Ok((value(places.go), value(places.toolchain)))
}

pub fn with_go_lines(text: &str, wish: GoLines<'_>) -> Result<String, NotEdited> {
    let places = line_places(text, "go.mod")?;
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut missing: Vec<String> = Vec::new();
    match (wish.go, &places.go) {
        (Some(go), Some(line)) => edits.push((line.value.clone(), go.to_owned())),
        (Some(go), None) => missing.push(format!("go {go}")),
        (None, _) => {}
    }
    match (wish.toolchain, &places.toolchain) {
        (ToolchainLine::Set(name), Some(line)) => edits.push((line.value.clone(), name.to_owned())),
        (ToolchainLine::Set(name), None) => missing.push(format!("toolchain {name}")),
        (ToolchainLine::Remove, Some(line)) => edits.push((without_comments(text, line), String::new())),
        (ToolchainLine::Keep, _) | (ToolchainLine::Remove, None) => {}
    }
    if !missing.is_empty() {
        let anchor = places.go.as_ref().or(places.module.as_ref()).ok_or(NotEdited::NoPlace)?;
        edits.push((anchor.end..anchor.end, new_lines(text, anchor, &missing)));
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let edited = spliced(text, edits);
    // Nothing else may change, whatever the file looks like.
    let (go, toolchain) = go_lines(&edited)?;
    let is_done = wish.go.is_none_or(|wanted| go == Some(wanted))
        && match wish.toolchain {
            ToolchainLine::Keep => true,
            ToolchainLine::Set(name) => toolchain == Some(name),
            ToolchainLine::Remove => toolchain.is_none(),
        };
    if is_done { Ok(edited) } else { Err(NotEdited::NoPlace) }
}

fn new_lines(text: &str, behind: &LinePlace, lines: &[String]) -> String {
    let rest = text.get(behind.end..).unwrap_or_default();
    let newline = if rest.starts_with("\r\n") || (rest.is_empty() && text.contains("\r\n")) { "\r\n" } else { "\n" };
    let following = rest.trim_start_matches('\r').strip_prefix('\n').and_then(|rest| rest.lines().next());
    let is_apart = following.is_none_or(|line| line.trim().is_empty());
    let gap = if is_apart { newline.repeat(2) } else { newline.to_owned() };
    lines.iter().flat_map(|line| [gap.as_str(), line]).collect()
}

/// A line with one of the empty lines around it. Its comments stay, because somebody wrote them.
fn without_comments(text: &str, line: &LinePlace) -> Range<usize> {
    let rest = text.get(line.value.end..line.end).unwrap_or_default();
    if let Some(comment) = rest.find("//") {
        return line.start..line.value.end + comment;
    }
    let rest = text.get(line.end..).unwrap_or_default();
    let end = rest.find('\n').map_or(text.len(), |newline| line.end + newline + 1);
    let is_last = text.get(end..).and_then(|rest| rest.lines().next()).is_none_or(|line| line.trim().is_empty());
    let above = text.get(..line.start).unwrap_or_default();
    match above.strip_suffix('\n').map(|above| above.rsplit('\n').next().unwrap_or_default()) {
        Some(empty) if is_last && empty.trim().is_empty() => line.start - empty.len() - 1..end,
        _ => line.start..end,
    }
}
