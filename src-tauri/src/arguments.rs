//! The command line of the program, including that of a second start, which passes its arguments to the first.

use upgo_engine::acts;

/// The arguments of one start. None of them starts a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StartArguments {
    /// Started at sign-in: the tray icon only.
    pub(crate) hidden: bool,
    /// Run one check for news and exit, without a window or tray icon.
    pub(crate) check: bool,
    /// The link behind a notification's button, `upgo:TOKEN`. [`upgo_toast::press`] decides whether it is valid.
    pub(crate) link: Option<String>,
    /// Ask the running program to quit.
    pub(crate) quit: bool,
    /// Register this program with the system (`--register`) or unregister it (`--unregister`), and exit.
    pub(crate) register: Option<bool>,
}

impl StartArguments {
    /// Parses a command line. Unknown words are ignored because they may come from a link.
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

    fn parsed(words: &[&str]) -> StartArguments {
        StartArguments::parse(words.iter().map(ToString::to_string))
    }

    #[test]
    fn a_start_at_sign_in_is_hidden() {
        assert_eq!(parsed(&["--hidden"]), StartArguments { hidden: true, ..StartArguments::default() });
    }

    #[test]
    fn the_system_can_start_a_check() {
        assert_eq!(parsed(&["--check"]), StartArguments { check: true, ..StartArguments::default() });
    }

    #[test]
    fn the_link_of_a_toast_is_passed_on() {
        assert_eq!(parsed(&["upgo:0a1b2c"]).link.as_deref(), Some("upgo:0a1b2c"));
    }

    #[test]
    fn other_arguments_do_nothing() {
        for word in ["upgrade", "--upgrade", "rollback", "https://go.dev", "C:\\go"] {
            assert_eq!(parsed(&[word]), StartArguments::default(), "{word}");
        }
    }
}
