//! The tray icon: the state at a glance, and the most important actions of the window.
mod icon;
mod jump_list;
mod menu;

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use tauri::Manager as _;
use tauri::menu::{CheckMenuItemBuilder, Menu, MenuBuilder, MenuItemBuilder, SubmenuBuilder};
use tauri::tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent};
use upgo_engine::base::version::Version;
use upgo_engine::cases::{SelfState, TerminalGo};
use upgo_engine::change::plan::Then;
use upgo_engine::change::request::{ChangeRequest, InstallFrom};
use upgo_engine::released::catalog::ReleaseRequest::Exact as exactly;
use upgo_engine::released::upgo::UpgoVersion;

use crate::bridge::Place;
use crate::desk::Desk;
use crate::runtime::{AppHandle, Runtime};
use crate::{notices, platform, window};
pub(crate) use jump_list::JumpTask;
use menu::{Face, Id, MenuEntry};

const TRAY: &str = "upgo";
const FRAME: Duration = Duration::from_millis(250);

struct Redraw(Sender<Look>);

/// The reason for a redraw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// The job's progress, or the taskbar. It changes often, so the machine's state is not read again.
    Job,
    /// The machine's state or the cached releases changed.
    Machine,
}

/// Creates the tray icon if the desktop shows tray icons.
pub(crate) fn start(desk: &Desk) {
    let app = desk.app();
    let presses = desk.clone();
    let clicks = desk.clone();
    let picture = icon::image(icon::IconState::Current, icon::TaskbarStyle::now());
    let made = TrayIconBuilder::with_id(TRAY)
        .icon(picture)
        .show_menu_on_left_click(false)
        .on_menu_event(move |_, event| pressed(&presses, event.id().as_ref()))
        .on_tray_icon_event(move |_, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event {
                clicks.show(Place::Home.into());
            }
        })
        .build(app);
    if made.is_err() {
        // the window works without a tray icon
        return;
    }
    let (redraw, asked) = mpsc::channel();
    app.manage(Redraw(redraw));
    let drawn = desk.clone();
    std::thread::spawn(move || keep_drawn(&drawn, &asked));
    let themed = app.clone();
    // without it, the picture changes with the next redraw
    platform::watch_theme(move || look(&themed, Look::Job)).ok();
    look(app, Look::Machine);
}

/// Redraws what has changed when asked. While the window is closed, it also turns the ring of a running job.
fn keep_drawn(desk: &Desk, asked: &Receiver<Look>) {
    let mut shown: Option<Face> = None;
    let (mut overview, mut upgo, mut language, mut is_quiet) = (None, None, notices::language(), false);
    let mut tasks = Vec::new();
    let mut frame = 0;
    loop {
        let turns = desk.jobs().is_working() && !window::is_open(desk);
        let told =
            if turns { asked.recv_timeout(FRAME) } else { asked.recv().map_err(|_| RecvTimeoutError::Disconnected) };
        if told == Err(RecvTimeoutError::Disconnected) {
            return;
        }
        let machine = told.into_iter().chain(asked.try_iter()).any(|look| look == Look::Machine);
        if machine || overview.is_none() {
            overview = desk.overview().ok();
            upgo = newer_upgo();
            language = notices::language();
            is_quiet = Desk::engine("tray").is_ok_and(|engine| !engine.settings().notifications);
            let back = overview.as_ref().and_then(|overview| overview.back.as_ref());
            let due = overview.as_ref().filter(|overview| menu::is_due(&overview.situation));
            let offer = due.and_then(|overview| overview.offer.as_ref()).map(|offer| &offer.version);
            let possible = jump_list::tasks(offer, back, language);
            if possible != tasks {
                // without the jump list, the tray's menu has the same
                platform::show_jump_list(&possible).ok();
                tasks = possible;
            }
        }
        frame = if turns { frame + 1 } else { 0 } % 8;
        let known = (overview.as_ref(), upgo.as_ref());
        let face = Face::of(known, &desk.jobs().job(), desk.jobs().waiting(), frame, (language, is_quiet));
        if shown.as_ref() != Some(&face) {
            draw(desk, &face, shown.as_ref());
            shown = Some(face);
        }
        // progress comes twenty times a second
        std::thread::sleep(FRAME);
    }
}

