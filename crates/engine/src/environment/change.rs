//! A change of the environment as data: it is journaled before it is made, and undone from its own content.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::editor_settings::EditorSetting;
use super::go_env::os_string;
use super::registry_value::{self, RegistryValue};
use super::script::Script;
use super::splice::{Splice, Unfit};
use super::{EnvironmentError, PathEdit, Result, Skipped, lossless, profile_line};
use crate::base::digest::Sha256;
use crate::base::paths::real;
use crate::machine::effect;
use crate::machine::effect::user_file::{self, Readers};

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub purpose: EditKind,
    pub writes: Vec<Write>,
    /// Files that were left alone although they would need the change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<Skipped>,
    /// The folders that the edits of PATH name. Which entry was moved does not follow from the values alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "lossless::paths")]
    pub folders: Vec<PathBuf>,
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EditKind {
    Edit,
    /// It undoes another change by restoring exactly the old bytes.
    Restore,
    /// It undoes another change in a value that has been edited since.
    Inverse,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, tag = "kind")]
pub enum Write {
    /// A value of the registry; `None` if it is missing.
    Value {
        /// Begins with `HKCU\`.
        key: String,
        name: String,
        /// The value required for the write.
        before: Option<RegistryValue>,
        after: Option<RegistryValue>,
    },
    /// A script of Upgo's own, which the profiles read.
    Script {
        path: PathBuf,
        /// The content required for the write; `None` if the file is missing.
        #[serde(with = "lossless::bytes_or_none")]
        before: Option<Vec<u8>>,
        #[serde(with = "lossless::bytes_or_none")]
        after: Option<Vec<u8>>,
    },
    /// Only the changed part is kept, because the rest may hold secrets that do not belong in a journal.
    Profile {
        /// The path as the shell names it; it may be a link.
        path: PathBuf,
        splice: Splice,
    },
    /// Variables in the `go env -w` file. The rest may hold secrets, so only its digests are kept.
    GoEnv {
        /// May be a link.
        path: PathBuf,
        variables: Vec<GoVariable>,
        /// Missing folders that the values name, parents first. The write creates them; its undo deletes empty ones.
        #[serde(default, skip_serializing_if = "Vec::is_empty", with = "lossless::paths")]
        folders: Vec<PathBuf>,
        /// The edits of the file, one after the other; empty if the write is only a part of the one that was made.
        splices: Vec<Splice>,
    },
    /// Settings of an editor that select a Go. The rest of their file may hold secrets, so only its digests are kept.
    Editor {
        /// May be a link.
        path: PathBuf,
        /// In the order of the file.
        settings: Vec<EditorSetting>,
        /// `false`: they are inserted.
        removes: bool,
        /// The edits of the file, one after the other; empty if the write is only a part of the one that was made.
        splices: Vec<Splice>,
    },
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoVariable {
    pub name: String,
    #[serde(with = "lossless::bytes_or_none")]
    pub before: Option<Vec<u8>>,
    #[serde(with = "lossless::bytes_or_none")]
    pub after: Option<Vec<u8>>,
}

impl GoVariable {
    /// Whether its value was or will be a folder, or something in it.
    pub(crate) fn names(&self, folder: &Path) -> bool {
        [&self.before, &self.after].into_iter().any(|value| is_in(value.as_deref(), folder))
    }
}

fn is_in(value: Option<&[u8]>, folder: &Path) -> bool {
    value.is_some_and(|value| Path::new(&*String::from_utf8_lossy(value)).starts_with(folder))
}

/// The name, and the value before and after.
pub type MachineEdit = (String, Option<RegistryValue>, Option<RegistryValue>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EditState {
    Before,
    After,
    /// Neither, such as missing or edited since.
    Moved,
}

impl EditState {
    pub(crate) fn of<T: PartialEq>(now: &T, before: &T, after: &T) -> Self {
        match now {
            now if now == before => Self::Before,
            now if now == after => Self::After,
            _ => Self::Moved,
        }
    }
}

impl Write {
    pub(super) fn found(&self) -> Result<EditState> {
        Ok(match self {
            Self::Value { key, name, before, after } => EditState::of(&registry_value::read(key, name)?, before, after),
            Self::Script { path, before, after } => EditState::of(&user_file::read(path)?, before, after),
            Self::Profile { path, splice } => {
                let now = user_file::read(path)?.map(|bytes| Sha256::of(&bytes));
                EditState::of(&now, &splice.before, &splice.after)
            }
            Self::GoEnv { path, splices, .. } | Self::Editor { path, splices, .. } => {
                let now = user_file::read(path)?.map(|bytes| Sha256::of(&bytes));
                let ends = splices.first().zip(splices.last());
                ends.map_or(EditState::Moved, |(first, last)| EditState::of(&now, &first.before, &last.after))
            }
        })
    }

    /// Without checks; the caller has checked the state.
    pub(super) fn make(&self) -> Result<()> {
        match self {
            Self::Value { key, name, after, .. } => registry_value::write(key, name, after.as_ref())
                .map_err(|source| EnvironmentError::Registry { key: key.clone(), source })?,
            Self::Script { path, after, .. } => user_file::write(path, after.as_deref(), Readers::Owner)?,
            Self::Profile { path, splice } => {
                let now = user_file::read(path)?;
                let spliced = splice.apply(now.as_deref()).map_err(|Unfit| self.moved())?;
                user_file::write(path, spliced.as_deref(), Readers::ByMask)?;
            }
            Self::GoEnv { path, splices, .. } | Self::Editor { path, splices, .. } => {
                let (named, _) = self.folders();
                named.into_iter().try_for_each(effect::create_private_dir)?;
                let now = user_file::read(path)?;
                let spliced = splices.iter().try_fold(now, |now, splice| splice.apply(now.as_deref()));
                let spliced = spliced.map_err(|Unfit| self.moved())?;
                user_file::write(path, spliced.as_deref(), Readers::Owner)?;
            }
        }
        Ok(())
    }

    /// Deletes empty folders that were created for a deleted profile, or that no value names any more.
    pub(super) fn tidy(&self) -> Result<()> {
        if let Self::Profile { path, splice: Splice { after: None, removed, .. } } = self {
            let mut made = path.ancestors().skip(1).take(profile_line::folders_made(removed));
            made.try_for_each(effect::remove_dir_if_empty)?;
        }
        let (_, unnamed) = self.folders();
        Ok(unnamed.into_iter().rev().try_for_each(effect::remove_dir_if_empty)?)
    }

    /// The folders of the write that its values name afterwards, and the others.
    pub(super) fn folders(&self) -> (Vec<&Path>, Vec<&Path>) {
        let Self::GoEnv { variables, folders, .. } = self else { return (Vec::new(), Vec::new()) };
        let is_named = |folder: &&Path| variables.iter().any(|variable| is_in(variable.after.as_deref(), folder));
        folders.iter().map(PathBuf::as_path).partition(is_named)
    }

    fn is_of_machine(&self) -> bool {
        matches!(self, Self::Value { key, .. } if is_of_machine(key))
    }

    pub(super) fn reversed(&self) -> Self {
        match self.clone() {
            Self::Value { key, name, before, after } => Self::Value { key, name, before: after, after: before },
            Self::Script { path, before, after } => Self::Script { path, before: after, after: before },
            Self::Profile { path, splice } => Self::Profile { path, splice: splice.reversed() },
            Self::GoEnv { path, variables, folders, splices } => {
                let reversed = |GoVariable { name, before, after }| GoVariable { name, before: after, after: before };
                let variables = variables.into_iter().map(reversed).collect();
                let splices = splices.into_iter().rev().map(Splice::reversed).collect();
                Self::GoEnv { path, variables, folders, splices }
            }
            Self::Editor { path, settings, removes, splices } => {
                let splices = splices.into_iter().rev().map(Splice::reversed).collect();
                Self::Editor { path, settings, removes: !removes, splices }
            }
        }
    }

    pub(super) fn moved(&self) -> EnvironmentError {
        EnvironmentError::Moved { place: self.place() }
    }

    fn names(&self) -> Vec<String> {
        match self {
            Self::Value { name, .. } if name.eq_ignore_ascii_case(registry_value::PATH) => vec!["PATH".to_owned()],
            Self::Value { name, .. } => vec![name.clone()],
            Self::GoEnv { variables, .. } => variables.iter().map(|variable| variable.name.clone()).collect(),
            Self::Script { before, after, .. } => {
                let parse = |text: &Option<Vec<u8>>| Script::parse(text.as_deref().unwrap_or_default());
                parse(before).names_of_difference(&parse(after))
            }
            Self::Profile { .. } => Vec::new(),
            Self::Editor { settings, .. } => settings.iter().map(EditorSetting::label).collect(),
        }
    }

    /// The value or file, for the user.
    pub(crate) fn place(&self) -> String {
        match self {
            Self::Value { key, name, .. } => registry_value::place(key, name),
            Self::Script { path, .. }
            | Self::Profile { path, .. }
            | Self::GoEnv { path, .. }
            | Self::Editor { path, .. } => path.display().to_string(),
        }
    }

    /// Starts this change where `done` ends. Returns whether nothing is left to write.
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
}

pub(super) fn is_of_machine(key: &str) -> bool {
    key.starts_with("HKLM")
}

impl Change {
    pub(super) fn edit(writes: Vec<Write>) -> Self {
        Self { purpose: EditKind::Edit, writes, skipped: Vec::new(), folders: Vec::new() }
    }

    /// The same change, made by these edits of PATH.
    pub(super) fn by(self, edits: &[PathEdit]) -> Self {
        Self { folders: edits.iter().filter_map(PathEdit::folder).cloned().collect(), ..self }
    }

    /// Deletes temporary files next to the edited file, and empty folders that no value names.
    pub(crate) fn sweep(&self) {
        for write in &self.writes {
            match write {
                Write::Value { .. } => {}
                Write::Script { path, .. }
                | Write::Profile { path, .. }
                | Write::GoEnv { path, .. }
                | Write::Editor { path, .. } => effect::sweep_beside(&real(path)),
            }
            match write.found() {
                Ok(EditState::After) => write.tidy().ok(),
                Ok(EditState::Before) => write.reversed().tidy().ok(),
                _ => None,
            };
        }
    }

    /// Including PATH, each once.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.writes.iter().flat_map(Write::names).collect();
        // A change that only adds or removes a line, or how a script is written, is about PATH.
        let is_of_path = |write: &Write| matches!(write, Write::Profile { .. } | Write::Script { .. });
        if names.is_empty() && self.writes.iter().any(is_of_path) {
            names.push("PATH".to_owned());
        }
        names.sort();
        names.dedup();
        names
    }

    /// The variables that it sets in the `go env -w` file.
    pub(crate) fn go_values(&self) -> impl Iterator<Item = (String, OsString)> {
        let all = self.writes.iter();
        let all = all.flat_map(|write| if let Write::GoEnv { variables, .. } = write { &variables[..] } else { &[] });
        all.filter_map(|set| Some((set.name.clone(), os_string(set.after.as_deref()?))))
    }

    /// Those that remain to be made, which need an administrator.
    pub(crate) fn machine_edits(&self) -> Result<Vec<MachineEdit>> {
        let mut edits = Vec::new();
        for write in &self.writes {
            if let Write::Value { key, name, before, after } = write
                && is_of_machine(key)
                && write.found()? != EditState::After
            {
                edits.push((name.clone(), before.clone(), after.clone()));
            }
        }
        Ok(edits)
    }

    pub(crate) fn edits_machine(&self) -> bool {
        self.writes.iter().any(Write::is_of_machine)
    }

    /// Without the machine-wide variables, which only an elevated task may write.
    #[must_use]
    pub(crate) fn of_user(mut self) -> Self {
        self.writes.retain(|write| !write.is_of_machine());
        self
    }

    /// Those created for Go's variables that no value names any more and that are not empty; the innermost only.
    pub(crate) fn folders_that_stay(&self) -> Vec<&Path> {
        let unnamed: Vec<&Path> = self.writes.iter().flat_map(|write| write.folders().1).collect();
        let is_innermost = |folder: &&Path| !unnamed.iter().any(|other| other != folder && other.starts_with(folder));
        let has_content = |folder: &&Path| fs_err::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
        unnamed.iter().copied().filter(is_innermost).filter(has_content).collect()
    }

    pub(crate) fn edits_editors(&self) -> bool {
        self.writes.iter().any(|write| matches!(write, Write::Editor { .. }))
    }

    pub fn edits_path(&self) -> bool {
        self.names().iter().any(|name| name == "PATH")
    }

    /// What is left of this change once `first`, a part of it, has been made.
    #[must_use]
    pub(crate) fn rest_after(mut self, first: &Self) -> Option<Self> {
        for done in &first.writes {
            self.writes.retain_mut(|write| !write.continues(done));
        }
        (!self.writes.is_empty()).then_some(self)
    }

    #[must_use]
    pub fn then(mut self, next: &Self) -> Self {
        for write in &next.writes {
            match (self.writes.iter_mut().find(|first| first.place() == write.place()), write) {
                (Some(Write::Value { after, .. }), Write::Value { after: now, .. }) => after.clone_from(now),
                (Some(Write::Script { after, .. }), Write::Script { after: now, .. }) => after.clone_from(now),
                _ => self.writes.push(write.clone()),
            }
        }
        self.skipped.extend(next.skipped.iter().cloned());
        self.folders.extend(next.folders.iter().cloned());
        self
    }
}
