//! The lines that name a Go, raised in the form in which a file writes them.
use crate::base::version::Version;
use crate::projects::edit::{GoLines, NotEdited, ToolchainLine, go_lines, in_the_form_of, number_in, with_go_lines};
use crate::released::catalog::ReleaseRequest;

pub(super) struct RaisedGo {
    pub(super) version: Version,
    /// Whether the user named exactly this one, also for `go` lines.
    is_exact: bool,
}

/// Whether a `go` line names a patch release: `1.26.1`. Go orders `1.27` before `1.27.0`, so all modules must do it.
pub(super) fn names_patch(text: &str) -> bool {
    go_lines(text).is_ok_and(|(go, _)| go.is_some_and(is_patch))
}

pub(super) fn is_patch(go: &str) -> bool {
    go.matches('.').count() > 1
}

/// A version of a file, raised in its own form; `None` if it is as new already, or no version.
pub(super) fn raised_version(old: &str, go: &RaisedGo) -> Option<String> {
    let is_older = number_in(old).is_some_and(|old| old < go.version);
    if is_older { in_the_form_of(old, &go.version) } else { None }
}

/// The text of a `go.mod` or `go.work` with raised lines. A `toolchain` line is raised, but none is added.
pub(super) fn raised_lines(text: &str, raised: &RaisedGo, needs_patch: bool) -> Result<String, NotEdited> {
    let (go, toolchain) = go_lines(text)?;
    let wanted = raised_go(raised, needs_patch || go.is_some_and(is_patch));
    let needs = Version::from_name(&format!("go{wanted}")).ok();
    let is_older = |go: &str| Version::from_name(&format!("go{go}")).ok() < needs;
    let go = Some(wanted.as_str()).filter(|_| go.is_none_or(|go| is_older(go.trim_matches('"'))));
    let named = toolchain.map(|name| Version::from_toolchain(name.trim_matches('"')).ok());
    let toolchain = match named {
        // `go 1.27.3` implies the toolchain of that name, and the go command removes the line.
        Some(Some(named)) if named <= raised.version && needs.as_ref() == Some(&raised.version) => {
            ToolchainLine::Remove
        }
        Some(Some(named)) if named < raised.version => ToolchainLine::Set(raised.version.as_str()),
        _ => ToolchainLine::Keep,
    };
    with_go_lines(text, GoLines { go, toolchain })
}

impl RaisedGo {
    pub(super) fn of(wanted: &ReleaseRequest, version: Version) -> Self {
        Self { version, is_exact: matches!(wanted, ReleaseRequest::Exact(_)) }
    }

    /// What the projects ask for afterwards: exactly this release, or its line.
    pub(super) fn named(&self) -> Version {
        let is_named = self.is_exact || self.version.is_prerelease();
        if is_named { self.version.clone() } else { self.version.language() }
    }
}

/// What the `go` line says afterwards: exactly what the user named, otherwise the release line as the file writes it:
/// `1.27` for `1.26`, `1.27.0` for `1.26.1`. So the project asks for no newer patch than it needs.
pub(super) fn raised_go(raised: &RaisedGo, names_patch: bool) -> String {
    if raised.is_exact || raised.version.is_prerelease() {
        return raised.version.number().to_owned();
    }
    let language = raised.version.language();
    if names_patch { format!("{}.0", language.number()) } else { language.number().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raised(text: &str, version: &str, is_exact: bool) -> String {
        let go = RaisedGo { version: Version::from_name(version).unwrap(), is_exact };
        raised_lines(text, &go, false).unwrap()
    }

    #[test]
    fn a_workspace_asks_for_as_much_as_its_modules() {
        let go = RaisedGo { version: Version::from_name("go1.27.3").unwrap(), is_exact: false };
        for (now, needs_patch, after) in [
            ("go 1.26\n", false, "go 1.27\n"),
            ("go 1.26\n", true, "go 1.27.0\n"),
            ("go 1.27\n", true, "go 1.27.0\n"),
            ("go 1.27.1\n", true, "go 1.27.1\n"),
        ] {
            assert_eq!(raised_lines(now, &go, needs_patch).unwrap(), after, "{now}");
        }
    }

    #[test]
    fn lines_are_raised_and_never_lowered() {
        for (before, after) in [
            ("module m\n\ngo 1.26\n", "module m\n\ngo 1.27\n"),
            ("module m\n\ngo 1.26.1 // why\n", "module m\n\ngo 1.27.0 // why\n"),
            ("module m\n\ngo 1.26\n\ntoolchain go1.26.1\n", "module m\n\ngo 1.27\n\ntoolchain go1.27.3\n"),
            ("module m\n\ngo 1.27.1\n\ntoolchain go1.27.2\n", "module m\n\ngo 1.27.1\n\ntoolchain go1.27.3\n"),
            ("module m\n\ngo 1.28\n\ntoolchain go1.28.1\n", "module m\n\ngo 1.28\n\ntoolchain go1.28.1\n"),
            ("module m\n\ngo 1.26\n\ntoolchain default\n", "module m\n\ngo 1.27\n\ntoolchain default\n"),
            ("module m\n", "module m\n\ngo 1.27\n"),
            ("go 1.26\n\nuse ./a\n", "go 1.27\n\nuse ./a\n"),
        ] {
            assert_eq!(raised(before, "go1.27.3", false), after, "{before}");
        }
        let exact = raised("module m\n\ngo 1.26\n\ntoolchain go1.26.1\n", "go1.27.3", true);
        assert_eq!(exact, "module m\n\ngo 1.27.3\n", "the toolchain is implied");
        assert_eq!(raised("module m\n\ngo 1.27\n", "go1.28rc1", false), "module m\n\ngo 1.28rc1\n");
    }

    #[test]
    fn versions_of_other_files_are_raised_in_their_own_form() {
        let go = RaisedGo { version: Version::from_name("go1.27.3").unwrap(), is_exact: false };
        for (old, new) in [
            ("1.26", Some("1.27")),
            ("1.26.5", Some("1.27.3")),
            ("1.27.1", Some("1.27.3")),
            ("1.27.3", None),
            ("1.28", None),
            ("stable", None),
        ] {
            assert_eq!(raised_version(old, &go).as_deref(), new, "{old}");
        }
        // the line of that release: what is written stays
        assert_eq!(raised_version("1.27", &go).as_deref(), Some("1.27"));
    }
}
