//! The properties of programs on Windows.
use std::path::Path;

/// The extension of a program's file name.
pub const EXECUTABLE: &str = ".exe";

/// Whether a shell would start the program.
pub fn is_executable(program: &Path) -> bool {
    program.is_file()
}
