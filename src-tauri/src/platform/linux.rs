//! Linux: GTK and the session bus.
use gtk::gio;
use gtk::gio::prelude::*;

pub(crate) use super::plain::*;
pub(crate) use super::watching::watch_folders;

pub(crate) fn require_display() -> Result<(), String> {
    // Tauri's window library panics without a screen, and GTK reports that first. Initialising GTK twice is harmless.
    gtk::init().map_err(|_| {
        "Upgo found no screen for its window (DISPLAY or WAYLAND_DISPLAY). \
         You can use `upgo` in a terminal instead: try `upgo status`."
            .to_owned()
    })
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
