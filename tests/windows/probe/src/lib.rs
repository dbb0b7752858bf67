//! What only a real Windows answers, as a report that a person can attach to an issue.
//!
//! Upgo is tested under Wine, which answers some of these questions differently. The report has what Windows said, and
//! no conclusion. Everything that the questions made is deleted before it is returned.
pub mod answer;
pub mod ask;
pub mod forms;
#[cfg(windows)]
mod questions;

#[cfg(not(windows))]
mod questions {
    use crate::answer::Question;

    pub(crate) fn questions() -> Vec<Question> {
        Vec::new()
    }

    pub(crate) fn undo() -> Vec<&'static str> {
        Vec::new()
    }
}
