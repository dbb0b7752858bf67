//! The native target of the machine, which may differ from the target of this program.
#![expect(unsafe_code, reason = "calls IsWow64Process2, RtlGetVersion and GetComputerNameExW")]
use std::mem;

use windows_sys::Wdk::System::SystemServices::RtlGetVersion;
use windows_sys::Win32::System::SystemInformation::{
    ComputerNameDnsHostname, GetComputerNameExW, IMAGE_FILE_MACHINE, IMAGE_FILE_MACHINE_AMD64,
    IMAGE_FILE_MACHINE_ARM64, IMAGE_FILE_MACHINE_I386, OSVERSIONINFOW,
};
use windows_sys::Win32::System::Threading::{GetCurrentProcess, IsWow64Process2};

use crate::base::system::{System, SystemVersion};
use crate::base::target::Target;

/// An amd64 program is emulated on an ARM64 machine, but a Go for arm64 is not.
pub fn native_target() -> Target {
    let (mut process, mut native) = (0, 0);
    // SAFETY: the process handle needs no closing; both results outlive the call.
    // https://learn.microsoft.com/windows/win32/api/wow64apiset/nf-wow64apiset-iswow64process2
    let known = unsafe { IsWow64Process2(GetCurrentProcess(), &raw mut process, &raw mut native) } != 0;
    let arch = architecture(native).filter(|_| known);
    arch.map_or_else(Target::of_this_build, |arch| Target::new("windows", arch))
}

/// The version is from the kernel, because the results of other calls depend on a program's manifest.
pub fn system() -> Option<System> {
    let size = u32::try_from(mem::size_of::<OSVERSIONINFOW>()).ok()?;
    let mut version = OSVERSIONINFOW { dwOSVersionInfoSize: size, ..OSVERSIONINFOW::default() };
    // SAFETY: `version` contains its own size and outlives the call.
    // https://learn.microsoft.com/windows/win32/devnotes/rtlgetversion
    let status = unsafe { RtlGetVersion(&raw mut version) };
    let OSVERSIONINFOW { dwMajorVersion, dwMinorVersion, dwBuildNumber, .. } = version;
    (status == 0).then(|| System::new("windows", SystemVersion(dwMajorVersion, dwMinorVersion, dwBuildNumber)))
}

pub fn machine_name() -> Option<String> {
    let mut buffer = [0_u16; 256]; // a DNS label has at most 63 characters
    let mut length = u32::try_from(buffer.len()).ok()?;
    // SAFETY: `length` is that of the buffer, and both outlive the call.
    // https://learn.microsoft.com/windows/win32/api/sysinfoapi/nf-sysinfoapi-getcomputernameexw
    let known = unsafe { GetComputerNameExW(ComputerNameDnsHostname, buffer.as_mut_ptr(), &raw mut length) } != 0;
    let name = buffer.get(..usize::try_from(length).ok()?).filter(|name| known && !name.is_empty())?;
    Some(String::from_utf16_lossy(name))
}

/// Source: <https://learn.microsoft.com/windows/win32/sysinfo/image-file-machine-constants>.
fn architecture(machine: IMAGE_FILE_MACHINE) -> Option<&'static str> {
    match machine {
        IMAGE_FILE_MACHINE_AMD64 => Some("amd64"),
        IMAGE_FILE_MACHINE_ARM64 => Some("arm64"),
        IMAGE_FILE_MACHINE_I386 => Some("386"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_machine_types_to_names_in_the_feed() {
        for (machine, name) in [(0x8664, Some("amd64")), (0xaa64, Some("arm64")), (0x14c, Some("386")), (0, None)] {
            assert_eq!(architecture(machine), name);
        }
    }

    #[test]
    fn this_machine_has_a_version() {
        assert!(system().unwrap().version >= SystemVersion(6, 1, 0));
        assert!(machine_name().is_some_and(|name| !name.contains('\0')));
    }

    #[test]
    fn this_machine_can_run_the_target_of_this_test() {
        let (native, built) = (native_target(), Target::of_this_build());
        assert_eq!(native.os, "windows");
        assert!(native == built || built.arch != "arm64", "{native} runs {built}");
    }
}
