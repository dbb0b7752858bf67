//! Changes whose process was killed.
use super::history::{self, HistoryEntry};
use super::{Engine, look};
use crate::journal;
use crate::report::Problem;

impl Engine {
    /// Completes or takes back what a killed process left, where no other process is at it. Gives the newest such change,
    /// so that a face can say what became of it.
    pub fn recover(&self) -> Result<Option<HistoryEntry>, Problem> {
        let ended = crate::apply::recover_if_free(self)?.ended;
        let Some(newest) = ended.into_iter().max() else { return Ok(None) };
        Ok(journal::find(&self.home, newest).map_err(look::disk)?.map(history::describe))
    }
}
