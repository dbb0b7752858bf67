//! The words that several front ends use, in each language: what changes and steps are called, how changes end, the
//! headlines, and the levels of proof. `npm run gen` makes a part of the page's catalogues from them.
//!
//! A text may name facts in braces: `Upgrade to {to}`. [`fill`] replaces them.
mod chinese;
mod english;
mod sentences;
mod statement;

use std::fmt::Display;

use serde::Serialize;

pub use statement::{OfProblem, ProblemPart, Sentence, Statement, Value, if_known};

use crate::base::display::one_line;

/// A language of the user interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

/// The words of a language. Every language fills the same struct, so a missing text does not compile.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Words {
    /// What each kind of change is called.
    pub changes: Changes,
    /// How a change ended.
    pub outcomes: Outcomes,
    /// What each kind of step is called.
    pub steps: Steps,
    /// The most important thing to tell the user.
    pub headlines: Headlines,
    /// How far the origin of a toolchain is proven.
    pub proof: ProofWords,
    /// The separator of a list.
    pub list: &'static str,
    /// A list of `{names}` that leaves out `{count}`.
    pub more: &'static str,
}

/// What a kind of change is called.
#[derive(Debug, Serialize)]
pub struct ChangeName {
    /// An imperative, the title of its plan.
    pub title: &'static str,
    /// The button that starts it.
    pub button: &'static str,
    /// While it runs.
    pub doing: &'static str,
    /// After it succeeded.
    pub done: &'static str,
    /// A noun, for sentences about it.
    pub noun: &'static str,
}

/// What each kind of change is called. The facts are `{from}`, `{to}`, `{names}`, `{id}` and `{origin}`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// The archive of a release is downloaded.
    pub download: ChangeName,
    /// A release is installed.
    pub install: ChangeName,
    /// It is installed and becomes the current one.
    pub install_and_use: ChangeName,
    /// An installed version becomes the current one.
    pub r#use: ChangeName,
    /// A newer release is installed and becomes the current one.
    pub upgrade: ChangeName,
    /// An older release is installed and becomes the current one.
    pub downgrade: ChangeName,
    /// A change is undone; the current version stays.
    pub undo: ChangeName,
    /// The same for a reader who knows the numbers of changes; the page shows none.
    #[serde(skip)]
    pub undo_numbered: ChangeName,
    /// An undo is undone, so that the change `{origin}` is in effect again.
    #[serde(skip)]
    pub redo_numbered: ChangeName,
    /// A redo is undone, so that the change `{origin}` is undone again.
    #[serde(skip)]
    pub undo_of_redo: ChangeName,
    /// A change is undone, which brings back another version.
    pub go_back: ChangeName,
    /// Versions are removed.
    pub remove: ChangeName,
    /// All unused versions are removed.
    pub remove_unused: ChangeName,
    /// Upgo's folder is added to PATH.
    pub add_to_path: ChangeName,
    /// PATH or Go's variables are edited.
    pub environment: ChangeName,
    /// The same, if the variables are known.
    pub variables: ChangeName,
    /// Upgo adopts a Go that it did not install.
    pub adopt: ChangeName,
    /// The versions of other Go installations are installed.
    pub import: ChangeName,
    /// Another Go moves behind Upgo's on PATH.
    pub step_aside: ChangeName,
    /// The machine-wide Go stays, and the official installer upgrades it.
    pub keep_system: ChangeName,
    /// The official installer installs Go.
    pub system_install: ChangeName,
    /// The official installer replaces the machine-wide Go.
    pub system_upgrade: ChangeName,
    /// The official installer uninstalls Go.
    pub system_uninstall: ChangeName,
    /// The official installer repairs Go.
    pub system_repair: ChangeName,
    /// The files of a toolchain are restored.
    pub repair_files: ChangeName,
    /// Programs of `go install` are rebuilt.
    pub rebuild_tools: ChangeName,
    /// The same, if the programs are known.
    pub rebuild_named: ChangeName,
    /// Programs of `go install` are updated.
    pub update_tools: ChangeName,
    /// The same, if the programs are known.
    pub update_named: ChangeName,
    /// Go's caches are cleaned.
    pub clean_caches: ChangeName,
    /// Upgo updates itself.
    pub update_self: ChangeName,
    /// Settings that decide whom Upgo trusts are changed.
    pub settings: ChangeName,
    /// The same, if the settings are known.
    pub settings_named: ChangeName,
    /// A project is pinned to a Go.
    pub pin: ChangeName,
    /// The same, if its name is known.
    pub pin_named: ChangeName,
    /// The Go that projects ask for is raised.
    pub raise_projects: ChangeName,
    /// The same, if their names are known.
    pub raise_named: ChangeName,
}

