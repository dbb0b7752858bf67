//! The grammar and the order of Go's version numbers, as in `crates/engine/src/base/version.rs`, whose tests compare both.

/// The maximum length of a name, `go` included, in bytes.
const LONGEST: usize = 64;

/// A version number, such as `1.27.3` or `1.28rc1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number<'a> {
    major: &'a str,
    minor: &'a str,
    /// Empty if it is missing.
    patch: &'a str,
    kind: &'a str,
    pre: &'a str,
}

/// The order of a number: numbers are ordered by their length, then as text, because they have no leading zeros.
pub(super) type Order<'a> = [(usize, &'a str); 5];

impl<'a> Number<'a> {
    /// Parses `1.27.3`.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        if text.len() + "go".len() > LONGEST {
            return None;
        }
        let (major, rest) = digits(text)?;
        if rest.is_empty() {
            return Some(Self { major, minor: "0", patch: "0", kind: "", pre: "" });
        }
        let (minor, rest) = digits(rest.strip_prefix('.')?)?;
        let (patch, rest) = match rest.strip_prefix('.') {
            Some(rest) => digits(rest)?,
            // Up to 1.20, a missing patch means `.0`.
            None if rest.is_empty() && (minor.len(), minor) < (2, "21") => ("0", rest),
            None => ("", rest),
        };
        let (kind, pre) = rest.split_at(rest.find(|letter: char| !letter.is_ascii_lowercase()).unwrap_or(rest.len()));
        let is_sound = rest.is_empty() || (!kind.is_empty() && (pre.is_empty() || digits(pre)?.1.is_empty()));
        is_sound.then_some(Self { major, minor, patch, kind, pre })
    }

    pub(super) fn is_prerelease(&self) -> bool {
        !self.kind.is_empty()
    }

    /// Whether it names a language version and not a release: `1.21`, but not `1.20`.
    pub(super) fn is_language(&self) -> bool {
        self.patch.is_empty() && self.kind.is_empty()
    }

    /// The release line, `1.27`.
    pub(super) fn line(&self) -> String {
        format!("{}.{}", self.major, self.minor)
    }

    pub(super) fn order(self) -> Order<'a> {
        let number = |digits: &'a str| (digits.len(), digits);
        [number(self.major), number(self.minor), number(self.patch), (0, self.kind), number(self.pre)]
    }
}

/// A run of digits without leading zeros, and the rest.
fn digits(text: &str) -> Option<(&str, &str)> {
    let (number, rest) = text.split_at(text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len()));
    (!number.is_empty() && (number == "0" || !number.starts_with('0'))).then_some((number, rest))
}
