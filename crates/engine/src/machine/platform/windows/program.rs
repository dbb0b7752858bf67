//! What a program is here.
use std::path::Path;

/// The end of a program's file name.
pub const EXECUTABLE: &str = ".exe";

/// Whether a shell would start the program.
pub fn is_executable(program: &Path) -> bool {
    program.is_file()
}
