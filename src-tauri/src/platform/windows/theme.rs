//! The colours and the size of the taskbar. Without a window, only the registry reports a new theme to a program.
//! <https://learn.microsoft.com/windows/win32/api/winreg/nf-winreg-regnotifychangekeyvalue>
#![expect(unsafe_code, reason = "calls RegNotifyChangeKeyValue and GetSystemMetricsForDpi")]
use std::io;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::ptr::null;
use std::thread;

use windows_sys::Win32::Foundation::WAIT_OBJECT_0;
use windows_sys::Win32::System::Registry::{REG_NOTIFY_CHANGE_LAST_SET, RegNotifyChangeKeyValue};
use windows_sys::Win32::System::Threading::{CreateEventW, INFINITE, WaitForSingleObject};
use windows_sys::Win32::UI::HiDpi::{GetDpiForSystem, GetDpiForWindow, GetSystemMetricsForDpi};
use windows_sys::Win32::UI::WindowsAndMessaging::{FindWindowW, SM_CXSMICON};
use winreg::RegKey;
use winreg::enums::{HKEY_CURRENT_USER, KEY_NOTIFY, KEY_READ};

/// Windows Settings > Personalization > Colors.
pub(super) const COLOURS: &str = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize";
const TASKBAR: &str = "Shell_TrayWnd";

pub(crate) fn watch_theme(changed: impl Fn() + Send + 'static) -> io::Result<()> {
    watch_key(COLOURS, changed)
}

/// Calls `changed` once, and after each change of a value in a key of the user, until the program ends.
fn watch_key(path: &str, changed: impl Fn() + Send + 'static) -> io::Result<()> {
    let key = RegKey::predef(HKEY_CURRENT_USER).open_subkey_with_flags(path, KEY_READ | KEY_NOTIFY)?;
    let event = event()?;
    thread::Builder::new().name("theme".to_owned()).spawn(move || {
        // The key is watched before it is read, so that no change between the two is missed.
        while notify(&key, &event) {
            changed();
            if !wait(&event) {
                return;
            }
        }
    })?;
    Ok(())
}

/// An event that resets itself when a thread has waited for it.
fn event() -> io::Result<OwnedHandle> {
    // SAFETY: the event has neither attributes nor a name.
    // <https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-createeventw>
    let event = unsafe { CreateEventW(null(), 0, 0, null()) };
    if event.is_null() {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the handle is new and belongs to nobody else.
    Ok(unsafe { OwnedHandle::from_raw_handle(event) })
}

/// Asks for the event to be set at the next change of a value.
fn notify(key: &RegKey, event: &OwnedHandle) -> bool {
    let event = event.as_raw_handle();
    // SAFETY: the key was opened with KEY_NOTIFY. Both handles are open for as long as the thread that watches runs.
    unsafe { RegNotifyChangeKeyValue(key.raw_handle(), 0, REG_NOTIFY_CHANGE_LAST_SET, event, 1) == 0 }
}

fn wait(event: &OwnedHandle) -> bool {
    // SAFETY: the handle is an open event.
    unsafe { WaitForSingleObject(event.as_raw_handle(), INFINITE) == WAIT_OBJECT_0 }
}

/// The small icons of the screen with the taskbar, which may be scaled differently than the others.
pub(crate) fn tray_icon_pixels() -> u32 {
    let class: Vec<u16> = TASKBAR.encode_utf16().chain([0]).collect();
    // SAFETY: the name ends with NUL and outlives the call. A window that is gone has a DPI of 0.
    // <https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-getdpiforwindow>
    let pixels = unsafe {
        let of_taskbar = GetDpiForWindow(FindWindowW(class.as_ptr(), null()));
        let dpi = if of_taskbar == 0 { GetDpiForSystem() } else { of_taskbar };
        GetSystemMetricsForDpi(SM_CXSMICON, dpi)
    };
    u32::try_from(pixels).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_changed_value_is_reported() {
        let path = format!(r"Software\Upgo-test-theme-{}", std::process::id());
        let user = RegKey::predef(HKEY_CURRENT_USER);
        let (key, _) = user.create_subkey(&path).unwrap();
        let (tell, told) = mpsc::channel();
        let patience = Duration::from_mins(1);
        watch_key(&path, move || tell.send(()).unwrap_or_default()).unwrap();
        told.recv_timeout(patience).expect("once at first, when it is watched");
        for light in [0_u32, 1] {
            key.set_value("SystemUsesLightTheme", &light).unwrap();
            told.recv_timeout(patience).expect("after the change");
        }
        user.delete_subkey_all(&path).unwrap();
    }

    #[test]
    fn the_taskbar_has_icons_of_a_size() {
        assert!((16..=256).contains(&tray_icon_pixels()), "{}", tray_icon_pixels());
    }
}
