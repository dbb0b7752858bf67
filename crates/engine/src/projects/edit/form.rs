//! How files write versions: `1.26`, `go1.26.1`, `1.26.x`, `^1.26`.
use crate::base::version::Version;

/// What may come before a version in a file.
const MARKS: [&str; 8] = ["", "go", "v", "^", "~", ">=", "=", "=="];

struct Written<'a> {
    /// What comes before it, such as `go` or `^`.
    mark: &'a str,
    version: Version,
    /// Whether it names a release line: `1.26`.
    is_line: bool,
    /// What stands for the patch: `.x`, `.*`, or nothing.
    any: &'a str,
}

impl<'a> Written<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let at = text.find(|character: char| character.is_ascii_digit())?;
        let (mark, rest) = text.split_at(at);
        if !MARKS.contains(&mark.trim()) {
            return None;
        }
        let any = [".x", ".*"].into_iter().find(|any| rest.ends_with(any)).unwrap_or_default();
        let number = rest.strip_suffix(any)?;
        let version = Version::from_name(&format!("go{number}")).ok()?;
        let dots = number.matches('.').count();
        let is_line = dots == 1 && !version.is_prerelease();
        (dots > 0 && (any.is_empty() || is_line)).then_some(Self { mark, version, is_line, any })
    }
}

/// `new` as a file that says `old` writes it: with the same mark, as exact. `1.26` becomes `1.27`, `1.26.1` becomes
/// `1.27.3`, `^1.26.x` becomes `^1.27.x`. A pre-release is always exact. `None` if `old` names no version.
pub fn in_the_form_of(old: &str, new: &Version) -> Option<String> {
    let Written { mark, is_line, any, .. } = Written::read(old)?;
    Some(if is_line && !new.is_prerelease() {
        format!("{mark}{}{any}", new.language().number())
    } else {
        format!("{mark}{}", new.number())
    })
}

pub fn pinned(old: &str, new: &Version) -> String {
    let is_named = old.strip_prefix("go").is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()));
    if is_named { new.as_str().to_owned() } else { new.number().to_owned() }
}

/// The version that a text of a file names, `go1.26` for a release line; `None` if it names none.
pub fn number_in(text: &str) -> Option<Version> {
    Written::read(text).map(|written| written.version)
}
