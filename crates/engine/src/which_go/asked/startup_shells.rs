//! The shells of Windows, with startup files and without, and the question to them. A shell prints in its console's code
//! page, so it only starts Upgo's own program, which inherits the environment that the startup files have made.
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::TerminalName;
use super::program::WORD;
use super::question::{END, LOOK_PROGRAM, NO_SHELL, RESOLVING};
use crate::environment::Registry;
use crate::machine::platform;

/// What PowerShell reads in its folders:
/// <https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_profiles>.
const PROFILES: [&str; 2] = ["profile.ps1", "Microsoft.PowerShell_profile.ps1"];
const OF_BASH: [&str; 4] = [".bash_profile", ".bash_login", ".bashrc", ".profile"];
const OF_GIT: [&str; 3] = ["profile", "profile.d", "bash.bashrc"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StartupShell {
    pub(crate) name: TerminalName,
    pub(crate) program: PathBuf,
    arguments: Vec<String>,
    /// What it may read at its start. For `cmd` a command line, which is often the path of a file.
    pub(crate) startup: Vec<PathBuf>,
}

/// Where these shells and their startup files are.
pub(crate) struct ShellPlaces<'a> {
    pub(crate) registry: &'a dyn Registry,
    /// The keys `Software` of the user and of the machine.
    pub(crate) software: Vec<String>,
    pub(crate) windows: PathBuf,
    pub(crate) programs: Option<PathBuf>,
    pub(crate) documents: Option<PathBuf>,
    pub(crate) user: Option<PathBuf>,
    /// The folders that a new terminal searches.
    pub(crate) path: Vec<PathBuf>,
}

impl ShellPlaces<'_> {
    /// `cmd` without what it runs at its start: what a new window runs if no startup file changes it.
    pub(crate) fn plain(&self) -> StartupShell {
        StartupShell::new(TerminalName::Window, self.system().join("cmd.exe"), Vec::new())
    }

    /// Those with startup files.
    pub(crate) fn shells(&self) -> Vec<StartupShell> {
        let system = self.system();
        let windows_powershell = system.join("WindowsPowerShell").join("v1.0").join("powershell.exe");
        let seven = self.programs.iter().map(|programs| programs.join("PowerShell").join("7"));
        let mut seven = seven.chain(self.path.iter().cloned()).map(|folder| folder.join("pwsh.exe"));
        let found = [
            self.cmd(system.join("cmd.exe")),
            self.powershell(TerminalName::WindowsPowerShell, "WindowsPowerShell", windows_powershell),
            seven
                .find(|program| program.is_file())
                .and_then(|program| self.powershell(TerminalName::PowerShell, "PowerShell", program)),
            self.git_bash(),
        ];
        found.into_iter().flatten().filter(|shell| shell.program.is_file()).collect()
    }

    fn system(&self) -> PathBuf {
        self.windows.join("System32")
    }

    /// Source: <https://learn.microsoft.com/windows-server/administration/windows-commands/cmd>.
    fn cmd(&self, program: PathBuf) -> Option<StartupShell> {
        let commands = self.texts(r"Microsoft\Command Processor", "AutoRun");
        let startup: Vec<_> = commands.map(|command| PathBuf::from(command.trim().trim_matches('"'))).collect();
        (!startup.is_empty()).then(|| StartupShell::new(TerminalName::Cmd, program, startup))
    }

    fn powershell(&self, name: TerminalName, folder: &str, program: PathBuf) -> Option<StartupShell> {
        let of_user = self.documents.iter().map(|documents| documents.join(folder));
        let folders = of_user.chain(program.parent().map(Path::to_owned));
        let profiles: Vec<_> = folders.flat_map(|folder| PROFILES.map(|profile| folder.join(profile))).collect();
        let has_one = profiles.iter().any(|profile| profile.is_file());
        has_one.then(|| StartupShell::new(name, program, profiles))
    }

    fn git_bash(&self) -> Option<StartupShell> {
        let git = PathBuf::from(self.texts("GitForWindows", "InstallPath").next()?);
        let of_user = self.user.iter().flat_map(|user| OF_BASH.map(|name| user.join(name)));
        let startup = OF_GIT.map(|name| git.join("etc").join(name)).into_iter().chain(of_user).collect();
        Some(StartupShell::new(TerminalName::GitBash, git.join("bin").join("bash.exe"), startup))
    }

    /// The values that have a text: the user's, and the machine's.
    fn texts(&self, key: &str, name: &str) -> impl Iterator<Item = String> {
        let text = move |software: &String| self.registry.text(&format!(r"{software}\{key}"), name);
        self.software.iter().filter_map(text).filter(|text| !text.trim().is_empty())
    }
}

impl StartupShell {
    fn new(name: TerminalName, program: PathBuf, startup: Vec<PathBuf>) -> Self {
        let of_cmd = format!("%{LOOK_PROGRAM}%");
        let of_powershell = format!("& $env:{LOOK_PROGRAM} {WORD}");
        let of_bash = format!("\"${LOOK_PROGRAM}\" {WORD}");
        let arguments: &[&str] = match name {
            TerminalName::Window => &["/d", "/c", &of_cmd, WORD],
            TerminalName::Cmd => &["/c", &of_cmd, WORD],
            TerminalName::WindowsPowerShell | TerminalName::PowerShell => &["-NoLogo", "-Command", &of_powershell],
            TerminalName::GitBash | TerminalName::Login => &["-l", "-i", "-c", &of_bash],
        };
        let arguments = arguments.iter().map(|&word| word.to_owned()).collect();
        Self { name, program, arguments, startup }
    }

