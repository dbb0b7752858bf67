//! The profiles of the user's shells: which of them are read, and the one line that each of them gets.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::change::{Change, Skipped, Write};
use super::script::{Language, Script};
use super::search_path::Refusal;
use super::{EnvironmentError, Lookup, PathEdit, Splice, file};

/// Where a Unix shell keeps the environment of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileEnvironment {
    /// The user's home folder (`HOME`).
    pub home: Option<PathBuf>,
    /// The shell that the user logs in with (`SHELL`).
    pub shell: Option<PathBuf>,
    /// Where zsh looks for its profiles (`ZDOTDIR`) instead of `home`.
    pub zdotdir: Option<PathBuf>,
    /// Where fish looks for its folder (`XDG_CONFIG_HOME`) instead of `home/.config`.
    pub config_home: Option<PathBuf>,
    /// Upgo's own home, which holds the scripts.
    pub upgo_home: PathBuf,
}

/// No profile that a person writes is as long.
const PROFILE_MAX: u64 = 4 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    /// Any other: it reads `~/.profile`, the only one that POSIX shells share.
    Other,
}

/// A profile that is to have the line.
struct Profile {
    path: PathBuf,
    language: Language,
    /// Whether the shell that the user logs in with reads it.
    is_read: bool,
}

impl ProfileEnvironment {
    /// The folders that these variables name, for Upgo's home at `upgo_home`.
    pub fn locate(upgo_home: impl Into<PathBuf>, variables: Lookup<'_>) -> Self {
        let folder = |name| variables(name).filter(|value: &OsString| !value.is_empty()).map(PathBuf::from);
        let full = |name| folder(name).filter(|folder| folder.is_absolute());
        Self {
            home: full("HOME"),
            shell: folder("SHELL"),
            zdotdir: full("ZDOTDIR"),
            config_home: full("XDG_CONFIG_HOME"),
            upgo_home: upgo_home.into(),
        }
    }

    /// What `edits` change; `None` if nothing is to be done.
    pub(super) fn prepare(&self, edits: &[PathEdit]) -> Result<Option<Change>, EnvironmentError> {
        let old = self.script()?;
        let new = edits.iter().try_fold(old.clone(), |script, edit| script.edit(edit))?;
        let adds = edits.iter().any(|edit| !matches!(edit, PathEdit::Remove(_) | PathEdit::Deduplicate));
        self.prepare_script(&old, &new, adds)
    }

    /// What it changes to give a variable this value, or to take it away; `None` if nothing is to be done.
    pub(super) fn prepare_variable(&self, name: &str, value: Option<&str>) -> Result<Option<Change>, EnvironmentError> {
        let old = self.script()?;
        self.prepare_script(&old, &old.with_variable(name, value), value.is_some())
    }

    /// What it changes to set nothing any more; `None` if nothing is to be done.
    pub(super) fn prepare_nothing(&self) -> Result<Option<Change>, EnvironmentError> {
        self.prepare_script(&self.script()?, &Script::default(), false)
    }

    /// What leads from one script to the other. One that `adds` something wants the line in the profiles, also where the
    /// script itself stays.
    fn prepare_script(&self, old: &Script, new: &Script, adds: bool) -> Result<Option<Change>, EnvironmentError> {
        let home = self.home.as_deref().filter(|home| home.is_dir());
        let home = home.ok_or_else(|| EnvironmentError::NoHome { home: self.home.clone() })?;
        if self.upgo_home.as_os_str().as_encoded_bytes().contains(&b'\n') {
            let dir = self.upgo_home.display().to_string();
            return Err(Refusal::Name { dir, what: "a line break" }.into());
        }
        let mut change = Change::edit(Vec::new());
        if new.is_empty() {
            if !old.is_empty() {
                self.remove_lines(home, &mut change);
                self.write_scripts(None, &mut change)?;
            }
        } else if adds {
            self.write_scripts(Some(new), &mut change)?;
            self.add_lines(home, &mut change)?;
        } else if new != old {
            self.write_scripts(Some(new), &mut change)?;
        }
        Ok((!change.writes.is_empty()).then_some(change))
    }

