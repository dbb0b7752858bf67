//! The sentences of `text`, compiled. `build/texts.rs` makes this file's content.
#![expect(
    clippy::large_stack_arrays,
    clippy::match_same_arms,
    clippy::too_many_lines,
    reason = "what is included is made, and a table"
)]

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Language;

/// A sentence in one language, with the names of its values in braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// Has the same form for every value.
    Plain(&'static str),
    /// It has two forms, for one thing and for several. The value `by` is their number.
    Counted { by: &'static str, one: &'static str, other: &'static str },
}

include!(concat!(env!("OUT_DIR"), "/sentences.rs"));

impl Pattern {
    /// Whether these are its values, each of them once. For [`say!`](crate::say).
    pub const fn takes(self, names: &[&str]) -> bool {
        let values = self.values();
        let mut at = 0;
        while at < values.len() {
            if !contains(names, values[at]) {
                return false;
            }
            at += 1;
        }
        values.len() == names.len()
    }
}

const fn contains(names: &[&str], name: &str) -> bool {
    let mut at = 0;
    while at < names.len() {
        if is_equal(names[at].as_bytes(), name.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

const fn is_equal(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    one.len() == other.len()
}

/// A sentence of either kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnySentence {
    Whole(Sentence),
    Open(Pattern),
}

impl AnySentence {
    pub fn all() -> impl Iterator<Item = Self> {
        Sentence::ALL.iter().copied().map(Self::Whole).chain(Pattern::ALL.iter().copied().map(Self::Open))
    }

    pub(super) const fn text(self, language: Language) -> Wording {
        match (self, language) {
            (Self::Whole(sentence), Language::English) => english(sentence),
            (Self::Whole(sentence), Language::Chinese) => chinese(sentence),
            (Self::Open(pattern), Language::English) => english_pattern(pattern),
            (Self::Open(pattern), Language::Chinese) => chinese_pattern(pattern),
        }
    }

    /// What it says in a language, with the names of its values in braces: the singular, if any, and the plural.
    pub const fn patterns(self, language: Language) -> (Option<&'static str>, &'static str) {
        match self.text(language) {
            Wording::Plain(text) => (None, text),
            Wording::Counted { one, other, .. } => (Some(one), other),
        }
    }

    /// Its name in Upgo's own files.
    pub fn name(self) -> &'static str {
        Self::all().zip(names()).find(|(other, _)| *other == self).map(|(_, name)| name).unwrap_or_default()
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    Sentence::NAMES.iter().chain(Pattern::NAMES).copied()
}

impl From<Sentence> for AnySentence {
    fn from(sentence: Sentence) -> Self {
        Self::Whole(sentence)
    }
}

impl From<Pattern> for AnySentence {
    fn from(pattern: Pattern) -> Self {
        Self::Open(pattern)
    }
}

/// As its name, for Upgo's own files.
impl Serialize for AnySentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// By a search: derived code would compare with each name, again for each format.
impl<'de> Deserialize<'de> for AnySentence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let found = Self::all().zip(names()).find(|(_, known)| *known == name).map(|(sentence, _)| sentence);
        found.ok_or_else(|| D::Error::custom(format_args!("unknown sentence {name}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_takes_each_of_its_values_and_no_other() {
        assert!(Pattern::FirstThen.takes(&["then", "first"]));
        for wrong in [&["first"][..], &["first", "first"], &["first", "then", "then"], &["first", "next"], &[]] {
            assert!(!Pattern::FirstThen.takes(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn each_sentence_is_read_by_the_name_that_is_written() {
        for sentence in AnySentence::all() {
            let written = serde_json::to_string(&sentence).unwrap();
            assert_eq!(serde_json::from_str::<AnySentence>(&written).unwrap(), sentence, "{written}");
        }
        for unknown in ["\"quoted\"", "\"\"", "\"é\"", "1", "null"] {
            assert!(serde_json::from_str::<AnySentence>(unknown).is_err(), "{unknown}");
        }
    }
}
