//! Shows toasts and reports presses.
use std::sync::Arc;

use jiff::Timestamp;
use upgo_engine::home::Home;

use crate::card::Card;
use crate::error::ToastError;
use crate::intent::Intent;
use crate::platform::Desk;
use crate::toast::Toast;
use crate::words::Language;

/// Is called for each press that the system reports to the running program.
pub(crate) type OnPress = Arc<dyn Fn(Intent) + Send + Sync>;

/// Shows toasts through the system. It costs nothing before the first one.
#[derive(Debug)]
pub struct Toaster {
    desk: Desk,
    now: fn() -> Timestamp,
}

impl Toaster {
    /// A toaster that keeps what it needs in `home`.
    ///
    /// On Linux `on_press` is called for each press, on a thread of the toaster, one after the other: it should hand
    /// the intent on. Windows starts the program with a link instead, which [`crate::redeem`] turns into the intent.
    pub fn new(home: Home, now: fn() -> Timestamp, on_press: impl Fn(Intent) + Send + Sync + 'static) -> Self {
        Self { desk: Desk::new(home, Arc::new(on_press)), now }
    }

    /// Shows `toast`, in the place of the one with the same tag where there is one.
    ///
    /// On Windows the program must be registered, see [`crate::register`]: toasts of others are dropped silently.
    pub fn show(&self, toast: &Toast, language: Language) -> Result<(), ToastError> {
        self.desk.show(&Card::of(toast, language), (self.now)())
    }

    /// Takes the toast with this tag away, if it is still there.
    pub fn withdraw(&self, tag: &str) -> Result<(), ToastError> {
        self.desk.withdraw(tag)
    }
}
