//! An error as either face shows it.
use std::error::Error;

use serde::{Deserialize, Serialize};

use super::Code;

/// What went wrong, what it means for the user, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The stable code, `UPGO-…`.
    pub code: Code,
    /// What happened, and on what.
    pub message: String,
    /// What it means for the user.
    pub means: String,
    /// What to do.
    pub next: String,
    /// The causes beneath, outermost first.
    pub causes: Vec<String>,
}

/// The answer of any command that failed.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Failure<'a> {
    /// What went wrong.
    pub error: &'a Problem,
}

/// An error of the engine: its code and what to do; the message is its `Display`.
pub trait Explain: Error {
    /// The stable code.
    fn code(&self) -> Code;

    /// What to do, a sentence. Unless an error knows better, the code's own.
    fn next(&self) -> String {
        self.code().next().to_owned()
    }

    /// What it means for the user. Unless an error knows better, the code's own.
    fn means(&self) -> String {
        self.code().means().to_owned()
    }
}

impl Problem {
    /// A problem with the code's own meaning and advice.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let (means, next) = (code.means().to_owned(), code.next().to_owned());
        Self { code, message: message.into(), means, next, causes: Vec::new() }
    }

    /// An error as a problem; the error stays.
    pub fn of(error: &dyn Explain) -> Self {
        let mut causes = Vec::new();
        let mut cause = error.source();
        while let Some(error) = cause {
            causes.push(error.to_string());
            cause = error.source();
        }
        Self { code: error.code(), message: error.to_string(), means: error.means(), next: error.next(), causes }
    }

    /// The same with other advice.
    #[must_use]
    pub fn with_next(mut self, next: impl Into<String>) -> Self {
        self.next = next.into();
        self
    }
}

impl<E: Explain> From<E> for Problem {
    fn from(error: E) -> Self {
        Self::of(&error)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}
