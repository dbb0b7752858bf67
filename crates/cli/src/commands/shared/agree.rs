//! A question before a change.
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::Sentence;

use crate::output::{Output, ask};

/// Fails unless the answer is yes. Where nobody can be asked, `next` says what to do instead.
pub(crate) fn agree(question: Sentence, next: Sentence, output: &Output) -> Result<(), Problem> {
    match if output.is_json() { None } else { ask(question) } {
        Some(true) => Ok(()),
        Some(false) => Err(Problem::new(Code::Cancelled, Sentence::Cancelled)),
        None => Err(Problem::new(Code::Usage, Sentence::CannotConfirm).with_next(next)),
    }
}
