//! The events of a change as lines of the log. Pure: the clock is an argument.
use std::time::Instant;

use super::{LogEvent, Note};
use crate::base::report::{Code, Event, Problem, StepTitle};
use crate::base::version::Version;
use crate::base::words::{Language, Statement};
use crate::change::plan::{ChangeName, Plan};

#[derive(Debug)]
pub(crate) struct Story {
    plan: String,
    version: Option<Version>,
    begun: Instant,
    change: Option<u64>,
    steps: Vec<(StepTitle, Option<Instant>)>,
    /// The reason of the current wait, which is logged only once.
    waiting: Option<Statement>,
}

impl Story {
    pub(crate) fn new(plan: &Plan, now: Instant) -> Self {
        let version = plan.to.clone().or_else(|| plan.removed().into_iter().next());
        Self { plan: ChangeName::in_log(plan), version, begun: now, change: None, steps: Vec::new(), waiting: None }
    }

    pub(crate) fn change(&self) -> Option<u64> {
        self.change
    }

    /// `None` if the event is not logged.
    pub(crate) fn hear(&mut self, event: &Event, now: Instant) -> Option<Note> {
        match event {
            Event::PlanStarted { id, steps } => {
                self.change = Some(*id);
                self.steps = steps.iter().map(|step| (step.clone(), None)).collect();
                let upgo = env!("CARGO_PKG_VERSION");
                let count = if steps.len() == 1 { "1 step".to_owned() } else { format!("{} steps", steps.len()) };
                let text = format!("{} in {count}, with Upgo {upgo}", self.plan);
                Some(Note::new(LogEvent::ChangeBegun, text).of(self.version.as_ref()).in_change(self.change))
            }
            Event::StepStarted { step } => {
                self.waiting = None;
                if let Some((_, begun)) = self.steps.get_mut(*step) {
                    *begun = Some(now);
                }
                Some(self.of_step(*step, LogEvent::StepBegun, "", now).took(None))
            }
            Event::StepDone { step } => Some(self.of_step(*step, LogEvent::StepDone, "", now)),
            Event::StepSkipped { step, reason } => Some(self.of_step(*step, LogEvent::StepSkipped, &said(reason), now)),
            Event::Retrying { step, attempt, reason, .. } => {
                Some(self.of_step(*step, LogEvent::Retrying, &format!("attempt {attempt}: {}", said(reason)), now))
            }
            Event::SourceChanged { step, host, reason } => {
                Some(self.of_step(*step, LogEvent::SourceChanged, &said(reason), now).with_host(Some(host)))
            }
            Event::Waiting { step, reason } if self.waiting.as_ref() != Some(reason) => {
                self.waiting = Some(reason.clone());
                Some(self.of_step(*step, LogEvent::Waiting, &said(reason), now))
            }
            _ => None,
        }
    }

    pub(crate) fn end(&self, problem: Option<&Problem>, now: Instant) -> Note {
        let what = match problem {
            None | Some(Problem { code: Code::ChangeReplaced, .. }) => LogEvent::ChangeDone,
            Some(problem) if problem.code == Code::PlanMoved => LogEvent::ChangeOvertaken,
            Some(_) => LogEvent::ChangeFailed,
        };
        let note = Note::new(what, self.plan.as_str()).of(self.version.as_ref()).in_change(self.change);
        let note = note.took(Some(now.duration_since(self.begun)));
        problem.into_iter().fold(note, Note::because)
    }

    fn of_step(&self, index: usize, what: LogEvent, reason: &str, now: Instant) -> Note {
        let Some((step, begun)) = self.steps.get(index) else { return Note::new(what, reason).in_change(self.change) };
        let description = match step {
            StepTitle { patch: Some(_), .. } => "Edit files of a project",
            // its arguments are the user's own
            StepTitle { hook: Some(_), .. } => "Run a hook",
            _ => &step.description.say(Language::English),
        };
        let text = if reason.is_empty() { description.to_owned() } else { format!("{description}: {reason}") };
        let took = begun.map(|begun| now.duration_since(begun));
        let note = Note::new(what, text).of(step.version.as_ref()).in_change(self.change).in_step(Some(step.kind));
        note.took(took).with_host(step.host.as_deref())
    }
}

/// The log is in English, whatever the user reads.
fn said(reason: &Statement) -> String {
    reason.say(Language::English)
}
