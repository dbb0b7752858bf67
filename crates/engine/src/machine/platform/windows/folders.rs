//! The folders for the data and settings of the user's programs.
#![expect(unsafe_code, reason = "calls SHGetKnownFolderPath")]
use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::path::PathBuf;
use std::ptr;

use windows_sys::Win32::System::Com::CoTaskMemFree;
use windows_sys::Win32::UI::Shell::{
    FOLDERID_Documents, FOLDERID_LocalAppData, FOLDERID_Programs, FOLDERID_RoamingAppData, KF_FLAG_DEFAULT,
    SHGetKnownFolderPath,
};
use windows_sys::core::GUID;

/// The folder for local program data, `AppData\Local`, wherever it is.
pub fn data_folder(variables: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    known_folder(&FOLDERID_LocalAppData).or_else(|| full(variables("LOCALAPPDATA")?))
}

/// The folder for program settings, `AppData\Roaming`. Go's file is elsewhere: `environment::config_folder`.
pub fn config_folder(variables: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    known_folder(&FOLDERID_RoamingAppData).or_else(|| full(variables("APPDATA")?))
}

/// The folder of the user's programs in the Start menu, which an administrator can redirect apart from `AppData`.
pub fn start_menu_folder() -> Option<PathBuf> {
    known_folder(&FOLDERID_Programs)
}

/// The folder of the user's documents, in which PowerShell looks for its profile. It is often in `OneDrive`.
pub fn documents_folder() -> Option<PathBuf> {
    known_folder(&FOLDERID_Documents)
}

pub const FOLDER_NAME: &str = "Upgo";

fn full(folder: OsString) -> Option<PathBuf> {
    Some(PathBuf::from(folder)).filter(|folder| folder.is_absolute())
}

pub(super) fn known_folder(id: &GUID) -> Option<PathBuf> {
    let mut text = ptr::null_mut();
    // SAFETY: both pointers outlive the call; no token means the user of this process.
    // https://learn.microsoft.com/windows/win32/api/shlobj_core/nf-shlobj_core-shgetknownfolderpath
    let result = unsafe { SHGetKnownFolderPath(id, KF_FLAG_DEFAULT as u32, ptr::null_mut(), &raw mut text) };
    let folder = (result >= 0 && !text.is_null()).then(|| {
        // SAFETY: on success the text ends with NUL.
        let units = (0..).map(|at| unsafe { *text.add(at) }).take_while(|unit| *unit != 0);
        OsString::from_wide(&units.collect::<Vec<u16>>()).into()
    });
    // SAFETY: the caller must free the text, even after a failure; NULL is allowed.
    unsafe { CoTaskMemFree(text.cast()) };
    folder
}
