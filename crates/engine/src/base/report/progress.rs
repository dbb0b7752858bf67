//! The progress of a plan: the events of one run, folded into the values that the window shows.
use std::time::{Duration, Instant};

use super::meter::seconds;
use super::{Code, Event, StepTitle};
use crate::base::report::StepKind;
use crate::base::words::Statement;

/// A download that receives no bytes for this long is shown as waiting.
const STALLED_AFTER: Duration = Duration::from_secs(5);
/// The remaining time may grow at most this often, because more frequent jumps help no one.
const GROWS_EVERY: Duration = Duration::from_secs(2);

/// The progress of a plan. Call [`new`](Self::new) before it runs, [`apply`](Self::apply) for each of its events, and
/// [`tick`](Self::tick) regularly, because a stall is the absence of events.
#[answer(Clone, Debug, Default, PartialEq, Serialize, Type)]
pub struct Progress {
    /// Each step, in the plan's order.
    pub steps: Vec<StepProgress>,
    /// The completed fraction of the whole plan, from 0 to 1. It never decreases; `null` if unknown.
    pub fraction: Option<f64>,
    /// The running download.
    pub transfer: Option<Transfer>,
    /// The bytes of the archive that are unpacked, while its step runs.
    pub unpacked: Option<Transfer>,
    /// The remaining time of the plan, from its download on; `null` if unknown.
    pub remaining_seconds: Option<u64>,
    /// Why there is no progress.
    pub waiting: Option<Waiting>,
    /// Whether the switch has moved. From then on, a cancellation rolls the change back.
    pub switched: bool,
    #[serde(skip)]
    #[cfg_attr(feature = "specta", specta(skip))]
    inner: Inner,
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct StepProgress {
    pub state: StepState,
    /// How long it took; `null` until it ends.
    pub milliseconds: Option<u64>,
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub enum StepState {
    /// It has not begun.
    Waiting,
    Running,
    Done,
    /// It was done, completely or partly, and is rolled back.
    Undone,
    /// It failed and ended the plan.
    Failed,
    /// It could not be done, and the plan continued without it.
    Skipped,
}

/// Bytes of a download or of an extraction.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Transfer {
    /// Bytes so far.
    pub done: u64,
    /// The total number of bytes; `null` until known.
    pub total: Option<u64>,
    /// The mean of the last three seconds of a download.
    pub bytes_per_second: Option<u64>,
}

/// Why there is no progress.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type, tag = "kind")]
pub enum Waiting {
    /// No bytes arrive.
    Network,
    /// The user has not answered the administrator prompt yet.
    Prompt,
    /// Another program has to finish first.
    Other {
        /// What it waits for.
        reason: Statement,
    },
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Inner {
    titles: Vec<Title>,
    begun: Vec<Option<Instant>>,
    /// The running download, and when its last byte arrived.
    download: Option<(usize, Instant)>,
    /// The download that has all its bytes. Its step ends once they are verified, and its files unpacked.
    received: Option<usize>,
    /// The last known fraction, below which `fraction` never falls.
    reached: f64,
    grown: Option<Instant>,
    /// When the steps after the download should have ended. Then there is no remaining time until they have.
    ends: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Title {
    kind: StepKind,
    bytes: Option<u64>,
    /// The completed fraction, from 0 to 1; `None` if unknown.
    done: Option<f64>,
}

impl Progress {
    pub fn new(steps: &[StepTitle]) -> Self {
        let title = |step: &StepTitle| Title { kind: step.kind, bytes: step.bytes, done: Some(0.0) };
        let inner =
            Inner { titles: steps.iter().map(title).collect(), begun: vec![None; steps.len()], ..Inner::default() };
        Self {
            steps: vec![StepProgress { state: StepState::Waiting, milliseconds: None }; steps.len()],
            fraction: Some(0.0),
            inner,
            ..Self::default()
        }
    }

    /// Rounded down, so that only a complete plan has 100.
    pub fn percent(&self) -> Option<u8> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
        self.fraction.map(|fraction| (fraction.clamp(0.0, 1.0) * 100.0) as u8)
    }

    pub fn apply(&mut self, event: &Event, now: Instant) {
        match event {
            Event::PlanStarted { steps, .. } => *self = Self::new(steps),
            Event::PlannedAnew => *self = Self::new(&[]),
            Event::StepStarted { step } => self.started(*step, now),
            Event::Transferred { step, done, total, bytes_per_second, remaining_seconds } => {
                let transfer = Transfer { done: *done, total: *total, bytes_per_second: *bytes_per_second };
                self.transferred(*step, transfer, *remaining_seconds, now);
            }
            Event::Unpacked { step, done, total, remaining_seconds } => {
                self.unpacking(*step, *done, *total, *remaining_seconds, now);
            }
            Event::Rehearsing { step, done, total, .. } => self.advance(*step, *done, *total),
            Event::Retrying { .. } => self.stall(Waiting::Network),
            Event::Prompt { answered: false, .. } => self.stall(Waiting::Prompt),
            Event::Prompt { .. } | Event::SourceChanged { .. } | Event::Hook { .. } => self.waiting = None,
            Event::Waiting { reason, .. } => self.stall(Waiting::Other { reason: reason.clone() }),
            Event::StepDone { step } => self.ended(*step, StepState::Done, now),
            Event::StepSkipped { step, .. } => self.ended(*step, StepState::Skipped, now),
            Event::PlanDone => self.fraction = Some(1.0),
            Event::PlanFailed { code } => self.failed(code, now),
        }
        self.count_down(now);
        self.measure();
    }

    /// Checks whether the download has stalled, and counts the remaining time down.
    pub fn tick(&mut self, now: Instant) {
        let stalled = self.inner.download.is_some_and(|(step, last)| {
            let is_local = self.inner.titles.get(step).is_some_and(|title| title.kind == StepKind::ReadFile);
            !is_local && now.saturating_duration_since(last) >= STALLED_AFTER
        });
        if stalled && self.waiting.is_none() {
            self.stall(Waiting::Network);
        }
        self.count_down(now);
    }

    fn started(&mut self, step: usize, now: Instant) {
        let Some(title) = self.inner.titles.get(step) else { return };
        self.waiting = None;
        if matches!(title.kind, StepKind::Download | StepKind::ReadFile) {
            self.inner.download = Some((step, now));
        }
        self.run(step, now);
    }

    /// An extraction runs from its first file on, which is before its turn.
    fn run(&mut self, step: usize, now: Instant) {
        if self.steps[step].state == StepState::Waiting {
            self.steps[step].state = StepState::Running;
            self.inner.begun[step] = Some(now);
        }
    }

    fn transferred(&mut self, step: usize, transfer: Transfer, remaining: Option<u64>, now: Instant) {
        let Some(title) = self.inner.titles.get_mut(step) else { return };
        let transfer = Transfer { total: transfer.total.or(title.bytes), ..transfer };
        title.done = transfer.total.map(|total| (transfer.done as f64 / total.max(1) as f64).min(1.0));
        let last = self.transfer.map(|last| last.done);
        if last != Some(transfer.done) {
            self.inner.download = Some((step, now));
            self.waiting = None;
        }
        if self.inner.received == Some(step) && last.is_none() {
            self.reopen(); // another source begins again
        }
        self.transfer = Some(transfer);
        self.remain(remaining, now);
        let is_running = self.steps[step].state == StepState::Running;
        if is_running && transfer.total.is_some_and(|total| total > 0 && transfer.done >= total) {
            self.inner.received = Some(step);
            (self.transfer, self.inner.download) = (None, None);
            self.close(step, StepState::Done, now);
        }
    }

    /// Takes back that a download has ended.
    fn reopen(&mut self) {
        if let Some(step) = self.inner.received.take() {
            self.inner.ends = None;
            self.steps[step] = StepProgress { state: StepState::Running, milliseconds: None };
        }
    }

    fn remain(&mut self, remaining: Option<u64>, now: Instant) {
        let grows = remaining.zip(self.remaining_seconds).is_some_and(|(new, old)| new > old);
        let recently = self.inner.grown.is_some_and(|grown| now.saturating_duration_since(grown) < GROWS_EVERY);
        if grows && recently {
            return;
        }
        if grows {
            self.inner.grown = Some(now);
        }
        self.remaining_seconds = remaining;
    }

    fn unpacking(&mut self, step: usize, done: u64, total: Option<u64>, remaining: Option<u64>, now: Instant) {
        let Some(title) = self.inner.titles.get_mut(step).filter(|title| title.kind.unpacks()) else { return };
        title.done = Some(total.map_or(0.0, |total| (done as f64 / total.max(1) as f64).min(1.0)));
        self.unpacked = Some(Transfer { done, total, bytes_per_second: None });
        self.run(step, now);
        self.remain(remaining, now);
        if total == Some(done) {
            self.expect_end(now);
        }
    }

    fn advance(&mut self, step: usize, done: u64, total: u64) {
        let Some(title) = self.inner.titles.get_mut(step) else { return };
        title.done = Some((done as f64 / total.max(1) as f64).min(1.0));
    }

    fn stall(&mut self, why: Waiting) {
        self.waiting = Some(why);
        (self.remaining_seconds, self.inner.ends) = (None, None);
        if let Some(transfer) = &mut self.transfer {
            transfer.bytes_per_second = None;
        }
    }

    fn ended(&mut self, step: usize, state: StepState, now: Instant) {
        let Some(title) = self.inner.titles.get_mut(step) else { return };
        title.done = Some(1.0);
        self.switched |= title.kind == StepKind::Switch;
        match title.kind {
            StepKind::Download | StepKind::ReadFile | StepKind::DownloadPackage | StepKind::SecurePackage => {
                (self.transfer, self.inner.download) = (None, None);
            }
            StepKind::Unpack | StepKind::RepairFiles => self.unpacked = None,
            _ => {}
        }
        self.waiting = None;
        if self.inner.received == Some(step) {
            self.inner.received = None;
        } else {
            self.close(step, state, now);
        }
        if self.inner.download.is_none() {
            self.expect_end(now);
        }
    }

    /// Estimates when the steps that are left will have ended, if a remaining time was known until now.
    fn expect_end(&mut self, now: Instant) {
        let is_left = |step: &StepProgress| matches!(step.state, StepState::Waiting | StepState::Running);
        let left = self.steps.iter().zip(&self.inner.titles).filter(|(step, _)| is_left(step));
        let time: Option<Duration> = left.map(|(_, title)| title.kind.usual_time()).sum();
        self.inner.ends = self.remaining_seconds.and(time).map(|time| now + time);
        self.remaining_seconds = None;
        self.count_down(now);
    }

    fn count_down(&mut self, now: Instant) {
        if let Some(ends) = self.inner.ends {
            self.remaining_seconds = ends.checked_duration_since(now).map(seconds).filter(|seconds| *seconds > 0);
        }
    }

    fn close(&mut self, step: usize, state: StepState, now: Instant) {
        let begun = self.inner.begun[step];
        let took = begun.map(|begun| now.saturating_duration_since(begun).as_millis());
        self.steps[step] =
            StepProgress { state, milliseconds: took.and_then(|millis| u64::try_from(millis).ok()).or(Some(0)) };
    }

    /// Marks the running steps as failed or cancelled, and those that changed something as undone.
    fn failed(&mut self, code: &str, now: Instant) {
        let is = |other: Code| code == other.as_str();
        // The first running step is the one whose turn it was. A concurrent extraction is only stopped.
        self.reopen(); // it failed at its verification
        let mut turn = if is(Code::Cancelled) { StepState::Undone } else { StepState::Failed };
        for step in 0..self.steps.len() {
            match self.steps[step].state {
                StepState::Running => self.close(step, std::mem::replace(&mut turn, StepState::Undone), now),
                StepState::Done if self.inner.titles[step].kind.changes_something() && !is(Code::ChangeReplaced) => {
                    self.steps[step].state = StepState::Undone;
                }
                _ => {}
            }
        }
        (self.transfer, self.unpacked, self.remaining_seconds, self.waiting) = (None, None, None, None);
        (self.inner.download, self.inner.ends) = (None, None);
    }

    fn measure(&mut self) {
        let all: f64 = self.inner.titles.iter().map(|title| title.kind.weight()).sum();
        let done: Option<f64> = self.inner.titles.iter().map(|title| Some(title.kind.weight() * title.done?)).sum();
        if self.fraction == Some(1.0) || all == 0.0 {
            return;
        }
        self.fraction = done.map(|done| (done / all).max(self.inner.reached));
        self.inner.reached = self.fraction.unwrap_or(self.inner.reached);
    }
}

#[cfg(test)]
#[path = "progress_tests.rs"]
pub(super) mod tests;
