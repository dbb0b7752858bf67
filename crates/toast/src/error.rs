//! The reasons why a toast was not shown.
use std::error::Error;
use std::io;

use upgo_engine::base::report::{Code, Explain, stated};
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::machine::effect::of_io;

type AnyError = Box<dyn Error + Send + Sync>;

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub enum ToastError {
    NoService(#[source] AnyError),
    Refused(#[source] AnyError),
    Off(OffBy),
    Buttons(#[source] io::Error),
    Registration(#[source] AnyError),
    Unsupported,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffBy {
    Everything,
    ThisProgram,
    Policy,
}

impl Explain for ToastError {
    fn code(&self) -> Code {
        match self {
            Self::Buttons(error) => of_io(error),
            Self::NoService(_) | Self::Refused(_) | Self::Off(_) | Self::Registration(_) | Self::Unsupported => {
                Code::Notify
            }
        }
    }

    fn statement(&self) -> Option<Statement> {
        let says = match self {
            Self::NoService(_) => Sentence::NoNotificationService,
            Self::Refused(_) => Sentence::NotificationRejected,
            Self::Off(OffBy::Everything) => Sentence::NotificationsOffEverything,
            Self::Off(OffBy::ThisProgram) => Sentence::NotificationsOffProgram,
            Self::Off(OffBy::Policy) => Sentence::NotificationsOffPolicy,
            Self::Buttons(_) => Sentence::ButtonsNotSaved,
            Self::Registration(_) => Sentence::NotRegisteredForNotifications,
            Self::Unsupported => Sentence::NoNotificationsHere,
        };
        Some(says.into())
    }

    fn means(&self) -> Statement {
        Code::Notify.means()
    }

    fn next(&self) -> Statement {
        match self {
            Self::NoService(_) => Sentence::StartNotificationService.into(),
            Self::Off(OffBy::Policy) => Sentence::AskYourAdministrator.into(),
            Self::Off(_) => Sentence::TurnNotificationsOn.into(),
            Self::Unsupported => Sentence::CheckWindow.into(),
            Self::Refused(_) | Self::Buttons(_) | Self::Registration(_) => self.code().next().into(),
        }
    }
}
