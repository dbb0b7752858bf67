//! Programs that are replaced, also while they run.
use std::io;
use std::path::Path;

use super::is_blocked;
use crate::effect;

/// Renames the program `new` to `path`. One that runs cannot be replaced, but renamed: it becomes `NAME.exe~`, which is
/// where `go install` puts it too, and is deleted by the next one. The name is missing between two renames then.
pub fn put_program(new: &Path, path: &Path) -> io::Result<()> {
    match effect::rename_once(new, path) {
        Err(error) if is_blocked(&error) && path.is_file() => {
            let mut old = path.as_os_str().to_owned();
            old.push("~");
            let old = Path::new(&old);
            effect::remove_file(old)?;
            effect::rename(path, old)?;
            effect::rename(new, path).inspect_err(|_| drop(effect::rename(old, path)))?;
            effect::remove_file(old).ok(); // it runs
            Ok(())
        }
        result => result,
    }
}
