//! An error as the command line and the window show it.
use std::error::Error;

use super::{Claim, Code};
use crate::base::display::lines;
use crate::base::secret::without_secrets;
use crate::base::words::{Sentence, Statement, Value};

pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// What went wrong, what it means for the user, and what to do. Its texts are safe to show: foreign text in them has no
/// control characters, and no secrets.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Problem {
    /// The stable code, `UPGO-…`.
    pub code: Code,
    /// What such problems have in common: the title in the window.
    pub title: Statement,
    /// What happened, and on what.
    pub message: Statement,
    pub means: Statement,
    /// What to do.
    pub next: Statement,
    /// What to do in the window, which has no commands.
    pub advice: Statement,
    /// The underlying causes, outermost first, in the words of the system or of another program.
    pub causes: Vec<String>,
    /// The outcome of the failed change; absent if the problem is not about a change, or if it is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub became: Option<Became>,
}

/// The outcome of a failed change.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub enum Became {
    /// It failed before it changed anything.
    Untouched,
    /// It had begun, and all of it was rolled back.
    RolledBack,
    /// Part of it is still in place. The next command continues rolling it back.
    Unfinished,
}

/// The output of any command that failed.
#[answer(Debug, Serialize, JsonSchema)]
pub struct Failure<'a> {
    /// What went wrong.
    pub error: &'a Problem,
}

/// An error of the engine, with its code and advice. The message is its `Display`.
pub trait Explain: Error {
    fn code(&self) -> Code;

    /// The error of another part, which says the rest.
    fn passed_on(&self) -> Option<&dyn Explain> {
        None
    }

    /// A sentence that says what to do. By default, `advice`, or that of the code.
    fn next(&self) -> Statement {
        match self.passed_on() {
            Some(other) => other.next(),
            None => self.advice().unwrap_or_else(|| self.code().next().into()),
        }
    }

    /// What to do in the window, if it is not the advice of the code.
    fn advice(&self) -> Option<Statement> {
        self.passed_on()?.advice()
    }

    /// What it means for the user, if it is not the meaning of the code.
    fn own_means(&self) -> Option<Statement> {
        None
    }

    fn means(&self) -> Statement {
        match self.passed_on() {
            Some(other) => other.means(),
            None => self.own_means().unwrap_or_else(|| self.code().means()),
        }
    }

    /// The message as data, if it has words in every language.
    fn statement(&self) -> Option<Statement> {
        self.passed_on()?.statement()
    }

    /// The message as data, quoted if it has words in one language only.
    fn says(&self) -> Statement {
        self.statement().unwrap_or_else(|| Statement::quoted(self.to_string()))
    }

    fn became(&self) -> Option<Became> {
        None
    }
}

/// What is said, or is optional.
pub fn words(words: impl Into<Words>) -> Option<Statement> {
    words.into().0
}

/// See [`words`].
pub struct Words(Option<Statement>);

impl From<Statement> for Words {
    fn from(words: Statement) -> Self {
        Self(Some(words))
    }
}

impl From<Sentence> for Words {
    fn from(words: Sentence) -> Self {
        Self(Some(words.into()))
    }
}

impl From<Option<Statement>> for Words {
    fn from(words: Option<Statement>) -> Self {
        Self(words)
    }
}

/// The message of an error whose words are data.
pub fn stated(error: &dyn Explain) -> String {
    error.statement().unwrap_or_else(|| error.code().what().into()).to_string()
}

/// The message of an error as data, for people: it controls no terminal and contains no secrets.
pub fn explained(error: &dyn Explain) -> Statement {
    error.says().shown()
}

impl Problem {
    /// A problem with the code's own meaning and advice.
    pub fn new(code: Code, message: impl Into<Statement>) -> Self {
        Self {
            code,
            title: code.what().into(),
            message: message.into().shown(),
            means: code.means(),
            next: code.next().into(),
            advice: code.next_in_window().into(),
            causes: Vec::new(),
            became: None,
        }
    }

