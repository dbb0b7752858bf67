//! The steps of a plan that need an administrator, done in the plan's one session.
use super::ApplyError;
use super::run::Run;
use crate::elevation::{Done, Session, Stage, Task};
use crate::environment::{self, Change};
use crate::platform;
use crate::report::{Cancel, Code, Event, Problem};
use crate::site::Site;

impl Run<'_> {
    /// Does `task` for the step `index`, tells what is waited for, and remembers that Windows wants to be restarted.
    pub(super) fn perform(&mut self, index: usize, task: &Task) -> Result<Done, ApplyError> {
        let events = self.events;
        let mut report = |stage: Stage| {
            if let Some(reason) = waits_for(stage) {
                events(Event::Waiting { step: index, reason: reason.to_owned() });
            }
        };
        let done = self.elevated.perform(task, self.cancel, &mut report)?;
        if done.needs_restart {
            self.warnings
                .push(Problem::new(Code::MsiRestart, "Windows has to be restarted to finish the installation"));
        }
        Ok(done)
    }

    /// Makes a change of the environment, the machine's part of it in the plan's session.
    pub(super) fn edit(&mut self, index: usize, change: &Change) -> Result<(), ApplyError> {
        for task in tasks(change)? {
            self.perform(index, &task)?;
        }
        Ok(environment::commit(self.site.environment(), change)?)
    }
}

/// Makes a change of the environment outside a run: while one is taken back.
pub(super) fn edit(site: &Site, session: &mut dyn Session, change: &Change) -> Result<(), ApplyError> {
    for task in tasks(change)? {
        session.perform(&task, &Cancel::default(), &mut |_| {})?;
    }
    Ok(environment::commit(site.environment(), change)?)
}

/// What of a change only an administrator can do and this process is none.
fn tasks(change: &Change) -> Result<Vec<Task>, ApplyError> {
    if platform::is_elevated() {
        return Ok(Vec::new());
    }
    let edits = change.machine_edits()?.into_iter();
    Ok(edits.map(|(name, before, after)| Task::EditMachine { name, before, after }).collect())
}

fn waits_for(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Asking => Some("for the answer to the administrator's prompt"),
        Stage::Installing => Some("for Windows Installer"),
        Stage::Reading | Stage::Copying | Stage::Checking => None,
    }
}
