//! How far a plan is: the events of one run folded into what a window shows.
use std::time::{Duration, Instant};

use serde::Serialize;

use super::{Code, Event, StepTitle};
use crate::report::StepKind;

/// A download that brings no byte for this long is said to wait.
const STALLED_AFTER: Duration = Duration::from_secs(5);
/// A remaining time that grows more often than this makes nobody wiser.
const GROWS_EVERY: Duration = Duration::from_secs(2);

/// How far a plan is. [`new`](Self::new) before it runs, then [`apply`](Self::apply) for each of its events, and
/// [`tick`](Self::tick) now and then, because a stall is the absence of events.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// Each step, in the plan's order.
    pub steps: Vec<StepProgress>,
    /// How much of the whole plan is done, from 0 to 1. It never goes back; `null` where it cannot be told.
    pub fraction: Option<f64>,
    /// The running download.
    pub transfer: Option<Transfer>,
    /// The files of the running unpacking.
    pub unpacked: Option<UnpackedFiles>,
    /// What the running download will still take.
    pub remaining_seconds: Option<u64>,
    /// Why nothing moves.
    pub waiting: Option<Waiting>,
    /// Whether the switch has moved: from here on a cancellation takes the change back.
    pub switched: bool,
    #[serde(skip)]
    #[cfg_attr(feature = "specta", specta(skip))]
    inner: Inner,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct StepProgress {
    /// What became of it.
    pub state: StepState,
    /// How long it took; `null` until it has ended.
    pub milliseconds: Option<u64>,
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum StepState {
    /// It was not begun.
    Waiting,
    /// It runs.
    Running,
    /// It ended well.
    Done,
    /// It was done, or half done, and is taken back.
    Undone,
    /// It is what ended the plan.
    Failed,
    /// It could not be done, and the plan went on without it.
    Skipped,
}

/// Bytes of a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Transfer {
    /// Bytes so far.
    pub done: u64,
    /// All bytes; `null` until that is known.
    pub total: Option<u64>,
    /// The mean of the last three seconds.
    pub bytes_per_second: Option<u64>,
}

/// Files of an unpacking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct UnpackedFiles {
    /// Files so far.
    pub done: u64,
    /// All files; `null` where the archive does not say.
    pub total: Option<u64>,
}

/// Why nothing moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Waiting {
    /// No byte comes.
    Network,
    /// Somebody else has to be done first.
    Other {
        /// For what it waits.
        reason: String,
    },
}

#[derive(Clone, Debug, PartialEq)]
struct Inner {
    titles: Vec<Title>,
    begun: Vec<Option<Instant>>,
    /// The download that runs, and when its last byte came.
    download: Option<(usize, Instant)>,
    /// What was reached, also while it cannot be told.
    reached: f64,
    grown: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Title {
    kind: StepKind,
    bytes: Option<u64>,
    /// How much of it is done, from 0 to 1; `None` where that cannot be told.
    done: Option<f64>,
}

impl Progress {
    /// Nothing is done yet.
    pub fn new(steps: &[StepTitle]) -> Self {
        let title = |step: &StepTitle| Title { kind: step.kind, bytes: step.bytes, done: Some(0.0) };
        let inner = Inner {
            titles: steps.iter().map(title).collect(),
            begun: vec![None; steps.len()],
            download: None,
            reached: 0.0,
            grown: None,
        };
        Self {
            steps: vec![StepProgress { state: StepState::Waiting, milliseconds: None }; steps.len()],
            fraction: Some(0.0),
            transfer: None,
            unpacked: None,
            remaining_seconds: None,
            waiting: None,
            switched: false,
            inner,
        }
    }

    /// Takes an event that came at `now`.
    pub fn apply(&mut self, event: &Event, now: Instant) {
        match event {
            Event::PlanStarted { steps, .. } => *self = Self::new(steps),
            Event::PlannedAnew => *self = Self::new(&[]),
            Event::StepStarted { step } => self.started(*step, now),
            Event::Transferred { step, done, total, bytes_per_second, remaining_seconds } => {
                let transfer = Transfer { done: *done, total: *total, bytes_per_second: *bytes_per_second };
                self.transferred(*step, transfer, *remaining_seconds, now);
            }
            Event::Unpacked { step, done, total } => self.unpacking(*step, *done, *total, now),
            Event::Retrying { .. } => self.stall(Waiting::Network),
            Event::SourceChanged { .. } => self.waiting = None,
            Event::Waiting { reason, .. } => self.stall(Waiting::Other { reason: reason.clone() }),
            Event::StepDone { step } => self.ended(*step, StepState::Done, now),
            Event::StepSkipped { step, .. } => self.ended(*step, StepState::Skipped, now),
            Event::PlanDone => self.fraction = Some(1.0),
            Event::PlanFailed { code } => self.failed(code == Code::Cancelled.as_str(), now),
        }
        self.measure();
    }

