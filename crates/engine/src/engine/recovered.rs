//! Recovery of changes whose process was killed.
use super::history::{self, HistoryEntry};
use super::{Engine, look};
use crate::journal;
use crate::report::Problem;

impl Engine {
    /// Completes or rolls back what a killed process left, unless another process is doing so. Returns the newest such
    /// change, so that a front end can report its outcome.
    pub fn recover(&self) -> Result<Option<HistoryEntry>, Problem> {
        let ended = crate::apply::recover_if_free(self)?.ended;
        let Some(newest) = ended.into_iter().max() else { return Ok(None) };
        Ok(journal::find(&self.home, newest).map_err(look::disk)?.map(history::describe))
    }
}
