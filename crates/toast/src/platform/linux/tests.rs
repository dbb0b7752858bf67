//! On a real bus for this test, with a notification service that records its calls.
#![expect(clippy::used_underscore_binding, reason = "the macro of the service generates it for unused arguments")]
use std::sync::mpsc::{self, Receiver};

use upgo_engine::base::report::Progress;
use upgo_engine::base::version::Version;
use upgo_engine::base::words::Language;
use upgo_engine::change::plan::{Action, ChangeName};
use upgo_testkit::bus::Bus;
use zbus::zvariant::OwnedValue;

use super::*;
use crate::running::Running;
use crate::toast::Toast;

/// The time limit for a signal on a busy machine; a passing test never waits that long.
const LONG: Duration = Duration::from_secs(30);

/// Another connection to a bus.
fn connect(bus: &Bus) -> Connection {
    connection::Builder::address(bus.address.as_str()).unwrap().build().unwrap()
}

#[derive(Clone, Debug, Default)]
struct Told {
    id: u32,
    replaced: u32,
    title: String,
    body: String,
    actions: Vec<String>,
    hints: Vec<(String, String)>,
    closed: bool,
}

type ToldNotes = Arc<Mutex<Vec<Told>>>;

struct Recorder {
    notes: ToldNotes,
    markup: bool,
    refuses: bool,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Recorder {
    #[expect(clippy::too_many_arguments, reason = "the specification has them")]
    fn notify(
        &self,
        _app: &str,
        replaced: u32,
        _icon: &str,
        title: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        _milliseconds: i32,
    ) -> zbus::fdo::Result<u32> {
        if self.refuses {
            return Err(zbus::fdo::Error::LimitsExceeded("too many".to_owned()));
        }
        let mut notes = locked(&self.notes);
        let id = if replaced == 0 { u32::try_from(notes.len()).unwrap() + 1 } else { replaced };
        let text = |value: OwnedValue| match &*value {
            Value::Str(text) => text.to_string(),
            Value::I32(number) => number.to_string(),
            Value::Bool(is_on) => is_on.to_string(),
            _ => String::new(),
        };
        let hints = hints.into_iter().map(|(name, value)| (name, text(value))).collect();
        notes.push(Told { id, replaced, title, body, actions, hints, closed: false });
        Ok(id)
    }

    fn close_notification(&self, id: u32) {
        locked(&self.notes).iter_mut().filter(|told| told.id == id).for_each(|told| told.closed = true);
    }

    fn get_capabilities(&self) -> Vec<&str> {
        if self.markup { vec!["body", "actions", "body-markup"] } else { vec!["body", "actions"] }
    }
}

/// The service, on its own connection.
struct Service {
    connection: Connection,
    notes: ToldNotes,
}

impl Service {
    fn start(bus: &Bus) -> Self {
        Self::start_as(bus, true, false)
    }

    fn start_as(bus: &Bus, markup: bool, refuses: bool) -> Self {
        let notes = ToldNotes::default();
        let recorder = Recorder { notes: Arc::clone(&notes), markup, refuses };
        let builder = connection::Builder::address(bus.address.as_str()).unwrap();
        let connection = builder.serve_at(OBJECT, recorder).unwrap().name(SERVICE).unwrap().build().unwrap();
        Self { connection, notes }
    }

    fn told(&self) -> Vec<Told> {
        locked(&self.notes).clone()
    }

    /// Sends a signal to all connections, or to one.
    fn signal<B: serde::Serialize + DynamicType>(&self, to: Option<&str>, name: &str, body: &B) {
        self.connection.emit_signal(to, OBJECT, SERVICE, name, body).unwrap();
    }

    fn press(&self, id: u32, action: &str) {
        self.signal(None, "ActionInvoked", &(id, action));
    }
}

struct Lab {
    desk: Notifier,
    presses: Receiver<Intent>,
    _folder: tempfile::TempDir,
}

impl Lab {
    fn on(address: &str) -> Self {
        let (send, presses) = mpsc::channel();
        let folder = tempfile::tempdir().unwrap();
        let on_press = move |intent| send.send(intent).unwrap();
        let mut desk = Notifier::new(Home::new(folder.path()), Arc::new(on_press));
        desk.bus = Some(address.to_owned());
        Self { desk, presses, _folder: folder }
    }

