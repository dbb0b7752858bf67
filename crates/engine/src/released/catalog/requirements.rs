//! The system requirements of releases, by line: <https://go.dev/wiki/MinimumRequirements>, and the release notes.
use std::fmt;

use crate::base::system::{System, SystemVersion};
use crate::base::version::Version;

/// The requirement of a release line, and of every later one until the next row for its system.
struct LineRequirement {
    os: &'static str,
    /// The second number of the release line: 21 is Go 1.21.
    since: u32,
    at_least: SystemVersion,
    name: &'static str,
}

const fn needs(os: &'static str, since: u32, at_least: SystemVersion, name: &'static str) -> LineRequirement {
    LineRequirement { os, since, at_least, name }
}

/// The requirements, newest release line of each system first.
const NEEDS: &[LineRequirement] = &[
    // https://go.dev/doc/go1.21#windows, https://go.dev/doc/go1.11#ports, https://go.dev/doc/go1.10#ports
    needs("windows", 21, SystemVersion(10, 0, 0), "Windows 10 or Windows Server 2016"),
    needs("windows", 11, SystemVersion(6, 1, 0), "Windows 7 or Windows Server 2008 R2"),
    needs("windows", 0, SystemVersion(5, 1, 0), "Windows XP"),
    // https://go.dev/doc/go1.26#darwin, and likewise in 1.24, 1.22, 1.20, 1.16, 1.14, 1.12, 1.10: each states what its
    // successor needs
    needs("darwin", 27, SystemVersion(13, 0, 0), "macOS 13 Ventura"),
    needs("darwin", 25, SystemVersion(12, 0, 0), "macOS 12 Monterey"),
    needs("darwin", 23, SystemVersion(11, 0, 0), "macOS 11 Big Sur"),
    needs("darwin", 21, SystemVersion(10, 15, 0), "macOS 10.15 Catalina"),
    needs("darwin", 17, SystemVersion(10, 13, 0), "macOS 10.13 High Sierra"),
    needs("darwin", 15, SystemVersion(10, 12, 0), "macOS 10.12 Sierra"),
    needs("darwin", 13, SystemVersion(10, 11, 0), "macOS 10.11 El Capitan"),
    needs("darwin", 11, SystemVersion(10, 10, 0), "macOS 10.10 Yosemite"),
    // https://go.dev/doc/go1.24#linux, https://go.dev/wiki/MinimumRequirements#linux
    needs("linux", 24, SystemVersion(3, 2, 0), "Linux 3.2"),
    needs("linux", 0, SystemVersion(2, 6, 23), "Linux 2.6.23"),
];

/// Systems where older release lines no longer run; the newest first.
const OUTGROWN: &[(&str, SystemVersion, u32)] = &[
    // https://go.dev/wiki/MinimumRequirements#macos-n%C3%A9e-os-x-aka-darwin
    ("darwin", SystemVersion(12, 0, 0), 11),
    ("darwin", SystemVersion(10, 12, 0), 7),
];

/// The reason why a system cannot run a release.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type, rename_all = "kebab-case", tag = "kind")]
pub enum Unmet {
    SystemTooOld {
        /// The oldest system that it runs on, by its familiar name.
        needs: String,
        system: String,
    },
    ReleaseTooOld {
        /// The oldest release line that this system runs, `1.11`.
        needs: String,
        system: String,
    },
}

/// The reason why `system` cannot run `version`; `None` if it can, or if no obstacle is known.
pub fn unmet(version: &Version, system: &System) -> Option<Unmet> {
    let line = super::support::line(version)?;
    let rows = |os: &str| os == system.os;
    let needs = NEEDS.iter().find(|row| rows(row.os) && row.since <= line);
    if let Some(row) = needs.filter(|row| system.version < row.at_least) {
        return Some(Unmet::SystemTooOld { needs: row.name.to_owned(), system: system.to_string() });
    }
    let outgrown = OUTGROWN.iter().find(|(os, since, oldest)| rows(os) && *since <= system.version && line < *oldest);
    outgrown.map(|(.., oldest)| Unmet::ReleaseTooOld { needs: format!("1.{oldest}"), system: system.to_string() })
}

