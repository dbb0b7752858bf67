//! Other programs are told of a changed environment. The window is like those of Explorer: top-level and hidden.
#![expect(unsafe_code, reason = "creates a window")]
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Once, mpsc};
use std::{ptr, thread};

use windows_sys::Win32::Foundation::{HWND, LPARAM, LRESULT, WPARAM};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    CreateWindowExW, DefWindowProcW, DispatchMessageW, GetMessageW, MSG, PostMessageW, RegisterClassW, WM_QUIT,
    WM_SETTINGCHANGE, WNDCLASSW,
};

static SEEN: AtomicU32 = AtomicU32::new(0);

/// The class of the windows is registered once. While another test registers it, there may be no window of it yet.
static REGISTERED: Once = Once::new();

unsafe extern "system" fn answer(window: HWND, message: u32, wide: WPARAM, long: LPARAM) -> LRESULT {
    if message == WM_SETTINGCHANGE && long != 0 {
        // SAFETY: with this message `long` points to a text that ends with NUL. Eleven units of it are read, the length
        // of the only text that the system sends here.
        let text: Vec<u16> = (0..11).map(|at| unsafe { *(long as *const u16).add(at) }).collect();
        if String::from_utf16_lossy(&text) == "Environment" {
            SEEN.fetch_add(1, Ordering::SeqCst);
        }
    }
    // SAFETY: the arguments are those that the system passed.
    unsafe { DefWindowProcW(window, message, wide, long) }
}

/// Runs `act` with a window that answers messages if it is `awake`, and otherwise leaves them in its queue.
fn while_open<T>(is_awake: bool, act: impl FnOnce(HWND) -> T) -> T {
    let (open, is_open) = mpsc::channel();
    let (end, has_ended) = mpsc::channel::<()>();
    // SAFETY: the class name outlives the calls, the window belongs to this thread, and so does its message queue.
    let pump = thread::spawn(move || unsafe {
        let class: Vec<u16> = "UpgoTest\0".encode_utf16().collect();
        let kind = WNDCLASSW { lpfnWndProc: Some(answer), lpszClassName: class.as_ptr(), ..WNDCLASSW::default() };
        REGISTERED.call_once(|| assert!(RegisterClassW(&raw const kind) != 0));
        let none = ptr::null_mut();
        let window = CreateWindowExW(0, class.as_ptr(), class.as_ptr(), 0, 0, 0, 1, 1, none, none, none, ptr::null());
        assert!(!window.is_null());
        open.send(window as usize).unwrap();
        if !is_awake {
            has_ended.recv().unwrap_err(); // the other end is dropped
            return;
        }
        let mut message = MSG::default();
        while GetMessageW(&raw mut message, ptr::null_mut(), 0, 0) > 0 {
            DispatchMessageW(&raw const message);
        }
    });
    let window = is_open.recv().unwrap() as HWND;
    let result = act(window);
    drop(end);
    // SAFETY: a message to a window of this process, without pointers.
    unsafe { PostMessageW(window, WM_QUIT, 0, 0) };
    pump.join().unwrap();
    result
}

#[test]
fn open_windows_are_notified() {
    while_open(true, |_| super::announce_environment()).ok(); // the shell is the machine's own
    assert!(SEEN.load(Ordering::SeqCst) > 0);
}

#[test]
fn a_shell_that_does_not_answer_is_noticed_and_the_others_are_told() {
    while_open(false, |asleep| {
        while_open(true, |awake| {
            assert!(super::registry::tell_all(&[awake]).is_ok());
            let seen = SEEN.load(Ordering::SeqCst);
            assert!(super::registry::tell_all(&[asleep, awake]).is_err());
            assert!(SEEN.load(Ordering::SeqCst) > seen);
            assert!(super::registry::tell_all(&[]).is_ok(), "there is no shell");
        });
    });
}
