//! The shells, and the startup files that each of them reads.
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::script::ShellLanguage;
use super::{ProfileEnvironment, file};
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
        profiles.extend(self.of_fish(home, shell));
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

    /// zsh always reads `.zshenv`, in `ZDOTDIR` if that is set, and `.zshrc` last in a terminal. `~/.zshenv` may set
    /// `ZDOTDIR`, too: then a new terminal reads that file and not the other one.
    fn of_zsh(&self, home: &Path, shell: LoginShell) -> Vec<Profile> {
        let text = file::read_profile(&home.join(".zshenv")).ok().flatten();
        let sets_it = text.is_some_and(|text| text.windows(7).any(|word| word == b"ZDOTDIR"));
        let elsewhere = self.zdotdir.as_deref().filter(|folder| *folder != home);
        let own = elsewhere.unwrap_or(home);
        let (first, second) = if sets_it { (home, elsewhere) } else { (own, elsewhere.map(|_| home)) };
        let is_known = elsewhere.is_some() || !sets_it;
        let is_zsh = shell == LoginShell::Zsh;
        let files = [
            (Some(first), ".zshenv", is_zsh, ProfileReader::NewTerminal),
            (second, ".zshenv", false, ProfileReader::SameShell),
            (Some(own).filter(|_| is_known), ".zshrc", is_zsh, ProfileReader::NewTerminal),
            (elsewhere.map(|_| home), ".zshrc", false, ProfileReader::SameShell),
        ];
        let wanted = files.into_iter().filter_map(|(folder, name, is_made, own)| {
            let path = folder?.join(name);
            let reader = if is_zsh { own } else { ProfileReader::OtherShell };
            let language = ShellLanguage::Posix;
            (is_made || is_there(&path)).then_some(Profile { path, language, reader })
        });
        wanted.collect()
    }

    /// fish reads the folder of Upgo's own file before the user's.
    fn of_fish(&self, home: &Path, shell: LoginShell) -> Vec<Profile> {
        let is_fish = shell == LoginShell::Fish;
        let reader = if is_fish { ProfileReader::NewTerminal } else { ProfileReader::OtherShell };
        let has_folder = self.fish_folder(home).is_dir();
        let [own, last] = self.fish_files(home);
        let files = [(is_fish || has_folder, own), (is_fish || is_there(&last), last)];
        let wanted = files.into_iter().filter(|(is_wanted, _)| *is_wanted);
        wanted.map(|(_, path)| Profile { path, language: ShellLanguage::Fish, reader }).collect()
    }

    /// Every startup file that may contain the line, for any shell.
    pub(super) fn candidates(&self, home: &Path) -> Vec<(PathBuf, ShellLanguage)> {
        let names = [".bash_profile", ".bash_login", ".profile", ".bashrc", ".zshenv", ".zshrc"];
        let mut candidates: Vec<_> = names.into_iter().map(|name| (home.join(name), ShellLanguage::Posix)).collect();
        let zdotdir = self.zdotdir.iter().filter(|folder| *folder != home);
        let of_zsh = zdotdir.flat_map(|folder| [".zshenv", ".zshrc"].map(|name| folder.join(name)));
        candidates.extend(of_zsh.map(|path| (path, ShellLanguage::Posix)));
        candidates.extend(self.fish_files(home).map(|path| (path, ShellLanguage::Fish)));
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

    /// Upgo's own, which each shell reads, and the user's, which it reads last.
    fn fish_files(&self, home: &Path) -> [PathBuf; 2] {
        ["conf.d/upgo.fish", "config.fish"].map(|name| self.fish_folder(home).join(name))
    }
}

/// For a shell that looks for it, even if it cannot read it. A broken link does not count.
fn is_there(path: &Path) -> bool {
    !fs::metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}
