//! Programs that are replaced, also while they run.
use std::io;
use std::path::Path;

use crate::effect;
use crate::platform::is_blocked;

/// Renames the program `new` to `path`. One that runs cannot be replaced, but renamed: it becomes `running`, or, where that
/// lies on another volume, `NAME.exe~`, which is where `go install` puts it too, and is deleted by the next one. The name is
/// missing between two renames then.
pub fn put_program(new: &Path, path: &Path, running: &Path) -> io::Result<()> {
    match effect::rename_once(new, path) {
        Err(error) if is_blocked(&error) && path.is_file() => {
            let mut beside = path.as_os_str().to_owned();
            beside.push("~");
            let beside = Path::new(&beside);
            effect::remove_file(beside)?;
            let old = if effect::rename_once(path, running).is_ok() { running } else { beside };
            if old == beside {
                effect::rename(path, beside)?;
            }
            effect::rename(new, path).inspect_err(|_| drop(effect::rename(old, path)))?;
            effect::remove_file(old).ok(); // it runs
            Ok(())
        }
        Err(error) if is_blocked(&error) => effect::rename(new, path),
        result => result,
    }
}
