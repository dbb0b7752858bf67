//! What a start of the program asks for, also a second one that hands its arguments to the first.

/// The arguments of a start. None of them starts a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// Started at log-in: the tray icon only.
    pub(crate) hidden: bool,
    /// The token of a button of a toast, from a link `upgo:TOKEN`.
    pub(crate) token: Option<String>,
    /// Make the system know this program (`--register`) or forget it (`--unregister`), and end.
    pub(crate) register: Option<bool>,
}

impl Arguments {
    /// Reads the words of a command line. Words that mean nothing are passed over: they may come from a link.
    pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Self {
        let mut arguments = Self::default();
        for word in words {
            match word.as_str() {
                "--hidden" => arguments.hidden = true,
                "--register" => arguments.register = Some(true),
                "--unregister" => arguments.register = Some(false),
                _ => arguments.token = arguments.token.or_else(|| token_of(&word)),
            }
        }
        arguments
    }
}

/// `upgo:TOKEN`, as a system may have dressed it up (`upgo://TOKEN/`).
fn token_of(word: &str) -> Option<String> {
    let token = word.strip_prefix("upgo:")?.trim_matches('/');
    let is_plain = !token.is_empty() && token.len() <= 64 && token.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_plain.then(|| token.to_owned())
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
    fn a_link_gives_its_token_however_it_is_dressed() {
        for word in ["upgo:0a1b2c", "upgo://0a1b2c", "upgo://0a1b2c/"] {
            assert_eq!(parsed(&[word]).token.as_deref(), Some("0a1b2c"), "{word}");
        }
    }

    #[test]
    fn rubbish_asks_for_nothing() {
        let long = format!("upgo:{}", "a".repeat(65));
        for word in ["upgo:", "upgo:../../x", "upgo:a b", "upgrade", "--upgrade", "upgo:ü", long.as_str()] {
            assert_eq!(parsed(&[word]), Arguments::default(), "{word}");
        }
    }
}