/// How a change ended. The fact is the change as a noun, `{change}`, or `{Change}` at the start of a sentence.
#[derive(Debug, Serialize)]
pub struct Outcomes {
    /// It has not ended.
    pub running: &'static str,
    /// It was cancelled and rolled back.
    pub cancelled: &'static str,
    /// It failed.
    pub failed: &'static str,
    /// The machine changed before it began.
    pub overtaken: &'static str,
    /// Upgo was killed meanwhile, and it was rolled back.
    pub interrupted: &'static str,
    /// It was undone.
    pub undone: &'static str,
    /// Its undo was undone.
    pub redone: &'static str,
    /// Its undo, as a noun.
    pub undo: &'static str,
}

/// What each kind of step is called. The facts are `{version}`, `{from}` and `{file}`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the kinds of `StepKind`")]
pub struct Steps {
    pub download: &'static str,
    pub read_file: &'static str,
    pub unpack: &'static str,
    pub publish: &'static str,
    pub test: &'static str,
    pub switch: &'static str,
    /// `Switch`, if no toolchain is selected afterwards.
    pub switch_off: &'static str,
    pub edit_path: &'static str,
    /// `EditPath`, if that needs an administrator.
    pub edit_machine_path: &'static str,
    pub edit_variables: &'static str,
    pub check: &'static str,
    pub unpublish: &'static str,
    pub download_package: &'static str,
    pub secure_package: &'static str,
    pub install_system: &'static str,
    pub replace_system: &'static str,
    pub uninstall_system: &'static str,
    pub repair_system: &'static str,
    pub give_back: &'static str,
    pub change_setting: &'static str,
    pub set_aside: &'static str,
    pub delete: &'static str,
    pub rebuild_tool: &'static str,
    pub update_tool: &'static str,
    pub clean_build_cache: &'static str,
    pub clean_module_cache: &'static str,
    pub repair_files: &'static str,
    pub restore_files: &'static str,
    pub restore_tool: &'static str,
    pub download_upgo: &'static str,
    pub try_upgo: &'static str,
    pub replace_upgo: &'static str,
    pub restore_upgo: &'static str,
    pub rehearse: &'static str,
    pub edit_project: &'static str,
    pub hook_before: &'static str,
    pub hook_after: &'static str,
    pub hook_on_failure: &'static str,
}

/// The parts of the headlines; the page has its own for what is skipped. The facts are `{runs}`, `{to}`, `{line}` and numbers.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Headlines {
    /// A release fixes vulnerabilities of the running version.
    #[serde(skip)]
    pub security: &'static str,
    /// It fixes `{fixes}` of them.
    pub fixes: &'static str,
    /// It fixes one.
    pub fixes_one: &'static str,
    /// `{used}` of them are in packages that the user's projects use; follows the text before.
    pub used: &'static str,
    /// The policy does not permit the running version.
    pub not_permitted: &'static str,
    /// It permits this one.
    pub permitted: &'static str,
    /// It permits none that is known.
    pub none_permitted: &'static str,
    /// The running release line has reached its end of life.
    pub unsupported: &'static str,
    /// The consequence.
    pub no_more_fixes: &'static str,
    /// A newer release is available.
    pub update: &'static str,
    /// The user postponed it.
    pub postponed: &'static str,
    /// The user skips it.
    pub skipped: &'static str,
    /// The known vulnerabilities that it would fix.
    pub stay_open: &'static str,
    /// One.
    pub stays_open: &'static str,
    /// The version before the update.
    #[serde(skip)]
    pub you_have: &'static str,
    /// Go is up to date.
    pub current: &'static str,
    /// What a new terminal runs.
    pub runs: &'static str,
    /// Ends a sentence.
    #[serde(skip)]
    pub full_stop: &'static str,
}

