//! The shells that Upgo knows, and a text as one word of their command lines.
use std::fmt;

use crate::base::display;

worded! {
    /// A shell that can be started, and that lines can be printed for.
    #[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, rename_all = "lowercase")]
    pub enum Shell {
        /// PowerShell 7, otherwise Windows PowerShell.
        PowerShell = "PowerShell";
        /// The command prompt of Windows.
        Cmd = "cmd";
        Bash = "bash";
        /// Z shell.
        Zsh = "zsh";
        Fish = "fish";
    }
    fn name(self) -> &'static str;
}

impl fmt::Display for Shell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Shell {
    /// Whether a value arrives unchanged, as one value, and can be printed. `cmd` has no escapes for quotes and the
    /// marks of variables, and reads non-ASCII letters in the encoding of its console, which is unknown.
    pub(crate) fn can_print(self, text: &str) -> bool {
        display::is_plain(text) && (self != Self::Cmd || text.is_ascii() && !text.contains(['"', '%', '!']))
    }

    /// A text as one word of a command line, in quotes if it needs them; `None` if it cannot be typed.
    pub(crate) fn word(self, text: &str) -> Option<String> {
        let marks = match self {
            Self::PowerShell | Self::Cmd => r"_-./:@+~\",
            Self::Bash | Self::Zsh | Self::Fish => "_-./:@+",
        };
        let is_bare = |letter: char| letter.is_alphanumeric() || marks.contains(letter);
        let is_plain = text.starts_with(|first: char| first.is_alphanumeric() || "./".contains(first));
        match self {
            _ if !self.can_print(text) => None,
            _ if is_plain && text.chars().all(is_bare) => Some(text.to_owned()),
            Self::Cmd => Some(format!("\"{text}\"")),
            _ => Some(self.quoted(text)),
        }
    }

    /// A text in the quotes of the shell in which nothing is replaced.
    pub(crate) fn quoted(self, text: &str) -> String {
        match self {
            Self::Bash | Self::Zsh => format!("'{}'", text.replace('\'', r"'\''")),
            Self::Fish => format!("'{}'", text.replace('\\', r"\\").replace('\'', r"\'")),
            // PowerShell reads four typographic quotes as a single one, and each doubled as itself.
            // https://github.com/PowerShell/PowerShell/blob/master/src/System.Management.Automation/engine/parser/CharTraits.cs
            Self::PowerShell => {
                let doubled = |letter: char| {
                    let is_quote = matches!(letter, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}');
                    std::iter::repeat_n(letter, if is_quote { 2 } else { 1 })
                };
                format!("'{}'", text.chars().flat_map(doubled).collect::<String>())
            }
            Self::Cmd => text.to_owned(),
        }
    }
}
