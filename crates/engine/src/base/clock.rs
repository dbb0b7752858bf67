//! The time, which is passed in like every other input.
use std::fmt;
use std::sync::Arc;

use jiff::{Timestamp, Zoned};

/// A clock that also knows the user's time zone.
#[derive(Clone, Default)]
pub struct Clock {
    /// The source of the time, if it is not the system's clock.
    shows: Option<Arc<dyn Fn() -> Zoned + Send + Sync>>,
}

impl Clock {
    /// A clock that shows the time that `now` returns.
    pub fn new(now: impl Fn() -> Zoned + Send + Sync + 'static) -> Self {
        Self { shows: Some(Arc::new(now)) }
    }

    /// The current time. Faster than [`Self::read`], because finding the system's time zone means searching a folder of
    /// several hundred files.
    pub fn now(&self) -> Timestamp {
        self.shows.as_ref().map_or_else(Timestamp::now, |now| now().timestamp())
    }

    /// The local time of the user. The system's time zone is looked up from time to time, because people travel.
    pub fn read(&self) -> Zoned {
        self.shows.as_ref().map_or_else(Zoned::now, |now| now())
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}
