//! What two lists have in common, and which name was probably meant.
use std::hash::Hash;

use similar::DiffOp;
use similar::algorithms::{Capture, Compact, Replace, myers};

/// The least likeness of a name that may be meant, from 0 (nothing in common) to 1 (the same).
const MEANT: f64 = 0.6;

/// The crate's function for any algorithm would be ten times as much code in the program.
pub(crate) fn operations<T: Eq + Hash>(before: &[T], after: &[T]) -> Vec<DiffOp> {
    let mut hook = Compact::new(Replace::new(Capture::new()), before, after);
    match myers::diff(&mut hook, before, 0..before.len(), after, 0..after.len()) {
        Ok(()) => hook.into_inner().into_inner().into_ops(),
        Err(never) => match never {},
    }
}

pub(crate) fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let rated = names.into_iter().map(|each| (strsim::normalized_damerau_levenshtein(name, each), each));
    let best = rated.max_by(|one, other| one.0.total_cmp(&other.0));
    best.filter(|(likeness, _)| *likeness >= MEANT).map(|(_, nearest)| nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_similar_name_is_meant() {
        let names = ["channel", "check.window", "keep-versions"];
        assert_eq!(nearest("keep_version", names), Some("keep-versions"));
        assert_eq!(nearest("channels", names), Some("channel"));
        assert_eq!(nearest("colour", names), None);
        assert_eq!(nearest("", names), None);
        assert_eq!(nearest("channel", []), None);
    }

    #[test]
    fn the_operations_make_one_list_of_the_other() {
        let (before, after) = (["a", "b", "c", "d"], ["a", "c", "x", "d"]);
        let made: Vec<_> =
            operations(&before, &after).iter().flat_map(|operation| &after[operation.new_range()]).collect();
        assert_eq!(made, after.iter().collect::<Vec<_>>());
        let kept = operations(&before, &after).iter().filter(|each| matches!(each, DiffOp::Equal { .. })).count();
        assert_eq!(kept, 3, "a, c and d stay");
    }
}