    fn show(&self, toast: &Toast) -> Result<(), ToastError> {
        self.desk.show(&Card::of(toast, Language::English), Timestamp::UNIX_EPOCH)
    }

    fn pressed(&self) -> Intent {
        self.presses.recv_timeout(LONG).expect("a press")
    }

    /// The name of its connection on the bus.
    fn name(&self) -> String {
        locked(&self.desk.session).as_ref().unwrap().connection.unique_name().unwrap().to_string()
    }
}

fn version(name: &str) -> Version {
    Version::from_name(name).unwrap()
}

fn release(name: &str) -> Toast {
    Toast::NewRelease {
        version: version(name),
        from: None,
        released_on: None,
        unsupported: false,
        fixes: 0,
        fixes_in_your_projects: None,
        out_of_reach: false,
    }
}

fn upgraded(name: &str, undo: u64) -> Toast {
    let change = ChangeName::new(Action::Use, None, Some(version(name)));
    Toast::Done { change, undo: Some(undo), terminals: crate::Terminals::Open }
}

#[test]
fn the_service_receives_texts_buttons_and_picture() {
    let Some(bus) = Bus::start() else { return };
    let (service, lab) = (Service::start(&bus), Lab::on(&bus.address));
    lab.show(&upgraded("go1.27.1", 7)).unwrap();
    let told = service.told().remove(0);
    assert_eq!(told.title, "Switched to go1.27.1");
    assert_eq!(told.body, "Open terminals pick it up with their next command.");
    assert_eq!(told.actions, ["undo", "Undo", "open", "Open Upgo", "default", ""]);
    let hint = |wanted: &str| told.hints.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    assert_eq!(hint("desktop-entry"), Some("upgo"));
    let picture = Url::parse(hint("image-path").unwrap()).unwrap().to_file_path().unwrap();
    assert!(fs_err::read(picture).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn each_button_works_once() {
    let Some(bus) = Bus::start() else { return };
    let (service, lab) = (Service::start(&bus), Lab::on(&bus.address));
    lab.show(&upgraded("go1.27.1", 7)).unwrap();
    lab.show(&release("go1.28.0")).unwrap();
    service.press(2, "skip");
    service.press(2, "upgrade");
    service.press(1, "no such button");
    service.press(9, "undo");
    service.press(1, "undo");
    assert_eq!(lab.pressed(), Intent::Skip { version: version("go1.28.0") });
    assert_eq!(lab.pressed(), Intent::Undo { id: 7 });
    lab.show(&Toast::Failed { change: ChangeName::new(Action::Upgrade, None, None), runs: None }).unwrap();
    service.press(3, BESIDE);
    assert_eq!(lab.pressed(), Intent::Details);
    assert!(lab.presses.try_recv().is_err());
}

#[test]
fn no_press_is_lost_with_direct_and_additional_signals() {
    let Some(bus) = Bus::start() else { return };
    let (service, lab) = (Service::start(&bus), Lab::on(&bus.address));
    for id in 1..=100 {
        lab.show(&upgraded(&format!("go1.{id}.0"), id)).unwrap();
        let to = lab.name();
        service.signal(Some(&to), "ActivationToken", &(u32::try_from(id).unwrap(), "token"));
        service.signal(Some(&to), "ActionInvoked", &(u32::try_from(id).unwrap(), "undo"));
        service.signal(Some(&to), "NotificationClosed", &(u32::try_from(id).unwrap(), 2_u32));
        assert_eq!(lab.pressed(), Intent::Undo { id });
    }
}

#[test]
fn one_release_has_one_toast() {
    let Some(bus) = Bus::start() else { return };
    let (service, lab) = (Service::start(&bus), Lab::on(&bus.address));
    lab.show(&release("go1.27.1")).unwrap();
    lab.show(&release("go1.28.0")).unwrap();
    lab.show(&upgraded("go1.27.1", 7)).unwrap();
    let replaced: Vec<_> = service.told().iter().map(|told| (told.id, told.replaced)).collect();
    assert_eq!(replaced, [(1, 0), (2, 0), (1, 1)]);
    service.press(1, "upgrade");
    service.press(1, "undo");
    assert_eq!(lab.pressed(), Intent::Undo { id: 7 }, "the replaced toast no longer has a meaning");
    lab.desk.withdraw("go1.28.0").unwrap();
    lab.desk.withdraw("go1.28.0").unwrap();
    let closed: Vec<_> = service.told().iter().map(|told| told.closed).collect();
    assert_eq!(closed, [false, true, false]);
}

fn upgrading(percent: Option<u8>) -> Toast {
    let change = ChangeName::new(Action::Upgrade, Some(version("go1.26.5")), Some(version("go1.27.1")));
    let running = Running::new(change, &[], &Progress::new(&[]), 3);
    Toast::Running(Box::new(Running { percent, seconds: Some(12), ..running }))
}

fn update(lab: &Lab, toast: &Toast) -> bool {
    lab.desk.update(&Card::of(toast, Language::English)).unwrap()
}

#[test]
fn progress_is_one_notification_that_becomes_the_result() {
    let Some(bus) = Bus::start() else { return };
    let (service, lab) = (Service::start(&bus), Lab::on(&bus.address));
    assert!(!update(&lab, &upgrading(Some(1))), "nothing is shown yet");
    lab.show(&upgrading(None)).unwrap();
    assert!(update(&lab, &upgrading(Some(58))));
    lab.show(&upgraded("go1.27.1", 7)).unwrap();
    let told = service.told();
    assert_eq!(told.iter().map(|told| (told.id, told.replaced)).collect::<Vec<_>>(), [(1, 0), (1, 1), (1, 1)]);
    let hints = |told: &Told| {
        let hints = told.hints.iter().filter(|(name, _)| ["value", "transient", "suppress-sound"].contains(&&**name));
        let mut hints: Vec<_> = hints.map(|(name, value)| format!("{name}={value}")).collect();
        hints.sort();
        hints
    };
    assert_eq!(hints(&told[0]), ["suppress-sound=true", "transient=true"]);
    assert_eq!(hints(&told[1]), ["suppress-sound=true", "transient=true", "value=58"]);
    assert_eq!(told[1].body, "58% · 12 s left");
    assert_eq!(told[1].actions, ["cancel", "Cancel", "default", ""]);
    assert!(hints(&told[2]).is_empty(), "the result stays");
}

#[test]
fn progress_that_was_closed_or_cancelled_does_not_come_back() {
    let Some(bus) = Bus::start() else { return };
    let (service, lab) = (Service::start(&bus), Lab::on(&bus.address));
    lab.show(&upgrading(Some(1))).unwrap();
    service.press(1, "cancel");
    assert_eq!(lab.pressed(), Intent::Cancel { plan: 3, process: std::process::id() });
    assert!(!update(&lab, &upgrading(Some(2))));

    lab.show(&upgrading(Some(3))).unwrap();
    lab.show(&release("go1.28.0")).unwrap();
    service.signal(None, "NotificationClosed", &(2_u32, 2_u32));
    service.press(3, "later"); // arrives after it
    lab.pressed();
    assert!(!update(&lab, &upgrading(Some(4))));
    assert_eq!(service.told().len(), 3);
}

#[test]
fn a_closed_toast_is_not_replaced() {
    let Some(bus) = Bus::start() else { return };
    let (service, lab) = (Service::start(&bus), Lab::on(&bus.address));
    lab.show(&release("go1.27.1")).unwrap();
    lab.show(&release("go1.28.0")).unwrap();
    service.signal(None, "NotificationClosed", &(1_u32, 2_u32));
    service.press(2, "later"); // arrives after it
    lab.pressed();
    lab.show(&release("go1.27.1")).unwrap();
    assert_eq!(service.told().last().unwrap().replaced, 0);
}

#[test]
fn another_program_cannot_press_for_the_user() {
    let Some(bus) = Bus::start() else { return };
    let (service, lab) = (Service::start(&bus), Lab::on(&bus.address));
    lab.show(&upgraded("go1.27.1", 7)).unwrap();
    let stranger = connect(&bus);
    let to = lab.name();
    for to in [None, Some(to.as_str())] {
        stranger.emit_signal(to, OBJECT, SERVICE, "ActionInvoked", &(1_u32, "undo")).unwrap();
    }
    // after this call has returned, everything that the stranger sent has been delivered
    stranger.call_method(Some("org.freedesktop.DBus"), "/", Some("org.freedesktop.DBus"), "GetId", &()).unwrap();
    service.press(1, "open");
    assert_eq!(lab.pressed(), Intent::Open);
}

#[test]
fn a_press_may_show_the_next_toast() {
    let Some(bus) = Bus::start() else { return };
    let service = Service::start(&bus);
    let folder = tempfile::tempdir().unwrap();
    let (send, shown) = mpsc::channel();
    let desk = Arc::new_cyclic(|desk: &std::sync::Weak<Notifier>| {
        let again = desk.clone();
        let on_press: OnPress = Arc::new(move |_| {
            let card = Card::of(&Toast::Test, Language::Chinese);
            // the thread of the presses must not wait for an answer that it has to deliver itself
            send.send(again.upgrade().unwrap().show(&card, Timestamp::UNIX_EPOCH).is_ok()).unwrap();
        });
        let mut desk = Notifier::new(Home::new(folder.path()), on_press);
        desk.bus = Some(bus.address.clone());
        desk
    });
    desk.show(&Card::of(&release("go1.27.1"), Language::English), Timestamp::UNIX_EPOCH).unwrap();
    service.press(1, "upgrade");
    assert!(shown.recv_timeout(LONG).unwrap());
    assert_eq!(service.told()[1].title, "通知功能正常");
}

#[test]
fn several_at_once_are_one_toast() {
    let Some(bus) = Bus::start() else { return };
    let (service, lab) = (Service::start(&bus), Lab::on(&bus.address));
    lab.show(&Toast::Several { first: Box::new(release("go1.27.1")), others: vec![Toast::NoAnswer { days: 3 }] })
        .unwrap();
    let told = service.told();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].title.as_str(), told[0].body.lines().last()),
        ("go1.27.1 is out", Some("Also: Upgo can't get new releases."))
    );
}

