//! The images of Go in a Dockerfile. Source: <https://docs.docker.com/reference/dockerfile/>.
use std::collections::{HashMap, HashSet};

use super::notations::{UNKNOWN, of_image, with_variables};
use super::{Mention, Reader};
use crate::projects::AskedBy;

pub(super) fn read(text: &str, reader: &mut Reader<'_>) {
    let mut arguments: HashMap<String, String> = HashMap::new();
    let mut stages: HashSet<String> = HashSet::new();
    let mut has_stage = false;
    for (line, instruction) in instructions(text) {
        let mut words = instruction.split_whitespace();
        let Some(name) = words.next() else { continue };
        if name.eq_ignore_ascii_case("ARG") && !has_stage {
            for word in words {
                let (name, value) = word.split_once('=').unwrap_or((word, ""));
                let value = value.trim_matches(['"', '\'']);
                let known = |name: &str| arguments.get(name).cloned();
                if let Some(value) = with_variables(value, &known) {
                    arguments.insert(name.to_owned(), value);
                }
            }
        } else if name.eq_ignore_ascii_case("FROM") {
            has_stage = true;
            let mut words = words.filter(|word| !word.starts_with("--"));
            let Some(written) = words.next() else { continue };
            let stage = words.nth(1).map(str::to_ascii_lowercase);
            let image = with_variables(written, &|name| arguments.get(name).cloned());
            let is_stage = stages.contains(&written.to_ascii_lowercase());
            let meaning = match &image {
                _ if is_stage => None,
                Some(image) => of_image(image),
                None => of_image(written).map(|_| UNKNOWN),
            };
            if let Some(meaning) = meaning {
                reader.add(
                    AskedBy::Dockerfile,
                    Mention { line, word: "FROM" },
                    image.as_deref().unwrap_or(written),
                    meaning,
                );
            }
            stages.extend(stage);
        }
    }
}

/// The instructions with the line where each begins, continued lines joined, without comments and here-documents.
fn instructions(text: &str) -> Vec<(usize, String)> {
    let text = text.trim_start_matches('\u{feff}');
    let escape = if escapes_by_backtick(text) { '`' } else { '\\' };
    let mut all = Vec::new();
    let mut begun: Option<(usize, String)> = None;
    let mut ends: Vec<String> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(end) = ends.first() {
            if line.trim() == end {
                ends.remove(0);
            }
            continue;
        }
        let trimmed = line.trim();
        // a comment, or an empty line between continued ones
        if trimmed.starts_with('#') || (trimmed.is_empty() && begun.is_some()) {
            continue;
        }
        let (part, continues) = trimmed.strip_suffix(escape).map_or((trimmed, false), |part| (part, true));
        let (_, whole) = begun.get_or_insert_with(|| (index + 1, String::new()));
        whole.push_str(part);
        whole.push(' ');
        if !continues {
            let done = begun.take();
            ends = done.as_ref().map(|(_, whole)| here_documents(whole)).unwrap_or_default();
            all.extend(done);
        }
    }
    all.extend(begun);
    all
}

/// Whether the first lines say `# escape=` followed by a backtick, as on Windows.
fn escapes_by_backtick(text: &str) -> bool {
    let directives = text.lines().map_while(|line| line.trim().strip_prefix('#'));
    let mut values = directives.filter_map(|line| line.split_once('='));
    values.any(|(name, value)| name.trim().eq_ignore_ascii_case("escape") && value.trim() == "`")
}

fn here_documents(instruction: &str) -> Vec<String> {
    let takes_them = ["RUN", "COPY", "ADD"]
        .iter()
        .any(|name| instruction.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)));
    if !takes_them {
        return Vec::new();
    }
    let starts = instruction.split("<<").skip(1);
    let words = starts.map(|rest| rest.trim_start_matches('-').split_whitespace().next().unwrap_or_default());
    let plain = words.map(|word| word.trim_matches(['"', '\'']));
    plain
        .filter(|word| word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_'))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::asked;
    use crate::projects::FileKind::Dockerfile;

    #[test]
    fn from_lines_with_arguments_stages_and_continued_lines() {
        let text = "# syntax=docker/dockerfile:1\nARG GO_VERSION=1.26\nARG BASE=golang:${GO_VERSION}-alpine\n\n\
            FROM --platform=$BUILDPLATFORM $BASE AS build\nARG GO_VERSION=1.20\nRUN go build ./...\n\
            FROM build AS test\nfrom \\\n  # a comment\n  golang:1.27.3\n\
            RUN <<EOF\nFROM golang:1.1\nEOF\nFROM golang:${UNKNOWN}\nFROM alpine\n";
        assert_eq!(
            asked(Dockerfile, text),
            [
                "5 FROM golang:1.26-alpine NewestOfLine go1.26",
                "9 FROM golang:1.27.3 Exactly go1.27.3",
                "15 FROM golang:${UNKNOWN} Unknown -",
            ]
        );
    }

    #[test]
    fn a_stage_may_have_the_name_of_an_image() {
        let text = "# escape=`\nFROM golang:1.26 AS golang\nFROM golang\nFROM `\n  docker.io/golang:1.27\n";
        assert_eq!(
            asked(Dockerfile, text),
            ["2 FROM golang:1.26 NewestOfLine go1.26", "4 FROM docker.io/golang:1.27 NewestOfLine go1.27"]
        );
    }
}
