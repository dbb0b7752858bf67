//! Which change made a thing last. What an undo may touch follows from this, and not from what the machine looks like:
//! it looks the same if a later change has made the same thing again.
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::scope::{Fate, Lines, Touches};
use super::{PastChange, Step};
use crate::base::version::Version;
use crate::environment::{EnvPart, UserEnvironment};

/// Something that one change makes, and a later one may make again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Undoable {
    Switch,
    /// A toolchain in the store, or its absence.
    Toolchain(Version),
    Files(Version),
    Environment(EnvPart),
    Setting(String),
    /// A tree of the user, or its former place.
    Tree(PathBuf),
    Program(PathBuf),
    Upgo(PathBuf),
    System(String),
    File(PathBuf),
}

impl Step {
    fn makes(&self, environment: &UserEnvironment) -> Vec<Undoable> {
        match self.touches() {
            Touches::Switch { .. } => vec![Undoable::Switch],
            Touches::Lines(Lines::Environment(change)) => {
                change.parts(environment).into_keys().map(Undoable::Environment).collect()
            }
            Touches::Lines(Lines::Setting { key, .. }) => vec![Undoable::Setting(key.to_owned())],
            Touches::Lines(Lines::Project { folder, files, .. }) => {
                files.iter().map(|file| Undoable::File(folder.join(&file.path))).collect()
            }
            Touches::Toolchain(version, Fate::Brought | Fate::Removed { .. }) => {
                vec![Undoable::Toolchain(version.clone()), Undoable::Files(version.clone())]
            }
            Touches::Toolchain(version, Fate::Files { .. }) => vec![Undoable::Files(version.clone())],
            Touches::System { arch, .. } => vec![Undoable::System(arch.to_owned())],
            Touches::Tree { from, to } => vec![Undoable::Tree(from.to_owned()), Undoable::Tree(to.to_owned())],
            Touches::Program(program) => vec![Undoable::Program(program.to_owned())],
            Touches::Upgo { folder, .. } => vec![Undoable::Upgo(folder.to_owned())],
            // The toolchain owns its name in `bin`; restored things were never given up; no undo takes the rest back.
            Touches::Toolchain(_, Fate::Named | Fate::Unnamed)
            | Touches::SystemFiles { .. }
            | Touches::UserValues(_)
            | Touches::Nothing
            | Touches::File { .. }
            | Touches::UpgoStarted(_)
            | Touches::Cache { .. } => Vec::new(),
        }
    }
}

/// A change of one thing, with its undos and redos: each one turns it off or on again.
#[derive(Debug)]
struct Maker {
    /// The change and its redos, oldest first.
    made: Vec<u64>,
    /// Its undos, oldest first.
    undid: Vec<u64>,
    /// The change that made the thing last when this one was turned off.
    below: Option<u64>,
}

#[derive(Debug, Default)]
struct Made {
    /// Those that are in effect, newest last.
    on: Vec<Maker>,
    off: Vec<Maker>,
    /// The newest change about the thing, whatever it did.
    newest: u64,
}

#[derive(Debug, Default)]
pub struct Makers(BTreeMap<Undoable, Made>);

impl Makers {
    /// The makers among these changes, oldest first; nothing is known of earlier ones. A change and its undo cancel
    /// each other out, and so do an undo and its own undo. What an undo left alone does not count.
    pub fn among<'a>(history: impl IntoIterator<Item = PastChange<'a>>, environment: &UserEnvironment) -> Self {
        let mut makers = Self::default();
        for past in history.into_iter().filter(|past| past.is_in_effect) {
            for thing in past.makes(environment) {
                makers.0.entry(thing).or_default().note(past.id, past.plan.undoes);
            }
        }
        makers
    }

    /// `None` if that is the change `id`.
    pub fn later(&self, id: u64, thing: &Undoable) -> Option<u64> {
        let made = self.0.get(thing)?;
        let last = made.on.last().and_then(|maker| maker.made.last()).copied();
        (!made.is_last(id)).then(|| last.filter(|last| *last > id).unwrap_or(made.newest))
    }
}

