//! A change that a command asks for: planned, shown, made and reported in the same way for all of them.
use upgo_engine::answers::{DryRun, PlanReport};
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, Code, Deadline, Event, Problem, StepKind, StepTitle};
use upgo_engine::cases::{Confirmed, Engine};
use upgo_engine::change::plan::Plan;
use upgo_engine::change::request::ChangeRequest;

use super::start::{CommandResult, interrupt_cancels};
use super::{outcome, running};
use crate::options::{ChangeOptions, Proof, RunningOptions, TimeLimit};
use crate::output::{Output, caution};
use crate::progress::ProgressPrinter;
use crate::words;

pub(crate) struct NewChange<'a> {
    pub(crate) request: ChangeRequest,
    pub(crate) options: ChangeOptions,
    /// Set only for a command that may install a Go version.
    pub(crate) proof: Option<Proof>,
    /// Set only for a command that may remove a Go version.
    pub(crate) running: Option<RunningOptions>,
    pub(crate) unattended: bool,
    pub(crate) deadline: Option<&'a TimeLimit>,
}

impl NewChange<'_> {
    /// A change that neither installs nor removes a Go version.
    pub(crate) fn new(request: ChangeRequest, options: ChangeOptions) -> Self {
        Self { request, options, proof: None, running: None, unattended: false, deadline: None }
    }

    /// With `--dry-run`, prints the plan instead. Returns the exit status.
    pub(crate) fn make(&self, engine: &Engine, cancel: &Cancel, output: &Output) -> CommandResult {
        let request = &self.request;
        if self.options.dry_run {
            let planned = engine.plan(request, cancel)?;
            show_plan(engine, &planned.plan, &planned.warnings, cancel, output);
            return Ok(0);
        }
        let confirmed = Confirmed {
            while_running: running::choose(engine, self, cancel, output)?,
            without_proof: self.proof.is_some_and(|proof| proof.without_proof),
            unattended: self.unattended,
        };
        let start = |limit: &TimeLimit| Deadline::start(limit.time, &limit.text, cancel);
        let deadline = self.deadline.map(start).transpose()?;
        let cancel = deadline.as_ref().map_or(cancel, Deadline::cancel);
        let progress = ProgressPrinter::new(output);
        let hear = |event: Event| {
            if takes_a_while(&event) {
                interrupt_cancels(cancel); // here only for a command that is usually too quick for it
            }
            progress.event(&event);
        };
        let changed = engine.change_confirmed(request, confirmed, cancel, &hear);
        let changed = changed.map_err(|problem| match &deadline {
            Some(deadline) => deadline.explain(problem),
            None => problem,
        })?;
        output.report(&changed, &changed.warnings, outcome::describe);
        outcome::remarks(engine, request, &changed, output);
        let mut codes = changed.warnings.iter().map(|warning| warning.code);
        Ok(codes.find(|code| is_short_of(request, *code)).map_or(0, Code::exit))
    }
}

/// Whether a change that is done lacks something that was asked for. Without names, programs that Upgo cannot build are
/// not; a setup takes what the machine can have.
fn is_short_of(request: &ChangeRequest, warning: Code) -> bool {
    let (ChangeRequest::RebuildTools { names } | ChangeRequest::UpdateTools { names }) = request else {
        return warning == Code::ActiveOther;
    };
    let is_unanswered = warning.exit() == Code::NetStatus.exit();
    warning == Code::ToolBuild || is_unanswered || (warning == Code::ToolRefused && !names.is_empty())
}

/// Whether an event is the start of something that Ctrl+C can cancel. Waiting for Ctrl+C takes a thread, which would be a
/// large part of a switch to a tested toolchain.
fn takes_a_while(event: &Event) -> bool {
    use StepKind as K;
    let is_moment = |step: &StepTitle| {
        matches!(step.kind, K::Publish | K::Switch | K::EditPath | K::EditVariables | K::EditEditors)
    };
    match event {
        Event::PlanStarted { steps, .. } => !steps.iter().all(is_moment),
        Event::Waiting { .. } | Event::Prompt { .. } => true,
        _ => false,
    }
}

/// With what an upgrade brings.
pub(crate) fn show_plan(engine: &Engine, plan: &Plan, warnings: &[Problem], cancel: &Cancel, output: &Output) {
    let (whats_new, running) = (engine.whats_new_in(plan, cancel), engine.running(plan));
    let answer = DryRun { plan: PlanReport::of(plan, engine.home()), whats_new, running, warnings: warnings.to_vec() };
    output.answer(&answer, |answer| {
        let news = answer.whats_new.as_ref().map(outcome::describe_news);
        std::iter::once(outcome::describe_plan(&answer.plan.steps)).chain(news).collect::<Vec<_>>().join("\n\n")
    });
    for found in &engine.in_use(plan) {
        output.remark(&caution(words::sentence(one_line(found))));
    }
    output.warnings(warnings);
}
