//! Junctions: links to folders that need no special right, on NTFS and `ReFS`, but not on FAT and in Wine.
#![expect(unsafe_code, reason = "calls DeviceIoControl")]
use std::fs::{File, OpenOptions};
use std::io;
use std::os::windows::ffi::OsStrExt as _;
use std::os::windows::fs::OpenOptionsExt as _;
use std::os::windows::io::AsRawHandle as _;
use std::path::Path;
use std::ptr::null_mut;

use windows_sys::Win32::Foundation::GENERIC_WRITE;
use windows_sys::Win32::Storage::FileSystem::{
    FILE_FLAG_BACKUP_SEMANTICS, FILE_FLAG_OPEN_REPARSE_POINT, MAXIMUM_REPARSE_DATA_BUFFER_SIZE,
};
use windows_sys::Win32::System::IO::DeviceIoControl;
use windows_sys::Win32::System::Ioctl::FSCTL_SET_REPARSE_POINT;

use crate::machine::fault;
use crate::machine::platform::plain;
use crate::machine::record::{self, Operation};

/// `IO_REPARSE_TAG_MOUNT_POINT`, the tag of a junction.
const TAG: u32 = 0xA000_0003;

/// Points the junction at `link` to the folder `target`. An existing junction is changed in place, so that the name is
/// never missing. A folder that is not empty is kept, which is an error.
/// Source: <https://learn.microsoft.com/windows/win32/fileio/reparse-point-operations>.
#[expect(clippy::disallowed_methods, reason = "the effect announces itself")]
pub fn point_link(link: &Path, target: &Path) -> io::Result<()> {
    let target = plain(target);
    if std::fs::read_link(link).is_ok_and(|old| plain(&old) == target) {
        return Ok(());
    }
    let data = reparse_data(&target)?;
    fault::reach("link", link)?;
    let is_new = match std::fs::create_dir(link) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        made => made.is_ok(),
    };
    let set = open(link).and_then(|folder| set_reparse_point(&folder, &data));
    match &set {
        Ok(()) => record::done_to(Operation::Linked, link, &target),
        // an empty folder would look like an empty Go installation
        Err(_) if is_new => drop(std::fs::remove_dir(link)),
        Err(_) => {}
    }
    set
}

/// Opens the folder itself, even if it is a junction.
#[expect(clippy::disallowed_methods, reason = "a part of `point_link`, which announces the effect")]
fn open(link: &Path) -> io::Result<File> {
    let flags = FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS;
    OpenOptions::new().access_mode(GENERIC_WRITE).custom_flags(flags).open(link)
}

fn set_reparse_point(folder: &File, data: &[u8]) -> io::Result<()> {
    let (handle, mut returned) = (folder.as_raw_handle(), 0);
    let length = u32::try_from(data.len()).map_err(io::Error::other)?;
    // SAFETY: the handle is open; `data` has `length` bytes and, like `returned`, outlives the call. The call writes
    // nothing else, because there is no output buffer and no overlapped operation.
    // https://learn.microsoft.com/windows/win32/api/winioctl/ni-winioctl-fsctl_set_reparse_point
    let set = unsafe {
        let input = data.as_ptr().cast();
        DeviceIoControl(handle, FSCTL_SET_REPARSE_POINT, input, length, null_mut(), 0, &raw mut returned, null_mut())
    };
    if set == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// `REPARSE_DATA_BUFFER` of a junction to `target`, which must be on a drive of this machine.
/// Source: <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/ns-ntifs-_reparse_data_buffer>.
fn reparse_data(target: &Path) -> io::Result<Vec<u8>> {
    let shown: Vec<u16> = target.as_os_str().encode_wide().collect();
    let is_local = matches!(shown.as_slice(), [_, colon, slash, ..] if [*colon, *slash] == [0x3a, 0x5c]);
    if !is_local || shown.contains(&0) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a junction must point to a folder on a drive"));
    }
    let real: Vec<u16> = r"\??\".encode_utf16().chain(shown.iter().copied()).collect();
    let names: Vec<u16> = [real.as_slice(), &[0], &shown, &[0]].concat();
    let bytes = |units: usize| u16::try_from(units * 2).map_err(|_| io::Error::from(io::ErrorKind::InvalidFilename));
    // The offsets and lengths of the real name and of the displayed name.
    let places = [0, bytes(real.len())?, bytes(real.len() + 1)?, bytes(shown.len())?];
    let mut data = TAG.to_le_bytes().to_vec();
    data.extend((bytes(names.len())?.saturating_add(8)).to_le_bytes());
    data.extend([0; 2]);
    data.extend(places.into_iter().chain(names).flat_map(u16::to_le_bytes));
    let fits = data.len() <= MAXIMUM_REPARSE_DATA_BUFFER_SIZE as usize;
    if fits { Ok(data) } else { Err(io::ErrorKind::InvalidFilename.into()) }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
mod tests {
    use std::path::PathBuf;

    use windows_sys::Win32::Foundation::ERROR_NOT_SUPPORTED;

    use super::*;

    #[test]
    fn the_data_of_a_junction_contains_its_target_twice() {
        let data = reparse_data(Path::new(r"C:\go ü")).unwrap();
        let units: Vec<u16> = data[16..].as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
        assert_eq!(String::from_utf16(&units).unwrap(), "\\??\\C:\\go ü\0C:\\go ü\0");
        // Tag, length after the first eight bytes, reserved; the real name at 0 with 22 bytes, the displayed one at 24
        // with 14.
        assert_eq!(data[..16], [3, 0, 0, 0xA0, 48, 0, 0, 0, 0, 0, 22, 0, 24, 0, 14, 0]);
        assert_eq!(data.len(), 8 + 48);
        let long = format!(r"C:\{}", "x".repeat(9_000));
        for bad in ["relative", r"\\server\share\go", r"C:go", &long] {
            assert!(reparse_data(Path::new(bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_junction_is_created_retargeted_in_place_and_deleted_without_its_target() {
        let folder = tempfile::tempdir().unwrap();
        let [one, two] = ["one ü", "two"].map(|name| folder.path().join(name));
        for target in [&one, &two] {
            std::fs::create_dir(target).unwrap();
            std::fs::write(target.join("VERSION"), target.file_name().unwrap().to_str().unwrap()).unwrap();
        }
        let link: PathBuf = folder.path().join("sdk");
        match point_link(&link, &one) {
            Err(error) if upgo_testkit::is_wine() => {
                assert_eq!(error.raw_os_error(), Some(ERROR_NOT_SUPPORTED.cast_signed()));
                assert!(!link.exists(), "nothing is left of the attempt");
                println!("SKIPPED: Wine has no junctions; the Windows runner tests them");
                return;
            }
            made => made.unwrap(),
        }
        assert_eq!(std::fs::read_to_string(link.join("VERSION")).unwrap(), "one ü");
        // A program has a file of the old target open through the junction.
        let open = File::open(link.join("VERSION")).unwrap();
        point_link(&link, &two).unwrap();
        assert_eq!(std::fs::read_to_string(link.join("VERSION")).unwrap(), "two");
        drop(open);
        point_link(&link, &two).unwrap();
        crate::machine::effect::remove_tree(&link).unwrap();
        assert!(link.symlink_metadata().is_err() && two.join("VERSION").is_file() && one.is_dir());

        std::fs::create_dir_all(link.join("theirs")).unwrap();
        assert!(point_link(&link, &one).is_err(), "a folder that is not empty is kept");
        assert!(link.join("theirs").is_dir());
    }
}
