//! Shells in which `go` is one certain toolchain: a shell to start, or lines for the one that runs.
//!
//! The user's own startup files run first and may put another Go in front, so each shell sets the environment of
//! `GoVariables` again afterwards. The scripts that do so are constant; folders reach them as variables, so that no
//! name can become code. `cmd` has no such script: its `AutoRun` command runs first, and an environment that it changes
//! stays changed.
//!
//! The lines for a running shell contain folders, each in that shell's own quotes.
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::display;
use crate::base::words::{Sentence, Statement};
use crate::environment::Syntax;
use crate::which_go::go_environment::GoVariables;

/// The variable that hands the toolchain's folder to a script.
const FOLDER: &str = "UPGO_TERMINAL_GO";
/// The same for GOTOOLCHAIN.
const TOOLCHAIN: &str = "UPGO_TERMINAL_TOOLCHAIN";
/// The same for GOROOT; not set if there is none.
const ROOT: &str = "UPGO_TERMINAL_ROOT";
/// The name in the prompt; not set if the prompt stays as it is.
const PROMPT: &str = "UPGO_TERMINAL_PROMPT";
/// The value of ZDOTDIR that a script restores; not set if there is none.
const USER_FILES: &str = "UPGO_TERMINAL_ZDOTDIR";

/// Starts bash with the user's own startup file, followed by the settings of this shell. The prompt is also corrected
/// before it is printed, because many programs write a new one each time. An MSYS2 bash has PATH in its own form.
pub(crate) const BASH: &str = concat!(
    r#"exec "$BASH" --rcfile <(echo '[ -r ~/.bashrc ] && . ~/.bashrc; "#,
    r#"case "$OSTYPE" in msys*|cygwin*) UPGO_TERMINAL_GO="$(cygpath -u "$UPGO_TERMINAL_GO")";; esac; "#,
    r#"export PATH="$UPGO_TERMINAL_GO:$PATH" GOTOOLCHAIN="$UPGO_TERMINAL_TOOLCHAIN"; "#,
    r#"if [ -n "$UPGO_TERMINAL_ROOT" ]; then export GOROOT="$UPGO_TERMINAL_ROOT"; else unset GOROOT; fi; "#,
    r#"if [ -n "$UPGO_TERMINAL_PROMPT" ]; then upgo_mark="($UPGO_TERMINAL_PROMPT) "; "#,
    r#"upgo_prompt() { local upgo_status=$?; "#,
    r#"case "$PS1" in "$upgo_mark"*) ;; *) PS1="$upgo_mark$PS1";; esac; return $upgo_status; }; "#,
    r#"case "$(declare -p PROMPT_COMMAND 2> /dev/null)" in "declare -a"*) PROMPT_COMMAND+=(upgo_prompt);; "#,
    "*) PROMPT_COMMAND=\"${PROMPT_COMMAND:+$PROMPT_COMMAND\n}upgo_prompt\";; esac; fi; ",
    r#"unset UPGO_TERMINAL_GO UPGO_TERMINAL_TOOLCHAIN UPGO_TERMINAL_ROOT UPGO_TERMINAL_PROMPT') -i"#,
);

/// The same for fish, which runs it after its configuration. An empty GOROOT counts as none; erasing it could erase the
/// user's universal variable.
pub(crate) const FISH: &str = concat!(
    "set -gx PATH $UPGO_TERMINAL_GO $PATH; set -gx GOTOOLCHAIN $UPGO_TERMINAL_TOOLCHAIN; ",
    "set -gx GOROOT $UPGO_TERMINAL_ROOT; ",
    "if set -q UPGO_TERMINAL_PROMPT; set -g upgo_mark \"($UPGO_TERMINAL_PROMPT) \"; ",
    "functions -c fish_prompt upgo_prompt; function upgo_status; return $argv[1]; end; ",
    "function fish_prompt; set -l before $status; echo -n $upgo_mark; upgo_status $before; upgo_prompt; end; end; ",
    "set -eg UPGO_TERMINAL_GO; set -eg UPGO_TERMINAL_TOOLCHAIN; set -eg UPGO_TERMINAL_ROOT; ",
    "set -eg UPGO_TERMINAL_PROMPT",
);

