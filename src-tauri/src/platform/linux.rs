//! Linux: GTK and the session bus.
use std::io;

use gtk::gio;
use gtk::gio::prelude::*;
use tauri::WebviewWindowBuilder;

pub(crate) use super::watching::watch_folders;
use crate::runtime::{AppHandle, Runtime};
use crate::tray::JumpTask;

pub(crate) const OWN_PAGE: &str = "tauri://localhost";

pub(crate) fn has_standard_error() -> bool {
    true
}

pub(crate) fn open_box(_text: &str) {}

pub(crate) fn require_display() -> Result<(), String> {
    // Tauri's window library panics without a screen, and GTK reports that first. Initialising GTK twice is harmless.
    gtk::init().map_err(|_| {
        "Upgo found no screen for its window (DISPLAY or WAYLAND_DISPLAY). \
         You can use `upgo` in a terminal instead: try `upgo status`."
            .to_owned()
    })
}

#[expect(clippy::unnecessary_wraps, reason = "may fail on other systems")]
pub(crate) fn require_web_view() -> Result<(), String> {
    // the web view is linked into the program
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

pub(crate) fn hides_new_icons() -> bool {
    false
}

pub(crate) fn tray_icon_pixels() -> u32 {
    // the desktop scales the largest picture
    32
}

#[expect(clippy::unnecessary_wraps, reason = "may fail on Windows")]
pub(crate) fn watch_theme(_changed: impl Fn() + Send + 'static) -> io::Result<()> {
    Ok(())
}

pub(crate) fn taskbar_is_light() -> bool {
    // there is no standard way to ask; most panels are dark
    false
}

pub(crate) fn region() -> Option<String> {
    region_of(|name| std::env::var(name).ok())
}

/// The locale of times, which desktops set together with that of numbers. Chosen as in `setlocale(3)`.
fn region_of(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let locale = ["LC_ALL", "LC_TIME", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty())?;
    let region = locale.split(['.', '@']).next()?;
    (!matches!(region, "C" | "POSIX")).then(|| region.replace('_', "-"))
}

/// The answer that `WebKitGTK` gives to `prefers-color-scheme`.
pub(crate) fn prefers_dark() -> bool {
    use gtk::prelude::GtkSettingsExt as _;
    let Some(settings) = gtk::Settings::default() else { return false };
    // the variable overrides the setting; in both, the suffix of a theme's name marks its dark variant
    let theme = std::env::var("GTK_THEME").ok().or_else(|| settings.gtk_theme_name().map(Into::into));
    let is_named_dark = theme.is_some_and(|name| name.ends_with("-dark") || name.ends_with(":dark"));
    is_named_dark || settings.is_gtk_application_prefer_dark_theme()
}

#[expect(clippy::unnecessary_wraps, reason = "may fail on Windows")]
pub(crate) fn note_version() -> io::Result<()> {
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "may fail on Windows")]
pub(crate) fn show_jump_list(_tasks: &[JumpTask]) -> io::Result<()> {
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "may fail on Windows")]
pub(crate) fn forget_jump_list() -> io::Result<()> {
    Ok(())
}

pub(crate) fn dress(
    builder: WebviewWindowBuilder<'_, Runtime, AppHandle>,
) -> WebviewWindowBuilder<'_, Runtime, AppHandle> {
    builder
}

#[cfg(test)]
mod tests {
    use super::region_of;

    #[test]
    fn the_region_is_that_of_times_and_not_of_messages() {
        for (variables, expected) in [
            (&[("LANG", "en_US.UTF-8"), ("LC_TIME", "de_DE.UTF-8")][..], Some("de-DE")),
            (&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "ja_JP.UTF-8")], Some("en-US")),
            (&[("LANG", "en_US.UTF-8"), ("LC_TIME", ""), ("LC_ALL", "zh_CN")], Some("zh-CN")),
            (&[("LANG", "en_GB.UTF-8"), ("LC_TIME", "C.UTF-8")], None),
            (&[("LANG", "POSIX")], None),
            (&[("LANG", "de_DE@euro")], Some("de-DE")),
            (&[], None),
        ] {
            let variable =
                |name: &str| variables.iter().find(|(of, _)| *of == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(region_of(variable).as_deref(), expected, "{variables:?}");
        }
    }
}
