//! Linux: the notification service of the desktop, over the session bus.
//! Source: <https://specifications.freedesktop.org/notification-spec/1.3>.
use std::collections::HashMap;
use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use upgo_engine::base::display::markup;
use upgo_engine::machine::home::Home;
use url::Url;
use zbus::blocking::{Connection, MessageIterator, connection};
use zbus::message::Type;
use zbus::zvariant::{DynamicType, Value};
use zbus::{MatchRule, Message};

use crate::DESKTOP_ENTRY;
use crate::card::{Bar, Card};
use crate::error::ToastError;
use crate::intent::Intent;
use crate::picture::Picture;
use crate::toaster::OnPress;

const SERVICE: &str = "org.freedesktop.Notifications";
const OBJECT: &str = "/org/freedesktop/Notifications";
/// The time limit for an answer of the service, which may include its start.
const PATIENCE: Duration = Duration::from_secs(5);
/// The action for a press outside the buttons.
const BESIDE: &str = "default";
/// How long the progress of a change stays without an update, in milliseconds. Each update restarts it. So it does
/// not disappear while the change runs, and does not stay for ever if the process is killed.
const PROGRESS_STAYS: i32 = 120_000;
/// Lets the service decide how long a toast stays.
const DEFAULT_TIME: i32 = -1;
/// The bus's errors for an absent service.
const ABSENT: [&str; 3] = [
    "org.freedesktop.DBus.Error.ServiceUnknown",
    "org.freedesktop.DBus.Error.NameHasNoOwner",
    "org.freedesktop.DBus.Error.NoReply",
];

/// Its one connection is opened for the first toast, and again after a loss of the bus.
pub(crate) struct Notifier {
    home: Home,
    on_press: OnPress,
    /// The bus to use instead of the session bus.
    bus: Option<String>,
    session: Mutex<Option<BusSession>>,
}

impl Notifier {
    pub(crate) fn new(home: Home, on_press: OnPress) -> Self {
        Self { home, on_press, bus: None, session: Mutex::new(None) }
    }

    pub(crate) fn show(&self, card: &Card, _now: Timestamp) -> Result<(), ToastError> {
        let mut session = locked(&self.session);
        if session.as_ref().is_none_or(|session| session.connection.is_closed()) {
            *session = Some(BusSession::open(self.bus.as_deref(), &self.on_press)?);
        }
        session.as_ref().map_or(Ok(()), |session| session.show(card, &self.address(card.picture)))
    }

    /// Replaces the toast with the card's tag in place. Returns `false` if it is gone.
    pub(crate) fn update(&self, card: &Card) -> Result<bool, ToastError> {
        let session = locked(&self.session);
        let Some(session) = session.as_ref().filter(|session| session.is_shown(&card.tag)) else { return Ok(false) };
        session.show(card, &self.address(card.picture)).map(|()| true)
    }

    pub(crate) fn withdraw(&self, tag: &str) -> Result<(), ToastError> {
        locked(&self.session).as_ref().map_or(Ok(()), |session| session.withdraw(tag))
    }

    /// Empty on failure, because a toast without its picture is better than none.
    fn address(&self, picture: Picture) -> String {
        let path = picture.lay(&self.home).ok();
        path.and_then(|path| Url::from_file_path(path).ok()).map(String::from).unwrap_or_default()
    }
}

#[derive(Debug)]
struct BusSession {
    connection: Connection,
    /// Whether the service reads the text as markup.
    markup: bool,
    shown: Arc<Mutex<ShownToasts>>,
}

impl BusSession {
    /// Subscribes before anything is shown, so that no press is lost. It does so only after the service has answered,
    /// because the listener thread lives as long as the connection.
    fn open(bus: Option<&str>, on_press: &OnPress) -> Result<Self, ToastError> {
        let builder = bus.map_or_else(connection::Builder::session, connection::Builder::address).map_err(none)?;
        let connection = builder.method_timeout(PATIENCE).build().map_err(none)?;
        let capabilities: Vec<String> =
            call(&connection, "GetCapabilities", &())?.body().deserialize().map_err(none)?;
        let shown = Arc::<Mutex<ShownToasts>>::default();
        let listener = listen(signals(&connection).map_err(none)?, Arc::clone(&shown), Arc::clone(on_press));
        thread::Builder::new().name("toasts".to_owned()).spawn(listener).map_err(none)?;
        Ok(Self { connection, markup: capabilities.iter().any(|each| each == "body-markup"), shown })
    }

    /// The lock is held until the service has returned the toast's number, so a press waits until its toast is known.
    fn show(&self, card: &Card, picture: &str) -> Result<(), ToastError> {
        let mut shown = locked(&self.shown);
        let replaced = shown.id(&card.tag).unwrap_or(0);
        let progress = card.bar.as_ref().map(progress_line).unwrap_or_default();
        let lines = [card.body.as_str(), &card.also, &progress].into_iter().filter(|line| !line.is_empty());
        let body = lines.collect::<Vec<_>>().join("\n");
        let body = if self.markup { markup(&body) } else { body };
        let mut hints = HashMap::from([("desktop-entry", Value::from(DESKTOP_ENTRY))]);
        if !picture.is_empty() {
            hints.insert("image-path", Value::from(picture));
        }
        if let Some(bar) = &card.bar {
            hints.insert("transient", Value::from(true));
            hints.insert("suppress-sound", Value::from(true));
            // not in the specification, but many services draw it as a bar
            hints.extend(bar.percent.map(|percent| ("value", Value::from(i32::from(percent)))));
        }
        let stays = if card.bar.is_some() { PROGRESS_STAYS } else { DEFAULT_TIME };
        let message = ("Upgo", replaced, "", &card.title, body, actions(card), hints, stays);
        let answer = call(&self.connection, "Notify", &message)?;
        shown.put(answer.body().deserialize().map_err(none)?, &answer, card);
        Ok(())
    }

