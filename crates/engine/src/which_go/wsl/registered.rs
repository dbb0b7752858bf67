//! The distributions that are registered on Windows. Reading them starts none.
use crate::base::display::one_line;
use crate::environment::Registry;

/// Has a subkey for each distribution:
/// <https://github.com/microsoft/WSL/blob/master/src/windows/service/exe/DistributionRegistration.h>.
pub(crate) const KEY: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Lxss";

/// The `State` of a distribution that is complete. While one is installed or removed, it has another.
const INSTALLED: u32 = 1;
/// The bit of `Flags` that makes a distribution one of WSL 2. The value `Version` is only the format of its files.
const VM_MODE: u32 = 8;
/// The longest name that WSL accepts.
const LONGEST: usize = 256;

/// The names of distributions that container programs keep for themselves.
/// Source: <https://github.com/microsoft/terminal/blob/main/src/cascadia/TerminalSettingsModel/WslDistroGenerator.cpp>.
const OF_CONTAINERS: [&str; 3] = ["docker-desktop", "rancher-desktop", "podman-machine"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Distribution {
    pub(crate) name: String,
    /// Whether `wsl` without a name starts it.
    pub(crate) is_default: bool,
    /// The version of WSL that it runs with, 1 or 2; `None` if it is not registered.
    pub(crate) wsl: Option<u8>,
    pub(crate) standing: DistributionState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DistributionState {
    Ready,
    /// It is being installed or removed, or that was interrupted.
    Incomplete,
    /// A container program has made it for itself, so it is left alone.
    OfContainers,
    /// WSL itself does not accept its name.
    NameRefused,
}

/// The default one first, then by name.
pub(crate) fn distributions(registry: &dyn Registry, key: &str) -> Vec<Distribution> {
    let default = registry.text(key, "DefaultDistribution");
    let of_id = |id: String| {
        let place = format!(r"{key}\{id}");
        let name = registry.text(&place, "DistributionName")?;
        let (state, flags) = (registry.number(&place, "State"), registry.number(&place, "Flags"));
        let is_default = default.as_ref().is_some_and(|default| default.eq_ignore_ascii_case(&id));
        Some(Distribution::new(&name, is_default, state, flags))
    };
    in_order(registry.key_names(key).into_iter().filter_map(of_id).collect())
}

/// The distributions that a test names where there is no registry: their names, states and flags, with tabs between.
pub(crate) fn of_lines<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Distribution> {
    let of_line = |line: &str| {
        let mut words = line.split('\t');
        let name = words.next().unwrap_or_default();
        let mut number = || words.next().and_then(|word| word.parse().ok());
        Distribution::new(name, false, number(), number())
    };
    in_order(lines.map(of_line).collect())
}

fn in_order(mut all: Vec<Distribution>) -> Vec<Distribution> {
    all.sort_by_key(|distribution| (!distribution.is_default, distribution.name.to_lowercase()));
    all
}

impl Distribution {
    fn new(name: &str, is_default: bool, state: Option<u32>, flags: Option<u32>) -> Self {
        let is_of_containers = || OF_CONTAINERS.iter().any(|prefix| name.to_ascii_lowercase().starts_with(prefix));
        let standing = if !is_accepted(name) {
            DistributionState::NameRefused
        } else if is_of_containers() {
            DistributionState::OfContainers
        } else if state != Some(INSTALLED) {
            DistributionState::Incomplete
        } else {
            DistributionState::Ready
        };
        let wsl = flags.map(|flags| if flags & VM_MODE == 0 { 1 } else { 2 });
        Self { name: one_line(name.chars().take(LONGEST).collect::<String>()), is_default, wsl, standing }
    }
}

/// Whether WSL accepts a name, so that it is one word of a command line.
/// Source: `s_ValidateDistroName` in <https://github.com/microsoft/WSL>.
fn is_accepted(name: &str) -> bool {
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    (1..=LONGEST).contains(&name.len()) && name.bytes().all(is_usual)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Debug)]
    struct Keys(BTreeMap<&'static str, &'static [(&'static str, &'static str)]>);

    impl Registry for Keys {
        fn value_names(&self, _: &str) -> Vec<String> {
            Vec::new()
        }
        fn key_names(&self, key: &str) -> Vec<String> {
            assert_eq!(key, KEY);
            self.0.keys().filter(|name| !name.is_empty()).map(|name| (*name).to_owned()).collect()
        }
        fn text(&self, key: &str, name: &str) -> Option<String> {
            let values = self.0.get(key.strip_prefix(KEY)?.trim_start_matches('\\'))?;
            values.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned())
        }
        fn number(&self, key: &str, name: &str) -> Option<u32> {
            self.text(key, name)?.parse().ok()
        }
    }

    fn row(name: &str, is_default: bool, wsl: Option<u8>, standing: DistributionState) -> Distribution {
        Distribution { name: name.to_owned(), is_default, wsl, standing }
    }

    #[test]
    fn each_registered_distribution_is_listed_and_only_the_usable_ones_are_asked() {
        let registry = Keys(BTreeMap::from([
            ("", &[("DefaultDistribution", "{BBBB}")][..]),
            ("{aaaa}", &[("DistributionName", "Alpine_3.20"), ("State", "1"), ("Flags", "7"), ("Version", "2")]),
            ("{bbbb}", &[("DistributionName", "Ubuntu-24.04"), ("State", "1"), ("Flags", "15"), ("Version", "2")]),
            ("{cccc}", &[("DistributionName", "docker-desktop-data"), ("State", "1"), ("Flags", "15")]),
            ("{dddd}", &[("DistributionName", "Debian"), ("State", "3"), ("Flags", "15")]),
            ("{eeee}", &[("DistributionName", "My Linux 测试"), ("State", "1"), ("Flags", "15")]),
            ("{ffff}", &[("DistributionName", "odd\u{1b}[31m"), ("State", "1")]),
            ("{gggg}", &[("State", "1")]),
            ("AppxInstallerCache", &[]),
        ]));
        let expected = [
            row("Ubuntu-24.04", true, Some(2), DistributionState::Ready),
            row("Alpine_3.20", false, Some(1), DistributionState::Ready),
            row("Debian", false, Some(2), DistributionState::Incomplete),
            row("docker-desktop-data", false, Some(2), DistributionState::OfContainers),
            row("My Linux 测试", false, Some(2), DistributionState::NameRefused),
            row(r"odd\u{1b}[31m", false, None, DistributionState::NameRefused),
        ];
        assert_eq!(distributions(&registry, KEY), expected);
        assert_eq!(distributions(&Keys(BTreeMap::new()), KEY), []);
    }

    #[test]
    fn a_name_that_is_not_one_word_is_never_given_to_a_program() {
        for refused in ["", "two words", "a\tb", "a\"b", "a;b", "ü", "a/b", &"x".repeat(257)] {
            assert!(!is_accepted(refused), "{refused}");
        }
        assert!(is_accepted("openSUSE-Leap-15.6") && is_accepted(&"x".repeat(256)));
    }
}
