//! Systems that Upgo compiles for but has not been tested on.
use std::io;

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
    Ok(())
}

pub(crate) fn require_web_view() -> Result<(), String> {
    Ok(())
}

pub(crate) fn shows_tray() -> bool {
    true
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
    false
}

pub(crate) fn prefers_dark() -> bool {
    false
}

pub(crate) fn region() -> Option<String> {
    sys_locale::get_locale()
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

pub(crate) fn dress<'a>(
    builder: WebviewWindowBuilder<'a, Runtime, AppHandle>,
) -> WebviewWindowBuilder<'a, Runtime, AppHandle> {
    builder
}
