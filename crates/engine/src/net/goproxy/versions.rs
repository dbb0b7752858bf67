//! The versions of a module, and which of them is the newest that an installed program may be updated to. Pure.
//! Source: <https://go.dev/ref/mod#version-queries>, <https://go.dev/ref/mod#go-mod-file-retract>,
//! `cmd/go/internal/modload/query.go` (`latest`).
use semver::Version as Semantic;

/// Appended to the version of a module without a `go.mod`, from version 2.
const INCOMPATIBLE: &str = "+incompatible";

/// `v1.2.3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SemVer(Semantic);

/// The versions that the authors of a module have retracted: from the first to the second.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Retracted(pub(crate) String, pub(crate) String);

impl SemVer {
    /// Parses a version as Go writes it. Neither `(devel)` nor a shortened one (`v1.2`) is one.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let version = Semantic::parse(text.strip_prefix('v')?).ok()?;
        (version.build.is_empty() || text.ends_with(INCOMPATIBLE)).then_some(Self(version))
    }

    fn is_release(&self) -> bool {
        self.0.pre.is_empty()
    }

    /// Whether `installed` may be updated to this: a path names the major version, unless there is no `go.mod`.
    fn continues(&self, installed: &Self) -> bool {
        self.lineage() == installed.lineage()
    }

    /// What the versions have in common between which a program can be updated.
    pub(crate) fn lineage(&self) -> String {
        let major = if self.0.major < 2 { 0 } else { self.0.major };
        format!("v{major}{}", if self.0.build.is_empty() { "" } else { INCOMPATIBLE })
    }

    pub(crate) fn is_in(&self, retracted: &[Retracted]) -> bool {
        retracted.iter().any(|Retracted(low, high)| {
            let bounds = Self::parse(low).zip(Self::parse(high));
            bounds.is_some_and(|(low, high)| low.0 <= self.0 && self.0 <= high.0)
        })
    }
}

impl std::fmt::Display for SemVer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "v{}", self.0)
    }
}

/// Lines that are not versions are left out.
pub(crate) fn candidates(list: &str, installed: &SemVer) -> Vec<SemVer> {
    let words = list.lines().filter_map(|line| line.split_whitespace().next());
    words.filter_map(SemVer::parse).filter(|version| version.continues(installed)).collect()
}

/// The version whose `go.mod` lists the retractions: the highest release, otherwise the highest pre-release.
pub(crate) fn highest(candidates: &[SemVer]) -> Option<&SemVer> {
    let releases = candidates.iter().filter(|version| version.is_release());
    releases.max().or_else(|| candidates.iter().max())
}

pub(crate) fn newest<'a>(candidates: &'a [SemVer], retracted: &[Retracted]) -> Option<&'a SemVer> {
    let remaining = || candidates.iter().filter(|version| !version.is_in(retracted));
    remaining().filter(|version| version.is_release()).max().or_else(|| remaining().max())
}

/// Those that cannot be read are left out.
pub(crate) fn retractions(go_mod: &str) -> Vec<Retracted> {
    let mut retracted = Vec::new();
    let mut is_block = false;
    for line in go_mod.lines() {
        let line = line.split("//").next().unwrap_or_default().trim();
        let interval = match line.strip_prefix("retract") {
            _ if is_block && line.starts_with(')') => {
                is_block = false;
                continue;
            }
            _ if is_block => line,
            Some(rest) if rest.trim_start().starts_with('(') => {
                is_block = true;
                continue;
            }
            Some(rest) if rest.starts_with([' ', '\t', '[', '"', '`']) => rest,
            _ => continue,
        };
        retracted.extend(interval_of(interval));
    }
    retracted
}

/// The `go` line, which is in no block.
pub(crate) fn go_line(go_mod: &str) -> Option<&str> {
    let mut lines = go_mod.lines().map(|line| line.split("//").next().unwrap_or_default().split_whitespace());
    lines.find_map(|mut words| words.next().filter(|word| *word == "go").and_then(|_| words.next()))
}

fn interval_of(text: &str) -> Option<Retracted> {
    let plain = |text: &str| text.trim().trim_matches(['"', '`']).to_owned();
    let text = text.trim();
    let Some(inner) = text.strip_prefix('[') else {
        return Some(Retracted(plain(text), plain(text))).filter(|Retracted(only, _)| !only.is_empty());
    };
    let (low, high) = inner.strip_suffix(']')?.split_once(',')?;
    Some(Retracted(plain(low), plain(high)))
}

