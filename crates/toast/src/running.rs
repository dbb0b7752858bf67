//! The notification of a running change: its content, and when it is shown, updated or removed. Pure.
use upgo_engine::base::report::{Progress, StepState, StepTitle, Waiting};
use upgo_engine::base::version::Version;
use upgo_engine::change::plan::{Action, ChangeName};

use crate::intent::Intent;
use crate::toast::Toast;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    pub change: ChangeName,
    pub step: Option<StepTitle>,
    /// The completed part of the plan in percent, if known.
    pub percent: Option<u8>,
    pub bytes_per_second: Option<u64>,
    /// The remaining time of the running download, if known.
    pub seconds: Option<u64>,
    pub stalled: Option<Stall>,
    /// The number of the plan in this process.
    pub plan: u32,
    /// Another process has other plans with the same numbers.
    pub process: u32,
}

/// Why there is no progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stall {
    /// No bytes arrive.
    Network,
    /// The user has not answered the administrator prompt yet.
    Prompt,
    /// Another program has to finish first.
    Other,
}

impl Running {
    /// The change with the number `plan` of this process, as far as `progress` says. `steps` are those of its plan.
    pub fn new(change: ChangeName, steps: &[StepTitle], progress: &Progress, plan: u32) -> Self {
        let turn = progress.steps.iter().position(|step| step.state == StepState::Running);
        let stalled = progress.waiting.as_ref().map(|waiting| match waiting {
            Waiting::Network => Stall::Network,
            Waiting::Prompt => Stall::Prompt,
            Waiting::Other { .. } => Stall::Other,
        });
        Self {
            change,
            step: turn.and_then(|turn| steps.get(turn)).cloned(),
            percent: progress.percent(),
            bytes_per_second: progress.transfer.and_then(|transfer| transfer.bytes_per_second),
            seconds: progress.remaining_seconds,
            stalled,
            plan,
            process: std::process::id(),
        }
    }

    pub(crate) fn cancel(&self) -> Intent {
        Intent::Cancel { plan: self.plan, process: self.process }
    }

    /// The rate and the remaining time change all the time, and alone update nothing.
    fn news(&self) -> ProgressNews {
        (self.percent, self.stalled)
    }
}

/// The tag of the notifications about a change. So its result replaces its progress.
pub fn tag(change: &ChangeName) -> &str {
    let version = if change.action == Action::Rollback { &change.from } else { &change.to };
    version.as_ref().map_or("change", Version::as_str)
}

type ProgressNews = (Option<u8>, Option<Stall>);

/// What to do about the notification of a running change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    Nothing,
    /// Only this may attract attention.
    Show,
    Update,
    /// Remove the one with this tag.
    Withdraw(String),
}

/// Decides what to do about the notification of a running change. The caller asks once a second while one runs, so that
/// a change that ends at once has no such notification, and one with a fast download does not flood the system.
#[derive(Debug, Default)]
pub struct NoticePace {
    /// The plan of the last update.
    plan: Option<u32>,
    shown: Option<(String, ProgressNews)>,
    /// The user closed the notification of this plan, or it cannot be shown.
    is_over: bool,
}

impl NoticePace {
    /// `running` is `None` if no notification may be shown: the window shows the change, or notifications are off.
    pub fn next(&mut self, running: Option<&Running>) -> Next {
        let Some(running) = running else { return self.withdraw() };
        if self.plan != Some(running.plan) {
            (self.plan, self.is_over) = (Some(running.plan), false);
            return self.withdraw();
        }
        if self.is_over {
            return Next::Nothing;
        }
        let news = running.news();
        match &mut self.shown {
            Some((_, before)) if *before == news => Next::Nothing,
            Some((_, before)) => {
                *before = news;
                Next::Update
            }
            None => {
                self.shown = Some((tag(&running.change).to_owned(), news));
                Next::Show
            }
        }
    }

    /// Records that the notification was closed, or could not be shown. It does not come back for this change.
    pub fn give_up(&mut self) {
        (self.shown, self.is_over) = (None, true);
    }

    /// `result` is shown next. Returns the tag of the notification to remove, unless the result replaces it.
    pub fn end(&mut self, result: Option<&Toast>) -> Option<String> {
        let (tag, _) = self.shown.take()?;
        (result.map(Toast::tag) != Some(&tag)).then_some(tag)
    }

    fn withdraw(&mut self) -> Next {
        self.shown.take().map_or(Next::Nothing, |(tag, _)| Next::Withdraw(tag))
    }
}

#[cfg(test)]
mod tests;
