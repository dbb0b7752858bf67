//! The time, which comes in like everything else from outside.
use std::fmt;
use std::sync::Arc;

use jiff::Zoned;

/// A clock, which also knows the zone of the user.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Zoned + Send + Sync>);

impl Clock {
    /// A clock that shows what `now` says.
    pub fn new(now: impl Fn() -> Zoned + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// What it shows.
    pub fn read(&self) -> Zoned {
        (self.0)()
    }
}

impl Default for Clock {
    /// The clock of the system. Its zone is looked up now and then: people travel.
    fn default() -> Self {
        Self::new(Zoned::now)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.read())
    }
}
