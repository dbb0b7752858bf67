//! Why a toast was not shown.
use std::error::Error;
use std::io;

use upgo_engine::effect::of_io;
use upgo_engine::report::{Code, Explain};

type Cause = Box<dyn Error + Send + Sync>;

/// A toast was not shown, or the program could not be made known to the system.
#[derive(Debug, thiserror::Error)]
pub enum ToastError {
    /// No service for notifications answers: none runs, or there is no desktop session.
    #[error("no notification service answers")]
    NoService(#[source] Cause),
    /// The service answered with an error.
    #[error("the notification service refused the notification")]
    Refused(#[source] Cause),
    /// The user or a policy has switched notifications off.
    #[error("notifications of Upgo are switched off: {0}")]
    Off(OffBy),
    /// What the buttons need could not be written.
    #[error("what the notification's buttons need could not be written")]
    Buttons(#[source] io::Error),
    /// Windows does not know the program, and it could not be told.
    #[error("Upgo could not be registered for notifications")]
    Registration(#[source] Cause),
    /// This system has none that Upgo can use.
    #[error("Upgo cannot show notifications on this system")]
    Unsupported,
}

/// Who has switched notifications off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OffBy {
    /// For every program.
    #[error("for every program")]
    Everything,
    /// For this program.
    #[error("for this program")]
    ThisProgram,
    /// By the organisation.
    #[error("by a policy")]
    Policy,
}

impl Explain for ToastError {
    fn code(&self) -> Code {
        match self {
            Self::Buttons(error) => of_io(error),
            _ => Code::Notify,
        }
    }

    fn means(&self) -> String {
        Code::Notify.means().to_owned()
    }

    fn next(&self) -> String {
        match self {
            Self::NoService(_) => "Start a notification service, or look into the window now and then.".to_owned(),
            Self::Off(OffBy::Policy) => "Ask your organisation.".to_owned(),
            Self::Off(_) => "Switch them on in the system's settings, under Notifications.".to_owned(),
            Self::Unsupported => "Look into the window now and then.".to_owned(),
            Self::Refused(_) | Self::Buttons(_) | Self::Registration(_) => self.code().next().to_owned(),
        }
    }
}
