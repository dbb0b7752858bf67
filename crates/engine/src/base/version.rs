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

use crate::base::json::written_as_text;
use crate::base::words::Statement;

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

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.says())]
pub struct NotVersion(pub String);

impl NotVersion {
    pub fn says(&self) -> Statement {
        say!(NotAVersion { text: self.0.as_str() })
    }
}

/// Where the parts are in the name, so that a version is one piece of memory. Numbers stay text, because they may exceed any
/// integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Places {
    major: Place,
    minor: Place,
    patch: Place,
    kind: Place,
    pre: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// From a byte of the name up to, but not including, another one.
    At(u8, u8),
    /// The name leaves it out, which means `0`.
    Zero,
    Missing,
}

impl NotVersion {
    /// The text as it was written, shortened, because messages quote it.
    pub(crate) fn of(text: &str) -> Self {
        Self(text.chars().take(60).collect())
    }
}

impl Version {
    /// Parses `go1.27.3`; the prefix is required.
    pub fn from_name(name: &str) -> Result<Self, NotVersion> {
        let places = Places::parse(name.as_bytes()).ok_or_else(|| NotVersion::of(name))?;
        Ok(Self { name: name.into(), places })
    }

    /// Empty if it is missing.
    fn part(&self, place: Place) -> &str {
        match place {
            Place::At(from, to) => self.name.get(usize::from(from)..usize::from(to)).unwrap_or_default(),
            Place::Zero => "0",
            Place::Missing => "",
        }
    }

    /// The same as bytes, which are quicker to compare.
    fn bytes(&self, place: Place) -> &[u8] {
        match place {
            Place::At(from, to) => self.name.as_bytes().get(usize::from(from)..usize::from(to)).unwrap_or_default(),
            Place::Zero => b"0",
            Place::Missing => b"",
        }
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
        let [major, minor] = [self.places.major, self.places.minor].map(|place| self.part(place));
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
        self.places.stage() == 0
    }

    /// Whether it is the first release of its release line: `go1.27.0`, `go1.20`.
    pub fn is_first_of_line(&self) -> bool {
        self.bytes(self.places.patch) == b"0" && !self.is_prerelease()
    }

    pub fn is_prerelease(&self) -> bool {
        self.places.kind != Place::Missing
    }

    /// `rc`, `beta`, …; empty for a release.
    pub fn kind(&self) -> &str {
        self.part(self.places.kind)
    }

    fn line(&self) -> Option<&[u8]> {
        match self.places.minor {
            Place::At(_, end) => self.name.as_bytes().get(..usize::from(end)),
            Place::Zero | Place::Missing => None,
        }
    }

    /// Whether both belong to the same release line, as `go1.27.1` and `go1.27.3` do.
    pub fn same_line(&self, other: &Self) -> bool {
        match (self.line(), other.line()) {
            (Some(own), Some(others)) => own == others,
            _ => self.language() == other.language(), // `go1` and `go1.0.1`
        }
    }
}

impl Places {
    fn parse(name: &[u8]) -> Option<Self> {
        let mut at = "go".len();
        if name.len() > LONGEST || !name.starts_with(b"go") {
            return None;
        }
        let missing = Place::Missing;
        let major = digits(name, &mut at)?;
        if at == name.len() {
            return Some(Self { major, minor: Place::Zero, patch: Place::Zero, kind: missing, pre: missing });
        }
        let mut places = Self { major, minor: number(name, &mut at)?, patch: missing, kind: missing, pre: missing };
        if at == name.len() {
            let Place::At(from, _) = places.minor else { return None };
            if compare_digits(&name[usize::from(from)..], b"21") == Ordering::Less {
                places.patch = Place::Zero;
            }
            return Some(places);
        }
        if name[at] == b'.' {
            places.patch = number(name, &mut at)?;
            if at == name.len() {
                return Some(places);
            }
        }
        places.kind = run(name, &mut at, u8::is_ascii_lowercase)?;
        if at < name.len() {
            places.pre = digits(name, &mut at)?;
        }
        (at == name.len()).then_some(places)
    }