    /// The folders that the script puts into PATH, if a profile that the user's shell reads has the line.
    pub(super) fn script_in_force(&self) -> Result<Script, EnvironmentError> {
        let Some(home) = &self.home else { return Ok(Script::default()) };
        let has_line = |profile: &Profile| {
            let content = file::read(&profile.path).ok().flatten().unwrap_or_default();
            has_line(&content, &profile.language.line(&self.upgo_home))
        };
        let in_force = self.profiles(home).iter().any(|profile| profile.is_read && has_line(profile));
        if in_force { self.script() } else { Ok(Script::default()) }
    }

    pub(super) fn script(&self) -> Result<Script, EnvironmentError> {
        let script = file::read(&Language::Posix.script(&self.upgo_home))?;
        Ok(script.map(|text| Script::parse(&text)).unwrap_or_default())
    }

    fn write_scripts(&self, script: Option<&Script>, change: &mut Change) -> Result<(), EnvironmentError> {
        for language in [Language::Posix, Language::Fish] {
            let path = language.script(&self.upgo_home);
            let before = file::read(&path)?;
            let after = script.map(|script| script.render(language));
            if before != after {
                change.writes.push(Write::Script { path, before, after });
            }
        }
        Ok(())
    }

    fn add_lines(&self, home: &Path, change: &mut Change) -> Result<(), EnvironmentError> {
        let mut is_read = false;
        for Profile { path, language, is_read: by_shell } in self.profiles(home) {
            match content(&path) {
                Ok(before) => {
                    let after = add_line(before.as_deref().unwrap_or_default(), &language.line(&self.upgo_home));
                    if let Some(after) = after {
                        let splice = Splice::between(before.as_deref(), Some(&after));
                        change.writes.push(Write::Profile { path, splice });
                    }
                    is_read |= by_shell;
                }
                Err(reason) => change.skipped.push(Skipped { path, reason }),
            }
        }
        if is_read {
            return Ok(());
        }
        let line = self.shell().language().line(&self.upgo_home);
        let (line, skipped) = (String::from_utf8_lossy(&line).into_owned(), std::mem::take(&mut change.skipped));
        Err(EnvironmentError::NoProfile { line, skipped })
    }

    fn remove_lines(&self, home: &Path, change: &mut Change) {
        for (path, language) in self.candidates(home) {
            let Ok(Some(before)) = content(&path) else { continue };
            let Some(after) = remove_line(&before, &language.line(&self.upgo_home)) else { continue };
            // A file of fish's that holds nothing else was made by Upgo.
            let after = (language == Language::Posix || !after.is_empty()).then_some(after);
            let splice = Splice::between(Some(&before), after.as_deref());
            change.writes.push(Write::Profile { path, splice });
        }
    }

    /// The profiles that are to have the line: those that the user's shell reads, and those of other shells that are
    /// there already.
    fn profiles(&self, home: &Path) -> Vec<Profile> {
        let mut profiles = Vec::new();
        let mut add = |path: PathBuf, language, is_read| profiles.push(Profile { path, language, is_read });
        let shell = self.shell();
        // At log-in bash reads only the first of these that it finds, so none may be created in front of another.
        let of_bash =
            [".bash_profile", ".bash_login"].map(|name| home.join(name)).into_iter().find(|path| exists(path));
        let profile_is_read = shell == Shell::Other || (shell == Shell::Bash && of_bash.is_none());
        if let Some(path) = of_bash {
            add(path, Language::Posix, shell == Shell::Bash);
        }
        let profile = home.join(".profile");
        if profile_is_read || exists(&profile) {
            add(profile, Language::Posix, profile_is_read);
        }
        let rc = home.join(".bashrc");
        if exists(&rc) {
            add(rc, Language::Posix, shell == Shell::Bash);
        }
        let zshenv = self.zshenv(home);
        if shell == Shell::Zsh || exists(&zshenv) {
            add(zshenv, Language::Posix, shell == Shell::Zsh);
        }
        let fish = self.fish_folder(home);
        if shell == Shell::Fish || fish.is_dir() {
            add(fish.join("conf.d").join("upgo.fish"), Language::Fish, shell == Shell::Fish);
        }
        profiles
    }

