//! The inverse of an edit of PATH, applied to a value that somebody else has changed since.
use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::search_path::{Refusal, SearchPath};
use super::syntax::Lookup;

/// Takes back in `today` what led from `before` to `after`: the entries that were added go, those that were taken
/// away come back where they were. Everything else stays as it is written. Returns `None` if nothing is left to do.
pub fn revert(
    before: &SearchPath,
    after: &SearchPath,
    today: &SearchPath,
    variables: Lookup<'_>,
) -> Result<Option<SearchPath>, Refusal> {
    let key = |entry: &[u16]| today.comparable(entry, variables);
    let (old, new, now) = (before.entries(), after.entries(), today.entries());
    let (Alignment(in_after), Alignment(in_today)) = (Alignment::of(before, after), Alignment::of(after, today));

    let mut gone = vec![false; now.len()];
    for added in (0..new.len()).filter(|place| !in_after.contains(&Some(*place))) {
        let wanted = key(&new[added]);
        let by_name = || (0..now.len()).find(|place| !gone[*place] && key(&now[*place]) == wanted);
        if let Some(place) = in_today[added].or_else(by_name) {
            gone[place] = true;
        }
    }

    // More entries for a folder than the edit had left: somebody has put it back already.
    let mut surplus: BTreeMap<Vec<u16>, isize> = BTreeMap::new();
    for entry in now.iter().zip(&gone).filter(|(_, gone)| !**gone).map(|(entry, _)| entry) {
        *surplus.entry(key(entry)).or_default() += 1;
    }
    for left in in_after.iter().flatten().map(|place| &new[*place]) {
        *surplus.entry(key(left)).or_default() -= 1;
    }
    let mut back_in_front_of = vec![Vec::new(); now.len() + 1];
    for removed in (0..old.len()).filter(|place| in_after[*place].is_none()) {
        let extra = surplus.entry(key(&old[removed])).or_default();
        if *extra > 0 && !old[removed].is_empty() {
            *extra -= 1;
            continue;
        }
        let place_today = |place: usize| in_after[place].and_then(|place| in_today[place]);
        let behind = (0..removed).rev().find_map(place_today).map(|place| place + 1);
        let in_front = || (removed + 1..old.len()).find_map(place_today);
        // Where none of its neighbours is left, all that is there came later.
        back_in_front_of[behind.or_else(in_front).unwrap_or(0)].push(old[removed].clone());
    }

    let mut entries = Vec::with_capacity(now.len());
    for (place, back) in back_in_front_of.into_iter().enumerate() {
        entries.extend(back);
        entries.extend(now.get(place).filter(|_| !gone[place]).cloned());
    }
    let reverted = today.with_entries(entries);
    if reverted == *today { Ok(None) } else { reverted.within_limit(today).map(Some) }
}

/// For each entry of one path, its place in the other; `None` if it is not there.
struct Alignment(Vec<Option<usize>>);

impl Alignment {
    fn of(one: &SearchPath, other: &SearchPath) -> Self {
        let mut places = vec![None; one.entries().len()];
        for operation in capture_diff_slices(Algorithm::Myers, one.entries(), other.entries()) {
            if let DiffOp::Equal { old_index, new_index, len } = operation {
                (0..len).for_each(|step| places[old_index + step] = Some(new_index + step));
            }
        }
        Self(places)
    }
}

/// Which entries of `after` are new, and which of `before` are gone, by their place.
pub(super) struct Differences {
    pub(super) added: Vec<usize>,
    pub(super) removed: Vec<usize>,
}

pub(super) fn differences(before: &SearchPath, after: &SearchPath) -> Differences {
    let Alignment(in_after) = Alignment::of(before, after);
    Differences {
        added: (0..after.entries().len()).filter(|place| !in_after.contains(&Some(*place))).collect(),
        removed: (0..before.entries().len()).filter(|place| in_after[*place].is_none()).collect(),
    }
}
