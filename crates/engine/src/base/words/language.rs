//! The languages, and the one that this process speaks.
use std::cell::Cell;
use std::sync::atomic::{AtomicU8, Ordering};

worded! {
    /// A language of the user interface. Chinese is the simplified one.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Language {
        #[default]
        English = "en";
        Chinese = "zh-CN";
    }
    pub const ALL: [Self; _];
    pub fn tag(self) -> &'static str;
}

/// The position in [`Language::ALL`] of the language that this process speaks.
static OF_PROCESS: AtomicU8 = AtomicU8::new(0);

thread_local! {
    /// What this thread speaks instead, see [`speaking`].
    static OF_THREAD: Cell<Option<Language>> = const { Cell::new(None) };
}

impl Language {
    /// The language for a locale such as `zh-CN` or `zh_CN.UTF-8`; English if Upgo does not have it.
    pub fn of_locale(locale: &str) -> Self {
        let locale = locale.to_ascii_lowercase();
        let mut parts = locale.split(['-', '_', '.', '@']);
        let chinese = parts.next() == Some("zh");
        let traditional = parts.any(|part| ["hant", "tw", "hk", "mo"].contains(&part));
        if chinese && !traditional { Self::Chinese } else { Self::English }
    }
}

/// From now on, this process speaks a language to its user: whatever it displays is in it. What is not for its user
/// stays in English by [`speaking`]: logs, and answers for programs.
pub fn speak(language: Language) {
    let position = Language::ALL.iter().position(|other| *other == language).unwrap_or_default();
    OF_PROCESS.store(u8::try_from(position).unwrap_or_default(), Ordering::Relaxed);
}

/// Displays what `action` displays in another language, on this thread.
pub fn speaking<T>(language: Language, action: impl FnOnce() -> T) -> T {
    struct RestoredLanguage(Option<Language>);
    impl Drop for RestoredLanguage {
        fn drop(&mut self) {
            OF_THREAD.set(self.0);
        }
    }
    let _restored = RestoredLanguage(OF_THREAD.replace(Some(language)));
    action()
}

/// The language in which something is displayed now.
pub fn spoken() -> Language {
    let of_process = || Language::ALL.get(usize::from(OF_PROCESS.load(Ordering::Relaxed))).copied();
    OF_THREAD.get().or_else(of_process).unwrap_or_default()
}

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
    fn a_thread_speaks_another_language_for_a_while() {
        assert_eq!(spoken(), Language::English);
        speaking(Language::Chinese, || {
            assert_eq!(spoken(), Language::Chinese);
            assert_eq!(speaking(Language::English, spoken), Language::English);
            assert_eq!(std::thread::spawn(spoken).join().unwrap(), Language::English);
        });
        assert_eq!(spoken(), Language::English);
    }
}
