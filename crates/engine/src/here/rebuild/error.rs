//! Why a program was not built again.
use crate::report::{Code, Explain};

/// A program was not built again; the old one is where it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name} was not built again: {reason}")]
pub struct RebuildError {
    /// The program's name.
    pub name: String,
    /// What happened.
    pub reason: String,
    /// What Go printed.
    #[source]
    pub said: Option<Said>,
}

/// What Go printed on its standard error, without what it says of its downloads.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Said(String);

/// As many lines of Go's as a person reads, and a history keeps.
const LINES: usize = 40;

impl Said {
    /// What is worth keeping of `errors`; `None` where that is nothing.
    pub fn of(errors: &str) -> Option<Self> {
        let lines = errors.lines().map(str::trim_end).filter(|line| !line.is_empty());
        let lines: Vec<&str> = lines.filter(|line| !line.starts_with("go: downloading ")).collect();
        let mut kept = lines.iter().take(LINES).copied().collect::<Vec<_>>().join("\n");
        if lines.len() > LINES {
            kept.push_str("\n…");
        }
        Some(Self(kept)).filter(|said| !said.0.is_empty())
    }
}

impl Explain for RebuildError {
    fn code(&self) -> Code {
        Code::ToolBuild
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_go_says_is_kept_without_its_downloads_and_not_without_end() {
        let said = |errors: &str| Said::of(errors).map(|said| said.to_string());
        assert_eq!(said("go: downloading a v1.0.0\n\n# a\na.go:1: no\r\n").as_deref(), Some("# a\na.go:1: no"));
        assert_eq!(said("go: downloading a v1.0.0\n"), None);
        let long = said(&"line\n".repeat(1000)).unwrap();
        assert_eq!(long.lines().count(), LINES + 1);
    }
}
