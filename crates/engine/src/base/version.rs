//! The grammar and the order of Go versions.
//!
//! Both are those of Go's own `internal/gover`: `1[.minor[.patch]][kind[pre]]`, where `kind` is a run of letters (`rc`,
//! `beta`). Digits have no leading zeros. From 1.21 on, `1.21` is a *language version* that sorts before its release
//! candidates. Up to 1.20, a missing patch means `.0`.
//!
//! In Go the digits are unbounded. Here a name has at most 64 bytes, because names come from servers and files
//! of others and are shown.
//! Source: <https://github.com/golang/go/blob/master/src/internal/gover/gover.go>.
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer};

use crate::json::written_as_text;

/// The maximum length of a name in bytes. No real one has more than 20.
const LONGEST: usize = 64;

/// The version of a Go release, such as `go1.27.3`.
///
/// Equality and order are Go's: `go1.19` and `go1.19.0` are equal.
#[derive(Clone)]
#[cfg_attr(feature = "specta", derive(specta::Type), specta(type = String))]
pub struct Version {
    name: Box<str>,
    places: Places,
}

/// A text that is not a Go version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a Go version such as 1.27.3")]
pub struct NotVersion(pub String);

/// The parts of a name, empty if they are missing. Numbers are runs of digits without leading zeros, kept as text because
/// they may exceed any integer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Parts<'a> {
    major: &'a str,
    minor: &'a str,
    patch: &'a str,
    kind: &'a str,
    pre: &'a str,
}

/// Where the parts are in the name, so that a version is one piece of memory.
#[derive(Clone, Copy)]
struct Places {
    major: Place,
    minor: Place,
    patch: Place,
    kind: Place,
    pre: Place,
}

/// Where a part is.
#[derive(Clone, Copy)]
enum Place {
    /// From a byte of the name up to, but not including, another one.
    At(u8, u8),
    /// The name leaves it out, which means `0`.
    Zero,
}

impl Version {
    /// Parses `go1.27.3`; the prefix is required.
    pub fn from_name(name: &str) -> Result<Self, NotVersion> {
        let number = name.strip_prefix("go").filter(|_| name.len() <= LONGEST);
        let parts = number.and_then(Parts::parse).ok_or_else(|| NotVersion(clip(name)))?;
        Ok(Self { name: name.into(), places: Places::of(name, &parts) })
    }

    fn parts(&self) -> Parts<'_> {
        let Places { major, minor, patch, kind, pre } = self.places;
        let [major, minor, patch, kind, pre] = [major, minor, patch, kind, pre].map(|place| place.of(&self.name));
        Parts { major, minor, patch, kind, pre }
    }

    /// Parses the first line of a tree's `VERSION` file, or the text after `go version`. The suffix of a vendor or an
    /// experiment (after a space, a tab or a `-`) is ignored.
    pub fn from_toolchain(text: &str) -> Result<Self, NotVersion> {
        let end = text.find([' ', '\t', '-']).unwrap_or(text.len());
        Self::from_name(&text[..end])
    }

    /// The name with its prefix, `go1.27.3`.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// Without the prefix, `1.27.3`.
    pub fn number(&self) -> &str {
        &self.name[2..]
    }

    /// The language version, `go1.27`, which names the release line that patches and support belong to.
    #[must_use]
    pub fn language(&self) -> Self {
        let Parts { major, minor, .. } = self.parts();
        // Up to 1.20, a release line and its first release share one version; `go1` remains `go1`.
        let name = if self.name.len() > 2 && self.number() == major && minor == "0" {
            if major == "1" { "go1".to_owned() } else { format!("go{major}.0") }
        } else {
            format!("go{major}.{minor}")
        };
        Self::from_name(&name).unwrap_or_else(|_| self.clone())
    }

    /// Whether it names a language version and not a release: `go1.21`, but not `go1.20`.
    pub fn is_language(&self) -> bool {
        self.parts().stage() == 0
    }

    /// Whether it is the first release of its release line: `go1.27.0`, `go1.20`.
    pub fn is_first_of_line(&self) -> bool {
        self.parts().patch == "0" && !self.is_prerelease()
    }

    /// Whether it is a release candidate, a beta or another pre-release.
    pub fn is_prerelease(&self) -> bool {
        !self.kind().is_empty()
    }

    /// `rc`, `beta`, …; empty for a release.
    pub fn kind(&self) -> &str {
        self.parts().kind
    }

    /// Whether both belong to the same release line, as `go1.27.1` and `go1.27.3` do.
    pub fn same_line(&self, other: &Self) -> bool {
        let (own, other) = (self.parts(), other.parts());
        own.major == other.major && own.minor == other.minor
    }
}