    /// Looks whether the download has stalled meanwhile.
    pub fn tick(&mut self, now: Instant) {
        let is_stalled = |(_, last): (usize, Instant)| now.saturating_duration_since(last) >= STALLED_AFTER;
        if self.waiting.is_none() && self.inner.download.is_some_and(is_stalled) {
            self.stall(Waiting::Network);
        }
    }

    fn started(&mut self, step: usize, now: Instant) {
        let Some(title) = self.inner.titles.get(step) else { return };
        self.waiting = None;
        if matches!(title.kind, StepKind::Download | StepKind::ReadFile) {
            self.inner.download = Some((step, now));
        }
        self.run(step, now);
    }

    /// An unpacking runs from its first file on, which is before its turn comes.
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
        self.transfer = Some(transfer);
        self.remain(remaining, now);
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

    fn unpacking(&mut self, step: usize, done: u64, total: Option<u64>, now: Instant) {
        let Some(title) = self.inner.titles.get_mut(step) else { return };
        title.done = Some(total.map_or(0.0, |total| (done as f64 / total.max(1) as f64).min(1.0)));
        self.unpacked = Some(UnpackedFiles { done, total });
        self.run(step, now);
    }

    fn stall(&mut self, why: Waiting) {
        self.waiting = Some(why);
        self.remaining_seconds = None;
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
                (self.transfer, self.remaining_seconds, self.inner.download) = (None, None, None);
            }
            StepKind::Unpack | StepKind::RepairFiles => self.unpacked = None,
            _ => {}
        }
        self.waiting = None;
        self.close(step, state, now);
    }

    fn close(&mut self, step: usize, state: StepState, now: Instant) {
        let begun = self.inner.begun[step];
        let took = begun.map(|begun| now.saturating_duration_since(begun).as_millis());
        self.steps[step] =
            StepProgress { state, milliseconds: took.and_then(|millis| u64::try_from(millis).ok()).or(Some(0)) };
    }

    /// What ran has failed, or was cancelled; what was changed is taken back.
    fn failed(&mut self, cancelled: bool, now: Instant) {
        // The first one that runs is the one whose turn it was; an unpacking beside it only stops.
        let mut turn = if cancelled { StepState::Undone } else { StepState::Failed };
        for step in 0..self.steps.len() {
            match self.steps[step].state {
                StepState::Running => self.close(step, std::mem::replace(&mut turn, StepState::Undone), now),
                StepState::Done if self.inner.titles[step].kind.changes_something() => {
                    self.steps[step].state = StepState::Undone;
                }
                _ => {}
            }
        }
        (self.transfer, self.unpacked, self.remaining_seconds, self.waiting) = (None, None, None, None);
        self.inner.download = None;
    }

    fn measure(&mut self) {
        let all: f64 = self.inner.titles.iter().map(Title::weight).sum();
        let done: Option<f64> = self.inner.titles.iter().map(|title| Some(title.weight() * title.done?)).sum();
        if self.fraction == Some(1.0) || all == 0.0 {
            return;
        }
        self.fraction = done.map(|done| (done / all).max(self.inner.reached));
        self.inner.reached = self.fraction.unwrap_or(self.inner.reached);
    }
}

impl Title {
    /// About how many seconds of ten a step takes. Most of the unpacking is done while the download runs: its own weight
    /// is what is left then.
    fn weight(&self) -> f64 {
        match self.kind {
            StepKind::Download => 70.0,
            StepKind::DownloadPackage | StepKind::SecurePackage => 50.0,
            StepKind::InstallSystem | StepKind::ReplaceSystem | StepKind::UninstallSystem | StepKind::RepairSystem => {
                60.0
            }
            StepKind::ReadFile | StepKind::Unpack => 10.0,
            StepKind::Test | StepKind::RebuildTool => 15.0,
            StepKind::Delete | StepKind::RepairFiles | StepKind::RestoreFiles => 5.0,
            StepKind::Publish
            | StepKind::Switch
            | StepKind::EditPath
            | StepKind::EditVariables
            | StepKind::Check
            | StepKind::Unpublish
            | StepKind::GiveBack
            | StepKind::ChangeSetting
            | StepKind::SetAside
            | StepKind::RestoreTool => 1.0,
        }
    }
}

#[cfg(test)]
#[path = "progress_tests.rs"]
mod tests;
