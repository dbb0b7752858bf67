//! An error as the command line and the window show it.
use std::error::Error;

use serde::{Deserialize, Deserializer, Serialize};

use super::{Claim, Code};
use crate::base::display::{lines, sentence};
use crate::base::secret::without_secrets;
use crate::base::words::{OfProblem, ProblemPart, Statement, Value, if_known};

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
    /// What to do in the window; absent if it is what the code says.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "advice_if_known")]
    #[cfg_attr(feature = "specta", specta(type = Option<OwnAdvice>))]
    pub advice: Option<Box<OwnAdvice>>,
    /// The outcome of the failed change; absent if the problem is not about a change, or if it is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub became: Option<Became>,
}

/// What a problem itself says to do, instead of its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct OwnAdvice {
    /// In English. Not `next` if that names a command or its options, which the window does not have.
    pub english: String,
    /// The same as data, for the window's languages. Its names may change.
    pub statement: Statement,
}

/// Reads advice from a file. One of a newer Upgo, whose sentence is unknown here, must not make the file unreadable.
fn advice_if_known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<OwnAdvice>>, D::Error> {
    Ok(serde_json::from_value(serde_json::Value::deserialize(deserializer)?).ok())
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

    /// A sentence that says what to do. By default, `advice`, or that of the code.
    fn next(&self) -> String {
        self.advice().map_or_else(|| self.code().next().to_owned(), |advice| advice.to_string())
    }

    /// What to do as data, for other languages, if it is not the advice of the code.
    fn advice(&self) -> Option<Statement> {
        None
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
        Self {
            code,
            message: sentence(message),
            means,
            next,
            causes: Vec::new(),
            statement: None,
            advice: None,
            became: None,
        }
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
        let (message, next) = (sentence(error), code.next().to_owned());
        let problem = Self { code, message, means, next, causes, statement, advice: None, became };
        match (error.advice(), error.next()) {
            (None, next) if next == code.next() => problem,
            // other advice always takes the place of the code's, even if it has words of English only
            (None, next) => problem.with_next(next),
            (Some(advice), next) => Self { next: sentence(next), ..problem.with_advice(advice) },
        }
    }

    /// What happened, as a value of a sentence.
    pub fn as_value(&self) -> Value {
        let title = || self.code.title_as_value(&self.message);
        self.statement.as_deref().cloned().map_or_else(title, Value::Statement)
    }

    /// What to do, as a value of a sentence.
    pub fn remedy_as_value(&self) -> Value {
        let remedy = || self.code.remedy_as_value(&self.next);
        self.advice.as_deref().map_or_else(remedy, |advice| Value::Statement(advice.statement.clone()))
    }

    /// The same problem with other advice, which has words of English only.
    #[must_use]
    pub fn with_next(self, next: impl Into<String>) -> Self {
        self.with_advice(Statement::quoted(next))
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
    pub fn with_advice(mut self, advice: impl Into<Statement>) -> Self {
        let statement = advice.into().shown();
        let english = sentence(&statement);
        self.next.clone_from(&english);
        self.advice = Some(Box::new(OwnAdvice { english, statement }));
        self
    }
}

impl Code {
    /// What happened, as a value of a sentence: `text` in English, the title of the code in other languages.
    pub fn title_as_value(self, text: &str) -> Value {
        self.part_as_value(ProblemPart::Title, text)
    }

    /// What to do, likewise.
    pub fn remedy_as_value(self, text: &str) -> Value {
        self.part_as_value(ProblemPart::Remedy, text)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::words::Sentence;

    /// An error with advice of its own, for the terminal and for the window.
    #[derive(Debug, thiserror::Error)]
    #[error("a program runs")]
    struct Running(Option<Sentence>, &'static str);

    impl Explain for Running {
        fn code(&self) -> Code {
            Code::Busy
        }

        fn next(&self) -> String {
            self.1.to_owned()
        }

        fn advice(&self) -> Option<Statement> {
            self.0.map(Statement::from)
        }
    }

    #[test]
    fn the_window_gets_every_advice_that_is_not_the_codes() {
        let own = Problem::of(&Running(None, Code::Busy.next()));
        assert_eq!(own.advice, None, "the code says it");

        let english = Problem::of(&Running(None, "Pass --wait."));
        assert_eq!(english.advice.unwrap().statement, Statement::quoted("Pass --wait."));
        assert_eq!(english.next, "Pass --wait.");

        let both = Problem::of(&Running(Some(Sentence::CloseAndRepeat), "Pass --wait."));
        assert_eq!(both.next, "Pass --wait.");
        let advice = both.advice.unwrap();
        assert_eq!(advice.english, "Close it, then try again.");
        assert_eq!(advice.statement, Sentence::CloseAndRepeat.into());

        let given = Problem::new(Code::Busy, "x").with_next("Wait.");
        assert_eq!(given.advice.clone().unwrap().statement, Statement::quoted("Wait."));
        let value = Sentence::UnreachableWhy.with("remedy", given.remedy_as_value());
        assert!(value.to_string().contains("Wait."), "{value}");
    }
}
