//! Windows: the web view's runtime, Mica, the jump list, and message boxes for a program without a console.
#![expect(unsafe_code, reason = "calls MessageBoxW and GetFileType")]

mod installed;
mod jump_list;
mod theme;
mod watching;

use std::os::windows::io::AsRawHandle as _;

use tauri::WebviewWindowBuilder;
use tauri::window::{Color, Effect, EffectsBuilder};
use windows_sys::Win32::Storage::FileSystem::{FILE_TYPE_UNKNOWN, GetFileType};
use windows_sys::Win32::UI::WindowsAndMessaging::{MB_ICONINFORMATION, MB_OK, MessageBoxW};
use winreg::RegKey;
use winreg::enums::{HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE};

pub(crate) use installed::note_version;
pub(crate) use jump_list::{forget_jump_list, show_jump_list};
pub(crate) use theme::{tray_icon_pixels, watch_theme};
pub(crate) use watching::watch_folders;

use crate::runtime::{AppHandle, Runtime};

/// `WebView2` does not have its own schemes; nothing listens at this name.
pub(crate) const OWN_PAGE: &str = "http://tauri.localhost";
/// The first build of Windows 11, which introduced Mica, and hides new icons of the tray.
const WINDOWS_11: u32 = 22_000;

/// Only a caller gives a program without a console a standard error. For Rust, writing to a closed one succeeds.
pub(crate) fn has_standard_error() -> bool {
    let handle = std::io::stderr().as_raw_handle();
    // SAFETY: the call accepts any value, even one that is not a handle.
    // <https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getfiletype>
    !handle.is_null() && unsafe { GetFileType(handle) } != FILE_TYPE_UNKNOWN
}

pub(crate) fn open_box(text: &str) {
    let wide = |text: &str| text.encode_utf16().chain([0]).collect::<Vec<u16>>();
    let (text, title) = (wide(text), wide("Upgo"));
    // SAFETY: both texts end with NUL and outlive the call; no window owns the box.
    // <https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-messageboxw>
    unsafe { MessageBoxW(std::ptr::null_mut(), text.as_ptr(), title.as_ptr(), MB_OK | MB_ICONINFORMATION) };
}

#[expect(clippy::unnecessary_wraps, reason = "may fail on other systems")]
pub(crate) fn require_display() -> Result<(), String> {
    Ok(())
}

pub(crate) fn require_web_view() -> Result<(), String> {
    // without the runtime, creating the window would panic
    tauri::webview_version().map(drop).map_err(|_| {
        "Upgo's window needs Microsoft Edge WebView2, which is not installed. Windows 11 includes it; on Windows 10, \
         install the \"Evergreen Runtime\" from https://developer.microsoft.com/microsoft-edge/webview2/. \
         You can use `upgo` in a terminal without it: try `upgo status`."
            .to_owned()
    })
}

pub(crate) fn shows_tray() -> bool {
    true
}

pub(crate) fn taskbar_is_light() -> bool {
    personal("SystemUsesLightTheme").is_some_and(|light| light != 0)
}

pub(crate) fn prefers_dark() -> bool {
    personal("AppsUseLightTheme") == Some(0)
}

/// Windows Settings > Time & language > Language & region > Regional format.
pub(crate) fn region() -> Option<String> {
    let formats = RegKey::predef(HKEY_CURRENT_USER).open_subkey(r"Control Panel\International").ok()?;
    let locale: String = formats.get_value("LocaleName").ok()?;
    let short_time: String = formats.get_value("sShortTime").unwrap_or_default();
    Some(super::with_clock(&locale, &short_time))
}

/// A value from Windows Settings > Personalization > Colors.
fn personal(name: &str) -> Option<u32> {
    RegKey::predef(HKEY_CURRENT_USER).open_subkey(theme::COLOURS).and_then(|key| key.get_value(name)).ok()
}

pub(crate) fn dress(
    builder: WebviewWindowBuilder<'_, Runtime, AppHandle>,
) -> WebviewWindowBuilder<'_, Runtime, AppHandle> {
    if !is_windows_11() {
        return builder;
    }
    builder
        .transparent(true)
        .background_color(Color(0, 0, 0, 0))
        .effects(EffectsBuilder::new().effect(Effect::Mica).build())
        // tells the page to leave its background to the window
        .initialization_script("document.documentElement.dataset.mica = 'on'")
}

pub(crate) fn hides_new_icons() -> bool {
    is_windows_11()
}

fn is_windows_11() -> bool {
    let version = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion";
    let key = RegKey::predef(HKEY_LOCAL_MACHINE).open_subkey(version);
    let build = key.and_then(|key| key.get_value::<String, _>("CurrentBuildNumber"));
    build.ok().and_then(|build| build.parse().ok()).is_some_and(|build: u32| build >= WINDOWS_11)
}
