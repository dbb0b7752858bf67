//! The tray icon: the state at a glance, and the same actions as in the window.
mod icon;
mod menu;
mod words;

use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tauri::menu::{CheckMenuItemBuilder, Menu, MenuBuilder, MenuItemBuilder, SubmenuBuilder};
use tauri::tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager as _, Wry};
use upgo_engine::engine::{Request, RequestedRelease};

use crate::bridge::Place;
use crate::desk::Desk;
use crate::jobs::Job;
use crate::platform;
use menu::{Entry, Face, Id, Pause};

const TRAY: &str = "upgo";

/// Asks the thread that draws the tray to look again.
struct Redraw(Sender<()>);

/// Makes the tray icon, where the desktop has a place for one.
pub(crate) fn start(desk: &Desk) {
    let app = desk.app();
    let presses = desk.clone();
    let clicks = desk.clone();
    let made = TrayIconBuilder::with_id(TRAY)
        .icon(icon::image(icon::State::Current, platform::taskbar_is_light()))
        .show_menu_on_left_click(false)
        .on_menu_event(move |_, event| pressed(&presses, event.id().as_ref()))
        .on_tray_icon_event(move |_, event| {
            if is_left_click(&event) {
                clicks.show(Place::Home.into());
            }
        })
        .build(app);
    if made.is_err() {
        // the window works without it
        return;
    }
    let (redraw, asked) = mpsc::channel();
    app.manage(Redraw(redraw));
    let desk = desk.clone();
    std::thread::spawn(move || {
        let mut shown = None;
        while asked.recv().is_ok() {
            while asked.try_recv().is_ok() {}
            let face = Face::of(&desk);
            if shown.as_ref() != Some(&face) {
                draw(&desk, &face, shown.as_ref());
                shown = Some(face);
            }
            // progress comes twenty times a second
            std::thread::sleep(Duration::from_millis(250));
        }
    });
    refresh_soon(app);
}

/// Something changed: looks whether the tray shows it.
pub(crate) fn refresh(desk: &Desk) {
    refresh_soon(desk.app());
}

fn refresh_soon(app: &AppHandle) {
    if let Some(redraw) = app.try_state::<Redraw>() {
        redraw.0.send(()).ok();
    }
}

fn draw(desk: &Desk, face: &Face, before: Option<&Face>) {
    let (app, icon, tooltip) = (desk.app().clone(), face.icon, face.tooltip());
    let entries = face.entries();
    let is_same_menu = before.is_some_and(|before| before.entries() == entries);
    desk.on_main_thread(move || {
        let Some(tray) = app.tray_by_id(TRAY) else { return };
        tray.set_icon(Some(icon::image(icon.0, icon.1))).ok();
        tray.set_tooltip(Some(&tooltip)).ok();
        if !is_same_menu && let Ok(menu) = native(&app, &entries) {
            tray.set_menu(Some(menu)).ok();
        }
    });
}

fn native(app: &AppHandle, entries: &[Entry]) -> tauri::Result<Menu<Wry>> {
    let mut menu = MenuBuilder::new(app);
    for entry in entries {
        menu = match entry {
            Entry::Line => menu.separator(),
            Entry::Item { id, text, enabled } => {
                menu.item(&MenuItemBuilder::with_id(id.to_string(), text).enabled(*enabled).build(app)?)
            }
            Entry::Choices { text, choices } => {
                let mut choices_menu = SubmenuBuilder::new(app, text);
                for choice in choices {
                    let item = CheckMenuItemBuilder::with_id(choice.id.to_string(), &choice.text);
                    choices_menu = choices_menu.item(&item.checked(choice.chosen).build(app)?);
                }
                menu.item(&choices_menu.build()?)
            }
        };
    }
    menu.build()
}

fn is_left_click(event: &TrayIconEvent) -> bool {
    matches!(event, TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. })
}

fn pressed(desk: &Desk, id: &str) {
    match Id::parse(id) {
        None | Some(Id::Head) => {}
        Some(Id::Open) => desk.show(Place::Home.into()),
        Some(Id::Settings) => desk.show(Place::Settings.into()),
        Some(Id::CheckNow) => in_background(desk, |desk| drop(desk.check())),
        Some(Id::Upgrade(version)) => desk.change(Request::Upgrade { to: Some(version.into()), patch: false }, "tray"),
        Some(Id::Install(version)) => desk.change(Request::install_and_use(version), "tray"),
        Some(Id::Use(version)) => desk.change(Request::Use { version: version.into() }, "tray"),
        Some(Id::Back(id)) => desk.change(Request::Rollback { id: Some(id) }, "tray"),
        Some(Id::Skip(version)) => in_background(desk, move |desk| drop(desk.skip(&version))),
        Some(Id::Cancel) => desk.jobs().cancel(),
        Some(Id::Pause(pause)) => in_background(desk, move |desk| drop(desk.pause(until(pause)))),
        Some(Id::Quit) => desk.quit(),
    }
}

fn in_background(desk: &Desk, work: impl FnOnce(&Desk) + Send + 'static) {
    let desk = desk.clone();
    std::thread::spawn(move || work(&desk));
}
