//! Sentences as data: which sentence, and the values in it. They are said at the last moment, in the language of the
//! reader; Upgo's own files keep the data, so that what was written in one language is read in another.
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::sentences::{AnySentence, Pattern, Sentence, Wording};
use super::{Language, spoken};
use crate::base::display;

/// A sentence with its values: text in answers, data in Upgo's own files (`as_data`). Displayed, it is in the language
/// that is spoken. The alternate form (`{:#}`) puts foreign text between U+2068 and U+2069 for a screen reader; no
/// value contains these, because [`display::sentence`] escapes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub sentence: AnySentence,
    /// Its values, by name.
    pub values: BTreeMap<String, Value>,
}

/// A value in a sentence.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, untagged)]
pub enum Value {
    /// A name, a path or a number: the same in every language.
    Text(String),
    /// A part of the sentence that has its own words.
    Statement(Statement),
    /// Several values, with the language's separator between them.
    List(Vec<Self>),
    /// Words of English only, and what the other languages say instead.
    EnglishOr {
        /// The words.
        english: String,
        others: Box<Statement>,
    },
}

/// A statement in Upgo's own files.
#[answer(Serialize, Deserialize)]
struct Data {
    sentence: AnySentence,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    values: BTreeMap<String, Value>,
    /// The English text, for readers of the file, and for an older Upgo that does not know the sentence.
    text: String,
}

thread_local! {
    static AS_DATA: Cell<bool> = const { Cell::new(false) };
}

/// Serializes what `action` serializes with its statements as data, for Upgo's own files.
pub(crate) fn as_data<T>(action: impl FnOnce() -> T) -> T {
    struct Restored(bool);
    impl Drop for Restored {
        fn drop(&mut self) {
            AS_DATA.set(self.0);
        }
    }
    let _restored = Restored(AS_DATA.replace(true));
    action()
}

/// A sentence with its values, by name: `say!(NotEnoughSpace { path, needed: size(bytes) })`. A value that is forgotten,
/// or one too many, does not compile.
#[macro_export]
macro_rules! say {
    ($sentence:ident { $($name:ident $(: $value:expr)?),+ $(,)? }) => {
        $crate::base::words::Statement::filled(
            {
                const SENTENCE: $crate::base::words::Pattern = $crate::base::words::Pattern::$sentence;
                const _: () = assert!(SENTENCE.takes(&[$(stringify!($name)),+]), "these are not its values");
                SENTENCE
            },
            [$((stringify!($name), ::core::convert::Into::into($crate::say!(@ $name $($value)?)))),+],
        )
    };
    (@ $name:ident) => { $name };
    (@ $name:ident $value:expr) => { $value };
}

impl Sentence {
    pub fn say(self, language: Language) -> String {
        Statement::from(self).say(language)
    }
}

impl Pattern {
    /// One of several sentences, of which some leave out some of these values.
    pub fn with_known<const N: usize>(self, values: [(&str, Value); N]) -> Statement {
        Statement::filled(self, values.into_iter().filter(|(name, _)| self.values().contains(name)))
    }
}

impl Statement {
    /// For [`say!`](crate::say), which has compared the names.
    pub fn filled<'a>(pattern: Pattern, values: impl IntoIterator<Item = (&'a str, Value)>) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { sentence: pattern.into(), values }
    }

    /// Words of others, such as the message of a program, which no language of Upgo translates.
    pub fn quoted(text: impl Into<String>) -> Self {
        let text: String = text.into();
        say!(Quoted { text })
    }

    /// Whether it is only foreign text.
    pub fn is_quoted(&self) -> bool {
        self.sentence == Pattern::Quoted.into()
    }

    /// Several statements as one: what happened at each place.
    pub fn all(statements: impl IntoIterator<Item = Self>) -> Option<Self> {
        let both = |first: Self, then: Self| say!(FirstThen { first, then });
        statements.into_iter().reduce(both)
    }

    /// One whole sentence after the other.
    #[must_use]
    pub fn and(self, then: impl Into<Self>) -> Self {
        let then: Self = then.into();
        say!(Sentences { first: self, then })
    }

    pub fn say(&self, language: Language) -> String {
        super::speaking(language, || self.to_string())
    }

    /// The sentence for people: its values control no terminal and contain no secrets.
    #[must_use]
    pub fn shown(self) -> Self {
        let values = self.values.into_iter().map(|(name, value)| (name, value.shown())).collect();
        Self { values, ..self }
    }

    fn write(&self, f: &mut Formatter<'_>, language: Language) -> fmt::Result {
        let mut rest = match self.sentence.text(language) {
            Wording::Plain(text) => text,
            Wording::Counted { by, one, other } => match self.values.get(by) {
                Some(Value::Text(count)) if count == "1" => one,
                _ => other,
            },
        };
        let is_marked = f.alternate() && self.is_quoted() && language != Language::English;
        // Each value is inserted once, so that braces in it name nothing.
        let mut last = None;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, named)| Some((before, named.split_once('}')?)))
        {
            let said = self.values.get(name).map(|value| SpokenValue(value, language, f.alternate()).to_string());
            debug_assert!(said.is_some(), "{:?} lacks its value {name}", self.sentence);
            let said =
                said.map(|said| if self.sentence == Pattern::AtStart.into() { display::at_start(&said) } else { said });
            let said = said.unwrap_or_default();
            let before = joined(last, before, said.chars().find(|letter| is_letter(*letter)));
            f.write_str(before)?;
            if is_marked {
                write!(f, "\u{2068}{said}\u{2069}")?;
            } else {
                f.write_str(&said)?;
            }
            last = said.chars().rfind(|letter| is_letter(*letter)).or_else(|| before.chars().next_back()).or(last);
            rest = after;
        }
        f.write_str(joined(last, rest, None))
    }
}

