//! A change of the environment as data: it is journaled before it is done, and undone from what it holds.
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::registry;
use super::registry_value::RegistryValue;
use super::script::Script;
use super::splice::{Splice, Unfit};
use super::{EnvironmentError, lossless, profile_line};
use crate::digest::Sha256;
use crate::effect::{self, user_file};
use crate::report::{Code, Problem};

/// What will be written, and what is there before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Why it is made.
    pub purpose: Purpose,
    /// In this order.
    pub writes: Vec<Write>,
    /// What was left alone although it could have been changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<Skipped>,
}

/// Why a change is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Purpose {
    /// Somebody asked for it.
    Edit,
    /// It takes another change back: exactly the old bytes return.
    Restore,
    /// It takes another change back in what somebody else has changed since.
    Inverse,
}

/// One value or file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Write {
    /// A value of the registry; `None` where it is missing.
    Value {
        /// Begins with `HKCU\`.
        key: String,
        /// The name in the key.
        name: String,
        /// What must be there for the write to be made.
        before: Option<RegistryValue>,
        /// What is there afterwards.
        after: Option<RegistryValue>,
    },
    /// A script of Upgo's own, which the profiles read.
    Script {
        /// In Upgo's home.
        #[serde(with = "lossless::path")]
        path: PathBuf,
        /// What must be there for the write to be made; `None` where the file is missing.
        #[serde(with = "lossless::bytes_or_none")]
        before: Option<Vec<u8>>,
        /// What is there afterwards.
        #[serde(with = "lossless::bytes_or_none")]
        after: Option<Vec<u8>>,
    },
    /// A profile of the user's shell. Only what is changed is kept: the rest may hold secrets, which have no place in
    /// a journal.
    Profile {
        /// As the shell names it; it may be a link.
        #[serde(with = "lossless::path")]
        path: PathBuf,
        /// What is changed in it.
        splice: Splice,
    },
    /// One variable in the file of `go env -w`. Of the rest, which may hold secrets, only digests are kept.
    GoEnv {
        /// The file; it may be a link.
        #[serde(with = "lossless::path")]
        path: PathBuf,
        /// The variable.
        name: String,
        /// Its value before; `None` where it has none.
        #[serde(with = "lossless::bytes_or_none")]
        before: Option<Vec<u8>>,
        /// Its value afterwards.
        #[serde(with = "lossless::bytes_or_none")]
        after: Option<Vec<u8>>,
        /// What is changed in the file.
        splice: Splice,
    },
}

/// A file that was left alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Skipped {
    /// Which.
    #[serde(with = "lossless::path")]
    pub path: PathBuf,
    /// Why, for people.
    pub reason: String,
    /// What is left to be done by hand, a sentence; empty where an older Upgo wrote this.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by_hand: String,
}

impl Skipped {
    /// A profile that ought to get `line`.
    pub(super) fn lacks(path: PathBuf, reason: String, line: &[u8]) -> Self {
        let by_hand = format!("Add this line to it yourself: {}", String::from_utf8_lossy(line));
        Self { path, reason, by_hand }
    }

    /// A profile that ought to lose `line`.
    pub(super) fn keeps(path: PathBuf, reason: String, line: &[u8]) -> Self {
        let line = String::from_utf8_lossy(line);
        let by_hand = format!("Remove this line from it yourself; until then it does nothing: {line}");
        Self { path, reason, by_hand }
    }
}

impl From<&Skipped> for Problem {
    fn from(skipped: &Skipped) -> Self {
        let message = format!("{} was not edited: {}", skipped.path.display(), skipped.reason);
        Self::new(Code::ProfileLeft, message).with_next(skipped.by_hand.clone())
    }
}

/// A variable of the machine: its name, and its value before and after.
pub type MachineEdit = (String, Option<RegistryValue>, Option<RegistryValue>);

/// How the machine is, seen from a [`Write`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// As it must be for the write to be made.
    Before,
    /// As the write leaves it.
    After,
    /// Different from both.
    Moved,
}

impl Write {
    /// How the machine is.
    pub(super) fn found(&self) -> Result<Found, EnvironmentError> {
        let of = |before: bool, after: bool| match (before, after) {
            (true, _) => Found::Before,
            (_, true) => Found::After,
            _ => Found::Moved,
        };
        Ok(match self {
            Self::Value { key, name, before, after } => {
                let now = registry::read(key, name)?;
                of(now == *before, now == *after)
            }
            Self::Script { path, before, after } => {
                let now = user_file::read(path)?;
                of(now == *before, now == *after)
            }
            Self::Profile { path, splice } | Self::GoEnv { path, splice, .. } => {
                let now = user_file::read(path)?.map(|bytes| Sha256::of(&bytes));
                of(now == splice.before, now == splice.after)
            }
        })
    }

    /// Makes the write, whatever is there; the caller has looked.
    pub(super) fn make(&self) -> Result<(), EnvironmentError> {
        match self {
            Self::Value { key, name, after, .. } => registry::write(key, name, after.as_ref())
                .map_err(|source| EnvironmentError::Registry { key: key.clone(), source })?,
            Self::Script { path, after, .. } => user_file::write(path, after.as_deref())?,
            Self::Profile { path, splice } | Self::GoEnv { path, splice, .. } => {
                let now = user_file::read(path)?;
                let spliced = splice.apply(now.as_deref()).map_err(|Unfit| self.moved())?;
                user_file::write(path, spliced.as_deref())?;
            }
        }
        Ok(())
    }

