//! The operating system's interface to a desktop program.
#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(any(windows, target_os = "linux")))]
mod other;
#[cfg(not(windows))]
mod plain;
#[cfg(not(windows))]
mod watching;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
use linux as os;
#[cfg(not(any(windows, target_os = "linux")))]
use other as os;
#[cfg(windows)]
use windows as os;

pub(crate) use os::OWN_PAGE;
/// Gives the window the look of the system.
pub(crate) use os::dress;
pub(crate) use os::forget_jump_list;
/// Whether the taskbar hides an icon that the user has not moved into it, as Windows 11 does.
pub(crate) use os::hides_new_icons;
/// Writes the running version into the system's list of installed programs. Only the installer for Windows uses it.
pub(crate) use os::note_version;
pub(crate) use os::prefers_dark;
/// The region of the user's formats (`de-DE`), often not that of the display language, which is all a web view knows.
pub(crate) use os::region;
/// The error is a sentence for the user.
pub(crate) use os::require_display;
/// The error is a sentence for the user.
pub(crate) use os::require_web_view;
/// Replaces the jump list of the taskbar button and of the entry in the Start menu. Only Windows has one.
pub(crate) use os::show_jump_list;
/// Whether the desktop shows tray icons. If it does not, a closed window could not be opened again.
pub(crate) use os::shows_tray;
/// Whether the taskbar is light, so that the icon must be dark.
pub(crate) use os::taskbar_is_light;
pub(crate) use os::tray_icon_pixels;
/// Nothing is polled.
pub(crate) use os::watch_folders;
/// Reports that the colours of the system may have changed, which changes the taskbar. Only Windows has a way to ask.
pub(crate) use os::watch_theme;

use std::io::Write as _;

use upgo_engine::base::report::{Code, Problem};
use upgo_engine::machine::fault::{self, FakeAnswer};

/// Shows a message without a window: on standard error, or in a message box if nothing reads that.
pub(crate) fn say(text: &str) {
    if write_error(text) {
        return;
    }
    if fault::plays(FakeAnswer::NoBoxes).is_some() {
        std::process::exit(fault::UNSEEN_BOX);
    }
    os::open_box(text);
}

/// Writes a message to standard error, if something reads it. Returns whether it was written.
pub(crate) fn write_error(text: &str) -> bool {
    let has_reader = os::has_standard_error() && fault::plays(FakeAnswer::NoHandles).is_none();
    has_reader && writeln!(std::io::stderr(), "{text}").is_ok()
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
pub(crate) fn failed(error: std::io::Error) -> Problem {
    Problem::new(Code::Other, say!(SystemCallFailed { error: &error }))
}

/// The names in a buffer of `ReadDirectoryChangesW`. An entry has the distance to the next one in bytes (0 for the last
/// one), the kind of the change, the length of the name in bytes, and the name in UTF-16.
/// <https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-file_notify_information>
#[cfg(any(windows, test))]
fn changed_names(words: &[u32]) -> Vec<String> {
    let (mut names, mut rest) = (Vec::new(), words);
    while let [next, _kind, length, name @ ..] = rest {
        let units = name.iter().flat_map(|word| {
            let [a, b, c, d] = word.to_le_bytes();
            [u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d])]
        });
        let units: Vec<u16> = units.take(*length as usize / 2).collect();
        names.push(String::from_utf16_lossy(&units));
        let distance = *next as usize / 4;
        rest = rest.get(distance..).filter(|_| distance > 0).unwrap_or_default();
    }
    names
}

/// The name of a Windows locale with the clock of a short time (`h:mm tt`), which users change without the region.
#[cfg(any(windows, test))]
fn with_clock(locale: &str, short_time: &str) -> String {
    // a sort order follows the region: de-DE_phoneb
    let region = locale.split('_').next().unwrap_or(locale);
    // quotes enclose literal text: HH 'h' mm
    let hour = short_time.split('\'').step_by(2).flat_map(str::chars).find(|letter| matches!(letter, 'H' | 'h'));
    match hour {
        Some('H') => format!("{region}-u-hc-h23"),
        Some(_) => format!("{region}-u-hc-h12"),
        None => region.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::mpsc;
    use std::time::Duration;

    use super::{changed_names, watch_folders, with_clock};

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
    fn a_new_file_in_a_watched_folder_is_reported_and_reading_is_not() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("read"), "").unwrap();
        let (tell, told) = mpsc::channel();
        let _watched = watch_folders(&[folder.path().to_owned()], move |file| {
            let name = file.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
            tell.send(name.unwrap_or_default()).ok();
        })
        .unwrap();
        let reported = (0..1000).find_map(|number| {
            std::fs::read(folder.path().join("read")).unwrap();
            std::fs::write(folder.path().join(format!("new{number}")), "x").unwrap();
            // on Windows, a change before the thread begins to wait is not reported
            told.recv_timeout(Duration::from_millis(50)).ok()
        });
        assert!(reported.as_ref().is_some_and(|name| name.starts_with("new")), "{reported:?}");
        assert!(told.try_iter().all(|name| name != "read"));
    }

    #[test]
    fn all_names_in_a_buffer_of_windows_are_found() {
        let entry = |next: u32, name: &str| {
            let mut units: Vec<u16> = name.encode_utf16().collect();
            let length = u32::try_from(2 * units.len()).unwrap();
            units.resize(units.len().next_multiple_of(2), 0x41);
            let pairs = units.as_chunks().0.iter().map(|[low, high]| u32::from(*low) | (u32::from(*high) << 16));
            [next, 3, length].into_iter().chain(pairs).collect::<Vec<u32>>()
        };
        let two = [entry(20, "Zoë"), entry(0, "watch.lock")].concat();
        assert_eq!(changed_names(&two), ["Zoë", "watch.lock"]);
        assert_eq!(changed_names(&[]), Vec::<String>::new());
        // never from Windows, but never an endless loop either
        for next in [1, 3, 4000, u32::MAX] {
            assert_eq!(changed_names(&entry(next, "a")), ["a"], "{next}");
        }
        assert_eq!(changed_names(&[0, 1, u32::MAX, 0x42]), ["B\0"]);
        assert_eq!(changed_names(&[0, 1]), Vec::<String>::new());
    }

    #[test]
    fn a_windows_locale_has_the_clock_of_its_short_time() {
        for (locale, short_time, expected) in [
            ("en-US", "h:mm tt", "en-US-u-hc-h12"),
            ("en-US", "HH:mm", "en-US-u-hc-h23"),
            ("de-DE_phoneb", "HH:mm", "de-DE-u-hc-h23"),
            ("zh-CN", "H:mm", "zh-CN-u-hc-h23"),
            ("zh-TW", "tt hh:mm", "zh-TW-u-hc-h12"),
            ("fr-CA", "HH 'h' mm", "fr-CA-u-hc-h23"),
            ("xx-XX", "'at' h:mm", "xx-XX-u-hc-h12"),
            ("ja-JP", "", "ja-JP"),
        ] {
            assert_eq!(with_clock(locale, short_time), expected, "{locale} {short_time}");
        }
    }
}
