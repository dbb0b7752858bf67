//! What a start of the program asks for, also a second one that hands its arguments to the first.

use upgo_engine::acts;

/// The arguments of a start. None of them starts a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// Started at log-in: the tray icon only.
    pub(crate) hidden: bool,
    /// Look for news once, and end: no window, no tray icon.
    pub(crate) check: bool,
    /// The link of a button of a toast, `upgo:TOKEN`. What it is worth is for the book of presses to say.
    pub(crate) link: Option<String>,
    /// Ask the program that runs to quit.
    pub(crate) quit: bool,
    /// Make the system know this program (`--register`) or forget it (`--unregister`), and end.
    pub(crate) register: Option<bool>,
}

impl Arguments {
    /// Reads the words of a command line. Words that mean nothing are passed over: they may come from a link.
    pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Self {
        let mut arguments = Self::default();
        for word in words {
            match word.as_str() {
                acts::HIDDEN => arguments.hidden = true,
                acts::CHECK => arguments.check = true,
                "--quit" => arguments.quit = true,
                "--register" => arguments.register = Some(true),
                "--unregister" => arguments.register = Some(false),
                _ if upgo_toast::press::is_link(&word) => arguments.link = Some(word),
                _ => {}
            }
        }
        arguments
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Arguments {
        Arguments::parse(words.iter().map(ToString::to_string))
    }

    #[test]
    fn a_start_at_log_in_is_hidden() {
        assert_eq!(parsed(&["--hidden"]), Arguments { hidden: true, ..Arguments::default() });
    }

    #[test]
    fn the_system_starts_a_look_for_news() {
        assert_eq!(parsed(&["--check"]), Arguments { check: true, ..Arguments::default() });
    }

    #[test]
    fn the_link_of_a_toast_is_kept_for_who_can_read_it() {
        assert_eq!(parsed(&["upgo:0a1b2c"]).link.as_deref(), Some("upgo:0a1b2c"));
    }

    #[test]
    fn other_words_ask_for_nothing() {
        for word in ["upgrade", "--upgrade", "rollback", "https://go.dev", "C:\\go"] {
            assert_eq!(parsed(&[word]), Arguments::default(), "{word}");
        }
    }
}
