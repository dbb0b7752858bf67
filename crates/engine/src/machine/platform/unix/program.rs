//! The properties of programs on Unix.
use std::path::Path;

use fs_err as fs;

/// The extension of a program's file name.
pub const EXECUTABLE: &str = "";

/// Whether a shell would start the program.
pub fn is_executable(program: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(program).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}
