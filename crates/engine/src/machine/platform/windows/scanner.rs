//! The processor time of Microsoft Defender. Its process cannot be opened, but the list of all processes has its times.
#![expect(unsafe_code, reason = "calls NtQuerySystemInformation and reads its result")]
use std::mem;
use std::ptr;
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
    let list = processes()?;
    let bytes = list.len() * mem::size_of::<u64>();
    let size = mem::size_of::<SYSTEM_PROCESS_INFORMATION>();
    let (mut at, mut found) = (0_usize, None);
    while at.checked_add(size)? <= bytes && at.is_multiple_of(mem::align_of::<SYSTEM_PROCESS_INFORMATION>()) {
        // SAFETY: an entry of this size lies within the list at an aligned offset, and any bytes are a valid entry.
        let entry = unsafe { &*list.as_ptr().byte_add(at).cast::<SYSTEM_PROCESS_INFORMATION>() };
        if name_of(entry, &list).is_some_and(|name| name.eq_ignore_ascii_case(PROGRAM)) {
            found = Some(found.unwrap_or(Duration::ZERO) + processor_time(entry)?);
        }
        match usize::try_from(entry.NextEntryOffset).ok()? {
            0 => break,
            next => at = at.checked_add(next)?,
        }
    }
    found
}

/// The list of all processes. It is aligned for its entries.
fn processes() -> Option<Vec<u64>> {
    let mut length = 1_usize << 20;
    while length <= LARGEST {
        let mut list = vec![0_u64; length / mem::size_of::<u64>()];
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

/// The name of the program of an entry, which lies in the same list.
fn name_of(entry: &SYSTEM_PROCESS_INFORMATION, list: &[u64]) -> Option<String> {
    let units = usize::from(entry.ImageName.Length) / mem::size_of::<u16>();
    let range = list.as_ptr_range();
    let start = entry.ImageName.Buffer.cast_const();
    if start.is_null() || !start.is_aligned() {
        return None;
    }
    let end = start.wrapping_add(units);
    let is_inside = start.cast::<u64>() >= range.start && end.cast::<u64>() <= range.end && start <= end;
    // SAFETY: the name lies within the list, which is not changed.
    is_inside.then(|| String::from_utf16_lossy(unsafe { &*ptr::slice_from_raw_parts(start, units) }))
}

/// The time in user mode and in the kernel. Microsoft names these fields only as reserved; they have been in this place
/// since Windows NT: 24 bytes, then the time of creation, in user mode and in the kernel, in units of 100 ns.
///
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
        let list = processes().unwrap();
        let own = std::env::current_exe().unwrap();
        let own = own.file_name().unwrap().to_string_lossy().into_owned();
        let mut at = 0;
        let mut times = Vec::new();
        loop {
            // SAFETY: as in `defender_time`.
            let entry = unsafe { &*list.as_ptr().byte_add(at).cast::<SYSTEM_PROCESS_INFORMATION>() };
            if name_of(entry, &list).is_some_and(|name| name.eq_ignore_ascii_case(&own)) {
                times.push(processor_time(entry).unwrap());
            }
            if entry.NextEntryOffset == 0 {
                break;
            }
            at += entry.NextEntryOffset as usize;
        }
        assert!(times.iter().any(|time| !time.is_zero() && *time < Duration::from_hours(1)), "{times:?}");
        defender_time();
    }
}