/// A newer version of Upgo that can be installed, unless it has already taken the place of this one.
fn newer_upgo() -> Option<UpgoVersion> {
    let report = Desk::engine("tray").ok()?.self_status();
    let is_offered = report.state == SelfState::Available && report.replaced_by.is_none();
    report.latest.filter(|_| is_offered).map(|latest| latest.version)
}

pub(crate) fn refresh(desk: &Desk) {
    look(desk.app(), Look::Machine);
}

pub(crate) fn job_changed(desk: &Desk) {
    look(desk.app(), Look::Job);
}

fn look(app: &AppHandle, what: Look) {
    if let Some(redraw) = app.try_state::<Redraw>() {
        redraw.0.send(what).ok();
    }
}

fn draw(desk: &Desk, face: &Face, before: Option<&Face>) {
    let app = desk.app().clone();
    let Face { icon, tooltip, entries } = face.clone();
    let is_same_menu = before.is_some_and(|before| before.entries == entries);
    desk.on_main_thread(move || {
        let Some(tray) = app.tray_by_id(TRAY) else { return };
        tray.set_icon(Some(icon::image(icon.0, icon.1))).ok();
        tray.set_tooltip(Some(&tooltip)).ok();
        if !is_same_menu && let Ok(menu) = native(&app, &entries) {
            tray.set_menu(Some(menu)).ok();
        }
    });
}

fn native(app: &AppHandle, entries: &[MenuEntry]) -> tauri::Result<Menu<Runtime>> {
    let mut menu = MenuBuilder::new(app);
    for entry in entries {
        menu = match entry {
            MenuEntry::Line => menu.separator(),
            MenuEntry::Item { id, text, enabled } => {
                menu.item(&MenuItemBuilder::with_id(id.text(), text).enabled(*enabled).build(app)?)
            }
            MenuEntry::Choices { text, choices } => {
                let mut choices_menu = SubmenuBuilder::new(app, text);
                for choice in choices {
                    let item = CheckMenuItemBuilder::with_id(choice.id.text(), &choice.text);
                    choices_menu = choices_menu.item(&item.checked(choice.chosen).build(app)?);
                }
                menu.item(&choices_menu.build()?)
            }
        };
    }
    menu.build()
}

fn pressed(desk: &Desk, id: &str) {
    match Id::parse(id) {
        None | Some(Id::Head) => {}
        Some(Id::Open | Id::Waiting) => desk.show(Place::Home.into()),
        Some(Id::Settings) => desk.show(Place::Settings.into()),
        Some(Id::CheckNow) => notices::check_now(desk),
        Some(Id::UpdateUpgo) => desk.change(ChangeRequest::UpdateSelf, "tray"),
        Some(Id::Upgrade(version)) => {
            desk.change(ChangeRequest::Upgrade { to: Some(exactly(version)), patch: false }, "tray");
        }
        Some(Id::Install(version)) => desk.change(
            ChangeRequest::Install { from: InstallFrom::Release { version: exactly(version) }, then: Then::Switch },
            "tray",
        ),
        Some(Id::Use(version)) => desk.change(ChangeRequest::Use { version: exactly(version) }, "tray"),
        Some(Id::Terminal(version)) => in_background(desk, |desk| open_terminal(desk, version)),
        Some(Id::Back(id)) => desk.change(ChangeRequest::Rollback { id: Some(id) }, "tray"),
        Some(Id::Skip(version)) => in_background(desk, move |desk| drop(desk.skip(&version))),
        Some(Id::OfferAgain) => in_background(desk, |desk| drop(desk.offer_again())),
        Some(Id::Cancel) => desk.jobs().cancel(),
        Some(Id::Pause(pause)) => in_background(desk, move |desk| drop(desk.pause(pause))),
        Some(Id::Quit) => desk.quit(),
    }
}

/// If that fails, opens Versions, where the same entry explains why.
fn open_terminal(desk: &Desk, version: Version) {
    let go = TerminalGo::Toolchain { version };
    if Desk::engine("tray").and_then(|engine| engine.open_terminal(&go, None)).is_err() {
        desk.show(Place::Versions.into());
    }
}

fn in_background(desk: &Desk, work: impl FnOnce(&Desk) + Send + 'static) {
    let desk = desk.clone();
    std::thread::spawn(move || work(&desk));
}
