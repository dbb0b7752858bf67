//! A second copy of the program with administrator rights, and the connection between the two.
#![expect(unsafe_code, reason = "calls ShellExecuteExW")]
use std::os::windows::fs::OpenOptionsExt as _;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, io, ptr, thread};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::windows::named_pipe::{NamedPipeServer, ServerOptions};
use tokio::runtime::Runtime;
use tokio::time::timeout;
use windows_sys::Win32::Foundation::{ERROR_CANCELLED, HWND, WAIT_TIMEOUT};
use windows_sys::Win32::Storage::FileSystem::SECURITY_ANONYMOUS;
use windows_sys::Win32::System::Com::{
    COINIT_APARTMENTTHREADED, COINIT_DISABLE_OLE1DDE, CoInitializeEx, CoUninitialize,
};
use windows_sys::Win32::System::Console::GetConsoleWindow;
use windows_sys::Win32::System::Pipes::GetNamedPipeClientProcessId;
use windows_sys::Win32::System::Threading::{GetProcessId, WaitForSingleObject};
use windows_sys::Win32::UI::Shell::{
    SEE_MASK_FLAG_NO_UI, SEE_MASK_NOASYNC, SEE_MASK_NOCLOSEPROCESS, SHELLEXECUTEINFOW, ShellExecuteExW,
};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    FindWindowExW, GW_OWNER, GetWindow, GetWindowThreadProcessId, IsWindowVisible, SW_HIDE,
};

use super::registry::with_nul;

/// The time limit from the start of the other copy to its first message.
const UNTIL_FIRST_WORD: Duration = Duration::from_secs(30);
/// The most windows that are looked at. A desktop has some hundred, most of them hidden.
const MOST_WINDOWS: usize = 10_000;
const TICK: Duration = Duration::from_millis(100);

/// The elevated copy, as seen by the process that started it. It ends when this value is dropped.
#[derive(Debug)]
pub struct Partner {
    pipe: NamedPipeServer,
    process: OwnedHandle,
    rest: Vec<u8>,
    runtime: Runtime,
}

impl Partner {
    /// Starts `program OPTION NAME` with administrator rights, which shows the prompt, and waits until that very
    /// process connects to the pipe `name`. The error kind is `Interrupted` if the user declined.
    pub fn start(program: &Path, option: &str, name: &str) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let pipe = {
            let _inside = runtime.enter();
            ServerOptions::new().first_pipe_instance(true).max_instances(1).create(path_of(name))?
        };
        let process = run_as_administrator(program, &format!("{option} {name}"))?;
        let begun = Instant::now();
        while !has_come(&runtime, &pipe)? {
            if has_ended(&process) || begun.elapsed() > UNTIL_FIRST_WORD {
                return Err(io::Error::new(io::ErrorKind::TimedOut, "it was started but did not respond"));
            }
        }
        let partner = Self { pipe, process, rest: Vec::new(), runtime };
        if partner.is_the_one() {
            Ok(partner)
        } else {
            Err(io::Error::new(io::ErrorKind::PermissionDenied, "another process connected to its pipe"))
        }
    }

    pub fn send(&mut self, line: &[u8]) -> io::Result<()> {
        let pipe = &mut self.pipe;
        let sent = self.runtime.block_on(async { timeout(UNTIL_FIRST_WORD, pipe.write_all(line)).await });
        sent.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }

    pub fn receive(&mut self, limit: usize, patience: Duration) -> io::Result<Vec<u8>> {
        let begun = Instant::now();
        loop {
            if let Some(end) = self.rest.iter().position(|byte| *byte == b'\n') {
                let line = self.rest.drain(..=end).collect();
                return Ok(line);
            }
            if self.rest.len() > limit {
                return Err(io::ErrorKind::InvalidData.into());
            }
            let left = patience.saturating_sub(begun.elapsed());
            let (mut piece, pipe) = ([0; 4096], &mut self.pipe);
            match self.runtime.block_on(async { timeout(left, pipe.read(&mut piece)).await }) {
                Err(_) => return Err(io::ErrorKind::TimedOut.into()),
                Ok(Err(error)) => return Err(error),
                Ok(Ok(0)) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(Ok(count)) => self.rest.extend_from_slice(&piece[..count]),
            }
        }
    }

    fn is_the_one(&self) -> bool {
        let mut came = 0;
        // SAFETY: both handles are open and owned by `self`; the result outlives the call.
        // https://learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-getnamedpipeclientprocessid
        unsafe {
            let known = GetNamedPipeClientProcessId(self.pipe.as_raw_handle(), &raw mut came) != 0;
            known && came != 0 && came == GetProcessId(self.process.as_raw_handle())
        }
    }
}

