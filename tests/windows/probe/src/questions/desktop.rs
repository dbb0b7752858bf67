//! Notifications, the taskbar and the theme. Nothing is shown: an icon in the tray would stay in the list of Settings.
#![expect(unsafe_code, reason = "asks for the state of the desktop")]
use std::io;
use std::ptr;

use upgo_engine::machine::platform::start_menu_folder;
use windows_sys::Win32::UI::HiDpi::GetDpiForSystem;
use windows_sys::Win32::UI::Shell::SHQueryUserNotificationState;
use windows_sys::Win32::UI::WindowsAndMessaging::{FindWindowW, GetSystemMetrics, SM_CXSMICON, SM_REMOTESESSION};

use super::{Row, value_of, with_nul};

const THEME: &str = r"HKCU\SOFTWARE\Microsoft\Windows\CurrentVersion\Themes\Personalize";
const TOASTS: &str = r"HKCU\SOFTWARE\Microsoft\Windows\CurrentVersion\PushNotifications";
/// Where the `WebView2` runtime says its version: <https://learn.microsoft.com/microsoft-edge/webview2/concepts/distribution>.
const WEBVIEW: &str = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";

pub(super) const QUESTIONS: &[Row] = &[
    ("light-theme-of-apps", |_| value_of(THEME, "AppsUseLightTheme")),
    ("light-theme-of-taskbar", |_| value_of(THEME, "SystemUsesLightTheme")),
    ("toasts-enabled", |_| value_of(TOASTS, "ToastEnabled")),
    ("notification-state", |_| notification_state().into()),
    ("own-entry-in-start-menu", |_| start_menu_folder().is_some_and(|folder| folder.join("Upgo.lnk").is_file()).into()),
    ("taskbar", |_| {
        let class = with_nul("Shell_TrayWnd".as_ref());
        // SAFETY: the name of the class ends with NUL and outlives the call; NULL stands for every title.
        // https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-findwindoww
        let window = unsafe { FindWindowW(class.as_ptr(), ptr::null()) };
        (!window.is_null()).into()
    }),
    ("dpi", |_| {
        // SAFETY: it has no arguments. https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-getdpiforsystem
        unsafe { GetDpiForSystem() }.into()
    }),
    ("small-icon", |_| metric(SM_CXSMICON).into()),
    ("remote-session", |_| (metric(SM_REMOTESESSION) != 0).into()),
    ("webview-of-machine", |_| value_of(&format!(r"HKLM32\SOFTWARE\{WEBVIEW}"), "pv")),
    ("webview-of-user", |_| value_of(&format!(r"HKCU\SOFTWARE\{WEBVIEW}"), "pv")),
];

fn metric(which: i32) -> i64 {
    // SAFETY: no pointers. https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-getsystemmetrics
    unsafe { GetSystemMetrics(which) }.into()
}

fn notification_state() -> io::Result<i64> {
    let mut state = 0;
    // SAFETY: the result outlives the call.
    // https://learn.microsoft.com/windows/win32/api/shellapi/nf-shellapi-shqueryusernotificationstate
    let result = unsafe { SHQueryUserNotificationState(&raw mut state) };
    if result < 0 { Err(io::Error::from_raw_os_error(result)) } else { Ok(state.into()) }
}