/// A path or version in the protocol: `!` and the small letter for a capital one.
/// Source: `golang.org/x/mod/module` (`EscapePath`).
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_uppercase() {
            escaped.push('!');
        }
        escaped.push(letter.to_ascii_lowercase());
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> SemVer {
        SemVer::parse(text).unwrap()
    }

    fn newest_of(list: &[&str], installed: &str, go_mod: &str) -> Option<String> {
        let candidates = candidates(&list.join("\n"), &version(installed));
        newest(&candidates, &retractions(go_mod)).map(ToString::to_string)
    }

    #[test]
    fn the_newest_is_the_one_that_go_calls_latest() {
        for (list, installed, newest) in [
            (&["v1.2.3", "v1.10.0", "v1.9.0"][..], "v1.2.3", Some("v1.10.0")),
            (&["v1.2.3", "v1.3.0-rc.1"], "v1.2.3", Some("v1.2.3")),
            (&["v0.1.0-alpha", "v0.1.0-beta"], "v0.1.0-alpha", Some("v0.1.0-beta")),
            (&["v0.9.0", "v1.0.0"], "v0.9.0", Some("v1.0.0")),
            (&["v1.0.0", "v2.0.0+incompatible"], "v1.0.0", Some("v1.0.0")),
            (
                &["v1.0.0", "v2.0.0+incompatible", "v2.1.0+incompatible", "v3.0.0+incompatible"],
                "v2.0.0+incompatible",
                Some("v2.1.0+incompatible"),
            ),
            (&["v2.0.0", "v2.1.0", "v3.0.0"], "v2.0.0", Some("v2.1.0")),
            (&["v1.2", "master", "v1.0.0+meta", ""], "v1.0.0", None),
            (&["v0.1.0"], "v0.0.0-20260101000000-0123456789ab", Some("v0.1.0")),
        ] {
            assert_eq!(newest_of(list, installed, "").as_deref(), newest, "{list:?}");
        }
    }

    #[test]
    fn a_pseudo_version_is_between_its_base_and_the_next_release() {
        let older = version("v1.2.4-0.20260101000000-0123456789ab");
        assert!(version("v1.2.3") < older && older < version("v1.2.4"));
        assert!(version("v0.0.0-20250101000000-aaaaaaaaaaaa") < version("v0.0.0-20260101000000-0123456789ab"));
    }

    #[test]
    fn retracted_versions_are_passed_over() {
        let go_mod = "module x // retract v9.9.9\n\nretract v1.4.0 // broken\nretract (\n\t[v1.2.0, v1.3.9]\n\t\"v1.5.0\"\n)\nretracted x\n";
        let expected = [("v1.4.0", "v1.4.0"), ("v1.2.0", "v1.3.9"), ("v1.5.0", "v1.5.0")];
        let expected: Vec<_> = expected.map(|(low, high)| Retracted(low.into(), high.into())).into();
        assert_eq!(retractions(go_mod), expected);
        assert_eq!(newest_of(&["v1.1.0", "v1.3.0", "v1.4.0", "v1.5.0"], "v1.1.0", go_mod).as_deref(), Some("v1.1.0"));
        assert!(version("v1.2.7").is_in(&expected) && !version("v1.1.9").is_in(&expected));
        assert_eq!(retractions("retract [v1.0.0\nretract [,]\n"), [Retracted(String::new(), String::new())]);
    }

    #[test]
    fn the_go_line_is_found() {
        for (go_mod, go) in [
            ("module x // go 1.1\n\ngo 1.27 // the line\n", Some("1.27")),
            ("module x\r\ngo\t1.27.1\r\ntoolchain go1.28.0\r\n", Some("1.27.1")),
            ("module go\nrequire (\n\tgo.example/x v1.0.0\n)\n", None),
            ("go\n", None),
        ] {
            assert_eq!(go_line(go_mod), go, "{go_mod:?}");
        }
    }

    #[test]
    fn capitals_are_escaped() {
        assert_eq!(escaped("github.com/BurntSushi/toml"), "github.com/!burnt!sushi/toml");
    }
}
