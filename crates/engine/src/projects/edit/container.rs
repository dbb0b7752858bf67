//! `golang` images, in Dockerfiles and in the YAML of build servers. Only the version in a tag changes; its suffix,
//! such as `-alpine`, and the registry stay, and so does an image with a digest.
//! Sources: <https://docs.docker.com/reference/dockerfile/>, <https://docs.gitlab.com/ci/yaml/#image>.
use std::collections::BTreeSet;
use std::ops::Range;

use super::yaml::{Pair, pairs};
use super::{VersionPlace, Writing};

/// The pipeline of GitLab: its images, and the variables that say their version.
pub(super) fn in_yaml(text: &str) -> Vec<VersionPlace> {
    let pairs = pairs(text);
    let names: BTreeSet<&str> =
        pairs.iter().filter(|pair| is_image(pair)).filter_map(|pair| argument(pair.text(text))).collect();
    let is_variable = |pair: &&Pair<'_>| pair.parent == "variables" && names.contains(pair.key);
    let of_variable = pairs.iter().filter(is_variable).map(|pair| {
        let value = pair.text(text);
        let length = value.find('-').unwrap_or(value.len());
        let is_bare = !pair.is_quoted && length == value.len();
        VersionPlace {
            range: pair.value.start..pair.value.start + length,
            writing: if is_bare { Writing::BareYaml } else { Writing::Plain },
        }
    });
    let mut places: Vec<VersionPlace> = images(text, &pairs).into_iter().chain(of_variable).collect();
    places.sort_by_key(|place| place.range.start);
    // a variable may also be the name of an image
    places.dedup_by(|next, kept| next.range.start < kept.range.end);
    places
}

pub(super) fn images(text: &str, pairs: &[Pair<'_>]) -> Vec<VersionPlace> {
    let versions = pairs.iter().filter(|pair| is_image(pair)).filter_map(|pair| {
        let range = version(pair.text(text))?;
        Some(pair.value.start + range.start..pair.value.start + range.end)
    });
    versions.map(VersionPlace::plain).collect()
}

fn is_image(pair: &Pair<'_>) -> bool {
    matches!((pair.parent, pair.key), (_, "image" | "container") | ("image", "name"))
}

/// The images that a Dockerfile builds from, and the arguments that say their version.
pub(super) fn in_dockerfile(text: &str) -> Vec<VersionPlace> {
    let instructions = instructions(text);
    let images: Vec<Range<usize>> = instructions.iter().filter_map(|(at, line)| image(*at, line)).collect();
    let names: BTreeSet<&str> = images.iter().filter_map(|range| argument(text.get(range.clone())?)).collect();
    let of_image = images.iter().filter_map(|range| {
        let version = version(text.get(range.clone())?)?;
        Some(range.start + version.start..range.start + version.end)
    });
    let of_argument = instructions.iter().filter_map(|(at, line)| default(*at, line, &names));
    let mut all: Vec<Range<usize>> = of_image.chain(of_argument).collect();
    all.sort_by_key(|range| range.start);
    all.into_iter().map(VersionPlace::plain).collect()
}

/// The first lines of all instructions, each with its place. Continued lines and here-documents are left out.
fn instructions(text: &str) -> Vec<(usize, &str)> {
    let directive = |line: &str| line.trim_start_matches('#').replace(' ', "").to_ascii_lowercase();
    let comments = text.lines().take_while(|line| line.starts_with('#'));
    let escape = if comments.map(directive).any(|line| line == "escape=`") { '`' } else { '\\' };
    let (mut all, mut at) = (Vec::new(), 0);
    let (mut is_continued, mut takes_documents, mut ends): (bool, bool, Vec<String>) = (false, false, Vec::new());
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        if let Some(end) = ends.first() {
            if line.trim_start() == end {
                ends.remove(0);
            }
            continue;
        }
        let inner = line.trim_start();
        if inner.is_empty() || inner.starts_with('#') {
            continue; // also between continued lines
        }
        if !is_continued {
            all.push((start + line.len() - inner.len(), inner));
            let word = inner.split_whitespace().next().unwrap_or_default();
            takes_documents = ["run", "copy", "add"].iter().any(|other| word.eq_ignore_ascii_case(other));
        }
        is_continued = line.ends_with(escape);
        if takes_documents {
            ends = here_documents(inner);
        }
    }
    all
}

