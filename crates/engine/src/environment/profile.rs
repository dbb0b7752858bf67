//! The startup files of the user's shells, which get one line each, and the scripts that this line reads.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::change::{Change, Write};
use super::profile_line::{add_line, effective_at, has_line, missing_folders, move_last, remove_line, takes_effect};
use super::script::{Script, ShellLanguage};
use super::search_path::EditRefusal;
use super::shells::{LoginShell, Profile, ProfileReader};
use super::{EnvironmentError, Lookup, PathEdit, Result, Skipped, Splice, file};
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::user_file;
use crate::machine::platform;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileEnvironment {
    pub home: Option<PathBuf>,
    /// The shell that the user logs in with: `SHELL`, else the account's.
    pub shell: Option<PathBuf>,
    /// Where zsh looks for its profiles (`ZDOTDIR`) instead of `home`.
    pub zdotdir: Option<PathBuf>,
    /// Where fish looks for its folder (`XDG_CONFIG_HOME`) instead of `home/.config`.
    pub config_home: Option<PathBuf>,
    pub upgo_home: PathBuf,
}

/// The scripts that the line in a startup file reads.
pub(crate) fn scripts(upgo_home: &Path) -> [PathBuf; 2] {
    [ShellLanguage::Posix, ShellLanguage::Fish].map(|language| language.script(upgo_home))
}

impl ProfileEnvironment {
    pub fn locate(upgo_home: impl Into<PathBuf>, variables: Lookup<'_>) -> Self {
        let folder = |name| variables(name).filter(|value: &OsString| !value.is_empty()).map(PathBuf::from);
        let full = |name| folder(name).filter(|folder| folder.is_absolute());
        Self {
            home: full("HOME"),
            shell: folder("SHELL").or_else(|| Some(platform::new_terminals(variables).shell)),
            zdotdir: full("ZDOTDIR"),
            config_home: full("XDG_CONFIG_HOME"),
            upgo_home: upgo_home.into(),
        }
    }

    /// `None` if there is nothing to do.
    pub(super) fn prepare(&self, edits: &[PathEdit]) -> Result<Option<Change>> {
        let old = self.script()?;
        let new = edits.iter().try_fold(old.clone(), |script, edit| script.edit(edit))?;
        let adds = edits.iter().any(|edit| !matches!(edit, PathEdit::Remove(_) | PathEdit::Deduplicate));
        self.prepare_script(&old, &new, adds)
    }

    /// Without a value, the variable is removed. `None` if there is nothing to do.
    pub(super) fn prepare_variable(&self, name: &str, value: Option<&str>) -> Result<Option<Change>> {
        let old = self.script()?;
        self.prepare_script(&old, &old.with_variable(name, value), value.is_some())
    }

    /// Works even if the scripts are missing and only lines are left; `None` if there is nothing to do.
    pub(super) fn prepare_nothing(&self) -> Result<Option<Change>> {
        let Some(home) = &self.home else { return Ok(None) };
        let mut change = Change::edit(Vec::new());
        self.remove_lines(home, &mut change);
        self.write_scripts(None, &mut change)?;
        Ok((!change.writes.is_empty()).then_some(change))
    }

    /// If it `adds` something, the profiles need the line, even if the script itself stays the same.
    fn prepare_script(&self, old: &Script, new: &Script, adds: bool) -> Result<Option<Change>> {
        if old.is_empty() && new.is_empty() {
            return Ok(None); // also where nothing could be written
        }
        let home = self.home.as_deref().filter(|home| home.is_dir());
        let home = home.ok_or_else(|| EnvironmentError::NoHome { home: self.home.clone() })?;
        if self.upgo_home.as_os_str().as_encoded_bytes().contains(&b'\n') {
            let dir = self.upgo_home.display().to_string();
            return Err(EditRefusal::Name { dir, what: Sentence::ALineBreak }.into());
        }
        let mut change = Change::edit(Vec::new());
        if new.is_empty() {
            self.remove_lines(home, &mut change);
            self.write_scripts(None, &mut change)?;
        } else if adds {
            self.write_scripts(Some(new), &mut change)?;
            self.add_lines(home, &mut change)?;
        } else if new != old {
            self.write_scripts(Some(new), &mut change)?;
        }
        Ok((!change.writes.is_empty()).then_some(change))
    }

    /// For scripts that `change` restores: a later edit that left nothing set has removed their lines.
    pub(super) fn add_missing_lines(&self, change: &mut Change) -> Result<()> {
        let brings_back = change.writes.iter().any(|write| matches!(write, Write::Script { after: Some(_), .. }));
        let Some(home) = self.home.as_deref().filter(|_| brings_back) else { return Ok(()) };
        if !self.script()?.is_empty() {
            return Ok(());
        }
        let mut lines = Change::edit(Vec::new());
        if self.add_lines(home, &mut lines).is_ok() {
            let known: Vec<String> = change.writes.iter().map(Write::place).collect();
            change.writes.extend(lines.writes.into_iter().filter(|write| !known.contains(&write.place())));
        }
        Ok(())
    }

    /// The script's content, if a profile of the user's shell has the line where it takes effect.
    pub(super) fn script_in_force(&self) -> Result<Script> {
        let Some(home) = &self.home else { return Ok(Script::default()) };
        let has_line = |profile: &Profile| {
            let text = file::read_profile(&profile.path).ok().flatten().unwrap_or_default();
            takes_effect(&text, &profile.language.line(&self.upgo_home), profile.language)
        };
        let mut opened = self.profiles(home).into_iter().filter(|profile| profile.reader == ProfileReader::NewTerminal);
        if opened.any(|profile| has_line(&profile)) { self.script() } else { Ok(Script::default()) }
    }

