//! Shells in which `go` is one certain toolchain: a shell to start, or lines for the running one, with folders in its
//! own quotes. The user's startup files run first and may put another Go in front, so each shell sets the environment
//! of `GoVariables` again. Those scripts are constant, and folders reach them as variables, so that no name becomes
//! code. `cmd` has none: what its `AutoRun` command changes stays changed.
mod lines;
mod scripts;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub(crate) use scripts::{BASH, FISH, POWERSHELL, script_variables};

use crate::base::shell::Shell;
use crate::environment::Syntax;
use scripts::{POWERSHELL_ON_UNIX, USER_FILES, ZSH};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShellStart {
    pub(crate) program: PathBuf,
    pub(crate) arguments: Vec<OsString>,
    /// Whether it runs one of the scripts, which remove the variables that only they read.
    pub(crate) is_scripted: bool,
    /// In addition to those of the toolchain.
    pub(crate) variables: Vec<(&'static str, OsString)>,
    /// The startup files that its ZDOTDIR must contain.
    pub(crate) files: &'static [(&'static str, &'static str)],
}

pub(crate) struct ShellFacts<'a> {
    pub(crate) syntax: Syntax,
    /// The program with this file name, as PATH finds it.
    pub(crate) find: &'a dyn Fn(&str) -> Option<PathBuf>,
    pub(crate) variable: &'a dyn Fn(&str) -> Option<OsString>,
    /// The file names of the programs that started this process, the nearest first; unknown on Unix.
    pub(crate) ancestors: &'a [PathBuf],
}

impl Shell {
    /// By its file name.
    fn of_program(program: &Path) -> Option<Self> {
        let name = program.file_stem()?.to_str()?.to_ascii_lowercase();
        let all = [Self::PowerShell, Self::Cmd, Self::Bash, Self::Zsh, Self::Fish];
        all.into_iter().find(|shell| shell.names().contains(&&*name))
    }

    /// The names of its programs, the preferred one first.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::PowerShell => &["pwsh", "powershell"],
            Self::Cmd => &["cmd"],
            Self::Bash => &["bash"],
            Self::Zsh => &["zsh"],
            Self::Fish => &["fish"],
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
        let ending = if self.syntax == Syntax::Windows { ".exe" } else { "" };
        let found = || shell.names().iter().find_map(|name| (self.find)(&format!("{name}{ending}")));
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
    use super::*;

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
}
