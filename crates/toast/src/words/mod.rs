//! The texts that only toasts have. Every language fills the same struct, so a missing text does not compile.
mod chinese;
mod english;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use upgo_engine::version::Version;
use upgo_engine::words::Language;

use crate::toast::{Terminals, Toast};

/// The texts in a language.
pub(crate) fn of(language: Language) -> &'static ToastWords {
    match language {
        Language::English => &english::WORDS,
        Language::Chinese => &chinese::WORDS,
    }
}

/// The texts, in the order of the occasions.
pub(crate) struct ToastWords {
    pub(crate) released: fn(Date) -> String,
    /// New terminals find another Go first, or none.
    pub(crate) out_of_reach: &'static str,
    /// The release is downloaded.
    pub(crate) is_here: &'static str,
    pub(crate) terminals_run: fn(&Version) -> String,
    pub(crate) no_answer: &'static str,
    pub(crate) for_days: fn(u32) -> String,
    pub(crate) upgrade: &'static str,
    pub(crate) later: &'static str,
    pub(crate) skip: &'static str,

    pub(crate) open_terminals: &'static str,
    pub(crate) new_terminals: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) open: &'static str,

    pub(crate) still_runs: fn(&Version) -> String,
    pub(crate) nothing_changed: &'static str,
    pub(crate) try_again: &'static str,
    pub(crate) details: &'static str,

    pub(crate) stays: &'static str,
    pub(crate) from_its_icon: &'static str,
    pub(crate) work: &'static str,
    pub(crate) will_speak: &'static str,
    /// Introduces the other news.
    pub(crate) also: fn(&str) -> String,
    /// The separator of the other news.
    pub(crate) between: &'static str,
    /// The separator of sentences.
    pub(crate) gap: &'static str,
}

impl ToastWords {
    pub(crate) fn reach(&self, terminals: Terminals) -> String {
        match terminals {
            Terminals::Open => self.open_terminals.to_owned(),
            Terminals::New => self.new_terminals.to_owned(),
        }
    }

    /// What an upgrade cannot do, if new terminals do not run Upgo's Go.
    pub(crate) fn reach_of(&self, toast: &Toast) -> Option<String> {
        matches!(toast, Toast::NewRelease { out_of_reach: true, .. }).then(|| self.out_of_reach.to_owned())
    }

    pub(crate) fn sentences<const N: usize>(&self, sentences: [Option<String>; N]) -> String {
        sentences.into_iter().flatten().collect::<Vec<_>>().join(self.gap)
    }
}
