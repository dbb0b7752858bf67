//! Builds of images by a build server. The arguments that it passes win over the defaults in a Dockerfile.
//! Sources: <https://github.com/docker/build-push-action>, <https://docs.docker.com/reference/cli/docker/buildx/build/>,
//! <https://docs.docker.com/build/bake/reference/>.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::dockerfile::{ImageLine, lines};
use super::notations::{Builds, UNKNOWN};
use super::traced::Traced;
use super::{BYTES_OF_A_STEP, Mention, Reader};
use crate::base::display::line_number;
use crate::base::paths::{below, clean};
use crate::projects::{AskedBy, FileKind};

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
        let mut arguments: Vec<(String, Traced)> = Vec::new();
        for argument in &self.arguments {
            let (name, value) = match argument.text().split_once('=') {
                Some((name, value)) => (name, Some(unquoted(&argument.part(value)))),
                None => (argument.text(), (at.variable)(argument.text())),
            };
            arguments.extend(value.map(|value| (name.to_owned(), value)));
        }
        let is_bake = self.is_bake;
        let mut files = if self.files.is_empty() { self.usual } else { self.files };
        if is_bake {
            let texts: Vec<_> = files.iter().filter_map(|file| reader.other(&at.file(file)?)).collect();
            let pairs = texts.iter().flat_map(|text| bake_pairs(text));
            let (named, others): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| name == "dockerfile");
            files = named.into_iter().map(|(_, file)| file).collect();
            if files.is_empty() {
                files.push(in_context("."));
            }
            let is_set = |name: &str| self.arguments.iter().any(|set| set.text().starts_with(&format!("{name}=")));
            let of_environment = others.into_iter().filter(|(name, _)| !is_set(name));
            arguments.extend(of_environment.filter_map(|(name, value)| Some((name, (at.variable)(&value)?))));
        }
        arguments.retain(|(_, value)| !value.text().is_empty() && (value.start().is_some() || !at.is_elsewhere));
        let dockerfiles: BTreeSet<PathBuf> = files.iter().filter_map(|file| at.file(file)).collect();
        for dockerfile in &dockerfiles {
            at.read(dockerfile, &arguments, dockerfiles.len() > 1, reader);
        }
    }
}

impl BuiltBy<'_> {
    fn file(&self, name: &str) -> Option<PathBuf> {
        let path = clean(&self.folder.join(name));
        let inside = self.checkouts.iter().find_map(|checkout| path.strip_prefix(checkout).ok()).unwrap_or(&path);
        below(self.repository, inside)
    }

    /// Reads a Dockerfile, which may be one of several, with each of the arguments.
    fn read(&self, dockerfile: &Path, all: &[(String, Traced)], is_one_of_several: bool, reader: &mut Reader<'_>) {
        let Some(text) = reader.other(dockerfile) else { return };
        let own = lines(&text, &BTreeMap::new());
        for (name, value) in all.iter().filter(|(name, _)| text.contains(name)) {
            if !reader.allows(1 + text.len() / BYTES_OF_A_STEP) {
                return;
            }
            let others = all.iter().rev().map(|(name, value)| (&**name, value.clone()));
            let given = others.chain([(&**name, value.clone())]).collect();
            // which value goes with which file is not known
            let is_paired = is_one_of_several && all.iter().filter(|(other, _)| other == name).count() > 1;
            for line in lines(&text, &given).into_iter().filter(|line| line.image.contains(value.text())) {
                let own = own.iter().find(|own| own.line == line.line);
                if line.version.is_ok() || own.is_none_or(|own| own.image != line.image) {
                    let meaning = if is_paired { UNKNOWN } else { line.meaning.clone() };
                    self.add(ImageLine { meaning, ..line }, value, dockerfile, reader);
                }
            }
        }
    }

    fn add(&self, line: ImageLine, value: &Traced, dockerfile: &Path, reader: &mut Reader<'_>) {
        let folder = || dockerfile.parent().map(Path::to_owned).into_iter().collect();
        let builds = if line.builds == Builds::Nothing { Builds::Nothing } else { Builds::Folders(folder()) };
        let outer = std::mem::replace(&mut reader.builds, builds);
        let replaced = u32::try_from(line.line).unwrap_or(u32::MAX);
        reader.found.replaced.insert((dockerfile.to_owned(), replaced));
        let written = value.start().map_or(self.line, |start| line_number(reader.source.text, start));
        let mention = Mention { line: written, word: "build-arg" };
        let is_gitlab = reader.source.kind == FileKind::GitlabCi;
        let by = if is_gitlab { AskedBy::GitlabCi } else { AskedBy::Dockerfile };
        reader.add(by, mention, value.text(), line.meaning, line.version);
        reader.builds = outer;
    }
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
