//! A question before a change.
use std::fmt::Display;

use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::Planned;

use super::outcome;
use super::start::Start;
use crate::output::Output;

/// Fails unless the answer is yes; with `unasked` where nobody can be asked.
pub(crate) fn agree(question: impl Display, unasked: Problem, output: &Output) -> Result<(), Problem> {
    match output.ask(question) {
        Some(true) => Ok(()),
        Some(false) => Err(Problem::new(Code::Cancelled, Sentence::Cancelled)),
        None => Err(unasked),
    }
}

/// Nobody can be asked; `next` says what to do instead.
pub(crate) fn cannot_confirm(next: Sentence) -> Problem {
    Problem::new(Code::Usage, Sentence::CannotConfirm).with_next(next)
}

/// Shows a plan that does something, and fails unless the user agrees to it.
pub(crate) fn agree_to(planned: &Planned, ask: Sentence, next: Sentence, start: &Start<'_>) -> Result<(), Problem> {
    if planned.plan.is_empty() {
        return Ok(());
    }
    let output = start.output;
    output.remark(&outcome::describe_plan(&planned.plan.titles(start.engine()?.home())));
    output.warnings(&planned.warnings);
    agree(ask, cannot_confirm(next), output)
}
