//! The version that a folder's version file names. The launcher and the engine both compile this folder, so that `go`
//! and all commands of Upgo read the same files in the same way. Authors of files can only choose among the toolchains
//! in Upgo's store, whose names are compared as versions; no text becomes part of a path or a command.
mod mise;

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::encoding;
use super::number::{self, Number};

pub(crate) use mise::in_mise;

/// In the order in which they count in one folder. Those of mise are in its own order, `LOCAL_CONFIG_FILENAMES` in
/// <https://github.com/jdx/mise/blob/main/src/config/mod.rs>, without the folder `conf.d` and names of before mise.
pub(crate) const VERSION_FILES: [&str; 16] = [
    ".go-version",
    ".tool-versions",
    ".mise.local.toml",
    "mise.local.toml",
    "mise/config.local.toml",
    ".mise/config.local.toml",
    ".config/mise.local.toml",
    ".config/mise/mise.local.toml",
    ".config/mise/config.local.toml",
    ".mise.toml",
    "mise.toml",
    "mise/config.toml",
    ".mise/config.toml",
    ".config/mise.toml",
    ".config/mise/mise.toml",
    ".config/mise/config.toml",
];

/// The size limit of a version file in bytes. Real ones have a few lines, and a `mise.toml` with tasks a few hundred.
pub(crate) const LARGEST: u64 = 64 << 10;

/// The largest number of folders that are searched. A path on a network drive may have more.
const HIGHEST: usize = 64;

/// The beginning of the line of `follow-projects` with the toolchains that a policy permits; without it, all are.
pub(crate) const PERMITTED: &str = "permitted:";

#[derive(Clone, Debug)]
pub(crate) enum FileText {
    Missing,
    Is(String),
    Unusable(Obstacle),
}

impl FileText {
    /// The first bytes of a file, of which more than [`LARGEST`] are enough to refuse it.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        if bytes.len() as u64 > LARGEST { Self::Unusable(Obstacle::TooLarge) } else { Self::Is(encoding::text(bytes)) }
    }
}

/// What is at the place of a version file. Only a regular file is opened: to open a pipe would wait for its other end.
pub(crate) fn read(folder: &Path, name: &str) -> FileText {
    let file = place(folder, name);
    if file.symlink_metadata().is_err() {
        return FileText::Missing;
    }
    if leads_out(folder, &file, |path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())) {
        return FileText::Unusable(Obstacle::LeadsOut);
    }
    let bytes = if file.is_file() { first_bytes(&file).ok() } else { None };
    bytes.map_or(FileText::Unusable(Obstacle::Unreadable), |bytes| FileText::of(&bytes))
}

/// One more than [`LARGEST`] at most.
pub(crate) fn first_bytes(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The place of one of the [`VERSION_FILES`].
pub(crate) fn place(folder: &Path, name: &str) -> PathBuf {
    let mut place = folder.to_owned();
    place.extend(name.split('/'));
    place
}

/// A toolchain in Upgo's store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Such as `go1.26.6`.
    pub(crate) name: String,
    pub(crate) is_permitted: bool,
}

