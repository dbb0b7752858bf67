//! Whether the tray icon starts at log-in.
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

/// Whether it does; `None` where this system cannot tell, or cannot do it.
pub(crate) use os::is_on;
/// Makes it start at log-in, or not.
pub(crate) use os::set;

/// Started with this, the program makes no window until it is asked for one.
const HIDDEN: &str = "--hidden";
