//! The images of Go in a Dockerfile. Source: <https://docs.docker.com/reference/dockerfile/>.
use std::collections::{BTreeMap, HashMap};

use super::notations::{
    Builds, IMAGE_TOOLCHAIN, Meaning, Work, of_image, toolchains_in, with_toolchain, with_variables, work_of,
};
use super::traced::{Kept, Place, Traced};
use super::{Mention, Reader};
use crate::projects::AskedBy;

/// A line with an image of Go.
pub(super) struct ImageLine {
    pub(super) line: usize,
    pub(super) word: &'static str,
    pub(super) image: String,
    pub(super) meaning: Meaning,
    pub(super) version: Result<Place, Kept>,
    pub(super) builds: Builds,
}

/// A stage that begins with an image of Go, and those that begin with it.
struct Stage {
    begins: ImageLine,
    /// What its instructions set GOTOOLCHAIN to.
    toolchains: Vec<String>,
    work: Work,
    /// Whether it copies or runs anything.
    is_used: bool,
    /// Whether it gets files of the repository itself, not only what another stage has built.
    has_files: bool,
    is_of_gopath: bool,
}

pub(super) fn read(text: &str, reader: &mut Reader<'_>) {
    for ImageLine { line, word, image, meaning, version, builds } in lines(text, &BTreeMap::new()) {
        reader.builds = builds;
        reader.add(AskedBy::Dockerfile, Mention { line, word }, &image, meaning, version);
    }
}

/// The lines of a file with the defaults of its arguments, or as another file builds it with `given` ones: then only what
/// these say has a place.
pub(super) fn lines(text: &str, given: &BTreeMap<&str, Traced>) -> Vec<ImageLine> {
    let mut arguments: HashMap<String, Traced> = HashMap::new();
    let mut all: Vec<Stage> = Vec::new();
    let mut found = Vec::new();
    // the name of each stage, and the one of `all` that it begins with
    let mut named: HashMap<String, Option<usize>> = HashMap::new();
    let mut current: Option<usize> = None;
    let mut has_stage = false;
    for (line, mut instruction) in instructions(text) {
        if !given.is_empty() {
            instruction = Traced::new(instruction.text());
        }
        let mut words = instruction.words();
        let Some(name) = words.next().map(|name| name.text().to_ascii_uppercase()) else { continue };
        match &*name {
            "ARG" if !has_stage => {
                for word in words {
                    let (name, usual) = word.text().split_once('=').unzip();
                    let name = name.unwrap_or(word.text());
                    let usual = usual.map(|usual| known(&word.part(usual.trim_matches(['"', '\''])), &arguments));
                    let value = given.get(name).cloned().or(usual);
                    arguments.extend(value.map(|value| (name.to_owned(), value)));
                }
                continue;
            }
            "FROM" => {
                has_stage = true;
                let mut words = words.filter(|word| !word.text().starts_with("--"));
                let Some(written) = words.next() else { continue };
                let image = known(&written, &arguments);
                let begins = named.get(&written.text().to_ascii_lowercase()).copied();
                current = begins.unwrap_or_else(|| {
                    all.push(Stage::of(line, &image)?);
                    Some(all.len() - 1)
                });
                named.extend(words.nth(1).map(|stage| (stage.text().to_ascii_lowercase(), current)));
                continue;
            }
            "COPY" => {
                let from =
                    words.find_map(|word| Some(known(&word.part(word.text().strip_prefix("--from=")?), &arguments)));
                // the variables of the image stay behind
                let copied = from.and_then(|image| ImageLine::of(line, "COPY", &image));
                found.extend(copied.map(|copied| copied.with_toolchain("auto", &[])));
            }
            _ => {}
        }
        if let Some(stage) = current.and_then(|current| all.get_mut(current)) {
            stage.take(&name, instruction.text());
        }
    }
    found.extend(all.into_iter().map(Stage::asks));
    found
}

fn known(text: &Traced, arguments: &HashMap<String, Traced>) -> Traced {
    with_variables(text, &|name| arguments.get(name).cloned())
}

impl ImageLine {
    fn of(line: usize, word: &'static str, image: &Traced) -> Option<Self> {
        let (meaning, version) = of_image(image)?;
        Some(Self { line, word, image: image.text().to_owned(), meaning, version, builds: Builds::Anything })
    }

    fn with_toolchain(self, usual: &str, others: &[String]) -> Self {
        Self { meaning: with_toolchain(self.meaning, usual, others), ..self }
    }
}