/// The script for PowerShell, with the separator of PATH. A machine with App Control runs PowerShell in constrained
/// language mode, which refuses the methods and static properties of .NET
/// (<https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_language_modes>), so the text
/// contains the separator itself.
macro_rules! powershell {
    ($separator:literal) => {
        concat!(
            "$env:PATH = $env:UPGO_TERMINAL_GO + '",
            $separator,
            "' + $env:PATH; ",
            "$env:GOTOOLCHAIN = $env:UPGO_TERMINAL_TOOLCHAIN; ",
            "if ($env:UPGO_TERMINAL_ROOT) { $env:GOROOT = $env:UPGO_TERMINAL_ROOT } ",
            "else { Remove-Item Env:GOROOT -ErrorAction Ignore }; ",
            "if ($env:UPGO_TERMINAL_PROMPT) { $global:UpgoMark = '(' + $env:UPGO_TERMINAL_PROMPT + ') '; ",
            "$global:UpgoPrompt = $function:prompt; ",
            "function global:prompt { $global:UpgoMark + (& $global:UpgoPrompt) } }; ",
            "Remove-Item Env:UPGO_TERMINAL_* -ErrorAction Ignore",
        )
    };
}

/// The same for PowerShell on Windows, which runs it after its profile. It contains no double quotes, which would have to
/// be escaped on a command line.
pub(crate) const POWERSHELL: &str = powershell!(";");
/// The same for PowerShell on Unix.
const POWERSHELL_ON_UNIX: &str = powershell!(":");

/// The startup files of zsh, by name, in a folder of their own that ZDOTDIR names. They run the user's, and delete
/// themselves before that.
pub(crate) const ZSH: [(&str, &str); 2] = [
    (
        ".zshenv",
        r#"UPGO_TERMINAL_FILES="$ZDOTDIR"
if [[ -n "$UPGO_TERMINAL_ZDOTDIR" ]]; then ZDOTDIR="$UPGO_TERMINAL_ZDOTDIR"; else unset ZDOTDIR; fi
if [[ -r "${ZDOTDIR:-$HOME}/.zshenv" ]]; then . "${ZDOTDIR:-$HOME}/.zshenv"; fi
UPGO_TERMINAL_ZDOTDIR="${ZDOTDIR-}"
ZDOTDIR="$UPGO_TERMINAL_FILES"
"#,
    ),
    (
        ".zshrc",
        r#"if [[ -n "$UPGO_TERMINAL_ZDOTDIR" ]]; then export ZDOTDIR="$UPGO_TERMINAL_ZDOTDIR"; else unset ZDOTDIR; fi
if [[ "${HISTFILE-}" == "$UPGO_TERMINAL_FILES/.zsh_history" ]]; then HISTFILE="${ZDOTDIR:-$HOME}/.zsh_history"; fi
if [[ "$UPGO_TERMINAL_FILES" == */upgo-shell-* ]]; then command rm -rf -- "$UPGO_TERMINAL_FILES"; fi
if [[ -r "${ZDOTDIR:-$HOME}/.zshrc" ]]; then . "${ZDOTDIR:-$HOME}/.zshrc"; fi
export PATH="$UPGO_TERMINAL_GO:$PATH" GOTOOLCHAIN="$UPGO_TERMINAL_TOOLCHAIN"
if [[ -n "$UPGO_TERMINAL_ROOT" ]]; then export GOROOT="$UPGO_TERMINAL_ROOT"; else unset GOROOT; fi
if [[ -n "$UPGO_TERMINAL_PROMPT" ]]; then
  upgo_mark="($UPGO_TERMINAL_PROMPT) "
  upgo_prompt() {
    if [[ "$PS1" != "$upgo_mark"* ]]; then PS1="$upgo_mark$PS1"; fi
  }
  precmd_functions+=(upgo_prompt)
fi
unset UPGO_TERMINAL_GO UPGO_TERMINAL_TOOLCHAIN UPGO_TERMINAL_ROOT UPGO_TERMINAL_PROMPT
unset UPGO_TERMINAL_ZDOTDIR UPGO_TERMINAL_FILES
"#,
    ),
];

/// A shell that can be started, and for which lines can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Shell {
    /// PowerShell 7, otherwise Windows PowerShell.
    PowerShell,
    /// The command prompt of Windows.
    Cmd,
    /// Bash.
    Bash,
    /// Z shell.
    Zsh,
    /// Fish.
    Fish,
}

