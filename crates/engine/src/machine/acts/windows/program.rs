//! The replacement of programs, even while they run.
use std::io;
use std::path::Path;

use crate::machine::effect;
use crate::machine::platform::is_blocked;

/// Renames the program `new` to `path`. A running program cannot be replaced, but renamed: it becomes `running` or, on
/// another volume, `NAME.exe~` as by `go install`, which deletes that later. `path` is missing between two renames.
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
            effect::remove_file(old).ok(); // fails while it runs
            Ok(())
        }
        Err(error) if is_blocked(&error) => effect::rename(new, path),
        result => result,
    }
}