    /// The stage within a release line: the language version, its pre-releases, its releases.
    fn stage(self) -> u8 {
        match (self.patch, self.kind) {
            (Place::Missing, Place::Missing) => 0,
            (Place::Missing, _) => 1,
            _ => 2,
        }
    }
}

fn number(name: &[u8], at: &mut usize) -> Option<Place> {
    (name.get(*at) == Some(&b'.')).then(|| *at += 1)?;
    digits(name, at)
}

/// A run of digits without leading zeros.
fn digits(name: &[u8], at: &mut usize) -> Option<Place> {
    let from = *at;
    let place = run(name, at, u8::is_ascii_digit)?;
    (name[from] != b'0' || *at == from + 1).then_some(place)
}

/// A run of at least one byte.
fn run(name: &[u8], at: &mut usize, is_part: fn(&u8) -> bool) -> Option<Place> {
    let from = *at;
    while name.get(*at).is_some_and(is_part) {
        *at += 1;
    }
    (*at > from).then_some(Place::At(u8::try_from(from).ok()?, u8::try_from(*at).ok()?))
}

/// Compares runs of digits as numbers; a missing one is the smallest.
fn compare_digits(a: &[u8], b: &[u8]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
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
    /// Go's order: a release sorts after its pre-releases, a language version before them. A pre-release of a *patch*
    /// (`go1.9.2rc2`) has a patch and a kind, so the patch is compared before the kind. A missing kind counts as the
    /// newest if there is a patch, and as the oldest if there is none.
    fn cmp(&self, other: &Self) -> Ordering {
        let parts = |of: fn(&Places) -> Place| (self.bytes(of(&self.places)), other.bytes(of(&other.places)));
        let compare = |of| {
            let (own, others) = parts(of);
            compare_digits(own, others)
        };
        compare(|places| places.major)
            .then_with(|| compare(|places| places.minor))
            .then_with(|| self.places.stage().cmp(&other.places.stage()))
            .then_with(|| compare(|places| places.patch))
            .then_with(|| other.is_prerelease().cmp(&self.is_prerelease()))
            .then_with(|| {
                let (own, others) = parts(|places| places.kind);
                own.cmp(others)
            })
            .then_with(|| compare(|places| places.pre))
    }
}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Places { major, minor, patch, kind, pre } = self.places;
        [major, minor, patch, kind, pre].map(|place| self.bytes(place)).hash(state);
    }
}

impl FromStr for Version {
    type Err = NotVersion;

    /// Accepts `1.27.3` as well as `go1.27.3`.
    fn from_str(text: &str) -> Result<Self, NotVersion> {
        let named = match text {
            _ if text.len() > LONGEST => return Err(NotVersion::of(text)),
            _ if text.starts_with("go") => Self::from_name(text),
            _ => Self::from_name(&format!("go{text}")),
        };
        named.map_err(|_| NotVersion::of(text))
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
    fn a_line_has_its_releases_and_no_others() {
        let same = |one: &str, other: &str| {
            let [one, other] = [one, other].map(|name| Version::from_name(name).unwrap());
            assert_eq!(one.same_line(&other), other.same_line(&one), "{one} and {other}");
            one.same_line(&other)
        };
        for (one, other) in [("go1.27rc1", "go1.27.3"), ("go1.20", "go1.20.14"), ("go1", "go1.0.1"), ("go1", "go1")] {
            assert!(same(one, other), "{one} and {other}");
        }
        for (one, other) in
            [("go1.2", "go1.20"), ("go1.20.1", "go1.2.1"), ("go1", "go1.1"), ("go1.0.1", "go1.1.1"), ("go1", "go2")]
        {
            assert!(!same(one, other), "{one} and {other}");
        }
    }

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
