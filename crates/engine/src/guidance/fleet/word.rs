//! The short texts that most reports have in common, each kept once.
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use crate::base::json::written_as_text;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(Arc<str>);

impl Word {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl std::borrow::Borrow<str> for Word {
    fn borrow(&self) -> &str {
        &self.0
    }
}

written_as_text!(Word, "maxLength": 64);

#[derive(Debug, Default)]
pub(super) struct KeptWords(HashSet<Word>);

impl KeptWords {
    pub(super) fn keep(&mut self, text: &str) -> Word {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let word = Word(text.into());
        self.0.insert(word.clone());
        word
    }
}
