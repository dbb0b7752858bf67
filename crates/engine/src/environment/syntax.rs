//! How an operating system writes a list of folders into one text, as a value, so that both are tested everywhere.
use std::ffi::{OsStr, OsString};
use std::path::Path;

use crate::machine::platform;

/// Returns the value of a variable, as `std::env::var_os` does.
pub type Lookup<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// The system whose rules a PATH follows. Texts are kept as *units*: UTF-16 on Windows, where the registry may hold
/// invalid text, and widened bytes on Unix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// `;` between folders, quotes around a folder that contains a `;`, case-insensitive.
    Windows,
    /// `:` between folders, which cannot contain one.
    Unix,
}

/// The maximum length of a value after expansion, because no variable may be longer.
const EXPANDED_MAX: usize = 32_767;

impl Syntax {
    pub const NATIVE: Self = if platform::HAS_REGISTRY { Self::Windows } else { Self::Unix };

    /// `os` is a GOOS.
    pub(super) fn of(os: &str) -> Self {
        if os == "windows" { Self::Windows } else { Self::Unix }
    }

    pub(super) fn separator(self) -> u16 {
        u16::from(match self {
            Self::Windows => b';',
            Self::Unix => b':',
        })
    }

    /// `None` if the system has no limit. On Windows a variable holds 32,767 units with its NUL.
    /// Source: <https://learn.microsoft.com/windows/win32/procthread/environment-variables>.
    pub fn limit(self) -> Option<usize> {
        (self == Self::Windows).then_some(32_766)
    }

    /// `C:\…`, `\\server\…`, `/…`.
    pub(crate) fn is_full(self, path: &Path) -> bool {
        let units = self.units(path.as_os_str());
        let at = |index: usize| units.get(index).and_then(|unit| u8::try_from(*unit).ok()).unwrap_or_default();
        let slash = |index: usize| matches!(at(index), b'\\' | b'/');
        match self {
            Self::Windows => (slash(0) && slash(1)) || (at(0).is_ascii_alphabetic() && at(1) == b':' && slash(2)),
            // On Windows, where tests describe Unix machines, a joined path begins with a backslash.
            Self::Unix => std::path::is_separator(char::from(at(0))),
        }
    }

    pub(super) fn units(self, text: &OsStr) -> Vec<u16> {
        match (self, text.to_str()) {
            (Self::Windows, Some(text)) => text.encode_utf16().collect(),
            (Self::Windows, None) => platform::to_units(text),
            (Self::Unix, _) => text.as_encoded_bytes().iter().copied().map(u16::from).collect(),
        }
    }

    /// Invalid parts are replaced.
    pub(super) fn display(self, units: &[u16]) -> String {
        match self {
            Self::Windows => String::from_utf16_lossy(units),
            Self::Unix => String::from_utf8_lossy(&bytes(units)).into_owned(),
        }
    }

    /// Empty text has none. On Windows quotes hide a separator.
    pub(super) fn split(self, text: &[u16]) -> Vec<Vec<u16>> {
        if text.is_empty() {
            return Vec::new();
        }
        let mut quoted = false;
        let at_separator = |unit: &u16| {
            quoted ^= self == Self::Windows && *unit == u16::from(b'"');
            !quoted && *unit == self.separator()
        };
        text.split(at_separator).map(<[u16]>::to_vec).collect()
    }

    /// The common form of all entries that name the same folder.
    pub(super) fn comparable(self, entry: &[u16]) -> Vec<u16> {
        match self {
            Self::Windows => comparable_on_windows(entry),
            Self::Unix => {
                let slash = u16::from(b'/');
                let end = entry.iter().rposition(|unit| *unit != slash).map_or(entry.len().min(1), |last| last + 1);
                entry[..end].to_vec()
            }
        }
    }

    /// Without any expansion.
    pub(crate) fn comparable_dir(self, dir: &Path) -> Vec<u16> {
        self.comparable(&self.units(dir.as_os_str()))
    }

    /// Replaces `%NAME%` once, as Windows does. An unknown name stays as written.
    pub(super) fn expand(self, text: &[u16], variables: Lookup<'_>) -> Vec<u16> {
        const PERCENT: u16 = b'%' as u16;
        let mut expanded = Vec::with_capacity(text.len());
        let mut rest = text;
        while let Some(open) = rest.iter().position(|unit| *unit == PERCENT).filter(|_| self == Self::Windows) {
            expanded.extend_from_slice(&rest[..open]);
            rest = &rest[open + 1..];
            let close = rest.iter().position(|unit| *unit == PERCENT).filter(|close| *close > 0);
            let value = close.and_then(|close| {
                let name = String::from_utf16(&rest[..close]).ok()?;
                variables(&name).map(|value| (close, self.units(&value)))
            });
            match value {
                Some((close, value)) => {
                    expanded.extend(value);
                    rest = &rest[close + 1..];
                }
                None => expanded.push(PERCENT),
            }
            if expanded.len() > EXPANDED_MAX {
                return text.to_vec();
            }
        }
        expanded.extend_from_slice(rest);
        expanded
    }
}

/// Letter case, quotes, 8.3 names, the direction and number of slashes and a trailing one are ignored.
fn comparable_on_windows(entry: &[u16]) -> Vec<u16> {
    let [quote, slash, backslash, colon, tilde] = [b'"', b'/', b'\\', b':', b'~'].map(u16::from);
    let mut units: Vec<u16> = entry.iter().copied().filter(|unit| *unit != quote).collect();
    if platform::HAS_REGISTRY && units.contains(&tilde) {
        units = platform::to_units(platform::with_long_names(platform::from_units(&units).as_ref()).as_os_str());
    }
    let mut comparable: Vec<u16> = Vec::with_capacity(units.len());
    for unit in units {
        let unit = if unit == slash { backslash } else { upper_case(unit) };
        let repeated = comparable.len() > 1 && unit == backslash && comparable.last() == Some(&backslash);
        if !repeated {
            comparable.push(unit); // the two at the start of `\\server\share` stay
        }
    }
    while comparable.len() > 1 && comparable.ends_with(&[backslash]) && !comparable.ends_with(&[colon, backslash]) {
        comparable.pop();
    }
    comparable
}

/// The upper case of one UTF-16 unit, if it is a single unit whose lower case is the original. This is close to the
/// table of NTFS, which never maps one letter to two (`ı` is not `I`, `ß` is not `SS`).
fn upper_case(unit: u16) -> u16 {
    let upper = char::from_u32(u32::from(unit)).and_then(|letter| {
        let upper = only(letter.to_uppercase())?;
        (only(upper.to_lowercase())? == letter).then_some(upper)
    });
    upper.and_then(|upper| u16::try_from(u32::from(upper)).ok()).unwrap_or(unit)
}

fn only(mut letters: impl Iterator<Item = char>) -> Option<char> {
    letters.next().filter(|_| letters.next().is_none())
}

#[expect(clippy::cast_possible_truncation, reason = "each unit was made from a byte")]
pub(super) fn bytes(units: &[u16]) -> Vec<u8> {
    units.iter().map(|unit| *unit as u8).collect()
}
