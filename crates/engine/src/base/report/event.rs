//! The one stream of events that progress bars, JSON lines, the window and the log read.
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use super::{Code, Explain, HookOwner, HookPoint, HookTitle, RehearsalPhase, StepKind};
use crate::base::report::Diff;
use crate::base::version::Version;
use crate::base::words::{Pattern, Sentence, Statement};

/// An event of a running plan. Steps are counted from 0, in the plan's order.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type, tag = "type")]
pub enum Event {
    /// The plan with this journal ID begins.
    PlanStarted {
        /// The number of its entry in the history.
        id: u64,
        steps: Vec<StepTitle>,
    },
    /// A step begins. Steps may overlap (unpacking begins while the download runs).
    StepStarted {
        /// Which one.
        step: usize,
    },
    /// Bytes on disk so far, not yet verified.
    Transferred {
        step: usize,
        /// Bytes so far, including those of an earlier attempt that is being resumed.
        done: u64,
        /// The total number of bytes; `None` until the server sends it.
        total: Option<u64>,
        /// The mean of the last three seconds; `None` in the first second.
        bytes_per_second: Option<u64>,
        /// How long the rest of the plan will take, at the pace of the unpacking if there is one; `None` if unknown.
        remaining_seconds: Option<u64>,
    },
    /// Bytes of the archive unpacked so far, counted as they are in the archive.
    Unpacked {
        step: usize,
        /// Bytes so far.
        done: u64,
        /// The total number of bytes; `None` until known.
        total: Option<u64>,
        /// How long the rest of the plan will take: the bytes at their pace, and the steps after them; `None` if unknown.
        remaining_seconds: Option<u64>,
    },
    /// A rehearsal starts a command in a project.
    Rehearsing {
        /// Which step; 0 if it is not part of a plan.
        step: usize,
        project: String,
        /// What runs.
        phase: RehearsalPhase,
        /// The Go that runs it.
        version: Version,
        /// How many commands have ended.
        done: u64,
        /// How many there are, at most.
        total: u64,
        /// The estimated remaining time; `null` if unknown.
        remaining_seconds: Option<u64>,
    },
    /// A hook starts, or prints a line.
    Hook {
        step: usize,
        /// When it runs.
        hook: HookPoint,
        /// Who wants it.
        owner: HookOwner,
        program: String,
        /// The time after which it is ended.
        limit_seconds: u32,
        /// The line, without logins; `None` when it starts. Some lines are left out if there are many.
        line: Option<String>,
    },
    /// A transient fault. The same source is tried again after a pause.
    Retrying {
        step: usize,
        /// The number of the next attempt, counted from 1.
        attempt: u32,
        /// The pause in milliseconds.
        pause_ms: u64,
        reason: Statement,
    },
    /// The next source is tried.
    SourceChanged {
        step: usize,
        /// The host of the new source.
        host: String,
        /// Why the previous source was abandoned.
        reason: Statement,
    },
    /// The plan waits for another program.
    Waiting {
        step: usize,
        /// What it waits for: another Upgo process, or a file that another program holds.
        reason: Statement,
    },
    /// The administrator prompt is shown, or has been answered.
    Prompt {
        step: usize,
        /// Whether the user has answered it.
        answered: bool,
    },
    /// A step did nothing, and the plan continues without it.
    StepSkipped {
        /// Which one.
        step: usize,
        reason: Statement,
    },
    StepDone {
        /// Which one.
        step: usize,
    },
    /// The machine has changed since the plan was made, so a new plan begins.
    PlannedAnew,
    PlanDone,
    /// The plan failed or was cancelled; the steps that had begun are rolled back, unless a later change replaced it.
    PlanFailed {
        code: String,
    },
}

/// A step as a progress display names it.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct StepTitle {
    /// The step's kind, as in a plan.
    pub kind: StepKind,
    /// What it is called, in a few words.
    pub name: Statement,
    /// What it does, with its details, without a full stop.
    pub description: Statement,
    /// The version that the step is about.
    pub version: Option<Version>,
    /// Where the switch points now, for a step that moves it.
    pub from: Option<Version>,
    /// The name of the downloaded file, the path of the file that is read, or the program that is rebuilt or restored,
    /// with its version.
    pub file: Option<String>,
    /// For a download, the host that is tried first. For a rebuilt program, the hosts that Go may contact.
    pub host: Option<String>,
    /// The folder that is created or removed, or the file of the program that is replaced.
    pub place: Option<PathBuf>,
    /// Bytes that it downloads, reads or frees, if known.
    pub bytes: Option<u64>,
    /// The differences on PATH, in variables or in the files of a project; empty for a step that does not edit them.
    pub diff: Diff,
    /// The same for the files of a project, as a unified diff; missing for every other step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patch: Option<String>,
    /// The hook that it runs; missing for every other step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hook: Option<HookTitle>,
    /// For a download that fetches only what an installed toolchain does not have: that toolchain; missing for every other
    /// step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reuse: Option<ReuseTitle>,
    /// Whether it needs an administrator prompt, which is shown once per plan.
    pub needs_admin: bool,
}

