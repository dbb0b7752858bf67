//! What the page lets the program look for, and can stop.
use std::sync::{Mutex, PoisonError};

use upgo_engine::base::report::Cancel;

/// A kind of search, of which only the newest runs.
#[derive(Debug, Default)]
pub(crate) struct LatestSearch(Mutex<Cancel>);

impl LatestSearch {
    pub(crate) fn begin(&self) -> Cancel {
        let mut newest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        newest.cancel();
        *newest = Cancel::default();
        newest.clone()
    }

    pub(crate) fn cancel(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).cancel();
    }
}
