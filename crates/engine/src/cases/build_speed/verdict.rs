//! What the times say.
use super::{BuildTimes, FasterPlace, MeasuredPlace, PlaceKind};
use crate::change::offered_fix::Fix;
use crate::change::request::ChangeRequest;

impl MeasuredPlace {
    /// `None` if it was not measured in each round.
    pub fn best(&self, kind: impl Fn(&BuildTimes) -> Option<u64>) -> Option<u64> {
        let times: Option<Vec<u64>> = self.rounds.iter().map(kind).collect();
        times?.into_iter().min()
    }

    /// How much longer a first start takes than a second one. That is the most that a check of new programs costs.
    pub fn first_start_costs(&self) -> Option<u64> {
        Some(self.best(|times| times.first_start)?.saturating_sub(self.best(|times| times.second_start)?))
    }

    /// The time of all builds, and the processor time of Microsoft Defender meanwhile; `None` if it was not seen.
    pub fn defender(&self) -> Option<(u64, u64)> {
        let used: Option<Vec<u64>> = self.rounds.iter().map(|times| times.defender).collect();
        let used: u64 = used.filter(|used| !used.is_empty())?.iter().sum();
        Some((self.rounds.iter().map(|times| times.cold + times.warm).sum(), used))
    }
}

/// The place that saves most; `None` if none is clearly faster than the first.
pub(super) fn fastest(places: &[MeasuredPlace]) -> Option<FasterPlace> {
    let (today, others) = places.split_first()?;
    let saving = |place: &MeasuredPlace| Some((saves(today, place)?, place.clone()));
    let (saves_cold, place) = others.iter().filter_map(saving).max_by_key(|(saves, _)| *saves)?;
    let folder = place.cache;
    // Not right below the root of a drive, where others have their own folders.
    let to = if place.kind == PlaceKind::DevDrive { folder.join("go") } else { folder.clone() };
    Some(FasterPlace { folder, saves_cold, fix: Fix::new(ChangeRequest::MoveGoCaches { to }) })
}

/// How much less a build of every package takes in another place, in milliseconds. Each of its builds must have been
/// faster than each of today's, the fastest by a tenth, and a build after a change no slower by as much.
fn saves(today: &MeasuredPlace, other: &MeasuredPlace) -> Option<u64> {
    let cold = |times: &BuildTimes| Some(times.cold);
    let warm = |times: &BuildTimes| Some(times.warm);
    let slowest = other.rounds.iter().map(|times| times.cold).max()?;
    let (before, after) = (today.best(cold)?, other.best(cold)?);
    let is_no_slower = other.best(warm)? <= today.best(warm)?.saturating_mul(11) / 10;
    let saved = before.checked_sub(after)?;
    (slowest < before && saved.saturating_mul(10) >= before && is_no_slower).then_some(saved)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(rounds: &[(u64, u64)]) -> MeasuredPlace {
        let times = |&(cold, warm): &(u64, u64)| BuildTimes {
            cold,
            warm,
            first_start: Some(100),
            second_start: Some(20),
            defender: None,
        };
        let folder = std::path::PathBuf::from("/x");
        let rounds = rounds.iter().map(times).collect();
        MeasuredPlace { kind: PlaceKind::Named, cache: folder.clone(), temporary: folder, rounds }
    }

    #[test]
    fn a_place_is_faster_only_if_each_of_its_builds_is() {
        let today = place(&[(10_000, 800), (12_000, 700)]);
        for (rounds, saved) in [
            (&[(6_000, 700), (6_500, 750)][..], Some(4_000)),
            (&[(6_000, 700), (10_500, 700)], None), // one of them may have been luck
            (&[(9_500, 700), (9_600, 700)], None),  // less than a tenth
            (&[(6_000, 900), (6_000, 900)], None),  // slower for each change
            (&[(13_000, 700), (14_000, 700)], None),
            (&[], None),
        ] {
            assert_eq!(saves(&today, &place(rounds)), saved, "{rounds:?}");
        }
        assert_eq!(fastest(std::slice::from_ref(&today)), None);
        let others = [today, place(&[(8_000, 1), (8_000, 1)]), place(&[(5_000, 1), (5_000, 1)])];
        assert_eq!(fastest(&others).map(|faster| faster.saves_cold), Some(5_000));
    }

    #[test]
    fn what_was_not_seen_in_each_round_is_unknown() {
        let mut seen = place(&[(1_000, 100), (1_000, 100)]);
        assert_eq!((seen.first_start_costs(), seen.defender()), (Some(80), None));
        seen.rounds[0].defender = Some(500);
        assert_eq!(seen.defender(), None);
        seen.rounds[1].defender = Some(400);
        assert_eq!(seen.defender(), Some((2_200, 900)));
        seen.rounds[1].first_start = None;
        assert_eq!(seen.first_start_costs(), None);
        assert_eq!(place(&[]).defender(), None);
    }
}
