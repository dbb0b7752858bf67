//! Values of Go's variables that decide which Go runs, what it starts, or what it verifies. Whoever adopts them from
//! somebody should see them.
use std::collections::BTreeSet;

use super::flags;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Caution {
    /// Which programs Go starts, or with which arguments.
    Programs,
    /// What Go verifies of what it downloads, or whether it does.
    Checks,
    /// Which version every go command runs.
    Version,
}

pub(crate) fn cautions(name: &str, value: &str) -> BTreeSet<Caution> {
    match name {
        "GOFLAGS" => flags::names(value).filter_map(of_flag).collect(),
        _ => of_value(name, value).into_iter().collect(),
    }
}

fn of_flag(flag: &str) -> Option<Caution> {
    match flag {
        "insecure" => Some(Caution::Checks),
        "asmflags" | "exec" | "fixtool" | "gccgoflags" | "gcflags" | "ldflags" | "overlay" | "toolexec" | "vettool" => {
            Some(Caution::Programs)
        }
        _ => None,
    }
}

/// Sources: `go help environment`, `go help goauth`, `go help build`, `go help module-private`, `go help vcs`.
fn of_value(name: &str, value: &str) -> Option<Caution> {
    match name {
        "CGO_ENABLED" => None,
        "AR" | "CC" | "CXX" | "FC" | "GCCGO" | "GOCACHEPROG" | "GOROOT" | "PKG_CONFIG" => Some(Caution::Programs),
        "GOAUTH" => (!["off", "netrc"].contains(&value)).then_some(Caution::Programs),
        "GOTOOLCHAIN" if value.contains("path") => Some(Caution::Programs),
        "GOTOOLCHAIN" => value.starts_with("go").then_some(Caution::Version),
        // the arguments of a compiler can name a plugin of it, or another linker
        _ if name.starts_with("CGO_") => Some(Caution::Programs),
        "GOINSECURE" | "GONOSUMDB" | "GOPRIVATE" | "GOSUMDB" | "GOVCS" => Some(Caution::Checks),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_start_programs_or_weaken_checks_are_told_apart_from_the_others() {
        let (programs, checks, none): ([_; 1], [_; 1], [_; 0]) = ([Caution::Programs], [Caution::Checks], []);
        let (programs, checks, none) = (&programs[..], &checks[..], &none[..]);
        for (name, value, expected) in [
            ("CC", "clang", programs),
            ("CGO_CFLAGS", "-fplugin=x.so", programs),
            ("CGO_ENABLED", "0", none),
            ("GOAUTH", "git /home/me", programs),
            ("GOAUTH", "netrc", none),
            ("GOFLAGS", "-mod=mod", none),
            ("GOFLAGS", "-mod=mod -toolexec=x", programs),
            ("GOFLAGS", "'-ldflags=-s -w' -v", programs),
            ("GOFLAGS", "--exec=x", programs),
            ("GOFLAGS", "-insecure", checks),
            ("GOFLAGS", "-insecure -v -toolexec=x -ldflags=-s", &[Caution::Programs, Caution::Checks]),
            ("GOINSECURE", "*", checks),
            ("GOSUMDB", "off", checks),
            ("GOPROXY", "direct", none),
            ("GOTOOLCHAIN", "go1.27.3+path", programs),
            ("GOTOOLCHAIN", "local", none),
            ("GOTOOLCHAIN", "auto", none),
            ("GOTOOLCHAIN", "go1.26.5", &[Caution::Version]),
            ("GOTOOLCHAIN", "go1.26.5+auto", &[Caution::Version]),
        ] {
            assert_eq!(cautions(name, value).into_iter().collect::<Vec<_>>(), expected, "{name}={value}");
        }
    }
}
