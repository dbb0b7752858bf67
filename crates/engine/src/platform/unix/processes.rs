//! Which processes run, by `/proc`: Linux has it, macOS does not.
use std::path::{Path, PathBuf};
use std::process::Command;

/// Each process with the file of its program; those of other accounts do not tell theirs.
pub(in crate::platform) fn processes() -> Vec<(u32, PathBuf)> {
    let entries = fs_err::read_dir("/proc").into_iter().flatten().flatten();
    let process = |entry: fs_err::DirEntry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        Some((pid, fs_err::read_link(entry.path().join("exe")).ok()?))
    };
    entries.filter_map(process).collect()
}

/// The path in the form in which two of the same file are equal.
pub(in crate::platform) fn comparable(path: &Path) -> PathBuf {
    path.to_owned()
}

/// A process that opens no window for itself: none does on Unix.
pub fn without_window(command: &mut Command) -> &mut Command {
    command
}