    pub fn of(error: &dyn Explain) -> Self {
        let mut causes = Vec::new();
        let mut cause = error.source();
        while let Some(error) = cause {
            causes.push(lines(&without_secrets(&error.to_string())));
            cause = error.source();
        }
        causes.retain(|cause| !cause.is_empty());
        let (code, became) = (error.code(), error.became());
        let means = became.map_or_else(|| error.means(), |became| code.means_after(became));
        let problem = Self { means, causes, became, ..Self::new(code, error.says()) };
        match (error.advice(), error.next()) {
            (None, next) if next == code.next().into() => problem,
            // other advice always takes the place of the code's
            (None, next) => problem.with_next(next),
            (Some(advice), next) => Self { next: next.shown(), ..problem.with_next(advice) },
        }
    }

    /// What happened, as a value of a sentence.
    pub(crate) fn as_value(&self) -> Value {
        english_or(&self.message, self.code.what())
    }

    /// What to do, as a value of a sentence.
    pub(crate) fn remedy_as_value(&self) -> Value {
        english_or(&self.advice, self.code.next_in_window())
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

    /// The same problem as a warning of a plan: what its code says of a change would be about the past.
    #[must_use]
    pub fn in_a_plan(self) -> Self {
        let is_own = self.means != self.code.means();
        if is_own { self } else { Self { means: self.code.joined(Claim::None), ..self } }
    }

    /// Replaces the advice, in the terminal and in the window.
    #[must_use]
    pub fn with_next(self, advice: impl Into<Statement>) -> Self {
        let advice = advice.into().shown();
        Self { next: advice.clone(), advice, ..self }
    }
}

/// Words as a value: those of others, which are English, only in English.
fn english_or(words: &Statement, others: Sentence) -> Value {
    if words.is_quoted() {
        Value::EnglishOr { english: words.to_string(), others: Box::new(others.into()) }
    } else {
        words.clone().into()
    }
}

impl<E: Explain> From<E> for Problem {
    fn from(error: E) -> Self {
        Self::of(&error)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::words::Language;

    /// An error with its own advice for the terminal and the window.
    #[derive(Debug, thiserror::Error)]
    #[error("a program runs")]
    struct ProgramRuns(Option<Sentence>, Sentence);

    impl Explain for ProgramRuns {
        fn code(&self) -> Code {
            Code::Busy
        }

        fn next(&self) -> Statement {
            self.1.into()
        }

        fn advice(&self) -> Option<Statement> {
            self.0.map(Statement::from)
        }
    }

    #[test]
    fn the_window_gets_every_advice_that_is_not_the_codes() {
        let own = Problem::of(&ProgramRuns(None, Code::Busy.next()));
        assert_eq!(own.advice, Code::Busy.next_in_window().into());

        let one = Problem::of(&ProgramRuns(None, Sentence::CloseAndRepeat));
        assert_eq!(
            (one.advice.to_string(), one.next.to_string()),
            ("Close it, then try again.".into(), "Close it, then try again.".into())
        );

        let both = Problem::of(&ProgramRuns(Some(Sentence::CloseAndRepeat), Sentence::UseUserScope));
        assert_eq!(
            (both.next.to_string(), both.advice.to_string()),
            ("Use --scope user.".into(), "Close it, then try again.".into())
        );
    }

    #[test]
    fn a_warning_of_a_plan_speaks_of_no_change() {
        let means = |problem: Problem| problem.in_a_plan().means.to_string();
        assert_eq!(means(Problem::new(Code::GoManaged, Sentence::Nothing)), "");
        assert_eq!(means(Problem::new(Code::NetOffline, Sentence::Nothing)), "");
        let own =
            Problem { means: Sentence::SetupRestIsDone.into(), ..Problem::new(Code::NetOffline, Sentence::Nothing) };
        assert_eq!(means(own), Sentence::SetupRestIsDone.to_string());
        let rest = means(Problem::new(Code::HookRefused, Sentence::Nothing));
        assert!(rest.starts_with("A hook never has more rights"), "{rest}");
    }

    #[test]
    fn words_of_english_only_are_replaced_in_other_languages() {
        let problem = Problem::new(Code::Busy, Statement::quoted("it is busy"));
        let value = say!(LastCheckFailed { problem: problem.as_value() });
        assert!(value.to_string().contains("it is busy"), "{value}");
        let chinese = value.say(Language::Chinese);
        assert!(chinese.contains(&Code::Busy.what().say(Language::Chinese)), "{chinese}");
    }
}
