//! Linux: GTK and the session bus.
use gtk::gio;
use gtk::gio::prelude::*;
use tauri::WebviewWindowBuilder;

use crate::runtime::{AppHandle, Runtime};

pub(crate) fn say(text: &str) {
    use std::io::Write as _;
    // nobody may be reading
    writeln!(std::io::stderr(), "{text}").ok();
}

pub(crate) fn require_display() -> Result<(), String> {
    // Tauri's window library panics without a screen. GTK says so first; a second initialisation does nothing.
    gtk::init().map_err(|_| {
        "Upgo has no screen to show its window on (DISPLAY or WAYLAND_DISPLAY). \
         `upgo` in a terminal does the same work: try `upgo status`."
            .to_owned()
    })
}

#[expect(clippy::unnecessary_wraps, reason = "other systems may lack it")]
pub(crate) fn require_web_view() -> Result<(), String> {
    // the program is linked with it
    Ok(())
}

pub(crate) fn shows_tray() -> bool {
    // <https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/>
    let watcher = ("org.kde.StatusNotifierWatcher",);
    let answer = gio::bus_get_sync(gio::BusType::Session, gio::Cancellable::NONE).and_then(|bus| {
        bus.call_sync(
            Some("org.freedesktop.DBus"),
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus",
            "NameHasOwner",
            Some(&watcher.to_variant()),
            None,
            gio::DBusCallFlags::NONE,
            1000,
            gio::Cancellable::NONE,
        )
    });
    answer.ok().and_then(|answer| answer.get::<(bool,)>()).is_some_and(|(has_owner,)| has_owner)
}

pub(crate) fn taskbar_is_light() -> bool {
    // no desktop tells; the panels of most are dark
    false
}

/// As `WebKitGTK` answers `prefers-color-scheme`.
pub(crate) fn prefers_dark() -> bool {
    use gtk::prelude::GtkSettingsExt as _;
    let Some(settings) = gtk::Settings::default() else { return false };
    // the variable wins over the setting; both name the dark form of a theme by its ending
    let theme = std::env::var("GTK_THEME").ok().or_else(|| settings.gtk_theme_name().map(Into::into));
    let is_named_dark = theme.is_some_and(|name| name.ends_with("-dark") || name.ends_with(":dark"));
    is_named_dark || settings.is_gtk_application_prefer_dark_theme()
}

pub(crate) fn dress(
    builder: WebviewWindowBuilder<'_, Runtime, AppHandle>,
) -> WebviewWindowBuilder<'_, Runtime, AppHandle> {
    builder
}