#[test]
fn markup_is_escaped_for_services_that_read_it() {
    let hostile = Card { body: "<b>a</b> & b".to_owned(), ..Card::of(&Toast::Test, Language::English) };
    for (markup, expected) in [(true, "&lt;b&gt;a&lt;/b&gt; &amp; b"), (false, "<b>a</b> & b")] {
        let Some(bus) = Bus::start() else { return };
        let (service, lab) = (Service::start_as(&bus, markup, false), Lab::on(&bus.address));
        lab.desk.show(&hostile, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(service.told()[0].body, expected);
    }
}

#[test]
fn a_missing_bus_or_service_is_reported_and_retried_with_the_next_toast() {
    let nowhere = tempfile::tempdir().unwrap();
    let lab = Lab::on(&format!("unix:path={}/none", nowhere.path().display()));
    assert!(matches!(lab.show(&Toast::Test), Err(ToastError::NoService(_))));
    lab.desk.withdraw("test").unwrap();

    let Some(bus) = Bus::start() else { return };
    let lab = Lab::on(&bus.address);
    let error = lab.show(&Toast::Test).unwrap_err();
    assert!(matches!(error, ToastError::NoService(_)), "{error:?}");
    assert_eq!(error.to_string(), "no notification service is available");
    let service = Service::start(&bus);
    lab.show(&Toast::Test).unwrap();
    assert_eq!(service.told().len(), 1);
}

#[test]
fn a_refusal_is_distinguished_from_a_missing_service() {
    let Some(bus) = Bus::start() else { return };
    let (_service, lab) = (Service::start_as(&bus, true, true), Lab::on(&bus.address));
    let error = lab.show(&Toast::Test).unwrap_err();
    assert!(matches!(error, ToastError::Refused(_)), "{error:?}");
}

#[test]
fn reconnects_after_the_bus_ended() {
    let Some(first) = Bus::start() else { return };
    let service = Service::start(&first);
    let mut lab = Lab::on(&first.address);
    lab.show(&Toast::Test).unwrap();
    drop((service, first));
    assert!(lab.show(&Toast::Test).is_err());
    let Some(second) = Bus::start() else { return };
    let service = Service::start(&second);
    lab.desk.bus = Some(second.address.clone());
    lab.show(&upgraded("go1.27.1", 7)).unwrap();
    service.press(1, "undo");
    assert_eq!(lab.pressed(), Intent::Undo { id: 7 });
}
