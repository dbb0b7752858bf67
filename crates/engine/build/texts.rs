//! Makes Rust of the sentences in `text`, one folder for each language, in Fluent's syntax.
//!
//! Fluent is what translators' tools read, with plurals. Only a part of it is needed here: values (`{ $name }`), a plural
//! for the whole sentence, and attributes. Sentences are compiled, so a start reads no file and parses nothing.
//!
//! The build fails if a language lacks a sentence, names other values, or lacks a form.
//! Source: <https://projectfluent.org/fluent/guide/>.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};

/// The folders of the languages, English first, and the functions that are made for them.
const LANGUAGES: [(&str, &str); 2] = [("en", "english"), ("zh-CN", "chinese")];

/// The files whose messages are families of sentences: the type that is made for one, whether its sentences may have
/// values, and the attributes that each message may have. What an attribute that ends with `?` lacks is `None`.
const FAMILIES: [(&str, &str, &str, &[&str]); 3] = [
    ("codes.ftl", "CodeWords", "Sentence", &["means?", "next", "window?"]),
    ("changes.ftl", "ChangeWords", "Pattern", &["button", "doing", "done", "noun"]),
    ("policy-keys.ftl", "PolicyWords", "Sentence", &["doc"]),
];

/// A sentence in one language.
enum Text {
    Plain(String),
    Counted { by: String, one: String, other: String },
}

/// The sentences of a language, by name, and the messages of each file in their order.
#[derive(Default)]
struct Language {
    texts: BTreeMap<String, Text>,
    files: BTreeMap<String, Vec<String>>,
    names: Vec<String>,
    /// Those of a family whose other sentences have values.
    of_patterns: BTreeSet<String>,
}

/// The code for all languages, from the folder `text`.
pub(super) fn code(folder: &Path) -> Result<String, String> {
    let mut languages = Vec::new();
    for (name, _) in LANGUAGES {
        println!("cargo::rerun-if-changed={}", folder.join(name).display());
        languages.push(Language::read(&folder.join(name))?);
    }
    let [english, others @ ..] = languages.as_slice() else { return Err("there are no languages".to_owned()) };
    for (other, (name, _)) in others.iter().zip(LANGUAGES.into_iter().skip(1)) {
        english.agrees_with(other).map_err(|why| format!("{}: {why}", folder.join(name).display()))?;
    }
    let mut code = english.sentences();
    for (language, (_, function)) in languages.iter().zip(LANGUAGES) {
        code += &language.table(function);
    }
    for family in FAMILIES {
        code += &english.family(family)?;
    }
    Ok(code)
}

