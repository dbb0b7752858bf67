//! Programs that only start another one.
use std::path::{Path, PathBuf};

use fs_err as fs;

/// A longer file is something else.
const LONGEST: u64 = 64 << 10;

/// The program that a shim of Scoop's starts, as the file beside it says; `None` where `program` is no such shim.
///
/// Source: <https://github.com/ScoopInstaller/Shim>: `path = "C:\…\go.exe"`.
pub(super) fn target(program: &Path) -> Option<PathBuf> {
    let file = program.with_extension("shim");
    let meta = fs::metadata(&file).ok()?;
    if !meta.is_file() || meta.len() > LONGEST {
        return None;
    }
    let text = fs::read_to_string(&file).ok()?;
    let value = |line: &str| {
        let (name, value) = line.split_once('=')?;
        (name.trim() == "path").then(|| PathBuf::from(value.trim().trim_matches('"')))
    };
    text.trim_start_matches('\u{feff}').lines().find_map(value).filter(|path| path.is_absolute())
}
