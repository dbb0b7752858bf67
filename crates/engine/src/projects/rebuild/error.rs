use super::BuildPurpose;
use crate::base::report::{Code, stated};
use crate::base::words::Statement;

/// The old program, if there is one, is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", stated(self))]
pub(crate) struct RebuildError {
    pub name: String,
    pub purpose: BuildPurpose,
    pub reason: Statement,
    #[source]
    pub said: Option<GoOutput>,
}

/// Go's output on standard error, without the lines about downloads.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct GoOutput(String);

/// The maximum number of lines: few enough to read, and to keep in the history.
const LINES: usize = 40;

impl GoOutput {
    /// The relevant part of `errors`; `None` if nothing is left.
    pub(crate) fn of(errors: &str) -> Option<Self> {
        // Go's paths are relative to a folder that is gone by now
        let lines = errors.lines().map(|line| line.trim_end().trim_start_matches("../").trim_start_matches(r"..\"));
        let lines = lines.filter(|line| !line.is_empty());
        let lines: Vec<&str> = lines.filter(|line| !line.starts_with("go: downloading ")).collect();
        let mut kept = lines.iter().take(LINES).copied().collect::<Vec<_>>().join("\n");
        if lines.len() > LINES {
            kept.push_str("\n…");
        }
        Some(Self(kept)).filter(|said| !said.0.is_empty())
    }
}

explain! {
    impl RebuildError { name, purpose, reason, said } = ToolBuild, (match purpose {
        BuildPurpose::Rebuild => say!(WasNotRebuilt { program: name, why: reason }),
        BuildPurpose::Update => say!(WasNotUpdated { program: name, why: reason }),
        BuildPurpose::Install => say!(WasNotInstalled { program: name, why: reason }),
    }), next (said.is_none().then(|| Code::ToolRefused.next().into()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_output_of_go_without_downloads_and_up_to_a_limit() {
        let said = |errors: &str| GoOutput::of(errors).map(|said| said.to_string());
        assert_eq!(said("go: downloading a v1.0.0\n\n# a\na.go:1: no\r\n").as_deref(), Some("# a\na.go:1: no"));
        assert_eq!(said("../../../mod/b@v1.0.0/b.go:1:2: no").as_deref(), Some("mod/b@v1.0.0/b.go:1:2: no"));
        assert_eq!(said("..\\..\\mod\\b.go:1:2: no").as_deref(), Some("mod\\b.go:1:2: no"));
        assert_eq!(said("go: downloading a v1.0.0\n"), None);
        let long = said(&"line\n".repeat(1000)).unwrap();
        assert_eq!(long.lines().count(), LINES + 1);
    }
}
