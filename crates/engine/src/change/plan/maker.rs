//! Which change made a thing last. What an undo may touch follows from this, and not from what the machine looks like:
//! it looks the same if a later change has made the same thing again.
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::{Past, Step};
use crate::environment::{Part, UserEnvironment};
use crate::version::Version;

/// Something that one change makes, and a later one may make again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// What the switch selects.
    Switch,
    /// A toolchain in the store, or its absence.
    Toolchain(Version),
    /// The files of a toolchain.
    Files(Version),
    /// An entry of PATH, or a variable.
    Environment(Part),
    /// A setting.
    Setting(String),
    /// A tree of the user, or the place that it had.
    Tree(PathBuf),
    /// A `go install` program.
    Program(PathBuf),
    /// Upgo's own programs in a folder.
    Upgo(PathBuf),
    /// The machine-wide Go of this family.
    System(String),
    /// A file of a project.
    File(PathBuf),
}

impl Step {
    /// The things that it makes.
    fn makes(&self, environment: &UserEnvironment) -> Vec<Thing> {
        match self {
            Self::Switch { .. } => vec![Thing::Switch],
            Self::EditEnvironment { change, .. } => {
                change.parts(environment).into_keys().map(Thing::Environment).collect()
            }
            Self::Unpack { version } | Self::Delete { version, .. } => {
                vec![Thing::Toolchain(version.clone()), Thing::Files(version.clone())]
            }
            Self::RepairFiles { version, .. } | Self::RestoreFiles { version, .. } => {
                vec![Thing::Files(version.clone())]
            }
            Self::ChangeSystem { arch, .. } => vec![Thing::System(arch.clone())],
            Self::ChangeSetting { key, .. } => vec![Thing::Setting(key.clone())],
            Self::SetAside { from, to } => vec![Thing::Tree(from.clone()), Thing::Tree(to.clone())],
            Self::RebuildTool { program, .. } | Self::RestoreTool { program, .. } => {
                vec![Thing::Program(program.clone())]
            }
            Self::ReplaceUpgo { folder, .. } | Self::RestoreUpgo { folder, .. } => vec![Thing::Upgo(folder.clone())],
            Self::EditProject { folder, files, .. } => {
                files.iter().map(|file| Thing::File(folder.join(&file.path))).collect()
            }
            // The name in `bin` belongs to the toolchain. What these steps restore was never given up.
            Self::Publish { .. } | Self::Unpublish { .. } | Self::RepairSystem { .. } | Self::GiveBack { .. } => {
                Vec::new()
            }
            // These make nothing that an undo takes back.
            Self::Download { .. }
            | Self::ReadFile { .. }
            | Self::DownloadPackage { .. }
            | Self::DownloadUpgo { .. }
            | Self::TryUpgo { .. }
            | Self::CleanCache { .. }
            | Self::Rehearse { .. }
            | Self::Hook(_)
            | Self::Test { .. }
            | Self::Check { .. } => Vec::new(),
        }
    }
}

/// For each thing, the changes that made it and are in effect, newest last. One that was redone is also known by the number
/// of its redo.
type Stack = Vec<Vec<u64>>;

/// Who made what last.
#[derive(Debug, Default)]
pub struct Makers(BTreeMap<Thing, Stack>);

impl Makers {
    /// The makers among these changes, oldest first. Of a change before them, nothing is known.
    ///
    /// A change and its undo cancel each other out, and so do that undo and its own undo. An undo that left a thing alone
    /// does not count for it.
    pub fn among<'a>(history: impl IntoIterator<Item = Past<'a>>, environment: &UserEnvironment) -> Self {
        let mut makers = Self::default();
        let mut undone = BTreeMap::new();
        for past in history.into_iter().filter(|past| past.is_in_effect) {
            for thing in past.makes(environment) {
                makers.note(&mut undone, past.id, past.plan.undoes, thing);
            }
        }
        makers
    }

    fn note(&mut self, undone: &mut BTreeMap<(u64, Thing), Vec<u64>>, id: u64, undoes: Option<u64>, thing: Thing) {
        let stack = self.0.entry(thing.clone()).or_default();
        if let Some(maker) = stack.pop_if(|maker| undoes.is_some_and(|undoes| maker.contains(&undoes))) {
            undone.insert((id, thing), maker);
        } else if let Some(mut again) = undoes.and_then(|undo| undone.remove(&(undo, thing))) {
            again.push(id);
            stack.push(again);
        } else {
            stack.push(vec![id]);
        }
    }

    /// The change after the change `id` that made `thing` last; `None` if `id` did.
    pub fn later(&self, id: u64, thing: &Thing) -> Option<u64> {
        self.0.get(thing)?.last().filter(|maker| !maker.contains(&id))?.last().copied()
    }
}

impl Past<'_> {
    /// The things that it made.
    pub(super) fn makes(&self, environment: &UserEnvironment) -> BTreeSet<Thing> {
        let begun = self.begun.iter().filter_map(|index| self.plan.steps.get(*index));
        begun.flat_map(|step| step.makes(environment)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The last maker, if change 1 and these later ones made the same thing: a number, and what it undid.
    fn last(later: &[(u64, Option<u64>)]) -> Option<u64> {
        let (mut makers, mut undone) = (Makers::default(), BTreeMap::new());
        for (id, undoes) in [(1, None)].iter().chain(later) {
            makers.note(&mut undone, *id, *undoes, Thing::Switch);
        }
        makers.later(1, &Thing::Switch)
    }

    #[test]
    fn a_change_and_its_undo_cancel_each_other_out() {
        for (later, expected) in [
            (&[][..], None),
            (&[(2, None)], Some(2)),
            (&[(2, None), (3, Some(2))], None),
            (&[(2, None), (3, Some(2)), (4, Some(3))], Some(4)),
            (&[(2, None), (3, Some(2)), (4, Some(3)), (5, Some(4))], None),
            (&[(2, None), (3, Some(2)), (4, Some(3)), (5, Some(2))], None),
            (&[(2, None), (3, Some(2)), (4, Some(3)), (5, Some(4)), (6, Some(5))], Some(6)),
            (&[(2, None), (3, None), (4, Some(3)), (5, Some(2))], None),
            (&[(2, None), (3, None), (4, Some(3))], Some(2)),
            (&[(2, Some(1)), (3, Some(2))], None),
            (&[(2, Some(1)), (3, None)], Some(3)),
            // An undo of something that was not the last maker made the thing itself.
            (&[(2, None), (3, None), (4, Some(2))], Some(4)),
        ] {
            assert_eq!(last(later), expected, "{later:?}");
        }
    }

    #[test]
    fn a_thing_that_an_undo_left_alone_keeps_its_maker() {
        let setting = || Thing::Setting("proof".into());
        let (mut makers, mut undone) = (Makers::default(), BTreeMap::new());
        for (id, undoes, thing) in [(1, None, setting()), (1, None, Thing::Switch), (2, None, setting())] {
            makers.note(&mut undone, id, undoes, thing);
        }
        makers.note(&mut undone, 3, Some(1), Thing::Switch);
        assert_eq!((makers.later(1, &setting()), makers.later(2, &setting())), (Some(2), None));
        assert_eq!(makers.later(1, &Thing::Switch), None);
        assert_eq!(makers.later(1, &Thing::System("amd64".into())), None);
    }
}
