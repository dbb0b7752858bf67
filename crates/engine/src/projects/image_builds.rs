//! Builds of images by a build server. The arguments that it passes win over the defaults in a Dockerfile.
//! Sources: <https://github.com/docker/build-push-action>, <https://docs.docker.com/reference/cli/docker/buildx/build/>,
//! <https://docs.docker.com/build/bake/reference/>.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::dockerfile::{ImageLine, lines};
use super::notations::{Builds, UNKNOWN};
use super::traced::Traced;
use super::{BYTES_OF_A_STEP, Mention, Reader};
use crate::base::paths::{clean, goes_up};
use crate::projects::AskedBy;

/// A build as a command or a step describes it.
#[derive(Debug, Default)]
pub(super) struct ImageBuild {
    /// Whether `files` are those of Bake, which say what is built.
    pub(super) is_bake: bool,
    pub(super) files: Vec<String>,
    /// The files if it names none; those that do not exist do not count.
    pub(super) usual: Vec<String>,
    /// `NAME=value`, or `NAME` for a variable of the environment.
    pub(super) arguments: Vec<Traced>,
}

/// Where a build is written.
pub(super) struct BuiltBy<'a> {
    pub(super) by: AskedBy,
    pub(super) line: usize,
    pub(super) repository: &'a Path,
    /// The folder in which the build runs, as the build server sees it.
    pub(super) folder: &'a Path,
    /// The folders into which the build server checks out the repository, besides the one that it starts in.
    pub(super) checkouts: &'a [PathBuf],
    pub(super) variable: &'a dyn Fn(&str) -> Option<Traced>,
    /// Whether it is in another file, so that only arguments with a place are in the one that is read.
    pub(super) is_elsewhere: bool,
}

const PROGRAMS: [&str; 4] = ["docker", "podman", "buildah", "nerdctl"];

impl ImageBuild {
    pub(super) fn new(is_bake: bool) -> Self {
        let usual: &[_] = if is_bake { &["docker-bake.hcl", "docker-bake.json"] } else { &[] };
        Self { is_bake, usual: usual.iter().map(|&name| name.to_owned()).collect(), ..Self::default() }
    }

    /// The build of a command, if it may pass arguments: `docker build --build-arg GO=1.26 -f x/Dockerfile .`
    pub(super) fn of_command(command: &Traced) -> Option<Self> {
        let mut words = command.words().skip_while(|word| !PROGRAMS.contains(&word.text())).skip(1);
        let verb = words.by_ref().take(3).find(|word| ["build", "bud", "bake"].contains(&word.text()))?;
        let mut build = Self::new(verb.text() == "bake");
        while let Some(word) = words.next() {
            let (flag, value) = match word.text().split_once('=') {
                Some((flag, value)) if flag.starts_with('-') => (flag, Some(word.part(value))),
                _ => (word.text(), None),
            };
            match flag {
                "-f" | "--file" => build.files.push(unquoted(&value.or_else(|| words.next())?).text().to_owned()),
                "--build-arg" | "--set" => build.add(&value.or_else(|| words.next())?),
                "&&" | "||" | "|" | ";" => break,
                _ if flag.starts_with('-') || build.is_bake => {}
                _ => build.usual.push(in_context(unquoted(&word).text())),
            }
        }
        Some(build).filter(|build| build.is_bake || !build.arguments.is_empty())
    }

    /// Adds `NAME=value`; for Bake, `TARGET.args.NAME=value`.
    pub(super) fn add(&mut self, argument: &Traced) {
        let argument = unquoted(argument);
        let named = argument.text().split_once(".args.").map_or(argument.text(), |(_, named)| named);
        self.arguments.push(argument.part(named));
    }