    /// The shells that a test names, one in a line: the name, the program and its arguments, with tabs between.
    pub(crate) fn of_lines(lines: &str) -> Vec<Self> {
        let of_line = |line: &str| {
            let mut words = line.split('\t').map(str::to_owned);
            let name = match words.next()?.as_str() {
                "cmd" => TerminalName::Cmd,
                "windowsPowerShell" => TerminalName::WindowsPowerShell,
                "powerShell" => TerminalName::PowerShell,
                _ => TerminalName::GitBash,
            };
            let shell = Self::new(name, words.next()?.into(), Vec::new());
            Some(Self { arguments: words.collect(), ..shell })
        };
        lines.lines().filter_map(of_line).collect()
    }

    /// The question, in an `environment` that has all variables. `own` is Upgo's program.
    pub(crate) fn command(&self, environment: &[(OsString, OsString)], own: &Path, home: &Path, mark: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).env_clear().envs(environment.iter().cloned()).current_dir(home);
        command.env(LOOK_PROGRAM, self.written(&platform::plain(own))).env(END, mark);
        command.env(NO_SHELL, "1").env(RESOLVING, "1");
        command
    }

    /// A program's path as the shell needs it.
    fn written(&self, program: &Path) -> OsString {
        match self.name {
            // it becomes a part of the command line
            TerminalName::Window | TerminalName::Cmd => {
                let mut quoted = OsString::from("\"");
                quoted.push(program);
                quoted.push("\"");
                quoted
            }
            TerminalName::WindowsPowerShell | TerminalName::PowerShell => program.into(),
            // without a slash, bash searches PATH
            TerminalName::GitBash | TerminalName::Login => program.to_string_lossy().replace('\\', "/").into(),
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
mod tests {
    use std::fs;

    use super::*;

    #[derive(Debug)]
    struct Values(Vec<(&'static str, String)>);

    impl Registry for Values {
        fn value_names(&self, _: &str) -> Vec<String> {
            Vec::new()
        }
        fn text(&self, key: &str, name: &str) -> Option<String> {
            let place = format!(r"{key}\{name}");
            self.0.iter().find(|(own, _)| *own == place).map(|(_, text)| text.clone())
        }
        fn number(&self, _: &str, _: &str) -> Option<u32> {
            None
        }
    }

    #[test]
    fn only_shells_that_run_something_at_their_start_are_asked() {
        let lab = tempfile::tempdir().unwrap();
        let at = |name: &str| name.split('/').fold(lab.path().to_owned(), |path, part| path.join(part));
        let add = |name: &str| {
            fs::create_dir_all(at(name).parent().unwrap()).unwrap();
            fs::write(at(name), "").unwrap();
        };
        let found = |values: Vec<(&'static str, String)>| {
            let places = ShellPlaces {
                registry: &Values(values),
                software: vec!["user".to_owned(), "machine".to_owned()],
                windows: at("Windows"),
                programs: Some(at("Programs")),
                documents: Some(at("Documents")),
                user: Some(at("Zoë")),
                path: vec![at("none"), at("tools")],
            };
            places.shells()
        };
        let names = |shells: &[StartupShell]| shells.iter().map(|shell| shell.name).collect::<Vec<_>>();
        for program in ["cmd.exe", "WindowsPowerShell/v1.0/powershell.exe"] {
            add(&format!("Windows/System32/{program}"));
        }
        add("tools/pwsh.exe");
        add("Git/bin/bash.exe");
        let empty = (r"user\Microsoft\Command Processor\AutoRun", " ".to_owned());
        assert_eq!(found(vec![empty.clone()]), []);

        let auto_run = (r"machine\Microsoft\Command Processor\AutoRun", r#""C:\x y.cmd""#.to_owned());
        let cmd = found(vec![empty, auto_run]);
        assert_eq!((names(&cmd), &cmd[0].startup), (vec![TerminalName::Cmd], &vec![PathBuf::from(r"C:\x y.cmd")]));
        assert_eq!(cmd[0].arguments, ["/c", "%UPGO_LOOK_PROGRAM%", "answer-for-terminal"]);
        let own = Path::new(r"C:\Jörg\a & b\upgo.exe");
        assert_eq!(cmd[0].written(own), OsString::from(r#""C:\Jörg\a & b\upgo.exe""#));

        add("Documents/WindowsPowerShell/profile.ps1");
        assert_eq!(names(&found(Vec::new())), [TerminalName::WindowsPowerShell]);
        add("tools/Microsoft.PowerShell_profile.ps1"); // for all users
        let git = (r"user\GitForWindows\InstallPath", at("Git").display().to_string());
        let all = found(vec![git]);
        assert_eq!(names(&all), [TerminalName::WindowsPowerShell, TerminalName::PowerShell, TerminalName::GitBash]);
        assert_eq!(all[1].arguments, ["-NoLogo", "-Command", "& $env:UPGO_LOOK_PROGRAM answer-for-terminal"]);
        assert_eq!(all[2].arguments, ["-l", "-i", "-c", "\"$UPGO_LOOK_PROGRAM\" answer-for-terminal"]);
        assert!(all[2].startup.contains(&at("Zoë/.bashrc")) && all[2].startup.contains(&at("Git/etc/profile.d")));
        assert_eq!(all[2].written(own), OsString::from("C:/Jörg/a & b/upgo.exe"));
    }
}
