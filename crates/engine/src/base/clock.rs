//! The time, which comes in like everything else from outside.
use std::fmt;
use std::sync::Arc;

use jiff::{Timestamp, Zoned};

/// A clock, which also knows the zone of the user.
#[derive(Clone, Default)]
pub struct Clock {
    /// What it shows, where that is not the clock of the system.
    shows: Option<Arc<dyn Fn() -> Zoned + Send + Sync>>,
}

impl Clock {
    /// A clock that shows what `now` says.
    pub fn new(now: impl Fn() -> Zoned + Send + Sync + 'static) -> Self {
        Self { shows: Some(Arc::new(now)) }
    }

    /// The moment. Quicker than [`Self::read`]: the system's zone is found in a folder of several hundred files.
    pub fn now(&self) -> Timestamp {
        self.shows.as_ref().map_or_else(Timestamp::now, |now| now().timestamp())
    }

    /// What it shows on the wall where the user is. The system's zone is looked up now and then: people travel.
    pub fn read(&self) -> Zoned {
        self.shows.as_ref().map_or_else(Zoned::now, |now| now())
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}
