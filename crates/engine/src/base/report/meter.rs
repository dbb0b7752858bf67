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
    received: Pace,
    unpacked: Pace,
    /// When the plan ends, at the pace of its unpacking.
    ends: Option<Instant>,
}

#[derive(Debug, Default)]
struct Pace {
    of: Option<(usize, Instant)>,
    samples: VecDeque<(Instant, u64)>,
}

impl Meter {
    pub(crate) fn add_pace(&mut self, event: Event, now: Instant) -> Event {
        if let Event::PlanStarted { steps, .. } = &event {
            *self = Self { steps: steps.iter().map(|step| step.kind).collect(), ..Self::default() };
        }
        let (Event::Transferred { step, done, total, .. } | Event::Unpacked { step, done, total, .. }) = event else {
            return event;
        };
        let unpacks = matches!(event, Event::Unpacked { .. });
        let pace = if unpacks { &mut self.unpacked } else { &mut self.received };
        let (bytes_per_second, left) = pace.add(step, done, total, now);
        let next = step + usize::from(!unpacks);
        let later: Option<Duration> = self.steps.iter().skip(next).map(|kind| kind.usual_time()).sum();
        let ends = left.zip(later).map(|(left, later)| now + left + later);
        if unpacks {
            self.ends = ends;
        }
        let is_unpacked = unpacks || self.steps.get(next).is_some_and(|next| next.unpacks());
        let ends = if is_unpacked { self.ends } else { ends };
        let remaining_seconds = ends.map(|ends| seconds(ends.saturating_duration_since(now)));
        match event {
            Event::Unpacked { .. } => Event::Unpacked { step, done, total, remaining_seconds },
            _ => Event::Transferred { step, done, total, bytes_per_second, remaining_seconds },
        }
    }
}

impl Pace {
    /// Returns the bytes per second, and the time for the bytes that are left, each once it is meaningful.
    fn add(&mut self, step: usize, done: u64, total: Option<u64>, now: Instant) -> (Option<u64>, Option<Duration>) {
        // For another step or a restarted download, earlier measurements are meaningless.
        if self.of.is_none_or(|(of, _)| of != step) || self.samples.back().is_some_and(|(_, last)| done < *last) {
            *self = Self { of: Some((step, now)), samples: VecDeque::new() };
        }
        // A resumed download begins with what it had.
        if self.samples.len() == 1 && self.samples[0].1 == 0 {
            self.samples.clear();
        }
        self.samples.push_back((now, done));
        while self.samples.len() > 2 && now.duration_since(self.samples[0].0) > WINDOW {
            self.samples.pop_front();
        }
        let age = self.of.map_or(Duration::ZERO, |(_, begun)| now.duration_since(begun));
        let rate = self.rate().filter(|_| age >= RATE_AFTER);
        let left = total.map(|total| total.saturating_sub(done)).filter(|_| age >= REMAINING_AFTER);
        let time = |(left, rate): (u64, u64)| Duration::from_millis(left.saturating_mul(1_000) / rate);
        (rate, left.zip(rate.filter(|rate| *rate > 0)).map(time))
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
        assert_eq!(after(&[Download, Test, Switch, Check]), Some(9), "the test, too");
        assert_eq!(after(&[Download, Unpack, Test, Switch, Check]), None, "the pace of unpacking is unknown");
        for unknown in [RebuildTool, HookAfter, Download] {
            assert_eq!(after(&[Download, Unpack, unknown]), None, "{unknown:?} may take any time");
        }
    }

    #[test]
    fn the_remaining_time_is_that_of_the_unpacking() {
        use StepKind::{Download, Test, Unpack};
        let (mut meter, begun) = (Meter::default(), Instant::now());
        meter.add_pace(Event::PlanStarted { id: 1, steps: titles(&[Download, Unpack, Test], None) }, begun);
        let mut unpacked = |millis, done| {
            let received = pace(&mut meter, begun, millis, done * 9).1;
            let event = Event::unpacked(1, done, Some(100_000_000));
            let Event::Unpacked { remaining_seconds, .. } =
                meter.add_pace(event, begun + Duration::from_millis(millis))
            else {
                unreachable!()
            };
            (received, remaining_seconds)
        };
        assert_eq!(unpacked(0, 0), (None, None));
        assert_eq!(unpacked(1_000, 2_500_000), (None, None));
        assert_eq!(unpacked(2_000, 5_000_000), (None, Some(39)), "38 s at this pace, and less than one for the test");
        assert_eq!(unpacked(4_000, 10_000_000), (Some(37), Some(37)), "not the pace of the network, which is faster");
        assert_eq!(unpacked(8_000, 0).1, None, "another source begins again");
    }

    #[test]
    fn a_restarted_download_is_measured_again() {
        let (mut meter, begun) = (Meter::default(), Instant::now());
        pace(&mut meter, begun, 0, 0);
        pace(&mut meter, begun, 2_000, 50_000_000);
        assert_eq!(pace(&mut meter, begun, 2_100, 0), (None, None));
    }
}
