//! The remaining time of a rehearsal, estimated from its commands that have ended.
use std::time::Duration;

use crate::base::report::RehearsalPhase as Phase;

#[derive(Debug, Default)]
pub(super) struct PhasePace {
    took: Vec<(Phase, Duration)>,
}

impl PhasePace {
    pub(super) fn add(&mut self, phase: Phase, took: Duration) {
        self.took.push((phase, took));
    }

    /// The remaining time when `done` of the commands for `projects` have ended, which run the `round` in turn; `None` if
    /// none has ended. A phase that has not run yet is expected to take as long as the others.
    pub(super) fn remaining(&self, round: &[Phase], done: usize, projects: usize) -> Option<Duration> {
        let all = mean(self.took.iter().map(|(_, took)| *took))?;
        let of = |phase: Phase| mean(self.took.iter().filter(|(other, _)| *other == phase).map(|(_, took)| *took));
        let expected = |command: usize| {
            let at = command % round.len();
            let phase = round.get(at).copied()?;
            // the second Go takes about as long as the first
            let before = at.checked_sub(1).and_then(|before| round.get(before));
            let is_second = command == done && before == Some(&phase);
            let first = self.took.last().filter(|_| is_second).map(|(_, took)| *took);
            first.or_else(|| of(phase)).or(Some(all))
        };
        Some((done..projects * round.len()).filter_map(expected).sum())
    }
}

fn mean(times: impl Iterator<Item = Duration>) -> Option<Duration> {
    let (sum, count) = times.fold((Duration::ZERO, 0), |(sum, count), time| (sum + time, count + 1));
    (count > 0).then(|| sum / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_takes_as_long_as_what_has_ended() {
        let seconds = Duration::from_secs;
        let round = [Phase::Build, Phase::Build, Phase::Vet, Phase::Vet];
        let mut pace = PhasePace::default();
        assert_eq!(pace.remaining(&round, 0, 2), None);
        pace.add(Phase::Build, seconds(10));
        assert_eq!(pace.remaining(&round, 1, 2), Some(seconds(70)), "seven more");
        pace.add(Phase::Build, seconds(20));
        pace.add(Phase::Vet, seconds(6));
        assert_eq!(pace.remaining(&round, 3, 2), Some(seconds(6 + 2 * 15 + 2 * 6)));
        assert_eq!(pace.remaining(&round, 8, 2), Some(Duration::ZERO));
    }
}