impl Stage {
    fn of(line: usize, image: &Traced) -> Option<Self> {
        Some(Self {
            begins: ImageLine::of(line, "FROM", image)?,
            toolchains: Vec::new(),
            work: Work::Nothing,
            is_used: false,
            has_files: false,
            is_of_gopath: false,
        })
    }

    fn take(&mut self, name: &str, instruction: &str) {
        self.toolchains.extend(toolchains_in(instruction));
        let mut flags = instruction.split_whitespace().filter(|word| word.starts_with("--"));
        let is_of_context = |mount: &str| {
            let is_bind = !mount.contains("type=") || mount.contains("type=bind");
            mount.starts_with("--mount=") && is_bind && !mount.contains("from=")
        };
        self.has_files |= match name {
            "COPY" | "ADD" | "ONBUILD" => !flags.any(|flag| flag.starts_with("--from=")),
            "RUN" => flags.any(is_of_context),
            _ => false,
        };
        self.is_used |= matches!(name, "COPY" | "ADD" | "ONBUILD" | "RUN" | "CMD" | "ENTRYPOINT");
        if matches!(name, "ONBUILD" | "RUN" | "CMD" | "ENTRYPOINT") {
            self.work = self.work.max(work_of(instruction));
        }
        // without modules, as it is usual before Go 1.16: <https://go.dev/blog/go116-module-changes>
        let is_old = || self.begins.meaning.1.as_ref().is_some_and(|version| !version.is_since("go1.16"));
        if instruction.contains("GO111MODULE=off") || (instruction.contains("/go/src/") && is_old()) {
            self.is_of_gopath = true;
            self.begins.version = Err(Kept::Gopath);
        }
    }

    fn asks(self) -> ImageLine {
        let builds = if self.may_build() { Builds::Anything } else { Builds::Nothing };
        ImageLine { builds, ..self.begins.with_toolchain(IMAGE_TOOLCHAIN, &self.toolchains) }
    }

    /// Whether it may build a module of the repository, and not only run or install programs.
    fn may_build(&self) -> bool {
        let is_build = match self.work {
            Work::Builds => true,
            Work::Installs => false,
            Work::Nothing => self.has_files || !self.is_used,
        };
        is_build && !self.is_of_gopath
    }
}

/// The instructions with the line where each begins, continued lines joined, without comments and here-documents.
fn instructions(file: &str) -> Vec<(usize, Traced)> {
    let text = file.trim_start_matches('\u{feff}');
    let escape = if escapes_by_backtick(text) { '`' } else { '\\' };
    let mut all = Vec::new();
    let mut begun: Option<(usize, Traced)> = None;
    let mut ends: Vec<String> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(end) = ends.first() {
            if line.trim() == end {
                ends.remove(0);
            } else {
                all.push((index + 1, Traced::new(&format!("RUN {line}")))); // perhaps a command
            }
            continue;
        }
        let trimmed = line.trim();
        // a comment, or an empty line between continued ones
        if trimmed.starts_with('#') || (trimmed.is_empty() && begun.is_some()) {
            continue;
        }
        let (part, continues) = trimmed.strip_suffix(escape).map_or((trimmed, false), |part| (part, true));
        let (_, whole) = begun.get_or_insert_with(|| (index + 1, Traced::default()));
        whole.push(&Traced::part_of(file, part));
        whole.push(&Traced::new(" "));
        if !continues {
            let done = begun.take();
            ends = done.as_ref().map(|(_, whole)| here_documents(whole.text())).unwrap_or_default();
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
    let name = instruction.split_whitespace().next().unwrap_or_default();
    if !["RUN", "COPY", "ADD"].iter().any(|other| name.eq_ignore_ascii_case(other)) {
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
            FROM build AS test\nfrom \\\n  # a comment\n  golang:1.27.3\nCOPY . .\n\
            RUN <<EOF\nFROM golang:1.1\nEOF\nFROM golang:${UNKNOWN}\nFROM alpine\n";
        assert_eq!(
            asked(Dockerfile, text),
            [
                "5 FROM golang:1.26-alpine NewestOfLine go1.26",
                "9 FROM golang:1.27.3 Exactly go1.27.3",
                "16 FROM golang:${UNKNOWN} Unknown -",
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
            ("RUN <<EOF\nexport GOTOOLCHAIN=auto\ngo build\nEOF", "AtLeast go1.26"),
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
