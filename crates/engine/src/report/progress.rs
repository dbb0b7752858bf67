//! How far a plan is: the events of one run folded into what a window shows.
use std::time::{Duration, Instant};

use serde::Serialize;

use super::{Code, Event, StepTitle};
use crate::plan::StepKind;

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
            Event::StepDone { step } => self.ended(*step, now),
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

    fn ended(&mut self, step: usize, now: Instant) {
        let Some(title) = self.inner.titles.get_mut(step) else { return };
        title.done = Some(1.0);
        self.switched |= title.kind == StepKind::Switch;
        match title.kind {
            StepKind::Download | StepKind::ReadFile => {
                (self.transfer, self.remaining_seconds, self.inner.download) = (None, None, None);
            }
            StepKind::Unpack => self.unpacked = None,
            _ => {}
        }
        self.waiting = None;
        self.close(step, StepState::Done, now);
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
            StepKind::ReadFile | StepKind::Unpack => 10.0,
            StepKind::Test => 15.0,
            StepKind::Delete => 5.0,
            StepKind::Publish
            | StepKind::Switch
            | StepKind::EditPath
            | StepKind::EditVariables
            | StepKind::Check
            | StepKind::Unpublish => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::StepState::{Done, Failed, Undone};
    use super::*;
    use crate::environment::Diff;

    const UPGRADE: [StepKind; 6] =
        [StepKind::Download, StepKind::Unpack, StepKind::Publish, StepKind::Test, StepKind::Switch, StepKind::Check];

    fn titles(kinds: &[StepKind], bytes: Option<u64>) -> Vec<StepTitle> {
        let title = |kind: &StepKind| StepTitle {
            kind: *kind,
            description: String::new(),
            version: None,
            from: None,
            file: None,
            host: None,
            place: None,
            bytes: bytes.filter(|_| *kind == StepKind::Download),
            diff: Diff::default(),
        };
        kinds.iter().map(title).collect()
    }

    /// A run, with a clock of its own.
    struct Run {
        progress: Progress,
        begun: Instant,
    }

    impl Run {
        fn new(bytes: Option<u64>) -> Self {
            Self { progress: Progress::new(&titles(&UPGRADE, bytes)), begun: Instant::now() }
        }

        fn at(&mut self, millis: u64, event: &Event) -> &Progress {
            self.progress.apply(event, self.begun + Duration::from_millis(millis));
            &self.progress
        }

        fn bytes(&mut self, millis: u64, done: u64, total: Option<u64>, remaining: Option<u64>) -> &Progress {
            let event =
                Event::Transferred { step: 0, done, total, bytes_per_second: Some(9), remaining_seconds: remaining };
            self.at(millis, &event)
        }

        fn begins(&mut self, millis: u64, step: usize) -> &Progress {
            self.at(millis, &Event::StepStarted { step })
        }

        fn ends(&mut self, millis: u64, step: usize) -> &Progress {
            self.at(millis, &Event::StepDone { step })
        }

        /// Everything up to the switch.
        fn until_switched(&mut self) {
            for (step, millis) in (0..=4).zip([0, 1_000, 1_100, 1_200, 3_000]) {
                self.begins(millis, step);
                self.ends(millis + 100, step);
            }
        }

        fn states(&self) -> Vec<StepState> {
            self.progress.steps.iter().map(|step| step.state).collect()
        }
    }

    #[test]
    fn one_fraction_for_the_plan_only_goes_forward() {
        let mut run = Run::new(Some(100));
        let mut seen = vec![run.progress.fraction.unwrap()];
        let mut note = |progress: &Progress| seen.push(progress.fraction.unwrap());
        note(run.begins(0, 0));
        for done in [10, 50, 100] {
            note(run.bytes(done, done, Some(100), None));
        }
        note(run.bytes(200, 0, Some(100), None)); // the next source begins anew
        note(run.bytes(300, 100, Some(100), None));
        note(run.at(350, &Event::Unpacked { step: 1, done: 3, total: Some(4) }));
        for step in 0..6 {
            note(run.ends(400 + step as u64, step));
        }
        note(run.at(500, &Event::PlanDone));
        assert!(seen.is_sorted(), "{seen:?}");
        assert_eq!((seen[0], seen[seen.len() - 1]), (0.0, 1.0));
        assert!(seen[3] > 0.3 && seen[4] < 0.9, "the download is most of it: {seen:?}");
    }

    #[test]
    fn a_download_of_unknown_size_cannot_be_told_until_it_has_ended() {
        let mut run = Run::new(None);
        assert_eq!(run.begins(0, 0).fraction, Some(0.0));
        assert_eq!(run.bytes(10, 5, None, None).fraction, None);
        assert_eq!(run.ends(20, 0).fraction.map(|fraction| fraction > 0.5), Some(true));
    }

    #[test]
    fn the_size_of_the_plan_stands_in_for_one_that_the_server_does_not_say() {
        let mut run = Run::new(Some(200));
        run.begins(0, 0);
        assert_eq!(run.bytes(10, 50, None, None).transfer.unwrap().total, Some(200));
    }

    #[test]
    fn an_unpacking_runs_beside_its_download() {
        let mut run = Run::new(Some(100));
        run.begins(0, 0);
        run.at(100, &Event::Unpacked { step: 1, done: 3, total: None });
        assert_eq!(run.states()[..3], [StepState::Running, StepState::Running, StepState::Waiting]);
        run.ends(900, 0);
        run.begins(900, 1);
        assert_eq!(run.progress.transfer, None);
        let ended = run.ends(1_100, 1);
        assert_eq!((ended.steps[0].milliseconds, ended.steps[1].milliseconds), (Some(900), Some(1_000)));
        assert_eq!(ended.unpacked, None);
    }

    #[test]
    fn from_the_switch_on_a_cancellation_takes_the_change_back() {
        let mut run = Run::new(Some(100));
        run.begins(0, 4);
        assert!(!run.progress.switched);
        run.ends(5, 4);
        assert!(run.progress.switched);
    }

    #[test]
    fn five_seconds_without_a_byte_are_a_wait_for_the_network() {
        let mut run = Run::new(Some(100));
        run.begins(0, 0);
        run.bytes(1_000, 40, Some(100), Some(3));
        let at = |millis| run.begun + Duration::from_millis(millis);
        let (early, late) = (at(5_900), at(6_000));
        run.bytes(4_000, 40, Some(100), Some(3)); // an event, but no byte
        run.progress.tick(early);
        assert_eq!(run.progress.waiting, None);
        run.progress.tick(late);
        assert_eq!(run.progress.waiting, Some(Waiting::Network));
        assert_eq!((run.progress.remaining_seconds, run.progress.transfer.unwrap().bytes_per_second), (None, None));
        assert_eq!(run.bytes(7_000, 50, Some(100), None).waiting, None);
    }

    #[test]
    fn a_step_that_is_no_download_never_waits_for_the_network() {
        let mut run = Run::new(Some(100));
        run.begins(0, 0);
        run.ends(10, 0);
        run.begins(10, 3);
        run.progress.tick(run.begun + Duration::from_mins(10));
        assert_eq!(run.progress.waiting, None);
    }

    #[test]
    fn a_wait_for_somebody_else_says_for_whom_and_ends() {
        let mut run = Run::new(Some(100));
        let reason = "another Upgo is at work".to_owned();
        let waits = run.at(0, &Event::Waiting { step: 0, reason: reason.clone() }).waiting.clone();
        assert_eq!(waits, Some(Waiting::Other { reason }));
        assert_eq!(run.begins(10, 0).waiting, None);
    }

    #[test]
    fn the_remaining_time_grows_at_most_every_two_seconds() {
        let mut run = Run::new(Some(100));
        run.begins(0, 0);
        let mut shown = |millis, done, left| run.bytes(millis, done, Some(100), Some(left)).remaining_seconds;
        assert_eq!(shown(2_000, 1, 20), Some(20));
        assert_eq!(shown(2_100, 2, 25), Some(25));
        assert_eq!(shown(2_200, 3, 30), Some(25));
        assert_eq!(shown(3_000, 4, 22), Some(22), "it shrinks at once");
        assert_eq!(shown(4_100, 5, 30), Some(30));
    }

    #[test]
    fn what_was_changed_is_taken_back_by_a_failure() {
        let mut run = Run::new(Some(100));
        run.until_switched();
        run.begins(4_000, 5);
        run.at(4_500, &Event::PlanFailed { code: "UPGO-DISK-FULL".into() });
        assert_eq!(run.states(), [Done, Undone, Undone, Done, Undone, Failed]);
        assert_eq!(run.progress.steps[5].milliseconds, Some(500));
    }

    #[test]
    fn a_failed_download_is_what_failed_and_the_unpacking_beside_it_only_stops() {
        let mut run = Run::new(Some(100));
        run.begins(0, 0);
        run.at(10, &Event::Unpacked { step: 1, done: 3, total: None });
        run.at(20, &Event::PlanFailed { code: "UPGO-NET-OFFLINE".into() });
        assert_eq!(run.states()[..3], [StepState::Failed, StepState::Undone, StepState::Waiting]);
        assert_eq!((run.progress.transfer, run.progress.unpacked), (None, None));
    }

    #[test]
    fn a_cancellation_is_no_failure() {
        let mut run = Run::new(Some(100));
        run.begins(0, 0);
        run.at(20, &Event::PlanFailed { code: Code::Cancelled.to_string() });
        assert_eq!(run.states()[..2], [StepState::Undone, StepState::Waiting]);
    }

    #[test]
    fn a_plan_that_is_made_anew_starts_over() {
        let mut run = Run::new(Some(100));
        run.until_switched();
        run.at(5_000, &Event::PlannedAnew);
        let steps = titles(&[StepKind::Switch, StepKind::Check], None);
        let again = run.at(5_100, &Event::PlanStarted { id: 7, steps });
        assert_eq!((again.steps.len(), again.fraction, again.switched), (2, Some(0.0), false));
    }

    #[test]
    fn a_step_that_nobody_knows_is_passed_over() {
        let mut run = Run::new(Some(100));
        let before = run.progress.clone();
        run.at(0, &Event::StepStarted { step: 99 });
        run.at(0, &Event::StepDone { step: 99 });
        run.at(0, &Event::Unpacked { step: 99, done: 1, total: None });
        run.at(0, &Event::transferred(99, 1, None));
        assert_eq!(run.progress.steps, before.steps);
    }

    #[test]
    fn a_page_gets_what_it_shows_and_nothing_else() {
        let json = serde_json::to_value(Run::new(Some(100)).progress).unwrap();
        let mut names: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
        names.sort_unstable();
        let expected = ["fraction", "remainingSeconds", "steps", "switched", "transfer", "unpacked", "waiting"];
        assert_eq!(names, expected);
        assert_eq!(json["steps"][0], serde_json::json!({ "state": "waiting", "milliseconds": null }));
    }
}
