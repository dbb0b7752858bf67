//! The 8.3 names of files and folders, such as `PROGRA~1`, which a volume keeps beside the long ones.
#![expect(unsafe_code, reason = "calls GetLongPathNameW and GetShortPathNameW")]
use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::ptr;

use windows_sys::Win32::Storage::FileSystem::{GetLongPathNameW, GetShortPathNameW};

use super::registry::with_nul;

/// The path with its 8.3 names replaced by the long ones, as far as its folders exist. Links are not followed. Windows
/// forms an 8.3 name with `~`, so a path without one is returned without asking the volume.
pub fn with_long_names(path: &Path) -> PathBuf {
    if !path.as_os_str().as_encoded_bytes().contains(&b'~') {
        return path.to_owned();
    }
    let mut missing = Vec::new();
    for existing in path.ancestors() {
        if let Some(long) = converted(existing, GetLongPathNameW) {
            return missing.into_iter().rev().fold(long, |path, name| path.join(name));
        }
        missing.extend(existing.file_name());
    }
    path.to_owned()
}

/// `None` if it does not exist, or has none because its names are short or the volume keeps none.
pub fn with_short_names(path: &Path) -> Option<PathBuf> {
    converted(path, GetShortPathNameW).filter(|short| short != path)
}

type Conversion = unsafe extern "system" fn(*const u16, *mut u16, u32) -> u32;

fn converted(path: &Path, convert: Conversion) -> Option<PathBuf> {
    let path = with_nul(path.as_os_str());
    let call = |room: &mut [u16]| {
        let size = u32::try_from(room.len()).unwrap_or(0);
        let place = if room.is_empty() { ptr::null_mut() } else { room.as_mut_ptr() };
        // SAFETY: the path ends with NUL, and `place` has room for `size` units.
        // https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getlongpathnamew
        // https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getshortpathnamew
        unsafe { convert(path.as_ptr(), place, size) as usize }
    };
    let mut room = vec![0; call(&mut [])]; // with its NUL
    let length = call(&mut room); // without it
    let name = room.get(..length).filter(|name| !name.is_empty())?;
    Some(OsString::from_wide(name).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::platform::{is_same_path, plain};

    #[test]
    fn a_path_with_short_names_is_the_same_path() {
        let lab = tempfile::tempdir().unwrap();
        let root = plain(&fs_err::canonicalize(lab.path()).unwrap());
        let folder = root.join("A Long Name With Ünï").join("Another Long Name");
        fs_err::create_dir_all(&folder).unwrap();
        let Some(short) = with_short_names(&folder) else { return println!("SKIPPED: the volume keeps no 8.3 names") };
        assert!(short.to_string_lossy().contains('~'), "{}", short.display());
        assert_eq!(with_long_names(&short), folder);
        assert_eq!(with_long_names(&short.join("missing~").join("x")), folder.join("missing~").join("x"));
        assert!(is_same_path(&short.join("missing"), &folder.join("MISSING")));
        assert!(is_same_path(&folder.join("go."), &folder.join(r"x\..\go")), "as Windows reads a path");
        assert!(!is_same_path(&short, &root));
    }
}
