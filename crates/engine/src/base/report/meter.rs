//! Rates and remaining times, computed in one place for every reader.
use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::{Event, StepKind};

/// The rate is the mean of this window.
const WINDOW: Duration = Duration::from_secs(3);
/// Before this, a rate is meaningless.
const RATE_AFTER: Duration = Duration::from_secs(1);
/// Before this, a remaining time is meaningless.
const REMAINING_AFTER: Duration = Duration::from_secs(2);

#[derive(Debug, Default)]
pub struct Meter {
    /// The steps of the plan. A job without a plan has none.
    steps: Vec<StepKind>,
    step: Option<usize>,
    begun: Option<Instant>,
    samples: VecDeque<(Instant, u64)>,
}

impl Meter {
    pub(crate) fn add_pace(&mut self, event: Event, now: Instant) -> Event {
        if let Event::PlanStarted { steps, .. } = &event {
            *self = Self { steps: steps.iter().map(|step| step.kind).collect(), ..Self::default() };
        }
        let Event::Transferred { step, done, total, .. } = event else { return event };
        // For another step or a restarted download, earlier measurements are meaningless.
        if self.step != Some(step) || self.samples.back().is_some_and(|(_, last)| done < *last) {
            let steps = std::mem::take(&mut self.steps);
            *self = Self { steps, step: Some(step), begun: Some(now), samples: VecDeque::new() };
        }
        // A resumed download begins with what it had.
        if self.samples.len() == 1 && self.samples[0].1 == 0 {
            self.samples.clear();
        }
        self.samples.push_back((now, done));
        while self.samples.len() > 2 && now.duration_since(self.samples[0].0) > WINDOW {
            self.samples.pop_front();
        }
        let age = self.begun.map_or(Duration::ZERO, |begun| now.duration_since(begun));
        let rate = self.rate().filter(|_| age >= RATE_AFTER);
        let left = total.map(|total| total.saturating_sub(done)).filter(|_| age >= REMAINING_AFTER);
        let remaining_seconds =
            left.zip(rate.filter(|rate| *rate > 0)).and_then(|(left, rate)| self.remaining(step, left, rate));
        Event::Transferred { step, done, total, bytes_per_second: rate, remaining_seconds }
    }

    /// The time for the bytes that are left, and for the steps after this one; `None` if one of them may take any time.
    fn remaining(&self, step: usize, left: u64, rate: u64) -> Option<u64> {
        let later: Duration = self.steps.iter().skip(step + 1).map(|kind| kind.usual_time()).sum::<Option<_>>()?;
        Some(seconds(Duration::from_millis(left.saturating_mul(1_000) / rate) + later))
    }

    fn rate(&self) -> Option<u64> {
        let ((first, from), (last, to)) = (self.samples.front()?, self.samples.back()?);
        let millis = u64::try_from(last.duration_since(*first).as_millis()).ok().filter(|millis| *millis > 0)?;
        Some((to - from).saturating_mul(1_000) / millis)
    }
}

/// Whole seconds, rounded up.
pub(super) fn seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::super::progress::tests::titles;
    use super::*;

    fn pace(meter: &mut Meter, begun: Instant, millis: u64, done: u64) -> (Option<u64>, Option<u64>) {
        let event = Event::transferred(0, done, Some(100_000_000));
        match meter.add_pace(event, begun + Duration::from_millis(millis)) {
            Event::Transferred { bytes_per_second, remaining_seconds, .. } => (bytes_per_second, remaining_seconds),
            _ => unreachable!(),
        }
    }

    #[test]
    fn the_pace_covers_the_last_three_seconds_and_is_shown_once_meaningful() {
        let (mut meter, begun) = (Meter::default(), Instant::now());
        assert_eq!(pace(&mut meter, begun, 0, 0), (None, None));
        assert_eq!(pace(&mut meter, begun, 500, 5_000_000), (None, None));
        assert_eq!(pace(&mut meter, begun, 1_000, 10_000_000), (Some(10_000_000), None));
        assert_eq!(pace(&mut meter, begun, 2_000, 20_000_000), (Some(10_000_000), Some(8)));
        assert_eq!(pace(&mut meter, begun, 8_000, 26_000_000).0, Some(1_000_000), "a stall shows within the window");
    }

    #[test]
    fn the_remaining_time_covers_the_steps_after_the_download() {
        use StepKind::{Check, Download, HookAfter, RebuildTool, Switch, Test, Unpack};
        let after = |kinds: &[StepKind]| {
            let (mut meter, begun) = (Meter::default(), Instant::now());
            meter.add_pace(Event::PlanStarted { id: 1, steps: titles(kinds, None) }, begun);
            [0, 1_000, 2_000].map(|millis| pace(&mut meter, begun, millis, millis * 10_000).1)[2]
        };
        assert_eq!(after(&[Download]), Some(8));
        assert_eq!(after(&[Download, Unpack, Test, Switch, Check]), Some(9), "the test, too");
        for unknown in [RebuildTool, HookAfter, Download] {
            assert_eq!(after(&[Download, Unpack, unknown]), None, "{unknown:?} may take any time");
        }
    }

    #[test]
    fn a_restarted_download_is_measured_again() {
        let (mut meter, begun) = (Meter::default(), Instant::now());
        pace(&mut meter, begun, 0, 0);
        pace(&mut meter, begun, 2_000, 50_000_000);
        assert_eq!(pace(&mut meter, begun, 2_100, 0), (None, None));
    }
}
