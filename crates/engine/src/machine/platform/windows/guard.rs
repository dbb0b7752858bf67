//! The permissions of folders, and folders that only administrators can change.
#![expect(unsafe_code, reason = "reads and writes security descriptors")]
use std::ffi::{OsString, c_void};
use std::io;
use std::os::windows::ffi::OsStringExt as _;
use std::path::Path;
use std::ptr;

use windows_sys::Win32::Foundation::{ERROR_SUCCESS, LocalFree};
use windows_sys::Win32::Security::Authorization::{
    ConvertSidToStringSidW, ConvertStringSecurityDescriptorToSecurityDescriptorW, GetNamedSecurityInfoW,
    SDDL_REVISION_1, SE_FILE_OBJECT,
};
use windows_sys::Win32::Security::{
    ACCESS_ALLOWED_ACE, ACL, DACL_SECURITY_INFORMATION, GetAce, INHERIT_ONLY_ACE, OWNER_SECURITY_INFORMATION,
    PSECURITY_DESCRIPTOR, PSID, SECURITY_ATTRIBUTES,
};
use windows_sys::Win32::Storage::FileSystem::CreateDirectoryW;

use super::registry::with_nul;
use crate::platform::{Grant, Guard};

/// The security descriptor. The administrators are the owner. They and the system have full access. Users can read,
/// because the logs are for them. Nothing is inherited.
const ADMINISTRATORS_ONLY: &str = "O:BAG:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FRFX;;;BU)";

/// The kinds of entries that grant rights: plain, and with a condition. Both begin with the same layout.
const GIVES: [u8; 2] = [0, 9];
/// The kinds of entries that deny rights. Ignoring them only makes the result more cautious.
const TAKES: [u8; 2] = [1, 10];

/// Creates a folder that only administrators can write to.
pub fn create_guarded(folder: &Path) -> io::Result<()> {
    let text = with_nul(ADMINISTRATORS_ONLY.as_ref());
    let mut descriptor: PSECURITY_DESCRIPTOR = ptr::null_mut();
    // SAFETY: the text ends with NUL; the result outlives the call.
    // https://learn.microsoft.com/windows/win32/api/sddl/nf-sddl-convertstringsecuritydescriptortosecuritydescriptorw
    let made = unsafe {
        ConvertStringSecurityDescriptorToSecurityDescriptorW(
            text.as_ptr(),
            SDDL_REVISION_1,
            &raw mut descriptor,
            ptr::null_mut(),
        )
    };
    if made == 0 {
        return Err(io::Error::last_os_error());
    }
    let descriptor = LocalMemory(descriptor);
    let attributes = SECURITY_ATTRIBUTES {
        nLength: u32::try_from(size_of::<SECURITY_ATTRIBUTES>()).unwrap_or(0),
        lpSecurityDescriptor: descriptor.0,
        bInheritHandle: 0,
    };
    let name = with_nul(folder.as_os_str());
    // SAFETY: the name ends with NUL; it, the attributes and what they point to outlive the call.
    // https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createdirectoryw
    if unsafe { CreateDirectoryW(name.as_ptr(), &raw const attributes) } == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

/// The owner of a folder, and the rights that its access control list grants.
pub fn guard(path: &Path) -> io::Result<Guard> {
    let name = with_nul(path.as_os_str());
    let (mut owner, mut list, mut descriptor): (PSID, *mut ACL, PSECURITY_DESCRIPTOR) =
        (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    // SAFETY: the name ends with NUL; all results outlive the call, and those within the descriptor are used while it
    // exists. https://learn.microsoft.com/windows/win32/api/aclapi/nf-aclapi-getnamedsecurityinfow
    let result = unsafe {
        GetNamedSecurityInfoW(
            name.as_ptr(),
            SE_FILE_OBJECT,
            OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION,
            &raw mut owner,
            ptr::null_mut(),
            &raw mut list,
            ptr::null_mut(),
            &raw mut descriptor,
        )
    };
    if result != ERROR_SUCCESS {
        return Err(io::Error::from_raw_os_error(result.cast_signed()));
    }
    let _descriptor = LocalMemory(descriptor);
    Ok(Guard { owner: text_of(owner).unwrap_or_default(), grants: grants(list) })
}

/// The granted rights. `None` if there is no list, which means full access for all users, or if it has entries of an
/// unknown kind.
fn grants(list: *const ACL) -> Option<Vec<Grant>> {
    if list.is_null() {
        return None;
    }
    let mut grants = Vec::new();
    // SAFETY: the list belongs to a descriptor that the caller holds.
    let count = unsafe { (*list).AceCount };
    for index in 0..u32::from(count) {
        let mut entry: *mut c_void = ptr::null_mut();
        // SAFETY: the list is complete; the result outlives the call.
        // https://learn.microsoft.com/windows/win32/api/securitybaseapi/nf-securitybaseapi-getace
        if unsafe { GetAce(list, index, &raw mut entry) } == 0 || entry.is_null() {
            return None;
        }
        let entry = entry.cast::<ACCESS_ALLOWED_ACE>();
        // SAFETY: every entry begins with a header; the kinds that are examined further have this layout.
        let header = unsafe { (*entry).Header };
        if u32::from(header.AceFlags) & INHERIT_ONLY_ACE != 0 || TAKES.contains(&header.AceType) {
            continue;
        }
        if !GIVES.contains(&header.AceType) {
            return None;
        }
        // SAFETY: as above; the account begins at `SidStart` and lies within the entry.
        let (rights, account) = unsafe { ((*entry).Mask, (&raw mut (*entry).SidStart).cast::<c_void>()) };
        grants.push(Grant { account: text_of(account)?, rights });
    }
    Some(grants)
}

fn text_of(account: PSID) -> Option<String> {
    let mut text = ptr::null_mut();
    // SAFETY: the account belongs to a descriptor that the caller holds; the result outlives the call.
    // https://learn.microsoft.com/windows/win32/api/sddl/nf-sddl-convertsidtostringsidw
    if account.is_null() || unsafe { ConvertSidToStringSidW(account, &raw mut text) } == 0 {
        return None;
    }
    let text = LocalMemory(text.cast());
    let start = text.0.cast::<u16>();
    // SAFETY: on success the text ends with NUL.
    let units = (0..).map(|at| unsafe { *start.add(at) }).take_while(|unit| *unit != 0);
    Some(OsString::from_wide(&units.collect::<Vec<_>>()).to_string_lossy().into_owned())
}

/// Memory from the system, which the caller must free.
struct LocalMemory(*mut c_void);

impl Drop for LocalMemory {
    fn drop(&mut self) {
        // SAFETY: the system has transferred ownership, and it is freed once; NULL is allowed.
        // https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-localfree
        unsafe { LocalFree(self.0) };
    }
}