impl Language {
    fn read(folder: &Path) -> Result<Self, String> {
        let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "ftl"));
        paths.sort();
        let mut language = Self::default();
        for path in paths {
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            language.add(&file, &text).map_err(|why| format!("{}: {why}", path.display()))?;
        }
        Ok(language)
    }

    fn add(&mut self, file: &str, text: &str) -> Result<(), String> {
        let resource = fluent_syntax::parser::parse(text).map_err(|(_, errors)| format!("{errors:?}"))?;
        for entry in resource.body {
            let message = match entry {
                Entry::Message(message) => message,
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
                other => return Err(format!("only messages are used here, not {other:?}")),
            };
            let id = message.id.name;
            let first = self.names.len();
            let value = message.value.ok_or_else(|| format!("{id} has no value"))?;
            self.insert(camel(id), &value).map_err(|why| format!("{id}: {why}"))?;
            for attribute in message.attributes {
                let name = format!("{}{}", camel(id), camel(attribute.id.name));
                self.insert(name, &attribute.value).map_err(|why| format!("{id}.{}: {why}", attribute.id.name))?;
            }
            if FAMILIES.iter().any(|(of, _, kind, _)| *of == file && *kind == "Pattern") {
                let names = self.names.iter().skip(first);
                self.of_patterns.extend(names.cloned());
            }
            self.files.entry(file.to_owned()).or_default().push(id.to_owned());
        }
        Ok(())
    }

    fn insert(&mut self, name: String, pattern: &Pattern<&str>) -> Result<(), String> {
        let text = Text::of(pattern)?;
        self.names.push(name.clone());
        if self.texts.insert(name, text).is_some() { Err("there are two of that name".to_owned()) } else { Ok(()) }
    }

    fn agrees_with(&self, other: &Self) -> Result<(), String> {
        let names = |language: &Self| language.texts.keys().cloned().collect::<BTreeSet<_>>();
        let missing: Vec<_> = names(self).symmetric_difference(&names(other)).cloned().collect();
        if !missing.is_empty() {
            return Err(format!("one language lacks {}", missing.join(", ")));
        }
        match self.names.iter().find(|name| self.values(name) != other.values(name)) {
            None => Ok(()),
            Some(name) => Err(format!("{name} has the values {:?} and {:?}", self.values(name), other.values(name))),
        }
    }

    fn values(&self, name: &str) -> BTreeSet<&str> {
        self.texts.get(name).map(Text::values).unwrap_or_default()
    }

    /// The enumerations of the sentences without values, of those with values, and of both.
    fn sentences(&self) -> String {
        let (patterns, sentences): (Vec<_>, Vec<_>) = self.names.iter().partition(|name| self.is_pattern(name));
        let of = |kind: &str, names: &[&String]| {
            let each = |prefix: &str, between: &str| {
                names.iter().map(|name| format!("{prefix}{name}")).collect::<Vec<_>>().join(between)
            };
            format!(
                "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum {kind} {{\n    {}\n}}\n\n\
                 impl {kind} {{\n    pub const ALL: &'static [Self] = &[{}];\n\
                 \x20   pub(super) const NAMES: &'static [&'static str] = &{names:?};\n}}\n\n",
                each("", ",\n    "),
                each("Self::", ", "),
            )
        };
        let values = patterns.iter().fold(String::new(), |mut code, name| {
            let values: Vec<_> = self.values(name).into_iter().collect();
            writeln!(code, "            Self::{name} => &{values:?},").ok();
            code
        });
        format!(
            "/// A sentence without values.\n{}/// A sentence with values.\n{}impl Pattern {{\n\
             \x20   pub const fn values(self) -> &'static [&'static str] {{\n\
             \x20       match self {{\n{values}        }}\n    }}\n}}\n\n",
            of("Sentence", &sentences),
            of("Pattern", &patterns),
        )
    }

    /// Whether a sentence is said with values, or stands for several of which some are.
    fn is_pattern(&self, name: &str) -> bool {
        !self.values(name).is_empty() || self.of_patterns.contains(name)
    }

    /// How the code names a sentence.
    fn path(&self, name: &str) -> String {
        format!("{}::{name}", if self.is_pattern(name) { "Pattern" } else { "Sentence" })
    }

    /// The functions that return the texts of one language.
    fn table(&self, function: &str) -> String {
        let arms = |patterns: bool| {
            let named = self.texts.iter().filter(|(name, _)| self.is_pattern(name) == patterns);
            named.fold(String::new(), |mut code, (name, text)| {
                match text {
                    Text::Plain(text) => writeln!(code, "        {} => Wording::Plain({text:?}),", self.path(name)),
                    Text::Counted { by, one, other } => writeln!(
                        code,
                        "        {} => Wording::Counted {{ by: {by:?}, one: {one:?}, other: {other:?} }},",
                        self.path(name)
                    ),
                }
                .ok();
                code
            })
        };
        format!(
            "pub(super) const fn {function}(sentence: Sentence) -> Wording {{\n    match sentence {{\n{}    }}\n}}\n\n\
             pub(super) const fn {function}_pattern(pattern: Pattern) -> Wording {{\n    match pattern {{\n{}    }}\n}}\n\n",
            arms(false),
            arms(true),
        )
    }

    /// A struct with the sentences of a message, and a constant for each message of the file.
    fn family(&self, (file, name, kind, attributes): (&str, &str, &str, &[&str])) -> Result<String, String> {
        let is_optional = |attribute: &str| attribute.ends_with('?');
        let plain = |attribute: &str| attribute.trim_end_matches('?').to_owned();
        let fields = attributes.iter().fold(String::new(), |mut code, attribute| {
            let kind = if is_optional(attribute) { format!("Option<{kind}>") } else { kind.to_owned() };
            writeln!(code, "    pub {}: {kind},", plain(attribute)).ok();
            code
        });
        let mut constants = String::new();
        for id in self.files.get(file).into_iter().flatten() {
            let whole = camel(id);
            if !attributes.iter().any(|attribute| self.texts.contains_key(&(whole.clone() + &camel(&plain(attribute)))))
            {
                continue;
            }
            let mut values = String::new();
            for attribute in attributes {
                let sentence = whole.clone() + &camel(&plain(attribute));
                let value = match (self.texts.contains_key(&sentence), is_optional(attribute)) {
                    (true, true) => format!("Some({})", self.path(&sentence)),
                    (true, false) => self.path(&sentence),
                    (false, true) => "None".to_owned(),
                    (false, false) => return Err(format!("{file}: {id} has no .{attribute}")),
                };
                write!(values, ", {}: {value}", plain(attribute)).ok();
            }
            let constant = camel(id.split_once('-').map_or(id.as_str(), |(_, rest)| rest));
            writeln!(constants, "    pub const {constant}: Self = Self {{ what: {}{values} }};", self.path(&whole))
                .ok();
        }
        Ok(format!(
            "/// The sentences of a message in `{file}`.\n#[derive(Clone, Copy, Debug, PartialEq, Eq)]\n\
             pub struct {name} {{\n    pub what: {kind},\n{fields}}}\n\n\
             #[expect(non_upper_case_globals, reason = \"the names of the messages\")]\n\
             impl {name} {{\n{constants}}}\n\n"
        ))
    }
}

