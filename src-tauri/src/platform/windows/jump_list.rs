//! The jump list, which Windows keeps for the program after it has ended.
//! <https://learn.microsoft.com/windows/win32/api/shobjidl_core/nn-shobjidl_core-icustomdestinationlist>
#![expect(unsafe_code, reason = "calls COM")]
use std::io;
use std::os::windows::ffi::OsStrExt as _;
use std::path::Path;

use upgo_toast::APP_ID;
use upgo_toast::platform::apartment;
use windows::Win32::Storage::EnhancedStorage::PKEY_Title;
use windows::Win32::System::Com::StructuredStorage::{PROPVAR_CHANGE_FLAGS, PROPVARIANT, PropVariantChangeType};
use windows::Win32::System::Com::{CLSCTX_INPROC_SERVER, CoCreateInstance};
use windows::Win32::System::Variant::VT_LPWSTR;
use windows::Win32::UI::Shell::Common::{IObjectArray, IObjectCollection};
use windows::Win32::UI::Shell::PropertiesSystem::IPropertyStore;
use windows::Win32::UI::Shell::{
    DestinationList, EnumerableObjectCollection, ICustomDestinationList, IShellLinkW, ShellLink,
};
use windows::core::{HSTRING, Interface as _, Result};

use crate::tray::JumpTask;

pub(crate) fn show_jump_list(tasks: &[JumpTask]) -> io::Result<()> {
    let program = std::env::current_exe()?;
    apartment(|| {
        // SAFETY: COM is initialized on this thread, and the texts are copied. The list of what the user removed may be
        // ignored, because Windows does not let the user remove tasks.
        unsafe {
            let list: ICustomDestinationList = CoCreateInstance(&DestinationList, None, CLSCTX_INPROC_SERVER)?;
            list.SetAppID(&HSTRING::from(APP_ID))?;
            let mut slots = 0;
            let _removed: IObjectArray = list.BeginList(&raw mut slots)?;
            let links: IObjectCollection = CoCreateInstance(&EnumerableObjectCollection, None, CLSCTX_INPROC_SERVER)?;
            for task in tasks {
                links.AddObject(&link(task, &program)?)?;
            }
            list.AddUserTasks(&links.cast::<IObjectArray>()?)?;
            Ok(list.CommitList()?)
        }
    })
}

/// An absent one is not an error.
pub(crate) fn forget_jump_list() -> io::Result<()> {
    apartment(|| {
        // SAFETY: COM is initialized on this thread, and the text is copied.
        unsafe {
            let list: ICustomDestinationList = CoCreateInstance(&DestinationList, None, CLSCTX_INPROC_SERVER)?;
            Ok(list.DeleteList(&HSTRING::from(APP_ID))?)
        }
    })
}

/// The title of a task is a property of the link, which has no file.
fn link(task: &JumpTask, program: &Path) -> Result<IShellLinkW> {
    let program = HSTRING::from_wide(&program.as_os_str().encode_wide().collect::<Vec<_>>());
    // SAFETY: COM is initialized on this thread; the texts end with NUL and are copied; the value has the key's type.
    unsafe {
        let link: IShellLinkW = CoCreateInstance(&ShellLink, None, CLSCTX_INPROC_SERVER)?;
        link.SetPath(&program)?;
        link.SetArguments(&HSTRING::from(&task.argument))?;
        link.SetIconLocation(&program, 0)?;
        let properties: IPropertyStore = link.cast()?;
        // not a BSTR, as for the shortcut in crates/toast
        let mut title = PROPVARIANT::default();
        let bstr = PROPVARIANT::from(task.title.as_str());
        PropVariantChangeType(&raw mut title, &raw const bstr, PROPVAR_CHANGE_FLAGS(0), VT_LPWSTR)?;
        properties.SetValue(&PKEY_Title, &raw const title)?;
        properties.Commit()?;
        Ok(link)
    }
}
