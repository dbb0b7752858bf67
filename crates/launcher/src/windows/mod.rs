//! The launcher on Windows, in order: find its own name, choose the toolchain, start the program, wait for it.
#![expect(
    unsafe_code,
    reason = "a launcher calls Windows directly; the standard library cannot pass on a raw command line"
)]

mod api;
mod job;
mod process;

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read as _};
use std::os::windows::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

use crate::choice::{self, Choice};
use crate::disk;
use crate::failure::Failure;

pub(crate) fn start(launcher: &Path) -> Result<i32, Failure> {
    let Choice { toolchain, program } = choice::choose(launcher, read_current, std::thread::sleep, disk::followed)?;
    let ended = process::run(&program).map_err(|source| Failure::NotStarted { toolchain, program, source })?;
    Ok(ended.cast_signed())
}

/// The most bytes of `current` that are read, more than any valid content has.
const MAX_CURRENT: u64 = 256;

fn read_current(current: &Path) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    // The standard library opens files with all share modes, so a simultaneous switch is not blocked.
    File::open(current)?.take(MAX_CURRENT).read_to_end(&mut content)?;
    Ok(content)
}

/// It stays the same even if the file is renamed meanwhile.
pub(crate) fn own_path() -> PathBuf {
    let mut path = vec![0_u16; 300];
    loop {
        let room = u32::try_from(path.len()).unwrap_or(u32::MAX);
        // SAFETY: `path` has room for `room` units, and null stands for this program.
        let length = unsafe { api::GetModuleFileNameW(std::ptr::null_mut(), path.as_mut_ptr(), room) } as usize;
        if length < path.len() {
            return PathBuf::from(OsString::from_wide(&path[..length]));
        }
        // The path did not fit. Windows has no paths beyond 32 767 units, so the loop ends.
        path.resize(path.len() * 8, 0);
    }
}