/// How far the origin of a toolchain is proven: the name of each level, and a sentence.
#[derive(Debug, Serialize)]
pub struct ProofWords {
    /// The names.
    pub levels: Levels,
    /// The sentences.
    pub means: Levels,
}

/// A text for each level of proof.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Levels {
    /// A source that is independent of the release list confirms it.
    pub proven: &'static str,
    /// Only a checksum database of the user's own confirms it.
    pub own_database: &'static str,
    /// Only the release list confirms it.
    pub digest_only: &'static str,
    /// Only the user confirms it.
    pub given: &'static str,
    /// A release list contradicts it.
    pub contradicted: &'static str,
    /// Nothing is known.
    pub unknown: &'static str,
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

    /// Its words.
    pub fn words(self) -> &'static Words {
        match self {
            Self::English => &english::WORDS,
            Self::Chinese => &chinese::WORDS,
        }
    }

    /// `gopls, dlv`; for a long list, the first two names and the number of the others.
    pub fn some_of(self, names: &[impl Display]) -> String {
        let Words { list, more, .. } = self.words();
        let joined = |names: &[_]| names.iter().map(one_line).collect::<Vec<_>>().join(list);
        match names {
            [first, second, rest @ ..] if rest.len() > 1 => {
                fill(more, &[("names", &format!("{first}{list}{second}")), ("count", &rest.len())])
            }
            all => joined(all),
        }
    }
}

/// A text with its facts, which may be the words of others. This is how they get into menus and notifications.
pub fn fill(text: &str, facts: &[(&str, &dyn Display)]) -> String {
    let replaced =
        |text: String, (name, fact): &(&str, &dyn Display)| text.replace(&format!("{{{name}}}"), &one_line(fact));
    without_gaps(&facts.iter().fold(text.to_owned(), replaced))
}

/// Chinese has no space between two of its characters, where a fact may end or begin with one.
fn without_gaps(text: &str) -> String {
    let is_wide = |letter: Option<char>| letter.is_some_and(|letter| !letter.is_ascii());
    let mut closed = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != ' ' || !is_wide(closed.chars().next_back()) || !is_wide(letters.peek().copied()) {
            closed.push(letter);
        }
    }
    closed
}

/// A table of names: the field, then its title, button, doing, done and noun.
macro_rules! changes {
    ($($kind:ident: $title:literal, $button:literal, $doing:literal, $done:literal, $noun:literal;)+) => {
        Changes { $($kind: ChangeName { title: $title, button: $button, doing: $doing, done: $done, noun: $noun }),+ }
    };
}
use changes;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_picks_the_language() {
        for chinese in ["zh", "zh-CN", "zh_CN.UTF-8", "ZH-hans-SG", "zh-SG"] {
            assert_eq!(Language::of_locale(chinese), Language::Chinese, "{chinese}");
        }
        for english in ["en-GB", "de_DE", "", "C.UTF-8", "zh-TW", "zh-Hant", "zh_HK.UTF-8", "zha"] {
            assert_eq!(Language::of_locale(english), Language::English, "{english}");
        }
    }

    #[test]
    fn a_fact_leaves_a_space_only_where_the_language_has_one() {
        let failed = |language: Language, change| fill(language.words().outcomes.failed, &[("Change", &change)]);
        assert_eq!(failed(Language::English, "Upgrade to go1.27.3"), "Upgrade to go1.27.3 failed");
        assert_eq!(failed(Language::Chinese, "升级到 go1.27.3"), "升级到 go1.27.3 失败");
        assert_eq!(failed(Language::Chinese, "编辑环境变量"), "编辑环境变量失败");
    }

    #[test]
    fn a_long_list_is_cut() {
        assert_eq!(Language::English.some_of(&["a", "b", "c"]), "a, b, c");
        assert_eq!(Language::English.some_of(&["a", "b", "c", "d"]), "a, b and 2 more");
        assert_eq!(Language::Chinese.some_of(&["a", "b", "c", "d"]), "a、b 以及另外 2 个");
    }
}
