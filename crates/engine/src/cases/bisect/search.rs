//! The search for the first bad release: which releases there are, and which one is tried next. Pure.
use super::Verdict;
use crate::base::version::Version;

/// The first release is good, the last one bad.
#[derive(Clone, Debug)]
pub(super) struct BisectSearch {
    /// Oldest first.
    releases: Vec<Version>,
    skipped: Vec<bool>,
    good: usize,
    bad: usize,
    /// Whether the release before the last one is tried first, because it is probably good.
    last_first: bool,
}

/// The releases from `good` to `bad`, oldest first, that a change passes through: the first releases of the lines after
/// the good one (the oldest that there are, because a mirror may have only the newest patches), and then the patches of
/// the bad one's line. A change may also arrive in a later patch of another line: see [`later_patches`].
pub(super) fn way<'a>(
    releases: impl IntoIterator<Item = &'a Version>,
    good: &Version,
    bad: &Version,
    with_prereleases: bool,
) -> Vec<Version> {
    let releases: Vec<&Version> = releases.into_iter().collect();
    let is_on_it = |release: &Version| {
        let is_before = |other: &&Version| !other.is_prerelease() && other.same_line(release) && *other < release;
        // pre-releases lead to the first release of their line
        let is_start = release.is_prerelease() || !releases.iter().any(is_before);
        let leads_on = is_start && (good.is_prerelease() || !release.same_line(good));
        (with_prereleases || !release.is_prerelease()) && (release.same_line(bad) || leads_on)
    };
    let between = releases.iter().copied().filter(|release| *release > good && *release < bad && is_on_it(release));
    let mut way: Vec<Version> = between.cloned().collect();
    way.sort();
    way.dedup();
    way.insert(0, good.clone());
    way.push(bad.clone());
    way
}

/// The way through the later patches of the last good release's line, if the first bad one is of another line: a change
/// may have arrived in both at the same time. `None` if there are no such patches.
pub(super) fn later_patches<'a>(
    releases: impl IntoIterator<Item = &'a Version>,
    last_good: &Version,
    first_bad: &Version,
) -> Option<Vec<Version>> {
    let is_later =
        |release: &&Version| release.same_line(last_good) && !release.is_prerelease() && *release > last_good;
    let mut later: Vec<Version> = releases.into_iter().filter(is_later).cloned().collect();
    if later.is_empty() || first_bad.same_line(last_good) {
        return None;
    }
    later.sort();
    later.dedup();
    Some([vec![last_good.clone()], later, vec![first_bad.clone()]].concat())
}

/// The releases from `good` to `bad` that are on none of the `ways`, so that nothing is known about them, oldest first.
pub(super) fn off_the_ways<'a>(
    releases: impl IntoIterator<Item = &'a Version>,
    (good, bad): (&Version, &Version),
    with_prereleases: bool,
    ways: &[Vec<Version>],
) -> Vec<Version> {
    let is_known = |release: &Version| ways.iter().flatten().any(|known| known == release);
    let is_meant = |release: &Version| with_prereleases || !release.is_prerelease();
    let between = releases.into_iter().filter(|release| *release > good && *release < bad && is_meant(release));
    let mut off: Vec<Version> = between.filter(|release| !is_known(release)).cloned().collect();
    off.sort();
    off.dedup();
    off
}

impl BisectSearch {
    pub(super) fn new(way: Vec<Version>) -> Self {
        let bad = way.len().saturating_sub(1);
        Self { skipped: vec![false; way.len()], good: 0, bad, last_first: false, releases: way }
    }

    /// A search among later patches of a line, which are probably all good: the last one is tried first.
    pub(super) fn last_first(way: Vec<Version>) -> Self {
        Self { last_first: true, ..Self::new(way) }
    }

    /// The release to try next: the one in the middle, or the nearest one to it that was not skipped. `None` at the end.
    pub(super) fn next(&self) -> Option<&Version> {
        let is_fresh = self.good == 0 && self.bad + 1 == self.releases.len();
        let middle = if self.last_first && is_fresh { self.bad } else { usize::midpoint(self.good, self.bad) };
        let open = self.open().min_by_key(|index| index.abs_diff(middle))?;
        self.releases.get(open)
    }

    pub(super) fn steps_left(&self) -> u32 {
        usize::BITS - self.open().count().leading_zeros()
    }

