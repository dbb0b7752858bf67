//! The reasons why a toast was not shown.
use std::error::Error;
use std::io;

use upgo_engine::base::report::{Code, Explain};
use upgo_engine::base::words::Statement;
use upgo_engine::machine::effect::of_io;

type AnyError = Box<dyn Error + Send + Sync>;

/// A toast could not be shown, or the program could not be registered with the system.
#[derive(Debug, thiserror::Error)]
pub enum ToastError {
    /// No notification service is available: none is running, or there is no desktop session.
    #[error("no notification service is available")]
    NoService(#[source] AnyError),
    /// The service answered with an error.
    #[error("the notification service rejected the notification")]
    Refused(#[source] AnyError),
    /// The user or a policy has turned notifications off.
    #[error("Upgo's notifications are turned off: {0}")]
    Off(OffBy),
    /// The data for the buttons could not be saved.
    #[error("the data for the notification's buttons could not be saved")]
    Buttons(#[source] io::Error),
    /// The program is not registered with Windows, and registering it failed.
    #[error("Upgo could not be registered for notifications")]
    Registration(#[source] AnyError),
    /// This system has no notifications that Upgo can use.
    #[error("Upgo cannot show notifications on this system")]
    Unsupported,
}

/// How notifications are turned off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OffBy {
    /// For every program.
    #[error("for all programs")]
    Everything,
    /// For this program.
    #[error("for this program")]
    ThisProgram,
    /// By a policy of the organization.
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

    fn means(&self) -> Statement {
        Code::Notify.means()
    }

    fn next(&self) -> Statement {
        match self {
            Self::NoService(_) => "Start a notification service, or check Upgo's window from time to time.".into(),
            Self::Off(OffBy::Policy) => "Ask your administrator.".into(),
            Self::Off(_) => "Turn them on in the system's settings, under Notifications.".into(),
            Self::Unsupported => "Check Upgo's window from time to time.".into(),
            Self::Refused(_) | Self::Buttons(_) | Self::Registration(_) => self.code().next().into(),
        }
    }
}