impl Candidate {
    /// The toolchain of this name, with what the file `follow-projects` says about it.
    pub(crate) fn by(name: String, marker: &str) -> Self {
        let permitted = marker.lines().find_map(|line| line.strip_prefix(PERMITTED));
        let is_permitted = permitted.is_none_or(|names| names.split_whitespace().any(|permitted| permitted == name));
        Self { name, is_permitted }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotFollowed {
    pub(crate) file: PathBuf,
    pub(crate) why: Obstacle,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    TooLarge,
    /// Also a folder, a pipe, or a link to nothing.
    Unreadable,
    /// A link leads from it to a file outside of its folder.
    LeadsOut,
    NotToml,
    /// It names no version of Go that Upgo knows to find. What it says instead may be a secret, so no message repeats it.
    NoVersion,
    NotPermitted(String),
    /// None that is installed fits what it says. The other one is for `upgo install`.
    NotInstalled {
        says: String,
        install: String,
    },
}

/// What the nearest version file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) file: PathBuf,
    /// As the file says it.
    pub(crate) says: String,
    pub(crate) wanted: Wanted,
}

/// Finds the toolchain that the nearest version file names, from `folder` upward. `None` if no file names a Go, or if the
/// file leaves the choice to the system. `installed` has the toolchains in Upgo's store.
pub(crate) fn follow(
    folder: &Path,
    user: Option<&Path>,
    read: impl FnMut(&Path, &str) -> FileText,
    installed: impl FnOnce() -> Vec<Candidate>,
) -> Result<Option<(Named, String)>, NotFollowed> {
    let Some(named) = nearest(folder.ancestors(), user, read)? else { return Ok(None) };
    let why = match named.wanted.pick(installed()) {
        Some(Candidate { name, is_permitted: true }) => return Ok(Some((named, name))),
        Some(refused) => Obstacle::NotPermitted(refused.name),
        None => Obstacle::NotInstalled { says: named.says, install: named.wanted.to_install() },
    };
    Err(NotFollowed { file: named.file, why })
}

/// The version file that counts in the first of the folders that has one. It stops at one that it does not understand,
/// because the project has another Go in mind than the next file.
pub(crate) fn nearest<'a>(
    folders: impl Iterator<Item = &'a Path>,
    user: Option<&Path>,
    mut read: impl FnMut(&Path, &str) -> FileText,
) -> Result<Option<Named>, NotFollowed> {
    let places = folders.take(HIGHEST).flat_map(|folder| names_in(folder, user).map(move |name| (folder, name)));
    for (folder, name) in places {
        let found = match read(folder, name) {
            FileText::Missing => continue,
            FileText::Is(text) => version_in(name, &text).map(|version| version.map(str::to_owned)),
            FileText::Unusable(why) => Err(why),
        };
        let file = place(folder, name);
        let says = match found {
            Ok(None) => continue,
            Ok(Some(says)) => says,
            Err(why) => return Err(NotFollowed { file, why }),
        };
        return match wanted(&says) {
            Some(Wanted::Nobodys) => Ok(None),
            Some(wanted) => Ok(Some(Named { file, says: says.trim().to_owned(), wanted })),
            None => Err(NotFollowed { file, why: Obstacle::NoVersion }),
        };
    }
    Ok(None)
}

/// The names of the version files of a folder. `user` is the user's own folder, where `.config` has mise's settings for
/// everything, and not for a project.
pub(crate) fn names_in(folder: &Path, user: Option<&Path>) -> impl Iterator<Item = &'static str> {
    let is_users = Some(folder) == user;
    VERSION_FILES.into_iter().filter(move |name| !is_users || !name.starts_with(".config/"))
}

/// Whether links lead from a file out of a folder. `real` resolves the links of a path, or returns the path.
pub(crate) fn leads_out(folder: &Path, file: &Path, real: impl Fn(&Path) -> PathBuf) -> bool {
    let found = real(file);
    !found.starts_with(folder) && !found.starts_with(real(folder))
}

/// Whether GOTOOLCHAIN names one exact toolchain, which then runs whatever the files say.
pub(crate) fn is_fixed(gotoolchain: &str) -> bool {
    let number = gotoolchain.strip_prefix("go").unwrap_or_default();
    number.starts_with(|first: char| first.is_ascii_digit()) && !gotoolchain.contains('+')
}

/// `None` if it names no Go.
fn version_in<'a>(name: &str, text: &'a str) -> Result<Option<&'a str>, Obstacle> {
    Ok(match name {
        ".go-version" => in_go_version(text),
        ".tool-versions" => in_tool_versions(text).map(|(_, version)| version),
        _ => in_mise(text).ok_or(Obstacle::NotToml)?.first().map(|(_, version)| *version),
    })
}

pub(crate) fn in_go_version(text: &str) -> Option<&str> {
    without_comments(text).find_map(first_version)
}

/// The first version of Go in `.tool-versions`, with its tool.
pub(crate) fn in_tool_versions(text: &str) -> Option<(&str, &str)> {
    without_comments(text).find_map(|line| {
        let (tool, rest) = line.split_once(char::is_whitespace)?;
        matches!(tool, "golang" | "go").then_some(())?;
        Some((tool, first_version(rest.trim_start())?))
    })
}

/// The first of several versions. A range of several words is one version, which [`wanted`] does not know.
fn first_version(line: &str) -> Option<&str> {
    let is_range = line.contains(['<', '>', '|']) || line.contains(" - ");
    if is_range { Some(line) } else { line.split_whitespace().next() }
}

fn without_comments(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.trim_start_matches('\u{feff}').lines();
    lines.map(|line| line.split('#').next().unwrap_or_default().trim())
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Newest,
    /// The newest release of this line, `1.27`.
    Line(String),
    Exactly(String),
    /// The newest release that is not older, of any line, or only of the same one.
    Since {
        least: String,
        in_line: bool,
    },
    /// The one that would run without the file.
    Nobodys,
}

