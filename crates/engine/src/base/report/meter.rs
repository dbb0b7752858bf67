//! Rates and remaining times, computed in one place for every reader.
use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::Event;

/// The rate is the mean of this window.
const WINDOW: Duration = Duration::from_secs(3);
/// Before this, a rate is meaningless.
const RATE_AFTER: Duration = Duration::from_secs(1);
/// Before this, a remaining time is meaningless.
const REMAINING_AFTER: Duration = Duration::from_secs(2);

/// Adds the pace to the events of one job.
#[derive(Debug, Default)]
pub struct Meter {
    step: Option<usize>,
    begun: Option<Instant>,
    samples: VecDeque<(Instant, u64)>,
}

impl Meter {
    /// The event with its rate at the time `now`.
    pub fn add_pace(&mut self, event: Event, now: Instant) -> Event {
        let Event::Transferred { step, done, total, .. } = event else { return event };
        // For another step or a restarted download, earlier measurements are meaningless.
        if self.step != Some(step) || self.samples.back().is_some_and(|(_, last)| done < *last) {
            *self = Self { step: Some(step), begun: Some(now), samples: VecDeque::new() };
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
        let remaining_seconds = left.zip(rate.filter(|rate| *rate > 0)).map(|(left, rate)| left.div_ceil(rate));
        Event::Transferred { step, done, total, bytes_per_second: rate, remaining_seconds }
    }

    fn rate(&self) -> Option<u64> {
        let ((first, from), (last, to)) = (self.samples.front()?, self.samples.back()?);
        let millis = u64::try_from(last.duration_since(*first).as_millis()).ok().filter(|millis| *millis > 0)?;
        Some((to - from).saturating_mul(1_000) / millis)
    }
}

#[cfg(test)]
mod tests {
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
    fn a_restarted_download_is_measured_again() {
        let (mut meter, begun) = (Meter::default(), Instant::now());
        pace(&mut meter, begun, 0, 0);
        pace(&mut meter, begun, 2_000, 50_000_000);
        assert_eq!(pace(&mut meter, begun, 2_100, 0), (None, None));
    }
}