    pub(super) fn judge(&mut self, release: &Version, verdict: Verdict) {
        let Some(index) = self.releases.iter().position(|own| own == release) else { return };
        match verdict {
            Verdict::Good => self.good = self.good.max(index),
            Verdict::Bad => self.bad = self.bad.min(index),
            Verdict::Skipped => {
                if let Some(skipped) = self.skipped.get_mut(index) {
                    *skipped = true;
                }
            }
        }
    }

    pub(super) fn last_good(&self) -> Option<&Version> {
        self.releases.get(self.good)
    }

    /// The candidates for the first bad release, oldest first: one, unless releases before it were skipped.
    pub(super) fn suspects(&self) -> &[Version] {
        self.releases.get(self.good + 1..=self.bad).unwrap_or_default()
    }

    fn open(&self) -> impl Iterator<Item = usize> {
        let is_skipped = |index: usize| self.skipped.get(index).copied().unwrap_or_default();
        (self.good + 1..self.bad).filter(move |index| !is_skipped(*index))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn versions(names: &str) -> Vec<Version> {
        names.split_whitespace().map(|name| Version::from_name(&format!("go{name}")).unwrap()).collect()
    }

    const ALL: &str = "1.27.3 1.27.2 1.27.1 1.27.0 1.27rc2 1.27rc1 1.26.6 1.26.1 1.26.0 1.26rc1 1.25.9 1.25.0 1.24.6 1.24.5 1.24rc2 1.21.0 \
        1.21rc1 1.20.14 1.20.1 1.20 1.20rc1 1.19.13 1.19";

    fn between(good: &str, bad: &str, with_prereleases: bool) -> String {
        let [good, bad] = [good, bad].map(|name| Version::from_name(&format!("go{name}")).unwrap());
        let way = way(&versions(ALL), &good, &bad, with_prereleases);
        way.iter().map(Version::number).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_way_leads_over_the_first_release_of_each_line() {
        for (good, bad, with_prereleases, expected) in [
            ("1.26.0", "1.27.3", false, "1.26.0 1.27.0 1.27.1 1.27.2 1.27.3"),
            ("1.26.1", "1.27.3", false, "1.26.1 1.27.0 1.27.1 1.27.2 1.27.3"),
            ("1.26.0", "1.26.6", false, "1.26.0 1.26.1 1.26.6"),
            ("1.25.0", "1.27.1", false, "1.25.0 1.26.0 1.27.0 1.27.1"),
            ("1.25.0", "1.27.1", true, "1.25.0 1.26rc1 1.26.0 1.27rc1 1.27rc2 1.27.0 1.27.1"),
            ("1.27rc1", "1.27.1", false, "1.27rc1 1.27.0 1.27.1"),
            ("1.27rc1", "1.27.0", true, "1.27rc1 1.27rc2 1.27.0"),
            ("1.26rc1", "1.27.0", false, "1.26rc1 1.26.0 1.27.0"),
            ("1.26.0", "1.27rc2", true, "1.26.0 1.27rc1 1.27rc2"),
            ("1.26.0", "1.27rc2", false, "1.26.0 1.27rc2"),
            ("1.19", "1.21.0", false, "1.19 1.20 1.21.0"),
            ("1.19", "1.20.14", true, "1.19 1.20rc1 1.20 1.20.1 1.20.14"),
            ("1.27.2", "1.27.3", false, "1.27.2 1.27.3"),
            // the first release of Go 1.24 is not in the list
            ("1.21.0", "1.25.0", false, "1.21.0 1.24.5 1.25.0"),
            ("1.21.0", "1.25.0", true, "1.21.0 1.24rc2 1.24.5 1.25.0"),
            ("1.24.5", "1.25.0", false, "1.24.5 1.25.0"),
        ] {
            assert_eq!(between(good, bad, with_prereleases), expected, "{good} {bad}");
        }
    }

    /// The result of a search in which the release with the index `first` is the first bad one.
    fn found(count: usize, first: usize, skipped: &[usize]) -> (Vec<usize>, usize) {
        let way: Vec<Version> = (0..count).map(|patch| format!("go1.27.{patch}").parse().unwrap()).collect();
        let mut search = BisectSearch::new(way.clone());
        let mut tried = 0;
        while let Some(next) = search.next().cloned() {
            tried += 1;
            assert!(tried <= count, "it does not end");
            let index = way.iter().position(|release| *release == next).unwrap();
            let verdict = if index >= first { Verdict::Bad } else { Verdict::Good };
            let verdict = if skipped.contains(&index) { Verdict::Skipped } else { verdict };
            search.judge(&next, verdict);
        }
        assert_eq!(search.steps_left(), 0);
        assert!(search.last_good().is_some());
        let index = |release: &Version| way.iter().position(|own| own == release).unwrap();
        (search.suspects().iter().map(index).collect(), tried)
    }

    #[test]
    fn skipped_releases_before_the_first_bad_one_stay_suspects() {
        assert_eq!(found(9, 4, &[]).0, [4]);
        assert_eq!(found(9, 4, &[4]).0, [4, 5]);
        assert_eq!(found(9, 5, &[3, 4]).0, [3, 4, 5]);
        assert_eq!(found(9, 8, &[1, 2, 3, 4, 5, 6, 7]).0, [1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(found(2, 1, &[]), (vec![1], 0));
    }

    #[test]
    fn the_number_of_steps_is_known_before() {
        for (between, steps) in [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4)] {
            let way = (0..between + 2).map(|patch| format!("go1.27.{patch}").parse().unwrap()).collect();
            assert_eq!(BisectSearch::new(way).steps_left(), steps, "{between}");
        }
    }

    #[test]
    fn the_later_patches_of_the_last_good_line_are_tried_the_last_one_first() {
        let version = |name: &str| Version::from_name(&format!("go{name}")).unwrap();
        let later = |good: &str, bad: &str| later_patches(&versions(ALL), &version(good), &version(bad));
        assert_eq!(later("1.26.0", "1.27.0"), Some(versions("1.26.0 1.26.1 1.26.6 1.27.0")));
        assert_eq!(later("1.26.1", "1.27rc1"), Some(versions("1.26.1 1.26.6 1.27rc1")));
        assert_eq!((later("1.26.6", "1.27.0"), later("1.27.1", "1.27.2")), (None, None));
        let way = later("1.26.0", "1.27.0").unwrap();
        let mut search = BisectSearch::last_first(way.clone());
        assert_eq!(search.next(), Some(&version("1.26.6")));
        search.judge(&version("1.26.6"), Verdict::Good);
        assert_eq!((search.next(), search.suspects()), (None, &versions("1.27.0")[..]));
        let ways = [versions("1.25.0 1.26.0 1.27.0 1.27.1"), way];
        let off = off_the_ways(&versions(ALL), (&version("1.25.0"), &version("1.27.1")), false, &ways);
        assert_eq!(off, versions("1.25.9"));
    }

    /// The same as [`found`], along a line whose last patch is tried first.
    fn found_along_a_line(count: usize, first: usize) -> (Vec<Version>, usize) {
        let way: Vec<Version> = (0..count).map(|patch| format!("go1.26.{patch}").parse().unwrap()).collect();
        let mut search = BisectSearch::last_first(way.clone());
        let mut tried = 0;
        while let Some(next) = search.next().cloned() {
            tried += 1;
            let is_bad = way.iter().position(|release| *release == next).unwrap() >= first;
            search.judge(&next, if is_bad { Verdict::Bad } else { Verdict::Good });
        }
        (search.suspects().to_vec(), tried)
    }

    proptest! {
        #[test]
        fn the_first_bad_patch_of_a_line_is_found(count in 2_usize..60, first in 1_usize..60) {
            let first = first.min(count - 1);
            let (suspects, tried) = found_along_a_line(count, first);
            prop_assert_eq!(suspects, vec![format!("go1.26.{first}").parse::<Version>().unwrap()]);
            prop_assert!(tried <= 8);
            prop_assert!(first < count - 1 || tried <= 1, "a good line costs one run");
        }

        /// The first bad release is found in the announced steps, and is always a suspect if others were skipped.
        #[test]
        fn the_first_bad_release_is_found(count in 2_usize..60, first in 1_usize..60, skipped in prop::collection::vec(1_usize..60, 0..8)) {
            let first = first.min(count - 1);
            let (suspects, tried) = found(count, first, &[]);
            prop_assert_eq!(suspects, vec![first]);
            prop_assert!(tried <= 7);
            let skipped: Vec<usize> = skipped.into_iter().filter(|index| *index < count - 1).collect();
            let (suspects, _) = found(count, first, &skipped);
            prop_assert!(suspects.contains(&first), "{:?}", suspects);
            let last = suspects.last().copied().unwrap_or_default();
            prop_assert!(suspects.iter().all(|index| *index == last || skipped.contains(index)));
        }
    }
}
