//! The reasons why a toast was not shown.
use std::error::Error;
use std::io;

use upgo_engine::base::report::Code;
use upgo_engine::base::words::Sentence;
use upgo_engine::machine::effect::of_io;

type AnyError = Box<dyn Error + Send + Sync>;

explain! {
    pub enum ToastError {
        NoService(#[source] error: AnyError) = Notify, NoNotificationService, next StartNotificationService;
        Refused(#[source] error: AnyError) = Notify, NotificationRejected;
        Off(by: OffBy) = Notify, (match by {
            OffBy::Everything => Sentence::NotificationsOffEverything,
            OffBy::ThisProgram => Sentence::NotificationsOffProgram,
            OffBy::Policy => Sentence::NotificationsOffPolicy,
        }), next (match by {
            OffBy::Policy => Sentence::AskYourAdministrator,
            OffBy::Everything | OffBy::ThisProgram => Sentence::TurnNotificationsOn,
        });
        Buttons(#[source] error: io::Error) = (of_io(error)), ButtonsNotSaved, means (Code::Notify.means());
        Registration(#[source] error: AnyError) = Notify, NotRegisteredForNotifications;
        Unknown = Notify, UnknownToWindows, next RegisterDesktop;
        Unsupported = Notify, NoNotificationsHere, next CheckWindow;
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffBy {
    Everything,
    ThisProgram,
    Policy,
}
