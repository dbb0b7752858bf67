//! The shells, and the startup files that each of them reads.
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::ProfileEnvironment;
use super::script::ShellLanguage;
use crate::base::paths::goes_up;
use crate::machine::platform;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LoginShell {
    Bash,
    Zsh,
    Fish,
    /// `sh`, `dash`, `ksh` and the like, which read `~/.profile` at login.
    Posix,
    /// A shell that reads none of the files that Upgo knows.
    Foreign,
}

/// Shells with their own language and startup files.
const FOREIGN: [&str; 11] = ["csh", "tcsh", "nu", "elvish", "xonsh", "pwsh", "rc", "es", "ion", "scsh", "murex"];

/// A startup file that should contain the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Profile {
    pub(super) path: PathBuf,
    pub(super) language: ShellLanguage,
    pub(super) reader: ProfileReader,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProfileReader {
    /// The user's shell in a new terminal.
    NewTerminal,
    /// The user's shell when started otherwise, for example at a remote login.
    SameShell,
    OtherShell,
}

impl LoginShell {
    pub(super) fn of(program: Option<&Path>) -> Self {
        let name = program.and_then(Path::file_name).unwrap_or_default();
        match name.to_str() {
            Some("bash") => Self::Bash,
            Some("zsh") => Self::Zsh,
            Some("fish") => Self::Fish,
            Some(name) if FOREIGN.contains(&name) => Self::Foreign,
            _ => Self::Posix,
        }
    }

    pub(super) fn language(self) -> ShellLanguage {
        if self == Self::Fish { ShellLanguage::Fish } else { ShellLanguage::Posix }
    }
}

impl ProfileEnvironment {
    pub(super) fn login_shell(&self) -> LoginShell {
        LoginShell::of(self.shell.as_deref())
    }

    /// All that the user's shell reads, whether they exist or not, and existing ones of other shells.
    pub(super) fn profiles(&self, home: &Path) -> Vec<Profile> {
        let shell = self.login_shell();
        let mut profiles = Self::of_bash(home, shell);
        profiles.extend(self.of_zsh(home, shell));
        let fish = self.fish_file(home);
        let reader = if shell == LoginShell::Fish { ProfileReader::NewTerminal } else { ProfileReader::OtherShell };
        if shell == LoginShell::Fish || self.fish_folder(home).is_dir() {
            profiles.push(Profile { path: fish, language: ShellLanguage::Fish, reader });
        }
        profiles
    }

    /// At login bash reads the first of three files that exists, so Upgo must not create one that precedes another. In
    /// a terminal window it reads `~/.bashrc`, unless the window starts a login shell.
    fn of_bash(home: &Path, shell: LoginShell) -> Vec<Profile> {
        let [bash_profile, bash_login, profile, rc] =
            [".bash_profile", ".bash_login", ".profile", ".bashrc"].map(|name| home.join(name));
        let own = [bash_profile, bash_login].into_iter().find(|path| is_there(path));
        let (at_log_in, in_window) = match shell {
            LoginShell::Bash if platform::TERMINALS_LOG_IN => (ProfileReader::NewTerminal, ProfileReader::SameShell),
            LoginShell::Bash => (ProfileReader::SameShell, ProfileReader::NewTerminal),
            _ => (ProfileReader::OtherShell, ProfileReader::OtherShell),
        };
        let of_posix = match (shell, &own) {
            (LoginShell::Bash, None) => at_log_in,
            (LoginShell::Posix, _) => ProfileReader::NewTerminal,
            _ => ProfileReader::OtherShell,
        };
        let is_wanted = |path: &Path, reader| reader != ProfileReader::OtherShell || is_there(path);
        let makes_profile = matches!(shell, LoginShell::Foreign); // some desktops read it at login
        let own = own.map(|path| (path, at_log_in));
        let all = own.into_iter().chain([(profile.clone(), of_posix), (rc, in_window)]);
        let wanted = all.filter(|(path, reader)| is_wanted(path, *reader) || (makes_profile && *path == profile));
        wanted.map(|(path, reader)| Profile { path, language: ShellLanguage::Posix, reader }).collect()
    }

    /// zsh always reads `.zshenv`, in `ZDOTDIR` if that is set. `~/.zshenv` may set it, too: then a new terminal reads
    /// that file and not the other one.
    fn of_zsh(&self, home: &Path, shell: LoginShell) -> Vec<Profile> {
        let in_home = home.join(".zshenv");
        let elsewhere = self.zdotdir.as_deref().filter(|dir| *dir != home).map(|dir| dir.join(".zshenv"));
        let sets_it = || fs::read(&in_home).is_ok_and(|text| text.windows(7).any(|word| word == b"ZDOTDIR"));
        let (first, second) = match elsewhere {
            Some(elsewhere) if sets_it() => (in_home, Some(elsewhere)),
            Some(elsewhere) => (elsewhere, Some(in_home)),
            None => (in_home, None),
        };
        let is_zsh = shell == LoginShell::Zsh;
        let reader = |own| if is_zsh { own } else { ProfileReader::OtherShell };
        let first =
            Some(first).filter(|path| is_zsh || is_there(path)).map(|path| (path, reader(ProfileReader::NewTerminal)));
        let second = second.filter(|path| is_there(path)).map(|path| (path, reader(ProfileReader::SameShell)));
        let both = first.into_iter().chain(second);
        both.map(|(path, reader)| Profile { path, language: ShellLanguage::Posix, reader }).collect()
    }

    /// Every startup file that may contain the line, for any shell.
    pub(super) fn candidates(&self, home: &Path) -> Vec<(PathBuf, ShellLanguage)> {
        let names = [".bash_profile", ".bash_login", ".profile", ".bashrc", ".zshenv"];
        let mut candidates: Vec<_> = names.into_iter().map(|name| (home.join(name), ShellLanguage::Posix)).collect();
        let zdotdir = self.zdotdir.iter().filter(|folder| *folder != home);
        candidates.extend(zdotdir.map(|folder| (folder.join(".zshenv"), ShellLanguage::Posix)));
        candidates.push((self.fish_file(home), ShellLanguage::Fish));
        candidates
    }

    pub(super) fn is_script(&self, path: &Path) -> bool {
        [ShellLanguage::Posix, ShellLanguage::Fish].into_iter().any(|language| path == language.script(&self.upgo_home))
    }

    /// Any folder below the user's home counts: a change may have been recorded with other variables.
    pub(super) fn is_profile(&self, path: &Path) -> bool {
        let Some(home) = &self.home else { return false };
        let candidates = self.candidates(home);
        let has_name = |known: &Path| known.file_name() == path.file_name();
        let is_below = !goes_up(path) && path.starts_with(home);
        candidates.iter().any(|(known, _)| known == path || (is_below && has_name(known)))
    }

    fn fish_folder(&self, home: &Path) -> PathBuf {
        self.config_home.clone().unwrap_or_else(|| home.join(".config")).join("fish")
    }

    fn fish_file(&self, home: &Path) -> PathBuf {
        self.fish_folder(home).join("conf.d").join("upgo.fish")
    }
}

/// For a shell that looks for it, even if it cannot read it. A broken link does not count.
fn is_there(path: &Path) -> bool {
    !fs::metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}