    /// Deletes the folders that were made for a profile, as far as nothing else is in them, where the profile is deleted.
    pub(super) fn tidy(&self) -> Result<(), EnvironmentError> {
        let Self::Profile { path, splice: Splice { after: None, removed, .. } } = self else { return Ok(()) };
        let made = path.ancestors().skip(1).take(profile_line::folders_made(removed));
        Ok(made.into_iter().try_for_each(effect::remove_dir_if_empty)?)
    }

    /// The same, backwards.
    pub(super) fn reversed(&self) -> Self {
        match self.clone() {
            Self::Value { key, name, before, after } => Self::Value { key, name, before: after, after: before },
            Self::Script { path, before, after } => Self::Script { path, before: after, after: before },
            Self::Profile { path, splice } => Self::Profile { path, splice: splice.reversed() },
            Self::GoEnv { path, name, before, after, splice } => {
                Self::GoEnv { path, name, before: after, after: before, splice: splice.reversed() }
            }
        }
    }

    pub(super) fn moved(&self) -> EnvironmentError {
        EnvironmentError::Moved { place: self.place() }
    }

    /// The variables that it is about.
    fn names(&self) -> Vec<String> {
        match self {
            Self::Value { name, .. } if name.eq_ignore_ascii_case(registry::PATH) => vec!["PATH".to_owned()],
            Self::Value { name, .. } | Self::GoEnv { name, .. } => vec![name.clone()],
            Self::Script { before, after, .. } => {
                let parse = |text: &Option<Vec<u8>>| Script::parse(text.as_deref().unwrap_or_default());
                parse(before).names_of_difference(&parse(after))
            }
            Self::Profile { .. } => Vec::new(),
        }
    }

    /// Which value or file, for people.
    pub(super) fn place(&self) -> String {
        match self {
            Self::Value { key, name, .. } => registry::place(key, name),
            Self::Script { path, .. } | Self::Profile { path, .. } | Self::GoEnv { path, .. } => {
                path.display().to_string()
            }
        }
    }
}

impl Change {
    /// A change that somebody asked for.
    pub(super) fn edit(writes: Vec<Write>) -> Self {
        Self { purpose: Purpose::Edit, writes, skipped: Vec::new() }
    }

    /// Deletes what a killed process was writing beside the files that the change edits.
    pub(crate) fn sweep(&self) {
        for write in &self.writes {
            if let Write::Script { path, .. } | Write::Profile { path, .. } | Write::GoEnv { path, .. } = write {
                effect::sweep_beside(&fs_err::canonicalize(path).unwrap_or_else(|_| path.clone()));
            }
        }
    }

    /// The variables that it is about, PATH among them, each once.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.writes.iter().flat_map(Write::names).collect();
        // Where only a line comes or goes, PATH is what it was for.
        if names.is_empty() && self.writes.iter().any(|write| matches!(write, Write::Profile { .. })) {
            names.push("PATH".to_owned());
        }
        names.sort();
        names.dedup();
        names
    }

    /// What it still has to write among the machine's variables, which an administrator may: the name, and the value
    /// before and after.
    pub fn machine_edits(&self) -> Result<Vec<MachineEdit>, EnvironmentError> {
        let mut edits = Vec::new();
        for write in &self.writes {
            if let Write::Value { key, name, before, after } = write
                && key.starts_with("HKLM")
                && write.found()? != Found::After
            {
                edits.push((name.clone(), before.clone(), after.clone()));
            }
        }
        Ok(edits)
    }

    /// Whether it writes among the machine's variables.
    pub fn edits_machine(&self) -> bool {
        self.writes.iter().any(|write| matches!(write, Write::Value { key, .. } if key.starts_with("HKLM")))
    }

    /// Whether PATH is another one after it.
    pub fn edits_path(&self) -> bool {
        self.names().iter().any(|name| name == "PATH")
    }

    /// What is left of this change once `first`, which is a part of it, has been made.
    #[must_use]
    pub fn rest_after(mut self, first: &Self) -> Option<Self> {
        for done in &first.writes {
            self.writes.retain_mut(|write| !write.continues(done));
        }
        (!self.writes.is_empty()).then_some(self)
    }

    /// This change and then `next`, as one.
    #[must_use]
    pub fn then(mut self, next: &Self) -> Self {
        for write in &next.writes {
            match self.writes.iter_mut().find(|first| first.place() == write.place()) {
                Some(Write::Value { after, .. }) => after.clone_from(&write.after_value()),
                Some(Write::Script { after, .. }) => after.clone_from(&write.after_bytes()),
                Some(Write::Profile { .. } | Write::GoEnv { .. }) | None => self.writes.push(write.clone()),
            }
        }
        self.skipped.extend(next.skipped.iter().cloned());
        self
    }
}

impl Write {
    /// Begins where `done` ends. Whether nothing is left to write.
    fn continues(&mut self, done: &Self) -> bool {
        match (&mut *self, done) {
            (Self::Value { key, name, before, after }, Self::Value { key: k, name: n, after: now, .. })
                if key == k && name == n =>
            {
                before.clone_from(now);
                before == after
            }
            (Self::Script { path, before, after }, Self::Script { path: p, after: now, .. }) if path == p => {
                before.clone_from(now);
                before == after
            }
            _ => self == done,
        }
    }

    fn after_value(&self) -> Option<RegistryValue> {
        if let Self::Value { after, .. } = self { after.clone() } else { None }
    }

    fn after_bytes(&self) -> Option<Vec<u8>> {
        if let Self::Script { after, .. } = self { after.clone() } else { None }
    }
}