/// A folder or a variable that cannot be part of a line for a shell.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.says())]
pub(crate) struct Unprintable {
    /// The variable.
    name: &'static str,
    /// The shell.
    shell: Shell,
}

impl Unprintable {
    /// The refusal, as data.
    pub(crate) fn says(&self) -> Statement {
        Sentence::UnprintableFor.with("name", self.name).with("shell", self.shell.to_string())
    }
}

/// A program to start as the shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShellStart {
    pub(crate) program: PathBuf,
    pub(crate) arguments: Vec<OsString>,
    /// Whether it runs one of the scripts above, which remove the variables that only they read.
    pub(crate) is_scripted: bool,
    /// The variables in addition to those of the toolchain.
    pub(crate) variables: Vec<(&'static str, OsString)>,
    /// The startup files that its ZDOTDIR must contain.
    pub(crate) files: &'static [(&'static str, &'static str)],
}

/// The facts that decide which shell is started.
pub(crate) struct ShellFacts<'a> {
    pub(crate) syntax: Syntax,
    /// The program with this file name, as PATH finds it.
    pub(crate) find: &'a dyn Fn(&str) -> Option<PathBuf>,
    /// A variable of this process.
    pub(crate) variable: &'a dyn Fn(&str) -> Option<OsString>,
    /// The file names of the programs that started this process, the nearest first; unknown on Unix.
    pub(crate) ancestors: &'a [PathBuf],
}

/// The variables of a shell in which `go` is the toolchain of `go`: its environment, and those that its script reads.
/// `None` removes one.
pub(crate) fn script_variables(go: &GoVariables, prompt: Option<&str>) -> Vec<(&'static str, Option<OsString>)> {
    let own = go.all().map(|(name, value)| (name, value.map(OsStr::to_owned)));
    let handed = [
        (FOLDER, Some(go.folder.clone())),
        (TOOLCHAIN, Some(go.toolchain.clone().into())),
        (ROOT, go.root.clone()),
        (PROMPT, prompt.map(OsString::from)),
    ];
    own.into_iter().chain(handed).collect()
}

impl fmt::Display for Shell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PowerShell => "PowerShell",
            Self::Cmd => "cmd",
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
        })
    }
}

impl Shell {
    /// The shell that a program is, by its file name.
    fn of_program(program: &Path) -> Option<Self> {
        match program.file_stem()?.to_str()?.to_ascii_lowercase().as_str() {
            "pwsh" | "powershell" => Some(Self::PowerShell),
            "cmd" => Some(Self::Cmd),
            "bash" => Some(Self::Bash),
            "zsh" => Some(Self::Zsh),
            "fish" => Some(Self::Fish),
            _ => None,
        }
    }

