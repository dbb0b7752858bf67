use std::io;
use std::path::Path;

use super::super::RefusedBy;

pub const EXECUTABLE: &str = ".exe";

pub fn is_executable(program: &Path) -> bool {
    program.is_file()
}

/// Whether a guard of the machine refused to start an existing program: a virus scanner or a policy.
pub fn is_start_refused(error: &io::Error) -> bool {
    error.raw_os_error().is_some_and(|code| RefusedBy::of(code).is_some())
}