/// The meaning of a version such as `1.27`, `1.27.x`, `^1.27.1` or `latest`; `None` if Upgo cannot know it.
pub(crate) fn wanted(text: &str) -> Option<Wanted> {
    let text = text.trim();
    let text = ["latest:", "prefix:"].iter().find_map(|start| text.strip_prefix(start)).unwrap_or(text);
    match text.to_ascii_lowercase().as_str() {
        "stable" | "latest" | "*" | "x" | "1" | "1.x" | "1.*" | "1.x.x" => return Some(Wanted::Newest),
        "system" | "local" | "auto" | "path" | "default" => return Some(Wanted::Nobodys),
        _ => {}
    }
    let mark = ["^", ">=", "~"].into_iter().find(|mark| text.starts_with(mark)).unwrap_or_default();
    let text = text[mark.len()..].trim_start_matches(' ');
    let plain = without_any(text);
    let found = number_in(plain)?;
    let number = Number::parse(&found)?;
    let is_line = plain != text || (plain.matches('.').count() == 1 && !number.is_prerelease());
    Some(match (mark, is_line) {
        ("^" | ">=", _) => Wanted::Since { least: found, in_line: false },
        (_, true) => Wanted::Line(number.line()),
        ("~", false) => Wanted::Since { least: found, in_line: true },
        _ => Wanted::Exactly(found),
    })
}

/// `1.27` of `1.27.x`.
fn without_any(text: &str) -> &str {
    [".x", ".X", ".*"].iter().find_map(|any| text.strip_suffix(any)).unwrap_or(text)
}

/// The number in Go's notation, also of a pre-release as `1.27.0-rc.1`. A single number is not a Go version.
fn number_in(text: &str) -> Option<String> {
    let number = unprefixed(text)?;
    if Number::parse(number).is_some() {
        return Some(number.to_owned());
    }
    let is_prerelease = |number: &String| Number::parse(number).is_some_and(|number| number.is_prerelease());
    prerelease(number).filter(is_prerelease)
}

/// `1.27.3` of `v1.27.3` and `go1.27.3`; `None` for a single number.
fn unprefixed(text: &str) -> Option<&str> {
    let text = text.strip_prefix('v').unwrap_or(text);
    Some(text.strip_prefix("go").unwrap_or(text)).filter(|number| number.contains('.'))
}

/// `1.27rc1` of `1.27.0-rc.1`. Whether it is a pre-release of Go is not examined.
fn prerelease(number: &str) -> Option<String> {
    let (release, pre) = number.split_once('-')?;
    let (kind, count) = pre.split_once('.')?;
    let line = release.strip_suffix(".0").filter(|line| line.contains('.')).unwrap_or(release);
    Some(format!("{line}{kind}{count}"))
}

fn number(name: &str) -> Option<Number<'_>> {
    Number::parse(name.strip_prefix("go")?)
}

/// The order of the toolchains of a line: the stable ones come first.
fn rank(name: &str) -> Option<(bool, number::Order<'_>)> {
    number(name).map(|number| (!number.is_prerelease(), number.order()))
}

impl Wanted {
    /// The toolchain that it means among those that are installed. What the policy does not permit comes last.
    fn pick(&self, installed: Vec<Candidate>) -> Option<Candidate> {
        let fits = |one: &Candidate| match (self, number(&one.name)) {
            (Self::Newest, Some(number)) => !number.is_prerelease(),
            (Self::Line(line), Some(number)) => number.line() == *line,
            (Self::Exactly(exact), Some(number)) => Number::parse(exact) == Some(number),
            (Self::Since { least, in_line }, Some(number)) => Number::parse(least).is_some_and(|least| {
                let is_in_line = !in_line || number.line() == least.line();
                number == least || (!number.is_prerelease() && is_in_line && number.order() >= least.order())
            }),
            (Self::Nobodys, _) | (_, None) => false,
        };
        let fitting = installed.into_iter().filter(fits);
        fitting.max_by(|one, other| {
            let order = || rank(&one.name).cmp(&rank(&other.name));
            one.is_permitted.cmp(&other.is_permitted).then_with(order)
        })
    }

    /// The version as `upgo install` takes it.
    fn to_install(&self) -> String {
        match self {
            Self::Newest | Self::Nobodys | Self::Since { in_line: false, .. } => "latest".to_owned(),
            Self::Since { least, .. } => Number::parse(least).map_or_else(String::new, |least| least.line()),
            Self::Line(line) => line.clone(),
            // `1.20` would be the line, and `go1.20` is its first release
            Self::Exactly(exact)
                if exact.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
                    && exact.matches('.').count() == 1 =>
            {
                format!("go{exact}")
            }
            Self::Exactly(exact) => exact.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