/// The words that end the here-documents that a line begins: `RUN <<EOF`.
fn here_documents(line: &str) -> Vec<String> {
    let words = line.split("<<").skip(1).filter_map(|rest| {
        let rest = rest.strip_prefix('-').unwrap_or(rest).trim_start_matches(['"', '\'']);
        let end = rest.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(rest.len());
        rest.get(..end).filter(|word| !word.is_empty()).map(str::to_owned)
    });
    words.collect()
}

/// The bytes of the image of `FROM`, or of `COPY --from`.
fn image(at: usize, line: &str) -> Option<Range<usize>> {
    let mut words = words(at, line);
    let (_, instruction) = words.next()?;
    let (range, flag) = if instruction.eq_ignore_ascii_case("from") {
        (words.find(|(_, word)| !word.starts_with("--"))?.0, 0)
    } else if instruction.eq_ignore_ascii_case("copy") {
        (words.find(|(_, word)| word.starts_with("--from="))?.0, "--from=".len())
    } else {
        return None;
    };
    Some(range.start + flag..range.end)
}

/// The bytes of the default of an argument, if it is one of these names: `ARG GO_VERSION=1.27`.
fn default(at: usize, line: &str, names: &BTreeSet<&str>) -> Option<Range<usize>> {
    let mut words = words(at, line);
    words.next().filter(|(_, word)| word.eq_ignore_ascii_case("arg"))?;
    let (range, word) = words.find(|(_, word)| word.split_once('=').is_some_and(|(name, _)| names.contains(name)))?;
    let (name, value) = word.split_once('=')?;
    let bare = value.trim_matches(['"', '\'']);
    let quotes = value.len() - value.trim_start_matches(['"', '\'']).len();
    let start = range.start + name.len() + 1 + quotes;
    let end = start + bare.find('-').unwrap_or(bare.len());
    Some(start..end)
}

fn words(at: usize, line: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = line.get(from..)?;
        let start = from + rest.find(|character: char| !character.is_whitespace())?;
        let rest = line.get(start..)?;
        let word = rest.split(char::is_whitespace).next()?;
        from = start + word.len();
        Some((at + start..at + from, word))
    })
}

/// The tag of a `golang` image without a digest: its place, and its text.
fn tag(image: &str) -> Option<(usize, &str)> {
    let name = image.rfind('/').map_or(0, |slash| slash + 1);
    let (repository, tag) = image.get(name..)?.split_once(':')?;
    (repository == "golang" && !tag.contains('@')).then(|| (name + repository.len() + 1, tag))
}

/// The bytes of the version in the tag of a `golang` image: `1.27` in `golang:1.27-alpine`.
fn version(image: &str) -> Option<Range<usize>> {
    let (at, tag) = tag(image)?;
    let version = tag.split('-').next().filter(|version| version.starts_with(|first: char| first.is_ascii_digit()))?;
    Some(at..at + version.len())
}

/// The argument that the tag of a `golang` image begins with: `${GO_VERSION}-alpine`, `$GO_VERSION`.
fn argument(image: &str) -> Option<&str> {
    let (_, tag) = tag(image)?;
    let rest = tag.strip_prefix('$')?;
    let is_of_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    match rest.strip_prefix('{') {
        Some(braced) => braced.split_once('}').map(|(name, _)| name).filter(|name| name.chars().all(is_of_name)),
        None => rest.split(|character| !is_of_name(character)).next().filter(|name| !name.is_empty()),
    }
}