/// A value in a language, with or without marks.
struct SpokenValue<'a>(&'a Value, Language, bool);

impl Display for SpokenValue<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(value, language, is_marked) = *self;
        match value {
            Value::Text(text) => f.write_str(text),
            Value::Statement(statement) => said(f, statement, language, is_marked),
            Value::List(values) => {
                let Wording::Plain(separator) = AnySentence::from(Sentence::ListSeparator).text(language) else {
                    return Ok(());
                };
                let separator = separator.trim_matches('|');
                values.iter().enumerate().try_for_each(|(index, value)| {
                    if index > 0 {
                        f.write_str(separator)?;
                    }
                    Self(value, language, is_marked).fmt(f)
                })
            }
            Value::EnglishOr { english, .. } if language == Language::English => f.write_str(english),
            Value::EnglishOr { others, .. } => said(f, others, language, is_marked),
        }
    }
}

fn said(f: &mut Formatter<'_>, statement: &Statement, language: Language, is_marked: bool) -> fmt::Result {
    let text = super::speaking(language, || if is_marked { format!("{statement:#}") } else { statement.to_string() });
    f.write_str(&text)
}

/// Whether a character is seen. A front end may mark the style of a value with characters for private use.
fn is_letter(character: char) -> bool {
    !('\u{f0000}'..='\u{ffffd}').contains(&character)
}

/// The text between two values, without its space between Chinese characters, which a value may begin or end with.
fn joined(before: Option<char>, text: &str, after: Option<char>) -> &str {
    let is_wide = |letter: Option<char>| letter.is_some_and(|letter| !letter.is_ascii());
    let inner = text.strip_prefix(' ').filter(|inner| is_wide(before) && is_wide(inner.chars().next().or(after)));
    let text = inner.unwrap_or(text);
    let inner = text.strip_suffix(' ').filter(|inner| is_wide(after) && is_wide(inner.chars().next_back().or(before)));
    inner.unwrap_or(text)
}

impl Value {
    fn shown(self) -> Self {
        match self {
            Self::Text(text) => Self::Text(display::sentence(text)),
            Self::Statement(statement) => Self::Statement(statement.shown()),
            Self::List(values) => Self::List(values.into_iter().map(Self::shown).collect()),
            Self::EnglishOr { english, others } => {
                Self::EnglishOr { english: display::sentence(english), others: Box::new(others.shown()) }
            }
        }
    }

    /// All of them, with the language's separator between them.
    pub(crate) fn all_of(names: &[impl Display]) -> Self {
        Self::List(names.iter().map(|name| Self::Text(name.to_string())).collect())
    }

    /// `gopls, dlv`; for a long list, the first two names and the number of the others.
    pub fn some_of(names: &[impl Display]) -> Self {
        let list = |names: &[_]| Self::List(names.iter().map(|name| Self::Text(display::one_line(name))).collect());
        match names {
            [_, _, rest @ ..] if rest.len() > 1 => {
                let first = names.get(..2).unwrap_or_default();
                say!(AndMore { names: list(first), count: rest.len() }).into()
            }
            all => list(all),
        }
    }
}

impl From<Sentence> for Statement {
    fn from(sentence: Sentence) -> Self {
        Self { sentence: sentence.into(), values: BTreeMap::new() }
    }
}

macro_rules! values {
    ($($type:ty),+) => {
        $(impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::Text(value.to_string())
            }
        })+
    };
}
values!(String, &str, &&str, &String, u8, &u8, u16, &u16, u32, &u32, u64, &u64, usize, &usize, i32, &i32, i64, &i64);

impl From<&Path> for Value {
    fn from(path: &Path) -> Self {
        Self::Text(path.display().to_string())
    }
}

/// Makes what is shown in the same form in every language a value in a sentence.
macro_rules! displayed {
    ($($type:ty),+) => {
        $(impl From<&$type> for $crate::base::words::Value {
            fn from(value: &$type) -> Self {
                Self::Text(value.to_string())
            }
        })+
    };
}
displayed!(url::Url, std::net::SocketAddr);

impl From<&PathBuf> for Value {
    fn from(path: &PathBuf) -> Self {
        path.as_path().into()
    }
}

/// The words of the system.
impl From<&std::io::Error> for Value {
    fn from(error: &std::io::Error) -> Self {
        Self::Statement(Statement::quoted(error.to_string()))
    }
}

impl From<Statement> for Value {
    fn from(statement: Statement) -> Self {
        Self::Statement(statement)
    }
}