impl Places {
    /// The places of the parts in the name that they were parsed from.
    fn of(name: &str, parts: &Parts<'_>) -> Self {
        let mut at = "go".len();
        let mut next = |part: &str, is_there: bool| {
            let from = at;
            at += if is_there { part.len() } else { 0 };
            let [from, to] = [from, at].map(|at| u8::try_from(at).unwrap_or(u8::MAX)); // a name is short
            if is_there { Place::At(from, to) } else { Place::Zero }
        };
        let major = next(parts.major, true);
        let numbers = name.bytes().filter(|byte| *byte == b'.').count();
        let mut number = |part: &str, is_there: bool| {
            if is_there {
                next(".", true);
            }
            next(part, is_there || part.is_empty())
        };
        let (minor, patch) = (number(parts.minor, numbers > 0), number(parts.patch, numbers > 1));
        Self { major, minor, patch, kind: next(parts.kind, true), pre: next(parts.pre, true) }
    }
}

impl Place {
    /// The part of a name.
    fn of(self, name: &str) -> &str {
        match self {
            Self::At(from, to) => name.get(usize::from(from)..usize::from(to)).unwrap_or_default(),
            Self::Zero => "0",
        }
    }
}

impl<'a> Parts<'a> {
    /// Parses the text after `go`.
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = Self::default();
        let mut rest;
        (parts.major, rest) = digits(text)?;
        if rest.is_empty() {
            (parts.minor, parts.patch) = ("0", "0");
            return Some(parts);
        }
        rest = rest.strip_prefix('.')?;
        (parts.minor, rest) = digits(rest)?;
        if rest.is_empty() {
            if compare_digits(parts.minor, "21") == Ordering::Less {
                parts.patch = "0";
            }
            return Some(parts);
        }
        if let Some(after) = rest.strip_prefix('.') {
            (parts.patch, rest) = digits(after)?;
            if rest.is_empty() {
                return Some(parts);
            }
        }
        let end = rest.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(rest.len());
        if end == 0 {
            return None;
        }
        parts.kind = &rest[..end];
        if end < rest.len() {
            (parts.pre, rest) = digits(&rest[end..])?;
            return rest.is_empty().then_some(parts);
        }
        Some(parts)
    }

    /// Go's order: a release sorts after its pre-releases, a language version before them. A pre-release of a *patch*
    /// (`go1.9.2rc2`) has a patch and a kind, so the patch is compared before the kind. A missing kind counts as the
    /// newest if there is a patch, and as the oldest if there is none.
    fn compare(self, other: Self) -> Ordering {
        compare_digits(self.major, other.major)
            .then_with(|| compare_digits(self.minor, other.minor))
            .then_with(|| self.stage().cmp(&other.stage()))
            .then_with(|| compare_digits(self.patch, other.patch))
            .then_with(|| (self.kind.is_empty()).cmp(&other.kind.is_empty()))
            .then_with(|| self.kind.cmp(other.kind))
            .then_with(|| compare_digits(self.pre, other.pre))
    }

    /// The stage within a release line: the language version, its pre-releases, its releases.
    fn stage(self) -> u8 {
        match (self.patch.is_empty(), self.kind.is_empty()) {
            (true, true) => 0,
            (true, false) => 1,
            (false, _) => 2,
        }
    }
}

/// A leading run of digits without leading zeros, and the rest of the text.
fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let run = &text[..end];
    (end > 0 && (run == "0" || !run.starts_with('0'))).then(|| (run, &text[end..]))
}

/// Compares runs of digits as numbers; a missing one is the smallest.
fn compare_digits(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// Shortens bad input, because messages quote it.
fn clip(text: &str) -> String {
    text.chars().take(60).collect()
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Version {}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().compare(other.parts())
    }
}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl FromStr for Version {
    type Err = NotVersion;

    /// Accepts `1.27.3` as well as `go1.27.3`.
    fn from_str(text: &str) -> Result<Self, NotVersion> {
        let named = match text {
            _ if text.len() > LONGEST => return Err(NotVersion(clip(text))),
            _ if text.starts_with("go") => Self::from_name(text),
            _ => Self::from_name(&format!("go{text}")),
        };
        named.map_err(|_| NotVersion(clip(text)))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name)
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

written_as_text!(Version, "pattern": "^go[0-9]+(\\.[0-9]+){0,2}([a-z]+[0-9]*)?$");

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name).map_err(serde::de::Error::custom)
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_end_is_no_version_and_is_not_printed() {
        let longest = format!("go1.{}", "9".repeat(LONGEST - "go1.".len()));
        assert!(Version::from_name(&longest).is_ok());
        for text in [format!("{longest}9"), format!("1.{}", "9".repeat(3_000_000)), "go".repeat(3_000_000)] {
            assert!(Version::from_name(&text).is_err() && Version::from_toolchain(&text).is_err());
            let error = text.parse::<Version>().unwrap_err();
            assert!(error.to_string().len() < 100, "{error}");
        }
    }
}