impl Text {
    fn of(pattern: &Pattern<&str>) -> Result<Self, String> {
        let (mut one, mut other, mut by) = (String::new(), String::new(), None);
        for element in &pattern.elements {
            let both = match element {
                PatternElement::TextElement { value } => plain(value)?,
                PatternElement::Placeable { expression: Expression::Inline(inline) } => value_in(inline)?,
                PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                    let InlineExpression::VariableReference { id } = selector else {
                        return Err("a plural needs a value to count".to_owned());
                    };
                    if by.replace(id.name.to_owned()).is_some() {
                        return Err("there are two plurals".to_owned());
                    }
                    for variant in variants {
                        let VariantKey::Identifier { name } = variant.key else {
                            return Err("a plural has the forms [one] and [other]".to_owned());
                        };
                        let Self::Plain(form) = Self::of(&variant.value)? else {
                            return Err("a plural is inside of another one".to_owned());
                        };
                        match name {
                            "one" => one += &form,
                            "other" => other += &form,
                            _ => return Err(format!("the form [{name}] is not used")),
                        }
                    }
                    continue;
                }
            };
            one += &both;
            other += &both;
        }
        match by {
            None => Ok(Self::Plain(other)),
            Some(_) if one.is_empty() || other.is_empty() => Err("a plural lacks a form".to_owned()),
            Some(by) => Ok(Self::Counted { by, one, other }),
        }
    }

    fn values(&self) -> BTreeSet<&str> {
        match self {
            Self::Plain(text) => named_in(text).collect(),
            Self::Counted { by, one, other } => named_in(one).chain(named_in(other)).chain([by.as_str()]).collect(),
        }
    }
}

fn named_in(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

/// A part without values. Its line breaks in the file are spaces.
fn plain(text: &str) -> Result<String, String> {
    if text.contains(['{', '}']) {
        return Err("a brace cannot be said".to_owned());
    }
    Ok(text.replace('\n', " "))
}

fn value_in(expression: &InlineExpression<&str>) -> Result<String, String> {
    match expression {
        InlineExpression::VariableReference { id } => Ok(format!("{{{}}}", id.name)),
        InlineExpression::StringLiteral { value } => plain(value),
        other => Err(format!("{other:?} is not used")),
    }
}

/// `UPGO-NET-TLS` and `upgo-net-tls` become `UpgoNetTls`.
fn camel(id: &str) -> String {
    let capital = |part: &str| {
        let part = if part.chars().any(|letter| letter.is_ascii_lowercase()) {
            part.to_owned()
        } else {
            part.to_ascii_lowercase()
        };
        let mut letters = part.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    id.split('-').map(capital).collect()
}
