//! The lines that give a running shell the environment of a toolchain, in that shell's own quotes.
use std::ffi::OsStr;

use crate::base::shell::Shell;
use crate::base::words::Statement;
use crate::environment::{Syntax, UPGO_SHELL};
use crate::which_go::go_environment::GoVariables;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.says())]
pub(crate) struct Unprintable {
    name: &'static str,
    shell: Shell,
}

impl Unprintable {
    pub(crate) fn says(&self) -> Statement {
        say!(UnprintableFor { name: self.name, shell: self.shell.to_string() })
    }
}

impl Shell {
    pub(crate) fn lines(self, go: &GoVariables, syntax: Syntax) -> Result<Vec<String>, Unprintable> {
        let text = |name: &'static str, value: &OsStr| {
            let text = value.to_str().filter(|text| self.can_print(text));
            text.map(str::to_owned).ok_or(Unprintable { name, shell: self })
        };
        let quoted = |name: &'static str, value: &OsStr| text(name, value).map(|text| self.quoted(&text));
        let root = go.root.as_deref().map(|root| quoted("GOROOT", root)).transpose()?;
        let toolchain = quoted("GOTOOLCHAIN", OsStr::new(&go.toolchain))?;
        let names = go.names.as_deref().map(|names| quoted("PATH", names)).transpose()?;
        let folder = quoted("PATH", &go.folder)?;
        Ok(match self {
            Self::Bash | Self::Zsh => {
                // the shells of MSYS2 and Cygwin have PATH in their own form
                let own = |folder: String| match syntax {
                    Syntax::Unix => folder,
                    Syntax::Windows => format!("\"$(cygpath -u {folder})\""),
                };
                let names = names.map(|names| format!(":{}", own(names))).unwrap_or_default();
                vec![
                    format!("export PATH={}\"${{PATH:+:$PATH}}\"{names}", own(folder)),
                    format!("export GOTOOLCHAIN={toolchain} {UPGO_SHELL}={toolchain}"),
                    root.map_or_else(|| "unset GOROOT".to_owned(), |root| format!("export GOROOT={root}")),
                ]
            }
            Self::Fish => vec![
                format!("set -gx PATH {folder} $PATH{}", names.map(|names| format!(" {names}")).unwrap_or_default()),
                format!("set -gx GOTOOLCHAIN {toolchain}; set -gx {UPGO_SHELL} {toolchain}"),
                format!("set -gx GOROOT{}", root.map(|root| format!(" {root}")).unwrap_or_default()),
            ],
            Self::PowerShell => {
                let separator = if syntax == Syntax::Windows { ';' } else { ':' };
                let names = names.map(|names| format!(" + '{separator}' + {names}")).unwrap_or_default();
                vec![
                    format!("$env:PATH = {folder} + '{separator}' + $env:PATH{names}"),
                    format!("$env:GOTOOLCHAIN = {toolchain}"),
                    match root {
                        Some(root) => format!("$env:GOROOT = {root}"),
                        None => "Remove-Item Env:GOROOT -ErrorAction Ignore".to_owned(),
                    },
                ]
            }
            // `for /f` replaces no variables in the lines that it runs, so the whole PATH is written out.
            Self::Cmd => vec![
                format!("set \"PATH={}\"", text("PATH", &go.path)?),
                format!("set \"GOTOOLCHAIN={}\"", text("GOTOOLCHAIN", OsStr::new(&go.toolchain))?),
                format!(
                    "set \"GOROOT={}\"",
                    go.root.as_deref().map(|root| text("GOROOT", root)).transpose()?.unwrap_or_default()
                ),
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::scripts::{POWERSHELL, POWERSHELL_ON_UNIX};
    use super::*;

    const ALL: [Shell; 5] = [Shell::PowerShell, Shell::Cmd, Shell::Bash, Shell::Zsh, Shell::Fish];

    fn go(folder: &str) -> GoVariables {
        GoVariables {
            folder: folder.into(),
            names: Some("/upgo bin".into()),
            path: format!("{folder}:/usr/bin").into(),
            toolchain: "go1.27.3".to_owned(),
            root: None,
        }
    }

    #[test]
    fn the_lines_of_each_shell() {
        let lines = |shell: Shell| shell.lines(&go("/a'b/bin"), Syntax::Unix).unwrap().join("\n");
        assert_eq!(
            lines(Shell::Bash),
            "export PATH='/a'\\''b/bin'\"${PATH:+:$PATH}\":'/upgo bin'\n\
             export GOTOOLCHAIN='go1.27.3' UPGO_SHELL='go1.27.3'\nunset GOROOT"
        );
        assert_eq!(lines(Shell::Zsh), lines(Shell::Bash));
        assert_eq!(
            lines(Shell::Fish),
            "set -gx PATH '/a\\'b/bin' $PATH '/upgo bin'\n\
             set -gx GOTOOLCHAIN 'go1.27.3'; set -gx UPGO_SHELL 'go1.27.3'\nset -gx GOROOT"
        );
        assert_eq!(
            lines(Shell::PowerShell),
            "$env:PATH = '/a''b/bin' + ':' + $env:PATH + ':' + '/upgo bin'\n\
             $env:GOTOOLCHAIN = 'go1.27.3'\nRemove-Item Env:GOROOT -ErrorAction Ignore"
        );
        assert_eq!(lines(Shell::Cmd), "set \"PATH=/a'b/bin:/usr/bin\"\nset \"GOTOOLCHAIN=go1.27.3\"\nset \"GOROOT=\"");
        let with_root = GoVariables { root: Some("/r".into()), ..go("/go/bin") };
        let roots = ALL.map(|shell| shell.lines(&with_root, Syntax::Unix).unwrap().remove(2));
        let expected = [
            "$env:GOROOT = '/r'", "set \"GOROOT=/r\"", "export GOROOT='/r'", "export GOROOT='/r'",
            "set -gx GOROOT '/r'",
        ];
        assert_eq!(roots, expected);
        let bash = Shell::Bash.lines(&go(r"C:\a b"), Syntax::Windows).unwrap();
        assert!(bash[0].starts_with(r#"export PATH="$(cygpath -u 'C:\a b')""#), "{bash:?}");
    }

    #[test]
    fn what_cannot_be_printed_is_refused() {
        for name in ["/a\nb", "/a\u{1b}[8mb", "/a\u{202e}b", "/a\rb"] {
            for shell in ALL {
                let refused = shell.lines(&go(name), Syntax::Unix).unwrap_err();
                assert!(refused.to_string().starts_with("the value of PATH has a character"), "{refused}");
            }
        }
        for name in ["/a%PATH%", "/a\"&calc", "/a!PATH!"] {
            assert!(Shell::Cmd.lines(&go(name), Syntax::Unix).is_err(), "{name}");
            assert!(Shell::Bash.lines(&go(name), Syntax::Unix).is_ok(), "{name}");
        }
    }

    /// What the shell makes of its own quotes, by its rules; `None` if anything is outside of them.
    fn read(shell: Shell, quoted: &str) -> Option<String> {
        let mut letters = quoted.chars().peekable();
        let mut text = String::new();
        let is_quote = |letter: char| match shell {
            Shell::PowerShell => matches!(letter, '\'' | '\u{2018}'..='\u{201b}'),
            _ => letter == '\'',
        };
        let mut inside = false;
        while let Some(letter) = letters.next() {
            match (inside, letter) {
                (true, '\\') if shell == Shell::Fish => text.push(letters.next()?),
                (true, quote) if is_quote(quote) => match letters.peek() {
                    Some(next) if shell == Shell::PowerShell && is_quote(*next) => text.push(letters.next()?),
                    _ => inside = false,
                },
                (true, letter) => text.push(letter),
                (false, '\'') => inside = true,
                (false, '\\') if shell != Shell::PowerShell => text.push(letters.next()?),
                (false, _) => return None,
            }
        }
        (!inside).then_some(text)
    }

    proptest! {
        /// No name leaves its quotes, and each arrives unchanged.
        #[test]
        fn a_name_stays_in_its_quotes(name in r#"([a-z'"`$\\();&|<>!%^~#{}\[\] \u{2018}\u{2019}\u{201a}\u{201b}]|\PC){0,24}"#) {
            for shell in [Shell::PowerShell, Shell::Bash, Shell::Zsh, Shell::Fish] {
                prop_assert_eq!(read(shell, &shell.quoted(&name)), Some(name.clone()), "{}", shell);
            }
            if Shell::Cmd.can_print(&name) {
                let line = format!("set \"X={name}\"");
                prop_assert_eq!(line.matches('"').count(), 2);
                prop_assert!(!line.contains(['%', '!', '\n', '\r']));
            }
        }
    }

    #[test]
    fn no_text_for_powershell_needs_the_full_language() {
        let with_root = GoVariables { root: Some("/r".into()), ..go("/a'b/bin") };
        let texts = [Syntax::Windows, Syntax::Unix].into_iter().flat_map(|syntax| {
            let lines = [go("/a'b/bin"), with_root.clone()].map(|go| Shell::PowerShell.lines(&go, syntax).unwrap());
            lines.concat()
        });
        for text in texts.chain([POWERSHELL, POWERSHELL_ON_UNIX].map(str::to_owned)) {
            assert!(!text.contains("::") && !text.contains("New-Object") && !text.contains("Add-Type"), "{text}");
        }
        let lines = Shell::PowerShell.lines(&go("C:/go/bin"), Syntax::Windows).unwrap();
        assert_eq!(lines[0], "$env:PATH = 'C:/go/bin' + ';' + $env:PATH + ';' + '/upgo bin'");
        assert!(POWERSHELL.starts_with("$env:PATH = $env:UPGO_TERMINAL_GO + ';' + $env:PATH;"));
    }
}
