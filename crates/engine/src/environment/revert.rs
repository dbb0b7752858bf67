//! The inverse of an edit of PATH, applied to a value that has been edited since.
use std::collections::{BTreeMap, HashSet};
use std::hash::Hash;

use similar::DiffOp;

use super::search_path::{EditRefusal, SearchPath};
use super::syntax::Lookup;
use crate::base::likeness;

/// Undoes in `today` the edit from `before` to `after`. Added entries are removed, removed ones return to their old
/// place, and moved ones move back if they are still there. `None` if there is nothing to do.
pub fn revert(
    before: &SearchPath,
    after: &SearchPath,
    today: &SearchPath,
    variables: Lookup<'_>,
) -> Result<Option<SearchPath>, EditRefusal> {
    let key = |entry: &Vec<u16>| today.comparable(entry, variables);
    let entries = revert_entries(before.entries(), after.entries(), today.entries(), key);
    let reverted = today.with_entries(entries);
    if reverted == *today { Ok(None) } else { reverted.within_limit(today).map(Some) }
}

/// Reverts any list of entries. Those with the same `key` name the same folder, and an empty one names none.
pub(super) fn revert_entries<T: Clone + Eq + Hash + Ord>(
    old: &[T],
    new: &[T],
    now: &[T],
    key: impl Fn(&T) -> Vec<u16>,
) -> Vec<T> {
    let (Alignment(kept_at), Alignment(found_at)) = (Alignment::of(old, new), Alignment::of(new, now));
    let kept: HashSet<usize> = kept_at.iter().flatten().copied().collect();
    let added = (0..new.len()).filter(|place| !kept.contains(place)).map(|place| (key(&new[place]), found_at[place]));
    let Leaving { gone, mut moved, mut lost } = Leaving::of(added, now, &key);

    // If the list has more entries for a folder than after the edit, the folder has been added back already.
    let mut surplus: BTreeMap<Vec<u16>, isize> = BTreeMap::new();
    for entry in now.iter().zip(&gone).filter(|(_, gone)| !**gone).map(|(entry, _)| entry) {
        *surplus.entry(key(entry)).or_default() += 1;
    }
    for left in kept_at.iter().flatten().map(|place| &new[*place]) {
        *surplus.entry(key(left)).or_default() -= 1;
    }
    // If the folder was in the list after the edit and has been removed since, it stays removed.
    let is_removed = |wanted: &Vec<u16>| {
        let has = |entries: &[T]| entries.iter().any(|entry| key(entry) == *wanted);
        has(new) && !has(now)
    };
    let mut back_in_front_of = vec![Vec::new(); now.len() + 1];
    for removed in (0..old.len()).filter(|place| kept_at[*place].is_none()) {
        let wanted = key(&old[removed]);
        if take(&mut lost, &wanted) {
            continue;
        }
        if !take(&mut moved, &wanted) && !wanted.is_empty() {
            if is_removed(&wanted) {
                continue;
            }
            let extra = surplus.entry(wanted).or_default();
            if *extra > 0 {
                *extra -= 1;
                continue;
            }
        }
        let at_present = |place: usize| kept_at[place].and_then(|place| found_at[place]);
        let behind = (0..removed).rev().find_map(at_present).map(|place| place + 1);
        let in_front = || (removed + 1..old.len()).find_map(at_present);
        // If none of its neighbours is left, all present entries were added later.
        back_in_front_of[behind.or_else(in_front).unwrap_or(0)].push(old[removed].clone());
    }

    let mut entries = Vec::with_capacity(now.len());
    for (place, back) in back_in_front_of.into_iter().enumerate() {
        entries.extend(back);
        entries.extend(now.get(place).filter(|_| !gone[place]).cloned());
    }
    entries
}

/// How many entries there are for each folder.
type Counts = BTreeMap<Vec<u16>, usize>;

/// What the edit added, which its undo removes. A moved entry was added and removed, and moves back if it is there.
struct Leaving {
    /// Which of the present entries are removed.
    gone: Vec<bool>,
    /// The added entries that are still there.
    moved: Counts,
    /// The added entries that are not.
    lost: Counts,
}

impl Leaving {
    /// For the keys of the `added` entries, and their places in the present list where they are known.
    fn of<T>(added: impl Iterator<Item = (Vec<u16>, Option<usize>)>, now: &[T], key: impl Fn(&T) -> Vec<u16>) -> Self {
        let (mut gone, mut moved, mut lost) = (vec![false; now.len()], Counts::new(), Counts::new());
        for (wanted, place) in added {
            let by_name = || (0..now.len()).find(|place| !gone[*place] && key(&now[*place]) == wanted);
            match place.filter(|place| !gone[*place]).or_else(by_name) {
                Some(place) => {
                    gone[place] = true;
                    *moved.entry(wanted).or_default() += 1;
                }
                None => *lost.entry(wanted).or_default() += 1,
            }
        }
        Self { gone, moved, lost }
    }
}

fn take(counts: &mut Counts, key: &Vec<u16>) -> bool {
    let Some(left) = counts.get_mut(key).filter(|left| **left > 0) else { return false };
    *left -= 1;
    true
}

/// For each entry of one path, its position in the other; `None` if it is missing there.
struct Alignment(Vec<Option<usize>>);

impl Alignment {
    fn of<T: Eq + Hash + Ord>(one: &[T], other: &[T]) -> Self {
        let mut places = vec![None; one.len()];
        for operation in likeness::operations(one, other) {
            if let DiffOp::Equal { old_index, new_index, len } = operation {
                (0..len).for_each(|step| places[old_index + step] = Some(new_index + step));
            }
        }
        Self(places)
    }
}

/// The positions of new entries in `after`, and of removed ones in `before`.
pub(super) struct ListDiff {
    pub(super) added: Vec<usize>,
    pub(super) removed: Vec<usize>,
}

pub(super) fn differences(before: &SearchPath, after: &SearchPath) -> ListDiff {
    let Alignment(in_after) = Alignment::of(before.entries(), after.entries());
    let kept: HashSet<usize> = in_after.iter().flatten().copied().collect();
    ListDiff {
        added: (0..after.entries().len()).filter(|place| !kept.contains(place)).collect(),
        removed: (0..before.entries().len()).filter(|place| in_after[*place].is_none()).collect(),
    }
}
