//! The keys of a YAML file with a value on their line, as far as edits of versions need them. A YAML parser would lose
//! the positions or the format. This reader knows indentation, lists, comments, quotes and blocks of text; what it does
//! not know (flow mappings, anchors, values on several lines) is never taken for a version.
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair<'a> {
    pub(super) key: &'a str,
    /// The key that contains it; empty at the top.
    pub(super) parent: &'a str,
    /// The bytes of the value, without quotes and comments; empty if it has none on this line.
    pub(super) value: Range<usize>,
    pub(super) is_quoted: bool,
    /// The innermost list item that it belongs to, identified by a number.
    pub(super) item: Option<usize>,
}

impl Pair<'_> {
    pub(super) fn text<'t>(&self, yaml: &'t str) -> &'t str {
        yaml.get(self.value.clone()).unwrap_or_default()
    }
}

pub(super) fn pairs(yaml: &str) -> Vec<Pair<'_>> {
    let mut all = Vec::new();
    // the keys that contain the present line, and the items of lists, each with its column
    let mut keys: Vec<(usize, &str)> = Vec::new();
    let mut items: Vec<(usize, usize)> = Vec::new();
    let mut block: Option<usize> = None;
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        let mut rest = line.trim_start_matches(' ');
        let mut column = line.len() - rest.len();
        if rest.is_empty() || block.is_some_and(|block| column > block) {
            continue;
        }
        block = None;
        if rest.starts_with('#') {
            continue;
        }
        items.retain(|(of, _)| *of <= column);
        while let Some(after) = rest.strip_prefix("- ") {
            rest = after.trim_start_matches(' ');
            column = line.len() - rest.len();
            items.retain(|(of, _)| *of < column);
            items.push((column, start + column));
        }
        keys.retain(|(of, _)| *of < column);
        let Some((key, behind)) = key(rest) else { continue };
        let value = line.len() - behind.len();
        let (range, is_quoted) = scalar(behind);
        if behind.starts_with(['|', '>']) {
            block = Some(column);
        }
        let parent = keys.last().map(|(_, key)| *key).unwrap_or_default();
        let value = start + value + range.start..start + value + range.end;
        all.push(Pair { key, parent, value, is_quoted, item: items.last().map(|(_, item)| *item) });
        keys.push((column, key));
    }
    all
}

fn key(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = match line.chars().next()? {
        quote @ ('"' | '\'') => {
            let (key, rest) = line.get(1..)?.split_once(quote)?;
            (key, rest.trim_start_matches(' ').strip_prefix(':')?)
        }
        _ => line.split_once(':')?,
    };
    let is_key = !key.contains(['{', '[', '#', '"']) && (rest.is_empty() || rest.starts_with(' '));
    is_key.then(|| (key, rest.trim_start_matches(' ')))
}

/// The bytes of a value in the rest of its line, and whether it is quoted.
fn scalar(rest: &str) -> (Range<usize>, bool) {
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inside = rest.get(1..).unwrap_or_default();
            (1..1 + inside.find(quote).unwrap_or_default(), true)
        }
        Some('#') | None => (0..0, false),
        Some(_) => {
            let end = rest.find(" #").unwrap_or(rest.len());
            (0..rest.get(..end).unwrap_or_default().trim_end().len(), false)
        }
    }
}
