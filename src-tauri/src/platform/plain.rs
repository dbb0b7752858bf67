//! What only Windows has, or can fail at, as the other systems offer it.
#![expect(clippy::unnecessary_wraps, reason = "may fail on Windows")]
use std::io;

use tauri::WebviewWindowBuilder;

use crate::runtime::{AppHandle, Runtime};
use crate::tray::JumpTask;

pub(crate) const OWN_PAGE: &str = "tauri://localhost";

pub(crate) fn has_standard_error() -> bool {
    true
}

pub(crate) fn open_box(_text: &str) {}

pub(crate) fn require_web_view() -> Result<(), String> {
    // the web view is linked into the program
    Ok(())
}

pub(crate) fn hides_new_icons() -> bool {
    false
}

pub(crate) fn tray_icon_pixels() -> u32 {
    // the desktop scales the largest picture
    32
}

pub(crate) fn watch_theme(_changed: impl Fn() + Send + 'static) -> io::Result<()> {
    Ok(())
}

pub(crate) fn taskbar_is_light() -> bool {
    // there is no standard way to ask; most panels are dark
    false
}

pub(crate) fn note_version() -> io::Result<()> {
    Ok(())
}

pub(crate) fn show_jump_list(_tasks: &[JumpTask]) -> io::Result<()> {
    Ok(())
}

pub(crate) fn forget_jump_list() -> io::Result<()> {
    Ok(())
}

pub(crate) fn dress(
    builder: WebviewWindowBuilder<'_, Runtime, AppHandle>,
) -> WebviewWindowBuilder<'_, Runtime, AppHandle> {
    builder
}
