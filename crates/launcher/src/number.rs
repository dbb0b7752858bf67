//! The grammar and the order of Go's version numbers. `crates/engine/src/base/version.rs` compiles this file, too.

/// The maximum length of a name, `go` included, in bytes. No real one has more than 20.
pub(crate) const LONGEST: usize = 64;

/// A version number, such as `1.27.3` or `1.28rc1`. Its numbers stay text, because they may exceed any integer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Number<'a> {
    major: &'a str,
    minor: &'a str,
    /// Empty if it is missing.
    pub(crate) patch: &'a str,
    pub(crate) kind: &'a str,
    pre: &'a str,
}

/// Digits are ordered by their number, then as text, because they have no leading zeros.
type Digits<'a> = (usize, &'a str);
pub(crate) type Order<'a> = (Digits<'a>, Digits<'a>, Digits<'a>, (bool, &'a str), Digits<'a>);

impl<'a> Number<'a> {
    /// Parses `1.27.3`.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
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

    pub(crate) fn is_prerelease(&self) -> bool {
        !self.kind.is_empty()
    }

    /// The release line, `1.27`.
    pub(crate) fn line(&self) -> String {
        format!("{}.{}", self.major, self.minor)
    }

    /// Go's order: a release sorts after its pre-releases, a language version before them. A pre-release of a *patch*
    /// (`1.9.2rc2`) is compared by its patch first. A missing kind is the newest with a patch, and the oldest without.
    pub(crate) fn order(self) -> Order<'a> {
        let number = |digits: &'a str| (digits.len(), digits);
        let kind = (self.kind.is_empty() && !self.patch.is_empty(), self.kind);
        (number(self.major), number(self.minor), number(self.patch), kind, number(self.pre))
    }
}

/// A run of digits without leading zeros, and the rest.
fn digits(text: &str) -> Option<(&str, &str)> {
    let (number, rest) = text.split_at(text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len()));
    (!number.is_empty() && (number == "0" || !number.starts_with('0'))).then_some((number, rest))
}
