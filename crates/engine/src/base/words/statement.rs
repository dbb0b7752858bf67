//! Sentences as data: which sentence, and the values in it. The command line and JSON have the English text; the window
//! says the same in its own language.
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

pub use super::sentences::Sentence;
use crate::base::display::sentence;

/// A sentence with its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Statement {
    /// Which sentence. The names may change.
    #[schemars(with = "String")]
    pub sentence: Sentence,
    /// Its values, by name.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub values: BTreeMap<String, Value>,
}

/// A value in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(untagged)]
pub enum Value {
    /// A name, a path or a number: the same in every language.
    Text(String),
    /// A part of the sentence that has its own words.
    Statement(Statement),
    /// A part of a problem.
    OfProblem(OfProblem),
}

/// A part of a problem, in English; its code has the same in other languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct OfProblem {
    /// The code, `UPGO-…`.
    pub code: String,
    /// Which part.
    pub part: ProblemPart,
    /// The part in English.
    pub text: String,
}

/// A part of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum ProblemPart {
    /// What happened.
    Title,
    /// What to do.
    Remedy,
}

impl Sentence {
    /// The sentence with its first value.
    pub fn with(self, name: &str, value: impl Into<Value>) -> Statement {
        Statement::from(self).with(name, value)
    }
}

impl Statement {
    /// The sentence with one more value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }

    /// Words of others, such as the message of a program, which no language of Upgo translates.
    pub fn quoted(text: impl Into<String>) -> Self {
        Sentence::Quoted.with("text", text.into())
    }

    /// Several statements as one: what happened at each place.
    pub fn all(statements: impl IntoIterator<Item = Self>) -> Option<Self> {
        let both = |first: Self, then: Self| Sentence::FirstThen.with("first", first).with("then", then);
        statements.into_iter().reduce(both)
    }

    /// The sentence for people: its values control no terminal and contain no secrets.
    #[must_use]
    pub fn shown(self) -> Self {
        let values = self.values.into_iter().map(|(name, value)| (name, value.shown())).collect();
        Self { values, ..self }
    }
}

impl Value {
    fn shown(self) -> Self {
        match self {
            Self::Text(text) => Self::Text(sentence(text)),
            Self::Statement(statement) => Self::Statement(statement.shown()),
            Self::OfProblem(part) => Self::OfProblem(OfProblem { text: sentence(&part.text), ..part }),
        }
    }
}

impl From<Sentence> for Statement {
    fn from(sentence: Sentence) -> Self {
        Self { sentence, values: BTreeMap::new() }
    }
}

/// Reads a statement from a file. One of a newer Upgo, whose sentence is unknown here, must not make the file unreadable.
pub fn if_known<'de, D: Deserializer<'de>, T: From<Statement>>(deserializer: D) -> Result<Option<T>, D::Error> {
    let known: Option<Statement> = serde_json::from_value(serde_json::Value::deserialize(deserializer)?).ok();
    Ok(known.map(T::from))
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&Path> for Value {
    fn from(path: &Path) -> Self {
        Self::Text(path.display().to_string())
    }
}

impl From<Statement> for Value {
    fn from(statement: Statement) -> Self {
        Self::Statement(statement)
    }
}

impl From<Sentence> for Value {
    fn from(sentence: Sentence) -> Self {
        Self::Statement(sentence.into())
    }
}

/// In English.
impl Display for Statement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        // Each value is inserted once, so that braces in it name nothing.
        let mut rest = self.sentence.english();
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, named)| Some((before, named.split_once('}')?)))
        {
            f.write_str(before)?;
            if let Some(value) = self.values.get(name) {
                value.fmt(f)?;
            }
            rest = after;
        }
        f.write_str(rest)
    }
}

/// In English.
impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Statement(statement) => statement.fmt(f),
            Self::OfProblem(part) => f.write_str(&part.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_inserted_once_and_whole() {
        let place = Sentence::InGoEnv.with("file", "C:/{name}");
        let statement = Sentence::SettingIs.with("name", "GOARCH").with("value", "{place}").with("place", place);
        assert_eq!(statement.to_string(), "GOARCH is {place}, set by `go env -w` in C:/{name}");
    }

    #[test]
    fn a_statement_is_read_as_it_was_written() {
        let failed = Sentence::ProxyCannotConnect.with("proxy", "http://proxy:3128").with("host", "go.dev");
        let both = Statement::all([failed, Statement::quoted("exit status 1")]).unwrap();
        assert_eq!(both.to_string(), "the proxy http://proxy:3128 cannot connect to go.dev; exit status 1");
        assert_eq!(if_known(serde_json::to_value(&both).unwrap()).unwrap(), Some(both));
        let newer = serde_json::json!({ "sentence": "ofANewerUpgo", "values": {} });
        assert_eq!(if_known::<_, Statement>(newer).unwrap(), None);
    }

    #[test]
    fn values_control_no_terminal_and_contain_no_secrets() {
        let statement = Statement::quoted("https://mei:hunter2@example.com\u{1b}[2J").shown();
        let text = statement.to_string();
        assert!(!text.contains("hunter2") && !text.contains('\u{1b}'), "{text}");
    }
}