    /// Reads the Dockerfiles with the arguments.
    pub(super) fn read(self, at: &BuiltBy<'_>, reader: &mut Reader<'_>) {
        let mut files = if self.files.is_empty() { self.usual } else { self.files };
        let mut arguments: Vec<(String, Traced)> = Vec::new();
        for argument in &self.arguments {
            let (name, value) = match argument.text().split_once('=') {
                Some((name, value)) => (name, Some(unquoted(&argument.part(value)))),
                None => (argument.text(), (at.variable)(argument.text())),
            };
            arguments.extend(value.map(|value| (name.to_owned(), value)));
        }
        if self.is_bake {
            let texts: Vec<_> = files.iter().filter_map(|file| reader.other(&at.file(file)?)).collect();
            files.clear();
            for (name, value) in texts.iter().flat_map(|text| bake_pairs(text)) {
                if name == "dockerfile" {
                    files.push(value);
                } else if self.arguments.iter().all(|argument| !argument.text().starts_with(&format!("{name}="))) {
                    arguments.extend((at.variable)(&value).map(|value| (name, value)));
                }
            }
            if files.is_empty() {
                files.push(in_context("."));
            }
        }
        arguments.retain(|(_, value)| !value.text().is_empty() && (value.start().is_some() || !at.is_elsewhere));
        let dockerfiles: BTreeSet<PathBuf> = files.iter().filter_map(|file| at.file(file)).collect();
        for dockerfile in &dockerfiles {
            let Some(text) = reader.other(dockerfile) else { continue };
            let own = lines(&text, &BTreeMap::new());
            for (name, value) in arguments.iter().filter(|(name, _)| text.contains(name)) {
                if !reader.allows(1 + text.len() / BYTES_OF_A_STEP) {
                    return;
                }
                let others = arguments.iter().rev().map(|(name, value)| (&**name, value.clone()));
                let given = others.chain([(&**name, value.clone())]).collect();
                // which value goes with which file is not known
                let is_paired =
                    dockerfiles.len() > 1 && arguments.iter().filter(|(other, _)| other == name).count() > 1;
                for line in lines(&text, &given).into_iter().filter(|line| line.image.contains(value.text())) {
                    let own = own.iter().find(|own| own.line == line.line);
                    if line.version.is_ok() || own.is_none_or(|own| own.image != line.image) {
                        let meaning = if is_paired { UNKNOWN } else { line.meaning.clone() };
                        at.add(ImageLine { meaning, ..line }, value, dockerfile, reader);
                    }
                }
            }
        }
    }
}

impl BuiltBy<'_> {
    fn file(&self, name: &str) -> Option<PathBuf> {
        let path = clean(&self.folder.join(name));
        let inside = self.checkouts.iter().find_map(|checkout| path.strip_prefix(checkout).ok()).unwrap_or(&path);
        (inside.is_relative() && !goes_up(inside)).then(|| self.repository.join(inside))
    }

    fn add(&self, line: ImageLine, value: &Traced, dockerfile: &Path, reader: &mut Reader<'_>) {
        let folder = || dockerfile.parent().map(Path::to_owned).into_iter().collect();
        let builds = if line.builds == Builds::Nothing { Builds::Nothing } else { Builds::Folders(folder()) };
        let outer = std::mem::replace(&mut reader.builds, builds);
        let replaced = u32::try_from(line.line).unwrap_or(u32::MAX);
        reader.found.replaced.insert((dockerfile.to_owned(), replaced));
        let before = value.start().and_then(|start| reader.source.text.get(..start));
        let written = before.map_or(self.line, line_after);
        let mention = Mention { line: written, word: "build-arg" };
        reader.add(self.by, mention, value.text(), line.meaning, line.version);
        reader.builds = outer;
    }
}

/// The number of the line in which a text ends.
pub(super) fn line_after(text: &str) -> usize {
    text.matches('\n').count() + 1
}

fn unquoted(text: &Traced) -> Traced {
    text.part(text.text().trim_matches(['"', '\'']))
}

pub(super) fn in_context(folder: &str) -> String {
    format!("{folder}/Dockerfile")
}

/// The names with their values in a file of Bake, in HCL or JSON: a Dockerfile, or a variable for an argument.
fn bake_pairs(text: &str) -> Vec<(String, String)> {
    let plain = text.replace("${", "");
    let word = |text: &str| text.trim_matches(|letter: char| letter.is_whitespace() || letter == '"').to_owned();
    let pairs = plain.split(['\n', '{', '}', ',']).filter_map(|pair| pair.split_once(['=', ':']));
    pairs.map(|(name, value)| (word(name), word(value))).collect()
}
