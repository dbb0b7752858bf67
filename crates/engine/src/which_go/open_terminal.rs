//! Opening a terminal in which `go` is one certain toolchain: the programs to start, preferred first. Startup files run
//! first and may put another Go in front, so shells that allow it ([`BASH`], [`FISH`], [`POWERSHELL`]) set the
//! environment of [`GoVariables`] again.
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::environment::Syntax;
use crate::which_go::go_environment::GoVariables;
use crate::which_go::go_shell::{BASH, FISH, POWERSHELL, script_variables};

/// The terminals of Linux by their program, with the words before a command; the first two start the chosen one.
/// Sources: the manual page of each; <https://gitlab.freedesktop.org/terminal-wg/specifications>.
const TERMINALS: [(&str, &[&str]); 14] = [
    ("xdg-terminal-exec", &[]),
    ("x-terminal-emulator", &["-e"]),
    ("gnome-terminal", &["--"]),
    ("ptyxis", &["--"]),
    ("kgx", &["--"]),
    ("konsole", &["-e"]),
    ("xfce4-terminal", &["-x"]),
    ("mate-terminal", &["-x"]),
    ("kitty", &[]),
    ("alacritty", &["-e"]),
    ("foot", &[]),
    ("wezterm", &["start", "--"]),
    ("terminator", &["-x"]),
    ("xterm", &["-e"]),
];

/// The shells of Windows, with their arguments. They are started in a new console, which Windows shows in the user's
/// default terminal. `wt.exe` would pass the command to a running Windows Terminal, many versions of which replace the
/// environment by the stored one (<https://github.com/microsoft/terminal/issues/16226>), so `go` would be another Go.
/// It would also read `;` in an argument as the start of another command.
const SHELLS: [(&str, &[&str]); 3] = [
    ("pwsh.exe", &["-NoLogo", "-NoExit", "-Command", POWERSHELL]),
    ("powershell.exe", &["-NoLogo", "-NoExit", "-Command", POWERSHELL]),
    ("cmd.exe", &[]),
];

pub(crate) struct Around<'a> {
    pub(crate) syntax: Syntax,
    pub(crate) find: &'a dyn Fn(&str) -> Option<PathBuf>,
    pub(crate) preferred: Option<OsString>,
    pub(crate) shell: Option<PathBuf>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Launch {
    pub(crate) program: PathBuf,
    pub(crate) arguments: Vec<OsString>,
}

