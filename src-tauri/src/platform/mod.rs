//! The operating system's interface to a desktop program.
#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(any(windows, target_os = "linux")))]
mod other;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
use linux as os;
#[cfg(not(any(windows, target_os = "linux")))]
use other as os;
#[cfg(windows)]
use windows as os;

/// The address of the page in the program.
pub(crate) use os::OWN_PAGE;
/// Gives the window the look of the system.
pub(crate) use os::dress;
/// Removes the jump list of the taskbar button.
pub(crate) use os::forget_jump_list;
/// Writes the running version into the system's list of installed programs. Only the installer for Windows uses it.
pub(crate) use os::note_version;
/// Whether a page that follows the system is dark.
pub(crate) use os::prefers_dark;
/// The region whose formats of numbers and times the user has chosen, as a tag for JavaScript's `Intl` (`de-DE`). It is
/// often not that of the display language, which is all that a web view knows.
pub(crate) use os::region;
/// Checks for a screen, without which the program cannot start. The error is a sentence for the user.
pub(crate) use os::require_display;
/// Checks for a web view, which a window needs. The error is a sentence for the user.
pub(crate) use os::require_web_view;
/// Shows a message without a window: on standard error, or in a message box if nothing reads that.
pub(crate) use os::say;
/// Replaces the jump list of the taskbar button and of the entry in the Start menu. Only Windows has one.
pub(crate) use os::show_jump_list;
/// Whether the desktop shows tray icons. If it does not, a closed window could not be opened again.
pub(crate) use os::shows_tray;
/// Whether the taskbar is light, so that the icon must be dark.
pub(crate) use os::taskbar_is_light;

use upgo_engine::report::{Code, Problem};

/// A failed system call as a problem.
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
pub(crate) fn failed(error: std::io::Error) -> Problem {
    Problem::new(Code::Other, format!("a system call failed: {error}"))
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
    use super::with_clock;

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
