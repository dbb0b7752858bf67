//! The texts of the toasts. Every language fills the same struct, so a missing text does not compile.
mod chinese;
mod english;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use upgo_engine::advice::{Headline, Sentence};
use upgo_engine::settings;
use upgo_engine::version::Version;

use crate::toast::{Attempt, Terminals};

/// A language of the user interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The language for a locale such as `zh-CN` or `zh_CN.UTF-8`; English if Upgo does not have it.
    pub fn of_locale(locale: &str) -> Self {
        let locale = locale.to_ascii_lowercase();
        let mut parts = locale.split(['-', '_', '.', '@']);
        let chinese = parts.next() == Some("zh");
        let traditional = parts.any(|part| ["hant", "tw", "hk", "mo"].contains(&part));
        if chinese && !traditional { Self::Chinese } else { Self::English }
    }

    /// The language in the settings. `locale` returns the system's locale.
    pub fn chosen(setting: settings::Language, locale: impl FnOnce() -> Option<String>) -> Self {
        match setting {
            settings::Language::English => Self::English,
            settings::Language::Chinese => Self::Chinese,
            settings::Language::System => Self::of_locale(&locale().unwrap_or_default()),
        }
    }

    /// A headline in this language.
    pub fn sentence(self, headline: &Headline) -> Sentence {
        (self.words().sentence)(headline)
    }

    pub(crate) fn words(self) -> &'static Words {
        match self {
            Self::English => &english::WORDS,
            Self::Chinese => &chinese::WORDS,
        }
    }
}

/// The texts, in the order of the occasions.
pub(crate) struct Words {
    /// The sentence that the window and the command line say too.
    pub(crate) sentence: fn(&Headline) -> Sentence,
    pub(crate) is_out: fn(&Version) -> String,
    pub(crate) released: fn(Date) -> String,
    /// The release line gets no more fixes.
    pub(crate) ended: fn(&Version) -> String,
    pub(crate) you_have: fn(&Version) -> String,
    /// The release is downloaded.
    pub(crate) is_here: &'static str,
    pub(crate) is_installed: fn(&Version) -> String,
    pub(crate) terminals_run: fn(&Version) -> String,
    pub(crate) no_answer: &'static str,
    pub(crate) for_days: fn(u32) -> String,
    pub(crate) upgrade: &'static str,
    pub(crate) later: &'static str,
    pub(crate) skip: &'static str,

    pub(crate) you_now_have: fn(&Version) -> String,
    pub(crate) open_terminals: &'static str,
    pub(crate) new_terminals: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) open: &'static str,
    pub(crate) back_on: fn(&Version) -> String,

    pub(crate) upgrade_did_not_finish: &'static str,
    pub(crate) install_did_not_finish: &'static str,
    pub(crate) undo_did_not_finish: &'static str,
    pub(crate) change_did_not_finish: &'static str,
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

impl Words {
    pub(crate) fn reach(&self, terminals: Terminals) -> String {
        match terminals {
            Terminals::Open => self.open_terminals.to_owned(),
            Terminals::New => self.new_terminals.to_owned(),
        }
    }

    pub(crate) fn did_not_finish(&self, attempt: Attempt) -> &'static str {
        match attempt {
            Attempt::Upgrade => self.upgrade_did_not_finish,
            Attempt::Install => self.install_did_not_finish,
            Attempt::Undo => self.undo_did_not_finish,
            Attempt::Other => self.change_did_not_finish,
        }
    }

    pub(crate) fn sentences<const N: usize>(&self, sentences: [Option<String>; N]) -> String {
        sentences.into_iter().flatten().collect::<Vec<_>>().join(self.gap)
    }
}