/// The newest release line, up to that of `newest`, that `system` can run.
pub fn newest_line_for(system: &System, newest: &Version) -> Option<String> {
    let lines = (1..=super::support::line(newest)?).rev().map(|line| format!("1.{line}"));
    let runs = |line: &String| {
        let version = Version::from_name(&format!("go{line}"));
        version.is_ok_and(|version| unmet(&version, system).is_none())
    };
    lines.into_iter().find(runs)
}

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SystemTooOld { needs, system } => write!(f, "needs {needs} or later, but this is {system}"),
            Self::ReleaseTooOld { needs, system } => {
                write!(f, "is too old for {system}, which needs Go {needs} or later")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_match_the_release_notes() {
        const WIN_7: SystemVersion = SystemVersion(6, 1, 7601);
        const WIN_81: SystemVersion = SystemVersion(6, 3, 9600);
        const WIN_10: SystemVersion = SystemVersion(10, 0, 10_240);
        const SERVER_2016: SystemVersion = SystemVersion(10, 0, 14_393);
        for (os, system, runs, refuses) in [
            (
                "windows",
                SystemVersion(5, 1, 2600),
                &["go1.10.8", "go1.4"][..],
                &["go1.11", "go1.20.14", "go1.27.0"][..],
            ),
            ("windows", WIN_7, &["go1.11", "go1.20.14"], &["go1.21rc2", "go1.21.0", "go1.27.3"]),
            ("windows", WIN_81, &["go1.20.14"], &["go1.21.0"]),
            ("windows", WIN_10, &["go1.20.14", "go1.21.0", "go1.27.3", "go1.99.1"], &[]),
            ("windows", SERVER_2016, &["go1.27.3"], &[]),
            ("linux", SystemVersion(2, 6, 32), &["go1.23.12"], &["go1.24rc1", "go1.24.0", "go1.27.3"]),
            ("linux", SystemVersion(3, 2, 0), &["go1.23.12", "go1.27.3"], &[]),
            ("linux", SystemVersion(6, 1, 0), &["go1", "go1.27.3"], &[]),
            ("darwin", SystemVersion(10, 10, 0), &["go1.12.17"], &["go1.13"]),
            ("darwin", SystemVersion(10, 11, 0), &["go1.14.15"], &["go1.15"]),
            ("darwin", SystemVersion(10, 12, 0), &["go1.16.15", "go1.7"], &["go1.17", "go1.6.4"]),
            ("darwin", SystemVersion(10, 13, 0), &["go1.20.14"], &["go1.21.0"]),
            ("darwin", SystemVersion(10, 15, 0), &["go1.22.12"], &["go1.23.0"]),
            ("darwin", SystemVersion(11, 0, 0), &["go1.24.13"], &["go1.25.0"]),
            ("darwin", SystemVersion(12, 0, 0), &["go1.26.8", "go1.11"], &["go1.27.0", "go1.10.8"]),
            ("darwin", SystemVersion(13, 0, 0), &["go1.27.3"], &["go1.10.8"]),
            ("freebsd", SystemVersion(1, 0, 0), &["go1.27.3"], &[]),
        ] {
            let system = System::new(os, system);
            let unmet = |name: &&str| unmet(&name.parse().unwrap(), &system);
            assert_eq!(runs.iter().filter(|name| unmet(name).is_some()).count(), 0, "{system} runs {runs:?}");
            assert_eq!(refuses.iter().filter(|name| unmet(name).is_none()).count(), 0, "{system} refuses {refuses:?}");
        }
    }

    #[test]
    fn the_reason_is_a_sentence() {
        let said =
            |version: &str, os, system| unmet(&version.parse().unwrap(), &System::new(os, system)).unwrap().to_string();
        assert_eq!(
            said("go1.27.3", "windows", SystemVersion(6, 1, 7601)),
            "needs Windows 10 or Windows Server 2016 or later, but this is Windows 7"
        );
        assert_eq!(
            said("go1.9.7", "darwin", SystemVersion(14, 0, 0)),
            "is too old for macOS 14, which needs Go 1.11 or later"
        );
    }

    #[test]
    fn other_versions_than_go_1_are_not_guessed() {
        assert_eq!(unmet(&"go2.1.0".parse().unwrap(), &System::new("linux", SystemVersion(2, 0, 0))), None);
    }
}
