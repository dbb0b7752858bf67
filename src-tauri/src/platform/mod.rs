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
/// Whether a page that follows the system is dark.
pub(crate) use os::prefers_dark;
/// Checks for a screen, without which the program cannot start. The error is a sentence for the user.
pub(crate) use os::require_display;
/// Checks for a web view, which a window needs. The error is a sentence for the user.
pub(crate) use os::require_web_view;
/// Shows a message without a window: on standard error, or in a message box if nothing reads that.
pub(crate) use os::say;
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
