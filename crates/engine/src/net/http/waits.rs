//! Waits for servers, for a front end that shows them.
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::HttpError;

/// Notified on any thread.
pub trait Watch: Send + Sync {
    /// Called about twenty times a second.
    fn waiting(&self, host: &str);

    fn failed(&self, error: &HttpError, next: &NextTry);
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextTry {
    Attempt { number: u32, pause: Duration },
    Host(String),
}

/// Who is notified about waits, if anybody. All copies share it, so that clients for other purposes report, too.
#[derive(Clone, Default)]
pub struct Waits(Arc<OnceLock<Arc<dyn Watch>>>);

impl Waits {
    /// Sets who is notified, for good.
    pub fn tell(&self, watch: Arc<dyn Watch>) {
        self.0.set(watch).ok(); // there is one front end
    }

    pub(super) fn waiting(&self, host: &str) {
        if let Some(watch) = self.0.get() {
            watch.waiting(host);
        }
    }

    pub(crate) fn failed(&self, error: &HttpError, next: &NextTry) {
        if let Some(watch) = self.0.get() {
            watch.failed(error, next);
        }
    }
}

impl fmt::Debug for Waits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Waits(told: {})", self.0.get().is_some())
    }
}
