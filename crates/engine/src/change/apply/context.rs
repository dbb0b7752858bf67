//! The context that every step of a run shares.
use super::{ApplyError, Result, WhileRunning};
use crate::base::report::{Cancel, Code, Event, Events, Problem};
use crate::base::words::Sentence;
use crate::change::elevation::{Session, Stage, Task, TaskDone};
use crate::change::journal::{self, JournalEntry};
use crate::change::plan::{ChangeName, Plan};
use crate::change::site::Site;
use crate::store::{Downloaded, ProofLevel};

/// What the user has confirmed in addition to the plan itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confirmed {
    pub while_running: WhileRunning,
    /// Whether to accept a release on its listed digest alone, where the missing independent proof would block it.
    pub without_proof: bool,
    /// Whether nobody is there to answer: a plan that needs the administrator prompt is refused instead of showing it.
    pub unattended: bool,
}

pub(super) struct Context<'a> {
    pub(super) site: &'a Site,
    pub(super) plan: &'a Plan,
    /// The plan's number in the history.
    pub(super) id: u64,
    /// The index of the step that runs.
    pub(super) step: usize,
    pub(super) confirmed: Confirmed,
    pub(super) cancel: &'a Cancel,
    pub(super) events: Events<'a>,
    /// The plan's one session with administrator rights; it asks for them when it is first used.
    pub(super) elevated: Box<dyn Session>,
    /// Warnings for the user, even if the plan succeeds.
    pub(super) warnings: Vec<Problem>,
    pub(super) proof: Option<ProofLevel>,
    pub(super) downloaded: Option<Downloaded>,
}

pub(super) struct Reverting<'a> {
    pub(super) site: &'a Site,
    pub(super) session: &'a mut dyn Session,
    pub(super) plan: &'a Plan,
    pub(super) id: u64,
    pub(super) trees: Trees,
}

/// What happens to a toolchain that the plan has installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trees {
    /// It stays in the store: it is verified and complete.
    Keep,
    Withdraw,
}

impl Context<'_> {
    /// Fails if a later change has moved the switch since this one did. A journal that cannot be read stops no change.
    pub(super) fn require_not_replaced(&self) -> Result<()> {
        let later = self.plan.switches().and_then(|_| journal::replacing(self.site.home(), self.id).ok()?);
        let Some(JournalEntry { id, plan, .. }) = later else { return Ok(()) };
        Err(ApplyError::Replaced(say!(ReplacedBy { id, what: ChangeName::from(&plan).noun() })))
    }

    /// Reports what the task waits for, and records whether Windows needs a restart.
    pub(super) fn perform(&mut self, task: &Task) -> Result<TaskDone> {
        let (events, step) = (self.events, self.step);
        let mut is_asking = false;
        let mut report = |stage: Stage| {
            if (stage == Stage::Asking) != is_asking {
                events(Event::Prompt { step, answered: is_asking });
                is_asking = !is_asking;
            }
            if stage == Stage::Installing {
                events(Event::Waiting { step, reason: Sentence::ForWindowsInstaller.into() });
            }
        };
        let done = self.elevated.perform(task, self.cancel, &mut report);
        if is_asking {
            events(Event::Prompt { step, answered: true });
        }
        let done = done?;
        if done.needs_restart {
            self.warnings.push(Problem::new(Code::MsiRestart, Sentence::RestartToFinish));
        }
        Ok(done)
    }

    /// Several steps may find the same warning about the machine.
    pub(super) fn warn_once(&mut self, warning: Option<Problem>) {
        self.warnings.extend(warning.filter(|warning| !self.warnings.contains(warning)));
    }
}
