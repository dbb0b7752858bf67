//! Settings that name a hook: a program with its arguments. No shell reads them.
use std::path::Path;

use toml_edit::{Array, Value as Toml};

use super::value::{SettingType, expected};
use crate::base::secret::{self, without_secrets};

/// The most bytes of a command together. Windows allows about as many characters.
const LONGEST: usize = 32_000;

/// The program is a full path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookCommand(Vec<String>);

impl HookCommand {
    /// `None` if the first word is not the full path of a program, or the system cannot pass one of them on.
    pub fn of(words: Vec<String>) -> Option<Self> {
        let program = words.first()?;
        let is_passed_on = words.iter().all(|word| !word.contains('\0'));
        let length: usize = words.iter().map(String::len).sum();
        let is_full = Path::new(program).is_absolute() && Path::new(program).file_name().is_some();
        (is_full && is_passed_on && length <= LONGEST).then_some(Self(words))
    }

    pub fn words(&self) -> &[String] {
        &self.0
    }
}

impl SettingType for Option<HookCommand> {
    const KIND: &'static str = "the full path of a program, or a list of it and its arguments";

    fn from_toml(toml: &Toml) -> Result<Self, String> {
        let found = || expected::<Self>(&without_secrets(toml.to_string().trim()));
        let words = match toml {
            Toml::String(program) => vec![program.value().clone()],
            Toml::Array(words) => {
                let words: Option<Vec<_>> = words.iter().map(|word| word.as_str().map(str::to_owned)).collect();
                words.ok_or_else(found)?
            }
            _ => return Err(found()),
        };
        HookCommand::of(words).map(Some).ok_or_else(found)
    }

    fn from_text(text: &str) -> Result<Self, String> {
        if secret::is_hidden(text) {
            return Err(secret::REFUSED.to_owned());
        }
        // a path never starts with a bracket
        if let Ok(list @ Toml::Array(_)) = text.parse() {
            return Self::from_toml(&list);
        }
        HookCommand::of(vec![text.to_owned()])
            .map(Some)
            .ok_or_else(|| expected::<Self>(&format!("{:?}", without_secrets(text))))
    }

    fn is_usable(&self) -> Result<(), String> {
        let Some(HookCommand(words)) = self else { return Ok(()) };
        let program = words.first().map_or("", String::as_str);
        if Path::new(program).is_file() { Ok(()) } else { Err(format!("names {program:?}, which is no file")) }
    }

    fn to_toml(&self) -> Option<Toml> {
        let HookCommand(words) = self.as_ref()?;
        Some(Toml::Array(words.iter().map(String::as_str).collect::<Array>()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAM: &str = if cfg!(windows) { r"C:\a b\hook.cmd" } else { "/a b/hook" };

    fn words(text: &str) -> Option<Vec<String>> {
        Option::<HookCommand>::from_text(text).ok().flatten().map(|command| command.words().to_vec())
    }

    #[test]
    fn a_text_is_one_program_and_a_list_is_one_with_arguments() {
        assert_eq!(words(PROGRAM), Some(vec![PROGRAM.to_owned()]));
        let list = Toml::Array([PROGRAM, "-x", "a b", ""].into_iter().collect::<Array>()).to_string();
        assert_eq!(words(&list), Some([PROGRAM, "-x", "a b", ""].map(str::to_owned).to_vec()));
        // as in docs/hooks.md: a backslash stands for itself
        assert_eq!(words(&format!("['{PROGRAM}', '-x']")), Some([PROGRAM, "-x"].map(str::to_owned).to_vec()));
        for bad in ["", "hook", "[]", "[\"hook\"]", "[1]", "/", "[\"/a\", 1]", "-x"] {
            assert_eq!(words(bad), None, "{bad}");
        }
        assert_eq!(HookCommand::of(vec![PROGRAM.to_owned(), "a\0b".to_owned()]), None);
        assert_eq!(HookCommand::of(vec![PROGRAM.to_owned(), "x".repeat(LONGEST)]), None);
    }

    #[test]
    fn a_command_is_written_as_it_was_read() {
        let command = HookCommand::of(vec![PROGRAM.to_owned(), "it's \"x\"".to_owned()]);
        let toml = command.to_toml().unwrap();
        assert_eq!(Option::<HookCommand>::from_toml(&toml.to_string().parse().unwrap()), Ok(command));
    }
}
