//! The shortcut in the Start menu, which Windows also needs to know the program.
#![expect(unsafe_code, reason = "calls COM")]
use std::io;
use std::os::windows::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::thread;

use upgo_engine::machine::fault;
use upgo_engine::machine::platform::is_same_path;
use windows::Win32::Foundation::MAX_PATH;
use windows::Win32::Storage::EnhancedStorage::PKEY_AppUserModel_ID;
use windows::Win32::System::Com::StructuredStorage::{PROPVAR_CHANGE_FLAGS, PROPVARIANT, PropVariantChangeType};
use windows::Win32::System::Com::{
    CLSCTX_INPROC_SERVER, COINIT_APARTMENTTHREADED, CoCreateInstance, CoInitializeEx, CoUninitialize, IPersistFile,
    STGM, STGM_READ,
};
use windows::Win32::System::Variant::VT_LPWSTR;
use windows::Win32::UI::Shell::PropertiesSystem::IPropertyStore;
use windows::Win32::UI::Shell::{IShellLinkW, SLGP_RAWPATH, SetCurrentProcessExplicitAppUserModelID, ShellLink};
use windows::core::{HSTRING, Interface as _, Result};

use crate::APP_ID;

pub(super) fn name_process() -> io::Result<()> {
    // SAFETY: the text ends with NUL and is copied.
    // https://learn.microsoft.com/windows/win32/api/shobjidl_core/nf-shobjidl_core-setcurrentprocessexplicitappusermodelid
    unsafe { SetCurrentProcessExplicitAppUserModelID(&HSTRING::from(APP_ID)) }.map_err(io::Error::from)
}

/// Writes a shortcut at `path` that starts `program`, unless there is one.
pub(super) fn put(path: &Path, program: &Path) -> io::Result<()> {
    apartment(|| {
        if Shortcut::read(path).is_ok_and(|found| found.is_ours() && is_same_path(&found.program(), program)) {
            return Ok(());
        }
        fault::reach("shortcut", path)?;
        Ok(Shortcut::new(program).and_then(|shortcut| shortcut.save(path))?)
    })
}

/// Whether the shortcut at `path` has Upgo's name or starts `program`.
pub(super) fn is_of(path: &Path, program: &Path) -> bool {
    let is_of = |found: &Shortcut| found.is_ours() || is_same_path(&found.program(), program);
    apartment(|| Ok(is_of(&Shortcut::read(path)?))).unwrap_or(false)
}

/// Whether the shortcut at `path` has Upgo's name.
#[cfg(test)]
pub(super) fn is_ours(path: &Path) -> bool {
    apartment(|| Ok(Shortcut::read(path)?.is_ours())).unwrap()
}

/// The program that the shortcut at `path` starts.
#[cfg(test)]
pub(super) fn program_of(path: &Path) -> io::Result<PathBuf> {
    apartment(|| Ok(Shortcut::read(path)?.program()))
}

struct Shortcut(IShellLinkW);

impl Shortcut {
    fn empty() -> Result<Self> {
        // SAFETY: COM is initialized on this thread.
        // https://learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-cocreateinstance
        unsafe { CoCreateInstance(&ShellLink, None, CLSCTX_INPROC_SERVER) }.map(Self)
    }

    fn new(program: &Path) -> Result<Self> {
        let shortcut = Self::empty()?;
        let (program, folder) = (wide(program), wide(program.parent().unwrap_or(program)));
        // SAFETY: the texts end with NUL and are copied; the value has the key's type, a string.
        // https://learn.microsoft.com/windows/win32/api/shobjidl_core/nn-shobjidl_core-ishelllinkw
        // https://learn.microsoft.com/windows/win32/properties/props-system-appusermodel-id
        unsafe {
            shortcut.0.SetPath(&program)?;
            shortcut.0.SetWorkingDirectory(&folder)?;
            shortcut.0.SetIconLocation(&program, 0)?;
            let properties: IPropertyStore = shortcut.0.cast()?;
            // not a BSTR, because it would be stored as one and readers expect the key's own type
            let mut name = PROPVARIANT::default();
            let bstr = PROPVARIANT::from(APP_ID);
            PropVariantChangeType(&raw mut name, &raw const bstr, PROPVAR_CHANGE_FLAGS(0), VT_LPWSTR)?;
            properties.SetValue(&PKEY_AppUserModel_ID, &raw const name)?;
            properties.Commit()?;
        }
        Ok(shortcut)
    }

    fn read(path: &Path) -> Result<Self> {
        let shortcut = Self::empty()?;
        // SAFETY: the text ends with NUL.
        // https://learn.microsoft.com/windows/win32/api/objidl/nf-objidl-ipersistfile-load
        unsafe { shortcut.0.cast::<IPersistFile>()?.Load(&wide(path), STGM(STGM_READ.0)) }?;
        Ok(shortcut)
    }

    fn save(&self, path: &Path) -> Result<()> {
        // SAFETY: the text ends with NUL.
        // https://learn.microsoft.com/windows/win32/api/objidl/nf-objidl-ipersistfile-save
        unsafe { self.0.cast::<IPersistFile>()?.Save(&wide(path), true) }
    }

    fn is_ours(&self) -> bool {
        let properties = self.0.cast::<IPropertyStore>();
        // SAFETY: the key outlives the call; the returned value frees itself.
        // https://learn.microsoft.com/windows/win32/api/propsys/nf-propsys-ipropertystore-getvalue
        let value = properties.and_then(|properties| unsafe { properties.GetValue(&PKEY_AppUserModel_ID) });
        value.is_ok_and(|value| value.to_string() == APP_ID)
    }

    fn program(&self) -> PathBuf {
        let mut units = [0; MAX_PATH as usize];
        // SAFETY: the buffer is passed with its length; no file data is requested.
        // https://learn.microsoft.com/windows/win32/api/shobjidl_core/nf-shobjidl_core-ishelllinkw-getpath
        let got = unsafe { self.0.GetPath(&mut units, std::ptr::null_mut(), SLGP_RAWPATH.0 as u32) };
        let end = units.iter().position(|unit| *unit == 0).unwrap_or(units.len());
        got.map(|()| String::from_utf16_lossy(&units[..end]).into()).unwrap_or_default()
    }
}

fn wide(path: &Path) -> HSTRING {
    HSTRING::from_wide(&path.as_os_str().encode_wide().collect::<Vec<_>>())
}

/// Runs `act` on a separate thread with COM initialized as the shell needs it. The caller's thread is not affected.
pub fn apartment<T: Send>(act: impl FnOnce() -> io::Result<T> + Send) -> io::Result<T> {
    let with_com = || {
        // SAFETY: paired with CoUninitialize on the same thread, after everything that uses COM is dropped.
        // https://learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-coinitializeex
        unsafe { CoInitializeEx(None, COINIT_APARTMENTTHREADED) }.ok()?;
        let result = act();
        // SAFETY: see above.
        unsafe { CoUninitialize() };
        result
    };
    thread::scope(|scope| {
        let thread = thread::Builder::new().spawn_scoped(scope, with_com)?;
        thread.join().unwrap_or_else(|_| Err(io::Error::other("the thread for COM panicked")))
    })
}
