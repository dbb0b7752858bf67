//! The operating system, as far as a desktop program sees it.
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

/// Makes the window look at home.
pub(crate) use os::dress;
/// Whether a page that follows the system is dark.
pub(crate) use os::prefers_dark;
/// What the program needs to start at all: a screen. The error is a sentence for the user.
pub(crate) use os::require_display;
/// What a window needs besides: a web view. The error is a sentence for the user.
pub(crate) use os::require_web_view;
/// Tells the user something although there is no window: on standard error, or in a box where nobody could read that.
pub(crate) use os::say;
/// Whether the desktop shows tray icons. Where it does not, a closed window could not be opened again.
pub(crate) use os::shows_tray;
/// Whether the taskbar is light, so that the icon must be dark.
pub(crate) use os::taskbar_is_light;

use upgo_engine::report::{Code, Problem};

/// A system call that failed, as the user is told.
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
pub(crate) fn failed(error: std::io::Error) -> Problem {
    Problem::new(Code::Other, format!("the system refused it: {error}"))
}
