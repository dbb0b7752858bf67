//! Several things in one sentence.
use upgo_engine::base::words::{Sentence, Statement, Value};

/// `damaged, signed`: the words of Upgo with the language's separator between them.
pub(crate) fn listed(words: Vec<Value>) -> Statement {
    Sentence::Named.with("name", Value::List(words))
}

/// `GOBIN or GOPATH`.
pub(crate) fn one_of(names: impl IntoIterator<Item = String>) -> Statement {
    let names = names.into_iter().map(|name| Sentence::Named.with("name", name));
    let either = names.reduce(|one, other| Sentence::OneOrOther.with("one", one).with("other", other));
    either.unwrap_or_else(|| Sentence::Nothing.into())
}