impl Made {
    fn note(&mut self, id: u64, undoes: Option<u64>) {
        self.newest = id;
        let is_undone = |maker: &mut Maker| undoes.is_some_and(|undone| maker.made.contains(&undone));
        let is_redone = |maker: &Maker| undoes.is_some_and(|undo| maker.undid.contains(&undo));
        if let Some(mut maker) = self.on.pop_if(is_undone) {
            maker.undid.push(id);
            maker.below = self.first_of_last();
            self.off.push(maker);
        } else if let Some(at) = self.off.iter().position(is_redone) {
            let mut maker = self.off.remove(at);
            maker.made.push(id);
            self.on.push(maker);
        } else {
            self.on.push(Maker { made: vec![id], undid: Vec::new(), below: None });
        }
    }

    /// Whether nothing that was made after the change `id` is in effect.
    fn is_last(&self, id: u64) -> bool {
        let below = self.first_of_last();
        let has_undone = |maker: &Maker| maker.undid.contains(&id) && maker.below == below;
        self.on.last().is_some_and(|maker| maker.made.contains(&id)) || self.off.iter().any(has_undone)
    }

    fn first_of_last(&self) -> Option<u64> {
        self.on.last().and_then(|maker| maker.made.first()).copied()
    }
}

impl PastChange<'_> {
    pub(super) fn makes(&self, environment: &UserEnvironment) -> BTreeSet<Undoable> {
        let begun = self.begun.iter().filter_map(|index| self.plan.steps.get(*index));
        begun.flat_map(|step| step.makes(environment)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The last maker other than `id`, if these changes made the same thing: a number, and what it undid.
    fn later(id: u64, changes: &[(u64, Option<u64>)]) -> Option<u64> {
        let mut made = Made::default();
        for (id, undoes) in changes {
            made.note(*id, *undoes);
        }
        Makers(BTreeMap::from([(Undoable::Switch, made)])).later(id, &Undoable::Switch)
    }

    fn last(later_ones: &[(u64, Option<u64>)]) -> Option<u64> {
        later(1, &[&[(1, None)], later_ones].concat())
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
    fn an_undo_is_the_last_maker_until_the_thing_is_made_again() {
        // 2 undoes 1, 3 redoes it, 4 undoes it again; undoing 2 redoes it, too.
        let chain = [(1, None), (2, Some(1)), (3, Some(2)), (4, Some(3)), (5, Some(2))];
        for (id, count, expected) in [
            (2, 2, None),
            (1, 3, None),
            (3, 3, None),
            (4, 4, None),
            (1, 5, None),
            (5, 5, None),
            (4, 5, Some(5)),
            (2, 5, Some(5)),
        ] {
            assert_eq!(later(id, &chain[..count]), expected, "{id} of {count}");
        }
        // The same above an older change, which is not in the way.
        for (changes, expected) in [
            (&[(1, None), (2, None), (3, Some(2))][..], None),
            (&[(1, None), (2, None), (3, Some(2)), (4, None)], Some(4)),
            (&[(1, None), (2, None), (3, Some(2)), (4, None), (5, Some(4))], None),
            (&[(1, None), (2, None), (3, Some(2)), (4, Some(1))], Some(4)),
            (&[(1, None), (2, None), (3, Some(2)), (4, Some(1)), (5, Some(4))], None),
        ] {
            assert_eq!(later(3, changes), expected, "{changes:?}");
        }
    }

    #[test]
    fn only_a_change_that_made_a_thing_is_its_maker() {
        let mut made = Made::default();
        made.note(2, None);
        let makers = Makers(BTreeMap::from([(Undoable::Switch, made)]));
        assert_eq!(makers.later(1, &Undoable::Switch), Some(2), "the change before it left it alone");
        assert_eq!(makers.later(1, &Undoable::System("amd64".into())), None);
    }
}