impl StepTitle {
    /// The title with the name that follows from everything else in it.
    #[must_use]
    pub fn named(self) -> Self {
        let version = |version: &Option<Version>| version.as_ref().map_or_else(|| "Go".to_owned(), ToString::to_string);
        let pattern = match self.kind {
            StepKind::Switch if self.version.is_none() => Pattern::StepSwitchOff,
            StepKind::EditPath if self.needs_admin => Pattern::StepEditMachinePath,
            StepKind::EditVariables if self.diff.removes_only() => Pattern::StepRemoveVariables,
            kind => kind.name(),
        };
        let file = self.file.as_deref().unwrap_or_default();
        let name = pattern.with_known([
            ("version", version(&self.version).into()),
            ("from", version(&self.from).into()),
            ("file", file.into()),
        ]);
        Self { name, ..self }
    }
}

/// What a download takes from an installed toolchain.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ReuseTitle {
    /// The installed toolchain that has the other files.
    pub base: Version,
    /// The bytes of the whole archive, which need not be downloaded.
    pub whole_bytes: u64,
}

impl Event {
    /// The event for the bytes on disk so far. The [`Meter`](super::Meter) adds the rate.
    pub fn transferred(step: usize, done: u64, total: Option<u64>) -> Self {
        Self::Transferred { step, done, total, bytes_per_second: None, remaining_seconds: None }
    }

    /// The event for the bytes unpacked so far. The [`Meter`](super::Meter) adds the remaining time.
    pub fn unpacked(step: usize, done: u64, total: Option<u64>) -> Self {
        Self::Unpacked { step, done, total, remaining_seconds: None }
    }
}

/// The receiver of events. It is called from several threads and must return immediately.
pub type Events<'a> = &'a (dyn Fn(Event) + Sync);

pub fn ignore(_: Event) {}

/// A token that its owner cancels and that running work checks.
#[derive(Clone, Debug, Default)]
pub struct Cancel {
    own: Arc<AtomicBool>,
    /// The deadline that has passed, as the user gave it.
    late: Arc<OnceLock<String>>,
    parent: Option<Arc<Self>>,
    gives_way: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", Sentence::Cancelled)]
pub struct Cancelled;

impl Explain for Cancelled {
    fn code(&self) -> Code {
        Code::Cancelled
    }

    fn statement(&self) -> Option<Statement> {
        Some(Sentence::Cancelled.into())
    }
}

impl Cancel {
    /// The work stops at the next safe point.
    pub fn cancel(&self) {
        self.own.store(true, Ordering::SeqCst);
    }

    /// Asks the work to stop because its deadline has passed. `time` is what the user gave.
    pub fn expire(&self, time: &str) {
        self.late.get_or_init(|| time.to_owned());
        self.cancel();
    }

    pub(crate) fn passed_deadline(&self) -> Option<&str> {
        let own = self.late.get().map(String::as_str);
        own.or_else(|| self.parent.as_ref()?.passed_deadline())
    }

    pub fn is_cancelled(&self) -> bool {
        self.own.load(Ordering::SeqCst) || self.parent.as_ref().is_some_and(|parent| parent.is_cancelled())
    }

    /// A token for a part of the work. It is cancelled with this one, or alone.
    #[must_use]
    pub fn child(&self) -> Self {
        Self {
            own: Arc::default(),
            late: Arc::default(),
            parent: Some(Arc::new(self.clone())),
            gives_way: self.gives_way,
        }
    }

    /// A token for work in the background, for which no user waits: its downloads stop when they are in a user's way.
    #[must_use]
    pub fn giving_way(&self) -> Self {
        Self { gives_way: true, ..self.child() }
    }

    pub(crate) fn gives_way(&self) -> bool {
        self.gives_way
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
    /// Whether it is time for the next event; if so, the pause restarts.
    pub fn ready(&mut self) -> bool {
        let now = Instant::now();
        let ready = self.0.is_none_or(|last| now.duration_since(last) >= Duration::from_millis(50));
        if ready {
            self.0 = Some(now);
        }
        ready
    }
}
