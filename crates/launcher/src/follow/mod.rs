//! The toolchain that a folder's version file names. The launcher and the engine both compile this folder, so that `go`
//! and what Upgo says about it follow one rule. It is pure: callers read files. Authors of files can only choose among
//! the toolchains in Upgo's store, whose names are compared as versions; no text becomes part of a path or a command.
mod mise;

use std::path::{Path, PathBuf};

use super::number::{self, Number};

/// In the order in which they count in one folder.
pub(crate) const VERSION_FILES: [&str; 4] = [".go-version", ".tool-versions", "mise.toml", ".mise.toml"];

/// The size limit of a version file in bytes. Real ones have a few lines, and a `mise.toml` with tasks a few hundred.
pub(crate) const LARGEST: u64 = 64 << 10;

/// The largest number of folders that are searched. A path on a network drive may have more.
const HIGHEST: usize = 64;

/// The beginning of the line of `follow-projects` with the toolchains that a policy permits; without it, all are.
pub(crate) const PERMITTED: &str = "permitted:";

#[derive(Debug)]
pub(crate) enum FileText {
    Missing,
    Is(String),
    /// It has more than [`LARGEST`] bytes.
    TooLarge,
    Unreadable,
    /// A link leads from it to a file outside of its folder.
    LeadsOut,
}

impl FileText {
    /// The first bytes of a file, of which more than [`LARGEST`] are enough to refuse it.
    pub(crate) fn of(text: String) -> Self {
        if text.len() as u64 > LARGEST { Self::TooLarge } else { Self::Is(text) }
    }
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

/// The toolchain of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Followed {
    pub(crate) file: PathBuf,
    /// As the file says it.
    pub(crate) says: String,
    /// As `go1.26.6`.
    pub(crate) toolchain: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotFollowed {
    pub(crate) file: PathBuf,
    pub(crate) why: Obstacle,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    TooLarge,
    Unreadable,
    LeadsOut,
    /// It names no version of Go that Upgo knows to find. What it says instead may be a secret, so no message repeats it.
    NoVersion,
    NotPermitted(String),
    /// It names this version, as `upgo install` takes it, and none that is installed fits.
    NotInstalled(String),
}

/// Finds the toolchain that the nearest version file names, from `folder` upward. `None` if no file names a Go, or if the
/// file leaves the choice to the system. `installed` has the toolchains in Upgo's store.
pub(crate) fn follow(
    folder: &Path,
    mut read: impl FnMut(&Path) -> FileText,
    installed: impl FnOnce() -> Vec<Candidate>,
) -> Result<Option<Followed>, NotFollowed> {
    for (folder, name) in folder.ancestors().take(HIGHEST).flat_map(|folder| VERSION_FILES.map(|name| (folder, name))) {
        let file = folder.join(name);
        let text = match read(&file) {
            FileText::Missing => continue,
            FileText::TooLarge => return Err(NotFollowed { file, why: Obstacle::TooLarge }),
            FileText::Unreadable => return Err(NotFollowed { file, why: Obstacle::Unreadable }),
            FileText::LeadsOut => return Err(NotFollowed { file, why: Obstacle::LeadsOut }),
            FileText::Is(text) => text,
        };
        let Some(says) = version_in(name, &text) else { continue };
        return match wanted(&says) {
            Some(Wanted::Nobodys) => Ok(None),
            Some(wanted) => match wanted.pick(installed()) {
                Some(Candidate { name, is_permitted: true }) => Ok(Some(Followed { file, says, toolchain: name })),
                Some(refused) => Err(NotFollowed { file, why: Obstacle::NotPermitted(refused.name) }),
                None => Err(NotFollowed { file, why: Obstacle::NotInstalled(wanted.to_install()) }),
            },
            None => Err(NotFollowed { file, why: Obstacle::NoVersion }),
        };
    }
    Ok(None)
}

/// Whether links lead from a file to one outside of its folder. `real` resolves the links of a path, or returns the path.
pub(crate) fn leads_out(file: &Path, real: impl Fn(&Path) -> PathBuf) -> bool {
    let (found, folder) = (real(file), file.parent().unwrap_or(file));
    !found.starts_with(folder) && !found.starts_with(real(folder))
}

/// Whether GOTOOLCHAIN names one exact toolchain, which then runs whatever the files say.
pub(crate) fn is_fixed(gotoolchain: &str) -> bool {
    let number = gotoolchain.strip_prefix("go").unwrap_or_default();
    number.starts_with(|first: char| first.is_ascii_digit()) && !gotoolchain.contains('+')
}

/// `None` if it names no Go.
fn version_in(name: &str, text: &str) -> Option<String> {
    match name {
        ".go-version" => in_go_version(text).map(|(_, version)| version.to_owned()),
        ".tool-versions" => in_tool_versions(text).map(|(_, _, version)| version.to_owned()),
        _ => mise::version(text),
    }
}

/// The version in `.go-version`, and its line.
pub(crate) fn in_go_version(text: &str) -> Option<(usize, &str)> {
    without_comments(text).find_map(|(line, text)| Some((line, text.split_whitespace().next()?)))
}

/// The first version of Go in `.tool-versions`, with its line and its tool.
pub(crate) fn in_tool_versions(text: &str) -> Option<(usize, &str, &str)> {
    without_comments(text).find_map(|(line, text)| {
        let mut words = text.split_whitespace();
        let tool = words.next().filter(|tool| matches!(*tool, "golang" | "go"))?;
        Some((line, tool, words.next()?))
    })
}

/// The lines with their numbers.
fn without_comments(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    lines.map(|(index, line)| (index + 1, line.split('#').next().unwrap_or_default().trim()))
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Newest,
    /// The newest release of this line, `1.27`.
    Line(String),
    Exactly(String),
    /// The one that would run without the file.
    Nobodys,
}

/// The meaning of a version such as `1.27`, `1.27.x` or `latest`; `None` if Upgo cannot know it.
pub(crate) fn wanted(text: &str) -> Option<Wanted> {
    let text = text.trim();
    match text.to_ascii_lowercase().as_str() {
        "stable" | "latest" | "*" | "x" | "1" | "1.x" | "1.*" | "1.x.x" => return Some(Wanted::Newest),
        "oldstable" | "system" | "local" | "auto" | "path" | "default" => return Some(Wanted::Nobodys),
        _ => {}
    }
    for (start, is_line) in [("latest:", true), ("prefix:", true), ("^", false), (">=", false), ("~", true)] {
        if let Some(rest) = text.strip_prefix(start) {
            let text = number_in(without_any(rest.trim()))?;
            let number = Number::parse(&text)?;
            let is_line = is_line || number.is_language();
            return Some(if is_line { Wanted::Line(number.line()) } else { Wanted::Exactly(text) });
        }
    }
    let plain = without_any(text);
    let found = number_in(plain)?;
    let number = Number::parse(&found)?;
    let is_line = plain != text || (plain.matches('.').count() == 1 && !number.is_prerelease());
    Some(if is_line { Wanted::Line(number.line()) } else { Wanted::Exactly(found) })
}

/// `1.27` of `1.27.x`.
pub(crate) fn without_any(text: &str) -> &str {
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
pub(crate) fn unprefixed(text: &str) -> Option<&str> {
    let text = text.strip_prefix('v').unwrap_or(text);
    Some(text.strip_prefix("go").unwrap_or(text)).filter(|number| number.contains('.'))
}

/// `1.27rc1` of `1.27.0-rc.1`. Whether it is a pre-release of Go is not examined.
pub(crate) fn prerelease(number: &str) -> Option<String> {
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
            Self::Newest | Self::Nobodys => "latest".to_owned(),
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
