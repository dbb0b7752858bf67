//! An error as the command line and the window show it.
use std::error::Error;

use serde::{Deserialize, Serialize};

use super::{Claim, Code};
use crate::display::{lines, sentence};
use crate::secret::without_secrets;
use crate::words::{OfProblem, ProblemPart, Statement, Value, if_known};

/// What went wrong, what it means for the user, and what to do. Its texts are safe to show: words of others in them have
/// no control characters, and no secrets.
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
    /// The underlying causes, outermost first.
    pub causes: Vec<String>,
    /// The message as data, for the window's languages; absent if it has words of English only. Its names may change.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "if_known")]
    #[cfg_attr(feature = "specta", specta(type = Option<Statement>))]
    pub statement: Option<Box<Statement>>,
    /// The outcome of the failed change; absent if the problem is not about a change, or if it is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub became: Option<Became>,
}

/// The outcome of a failed change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Became {
    /// It failed before it changed anything.
    Untouched,
    /// It had begun, and all of it was rolled back.
    RolledBack,
    /// Part of it is still in place. The next command continues rolling it back.
    Unfinished,
}

/// The output of any command that failed.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Failure<'a> {
    /// What went wrong.
    pub error: &'a Problem,
}

/// An error of the engine, with its code and advice. The message is its `Display`.
pub trait Explain: Error {
    /// The stable code.
    fn code(&self) -> Code;

    /// A sentence that says what to do. By default, the advice of the code.
    fn next(&self) -> String {
        self.code().next().to_owned()
    }

    /// What it means for the user. By default, the meaning of the code.
    fn means(&self) -> String {
        self.code().means()
    }

    /// The message as data, for other languages, if it has words in them.
    fn statement(&self) -> Option<Statement> {
        None
    }

    /// The outcome of the failed change, if it is known.
    fn became(&self) -> Option<Became> {
        None
    }
}

/// The message of an error whose words are data.
pub fn stated(error: &dyn Explain) -> String {
    error.statement().map_or_else(|| error.code().what().to_owned(), |statement| statement.to_string())
}

impl Problem {
    /// A problem with the code's own meaning and advice.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let (means, next) = (code.means(), code.next().to_owned());
        let message: String = message.into();
        Self { code, message: sentence(message), means, next, causes: Vec::new(), statement: None, became: None }
    }

    /// A problem whose message has words in every language.
    pub fn stated(code: Code, message: Statement) -> Self {
        let english = message.to_string();
        Self { statement: Some(Box::new(message.shown())), ..Self::new(code, english) }
    }

    /// The problem that describes an error, by reference.
    pub fn of(error: &dyn Explain) -> Self {
        let mut causes = Vec::new();
        let mut cause = error.source();
        while let Some(error) = cause {
            causes.push(lines(&without_secrets(&error.to_string())));
            cause = error.source();
        }
        let (code, became) = (error.code(), error.became());
        let means = became.map_or_else(|| error.means(), |became| code.means_after(became));
        let statement = error.statement().map(|statement| Box::new(statement.shown()));
        Self { code, message: sentence(error), means, next: sentence(error.next()), causes, statement, became }
    }

    /// What happened, as a value of a sentence.
    pub fn as_value(&self) -> Value {
        let title = || self.part(ProblemPart::Title, &self.message);
        self.statement.as_deref().cloned().map_or_else(title, Value::Statement)
    }

    /// What to do, as a value of a sentence.
    pub fn remedy_as_value(&self) -> Value {
        self.part(ProblemPart::Remedy, &self.next)
    }

    fn part(&self, part: ProblemPart, text: &str) -> Value {
        self.code.part_as_value(part, text)
    }

    /// The same problem of something that changes nothing: reading, or planning. Of a change, a code says what its every
    /// use guarantees, such as that a failed one is rolled back; here there was none.
    #[must_use]
    pub fn of_no_change(mut self) -> Self {
        let speaks_of_a_change = !matches!(self.code.claim(), Claim::None | Claim::Untouched);
        if self.became.is_none() && speaks_of_a_change && self.means == self.code.means() {
            self.means = self.code.means_after(Became::Untouched);
            self.became = Some(Became::Untouched);
        }
        self
    }

    /// The same problem with other advice.
    #[must_use]
    pub fn with_next(mut self, next: impl Into<String>) -> Self {
        let next: String = next.into();
        self.next = sentence(next);
        self
    }
}

impl Code {
    /// What happened, as a value of a sentence: `text` in English, the title of the code in other languages.
    pub fn title_as_value(self, text: &str) -> Value {
        self.part_as_value(ProblemPart::Title, text)
    }

    fn part_as_value(self, part: ProblemPart, text: &str) -> Value {
        Value::OfProblem(OfProblem { code: self.as_str().to_owned(), part, text: text.to_owned() })
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
