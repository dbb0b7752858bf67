//! The language in which this process speaks to its user. Programs are answered in English.
use upgo_engine::base::words::{Language, speak};
use upgo_engine::cases::Engine;

use crate::output::Output;

/// The variables that decide the language of a Unix program, the first one that is set.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// Speaks the language of the locale, until the settings are read.
pub(crate) fn of_the_locale(output: &Output) {
    if !output.is_for_programs() {
        speak(Language::of_locale(&locale().unwrap_or_default()));
    }
}

pub(crate) fn of_the_settings(engine: &Engine, output: &Output) {
    if !output.is_for_programs() {
        speak(engine.settings().language.chosen(locale));
    }
}

/// The user's locale; `None` for English.
pub(crate) fn locale() -> Option<String> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    if VARIABLES.into_iter().find_map(set).is_some_and(|locale| is_of_c(&locale)) {
        return None; // the system's locale may be another one, because of LANGUAGE
    }
    sys_locale::get_locale()
}

/// Whether it is the locale of the C standard, which means no language.
///
/// Source: <https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap07.html#tag_07_02>.
fn is_of_c(locale: &str) -> bool {
    matches!(locale.split(['.', '@']).next(), Some("C" | "POSIX"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_of_c_is_no_language() {
        for of_c in ["C", "POSIX", "C.UTF-8", "C.utf8"] {
            assert!(is_of_c(of_c), "{of_c}");
        }
        for other in ["zh_CN.UTF-8", "en_US", "ca_ES", "zh_CN@pinyin"] {
            assert!(!is_of_c(other), "{other}");
        }
    }
}
