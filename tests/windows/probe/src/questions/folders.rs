//! The user's folders, without their names.
#![expect(unsafe_code, reason = "asks for the attributes of folders and for a file system")]
use std::io;
use std::path::{Component, Path, PathBuf, Prefix};

use upgo_engine::machine::platform::{
    Volume, config_folder, data_folder, documents_folder, is_same_path, own_profile, start_menu_folder, volume,
};
use windows_sys::Win32::Storage::FileSystem::{
    FILE_ATTRIBUTE_COMPRESSED, FILE_ATTRIBUTE_ENCRYPTED, FILE_ATTRIBUTE_OFFLINE, FILE_ATTRIBUTE_REPARSE_POINT,
    GetFileAttributesW, GetVolumeInformationW, GetVolumePathNameW, INVALID_FILE_ATTRIBUTES,
};

use super::{Row, with_nul};
use crate::answer::{Answer, Ground, Value};

pub(super) const QUESTIONS: &[Row] = &[
    ("profile", |ground| known(ground, own_profile().map(PathBuf::from), "USERPROFILE")),
    ("local-data", |ground| known(ground, data_folder(&|_| None), "LOCALAPPDATA")),
    ("roaming-data", |ground| known(ground, config_folder(&|_| None), "APPDATA")),
    ("documents", |ground| known(ground, documents_folder(), "")),
    ("start-menu", |ground| known(ground, start_menu_folder(), "")),
    ("temp", |ground| known(ground, ground.folder.parent().map(Path::to_owned), "TEMP")),
    ("file-system", |ground| file_system(&ground.folder).into()),
    ("file-system-of-local-data", |_| match data_folder(&|_| None) {
        Some(folder) => file_system(&folder).into(),
        None => Answer::not_asked("the folder is unknown"),
    }),
];

/// The properties of a folder. `same-as-variable` compares it with the variable of this name.
fn known(ground: &Ground, folder: Option<PathBuf>, variable: &str) -> Answer {
    let Some(folder) = folder else { return Value::Nothing(()).into() };
    let named = (ground.variables)(variable).map(PathBuf::from);
    let name = with_nul(folder.as_os_str());
    // SAFETY: the path ends with NUL and outlives the call.
    // https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getfileattributesw
    let attributes = unsafe { GetFileAttributesW(name.as_ptr()) };
    if attributes == INVALID_FILE_ATTRIBUTES {
        return Answer::failed(&io::Error::last_os_error());
    }
    let has = |attribute: u32| attributes & attribute != 0;
    let volume = volume(&folder);
    let is_on_share = matches!(
        folder.components().next(),
        Some(Component::Prefix(prefix)) if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
    );
    let in_profile = own_profile().is_some_and(|own| folder.starts_with(own));
    Value::from([
        ("same-as-variable", named.is_some_and(|named| is_same_path(&named, &folder))),
        ("in-profile", in_profile),
        ("in-onedrive", folder.iter().any(|part| part.to_string_lossy().starts_with("OneDrive"))),
        ("on-share", is_on_share),
        ("fixed-drive", volume == Volume::Fixed),
        ("removable-drive", volume == Volume::Removable),
        ("network-drive", volume == Volume::Network),
        ("reparse-point", has(FILE_ATTRIBUTE_REPARSE_POINT)),
        ("compressed", has(FILE_ATTRIBUTE_COMPRESSED)),
        ("encrypted", has(FILE_ATTRIBUTE_ENCRYPTED)),
        ("offline", has(FILE_ATTRIBUTE_OFFLINE)),
    ])
    .into()
}

/// The name of the file system that contains a folder, and its flags.
fn file_system(folder: &Path) -> io::Result<String> {
    let path = with_nul(folder.as_os_str());
    let (mut root, mut name, mut flags) = ([0_u16; 1024], [0_u16; 261], 0);
    // SAFETY: the path ends with NUL; both texts have the room that is passed, and no other result is wanted.
    // https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getvolumepathnamew
    // https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getvolumeinformationw
    let known = unsafe {
        use std::ptr::null_mut;
        GetVolumePathNameW(path.as_ptr(), root.as_mut_ptr(), 1024) != 0
            && GetVolumeInformationW(
                root.as_ptr(),
                null_mut(),
                0,
                null_mut(),
                null_mut(),
                &raw mut flags,
                name.as_mut_ptr(),
                261,
            ) != 0
    };
    if !known {
        return Err(io::Error::last_os_error());
    }
    let name: Vec<u16> = name.into_iter().take_while(|unit| *unit != 0).collect();
    Ok(format!("{} {flags:#010x}", String::from_utf16_lossy(&name)))
}