    pub(super) fn script(&self) -> Result<Script> {
        let script = user_file::read(&ShellLanguage::Posix.script(&self.upgo_home))?;
        Ok(script.map(|text| Script::parse(&text)).unwrap_or_default())
    }

    fn write_scripts(&self, script: Option<&Script>, change: &mut Change) -> Result<()> {
        for language in [ShellLanguage::Posix, ShellLanguage::Fish] {
            let path = language.script(&self.upgo_home);
            let before = user_file::read(&path)?;
            let after = script.map(|script| script.render(language));
            if before != after {
                change.writes.push(Write::Script { path, before, after });
            }
        }
        Ok(())
    }

    fn add_lines(&self, home: &Path, change: &mut Change) -> Result<()> {
        let mut is_read = self.login_shell() == LoginShell::Foreign; // then it is found out when the change is checked
        for Profile { path, language, reader } in self.profiles(home) {
            let line = language.line(&self.upgo_home);
            let edited = file::read_profile(&path).and_then(|before| {
                let Some(after) = add_line(before.as_deref(), &line, language, missing_folders(&path)) else {
                    return Ok(None);
                };
                file::require_replaceable(&path, Some(home))?;
                Ok(Some(Splice::between(before.as_deref(), Some(&after))))
            });
            match edited {
                Ok(splice) => {
                    change.writes.extend(splice.map(|splice| Write::Profile { path, splice }));
                    is_read |= reader != ProfileReader::OtherShell;
                }
                Err(reason) => change.skipped.push(Skipped::lacks(path, reason, &line)),
            }
        }
        if is_read {
            return Ok(());
        }
        let line = self.login_shell().language().line(&self.upgo_home);
        let (line, skipped) = (String::from_utf8_lossy(&line).into_owned(), std::mem::take(&mut change.skipped));
        Err(EnvironmentError::NoProfile { line, skipped })
    }

    /// Moves the line behind the commands that follow it, in each file that the user's shell reads.
    pub(super) fn prepare_last(&self) -> Option<Change> {
        let home = self.home.as_deref()?;
        let moved = |Profile { path, language, reader }: Profile| {
            let text = file::read_profile(&path).ok().flatten().filter(|_| reader != ProfileReader::OtherShell)?;
            let splice = move_last(&text, &language.line(&self.upgo_home), language)?;
            file::require_replaceable(&path, Some(home)).ok()?;
            Some(Write::Profile { path, splice })
        };
        let writes: Vec<Write> = self.profiles(home).into_iter().filter_map(moved).collect();
        (!writes.is_empty()).then(|| Change::edit(writes))
    }

    fn remove_lines(&self, home: &Path, change: &mut Change) {
        for (path, language) in self.candidates(home) {
            let line = language.line(&self.upgo_home);
            let Some(before) = with_line(&path, &line) else { continue };
            let Some(without) = remove_line(&before, &line) else { continue };
            if let Err(reason) = file::require_replaceable(&path, Some(home)) {
                change.skipped.push(Skipped::keeps(path, reason, &line));
                continue;
            }
            // Its own file without any other content was created by Upgo.
            let rest = without.rest.filter(|rest| !path.ends_with("conf.d/upgo.fish") || !rest.is_empty());
            let splice = Splice::between(Some(&before), rest.as_deref());
            change.writes.push(Write::Profile { path, splice });
        }
    }

    pub(super) fn lines_that_stay(&self) -> Vec<Skipped> {
        let Some(home) = &self.home else { return Vec::new() };
        let stays = |(path, language): (PathBuf, ShellLanguage)| {
            let line = language.line(&self.upgo_home);
            with_line(&path, &line)?;
            let reason = file::require_replaceable(&path, Some(home)).err()?;
            Some(Skipped::keeps(path, reason, &line))
        };
        self.candidates(home).into_iter().filter_map(stays).collect()
    }

    /// For a shell that does not read Upgo's script; `None` if the script does not add `bin` to PATH.
    pub(super) fn by_hand(&self, bin: &Path) -> Option<Statement> {
        let script = self.script().ok()?;
        let adds = script.folders.iter().any(|(_, dir)| dir.as_slice() == bin.as_os_str().as_encoded_bytes());
        adds.then(|| match self.login_shell() {
            LoginShell::Foreign => say!(PutFirstInShell { folder: bin }),
            shell => {
                let line = shell.language().line(&self.upgo_home);
                say!(AddLineToStartup { line: &*String::from_utf8_lossy(&line) })
            }
        })
    }

    pub(super) fn is_read_at_log_in(&self) -> bool {
        matches!(self.login_shell(), LoginShell::Posix | LoginShell::Foreign)
    }
}

/// The offset in bytes of the line that puts Upgo's folder first on PATH, if it takes effect in the startup file `path`.
pub(crate) fn upgo_line_in(path: &Path, text: &[u8], upgo_home: &Path) -> Option<usize> {
    let language = ShellLanguage::of(path);
    effective_at(text, &language.line(upgo_home), language)
}

fn with_line(path: &Path, line: &[u8]) -> Option<Vec<u8>> {
    let text = file::read_profile(path).ok().flatten()?;
    has_line(&text, line).then_some(text)
}
