//! The only code that knows the operating system. Every system offers the same names, listed here.
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
use linux as os;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as os;
#[cfg(not(any(windows, target_os = "linux")))]
mod other;
#[cfg(not(any(windows, target_os = "linux")))]
use other as os;
#[cfg(not(windows))]
mod unregistered;
#[cfg(not(windows))]
use unregistered as registry;
#[cfg(windows)]
use windows as registry;

pub(crate) use os::Notifier;
#[cfg(windows)] // for the jump list
pub use os::apartment;
pub(crate) use registry::start_menu;
pub use registry::{name_process, register, unregister};
