//! Retries: how often, after how long, and after which faults.
use std::fmt;
use std::time::{Duration, Instant};

use super::{HttpConfig, HttpError, NextTry};
use crate::base::report::{Cancel, Cancelled};

/// Tests pass an implementation that does not sleep.
pub trait Pause: Send + Sync + fmt::Debug {
    /// Waits, unless cancelled.
    fn pause(&self, duration: Duration, cancel: &Cancel) -> Result<(), Cancelled>;

    /// From 0 to 1.
    fn chance(&self) -> f64;
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Sleep;

impl Pause for Sleep {
    fn pause(&self, duration: Duration, cancel: &Cancel) -> Result<(), Cancelled> {
        let end = Instant::now() + duration;
        loop {
            cancel.check()?;
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            std::thread::sleep(left.min(super::TICK));
        }
    }

    fn chance(&self) -> f64 {
        fastrand::f64()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryRule {
    pub tries: u32,
    /// The pause after the first attempt; each later pause is twice as long.
    pub first: Duration,
    /// The longest pause, even if the server asks for more.
    pub longest: Duration,
}

impl Default for RetryRule {
    fn default() -> Self {
        Self { tries: 4, first: Duration::from_millis(500), longest: Duration::from_mins(1) }
    }
}

impl RetryRule {
    /// The pause after attempt number `attempt` (from 1). Half of it is fixed and half is random, so that many machines
    /// which failed together do not retry together. It is never shorter than the server asked for.
    pub(crate) fn pause_after(&self, attempt: u32, asked: Option<Duration>, chance: f64) -> Duration {
        let full = self.first.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1))).min(self.longest);
        let jittered = full.mul_f64(0.5 + chance.clamp(0.0, 1.0) / 2.0);
        jittered.max(asked.unwrap_or_default()).min(self.longest)
    }
}

#[derive(Debug)]
pub struct Attempts<'a> {
    config: &'a HttpConfig,
    attempt: u32,
    /// The moment after which no attempt is made.
    by: Option<Instant>,
}

impl<'a> Attempts<'a> {
    pub(super) fn new(config: &'a HttpConfig, by: Option<Instant>) -> Self {
        Self { config, attempt: 1, by }
    }

    /// Resets the count after progress, so that the next failure counts as the first.
    pub fn progress(&mut self) {
        self.attempt = 1;
    }

    /// Waits before the next attempt, or fails if that is pointless. `tell` gets the attempt's number and the pause.
    pub fn again(
        &mut self,
        error: HttpError,
        cancel: &Cancel,
        tell: impl FnOnce(u32, Duration, &HttpError),
    ) -> Result<(), HttpError> {
        let rule = &self.config.retry;
        if !error.is_transient() || self.attempt >= rule.tries {
            return Err(error);
        }
        let pause = rule.pause_after(self.attempt, error.retry_after(), self.config.pause.chance());
        if self.by.is_some_and(|by| Instant::now() + pause >= by) {
            return Err(error);
        }
        self.attempt += 1;
        self.config.waits.failed(&error, &NextTry::Attempt { number: self.attempt, pause });
        tell(self.attempt, pause, &error);
        Ok(self.config.pause.pause(pause, cancel)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_with_jitter_up_to_the_longest() {
        let rule = RetryRule::default();
        let milliseconds = |attempt, chance| rule.pause_after(attempt, None, chance).as_millis();
        assert_eq!([milliseconds(1, 1.0), milliseconds(2, 1.0), milliseconds(3, 1.0)], [500, 1000, 2000]);
        assert_eq!(milliseconds(1, 0.0), 250);
        assert_eq!(rule.pause_after(40, None, 1.0), rule.longest);
    }

    #[test]
    fn retry_after_is_respected_up_to_the_longest_pause() {
        let rule = RetryRule::default();
        let asked = |seconds| rule.pause_after(1, Some(Duration::from_secs(seconds)), 0.0);
        assert_eq!(asked(7), Duration::from_secs(7));
        assert_eq!(asked(0), Duration::from_millis(250));
        assert_eq!(asked(1_000_000), rule.longest);
    }
}
