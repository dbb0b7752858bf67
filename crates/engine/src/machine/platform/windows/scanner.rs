//! The processor time of Microsoft Defender. Its process cannot be opened, but the list of all processes has its times.
#![expect(unsafe_code, reason = "calls NtQuerySystemInformation and reads its result")]
use std::mem;
use std::time::Duration;

use windows_sys::Wdk::System::SystemInformation::{NtQuerySystemInformation, SystemProcessInformation};
use windows_sys::Win32::Foundation::STATUS_INFO_LENGTH_MISMATCH;
use windows_sys::Win32::System::WindowsProgramming::SYSTEM_PROCESS_INFORMATION;

/// The program that scans files, since Windows Vista.
const PROGRAM: &str = "MsMpEng.exe";

/// The most bytes that the list may take: some ten thousand processes.
const LARGEST: usize = 64 << 20;

/// The processor time that Microsoft Defender has used since it started; `None` if it does not run, or cannot be seen.
pub fn defender_time() -> Option<Duration> {
    let times = times_of(PROGRAM)?;
    (!times.is_empty()).then(|| times.into_iter().sum())
}

fn times_of(program: &str) -> Option<Vec<Duration>> {
    let list = processes()?;
    let size = mem::size_of::<SYSTEM_PROCESS_INFORMATION>();
    let mut times = Vec::new();
    let mut at = 0_usize;
    while at.checked_add(size)? <= list.len() {
        // SAFETY: an entry of this size lies within the list; any bytes are a valid entry. Only Windows aligns entries.
        let entry = unsafe { list.as_ptr().add(at).cast::<SYSTEM_PROCESS_INFORMATION>().read_unaligned() };
        if name_of(&entry, &list).is_some_and(|name| name.eq_ignore_ascii_case(program)) {
            times.push(processor_time(&entry)?);
        }
        match usize::try_from(entry.NextEntryOffset).ok()? {
            0 => break,
            next => at = at.checked_add(next)?,
        }
    }
    Some(times)
}

fn processes() -> Option<Vec<u8>> {
    let mut length = 1_usize << 20;
    while length <= LARGEST {
        let mut list = vec![0_u8; length];
        let mut needed = 0;
        // SAFETY: the buffer has the length that is passed, and both results outlive the call.
        // https://learn.microsoft.com/windows/win32/api/winternl/nf-winternl-ntquerysysteminformation
        let status = unsafe {
            let length = u32::try_from(length).ok()?;
            NtQuerySystemInformation(SystemProcessInformation, list.as_mut_ptr().cast(), length, &raw mut needed)
        };
        match status {
            0 => return Some(list),
            STATUS_INFO_LENGTH_MISMATCH => length *= 2,
            _ => return None,
        }
    }
    None
}

fn name_of(entry: &SYSTEM_PROCESS_INFORMATION, list: &[u8]) -> Option<String> {
    let start = entry.ImageName.Buffer.addr().checked_sub(list.as_ptr().addr())?;
    let name = list.get(start..start.checked_add(usize::from(entry.ImageName.Length))?)?;
    let units: Vec<u16> = name.as_chunks::<2>().0.iter().copied().map(u16::from_le_bytes).collect();
    Some(String::from_utf16_lossy(&units))
}

/// The time in user mode and in the kernel, in fields that Microsoft only calls reserved, in this place since Windows
/// NT: after 24 bytes, the times of creation, in user mode and in the kernel, in units of 100 ns.
/// Source: <https://ntdoc.m417z.com/system_process_information>.
fn processor_time(entry: &SYSTEM_PROCESS_INFORMATION) -> Option<Duration> {
    let field = |at: usize| Some(i64::from_le_bytes(entry.Reserved1.get(at..at + 8)?.try_into().ok()?));
    let ticks = u64::try_from(field(32)?.checked_add(field(40)?)?).ok()?;
    Some(Duration::from_nanos(ticks.checked_mul(100)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_this_process_with_the_time_that_it_has_used() {
        let own = std::env::current_exe().unwrap();
        let times = times_of(&own.file_name().unwrap().to_string_lossy()).unwrap();
        assert!(times.iter().any(|time| !time.is_zero() && *time < Duration::from_hours(1)), "{times:?}");
        assert!(times_of("no such program").unwrap().is_empty());
        defender_time();
    }
}
