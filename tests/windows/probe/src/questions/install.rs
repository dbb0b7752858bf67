//! Windows Installer and administrator prompts.
#![expect(unsafe_code, reason = "opens a mutex")]
use std::io;
use std::os::windows::io::{FromRawHandle as _, OwnedHandle};

use upgo_engine::machine::platform::{registry_has_key, system_folder};
use windows_sys::Win32::Foundation::ERROR_FILE_NOT_FOUND;
use windows_sys::Win32::Storage::FileSystem::SYNCHRONIZE;
use windows_sys::Win32::System::Threading::OpenMutexW;

use super::{Row, value_of, with_nul};

const PROMPTS: &str = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System";

pub(super) const QUESTIONS: &[Row] = &[
    ("prompts", |_| value_of(PROMPTS, "EnableLUA")),
    ("prompt-of-administrators", |_| value_of(PROMPTS, "ConsentPromptBehaviorAdmin")),
    ("prompt-of-users", |_| value_of(PROMPTS, "ConsentPromptBehaviorUser")),
    ("prompt-on-secure-desktop", |_| value_of(PROMPTS, "PromptOnSecureDesktop")),
    ("installer-policy", |_| value_of(r"HKLM\SOFTWARE\Policies\Microsoft\Windows\Installer", "DisableMSI")),
    ("installer-is-there", |_| system_folder().is_ok_and(|folder| folder.join("msiexec.exe").is_file()).into()),
    ("installation-is-running", |_| is_installing().into()),
    ("restart-is-pending", |_| {
        registry_has_key(r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending")
            .into()
    }),
];

/// Whether the mutex of a running installation exists.
///
/// Source: <https://learn.microsoft.com/windows/win32/msi/-msiexecute-mutex>.
fn is_installing() -> io::Result<bool> {
    let name = with_nul(r"Global\_MSIExecute".as_ref());
    // SAFETY: the name ends with NUL and outlives the call.
    // https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-openmutexw
    let mutex = unsafe { OpenMutexW(SYNCHRONIZE, 0, name.as_ptr()) };
    if !mutex.is_null() {
        // SAFETY: the handle is open and owned by this code.
        drop(unsafe { OwnedHandle::from_raw_handle(mutex) });
        return Ok(true);
    }
    let error = io::Error::last_os_error();
    if error.raw_os_error() == Some(ERROR_FILE_NOT_FOUND.cast_signed()) { Ok(false) } else { Err(error) }
}
