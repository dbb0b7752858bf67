//! A file that belongs to the user, replaced without changing what else it is: its links, its owner, its permissions.
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::{bounded, effect, fault, platform};

/// No profile that a person writes is as long.
const PROFILE_MAX: u64 = 4 << 20;
/// No file of settings that a person writes is as long.
const LONGEST: u64 = 16 << 20;

/// Reads a file; `None` if it is missing.
pub(crate) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match bounded::read(path, LONGEST) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// What a text file of the user's holds, `None` if it is missing, or why it is left alone.
pub(super) fn read_profile(path: &Path) -> Result<Option<Vec<u8>>, String> {
    let text = match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => Err("it is not a file".to_owned()),
        Ok(metadata) if metadata.len() > PROFILE_MAX => Err("it is too long".to_owned()),
        Err(_) if fs::symlink_metadata(path).is_ok() => Err("it is a link that leads nowhere".to_owned()),
        _ => read(path).map_err(|error| format!("it cannot be read ({})", error.kind())),
    }?;
    if text.as_ref().is_some_and(|text| text.contains(&0)) {
        return Err("it is not a text file".to_owned());
    }
    Ok(text)
}

/// Why a file of the user's cannot be exchanged for one that differs in nothing but its content. One that is missing can.
/// A link to a file outside of `home`, where that is given, leads to what is perhaps not only this user's.
pub(super) fn require_replaceable(path: &Path, home: Option<&Path>) -> Result<(), String> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    let Ok(metadata) = fs::metadata(&target) else { return Ok(()) };
    let is_within = |home: &Path| fs::canonicalize(home).is_ok_and(|home| target.starts_with(home));
    if path.is_symlink() && home.is_some_and(|home| !is_within(home)) {
        return Err(format!("it is a link to {}, outside of your home folder", target.display()));
    }
    let reason = if metadata.permissions().readonly() { Some("it is read-only") } else { None };
    reason.or_else(|| platform::why_not_replaced(&target)).map_or(Ok(()), |reason| Err(reason.to_owned()))
}

/// Gives `path` this content, or deletes it. The folder above is created. Where `path` is a link, the file that it
/// leads to is replaced; the new file has the owner and the permissions of the old one from its first byte on.
pub(crate) fn write(path: &Path, bytes: Option<&[u8]>) -> io::Result<()> {
    let Some(bytes) = bytes else { return effect::remove_file(path) };
    let target = fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    let Ok(old) = fs::metadata(&target) else {
        effect::create_dir_all(effect::parent(&target))?;
        return effect::replace(&target, bytes);
    };
    effect::require_no_device(&target)?;
    let aside = effect::aside(&target);
    let mut file = effect::create_new_file(&aside)?;
    let written = fault::reach("set-permissions", &aside)
        .and_then(|()| platform::give_to_owner_of(&old, file.file()))
        .and_then(|()| file.set_permissions(old.permissions()))
        .and_then(|()| effect::append(&mut file, bytes));
    drop(file);
    let replaced =
        written.and_then(|()| effect::rename(&aside, &target)).and_then(|()| effect::sync_dir(effect::parent(&target)));
    if replaced.is_err() {
        fs::remove_file(&aside).ok(); // beside the user's file nothing of ours may stay
    }
    replaced
}