    fn is_shown(&self, tag: &str) -> bool {
        locked(&self.shown).id(tag).is_some()
    }

    fn withdraw(&self, tag: &str) -> Result<(), ToastError> {
        let Some(id) = locked(&self.shown).take_tag(tag) else { return Ok(()) };
        match call(&self.connection, "CloseNotification", &(id,)) {
            Ok(_) | Err(ToastError::Refused(_)) => Ok(()), // it is already gone
            Err(error) => Err(error),
        }
    }
}

/// The toasts that can still be pressed, by the number from the service.
#[derive(Debug, Default)]
struct ShownToasts(HashMap<u32, Pressable>);

#[derive(Debug)]
struct Pressable {
    tag: String,
    /// The service's connection on the bus. Another service uses the same numbers for other toasts.
    shown_by: String,
    presses: Vec<(&'static str, Intent)>,
}

impl ShownToasts {
    fn id(&self, tag: &str) -> Option<u32> {
        self.0.iter().find(|(_, toast)| toast.tag == tag).map(|(id, _)| *id)
    }

    fn put(&mut self, id: u32, answer: &Message, card: &Card) {
        self.take_tag(&card.tag);
        let buttons = card.buttons.iter().map(|button| (button.intent.name(), button.intent.clone()));
        let presses = buttons.chain([(BESIDE, card.press.clone())]).collect();
        self.0.insert(id, Pressable { tag: card.tag.clone(), shown_by: sender(answer), presses });
    }

    fn take_tag(&mut self, tag: &str) -> Option<u32> {
        let id = self.id(tag)?;
        self.0.remove(&id);
        Some(id)
    }

    /// Handles a signal. Returns the meaning of a press. A toast can be pressed once.
    fn hear(&mut self, signal: &Message) -> Option<Intent> {
        let (body, header) = (signal.body(), signal.header());
        match header.member()?.as_str() {
            "ActionInvoked" => {
                let (id, action): (u32, String) = body.deserialize().ok()?;
                let toast = self.0.get(&id).filter(|toast| toast.shown_by == sender(signal))?;
                let at = toast.presses.iter().position(|(name, _)| *name == action)?;
                self.0.remove(&id).map(|mut toast| toast.presses.swap_remove(at).1)
            }
            "NotificationClosed" => {
                let (id, _reason): (u32, u32) = body.deserialize().ok()?;
                self.0.remove(&id);
                None
            }
            _ => None,
        }
    }
}

fn sender(message: &Message) -> String {
    message.header().sender().map(ToString::to_string).unwrap_or_default()
}

/// The bus starts the service if it is not running.
fn call<B>(connection: &Connection, method: &str, body: &B) -> Result<Message, ToastError>
where
    B: serde::Serialize + DynamicType,
{
    connection.call_method(Some(SERVICE), OBJECT, Some(SERVICE), method, body).map_err(refused)
}

fn signals(connection: &Connection) -> zbus::Result<MessageIterator> {
    let rule = MatchRule::builder().msg_type(Type::Signal).sender(SERVICE)?.path(OBJECT)?.interface(SERVICE)?.build();
    MessageIterator::for_match_rule(rule, connection, None)
}

/// Ends with the connection.
fn listen(signals: MessageIterator, shown: Arc<Mutex<ShownToasts>>, on_press: OnPress) -> impl FnOnce() {
    move || {
        for signal in signals.map_while(Result::ok) {
            let intent = locked(&shown).hear(&signal);
            if let Some(intent) = intent {
                on_press(intent); // without the lock, because it may show a toast
            }
        }
    }
}

/// Pairs of a name and a label.
fn actions(card: &Card) -> Vec<&str> {
    let buttons = card.buttons.iter().flat_map(|button| [button.intent.name(), &button.word]);
    buttons.chain([BESIDE, ""]).collect()
}

/// The progress as text, for services that draw no bar: `58% · 12 s left`.
fn progress_line(bar: &Bar) -> String {
    let parts = [bar.done.as_str(), &bar.left].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

fn none(error: impl Into<Box<dyn Error + Send + Sync>>) -> ToastError {
    ToastError::NoService(error.into())
}

/// Maps an error of the bus: the service is not available, or it rejected the call.
fn refused(error: zbus::Error) -> ToastError {
    match &error {
        zbus::Error::MethodError(name, ..) if !ABSENT.contains(&name.as_str()) => ToastError::Refused(error.into()),
        _ => none(error),
    }
}

/// Locks even after a panic, because no data here can be left half-changed.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