    /// The names of its programs, the preferred one first.
    fn programs(self, syntax: Syntax) -> &'static [&'static str] {
        match (self, syntax) {
            (Self::PowerShell, Syntax::Windows) => &["pwsh.exe", "powershell.exe"],
            (Self::PowerShell, Syntax::Unix) => &["pwsh"],
            (Self::Cmd, _) => &["cmd.exe"],
            (Self::Bash, Syntax::Windows) => &["bash.exe"],
            (Self::Bash, Syntax::Unix) => &["bash"],
            (Self::Zsh, Syntax::Windows) => &["zsh.exe"],
            (Self::Zsh, Syntax::Unix) => &["zsh"],
            (Self::Fish, Syntax::Windows) => &["fish.exe"],
            (Self::Fish, Syntax::Unix) => &["fish"],
        }
    }

    /// The lines that give a running shell the environment of `go`.
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
                    format!("export GOTOOLCHAIN={toolchain}"),
                    root.map_or_else(|| "unset GOROOT".to_owned(), |root| format!("export GOROOT={root}")),
                ]
            }
            Self::Fish => vec![
                format!("set -gx PATH {folder} $PATH{}", names.map(|names| format!(" {names}")).unwrap_or_default()),
                format!("set -gx GOTOOLCHAIN {toolchain}"),
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

    /// Whether a value arrives unchanged and as one value. A character that controls a terminal is not printed as it is.
    /// `cmd` has no escapes for quotes and for the marks of variables, and reads letters that are not ASCII in the
    /// encoding of its console, which Upgo does not know.
    fn can_print(self, text: &str) -> bool {
        display::is_plain(text) && (self != Self::Cmd || text.is_ascii() && !text.contains(['"', '%', '!']))
    }

    /// A text in the quotes of the shell in which nothing is replaced.
    fn quoted(self, text: &str) -> String {
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

impl ShellFacts<'_> {
    /// The shell that the user works in: on Unix the one in SHELL; on Windows the nearest one that started this process.
    /// Otherwise the variables count, which a shell inherits from another one: SHELL, then PROMPT, which `cmd` sets.
    pub(crate) fn usual(&self) -> Option<Shell> {
        let named = (self.variable)("SHELL").and_then(|shell| Shell::of_program(Path::new(&shell)));
        match self.syntax {
            Syntax::Unix => named,
            Syntax::Windows => {
                let running = self.ancestors.iter().find_map(|program| Shell::of_program(program));
                let console = if (self.variable)("PROMPT").is_some() { Shell::Cmd } else { Shell::PowerShell };
                running.or(named).or(Some(console))
            }
        }
    }

    /// The program that is started as `shell`, with `mark` in front of its prompt; `None` if it is not installed.
    pub(crate) fn start(&self, shell: Shell, mark: &str) -> Option<ShellStart> {
        let named = (self.variable)("SHELL").map(PathBuf::from).filter(|_| self.syntax == Syntax::Unix);
        let named = named.filter(|program| program.has_root() && Shell::of_program(program) == Some(shell));
        let found = || shell.programs(self.syntax).iter().find_map(|name| (self.find)(name));
        let program = named.or_else(found)?;
        let arguments: &[&str] = match shell {
            Shell::PowerShell if self.syntax == Syntax::Unix => &["-NoLogo", "-NoExit", "-Command", POWERSHELL_ON_UNIX],
            Shell::PowerShell => &["-NoLogo", "-NoExit", "-Command", POWERSHELL],
            Shell::Cmd => &[],
            Shell::Bash => &["-c", BASH],
            Shell::Zsh => &["-i"],
            Shell::Fish => &["-i", "-C", FISH],
        };
        let variables = match shell {
            Shell::Cmd => {
                let usual = || OsString::from("$P$G");
                let mut prompt = OsString::from(mark);
                prompt.push((self.variable)("PROMPT").unwrap_or_else(usual));
                vec![("PROMPT", prompt)]
            }
            Shell::Zsh => (self.variable)("ZDOTDIR").into_iter().map(|files| (USER_FILES, files)).collect(),
            _ => Vec::new(),
        };
        Some(ShellStart {
            program,
            arguments: arguments.iter().map(OsString::from).collect(),
            is_scripted: shell != Shell::Cmd,
            variables,
            files: if shell == Shell::Zsh { &ZSH } else { &[] },
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
            "export PATH='/a'\\''b/bin'\"${PATH:+:$PATH}\":'/upgo bin'\nexport GOTOOLCHAIN='go1.27.3'\nunset GOROOT"
        );
        assert_eq!(lines(Shell::Zsh), lines(Shell::Bash));
        assert_eq!(
            lines(Shell::Fish),
            "set -gx PATH '/a\\'b/bin' $PATH '/upgo bin'\nset -gx GOTOOLCHAIN 'go1.27.3'\nset -gx GOROOT"
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

    fn find_in<'a>(programs: &'a [&'a str]) -> impl Fn(&str) -> Option<PathBuf> + 'a {
        move |name| programs.contains(&name).then(|| Path::new("/bin").join(name))
    }

    fn variable_in<'a>(variables: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
        move |name| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| OsString::from(value))
    }

    #[test]
    fn the_usual_shell_is_the_one_that_the_user_works_in() {
        let started = |syntax, variables: &[(&str, &str)], ancestors: &[&str]| {
            let ancestors = &ancestors.iter().map(PathBuf::from).collect::<Vec<_>>();
            ShellFacts { syntax, find: &find_in(&[]), variable: &variable_in(variables), ancestors }.usual()
        };
        let usual = |syntax, variables: &[(&str, &str)]| started(syntax, variables, &[]);
        assert_eq!(usual(Syntax::Unix, &[("SHELL", "/usr/bin/zsh")]), Some(Shell::Zsh));
        assert_eq!(usual(Syntax::Unix, &[("SHELL", "/bin/dash")]), None);
        assert_eq!(usual(Syntax::Unix, &[]), None);
        assert_eq!(usual(Syntax::Windows, &[]), Some(Shell::PowerShell));
        assert_eq!(usual(Syntax::Windows, &[("PROMPT", "$P$G")]), Some(Shell::Cmd));
        assert_eq!(usual(Syntax::Windows, &[("PROMPT", "$P$G"), ("SHELL", "/usr/bin/bash.exe")]), Some(Shell::Bash));
        let inherited = [("PROMPT", "$P$G"), ("SHELL", "/usr/bin/bash.exe")];
        for (ancestors, shell) in [
            (&["powershell.exe", "cmd.exe", "explorer.exe"][..], Shell::PowerShell),
            (&["shim.exe", "pwsh.exe", "bash.exe"], Shell::PowerShell),
            (&["CMD.EXE", "powershell.exe"], Shell::Cmd),
            (&["fish.exe", "mintty.exe"], Shell::Fish),
            (&["explorer.exe"], Shell::Bash),
        ] {
            assert_eq!(started(Syntax::Windows, &inherited, ancestors), Some(shell), "{ancestors:?}");
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

    #[test]
    fn the_program_is_the_one_in_shell_or_on_path() {
        let start = |shell, syntax, programs: &[&str], variables: &[(&str, &str)]| {
            let (find, variable) = (find_in(programs), variable_in(variables));
            ShellFacts { syntax, find: &find, variable: &variable, ancestors: &[] }.start(shell, "(go1.27.3) ")
        };
        let program = |shell, syntax, programs: &[&str], variables: &[(&str, &str)]| {
            start(shell, syntax, programs, variables).map(|start| start.program)
        };
        let own = [("SHELL", "/opt/zsh")];
        assert_eq!(program(Shell::Zsh, Syntax::Unix, &["zsh"], &own), Some("/opt/zsh".into()));
        assert_eq!(program(Shell::Fish, Syntax::Unix, &["fish"], &own), Some("/bin/fish".into()));
        assert_eq!(program(Shell::Fish, Syntax::Unix, &[], &own), None);
        let windows = ["powershell.exe", "pwsh.exe"];
        assert_eq!(program(Shell::PowerShell, Syntax::Windows, &windows, &[]), Some("/bin/pwsh.exe".into()));
        let old = program(Shell::PowerShell, Syntax::Windows, &windows[..1], &[]);
        assert_eq!(old, Some("/bin/powershell.exe".into()));
        let cmd = start(Shell::Cmd, Syntax::Windows, &["cmd.exe"], &[("PROMPT", "$T$G")]).unwrap();
        assert_eq!(cmd.variables, [("PROMPT", OsString::from("(go1.27.3) $T$G"))]);
        let zsh = start(Shell::Zsh, Syntax::Unix, &["zsh"], &[("ZDOTDIR", "/z")]).unwrap();
        assert_eq!((zsh.variables, zsh.files.len()), (vec![(USER_FILES, OsString::from("/z"))], 2));
    }

    #[test]
    fn scripts_need_no_quotes_that_their_carrier_has() {
        let body = BASH.split_once("echo '").unwrap().1.rsplit_once('\'').unwrap().0;
        assert!(!body.contains('\''), "the text of `echo` ends early");
        assert!(!POWERSHELL.contains('"'), "a command line of Windows cannot carry it");
    }

    #[test]
    fn a_script_gets_each_value_as_a_variable() {
        let variables = script_variables(&go("/go/bin"), Some("go1.27.3"));
        let shown: Vec<String> = variables
            .iter()
            .map(|(name, value)| match value {
                Some(value) => format!("{name}={}", value.to_str().unwrap()),
                None => format!("-{name}"),
            })
            .collect();
        let expected = [
            "PATH=/go/bin:/usr/bin",
            "GOTOOLCHAIN=go1.27.3",
            "-GOROOT",
            "UPGO_TERMINAL_GO=/go/bin",
            "UPGO_TERMINAL_TOOLCHAIN=go1.27.3",
            "-UPGO_TERMINAL_ROOT",
            "UPGO_TERMINAL_PROMPT=go1.27.3",
        ];
        assert_eq!(shown, expected);
    }
}