    /// Every profile that may have got the line, under whatever shell.
    fn candidates(&self, home: &Path) -> Vec<(PathBuf, Language)> {
        let names = [".bash_profile", ".bash_login", ".profile", ".bashrc", ".zshenv"];
        let mut candidates: Vec<_> = names.into_iter().map(|name| (home.join(name), Language::Posix)).collect();
        let zdotdir = self.zdotdir.iter().filter(|folder| *folder != home);
        candidates.extend(zdotdir.map(|folder| (folder.join(".zshenv"), Language::Posix)));
        candidates.push((self.fish_folder(home).join("conf.d").join("upgo.fish"), Language::Fish));
        candidates
    }

    /// zsh reads this one always, also where it is not interactive. `ZDOTDIR` may be set before it starts, or by
    /// `~/.zshenv` itself: then that one is read when a terminal opens.
    fn zshenv(&self, home: &Path) -> PathBuf {
        let mut places = [self.zdotdir.as_deref(), Some(home)].into_iter().flatten().map(|dir| dir.join(".zshenv"));
        let there = places.clone().find(|path| exists(path));
        there.or_else(|| places.next()).unwrap_or_else(|| home.join(".zshenv"))
    }

    fn fish_folder(&self, home: &Path) -> PathBuf {
        self.config_home.clone().unwrap_or_else(|| home.join(".config")).join("fish")
    }

    fn shell(&self) -> Shell {
        let name = self.shell.as_deref().and_then(Path::file_name).unwrap_or_default();
        match name.as_encoded_bytes() {
            b"bash" => Shell::Bash,
            b"zsh" => Shell::Zsh,
            b"fish" => Shell::Fish,
            _ => Shell::Other,
        }
    }
}

impl Shell {
    fn language(self) -> Language {
        if self == Self::Fish { Language::Fish } else { Language::Posix }
    }
}

/// The profile with the line at its end; `None` if it has it.
pub(super) fn add_line(profile: &[u8], line: &[u8]) -> Option<Vec<u8>> {
    if has_line(profile, line) {
        return None;
    }
    let gap: &[u8] = if profile.is_empty() || profile.ends_with(b"\n") { b"" } else { b"\n" };
    Some([profile, gap, line, b"\n"].concat())
}

/// The profile without the line; `None` if it does not have it.
pub(super) fn remove_line(profile: &[u8], line: &[u8]) -> Option<Vec<u8>> {
    let kept = profile.split_inclusive(|byte| *byte == b'\n').filter(|it| it.trim_ascii() != line);
    let kept: Vec<u8> = kept.flatten().copied().collect();
    (kept.len() < profile.len()).then_some(kept)
}

pub(super) fn has_line(profile: &[u8], line: &[u8]) -> bool {
    profile.split(|byte| *byte == b'\n').any(|it| it.trim_ascii() == line)
}

/// What a file of the user's holds, `None` if it is missing, or why it is left alone.
pub(super) fn content(path: &Path) -> Result<Option<Vec<u8>>, String> {
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => Err("it is not a file".to_owned()),
        Ok(metadata) if metadata.permissions().readonly() => Err("it is read-only".to_owned()),
        Ok(metadata) if metadata.len() > PROFILE_MAX => Err("it is too long".to_owned()),
        Err(_) if exists(path) => Err("it is a link that leads nowhere".to_owned()),
        _ => file::read(path).map_err(|error| error.to_string()),
    }
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}
