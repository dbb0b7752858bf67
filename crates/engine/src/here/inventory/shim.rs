//! Programs that only start another one.
use std::path::{Path, PathBuf};

use crate::bounded;

/// A longer file is something else.
const LONGEST: u64 = 64 << 10;

/// The program that a shim of Scoop's starts, as the file beside it says; `None` where `program` is no such shim.
///
/// Source: <https://github.com/ScoopInstaller/Shim>: `path = "C:\…\go.exe"`.
pub(super) fn target(program: &Path) -> Option<PathBuf> {
    let text = bounded::read_text(&program.with_extension("shim"), LONGEST).ok()?;
    program_in(&text).filter(|path| path.is_absolute()).map(Path::to_owned)
}

/// The program that the file of such a shim names.
pub(crate) fn program_in(text: &str) -> Option<&Path> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().filter_map(|line| line.split_once('='));
    let (_, value) = lines.find(|(name, _)| name.trim() == "path")?;
    Some(Path::new(value.trim().trim_matches('"')))
}
