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
    ACCESS_ALLOWED_ACE, ACL, CONTAINER_INHERIT_ACE, DACL_SECURITY_INFORMATION, GetAce, INHERIT_ONLY_ACE,
    OBJECT_INHERIT_ACE, OWNER_SECURITY_INFORMATION, PSECURITY_DESCRIPTOR, PSID, SECURITY_ATTRIBUTES,
};
use windows_sys::Win32::Storage::FileSystem::CreateDirectoryW;

use super::registry::with_nul;
use crate::machine::platform::{Grant, Guard};

/// Owned by administrators, who have full access, like the system. Users can read the logs. Nothing is inherited.
const ADMINISTRATORS_ONLY: &str = "O:BAG:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FRFX;;;BU)";

/// The kinds of entries that grant rights: plain, and with a condition. Both begin with the same layout.
const GIVES: [u8; 2] = [0, 9];
/// The kinds of entries that deny rights. Ignoring them only makes the result more cautious.
const TAKES: [u8; 2] = [1, 10];

const PASSED_ON: u32 = CONTAINER_INHERIT_ACE | OBJECT_INHERIT_ACE;

pub fn create_guarded(folder: &Path) -> io::Result<()> {
    create_with(folder, ADMINISTRATORS_ONLY)
}

/// Creates a folder that only this account, the system and administrators can open, whatever the one around it passes on.
pub(super) fn create_for(account: &str, folder: &Path) -> io::Result<()> {
    create_with(folder, &format!("D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;{account})"))
}

fn create_with(folder: &Path, descriptor: &str) -> io::Result<()> {
    let descriptor = parse(descriptor)?;
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

/// The security descriptor that a text describes.
/// Source: <https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format>.
fn parse(text: &str) -> io::Result<LocalMemory> {
    let text = with_nul(text.as_ref());
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
    if made == 0 { Err(io::Error::last_os_error()) } else { Ok(LocalMemory(descriptor)) }
}

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
    Ok(guard_of(owner, list))
}

/// Both arguments belong to a descriptor that the caller holds, or are null.
fn guard_of(owner: PSID, list: *const ACL) -> Guard {
    Guard { owner: text_of(owner).unwrap_or_default(), grants: grants(list) }
}

/// `None` if there is no list, which means full access for all users, or if it has entries of an unknown kind.
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
        if TAKES.contains(&header.AceType) {
            continue;
        }
        if !GIVES.contains(&header.AceType) {
            return None;
        }
        // SAFETY: as above; the account begins at `SidStart` and lies within the entry.
        let (rights, account) = unsafe { ((*entry).Mask, (&raw mut (*entry).SidStart).cast::<c_void>()) };
        let flags = u32::from(header.AceFlags);
        let (is_here, is_passed_on) = (flags & INHERIT_ONLY_ACE == 0, flags & PASSED_ON != 0);
        grants.push(Grant { account: text_of(account)?, rights, is_here, is_passed_on });
    }
    Some(grants)
}

