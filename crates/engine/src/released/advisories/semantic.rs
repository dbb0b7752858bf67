//! Go versions in the database's notation: `go1.21rc4` is `1.21.0-rc.4`.
//! Source: <https://github.com/golang/vuln/blob/master/internal/semver/semver.go>.
use semver::Version as Semantic;

use crate::base::version::Version;

/// A Go version in the database's notation; `None` if a number in it is too large.
pub(super) fn of(version: &Version) -> Option<Semantic> {
    let text = version.number();
    let (numbers, kind) = text.split_at(text.find(|c: char| c.is_ascii_lowercase()).unwrap_or(text.len()));
    let missing = 2_usize.saturating_sub(numbers.matches('.').count());
    let release = format!("{numbers}{}", ".0".repeat(missing));
    let (kind, number) = kind.split_at(kind.find(|c: char| c.is_ascii_digit()).unwrap_or(kind.len()));
    let semantic = match (kind, number) {
        ("", _) => release,
        (kind, "") => format!("{release}-{kind}"),
        (kind, number) => format!("{release}-{kind}.{number}"),
    };
    Semantic::parse(&semantic).ok()
}

/// The Go release for a version of the database; `None` if there is no such release name.
pub(super) fn to_go(semantic: &Semantic) -> Option<Version> {
    let Semantic { major, minor, patch, pre, .. } = semantic;
    // Up to 1.20, the first release of a line has two numbers. A pre-release never has more.
    let is_first = *patch == 0 && (!pre.is_empty() || (*major, *minor) < (1, 21));
    let numbers = if is_first { format!("{major}.{minor}") } else { format!("{major}.{minor}.{patch}") };
    match pre.split_once('.') {
        // `1.26.0-0` is the beginning of the line, which is not a release. Its first release is the nearest one.
        None if pre.as_str() == "0" => to_go(&Semantic::new(*major, *minor, *patch)),
        None => Version::from_name(&format!("go{numbers}{pre}")).ok(),
        Some((kind, number)) => Version::from_name(&format!("go{numbers}{kind}{number}")).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_between_go_and_semantic_versions() {
        let pairs = [
            ("go1.19", "1.19.0"),
            ("go1.19.3", "1.19.3"),
            ("go1.20", "1.20.0"),
            ("go1.21.0", "1.21.0"),
            ("go1.21rc4", "1.21.0-rc.4"),
            ("go1.8beta2", "1.8.0-beta.2"),
            ("go1.9.2rc2", "1.9.2-rc.2"),
            ("go1.27.3", "1.27.3"),
        ];
        for (go, semantic) in pairs {
            let version = Version::from_name(go).unwrap();
            assert_eq!(of(&version).unwrap().to_string(), semantic);
            assert_eq!(to_go(&Semantic::parse(semantic).unwrap()).as_ref().map(Version::as_str), Some(go));
        }
        assert_eq!(of(&Version::from_name("go1").unwrap()).unwrap().to_string(), "1.0.0");
    }

    #[test]
    fn versions_without_a_counterpart_are_not_guessed() {
        let go = |semantic: &str| to_go(&Semantic::parse(semantic).unwrap()).map(|version| version.to_string());
        assert_eq!(go("1.26.0-0").as_deref(), Some("go1.26.0"), "the start of the line");
        assert_eq!(go("1.26.0-rc.1.5"), None);
        assert_eq!(of(&Version::from_name("go1.99999999999999999999999").unwrap()), None);
    }
}
