//! The images of Go in a Dockerfile. Source: <https://docs.docker.com/reference/dockerfile/>.
use std::collections::HashMap;

use super::notations::{IMAGE_TOOLCHAIN, Meaning, UNKNOWN, of_image, toolchains_in, with_toolchain, with_variables};
use super::{Mention, Reader};
use crate::projects::AskedBy;

struct Stage {
    line: usize,
    image: String,
    meaning: Meaning,
    /// What its instructions set GOTOOLCHAIN to, and those of the stages that begin with it.
    toolchains: Vec<String>,
}

pub(super) fn read(text: &str, reader: &mut Reader<'_>) {
    let mut arguments: HashMap<String, String> = HashMap::new();
    let mut all: Vec<Stage> = Vec::new();
    // the name of each stage, and the one of `all` that it begins with
    let mut named: HashMap<String, Option<usize>> = HashMap::new();
    let mut current: Option<usize> = None;
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
            let mut begin = |(image, meaning): (String, Meaning)| {
                all.push(Stage { line, image, meaning, toolchains: Vec::new() });
                all.len() - 1
            };
            let image = with_variables(written, &|name| arguments.get(name).cloned());
            current = match (named.get(&written.to_ascii_lowercase()), &image) {
                (Some(begins), _) => *begins,
                (None, Some(image)) => of_image(image).map(|meaning| (image.clone(), meaning)).map(&mut begin),
                (None, None) => of_image(written).map(|_| (written.to_owned(), UNKNOWN)).map(&mut begin),
            };
            named.extend(stage.map(|stage| (stage, current)));
        } else if let Some(stage) = current.and_then(|current| all.get_mut(current)) {
            stage.toolchains.extend(toolchains_in(&instruction));
        }
    }
    for Stage { line, image, meaning, toolchains } in all {
        let meaning = with_toolchain(meaning, IMAGE_TOOLCHAIN, &toolchains);
        reader.add(AskedBy::Dockerfile, Mention { line, word: "FROM" }, &image, meaning);
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
            } else if line.contains("GOTOOLCHAIN") {
                all.push((index + 1, format!("RUN {line}"))); // a command in a script
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

    #[test]
    fn a_stage_that_sets_gotoolchain_may_use_a_newer_go() {
        for (instructions, means) in [
            ("ENV GOTOOLCHAIN=auto", "AtLeast go1.26"),
            ("ENV GOTOOLCHAIN auto", "AtLeast go1.26"),
            ("ENV CGO_ENABLED=0 \\\n    GOTOOLCHAIN=\"local+auto\" \\\n    X=1", "AtLeast go1.26"),
            ("RUN cd x && GOTOOLCHAIN=auto go build", "AtLeast go1.26"),
            ("RUN GOTOOLCHAIN= go build", "AtLeast go1.26"),
            ("RUN <<EOF\nexport GOTOOLCHAIN=auto\nEOF", "AtLeast go1.26"),
            ("FROM alpine\nFROM a AS b\nFROM b\nENV GOTOOLCHAIN=auto", "AtLeast go1.26"),
            ("ENV GOTOOLCHAIN=go1.27.3", "Exactly go1.27.3"),
            ("ARG GOTOOLCHAIN\nENV GOTOOLCHAIN=$GOTOOLCHAIN", "Unknown -"),
            ("ENV GOTOOLCHAIN=local", "NewestOfLine go1.26"),
            ("RUN echo $GOTOOLCHAIN && go build", "NewestOfLine go1.26"),
            ("FROM alpine\nENV GOTOOLCHAIN=auto", "NewestOfLine go1.26"),
            ("", "NewestOfLine go1.26"),
        ] {
            let text = format!("FROM golang:1.26 AS a\n{instructions}\n");
            assert_eq!(asked(Dockerfile, &text), [format!("1 FROM golang:1.26 {means}")], "{instructions}");
        }
        let text = "FROM golang:1.20\nENV GOTOOLCHAIN=auto\n";
        assert_eq!(asked(Dockerfile, text), ["1 FROM golang:1.20 NewestOfLine go1.20"], "it cannot switch");
    }
}