pub(super) fn text_of(account: PSID) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use windows_sys::Win32::Security::{GetSecurityDescriptorDacl, GetSecurityDescriptorOwner};

    use super::*;
    use crate::machine::platform::guarded::Guards;
    use crate::machine::platform::{plain, why_open, why_open_to_install};

    /// What Windows 11 reports for its own folders.
    const DRIVE: &str = "O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464\
        D:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)(A;OICIIO;SDGXGWGR;;;AU)(A;;LC;;;AU)";
    const PROGRAM_DATA: &str = "O:SYD:PAI(A;OICIIO;GA;;;CO)(A;OICI;GA;;;SY)(A;OICI;GA;;;BA)(A;OICI;0x1200a9;;;BU)\
        (A;CI;DCLCRPCR;;;BU)";
    const PROGRAM_FILES: &str = "O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464\
        D:PAI(A;OICIIO;GA;;;CO)(A;OICIIO;GA;;;SY)(A;;0x1301bf;;;SY)(A;OICIIO;GA;;;BA)(A;;0x1301bf;;;BA)\
        (A;OICIIO;GXGR;;;BU)(A;;0x1200a9;;;BU)(A;OICI;FA;;;S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464)";

    fn guard_in(text: &str) -> Guard {
        let descriptor = parse(text).unwrap();
        let (mut owner, mut list, mut present, mut default) = (ptr::null_mut(), ptr::null_mut(), 0, 0);
        // SAFETY: the descriptor is complete; all results outlive the calls.
        unsafe {
            GetSecurityDescriptorOwner(descriptor.0, &raw mut owner, &raw mut default);
            GetSecurityDescriptorDacl(descriptor.0, &raw mut present, &raw mut list, &raw mut default);
        }
        guard_of(owner, list)
    }

    /// A folder with a descriptor, in a folder with another, on the system's drive.
    fn judge(own: &str, above: &str, check: fn(&Path, Guards<'_>, Option<&str>) -> Option<String>) -> Option<String> {
        let lab = tempfile::tempdir().unwrap();
        let parent = plain(&fs_err::canonicalize(lab.path()).unwrap());
        let folder = parent.join("Go");
        if !own.is_empty() {
            fs_err::create_dir(&folder).unwrap();
        }
        let of = |path: &Path| match path {
            path if path == folder => own,
            path if path == parent => above,
            _ => DRIVE,
        };
        check(&folder, &|path| Ok(guard_in(of(path))), None)
    }

    #[test]
    fn rights_are_read_with_their_inheritance() {
        let of = |text: &str| {
            guard_in(text)
                .grants
                .map(|grants| grants.into_iter().map(|it| (it.is_here, it.is_passed_on)).collect::<Vec<_>>())
        };
        assert_eq!(
            of("O:BAD:(A;;FR;;;BU)(A;CI;FR;;;BU)(A;OIIO;FR;;;BU)(D;;FA;;;BU)"),
            Some(vec![(true, false), (true, true), (false, true)])
        );
        assert_eq!(of("O:BA"), None, "no list");
        assert_eq!(guard_in("O:BUD:").owner, "S-1-5-32-545");
    }

    #[test]
    fn windows_own_folders_are_closed_and_others_are_not() {
        let closed = ADMINISTRATORS_ONLY;
        assert_eq!(judge(closed, PROGRAM_DATA, why_open), None);
        assert_eq!(judge(PROGRAM_FILES, DRIVE, why_open_to_install), None);
        assert_eq!(judge("", PROGRAM_FILES, why_open_to_install), None, "what an installer creates there");
        for (own, above, what) in [
            ("O:BUD:(A;;FA;;;BA)", PROGRAM_DATA, "the owner may change the rights"),
            ("O:BAD:(A;;FA;;;BA)(A;ID;WD;;;BU)", PROGRAM_DATA, "inherited"),
            ("O:BAD:(A;;FA;;;BA)(A;;GW;;;AU)", PROGRAM_DATA, "generic"),
            ("O:BAD:(D;;FA;;;BU)(A;;WD;;;BU)", PROGRAM_DATA, "a denial is not relied on"),
            (closed, "O:BAD:(A;;DC;;;BU)(A;;0x40;;;BU)", "the folder above lets others delete it"),
            (closed, "O:BAD:(A;;WO;;;WD)", "the folder above can be taken"),
            (closed, "O:BUD:(A;;FA;;;BA)", "the folder above belongs to others"),
        ] {
            assert!(judge(own, above, why_open).is_some(), "{what}");
        }
        // C:\Go, wherever it came from
        assert!(judge("", DRIVE, why_open_to_install).is_some());
        assert!(judge("O:BAD:(A;OICIID;FA;;;BA)(A;OICIIOID;SDGXGWGR;;;AU)", DRIVE, why_open_to_install).is_some());
    }

    #[test]
    fn a_link_does_not_hide_its_target() {
        let (lab, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let link: PathBuf = plain(&fs_err::canonicalize(lab.path()).unwrap()).join("Go");
        if std::os::windows::fs::symlink_dir(elsewhere.path(), &link).is_err() {
            return println!("SKIPPED: this account cannot create links");
        }
        if !fs_err::symlink_metadata(&link).is_ok_and(|metadata| metadata.is_symlink()) {
            return println!("SKIPPED: this system (Wine) does not show what a link is");
        }
        let closed = |_: &Path| Ok(guard_in(ADMINISTRATORS_ONLY));
        assert!(why_open(&link, &closed, None).unwrap().contains("link"));
        assert!(why_open_to_install(&link.join("bin"), &closed, None).unwrap().contains("link"));
    }
}