impl From<&Statement> for Value {
    fn from(statement: &Statement) -> Self {
        statement.clone().into()
    }
}

impl From<Sentence> for Value {
    fn from(sentence: Sentence) -> Self {
        Self::Statement(sentence.into())
    }
}

/// In the language that is spoken.
impl Display for Statement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.write(f, spoken())
    }
}

/// In the language that is spoken.
impl Display for Sentence {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Statement::from(*self).fmt(f)
    }
}

impl Serialize for Statement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if AS_DATA.get() {
            let text = self.say(Language::English);
            Data { sentence: self.sentence, values: self.values.clone(), text }.serialize(serializer)
        } else {
            serializer.collect_str(&format_args!("{:#}", self.clone().shown()))
        }
    }
}

/// From data, or from foreign text. An unknown sentence of a newer Upgo must not make a file unreadable.
impl<'de> Deserialize<'de> for Statement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Data(Data),
            Newer { text: String },
            Text(String),
        }
        Ok(match Form::deserialize(deserializer)? {
            Form::Data(Data { sentence, values, .. }) => Self { sentence, values },
            Form::Newer { text } | Form::Text(text) => Self::quoted(text),
        })
    }
}

impl JsonSchema for Statement {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
}

#[cfg(feature = "specta")]
impl specta::Type for Statement {
    fn definition(types: &mut specta::Types) -> specta::datatype::DataType {
        String::definition(types)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::own_json;

    #[test]
    fn a_value_is_inserted_once_and_whole() {
        let place = say!(InGoEnv { file: "C:/{name}" });
        let statement = say!(SettingIs { name: "GOARCH", value: "{place}", place });
        assert_eq!(statement.to_string(), "GOARCH is {place}, set by `go env -w` in C:/{name}");
    }

    #[test]
    fn a_number_chooses_the_form() {
        let missing = |count: usize| say!(MissingFolders { count });
        assert_eq!(missing(1).to_string(), "1 missing folder on PATH");
        assert_eq!(missing(12).to_string(), "12 missing folders on PATH");
        assert_eq!(missing(1).say(Language::Chinese), "PATH 中有 1 个不存在的文件夹");
    }

    #[test]
    fn chinese_has_no_space_between_its_own_characters() {
        let failed = |change: &str| say!(OutcomeFailed { Change: change });
        assert_eq!(failed("Upgrade to go1.27.3").to_string(), "Upgrade to go1.27.3 failed");
        assert_eq!(failed("升级到 go1.27.3").say(Language::Chinese), "升级到 go1.27.3 失败");
        assert_eq!(failed("编辑环境变量").say(Language::Chinese), "编辑环境变量失败");
        let styled = |text: &str| failed(&format!("\u{f1234}{text}\u{f1239}")).say(Language::Chinese);
        assert_eq!(styled("go1.27.3"), "\u{f1234}go1.27.3\u{f1239} 失败");
        assert_eq!(styled("升级"), "\u{f1234}升级\u{f1239}失败");
    }

    #[test]
    fn a_long_list_is_cut() {
        let said = |names: &[&str], language| say!(Named { name: Value::some_of(names) }).say(language);
        assert_eq!(said(&["a", "b", "c"], Language::English), "a, b, c");
        assert_eq!(said(&["a", "b", "c", "d"], Language::English), "a, b and 2 more");
        assert_eq!(said(&["a", "b", "c"], Language::Chinese), "a、b、c");
    }

    #[test]
    fn own_files_keep_data_and_answers_have_text() {
        let failed = say!(ProxyCannotConnect { proxy: "http://proxy:3128", host: "go.dev" });
        let both = Statement::all([failed, Statement::quoted("exit status 1")]).unwrap();
        let english = "the proxy http://proxy:3128 cannot connect to go.dev; exit status 1";
        assert_eq!(serde_json::to_value(&both).unwrap(), english);
        let kept = own_json::to_vec(&BTreeMap::from([("what", &both)])).unwrap();
        let read: BTreeMap<String, serde_json::Value> = serde_json::from_slice(&kept).unwrap();
        assert_eq!(serde_json::from_value::<Statement>(read["what"].clone()).unwrap(), both);

        let chinese = crate::base::words::speaking(Language::Chinese, || serde_json::to_value(&both).unwrap());
        assert!(chinese.as_str().unwrap().contains("\u{2068}exit status 1\u{2069}"), "{chinese}");
        assert!(!both.say(Language::Chinese).contains('\u{2068}'));

        let newer = serde_json::json!({ "sentence": "SomethingNew", "values": {}, "text": "something new" });
        assert_eq!(serde_json::from_value::<Statement>(newer).unwrap(), Statement::quoted("something new"));
        assert_eq!(serde_json::from_value::<Statement>("text".into()).unwrap(), Statement::quoted("text"));
    }

    #[test]
    fn values_control_no_terminal_and_contain_no_secrets() {
        let statement = Statement::quoted("https://mei:hunter2@example.com\u{1b}[2J");
        let text = serde_json::to_string(&statement).unwrap();
        assert!(!text.contains("hunter2") && !text.contains("u001b"), "{text}");
    }
}
