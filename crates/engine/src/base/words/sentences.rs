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
pub(super) enum Text {
    /// The same for every value.
    Plain(&'static str),
    /// It has two forms, for one thing and for several. The value `by` is their number.
    Counted { by: &'static str, one: &'static str, other: &'static str },
}

include!(concat!(env!("OUT_DIR"), "/sentences.rs"));

impl Sentence {
    /// What it says in a language.
    pub(super) const fn text(self, language: Language) -> Text {
        match language {
            Language::English => english(self),
            Language::Chinese => chinese(self),
        }
    }

    /// What it says in a language, with the names of its values in braces: the form for one thing, if it has one, and the
    /// form for several.
    pub const fn patterns(self, language: Language) -> (Option<&'static str>, &'static str) {
        match self.text(language) {
            Text::Plain(text) => (None, text),
            Text::Counted { one, other, .. } => (Some(one), other),
        }
    }

    /// Its name in Upgo's own files.
    fn name(self) -> &'static str {
        Self::ALL.iter().zip(Self::NAMES).find(|(other, _)| **other == self).map(|(_, name)| *name).unwrap_or_default()
    }
}

/// As its name, for Upgo's own files.
impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// By a search: derived code would compare with each name, again for each format.
impl<'de> Deserialize<'de> for Sentence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let found = Self::ALL.iter().zip(Self::NAMES).find(|(_, known)| **known == name).map(|(sentence, _)| *sentence);
        found.ok_or_else(|| D::Error::custom(format_args!("unknown sentence {name}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_is_read_by_the_name_that_is_written() {
        for sentence in Sentence::ALL {
            let written = serde_json::to_string(sentence).unwrap();
            assert_eq!(serde_json::from_str::<Sentence>(&written).unwrap(), *sentence, "{written}");
        }
        for unknown in ["\"quoted\"", "\"\"", "\"é\"", "1", "null"] {
            assert!(serde_json::from_str::<Sentence>(unknown).is_err(), "{unknown}");
        }
    }
}