fn has_come(runtime: &Runtime, pipe: &NamedPipeServer) -> io::Result<bool> {
    match runtime.block_on(async { timeout(TICK, pipe.connect()).await }) {
        Ok(came) => came.map(|()| true),
        Err(_) => Ok(false),
    }
}

/// The creator of the pipe must not be able to impersonate this process.
pub fn connect(name: &str) -> io::Result<fs::File> {
    #[expect(clippy::disallowed_methods, reason = "a pipe is not a file")]
    fs::OpenOptions::new().read(true).write(true).security_qos_flags(SECURITY_ANONYMOUS).open(path_of(name))
}

fn path_of(name: &str) -> String {
    format!(r"\\.\pipe\{name}")
}

/// Starts `program` as administrator, on a separate thread because the shell requires a particular COM initialization.
fn run_as_administrator(program: &Path, arguments: &str) -> io::Result<OwnedHandle> {
    let (program, arguments) = (with_nul(program.as_os_str()), with_nul(arguments.as_ref()));
    let run = move || {
        let kind = (COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE).cast_unsigned();
        // SAFETY: this thread is new; COM is uninitialized below.
        // https://learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-coinitializeex
        let begun = unsafe { CoInitializeEx(ptr::null(), kind) } >= 0;
        let started = execute(&program, &arguments);
        if begun {
            // SAFETY: COM was initialized on this thread.
            unsafe { CoUninitialize() };
        }
        started
    };
    let ended = thread::Builder::new().name("elevate".to_owned()).spawn(run)?.join();
    ended.unwrap_or_else(|_| Err(io::Error::other("the thread for the administrator prompt has died")))
}

/// Both texts must end with NUL.
fn execute(program: &[u16], arguments: &[u16]) -> io::Result<OwnedHandle> {
    let verb = with_nul("runas".as_ref());
    let mut wish = SHELLEXECUTEINFOW {
        cbSize: u32::try_from(size_of::<SHELLEXECUTEINFOW>()).unwrap_or(0),
        fMask: SEE_MASK_NOCLOSEPROCESS | SEE_MASK_NOASYNC | SEE_MASK_FLAG_NO_UI,
        hwnd: own_window(),
        lpVerb: verb.as_ptr(),
        lpFile: program.as_ptr(),
        lpParameters: arguments.as_ptr(),
        nShow: SW_HIDE,
        ..Default::default()
    };
    // SAFETY: the texts end with NUL and, like `wish`, outlive the call.
    // https://learn.microsoft.com/windows/win32/api/shellapi/nf-shellapi-shellexecuteexw
    if unsafe { ShellExecuteExW(&raw mut wish) } == 0 {
        let error = io::Error::last_os_error();
        let refused = error.raw_os_error() == Some(ERROR_CANCELLED.cast_signed());
        return Err(if refused { io::ErrorKind::Interrupted.into() } else { error });
    }
    if wish.hProcess.is_null() {
        return Err(io::Error::other("no process was started"));
    }
    // SAFETY: the handle was requested, so it is open and owned by this code.
    Ok(unsafe { OwnedHandle::from_raw_handle(wish.hProcess) })
}

/// The window of this process that the user sees, or its console; NULL if it has neither. Without an owner that the user
/// works with, Windows opens the prompt minimized, and only its button on the taskbar flashes.
fn own_window() -> HWND {
    let is_own = |window: HWND| {
        let mut process = 0;
        // SAFETY: `process` outlives the call; a window that no longer exists has process 0, is not visible and has no
        // owner.
        // https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-getwindowthreadprocessid
        // https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-iswindowvisible
        // https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-getwindow
        unsafe {
            GetWindowThreadProcessId(window, &raw mut process);
            process == std::process::id() && IsWindowVisible(window) != 0 && GetWindow(window, GW_OWNER).is_null()
        }
    };
    // From the foremost window to the last. The order may change meanwhile, so the number of looks is limited.
    let mut window = ptr::null_mut();
    for _ in 0..MOST_WINDOWS {
        // SAFETY: the parent is the desktop; NULL stands for any class and any title.
        // https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-findwindowexw
        window = unsafe { FindWindowExW(ptr::null_mut(), window, ptr::null(), ptr::null()) };
        if window.is_null() {
            break;
        }
        if is_own(window) {
            return window;
        }
    }
    // SAFETY: the call has no arguments.
    // https://learn.microsoft.com/windows/console/getconsolewindow
    unsafe { GetConsoleWindow() }
}

fn has_ended(process: &OwnedHandle) -> bool {
    // SAFETY: the handle is open; the call does not wait.
    // https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-waitforsingleobject
    unsafe { WaitForSingleObject(process.as_raw_handle(), 0) != WAIT_TIMEOUT }
}
