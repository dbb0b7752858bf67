//! The operating system and its version, in the form that the requirements of Go releases use.
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    /// GOOS.
    pub os: String,
    /// Its version: the system's own on Windows and macOS, the kernel's on Linux.
    pub version: SystemVersion,
}

/// An unknown part is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SystemVersion(pub u32, pub u32, pub u32);

impl System {
    pub fn new(os: &str, version: SystemVersion) -> Self {
        Self { os: os.to_owned(), version }
    }
}

impl SystemVersion {
    /// Reads the numbers at the beginning of a kernel's release, such as `6.1.0-18-amd64`.
    pub fn of_release(release: &str) -> Option<Self> {
        let end = release.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(release.len());
        let mut parts = release.get(..end)?.split('.').map(|part| part.parse().ok());
        let first = parts.next()??;
        let mut part = || parts.next().flatten().unwrap_or(0);
        Some(Self(first, part(), part()))
    }

    /// The macOS version with this kernel. The system's own files report 10.16 to some programs.
    /// Source: <https://en.wikipedia.org/wiki/Darwin_(operating_system)#Release_history>.
    pub fn of_darwin(kernel: Self) -> Self {
        match kernel.0 {
            0..5 => kernel,
            5..20 => Self(10, kernel.0 - 4, 0),
            20..25 => Self(kernel.0 - 9, 0, 0),
            25.. => Self(kernel.0.saturating_add(1), 0, 0),
        }
    }
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = self.version;
        match self.os.as_str() {
            "windows" => match windows_name(version) {
                Some(name) => write!(f, "Windows {name}"),
                None => write!(f, "Windows {version}"),
            },
            "darwin" => write!(f, "macOS {version}"),
            "linux" => write!(f, "Linux {version}"),
            os => write!(f, "{os} {version}"),
        }
    }
}

impl fmt::Display for SystemVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(major, minor, patch) = self;
        match (minor, patch) {
            (0, 0) => write!(f, "{major}"),
            (_, 0) => write!(f, "{major}.{minor}"),
            _ => write!(f, "{major}.{minor}.{patch}"),
        }
    }
}

/// Windows 11 begins with build 22000.
/// Source: <https://learn.microsoft.com/windows/win32/sysinfo/operating-system-version>.
fn windows_name(version: SystemVersion) -> Option<&'static str> {
    Some(match version {
        SystemVersion(10, _, 22_000..) => "11",
        SystemVersion(10, ..) => "10",
        SystemVersion(6, 3, _) => "8.1",
        SystemVersion(6, 2, _) => "8",
        SystemVersion(6, 1, _) => "7",
        SystemVersion(6, 0, _) => "Vista",
        SystemVersion(5, ..) => "XP",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_kernel_versions() {
        for (release, expected) in [
            ("6.1.0-18-amd64", Some(SystemVersion(6, 1, 0))),
            ("3.10.0-1160.el7.x86_64", Some(SystemVersion(3, 10, 0))),
            ("2.6.32-754.el6", Some(SystemVersion(2, 6, 32))),
            ("22.6.0", Some(SystemVersion(22, 6, 0))),
            ("5", Some(SystemVersion(5, 0, 0))),
            ("5..3", Some(SystemVersion(5, 0, 3))),
            ("99999999999.1", None),
            ("rolling", None),
            ("é5", None),
            ("", None),
        ] {
            assert_eq!(SystemVersion::of_release(release), expected, "{release}");
        }
    }

    #[test]
    fn the_darwin_kernel_gives_the_macos_version() {
        for (kernel, expected) in [(17, "10.13"), (19, "10.15"), (20, "11"), (21, "12"), (24, "15"), (25, "26")] {
            assert_eq!(SystemVersion::of_darwin(SystemVersion(kernel, 6, 0)).to_string(), expected);
        }
        assert_eq!(SystemVersion::of_darwin(SystemVersion(u32::MAX, 0, 0)).0, u32::MAX);
    }

    #[test]
    fn systems_have_their_common_names() {
        for (os, version, expected) in [
            ("windows", SystemVersion(10, 0, 26_100), "Windows 11"),
            ("windows", SystemVersion(10, 0, 19_045), "Windows 10"),
            ("windows", SystemVersion(6, 3, 9_600), "Windows 8.1"),
            ("windows", SystemVersion(6, 1, 7_601), "Windows 7"),
            ("windows", SystemVersion(12, 1, 0), "Windows 12.1"),
            ("darwin", SystemVersion(12, 0, 0), "macOS 12"),
            ("linux", SystemVersion(2, 6, 32), "Linux 2.6.32"),
        ] {
            assert_eq!(System::new(os, version).to_string(), expected);
        }
    }
}
