//! The one stream of events that bars, JSON lines, the window and the log read.
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::StepKind;
use crate::report::Diff;
use crate::version::Version;

/// What happens while a plan runs. Steps are counted from 0, in the plan's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Event {
    /// The plan with this journal id begins.
    PlanStarted {
        /// The number of its entry in the history.
        id: u64,
        /// Its steps.
        steps: Vec<StepTitle>,
    },
    /// A step begins. Steps may overlap (unpacking begins while the download runs).
    StepStarted {
        /// Which one.
        step: usize,
    },
    /// Bytes on disk so far, not yet verified.
    Transferred {
        /// Which step.
        step: usize,
        /// Bytes so far, including those of an earlier try that is being resumed.
        done: u64,
        /// All bytes; `None` until the server says.
        total: Option<u64>,
        /// The mean of the last three seconds; `None` in the first one.
        bytes_per_second: Option<u64>,
        /// What the rest will take at that rate; `None` where that cannot be told.
        remaining_seconds: Option<u64>,
    },
    /// Files unpacked so far.
    Unpacked {
        /// Which step.
        step: usize,
        /// Files so far.
        done: u64,
        /// All files; `None` where the archive does not say.
        total: Option<u64>,
    },
    /// A transient fault: the same source is asked again after a pause.
    Retrying {
        /// Which step.
        step: usize,
        /// The try that comes next, counted from 1.
        attempt: u32,
        /// The pause in milliseconds.
        pause_ms: u64,
        /// What happened.
        reason: String,
    },
    /// The next source is asked.
    SourceChanged {
        /// Which step.
        step: usize,
        /// The host that is asked now.
        host: String,
        /// Why the last one was left.
        reason: String,
    },
    /// Nothing moves until somebody else is done.
    Waiting {
        /// Which step.
        step: usize,
        /// For what: another Upgo, a file that another program holds.
        reason: String,
    },
    /// A step did nothing, and the plan goes on without it.
    StepSkipped {
        /// Which one.
        step: usize,
        /// Why.
        reason: String,
    },
    /// A step ended well.
    StepDone {
        /// Which one.
        step: usize,
    },
    /// The machine changed meanwhile: a new plan begins.
    PlannedAnew,
    /// The plan ended well.
    PlanDone,
    /// The plan did not end well; what it had begun is taken back.
    PlanFailed {
        /// The code of the problem.
        code: String,
    },
}

/// A step as a progress display names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct StepTitle {
    /// The step's kind, as in a plan.
    pub kind: StepKind,
    /// What it does, an English sentence without its end.
    pub description: String,
    /// The version that it is about.
    pub version: Option<Version>,
    /// Where the switch points now, for a step that moves it.
    pub from: Option<Version>,
    /// The name of the file that is downloaded, the path of the one that is read, the program that is built again or put
    /// back with its version.
    pub file: Option<String>,
    /// The host that is asked first, for a download; the hosts that Go may ask, for a program that is built again.
    pub host: Option<String>,
    /// The folder that comes into being or goes, or the file of the program that is replaced.
    #[serde(serialize_with = "crate::paths::shown")]
    #[cfg_attr(feature = "specta", specta(type = Option<String>))]
    pub place: Option<PathBuf>,
    /// Bytes that it downloads, reads or frees, where that is known.
    pub bytes: Option<u64>,
    /// What it makes different on PATH or in variables; empty for a step that does not edit them.
    pub diff: Diff,
    /// Whether an administrator is asked for it; once in a plan.
    pub needs_admin: bool,
}

impl Event {
    /// Bytes on disk so far; the pace is added by the [`Meter`](super::Meter).
    pub fn transferred(step: usize, done: u64, total: Option<u64>) -> Self {
        Self::Transferred { step, done, total, bytes_per_second: None, remaining_seconds: None }
    }
}

/// Where events go. It is called from several threads and must return at once.
pub type Events<'a> = &'a (dyn Fn(Event) + Sync);

/// Reads no events.
pub fn ignore(_: Event) {}

/// A token that its owner cancels and that running work asks.
#[derive(Clone, Debug, Default)]
pub struct Cancel {
    own: Arc<AtomicBool>,
    parent: Option<Arc<AtomicBool>>,
}

/// The user cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

impl Cancel {
    /// Asks the work to stop. It stops at the next harmless place.
    pub fn cancel(&self) {
        self.own.store(true, Ordering::SeqCst);
    }

    /// Whether [`cancel`](Self::cancel) was called.
    pub fn is_cancelled(&self) -> bool {
        let is_set = |flag: &Arc<AtomicBool>| flag.load(Ordering::SeqCst);
        is_set(&self.own) || self.parent.as_ref().is_some_and(is_set)
    }

    /// A token for a part of the work: cancelled with this one, or alone.
    #[must_use]
    pub fn child(&self) -> Self {
        Self { own: Arc::default(), parent: Some(Arc::clone(&self.own)) }
    }

    /// `Err` once cancelled, for use with `?`.
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }
}

/// Lets a frequent event through at most every 50 ms.
#[derive(Debug, Default)]
pub struct Throttle(Option<Instant>);

impl Throttle {
    /// Whether it is time for the next event; if so, the pause begins anew.
    pub fn ready(&mut self) -> bool {
        let now = Instant::now();
        let ready = self.0.is_none_or(|last| now.duration_since(last) >= Duration::from_millis(50));
        if ready {
            self.0 = Some(now);
        }
        ready
    }
}
