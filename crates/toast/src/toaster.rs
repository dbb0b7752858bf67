//! Shows toasts and reports presses.
use std::sync::Arc;

use jiff::Timestamp;
use upgo_engine::base::words::Language;
use upgo_engine::machine::home::Home;

use crate::card::Card;
use crate::error::ToastError;
use crate::intent::Intent;
use crate::platform::Notifier;
use crate::toast::Toast;

/// Called for each press that the system reports to the running program.
pub(crate) type OnPress = Arc<dyn Fn(Intent) + Send + Sync>;

/// Uses no resources before the first toast.
pub struct Toaster {
    desk: Notifier,
    now: fn() -> Timestamp,
}

impl Toaster {
    /// Keeps its files in `home`. On Linux, `on_press` is called for each press, one after the other, on a thread of
    /// the toaster, so it should return quickly. Windows starts the program with a link instead, which
    /// [`crate::redeem`] turns into the intent.
    pub fn new(home: Home, now: fn() -> Timestamp, on_press: impl Fn(Intent) + Send + Sync + 'static) -> Self {
        Self { desk: Notifier::new(home, Arc::new(on_press)), now }
    }

    /// Replaces one with the same tag. On Windows, toasts of programs that are not registered ([`crate::register`]) are
    /// dropped silently.
    pub fn show(&self, toast: &Toast, language: Language) -> Result<(), ToastError> {
        self.desk.show(&Card::of(toast, language), (self.now)())
    }

    /// Updates the toast with its tag in place, without a sound. Returns `false` if the user has closed it.
    pub fn update(&self, toast: &Toast, language: Language) -> Result<bool, ToastError> {
        self.desk.update(&Card::of(toast, language))
    }

    /// Removes the toast with this tag if it is still shown.
    pub fn withdraw(&self, tag: &str) -> Result<(), ToastError> {
        self.desk.withdraw(tag)
    }
}