impl Around<'_> {
    /// The preferred one first.
    pub(crate) fn starts(&self, go: &GoVariables) -> Vec<Launch> {
        match self.syntax {
            Syntax::Windows => SHELLS.iter().filter_map(|(shell, arguments)| self.start(shell, arguments)).collect(),
            Syntax::Unix => {
                let command = self.command(go);
                let with_command =
                    |start: Launch| Launch { arguments: [start.arguments, command.clone()].concat(), ..start };
                let known = TERMINALS.iter().filter_map(|(name, words)| self.start(name, words));
                self.preferred().into_iter().chain(known).map(with_command).collect()
            }
        }
    }

    fn start(&self, name: &str, words: &[&str]) -> Option<Launch> {
        let program = (self.find)(name)?;
        Some(Launch { program, arguments: words.iter().map(OsString::from).collect() })
    }

    /// The terminal in TERMINAL, which may be a name or a path. An unknown one gets `-e`, as most understand it.
    fn preferred(&self) -> Option<Launch> {
        let preferred = Path::new(self.preferred.as_ref()?);
        let name = preferred.file_name()?.to_str()?;
        let words = TERMINALS.iter().find(|(known, _)| *known == name).map_or(&["-e"][..], |(_, words)| words);
        self.start(preferred.to_str()?, words)
    }

    /// The command inside a terminal of Linux: the shell with the environment. It goes through `env`, because some
    /// terminals run all their windows in one process, which has its own environment.
    fn command(&self, go: &GoVariables) -> Vec<OsString> {
        let env = (self.find)("env").unwrap_or_else(|| PathBuf::from("/usr/bin/env"));
        // `env` would take a path with an equals sign for a variable
        let is_path = |shell: &PathBuf| shell.has_root() && !shell.as_os_str().as_encoded_bytes().contains(&b'=');
        let shell = self.shell.clone().filter(is_path);
        let shell = shell.unwrap_or_else(|| PathBuf::from("/bin/sh"));
        let variables = script_variables(go, None);
        let removed = variables.iter().filter(|(name, value)| value.is_none() && !name.starts_with("UPGO_"));
        let removed = removed.flat_map(|(name, _)| [OsString::from("-u"), OsString::from(name)]);
        let set = variables.iter().filter_map(|(name, value)| {
            let mut pair = OsString::from(format!("{name}="));
            pair.push(value.as_ref()?);
            Some(pair)
        });
        let arguments: &[&str] = match shell.file_name().and_then(OsStr::to_str) {
            Some("bash") => &["-c", BASH],
            Some("fish") => &["-C", FISH],
            _ => &[],
        };
        let env = [env.into_os_string()].into_iter().chain(removed).chain(set);
        env.chain([shell.into_os_string()]).chain(arguments.iter().map(OsString::from)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn go(folder: &str) -> GoVariables {
        let path = format!("{folder}:/usr/bin").into();
        GoVariables { folder: folder.into(), names: None, path, toolchain: "go1.27.3".to_owned(), root: None }
    }

    /// What is started on a machine with these programs.
    fn starts(syntax: Syntax, programs: &[&str], preferred: Option<&str>, shell: &str) -> Vec<(String, Vec<String>)> {
        let find = |name: &str| programs.contains(&name).then(|| PathBuf::from(name));
        let around =
            Around { syntax, find: &find, preferred: preferred.map(OsString::from), shell: Some(PathBuf::from(shell)) };
        let text = |word: &OsString| word.to_str().unwrap().to_owned();
        let starts = around.starts(&go("/go/bin"));
        let shown = starts.iter().map(|start| {
            (start.program.to_str().unwrap().to_owned(), start.arguments.iter().map(text).collect::<Vec<_>>())
        });
        shown.collect()
    }

    fn programs(starts: &[(String, Vec<String>)]) -> Vec<&str> {
        starts.iter().map(|(program, _)| &**program).collect()
    }

    #[test]
    fn windows_starts_the_newest_shell_that_it_has() {
        let all = starts(Syntax::Windows, &["cmd.exe", "powershell.exe", "pwsh.exe", "wt.exe"], None, "");
        assert_eq!(programs(&all), ["pwsh.exe", "powershell.exe", "cmd.exe"]);
        assert_eq!(programs(&starts(Syntax::Windows, &["cmd.exe"], None, "")), ["cmd.exe"]);
        assert_eq!(starts(Syntax::Windows, &[], None, ""), []);
    }

    #[test]
    fn linux_starts_the_chosen_terminal_then_the_known_ones() {
        let has = ["xterm", "kitty", "my term"];
        let all = starts(Syntax::Unix, &has, Some("my term"), "/bin/sh");
        assert_eq!(programs(&all), ["my term", "kitty", "xterm"]);
        assert_eq!(all[0].1[0], "-e");
        // A path is known by its file name.
        let all = starts(Syntax::Unix, &["/opt/gnome-terminal"], Some("/opt/gnome-terminal"), "/bin/sh");
        assert_eq!(all[0].1[0], "--");
        // A preferred terminal that is not installed does not count.
        assert_eq!(programs(&starts(Syntax::Unix, &has, Some("gone"), "/bin/sh")), ["kitty", "xterm"]);
    }

    #[test]
    fn each_terminal_gets_the_command_as_separate_words() {
        let all = starts(Syntax::Unix, &["xterm"], None, "/bin/sh");
        let expected = [
            "-e",
            "/usr/bin/env",
            "-u",
            "GOROOT",
            "PATH=/go/bin:/usr/bin",
            "GOTOOLCHAIN=go1.27.3",
            "UPGO_SHELL=go1.27.3",
            "UPGO_TERMINAL_GO=/go/bin",
            "UPGO_TERMINAL_TOOLCHAIN=go1.27.3",
            "/bin/sh",
        ];
        assert_eq!(all[0].1, expected);
    }

    #[test]
    fn shells_that_allow_it_set_the_environment_after_the_profile() {
        let last_words = |shell: &str| {
            let all = starts(Syntax::Unix, &["xterm"], None, shell);
            let words = all[0].1.iter().map(String::as_str).collect::<Vec<_>>();
            words[words.len() - 3..].iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(last_words("/usr/bin/bash"), ["/usr/bin/bash", "-c", BASH]);
        assert_eq!(last_words("/usr/bin/fish"), ["/usr/bin/fish", "-C", FISH]);
        assert_eq!(last_words("/usr/bin/zsh")[2], "/usr/bin/zsh");
    }

    #[test]
    fn an_unusable_shell_is_replaced() {
        for shell in ["", "bash", "/opt/a=b/bash"] {
            let all = starts(Syntax::Unix, &["xterm"], None, shell);
            assert_eq!(all[0].1.last().unwrap(), "/bin/sh", "{shell}");
        }
    }

    /// A folder's name may contain anything that a shell would run.
    #[test]
    fn no_script_contains_a_name_of_the_machine() {
        let hostile = r#"/a b/$(touch x);"'`touch x`'ü"#;
        let find = |name: &str| (name == "xterm").then(|| PathBuf::from(name));
        for shell in ["/bin/sh", "/bin/bash", "/bin/fish"] {
            let around =
                Around { syntax: Syntax::Unix, find: &find, preferred: None, shell: Some(PathBuf::from(shell)) };
            let start = around.starts(&go(hostile)).remove(0);
            let with_name = start.arguments.iter().filter(|word| word.to_str().unwrap().contains("touch"));
            let pairs = with_name.map(|word| word.to_str().unwrap().split_once('=').unwrap().0).collect::<Vec<_>>();
            assert_eq!(pairs, ["PATH", "UPGO_TERMINAL_GO"], "{shell}");
        }
    }
}
