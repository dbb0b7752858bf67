//! The time, which is passed in like every other input.
use std::fmt;
use std::sync::Arc;

use jiff::{Timestamp, ZonedDateTime};

#[derive(Clone, Default)]
pub struct Clock {
    /// The source of the time, if it is not the system's clock.
    shows: Option<Arc<dyn Fn() -> ZonedDateTime + Send + Sync>>,
}

impl Clock {
    pub fn new(now: impl Fn() -> ZonedDateTime + Send + Sync + 'static) -> Self {
        Self { shows: Some(Arc::new(now)) }
    }

    /// The current time. Faster than [`Self::read`], because finding the user's time zone means reading files.
    pub fn now(&self) -> Timestamp {
        self.shows.as_ref().map_or_else(Timestamp::now, |now| now().timestamp())
    }

    /// The local time of the user. The time zone is looked up again after a while, because people travel.
    pub fn read(&self) -> ZonedDateTime {
        self.shows.as_ref().map_or_else(ZonedDateTime::now, |now| now())
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}
