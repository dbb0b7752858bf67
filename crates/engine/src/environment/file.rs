//! Whether a startup file of the user can be read as text, and replaced.
use std::path::Path;

use fs_err as fs;

use crate::base::paths::real;
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::user_file;
use crate::machine::platform;

/// Far larger than any profile that a person writes.
const PROFILE_MAX: u64 = 4 << 20;

/// `None` if the file is missing. An error is the reason why it is left alone.
pub(super) fn read_profile(path: &Path) -> Result<Option<Vec<u8>>, Statement> {
    let text = match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => Err(Sentence::NotAPlainFile.into()),
        Ok(metadata) if metadata.len() > PROFILE_MAX => Err(Sentence::FileTooLong.into()),
        Err(_) if fs::symlink_metadata(path).is_ok() => Err(Sentence::BrokenLink.into()),
        _ => user_file::read(path)
            .map_err(|error| say!(ItCannotBeRead { error: Statement::quoted(error.kind().to_string()) })),
    }?;
    if text.as_ref().is_some_and(|text| text.contains(&0)) {
        return Err(Sentence::NotATextFile.into());
    }
    Ok(text)
}

/// Fails if a user's file cannot be replaced by one that differs only in its content. A missing file can be replaced.
/// If `home` is given, a link to a file outside of it is refused, because that file may not belong to this user alone.
pub(super) fn require_replaceable(path: &Path, home: Option<&Path>) -> Result<(), Statement> {
    let target = real(path);
    let Ok(metadata) = fs::metadata(&target) else { return Ok(()) };
    let is_within = |home: &Path| fs::canonicalize(home).is_ok_and(|home| target.starts_with(home));
    if path.is_symlink() && home.is_some_and(|home| !is_within(home)) {
        return Err(say!(LinkOutsideHome { path: target.as_path() }));
    }
    let reason = if metadata.permissions().readonly() { Some(Sentence::IsReadOnly) } else { None };
    reason.or_else(|| platform::why_not_replaced(&target)).map_or(Ok(()), |reason| Err(reason.into()))
}
